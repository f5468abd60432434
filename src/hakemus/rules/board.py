"""An application with its assessment, beside the group's criteria and the law: what the rules on scoring read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Generic, TypeVar

from hakemus.findings import Finding, Report, Severity
from hakemus.group import Contender, LeaderGroup, Result, Scoring, Selection, rank, score, to_points
from hakemus.model import Application, Assessment, Meeting
from hakemus.programme import DatedValue
from hakemus.rules.case import Case, by_law
from hakemus.texts import wording
from hakemus.values.money import ZERO, total

IS_SCORED = "selection-criteria"
"""Name of the parameter that tells whether a measure is scored."""


@dataclass(frozen=True)
class Assessed:
    """A case of a Leader group with its assessment."""

    case: Case
    group: LeaderGroup
    assessment: Assessment

    @cached_property
    def law(self) -> DatedValue | None:
        """Return the law's word on whether the measure is scored; None when it has none on the day."""
        return self.case.measure_law(IS_SCORED)

    @cached_property
    def is_free_of_scoring(self) -> bool:
        """Return whether the law says that no selection criteria apply to the measure."""
        return self.law is not None and not self.law.yes

    @cached_property
    def selection(self) -> Selection | None:
        """Return the criteria by which the application is to be scored; None without any."""
        if self.is_free_of_scoring:
            return None
        return self.group.selection(self.case.measure.key if self.case.measure else "", self.case.on)

    @cached_property
    def scoring(self) -> Scoring | None:
        """Return what the assessment gives by the criteria; None without criteria."""
        return None if self.selection is None else score(self.assessment, self.selection)


SubjectT = TypeVar("SubjectT")


@dataclass(frozen=True)
class BoardRule(Generic[SubjectT]):
    """A rule on assessments or on meetings: its stable id, its check, and the parameters it reads, as of `Rule`."""

    id: str
    check: Callable[[SubjectT], Iterator[Finding]]
    parameters: tuple[str, ...] = ()

    def in_language(self, language: str) -> str:
        """Return the rule in plain words in a language."""
        return wording(language).message(f"rules.{self.id}")


def assess(application: Application, assessment: Assessment, group: LeaderGroup, on: date) -> Assessed:
    """Return an application with its assessment by the law of a day; before the programme's, by its first day's."""
    return Assessed(Case.of(application, on=on, group=group), group, assessment)


# Rules on an assessment: gates, points, the threshold, the proposal, and what the law does not let be scored.

_CRITERIA = "assessment.criteria"
_BETWEEN = "\N{NO-BREAK SPACE}/\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class AllowedPoints:
    """The points that a criterion allows, as they are told: `0 / 2 / 4`."""

    points: tuple[Decimal, ...]

    def text(self, language: str) -> str:
        """Return them in a language."""
        words = wording(language)
        return _BETWEEN.join(words.number(points) for points in self.points)


def no_scoring(assessed: Assessed) -> Iterator[Finding]:
    """An application for a measure that the law leaves unscored has no points."""
    if assessed.law is None or assessed.law.yes or not assessed.assessment.criteria:
        return
    measure = assessed.case.measure
    values = {"measure": measure.label if measure else ""}
    yield by_law("assessment.no-scoring", _CRITERIA, assessed.law, values)


def criteria_missing(assessed: Assessed) -> Iterator[Finding]:
    """The group's data hold the criteria of every measure that is scored."""
    if assessed.law is not None and assessed.law.yes and assessed.selection is None:
        values = {"group": assessed.group.name}
        yield by_law("assessment.criteria-missing", _CRITERIA, assessed.law, values)


def gate_missing(assessed: Assessed) -> Iterator[Finding]:
    """Every gate is answered."""
    for result in _gates(assessed):
        if result.met is None and assessed.assessment.criteria:
            path = _CRITERIA if result.index is None else f"{_CRITERIA}[{result.index}].met"
            yield _by_group(assessed, "assessment.gate-missing", path, _named(result))


def gate_not_met(assessed: Assessed) -> Iterator[Finding]:
    """No project is proposed for support when a gate is not met."""
    for result in _gates(assessed):
        if result.met is False:
            path, values = f"{_CRITERIA}[{result.index}].met", _named(result)
            yield _by_group(
                assessed, "assessment.gate-not-met", path, values, severity=_if_supported(assessed)
            )


def points_missing(assessed: Assessed) -> Iterator[Finding]:
    """Every score has points."""
    if assessed.scoring is None:
        return
    if not assessed.assessment.criteria:
        yield _by_group(assessed, "assessment.points-missing", _CRITERIA, {}, "all")
        return
    for result in assessed.scoring.scores:
        if result.answer is None or (result.answer.points is None and result.met is None):
            path = _CRITERIA if result.index is None else f"{_CRITERIA}[{result.index}].points"
            yield _by_group(assessed, "assessment.points-missing", path, _named(result) | _allowed(result))


def points_not_allowed(assessed: Assessed) -> Iterator[Finding]:
    """A score gets one of the points that it allows, and a gate gets none."""
    if assessed.scoring is None:
        return
    for result in assessed.scoring.results:
        answer, values, path = result.answer, _named(result), f"{_CRITERIA}[{result.index}]"
        if answer is None:
            continue
        if result.criterion.kind == "gate" and answer.points is not None:
            yield _by_group(assessed, "assessment.points-not-allowed", f"{path}.points", values, "gate")
        elif result.criterion.kind == "score" and answer.met is not None:
            values |= _allowed(result)
            yield _by_group(assessed, "assessment.points-not-allowed", f"{path}.met", values, "score")
        elif answer.points is not None and result.points is None:
            values |= _allowed(result) | {"given_points": answer.points}
            yield _by_group(assessed, "assessment.points-not-allowed", f"{path}.points", values)


def unknown_criterion(assessed: Assessed) -> Iterator[Finding]:
    """Every criterion that is assessed is one of the group's, and is assessed once."""
    if assessed.scoring is None:
        return
    keys = ", ".join(criterion.key for criterion in assessed.scoring.selection.criteria)
    for index in sorted((*assessed.scoring.strangers, *assessed.scoring.repeated)):
        variant = "twice" if index in assessed.scoring.repeated else ""
        values = {"key": assessed.assessment.criteria[index].criterion} | ({} if variant else {"keys": keys})
        path = f"{_CRITERIA}[{index}].criterion"
        yield _by_group(assessed, "assessment.unknown-criterion", path, values, variant)


def threshold(assessed: Assessed) -> Iterator[Finding]:
    """No project is proposed for support when its points are fewer than the threshold."""
    scoring = assessed.scoring
    if scoring is None or scoring.total is None or scoring.reaches_threshold:
        return
    values = {"total": to_points(scoring.total), "threshold": scoring.selection.threshold}
    yield _by_group(assessed, "assessment.threshold", _CRITERIA, values, severity=_if_supported(assessed))


def proposal(assessed: Assessed) -> Iterator[Finding]:
    """The assessment ends in a proposal, and support is proposed with an amount, at most what is sought."""
    proposed, amount = assessed.assessment.proposal, assessed.assessment.proposed_amount
    sought, path = assessed.case.costing.leader_support, "assessment.proposed_amount"
    if proposed is None:
        yield Finding("assessment.proposal", "error", "assessment.proposal")
    elif proposed == "support" and not amount:
        yield Finding("assessment.proposal", "error", path, {"sought": sought}, variant="amount")
    elif proposed != "support" and amount:
        yield Finding("assessment.proposal", "error", path, {"proposed": amount}, variant="without-support")
    elif amount is not None and amount > sought:
        values = {"proposed": amount, "sought": sought}
        yield Finding("assessment.proposal", "error", path, values, variant="above")


ASSESSMENT_RULES: tuple[BoardRule[Assessed], ...] = tuple(
    BoardRule(identifier, check, parameters)
    for identifier, check, parameters in (
        ("assessment.no-scoring", no_scoring, (IS_SCORED,)),
        ("assessment.criteria-missing", criteria_missing, (IS_SCORED,)),
        ("assessment.unknown-criterion", unknown_criterion, ()),
        ("assessment.gate-missing", gate_missing, ()),
        ("assessment.gate-not-met", gate_not_met, ()),
        ("assessment.points-missing", points_missing, ()),
        ("assessment.points-not-allowed", points_not_allowed, ()),
        ("assessment.threshold", threshold, ()),
        ("assessment.proposal", proposal, ()),
    )
)


def check_assessment(assessed: Assessed) -> Report:
    """Return what is found in an assessment by the group's criteria and the law."""
    words = assessed.group.wording
    found = (finding for rule in ASSESSMENT_RULES for finding in rule.check(assessed))
    own = tuple(replace(finding, words=words) for finding in found)
    return Report(assessed.case.on, own, words=words)


def _gates(assessed: Assessed) -> tuple[Result, ...]:
    return () if assessed.scoring is None else assessed.scoring.gates


def _if_supported(assessed: Assessed) -> Severity:
    return "error" if assessed.assessment.proposal == "support" else "note"


def _named(result: Result) -> dict[str, Any]:
    return {"criterion": result.criterion.label, "key": result.criterion.key}


def _allowed(result: Result) -> dict[str, Any]:
    return {"allowed_points": AllowedPoints(result.criterion.points)}


def _by_group(  # noqa: PLR0917
    assessed: Assessed,
    rule: str,
    path: str,
    values: dict[str, Any],
    variant: str = "",
    severity: Severity = "error",
) -> Finding:
    reference = None if assessed.selection is None else assessed.selection.reference
    return Finding(rule, severity, path, values, reference, variant)


# The applications of a meeting in the order in which the board takes them: rank, and the money left after each.


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
