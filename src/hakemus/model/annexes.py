"""What the annexes say that the library prints: agreements, the decision to apply, the power of attorney."""

from pydantic import Field

from hakemus.model.fields import Day, OptionalLine, OptionalProse
from hakemus.model.part import Part
from hakemus.model.parties import Person, Signatory


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
    certified_by: Signatory = Signatory()
    """Who certifies the extract."""


class Authorisation(Part):
    """Whom the applicant authorises to act for it."""

    person: Person = Person()
    """Who is authorised."""
    tasks: OptionalProse = None
    """What the person may do."""
    start_date: Day | None = None
    """First day."""
    end_date: Day | None = None
    """Last day."""
