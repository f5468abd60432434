"""The application as a whole: its plan, its annexes, its budget."""

from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import Field, PrivateAttr, model_validator

from hakemus.model.fields import (
    Age,
    Asked,
    CostYear,
    Day,
    Euros,
    FileLanguage,
    OptionalLine,
    OptionalProse,
    Part,
    Percent,
    ProjectNumber,
    Quantity,
    SchemaVersion,
    Vocabulary,
    YesNo,
    blank,
    refusal,
)
from hakemus.model.parties import Applicant, Company, Partner, Person, Signatory
from hakemus.model.vocabulary import (
    AnnexState,
    Benefit,
    CostCategory,
    CostModel,
    InvestmentKind,
    InvestmentTheme,
    PaymentMethod,
    PreparationTarget,
    RuralType,
    SpecificObjective,
    SupportArea,
)

_BY_GUIDES, _CELL = Asked(guides=True), Asked(guides=True, cell=True)

# What is to be done and why: the headings of the project plan.


class Activity(Part):
    """A step of the project with its timing."""

    name: OptionalLine = None
    """What is done."""
    start_date: Day | None = None
    """First day."""
    end_date: Day | None = None
    """Last day."""
    responsible: OptionalLine = None
    """Who does it."""


class ProjectPlan(Part):
    """The project plan, heading by heading: what the decree asks for and what Leader groups ask."""

    applicant_activity: OptionalProse = None
    """The applicant's activity, organisation, skill, experience and finances."""
    resources: OptionalProse = None
    """People, premises and equipment for the project."""
    need: OptionalProse = None
    """Development needs and the background of the project."""
    objectives: OptionalProse = None
    """What the project is to reach."""
    results: OptionalProse = None
    """The results and effects that are sought; of a business aid, the outputs of its measures."""
    assessment: OptionalProse = None
    """How it is assessed whether the objectives are reached."""
    measures: OptionalProse = None
    """The concrete measures by which the objectives are reached."""
    activities: Annotated[tuple[Activity, ...], _BY_GUIDES] = Field(default=(), max_length=200)
    """The measures by their timing."""
    timetable: OptionalProse = None
    """Estimate of the time of implementation, in words."""
    implementation: OptionalProse = None
    """How the project is carried out."""
    roles: OptionalProse = None
    """Those who take part, and their roles."""
    aid_transfer: OptionalProse = None
    """What of the support is transferred to whom, and on which agreement; if any is."""
    target_group: OptionalProse = None
    """Whom the project is for, and how they are chosen."""
    beneficiaries: OptionalProse = None
    """Who gains from the project."""
    area: OptionalProse = None
    """Where the project is carried out."""
    sustainable_development: OptionalProse = None
    """How sustainable development is taken into account."""
    risks: OptionalProse = None
    """Risks and how they are prepared for."""
    earlier_projects: OptionalProse = None
    """Earlier projects, and how they are taken into account."""
    strategy_link: OptionalProse = None
    """How the project carries out the Leader group's strategy."""
    communication: OptionalProse = None
    """How the project is publicised, and how its progress and results are reported."""
    continuation: OptionalProse = None
    """How the work goes on after the project."""
    allocation_bases: OptionalProse = None
    """How costs are allocated between the project and the applicant's other activity."""
    income: OptionalProse = None
    """Estimate of the project's income, in words; `budget.income` has the amounts."""
    profitability: OptionalProse = None
    """How profitable the business is that is supported."""
    interim_financing: OptionalProse = None
    """How costs are met until the support is paid afterwards."""


class Preparation(Part):
    """What a preparatory project prepares."""

    prepares: Annotated[PreparationTarget | None, Asked(choices="targets")] = None
    """The kind of project that is prepared."""
    development_target: OptionalProse = None
    """What the project to be applied for would develop."""
    funded_before: YesNo | None = None
    """True when preparatory funding was granted before for the same development target."""


class EarlierBusinessAid(Part):
    """A business aid granted to the applicant earlier, by whatever law."""

    aid: Annotated[OptionalLine, Vocabulary("measure")] = None
    """The form of support; a key of the programme (`business-trial`) or its name, or the name of another law's aid."""
    amount: Euros | None = None
    """Amount of the aid in euros."""
    granted_on: Day | None = None
    """The day the aid was granted."""
    used: YesNo | None = None
    """True when the aid has been used."""


class Business(Part):
    """The business that a business aid is for."""

    bought_business: Annotated[OptionalLine, Asked(has="areas")] = None
    """The business that is bought in a change of ownership."""
    bought_business_rural_type: Annotated[RuralType | None, Asked(has="areas")] = None
    """Class of the urban–rural classification where the bought business is."""
    person_years: Annotated[Quantity | None, Asked(has="micro-person-years-below")] = None
    """How many person-years are worked in the business."""
    support_area: Annotated[SupportArea | None, Asked(has="island-support-areas")] = None
    """The support area where the investment is made."""
    island_without_road: Annotated[YesNo | None, Asked(has="island-support-areas")] = None
    """True when it is made on an island without a road."""
    energy_investment: Annotated[YesNo | None, Asked(has="energy-support-rate")] = None
    """True when it is for changing to renewable energy, or for saving energy or materials."""
    full_time: Annotated[YesNo | None, Asked(has="energy-support-rate")] = None
    """True when the business is carried on full-time."""
    earlier_aid_declared: YesNo | None = None
    """True when all business aid that counts is listed, be it none."""
    earlier_aid: tuple[EarlierBusinessAid, ...] = Field(default=(), max_length=100)
    """Business aid granted to the applicant earlier, by any law, as far back as it is assessed or counted."""


# What the annexes say that the library prints: agreements, the decision to apply, the power of attorney.


class LetterOfIntent(Part):
    """What a preparatory project came to: what the parties intend to do together."""

    date: Day | None = None
    """Day of the letter of intent."""
    idea: OptionalProse = None
    """What the idea is."""
    partner_search: OptionalProse = None
    """How partners were looked for and found."""
    objective: OptionalProse = None
    """What the parties want to reach."""
    communication: OptionalProse = None
    """How it is publicised."""
    networking: OptionalProse = None
    """With whom the parties build networks."""
    inclusion: OptionalProse = None
    """How people are brought in."""


class PreparationReport(Part):
    """Why the idea of a preparatory project failed."""

    date: Day | None = None
    """Day of the report."""
    work_done: OptionalProse = None
    """What was done in the project."""
    reasons: OptionalProse = None
    """Why the idea failed."""
    conclusions: OptionalProse = None
    """What was learnt, and what comes of the idea."""


class CooperationAgreement(Part):
    """What the applicant and the partners agree on."""

    date: Day | None = None
    """Day of the agreement."""
    purpose: OptionalProse = None
    """What is agreed on, and why."""
    responsibilities: OptionalProse = None
    """Who answers for what."""
    decision_making: OptionalProse = None
    """How the parties decide on the project together."""
    costs: OptionalProse = None
    """How costs and financing are shared."""
    results: OptionalProse = None
    """Whose the results are, and how they may be used."""
    validity: OptionalProse = None
    """From when and until when it holds, and how it ends."""


class MinuteChecker(Part):
    """Someone who checks the minutes."""

    name: OptionalLine = None
    """First and last name."""


class ApplicationDecision(Part):
    """The applicant's decision to apply for support, as its minutes have it."""

    body: OptionalLine = None
    """The body that decided, such as the board."""
    date: Day | None = None
    """Day of the meeting."""
    place: OptionalLine = None
    """Place of the meeting."""
    section: OptionalLine = None
    """Number of the item in the minutes."""
    chair: OptionalLine = None
    """Who presided."""
    secretary: OptionalLine = None
    """Who kept the minutes."""
    decision: OptionalProse = None
    """What was decided, word by word."""
    authorised: tuple[Signatory, ...] = Field(default=(), max_length=20)
    """Those whom the decision authorises to sign and send the application."""
    minute_checkers: tuple[MinuteChecker, ...] = Field(default=(), max_length=20)
    """Those who check the minutes."""
    certified_by: Signatory = blank(Signatory)
    """Who certifies the extract."""


class Authorisation(Part):
    """Whom the applicant authorises to act for it."""

    person: Person = blank(Person)
    """Who is authorised."""
    tasks: OptionalProse = None
    """What the person may do."""
    start_date: Day | None = None
    """First day."""
    end_date: Day | None = None
    """Last day."""


# What the project costs and who pays for it.

_OF_ROWS = Asked(unless_no=("cost-rows",))
_OTHER_PUBLIC = Asked(unless_no=("cost-rows",), or_yes="other-public-declared")
_OF_LUMP_SUM = Asked(unless_no=("cost-rows", "lump-sum-proof"), only_model="lump-sum")
_IN_KIND = Asked(unless_no=("cost-rows", "in-kind-accepted"))


class CostItem(Part):
    """A cost: an amount, or a quantity at a unit price."""

    category: CostCategory | None = None
    """Category of the cost."""
    description: OptionalLine = None
    """What is paid for."""
    year: CostYear | None = None
    """The year the cost falls in."""
    quantity: Quantity | None = None
    """How many; with a unit price, instead of an amount."""
    unit: OptionalLine = None
    """What the quantity counts: hours, months, pieces."""
    unit_price: Euros | None = None
    """Price of one unit in euros."""
    amount: Euros | None = None
    """Amount in euros; instead of quantity and unit price."""
    company: Annotated[OptionalLine, Asked(has="members-fewest")] = None
    """The member company whose cost it is, by its name or business id; when left out, a joint cost of the group."""
    proof: Annotated[OptionalLine, _OF_LUMP_SUM] = None
    """How it is proposed to be shown that what the cost is for was done; of a lump sum."""

    @model_validator(mode="after")
    def _one_way_to_say_it(self) -> Self:
        if self.amount is not None and (self.quantity is not None or self.unit_price is not None):
            raise refusal("amount-twice", f"amount = {self.amount}", "amount / quantity + unit_price")
        return self


class InKindWork(Part):
    """Work done without pay: hours of people, and hours of machines."""

    description: OptionalLine = None
    """Kind of work."""
    year: CostYear | None = None
    """The year the work is done."""
    hours: Quantity | None = None
    """Hours of people."""
    youngest_age: Age | None = None
    """Age of the youngest worker, in years."""
    machine_hours: Quantity | None = None
    """Hours of a tractor or similar work machine, in addition to its driver's hours."""


class Income(Part):
    """Money that the project brings in."""

    description: OptionalLine = None
    """Where the income comes from."""
    year: CostYear | None = None
    """The year of the income."""
    amount: Euros | None = None
    """Amount in euros."""


class Contribution(Part):
    """Money from someone for the project."""

    source: OptionalLine = None
    """Who pays."""
    amount: Euros | None = None
    """Amount in euros."""


class Financing(Part):
    """The financing plan."""

    leader_support: Euros | None = None
    """Leader support sought, in euros (EU, state and municipal money as one)."""
    support_rate: Annotated[
        Percent | None, Asked(unless_no=("cost-rows",), unless_set="amount", guides=True)
    ] = None
    """Leader support sought, in per cent of the costs."""
    other_public: Annotated[tuple[Contribution, ...], _OTHER_PUBLIC] = Field(default=(), max_length=100)
    """Other public money."""
    private: Annotated[tuple[Contribution, ...], _OF_ROWS] = Field(default=(), max_length=100)
    """Private money."""
    in_kind: Annotated[Euros | None, Asked(unless_no=("cost-rows", "in-kind-accepted"), guides=True)] = None
    """In-kind work as financing, in euros; when left out, what the in-kind work of the budget is worth."""
    advance: Annotated[Euros | None, Asked(unless_no=("cost-rows", "advance"))] = None
    """Part of the support asked to be paid in advance, in euros."""


class Offer(Part):
    """A price that was offered."""

    supplier: OptionalLine = None
    """Who offers."""
    amount: Euros | None = None
    """Price in euros."""


class PriceEvidence(Part):
    """How the price of a purchase was made sure of."""

    purchase: OptionalLine = None
    """What is bought."""
    offers: tuple[Offer, ...] = Field(default=(), max_length=50)
    """Prices asked for."""
    chosen_supplier: OptionalLine = None
    """Whose offer is chosen."""
    reason: OptionalProse = None
    """Why; or how the price level was found out otherwise."""


class Budget(Part):
    """The cost estimate and the financing plan."""

    cost_model: Annotated[CostModel | None, Asked(choices="cost-models")] = None
    """How the costs are counted."""
    cost_model_reason: OptionalProse = None
    """Why this cost model."""
    payment_method: Annotated[PaymentMethod | None, Asked(choices="payment-methods")] = None
    """What the support is paid for."""
    pay_without_side_costs: Annotated[
        YesNo | None, Asked(law="staff-costs.side-costs", unless_no=("cost-rows", "project-staff-costs"))
    ] = None
    """True when the salaries are pay for time at work alone: no holiday pay, holiday bonus or side costs in them."""
    cost_reasons: Annotated[OptionalProse, _OF_LUMP_SUM] = None
    """What the amounts of the cost estimate are based on; of a lump sum."""
    items: Annotated[tuple[CostItem, ...], _OF_ROWS] = Field(default=(), max_length=20_000)
    """The costs."""
    in_kind_work: Annotated[tuple[InKindWork, ...], _IN_KIND] = Field(default=(), max_length=5_000)
    """Work without pay."""
    income: Annotated[tuple[Income, ...], Asked(unless_no=("cost-rows", "income-deducted"), guides=True)] = (
        Field(default=(), max_length=1_000)
    )
    """Income of the project."""
    financing: Financing = blank(Financing)
    """Who pays."""
    price_evidence: Annotated[
        tuple[PriceEvidence, ...],
        Asked(law="price-evidence.amount", unless_no=("cost-rows",), unless_model="lump-sum"),
    ] = Field(default=(), max_length=1_000)
    """How prices were made sure of."""


class Classification(Part):
    """The project as the public register classifies it.

    The register's lists of measures, types, natures and states are not published as a whole, so these are text,
    kept as found; a key of the library (`preparatory-funding`) does as well as the register's own words.
    """

    programme: Annotated[OptionalLine, Vocabulary("programme"), _BY_GUIDES] = None
    """Programme or fund."""
    project_number: Annotated[ProjectNumber | None, Asked(yes="linked-by-project-number")] = None
    """Number of the project."""
    is_leader_project: Annotated[YesNo | None, _BY_GUIDES] = None
    """True when a Leader group funds the project."""
    rural_type: Annotated[RuralType | None, Asked(guides=True, or_has=("areas", "island-support-areas"))] = (
        None
    )
    """Class of the urban–rural classification."""
    measure: Annotated[OptionalLine, Vocabulary("measure")] = None
    """Measure."""
    sub_measure: Annotated[
        OptionalLine, Vocabulary("sub_measure"), Asked(choices="sub-measures", guides=True)
    ] = None
    """Sub-measure."""
    measure_type: Annotated[
        OptionalLine, Vocabulary("measure_type"), Asked(choices="measure-types", guides=True)
    ] = None
    """Type of the measure."""
    measure_specification: Annotated[
        OptionalLine,
        Vocabulary("measure_specification"),
        Asked(choices="measure-specifications", guides=True),
    ] = None
    """Specification of the measure."""
    project_nature: Annotated[
        OptionalLine, Vocabulary("project_nature"), Asked(choices="project-natures", guides=True)
    ] = None
    """Nature of the project: how wide its area is."""
    specific_objective: Annotated[
        SpecificObjective | None, Asked(choices="specific-objective", guides=True)
    ] = None
    """Specific objective of the CAP; the register calls it target area (kohdealue)."""
    investment_kind: Annotated[
        InvestmentKind | None, Asked(several="investment-kinds", choices="investment-kinds")
    ] = None
    """Kind of the investment, which decides the highest support rate."""
    investment_theme: Annotated[
        InvestmentTheme | None, Asked(has="kinds-of-themes", choices="investment-themes")
    ] = None
    """Theme for which the investment may get more support, if it has one of them."""
    benefit: Annotated[Benefit | None, Asked(several="benefits", choices="benefits")] = None
    """Who gains from a development or training project, which decides the highest support rate."""
    smart_village_plan: Annotated[YesNo | None, Asked(of_group=True)] = None
    """True when the project is part of a Smart Villages plan; some Leader groups support it more."""
    several_villages: Annotated[YesNo | None, Asked(of_group=True)] = None
    """True when several villages take part in the project; some Leader groups support it more."""
    state: Annotated[OptionalLine, Vocabulary("state"), Asked(never=True)] = None
    """State of the project in the register."""


class Project(Part):
    """The project's name, its time, and what the public may read about it."""

    name: OptionalLine = None
    """Name of the project."""
    start_date: Day | None = None
    """First day; the public register may lack it."""
    end_date: Day | None = None
    """Last day."""
    public_description: OptionalProse = None
    """Short description for the public register."""
    news: Annotated[OptionalProse, Asked(never=True)] = None
    """What is topical in the project, as the register states it."""
    contacts: Annotated[OptionalProse, Asked(never=True)] = None
    """Contact persons as the register prints them."""


class Annex(Part):
    """Something attached to the application."""

    kind: Annotated[OptionalLine, Vocabulary("annex_kind")] = None
    """Kind of annex; a key of the programme (`association-rules`) or one's own words."""
    title: Annotated[OptionalLine, _CELL] = None
    """Title of this very annex."""
    state: AnnexState | None = None
    """Where it is."""
    responsible: Annotated[OptionalLine, _CELL] = None
    """Who sees to it."""
    due_date: Annotated[Day | None, _CELL] = None
    """The day by which it is to be there."""
    file: OptionalLine = None
    """Path of the file, seen from the application file."""

    @property
    def standing(self) -> AnnexState | None:
        """Return where it is: as it says, or attached when it names a file and says nothing."""
        return AnnexState.ATTACHED if self.state is None and self.file is not None else self.state


class GroupAnswer(Part):
    """The answer to a question that a Leader group asks in addition to the common ones."""

    question: OptionalLine = None
    """The question, or its key in the group's own list."""
    answer: OptionalProse = None
    """The answer."""


@dataclass(frozen=True, slots=True)
class _ReadAs:
    """What an application was read from a form as: no part of what it says, so two of them never differ."""

    application: "Application | None" = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ReadAs)

    def __hash__(self) -> int:
        return 0


class Application(Part):
    """An application for Leader funding, whole or as a draft with holes.

    >>> Application(project={"name": "Kylätalon katto"}).project.name
    'Kylätalon katto'
    """

    schema_version: SchemaVersion = 1
    """Version of this form of the data."""
    language: FileLanguage = "fi"
    """Language of the application: the papers come in it when no other is asked for."""
    date: Day | None = None
    """Day of application: the law of this day decides."""
    leader_group: OptionalLine = None
    """The Leader group applied to."""
    classification: Classification = blank(Classification)
    """The project as the register classifies it."""
    project: Project = blank(Project)
    """The project's name, time and public description."""
    applicant: Applicant = blank(Applicant)
    """Who applies."""
    responsible_person: Annotated[Person, _BY_GUIDES] = blank(Person)
    """Who answers for the project."""
    contact_person: Person = blank(Person)
    """Whom to ask about the project."""
    partners: Annotated[
        tuple[Partner, ...], Asked(guides=True, or_has=("partners-fewest", "partners-named"))
    ] = Field(default=(), max_length=200)
    """Who takes part in the project."""
    companies: Annotated[tuple[Company, ...], Asked(has="members-fewest")] = Field(default=(), max_length=200)
    """The member companies of a group project."""
    preparation: Annotated[Preparation, Asked(has="targets")] = blank(Preparation)
    """What a preparatory project prepares."""
    business: Annotated[Business, Asked(has="earlier-aid-declared")] = blank(Business)
    """The business that a business aid is for."""
    plan: ProjectPlan = blank(ProjectPlan)
    """The project plan."""
    budget: Budget = blank(Budget)
    """Costs and financing."""
    cooperation_agreement: Annotated[
        CooperationAgreement, Asked(paper="cooperation-agreement", guides=True)
    ] = blank(CooperationAgreement)
    """What the applicant and the partners agree on."""
    application_decision: Annotated[ApplicationDecision, Asked(paper="minutes-extract", guides=True)] = blank(
        ApplicationDecision
    )
    """The applicant's decision to apply."""
    authorisation: Annotated[Authorisation, Asked(paper="power-of-attorney", guides=True)] = blank(
        Authorisation
    )
    """Whom the applicant authorises to act for it."""
    letter_of_intent: Annotated[LetterOfIntent, Asked(paper="letter-of-intent", guides=True)] = blank(
        LetterOfIntent
    )
    """What a preparatory project came to."""
    preparation_report: Annotated[PreparationReport, Asked(paper="preparation-report", guides=True)] = blank(
        PreparationReport
    )
    """Why the idea of a preparatory project failed."""
    annexes: tuple[Annex, ...] = Field(default=(), max_length=500)
    """What is attached."""
    group_answers: Annotated[tuple[GroupAnswer, ...], _CELL] = Field(default=(), max_length=200)
    """Answers to the Leader group's own questions."""

    _read_as: _ReadAs = PrivateAttr(default=_ReadAs())

    @property
    def read_as(self) -> "Application | None":
        """Return what a form held that this was read from, whatever was changed since; None where it was no form."""
        return self._read_as.application

    def read_from_a_form(self) -> Self:
        """Return the same application, whose file will remember that a form was read so."""
        made = self.model_copy()
        made._read_as = _ReadAs(self)  # noqa: SLF001 - its own
        return made
