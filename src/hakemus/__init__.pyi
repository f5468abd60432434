# The names of the front door, each listed once: `names_on_demand` reads them here.

from collections.abc import Callable
from typing import Any

from hakemus import word as word
from hakemus.assembly import (
    assemble as assemble,
    list_items as list_items,
    make_papers as make_papers,
    papers_of as papers_of,
    render as render,
)
from hakemus.batch import (
    Job as Job,
    JobError as JobError,
    JobResult as JobResult,
    render_many as render_many,
)
from hakemus.case import (
    Case as Case,
)
from hakemus.checking import (
    AmountChange as AmountChange,
    CheckChange as CheckChange,
    FindingChange as FindingChange,
    check as check,
    check_change as check_change,
    cost as cost,
    load as load,
)
from hakemus.costing import (
    Costing as Costing,
)
from hakemus.desk import (
    BoardEntry as BoardEntry,
    BoardResult as BoardResult,
    BudgetUpdate as BudgetUpdate,
    Bundle as Bundle,
    BundledFile as BundledFile,
    ChangesOfFiles as ChangesOfFiles,
    Conflict as Conflict,
    FieldTerm as FieldTerm,
    GroupChanges as GroupChanges,
    GroupFinding as GroupFinding,
    GroupReport as GroupReport,
    LawUnit as LawUnit,
    RuleExplanation as RuleExplanation,
    Update as Update,
    accept_group as accept_group,
    bundle as bundle,
    check_changes as check_changes,
    check_group as check_group,
    copy_template as copy_template,
    diff_group as diff_group,
    explain_rule as explain_rule,
    explain_rules as explain_rules,
    hold_meeting as hold_meeting,
    list_fields as list_fields,
    list_law as list_law,
    new_group as new_group,
    term as term,
    update as update,
    update_budget as update_budget,
    write_forms as write_forms,
)
from hakemus.errors import (
    ArgumentError as ArgumentError,
    DataError as DataError,
    DayMissingError as DayMissingError,
    ExtraMissingError as ExtraMissingError,
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
    application_schema as application_schema,
    assessment_schema as assessment_schema,
    blank_assessment as blank_assessment,
    blank_meeting as blank_meeting,
    dumps as dumps,
    meeting_schema as meeting_schema,
    new_application as new_application,
    read_record as read_record,
)
from hakemus.files.commented import (
    save as save,
)
from hakemus.files.workbook import (
    budget_workbook as budget_workbook,
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
    Activity as Activity,
    Address as Address,
    AgendaItem as AgendaItem,
    Annex as Annex,
    AnnexState as AnnexState,
    Applicant as Applicant,
    Application as Application,
    ApplicationDecision as ApplicationDecision,
    Assessment as Assessment,
    Authorisation as Authorisation,
    Benefit as Benefit,
    BodyLaw as BodyLaw,
    Budget as Budget,
    Business as Business,
    Classification as Classification,
    Company as Company,
    Contribution as Contribution,
    CooperationAgreement as CooperationAgreement,
    CostCategory as CostCategory,
    CostItem as CostItem,
    CostModel as CostModel,
    CriterionAssessment as CriterionAssessment,
    Decision as Decision,
    Disqualification as Disqualification,
    EarlierAid as EarlierAid,
    EarlierBusinessAid as EarlierBusinessAid,
    Financing as Financing,
    GroupAnswer as GroupAnswer,
    InKindWork as InKindWork,
    Income as Income,
    InvestmentKind as InvestmentKind,
    InvestmentTheme as InvestmentTheme,
    LegalForm as LegalForm,
    LetterOfIntent as LetterOfIntent,
    Meeting as Meeting,
    Member as Member,
    MinuteChecker as MinuteChecker,
    Offer as Offer,
    Part as Part,
    Partner as Partner,
    PaymentMethod as PaymentMethod,
    Person as Person,
    Preparation as Preparation,
    PreparationReport as PreparationReport,
    PreparationTarget as PreparationTarget,
    PriceEvidence as PriceEvidence,
    ProgrammeList as ProgrammeList,
    Project as Project,
    ProjectPlan as ProjectPlan,
    RuralType as RuralType,
    Signatory as Signatory,
    SpecificObjective as SpecificObjective,
    SupportArea as SupportArea,
    VatLiability as VatLiability,
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
from hakemus.programme import (
    Measure as Measure,
    list_measures as list_measures,
)
from hakemus.proofing import (
    Placeholder as Placeholder,
    TemplateFinding as TemplateFinding,
    TemplateReport as TemplateReport,
    check_templates as check_templates,
    list_placeholders as list_placeholders,
)
from hakemus.rules import (
    BoardRule as BoardRule,
    Rule as Rule,
    list_rules as list_rules,
)
from hakemus.texts import (
    Wording as Wording,
    wording as wording,
)

__all__: list[str]  # noqa: PYI035 - it is made of the names above

def names_on_demand(
    package: str, file: str
) -> tuple[list[str], Callable[[str], Any], Callable[[], list[str]]]: ...
