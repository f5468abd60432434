"""The closed lists of an application: what may be chosen. Their names in the three languages are in `programme`."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Self


class ClosedList(StrEnum):
    """A list of keys to choose from, named by the programme's vocabulary of the same name.

    >>> LegalForm.vocabulary()
    'legal_form'
    """

    @classmethod
    def vocabulary(cls) -> str:
        """Return the name of the vocabulary that names the keys."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()

    @property
    def is_code(self) -> bool:
        """Return whether the key is an official code (`K1`, `SO8`), which papers print before its name."""
        return self.isupper()


_KEY = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
_LONGEST_KEY = 60


class ProgrammeList(ClosedList):
    """A list that each programme fills in for itself: the keys named here are those that the library itself uses.

    Any other key is taken as one; whether the programme of an application has it is checked when a file is read.

    >>> CostModel("simplified").value, CostModel("simplified") == "simplified"
    ('simplified', True)
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str) or len(value) > _LONGEST_KEY or not _KEY.fullmatch(value):
            return None
        key = str.__new__(cls, value)
        key._name_ = key._value_ = value
        return key

    @classmethod
    def of(cls, keys: Sequence[str]) -> tuple[Self, ...]:
        """Return keys of a programme as keys of the list."""
        return tuple(map(cls, keys))


class RuralType(ClosedList):
    """The class of the urban–rural classification (SYKE), by the codes of Statistics Finland."""

    INNER_URBAN = "K1"
    OUTER_URBAN = "K2"
    PERI_URBAN = "K3"
    LOCAL_CENTRE = "M4"
    RURAL_CLOSE_TO_URBAN = "M5"
    RURAL_HEARTLAND = "M6"
    SPARSELY_POPULATED = "M7"


class SupportArea(ProgrammeList):
    """A support area by the law on regional development (756/2021)."""

    AREA_1 = "area-1"
    AREA_2 = "area-2"
    AREA_3 = "area-3"


class SpecificObjective(ProgrammeList):
    """A specific objective of the CAP, Regulation (EU) 2021/2115 art. 6, or the cross-cutting one."""

    SO1 = "SO1"
    SO2 = "SO2"
    SO3 = "SO3"
    SO4 = "SO4"
    SO5 = "SO5"
    SO6 = "SO6"
    SO7 = "SO7"
    SO8 = "SO8"
    SO9 = "SO9"
    XCO = "XCO"


class LegalForm(ClosedList):
    """What kind of body someone is, or that it is a person."""

    NATURAL_PERSON = "natural-person"
    ASSOCIATION = "association"
    COOPERATIVE = "cooperative"
    GENERAL_PARTNERSHIP = "general-partnership"
    LIMITED_PARTNERSHIP = "limited-partnership"
    LIMITED_COMPANY = "limited-company"
    FOUNDATION = "foundation"
    MUNICIPALITY = "municipality"
    JOINT_MUNICIPAL_AUTHORITY = "joint-municipal-authority"
    PARISH = "parish"
    STATE = "state"
    OTHER = "other"


class BodyLaw(ClosedList):
    """Whether a body is one of public or of private law."""

    PUBLIC_LAW = "public-law"
    PRIVATE_LAW = "private-law"


class VatLiability(ClosedList):
    """Whether a body is liable to value added tax for the project's activity."""

    LIABLE = "liable"
    PARTLY_LIABLE = "partly-liable"
    NOT_LIABLE = "not-liable"


class PreparationTarget(ProgrammeList):
    """The kind of project that a preparatory project prepares."""

    COMPANY_GROUP = "company-group"
    FARMER_GROUP = "farmer-group"
    PRODUCER_ORGANISATION = "producer-organisation"
    INNOVATION_GROUP = "innovation-group"
    SMART_VILLAGES = "smart-villages"


class InvestmentKind(ProgrammeList):
    """The kind of an investment, which decides how much support it may get."""

    GENERAL_INTEREST = "general-interest"
    ENVIRONMENT_CLIMATE = "environment-climate"
    WATER = "water"
    TELECOMMUNICATIONS = "telecommunications"
    OTHER_ELIGIBLE = "other-eligible"


class InvestmentTheme(ProgrammeList):
    """A theme for which a general-interest investment may get more support."""

    SAFETY_PREPAREDNESS = "safety-preparedness"
    SERVICE_TRIAL = "service-trial"
    CULTURE_SPORT_LEISURE_YOUTH = "culture-sport-leisure-youth"
    SHARED_DIGITAL = "shared-digital"
    SMART_VILLAGE_PLAN = "smart-village-plan"


class Benefit(ProgrammeList):
    """Who gains from a development or training project, which decides whether it holds state aid and how much."""

    NO_STATE_AID = "no-state-aid"
    SMALL_ENTERPRISES_KNOWLEDGE = "small-enterprises-knowledge"
    SMALL_ENTERPRISES_PRODUCTS = "small-enterprises-products"
    PRODUCER_ORGANISATIONS = "producer-organisations"
    QUALITY_SCHEMES = "quality-schemes"
    TRAINING_FOR_ALL = "training-for-all"
    TRAINING_PRIMARY_AGRICULTURE = "training-primary-agriculture"
    TRAINING_FORESTRY = "training-forestry"
    TRAINING_OTHER_ENTERPRISES = "training-other-enterprises"
    INFORMATION = "information"


class CostModel(ProgrammeList):
    """How the costs of a project are counted."""

    ACTUAL = "actual"
    CALCULATED_19 = "calculated-19"
    CALCULATED_40 = "calculated-40"
    LUMP_SUM = "lump-sum"


class PaymentMethod(ProgrammeList):
    """What the support is paid for: costs that arose, or what came of the project."""

    COST_BASED = "cost-based"
    OUTPUT_BASED = "output-based"


class CostCategory(ProgrammeList):
    """The category of a cost, in the order of the authority's web service."""

    SALARIES = "salaries"
    FEES = "fees"
    RENTS = "rents"
    PURCHASED_SERVICES = "purchased-services"
    TRAVEL = "travel"
    OTHER = "other"


class AnnexState(ClosedList):
    """Where an annex is."""

    ATTACHED = "attached"
    COMING = "coming"
    NOT_NEEDED = "not-needed"
