"""The attachments that an application names: each is examined, and what is wrong with it is reported as a finding."""

import hashlib
import io
import os
from dataclasses import dataclass
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, NamedTuple

from hakemus.findings import Finding, Severity
from hakemus.model import AnnexState, Application
from hakemus.reading import as_named

# A file that is handed in with the papers: a PDF, whole, open to everybody and not too large, or what is wrong.

Trouble = Literal[
    "missing",
    "outside",
    "no-file",
    "unreadable",
    "empty",
    "too-large",
    "not-pdf",
    "encrypted",
    "restricted",
    "damaged",
]
"""What may be wrong with an attachment: `restricted` and `damaged` let it be handed in all the same."""

USABLE: tuple[Trouble, ...] = ("restricted", "damaged")

LARGEST = 50 * 1024 * 1024
"""How many bytes an attachment may have unless another limit is given (the library's; Hyrrä's own is not known)."""

_HEAD, _TAIL = 1024, 2048


class AttachmentFile(NamedTuple):
    """An attachment as it was found: where it is, its size in bytes, its digest (SHA-256), its pages if counted."""

    path: Path
    size: int
    digest: str
    pages: int | None = None
    trouble: Trouble | None = None


def look_at(name: str, base: Path, largest: int = LARGEST) -> AttachmentFile | Trouble:
    """Return the attachment that a path names, seen from a folder, or what keeps it from being handed in.

    Nothing outside the folder is opened, whether the path leads there by `..`, from the root or through a link.
    """
    try:
        root = base.resolve()
        path = (root / name.replace("\\", "/")).resolve()
        if not path.is_relative_to(root):
            return "outside"
        if not path.exists():
            path = as_named(path).resolve()
        if not path.is_relative_to(root):
            return "outside"
        if not path.exists():
            return "missing"
        if not path.is_file():
            return "no-file"
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            content = file.read(largest + 1) if size <= largest else b""
    except (OSError, ValueError, RuntimeError):
        return "unreadable"
    if not size:
        return "empty"
    if max(size, len(content)) > largest:
        return "too-large"
    pages = pages_of(content)
    if not isinstance(pages, Pages):
        return pages
    digest = hashlib.sha256(content).hexdigest()
    return AttachmentFile(path, len(content), digest, pages.count, pages.trouble)


@dataclass(frozen=True, slots=True)
class Pages:
    """How many pages a PDF has, where they could be counted, and what is wrong with it though it opens."""

    count: int | None
    trouble: Trouble | None = None


def pages_of(content: bytes) -> Pages | Trouble:
    """Return the pages of a PDF, or why it cannot be handed in; without pikepdf they are not counted.

    >>> pages_of(b"PK, a Word file")
    'not-pdf'
    """
    if b"%PDF-" not in content[:_HEAD]:
        return "not-pdf"
    if find_spec("pikepdf") is not None:
        return _by_pikepdf(content)
    # Whether a protected one needs a password is not known from its end.
    tail = content[-_TAIL:]
    if b"startxref" not in tail or b"%%EOF" not in tail:
        return Pages(None, "damaged")
    return Pages(None, "restricted" if b"/Encrypt" in content else None)


def _by_pikepdf(content: bytes) -> Pages | Trouble:
    import pikepdf  # noqa: PLC0415 - an extra may not be there

    for recovers in (False, True):
        try:
            with pikepdf.open(io.BytesIO(content), attempt_recovery=recovers) as pdf:
                count = len(pdf.pages)
                restricted = pdf.is_encrypted
        except pikepdf.PasswordError:
            return "encrypted"
        except Exception:  # noqa: BLE001, S112 - a door: what pikepdf raises of a damaged file
            continue
        if count:
            return Pages(count, "damaged" if recovers else "restricted" if restricted else None)
    return "not-pdf"


OF_A_FILE = "annex.file"
"""The id of what is found in the files of annexes; its variant says what is wrong."""

NOT_NAMED = "not-named"
"""The variant for an annex that is said to be attached but names no file."""

_MEGABYTE = 1024 * 1024


class Attachments(NamedTuple):
    """The files of an application's annexes by the annex's place in the list, and what was found in them."""

    files: dict[int, AttachmentFile]
    findings: tuple[Finding, ...]


def find_attachments(application: Application, base: Path, largest: int = LARGEST) -> Attachments:
    """Return the attachments of an application, whose paths are seen from `base`; `largest` is in bytes.

    A file that cannot be handed in is an error; one that is damaged or restricted, and an annex that is said to be
    attached but names no file, a warning.
    """
    files: dict[int, AttachmentFile] = {}
    findings: list[Finding] = []
    for index, annex in enumerate(application.annexes):
        if annex.file is None:
            if annex.state is AnnexState.ATTACHED:
                findings.append(_finding_of(index, NOT_NAMED, {"annex": annex.title or annex.kind or ""}))
            continue
        found = look_at(annex.file, base, largest)
        trouble = found.trouble if isinstance(found, AttachmentFile) else found
        if isinstance(found, AttachmentFile):
            files[index] = found
        if trouble is not None:
            values = {"file": annex.file, "megabytes": Decimal(largest) / _MEGABYTE}
            findings.append(_finding_of(index, trouble, values))
    return Attachments(files, tuple(findings))


def _finding_of(index: int, trouble: str, values: dict[str, object]) -> Finding:
    severity: Severity = "warning" if trouble in (*USABLE, NOT_NAMED) else "error"
    return Finding(OF_A_FILE, severity, f"annexes[{index}].file", values, variant=trouble)
