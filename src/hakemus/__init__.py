"""Official papers of a Finnish Leader funding application: typed, checked by dated law, printed to Word.

>>> import hakemus
>>> application = hakemus.load({"schema_version": 1, "date": "2024-03-01", "project": {"name": "Kylätalon katto"}})
>>> hakemus.check(application).ok
False
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hakemus.assembly import assemble, check, list_items, load, render
    from hakemus.batch import Job, JobError, JobResult, render_many
    from hakemus.desk import (
        BoardEntry,
        BoardResult,
        Bundle,
        BundledFile,
        Conflict,
        Update,
        bundle,
        hold_meeting,
        update,
    )
    from hakemus.errors import (
        DataError,
        DayMissingError,
        Fault,
        FileError,
        FormError,
        HakemusError,
        LoadError,
        NotReadyError,
        PackageError,
        ParameterError,
        PdfError,
        TemplateError,
        UnknownNameError,
        ValueRefusedError,
        WordError,
    )
    from hakemus.files import ProjectRecord, read_record
    from hakemus.findings import Finding, Report
    from hakemus.forms import (
        Change,
        Note,
        NotUnderstood,
        Outside,
        Reading,
        blank_form,
        compare,
        read,
    )
    from hakemus.group import LeaderGroup
    from hakemus.model import Application
    from hakemus.papers import list_documents
    from hakemus.pdf import to_pdf, to_pdfs
    from hakemus.proofing import TemplateFinding, TemplateReport, check_templates
    from hakemus.rules import BoardRule, Rule, list_rules

__all__ = [
    "Application",
    "BoardEntry",
    "BoardResult",
    "BoardRule",
    "Bundle",
    "BundledFile",
    "Change",
    "Conflict",
    "DataError",
    "DayMissingError",
    "Fault",
    "FileError",
    "Finding",
    "FormError",
    "HakemusError",
    "Job",
    "JobError",
    "JobResult",
    "LeaderGroup",
    "LoadError",
    "NotReadyError",
    "NotUnderstood",
    "Note",
    "Outside",
    "PackageError",
    "ParameterError",
    "PdfError",
    "ProjectRecord",
    "Reading",
    "Report",
    "Rule",
    "TemplateError",
    "TemplateFinding",
    "TemplateReport",
    "UnknownNameError",
    "Update",
    "ValueRefusedError",
    "WordError",
    "assemble",
    "blank_form",
    "bundle",
    "check",
    "check_templates",
    "compare",
    "hold_meeting",
    "list_documents",
    "list_items",
    "list_rules",
    "load",
    "read",
    "read_record",
    "render",
    "render_many",
    "to_pdf",
    "to_pdfs",
    "update",
]

_ROOMS = {
    "assembly": (
        "assemble",
        "check",
        "list_items",
        "load",
        "render",
    ),
    "batch": (
        "Job",
        "JobError",
        "JobResult",
        "render_many",
    ),
    "desk": (
        "BoardEntry",
        "BoardResult",
        "Bundle",
        "BundledFile",
        "Conflict",
        "Update",
        "bundle",
        "hold_meeting",
        "update",
    ),
    "papers": ("list_documents",),
    "errors": (
        "DataError",
        "DayMissingError",
        "Fault",
        "FileError",
        "FormError",
        "HakemusError",
        "LoadError",
        "NotReadyError",
        "PackageError",
        "ParameterError",
        "PdfError",
        "TemplateError",
        "UnknownNameError",
        "ValueRefusedError",
        "WordError",
    ),
    "files": (
        "ProjectRecord",
        "read_record",
    ),
    "findings": (
        "Finding",
        "Report",
    ),
    "forms": (
        "Change",
        "Note",
        "NotUnderstood",
        "Outside",
        "Reading",
        "blank_form",
        "compare",
        "read",
    ),
    "group": ("LeaderGroup",),
    "model": ("Application",),
    "pdf": (
        "to_pdf",
        "to_pdfs",
    ),
    "proofing": (
        "TemplateFinding",
        "TemplateReport",
        "check_templates",
    ),
    "rules": (
        "BoardRule",
        "Rule",
        "list_rules",
    ),
}
"""Which room each public name comes from. A room is imported when one of its names is first asked for, so that a
command that only shows its help does not wait for Word."""

_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Return a public name, importing the room that it comes from; afterwards it is found without coming here."""
    if name == "word":
        return import_module("hakemus.word")
    if name not in _ROOM_OF:
        raise AttributeError(f"module 'hakemus' has no attribute {name!r}")
    found = getattr(import_module(f"hakemus.{_ROOM_OF[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Return the public names, and no more: what a shell offers is the front door."""
    return sorted({*__all__, "word"})
