"""The applications of a meeting in the order in which the board takes them: rank, and the money left after each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from hakemus.findings import Finding
from hakemus.group import Contender, LeaderGroup, rank
from hakemus.model import Meeting
from hakemus.rules.assessed import Assessed, BoardRule
from hakemus.values.money import ZERO, total


@dataclass(frozen=True, slots=True)
class Standing:
    """An application of a meeting: its name there, its rank, what it takes, and what is then left of the frame.

    `rank` is None when it is not ranked; `left` is below zero when the frame does not do, and None without a frame.
    """

    name: str
    assessed: Assessed
    rank: int | None
    taken: Decimal
    left: Decimal | None


@dataclass(frozen=True)
class Session:
    """A meeting with the applications that it takes, each by its name."""

    meeting: Meeting
    group: LeaderGroup
    applications: Sequence[tuple[str, Assessed]]

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Return the applications in order: the ranked, what is not scored by law, the rest; by name where equal."""
        ranks = _ranks(self.applications, self.meeting)
        ordered = sorted(self.applications, key=lambda each: _place(each[0], each[1], ranks.get(each[0])))
        standings: list[Standing] = []
        left = self.meeting.frame_left
        for name, assessed in ordered:
            taken = _taken(assessed)
            left = None if left is None else left - taken
            standings.append(Standing(name, assessed, ranks.get(name), taken, left))
        return tuple(standings)

    @property
    def taken(self) -> Decimal:
        """Return what all applications together take of the frame, in euros."""
        return total(standing.taken for standing in self.standings)


def missing(session: Session) -> Iterator[Finding]:
    """A meeting has a day and a place."""
    for name in ("date", "place"):
        if getattr(session.meeting, name) is None:
            yield Finding("meeting.missing", "error", f"meeting.{name}")


def tie(session: Session) -> Iterator[Finding]:
    """A rank that applications share is told: the board orders them."""
    shared: dict[int, list[str]] = {}
    for standing in session.standings:
        if standing.rank is not None:
            shared.setdefault(standing.rank, []).append(standing.name)
    for place, names in shared.items():
        if len(names) > 1:
            yield Finding("meeting.tie", "note", "meeting.tie_rule", {"rank": place, "names": tuple(names)})


def frame(session: Session) -> Iterator[Finding]:
    """What is proposed fits in what is left of the frame."""
    left = session.meeting.frame_left
    if left is not None and session.taken > left:
        short = next(
            standing.name for standing in session.standings if standing.left is not None and standing.left < 0
        )
        values = {"taken": session.taken, "left": left, "difference": session.taken - left, "name": short}
        yield Finding("meeting.frame", "warning", "meeting.frame_left", values)


MEETING_RULES: tuple[BoardRule[Session], ...] = (
    BoardRule("meeting.missing", missing),
    BoardRule("meeting.tie", tie),
    BoardRule("meeting.frame", frame),
)


def check_meeting(session: Session) -> tuple[Finding, ...]:
    """Return what is found in a meeting as a whole, in the words of its group."""
    found = (finding for rule in MEETING_RULES for finding in rule.check(session))
    return tuple(replace(finding, words=session.group.wording) for finding in found)


def _ranks(applications: Sequence[tuple[str, Assessed]], meeting: Meeting) -> dict[str, int]:
    contenders: dict[str, Contender] = {}
    for name, assessed in applications:
        scoring, application = assessed.scoring, assessed.case.application
        if scoring is not None and scoring.is_eligible and scoring.total is not None:
            sought = assessed.case.costing.leader_support
            contenders[name] = Contender(scoring.total, application.date, sought)
    return dict(zip(contenders, rank(list(contenders.values()), meeting.tie_rule), strict=True))


def _place(name: str, assessed: Assessed, ranked: int | None) -> tuple[bool, bool, int, str]:
    """Return what orders the applications: the ranked, then those free of scoring, then the rest."""
    return ranked is None, not assessed.is_free_of_scoring and ranked is None, ranked or 0, name


def _taken(assessed: Assessed) -> Decimal:
    proposed = assessed.assessment.proposal
    if proposed is None:
        return assessed.case.costing.leader_support
    return (assessed.assessment.proposed_amount or ZERO) if proposed == "support" else ZERO
