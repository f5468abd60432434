"""The application as a whole."""

from typing import Annotated

from pydantic import Field

from hakemus.model.annexes import (
    ApplicationDecision,
    Authorisation,
    CooperationAgreement,
    LetterOfIntent,
    PreparationReport,
)
from hakemus.model.budget import Budget
from hakemus.model.fields import (
    Asked,
    Day,
    FileLanguage,
    OptionalLine,
    OptionalProse,
    ProjectNumber,
    SchemaVersion,
    Vocabulary,
    YesNo,
)
from hakemus.model.part import Part
from hakemus.model.parties import Applicant, Company, Partner, Person
from hakemus.model.plan import Preparation, ProjectPlan
from hakemus.model.vocabulary import AnnexState, RuralType, SpecificObjective


class Classification(Part):
    """The project as the public register classifies it.

    The register's lists of measures, types, natures and states are not published as a whole, so these are text,
    kept as found; a key of the library (`preparatory-funding`) does as well as the register's own words.
    """

    programme: Annotated[OptionalLine, Vocabulary("programme")] = None
    """Programme or fund."""
    project_number: Annotated[ProjectNumber | None, Asked(yes="linked-by-project-number")] = None
    """Number of the project."""
    is_leader_project: YesNo | None = None
    """True when a Leader group funds the project."""
    rural_type: RuralType | None = None
    """Class of the urban–rural classification."""
    measure: Annotated[OptionalLine, Vocabulary("measure")] = None
    """Measure."""
    sub_measure: Annotated[OptionalLine, Vocabulary("sub_measure"), Asked(choices="sub-measures")] = None
    """Sub-measure."""
    measure_type: Annotated[OptionalLine, Vocabulary("measure_type"), Asked(choices="measure-types")] = None
    """Type of the measure."""
    measure_specification: Annotated[
        OptionalLine, Vocabulary("measure_specification"), Asked(choices="measure-specifications")
    ] = None
    """Specification of the measure."""
    project_nature: Annotated[
        OptionalLine, Vocabulary("project_nature"), Asked(choices="project-natures")
    ] = None
    """Nature of the project: how wide its area is."""
    specific_objective: Annotated[SpecificObjective | None, Asked(choices="specific-objective")] = None
    """Specific objective of the CAP; the register calls it target area (kohdealue)."""
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
    title: OptionalLine = None
    """Title of this very annex."""
    state: AnnexState | None = None
    """Where it is."""
    responsible: OptionalLine = None
    """Who sees to it."""
    due_date: Day | None = None
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
    classification: Classification = Classification()
    """The project as the register classifies it."""
    project: Project = Project()
    """The project's name, time and public description."""
    applicant: Applicant = Applicant()
    """Who applies."""
    responsible_person: Person = Person()
    """Who answers for the project."""
    contact_person: Person = Person()
    """Whom to ask about the project."""
    partners: tuple[Partner, ...] = Field(default=(), max_length=200)
    """Who takes part in the project."""
    companies: Annotated[tuple[Company, ...], Asked(has="members-fewest")] = Field(default=(), max_length=200)
    """The member companies of a group project."""
    preparation: Annotated[Preparation, Asked(has="targets")] = Preparation()
    """What a preparatory project prepares."""
    plan: ProjectPlan = ProjectPlan()
    """The project plan."""
    budget: Budget = Budget()
    """Costs and financing."""
    cooperation_agreement: Annotated[CooperationAgreement, Asked(paper="cooperation-agreement")] = (
        CooperationAgreement()
    )
    """What the applicant and the partners agree on."""
    application_decision: Annotated[ApplicationDecision, Asked(paper="minutes-extract")] = (
        ApplicationDecision()
    )
    """The applicant's decision to apply."""
    authorisation: Annotated[Authorisation, Asked(paper="power-of-attorney")] = Authorisation()
    """Whom the applicant authorises to act for it."""
    letter_of_intent: Annotated[LetterOfIntent, Asked(paper="letter-of-intent")] = LetterOfIntent()
    """What a preparatory project came to."""
    preparation_report: Annotated[PreparationReport, Asked(paper="preparation-report")] = PreparationReport()
    """Why the idea of a preparatory project failed."""
    annexes: tuple[Annex, ...] = Field(default=(), max_length=500)
    """What is attached."""
    group_answers: tuple[GroupAnswer, ...] = Field(default=(), max_length=200)
    """Answers to the Leader group's own questions."""
