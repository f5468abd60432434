# The names of the room, each listed once: `names_on_demand` reads them here.

from hakemus.model.application import (
    Activity as Activity,
    Annex as Annex,
    Application as Application,
    ApplicationDecision as ApplicationDecision,
    Authorisation as Authorisation,
    Budget as Budget,
    Business as Business,
    Classification as Classification,
    Contribution as Contribution,
    CooperationAgreement as CooperationAgreement,
    CostItem as CostItem,
    EarlierBusinessAid as EarlierBusinessAid,
    Financing as Financing,
    GroupAnswer as GroupAnswer,
    Income as Income,
    InKindWork as InKindWork,
    LetterOfIntent as LetterOfIntent,
    MinuteChecker as MinuteChecker,
    Offer as Offer,
    Preparation as Preparation,
    PreparationReport as PreparationReport,
    PriceEvidence as PriceEvidence,
    Project as Project,
    ProjectPlan as ProjectPlan,
)
from hakemus.model.assessment import (
    AgendaItem as AgendaItem,
    Assessment as Assessment,
    CriterionAssessment as CriterionAssessment,
    Decision as Decision,
    DecisionKind as DecisionKind,
    Disqualification as Disqualification,
    Meeting as Meeting,
    Member as Member,
    Proposal as Proposal,
    TieRule as TieRule,
)
from hakemus.model.fields import (
    Part as Part,
)
from hakemus.model.parties import (
    Address as Address,
    Applicant as Applicant,
    Company as Company,
    EarlierAid as EarlierAid,
    Partner as Partner,
    Person as Person,
    Signatory as Signatory,
)
from hakemus.model.vocabulary import (
    AnnexState as AnnexState,
    Benefit as Benefit,
    BodyLaw as BodyLaw,
    CostCategory as CostCategory,
    CostModel as CostModel,
    InvestmentKind as InvestmentKind,
    InvestmentTheme as InvestmentTheme,
    LegalForm as LegalForm,
    PaymentMethod as PaymentMethod,
    PreparationTarget as PreparationTarget,
    ProgrammeList as ProgrammeList,
    RuralType as RuralType,
    SpecificObjective as SpecificObjective,
    SupportArea as SupportArea,
    VatLiability as VatLiability,
)

__all__: list[str]  # noqa: PYI035 - it is made of the names above
