"""What is to be done and why: the headings of the project plan."""

from typing import Annotated

from pydantic import Field

from hakemus.model.fields import Asked, Day, OptionalLine, OptionalProse, YesNo
from hakemus.model.part import Part
from hakemus.model.vocabulary import PreparationTarget


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
    assessment: OptionalProse = None
    """How it is assessed whether the objectives are reached."""
    measures: OptionalProse = None
    """The concrete measures by which the objectives are reached."""
    activities: tuple[Activity, ...] = Field(default=(), max_length=200)
    """The measures by their timing."""
    timetable: OptionalProse = None
    """Estimate of the time of implementation, in words."""
    implementation: OptionalProse = None
    """How the project is carried out."""
    roles: OptionalProse = None
    """Those who take part, and their roles."""
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
    """How the project is publicised."""
    continuation: OptionalProse = None
    """How the work goes on after the project."""
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
