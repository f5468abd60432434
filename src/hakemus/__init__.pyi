# The names of the front door, each listed once: `names_on_demand` reads them here.

from collections.abc import Callable
from typing import Any

from hakemus import word as word
from hakemus.assembly import (
    assemble as assemble,
    list_items as list_items,
    render as render,
)
from hakemus.batch import (
    Job as Job,
    JobError as JobError,
    JobResult as JobResult,
    render_many as render_many,
)
from hakemus.checking import (
    AmountChange as AmountChange,
    CheckChange as CheckChange,
    FindingChange as FindingChange,
    check as check,
    check_change as check_change,
    load as load,
)
from hakemus.desk import (
    BoardEntry as BoardEntry,
    BoardResult as BoardResult,
    Bundle as Bundle,
    BundledFile as BundledFile,
    Conflict as Conflict,
    LawUnit as LawUnit,
    Update as Update,
    bundle as bundle,
    hold_meeting as hold_meeting,
    list_law as list_law,
    update as update,
)
from hakemus.errors import (
    DataError as DataError,
    DayMissingError as DayMissingError,
    Fault as Fault,
    FileError as FileError,
    FormError as FormError,
    HakemusError as HakemusError,
    LoadError as LoadError,
    NotReadyError as NotReadyError,
    PackageError as PackageError,
    ParameterError as ParameterError,
    PdfError as PdfError,
    TemplateError as TemplateError,
    UnknownNameError as UnknownNameError,
    ValueRefusedError as ValueRefusedError,
    WordError as WordError,
)
from hakemus.files import (
    ProjectRecord as ProjectRecord,
    read_record as read_record,
)
from hakemus.findings import (
    Finding as Finding,
    Report as Report,
)
from hakemus.forms import (
    Change as Change,
    Note as Note,
    NotUnderstood as NotUnderstood,
    Outside as Outside,
    Reading as Reading,
    blank_form as blank_form,
    compare as compare,
    read as read,
)
from hakemus.group import (
    LeaderGroup as LeaderGroup,
)
from hakemus.model import (
    Application as Application,
)
from hakemus.papers import (
    Document as Document,
    list_documents as list_documents,
)
from hakemus.papers.dates import (
    Calendar as Calendar,
    ProjectDate as ProjectDate,
    calendar as calendar,
)
from hakemus.pdf import (
    to_pdf as to_pdf,
    to_pdfs as to_pdfs,
)
from hakemus.proofing import (
    TemplateFinding as TemplateFinding,
    TemplateReport as TemplateReport,
    check_templates as check_templates,
)
from hakemus.rules import (
    BoardRule as BoardRule,
    Rule as Rule,
    list_rules as list_rules,
)

__all__: list[str]  # noqa: PYI035 - it is made of the names above

def names_on_demand(
    package: str, file: str
) -> tuple[list[str], Callable[[str], Any], Callable[[], list[str]]]: ...
