"""What the papers of a folder were made from and what they were: one small file beside them."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

from hakemus.batch.jobs import Job
from hakemus.model import Application
from hakemus.packaged import packaged_folder

FILE = ".hakemus.json"

_PACKAGE = Path(__file__).resolve().parents[1]
_STANDS_ON = ("babel", "docxtpl", "jinja2")


@dataclass(frozen=True, slots=True)
class Ledger:
    """The digest of what the papers were made from, and the digest of each paper by its file name."""

    made_from: str
    papers: Mapping[str, str]


def read_ledger(folder: Path) -> Ledger | None:
    """Return what stands beside the papers of a folder, or None where nothing readable does."""
    try:
        values = json.loads((folder / FILE).read_bytes())
        papers = {name: str(of) for name, of in values["papers"].items() if Path(name).name == name}
        return Ledger(str(values["made_from"]), papers)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_ledger(folder: Path, ledger: Ledger) -> None:
    """Write it beside the papers of a folder, in place of an earlier one, if that can be done.

    It only saves time: one that is lost or torn costs a rendering, so it is not waited for as papers are.
    """
    values = {"made_from": ledger.made_from, "papers": dict(ledger.papers)}
    content = json.dumps(values, ensure_ascii=False, indent=1).encode() + b"\n"
    with suppress(OSError):
        (folder / FILE).write_bytes(content)


def digest(content: bytes) -> str:
    """Return the SHA-256 of bytes.

    >>> digest(b"")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(content).hexdigest()


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 of a file, or empty text where there is none that can be read."""
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""


def digest_of_job(job: Job) -> str:
    """Return one digest of all that the papers of a job depend on.

    The application (of a file: its bytes), the group, documents, language, day, draft; the library's own code, law and
    words, and the versions of what it prints with; its templates. Raises `OSError` for a file that cannot be read.
    """
    parts = {
        "application": _application(job.application),
        "documents": job.documents,
        "language": job.language,
        "on": job.on and job.on.isoformat(),
        "group": job.group and job.group.digest,
        "draft": job.draft,
        "library": _library(),
        "templates": _templates(tuple(_stamped_templates())),
    }
    return digest(json.dumps(parts).encode())


def _application(application: Application | str | Path) -> str:
    if isinstance(application, Application):
        return application.model_dump_json()
    path = Path(application)
    return f"{path.suffix} {digest(path.read_bytes())}"


@cache
def _library() -> list[str]:
    # Once for each process: the code that runs does not change with its file. A version number would not tell a
    # checkout from the release before it.
    found = [path.relative_to(_PACKAGE) for path in _PACKAGE.rglob("*") if path.suffix in (".py", ".toml")]
    own = _digest_of_all(sorted(_PACKAGE / path for path in found if path.parts[0] != "examples"))
    return [own, *map(version, _STANDS_ON)]


def _stamped_templates() -> list[tuple[Path, int, int]]:
    files = sorted(packaged_folder("templates").glob("??/*.docx"))
    return [(path, stamp.st_mtime_ns, stamp.st_size) for path in files for stamp in [path.stat()]]


@lru_cache(maxsize=4)
def _templates(stamped: tuple[tuple[Path, int, int], ...]) -> str:
    return _digest_of_all([path for path, _, _ in stamped])


def _digest_of_all(files: Iterable[Path]) -> str:
    return digest("".join(f"{path} {digest(path.read_bytes())}\n" for path in files).encode())
