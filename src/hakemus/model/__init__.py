"""What an application is: typed, frozen objects. They know no file, no law and no Word."""

from hakemus.model.annexes import (
    ApplicationDecision,
    Authorisation,
    CooperationAgreement,
    LetterOfIntent,
    MinuteChecker,
    PreparationReport,
)
from hakemus.model.application import Annex, Application, Classification, GroupAnswer, Project
from hakemus.model.assessment import Assessment, CriterionAssessment, Proposal
from hakemus.model.budget import (
    Budget,
    Contribution,
    CostItem,
    Financing,
    Income,
    InKindWork,
    Offer,
    PriceEvidence,
)
from hakemus.model.meeting import AgendaItem, Meeting, TieRule
from hakemus.model.part import Part
from hakemus.model.parties import Address, Applicant, Company, EarlierAid, Partner, Person, Signatory
from hakemus.model.plan import Activity, Preparation, ProjectPlan
from hakemus.model.vocabulary import (
    AnnexState,
    BodyLaw,
    CostCategory,
    CostModel,
    LegalForm,
    PaymentMethod,
    PreparationTarget,
    ProgrammeList,
    RuralType,
    SpecificObjective,
    VatLiability,
)

__all__ = [
    "Activity",
    "Address",
    "AgendaItem",
    "Annex",
    "AnnexState",
    "Applicant",
    "Application",
    "ApplicationDecision",
    "Assessment",
    "Authorisation",
    "BodyLaw",
    "Budget",
    "Classification",
    "Company",
    "Contribution",
    "CooperationAgreement",
    "CostCategory",
    "CostItem",
    "CostModel",
    "CriterionAssessment",
    "EarlierAid",
    "Financing",
    "GroupAnswer",
    "InKindWork",
    "Income",
    "LegalForm",
    "LetterOfIntent",
    "Meeting",
    "MinuteChecker",
    "Offer",
    "Part",
    "Partner",
    "PaymentMethod",
    "Person",
    "Preparation",
    "PreparationReport",
    "PreparationTarget",
    "PriceEvidence",
    "ProgrammeList",
    "Project",
    "ProjectPlan",
    "Proposal",
    "RuralType",
    "Signatory",
    "SpecificObjective",
    "TieRule",
    "VatLiability",
]
