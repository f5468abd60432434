# The names of the room, each listed once: `names_on_demand` reads them here.

from hakemus.model.annexes import (
    ApplicationDecision as ApplicationDecision,
    Authorisation as Authorisation,
    CooperationAgreement as CooperationAgreement,
    LetterOfIntent as LetterOfIntent,
    MinuteChecker as MinuteChecker,
    PreparationReport as PreparationReport,
)
from hakemus.model.application import (
    Annex as Annex,
    Application as Application,
    Classification as Classification,
    GroupAnswer as GroupAnswer,
    Project as Project,
)
from hakemus.model.assessment import (
    AgendaItem as AgendaItem,
    Assessment as Assessment,
    CriterionAssessment as CriterionAssessment,
    Meeting as Meeting,
    Proposal as Proposal,
    TieRule as TieRule,
)
from hakemus.model.budget import (
    Budget as Budget,
    Contribution as Contribution,
    CostItem as CostItem,
    Financing as Financing,
    Income as Income,
    InKindWork as InKindWork,
    Offer as Offer,
    PriceEvidence as PriceEvidence,
)
from hakemus.model.part import (
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
from hakemus.model.plan import (
    Activity as Activity,
    Preparation as Preparation,
    ProjectPlan as ProjectPlan,
)
from hakemus.model.vocabulary import (
    AnnexState as AnnexState,
    BodyLaw as BodyLaw,
    CostCategory as CostCategory,
    CostModel as CostModel,
    LegalForm as LegalForm,
    PaymentMethod as PaymentMethod,
    PreparationTarget as PreparationTarget,
    ProgrammeList as ProgrammeList,
    RuralType as RuralType,
    SpecificObjective as SpecificObjective,
    VatLiability as VatLiability,
)

__all__: list[str]  # noqa: PYI035 - it is made of the names above
