"""Official papers of a Finnish Leader funding application: typed, checked by dated law, printed to Word.

>>> import hakemus
>>> application = hakemus.load({"schema_version": 1, "date": "2024-03-01", "project": {"name": "Kylätalon katto"}})
>>> hakemus.check(application).ok
False
"""

from hakemus.assembly import assemble, check, load, render
from hakemus.batch import Job, JobError, JobResult, render_many
from hakemus.documents import list_documents
from hakemus.errors import (
    DayMissingError,
    FileError,
    FormError,
    HakemusError,
    LoadError,
    NotReadyError,
    PdfError,
    UnknownNameError,
)
from hakemus.files import ProjectRecord, read_record
from hakemus.findings import Finding, Report
from hakemus.forms import Change, NotUnderstood, Outside, Reading, read
from hakemus.group import LeaderGroup
from hakemus.model import Application
from hakemus.pdf import to_pdf, to_pdfs
from hakemus.proofing import TemplateFinding, TemplateReport, check_templates
from hakemus.rules import list_rules

__all__ = [
    "Application",
    "Change",
    "DayMissingError",
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
    "Outside",
    "PdfError",
    "ProjectRecord",
    "Reading",
    "Report",
    "TemplateFinding",
    "TemplateReport",
    "UnknownNameError",
    "assemble",
    "check",
    "check_templates",
    "list_documents",
    "list_rules",
    "load",
    "read",
    "read_record",
    "render",
    "render_many",
    "to_pdf",
    "to_pdfs",
]
