"""What came of a bundle: its files with their digests, what is missing, and the manifest that tells both."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hakemus.desk.bundle_items import PDF, Item
from hakemus.files import OF_A_FILE
from hakemus.findings import Finding, Report
from hakemus.model import Application
from hakemus.packaged import library_version
from hakemus.texts import LANGUAGES, Language

MANIFEST = "manifest.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class BundledFile:
    """A file of a bundle: its name, title, size in bytes, digest (SHA-256), and its pages if they were counted.

    `number` is None for a file that is not handed in.
    """

    name: str
    number: int | None
    title: str
    size: int
    digest: str
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that was written: where, in which language, what is in it, and what was found.

    `report` holds the findings of the rules and of the attachments; `missing` are those of them that keep the bundle
    from being complete. `lacks_workbook` is true when a workbook belongs to it, and openpyxl is not installed.
    """

    path: Path
    language: Language
    draft: bool
    files: tuple[BundledFile, ...]
    report: Report
    missing: tuple[Finding, ...]
    lacks_workbook: bool = False

    @property
    def flawed(self) -> tuple[Finding, ...]:
        """What is told of attachments that go in all the same: they are damaged, or their use is restricted."""
        return tuple(one for one in self.report.findings if one.id == OF_A_FILE and one not in self.missing)

    @property
    def complete(self) -> bool:
        """True when nothing is missing, and it was not made as a draft."""
        return not self.missing and not self.draft


def files_of(items: Sequence[Item], digits: int) -> tuple[BundledFile, ...]:
    """Return every file of the items as the manifest tells it, in the order of their numbers."""
    return tuple(
        BundledFile(
            item.name(ending, digits),
            item.row.number,
            item.row.title,
            len(member) if isinstance(member, bytes) else member.size,
            hashlib.sha256(member).hexdigest() if isinstance(member, bytes) else member.digest,
            item.pages if ending == PDF else None,
        )
        for item in items
        for ending, member in item.files.items()
    )


def manifest_of(bundle: Bundle, application: Application) -> bytes:
    """Return the manifest of a bundle as JSON, the same for the same bundle; it lists every file but itself."""
    classification, applicant = application.classification, application.applicant
    values = application.model_dump(mode="json", exclude_none=True)
    told: Mapping[str, Any] = {
        "format": _FORMAT,
        "made_by": {"library": "hakemus", "version": library_version()},
        "complete": bundle.complete,
        "draft": bundle.draft,
        "language": bundle.language,
        "law_of": bundle.report.on.isoformat(),
        "application": {
            "project": application.project.name,
            "applicant": applicant.name,
            "business_id": applicant.business_id,
            "measure": classification.measure,
            "date": application.date.isoformat() if application.date is not None else None,
            "digest": hashlib.sha256(_json(values, indent=None)).hexdigest(),
        },
        "findings": {
            "errors": len(bundle.report.errors),
            "warnings": len(bundle.report.warnings),
            "notes": len(bundle.report.notes),
        },
        "missing": [_as_mapping(finding) for finding in bundle.missing],
        "files": [
            {
                "number": file.number,
                "name": file.name,
                "title": file.title,
                "bytes": file.size,
                "pages": file.pages,
                "sha256": file.digest,
            }
            for file in bundle.files
        ],
    }
    return _json(told, indent=2)


def _as_mapping(finding: Finding) -> dict[str, Any]:
    messages = {language: finding.message(language) for language in LANGUAGES}
    return {"id": finding.id, "path": finding.path, "message": messages}


def _json(value: Mapping[str, Any], indent: int | None) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=indent, sort_keys=indent is None) + "\n").encode()
