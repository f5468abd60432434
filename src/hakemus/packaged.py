"""The library as it was installed: where its templates and examples are, of which version it is, what was built of it.

What a build makes ready (the law as it was checked, templates as they were compiled) is plain data next to the modules,
each behind the digest of itself and of all that it was made of: where any of that has changed since, it isn't taken.
"""

import hashlib
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TypeVar

from hakemus.errors import DataError, Fault

_PACKAGE = Path(__file__).resolve().parent
KindT = TypeVar("KindT")


def packaged_folder(name: str) -> Path:
    """Return the folder `templates` or `examples` that comes with this very copy of the library.

    An installed wheel has it next to the modules; a checkout, and an editable install of it, at the top level.
    """
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _PACKAGE.parents[1] / name


@cache
def library_version() -> str:
    """Return the version of the library, or an empty text where it is not installed."""
    # As `importlib.metadata` finds it, which loads all that reads mail and archives.
    for folder in sys.path:
        with suppress(OSError):
            for name in os.listdir(folder or "."):  # noqa: PTH208 - much quicker where hundreds are installed
                if name.startswith("hakemus-") and name.endswith(".dist-info"):
                    return name.removeprefix("hakemus-").removesuffix(".dist-info")
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - slow, and seldom needed

    try:
        return version("hakemus")
    except PackageNotFoundError:
        return ""


def installed(group: str, kind: type[KindT]) -> tuple[KindT, ...]:
    """Return what installed packages bring by an entry point: objects of a kind, or several in a list, in order.

    Raises `DataError` when one cannot be loaded, or leads to something else.
    """
    if not _may_bring(group):
        return ()
    from importlib.metadata import entry_points  # noqa: PLC0415 - slow, and seldom asked for

    found: list[KindT] = []
    for point in sorted(entry_points(group=group), key=lambda point: (point.name, point.value)):
        why = point.value
        try:
            loaded = point.load()
        except Exception as error:  # noqa: BLE001 - another's package may raise anything
            loaded, why = None, f"{point.value}: {error}"
        several = loaded if isinstance(loaded, list | tuple) else [loaded]
        if not all(isinstance(one, kind) for one in several):
            fault = Fault(point.name, "entry-point", why, f"module:{kind.__name__}")
            raise DataError(f"the entry point {point.name!r} brings no {kind.__name__}", [fault])
        found += several
    return tuple(found)


def _may_bring(group: str) -> bool:
    """Return whether an installed package may have an entry point of a group; False only where surely none has.

    As `importlib.metadata` looks, which loads all that reads mail and archives; what isn't a folder is left to it.
    """
    others = (finder for finder in sys.meta_path if finder is not PathFinder)
    if "importlib.metadata" in sys.modules or any(hasattr(other, "find_distributions") for other in others):
        return True
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 - as above
        except NotADirectoryError:
            return True
        except OSError:
            continue
        for name in names:
            if name.endswith(".egg"):
                return True
            if name.endswith((".dist-info", ".egg-info")):
                with suppress(OSError):
                    if f"[{group}]".encode() in Path(folder, name, "entry_points.txt").read_bytes():
                        return True
    return False


_BUILT = _PACKAGE / "built"


def digest_of(files: Iterable[Path]) -> str:
    """Return a text that changes with the name or the content of any of the files, or with their number."""
    digests = (
        hashlib.sha256(f"{file.parent.name}/{file.name}\n".encode() + file.read_bytes()).digest()
        for file in files
    )
    return hashlib.sha256(b"".join(digests)).hexdigest()


def built(name: str, made_of: Iterable[Path], by: str = "") -> bytes | None:
    """Return what the build has made of files under a name; None if nothing, or they have changed, or it is damaged.

    `by` is a text that changes with what made it, where that isn't among the files.
    """
    try:
        head, _, content = (_BUILT / name).read_bytes().partition(b"\n")
        return content if head == _head(made_of, content, by) else None
    except OSError:
        return None


def keep_built(name: str, made_of: Iterable[Path], content: bytes, by: str = "") -> None:
    """Keep what was made of files under a name, as `built` takes it; only a build does."""
    _BUILT.mkdir(exist_ok=True)
    (_BUILT / name).write_bytes(b"\n".join((_head(made_of, content, by), content)))


def _head(made_of: Iterable[Path], content: bytes, by: str) -> bytes:
    # With the content in it, what is half written (by a build that was killed, or by two at once) isn't taken.
    return f"{digest_of(made_of)}{by}{hashlib.sha256(content).hexdigest()}".encode()
