"""The attachments that an application names: each looked at, and what is wrong with it told as a finding."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from hakemus.files.attachment_file import LARGEST, USABLE, AttachmentFile, look_at
from hakemus.findings import Finding, Severity
from hakemus.model import AnnexState, Application

OF_A_FILE = "annex.file"
"""The id of what is found in the files of annexes; its variant tells what is wrong."""

NOT_NAMED = "not-named"
"""The variant for an annex that is said to be attached but names no file."""

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Attachments:
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
                findings.append(_told(index, NOT_NAMED, {"annex": annex.title or annex.kind or ""}))
            continue
        found = look_at(annex.file, base, largest)
        trouble = found.trouble if isinstance(found, AttachmentFile) else found
        if isinstance(found, AttachmentFile):
            files[index] = found
        if trouble is not None:
            values = {"file": annex.file, "megabytes": Decimal(largest) / _MEGABYTE}
            findings.append(_told(index, trouble, values))
    return Attachments(files, tuple(findings))


def _told(index: int, trouble: str, values: dict[str, object]) -> Finding:
    severity: Severity = "warning" if trouble in (*USABLE, NOT_NAMED) else "error"
    return Finding(OF_A_FILE, severity, f"annexes[{index}].file", values, variant=trouble)
