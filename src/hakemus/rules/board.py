"""The board's work: an assessment by the group's criteria and the law, and a meeting with its order and money."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from hakemus import group as groups
from hakemus.errors import FileError, message_of
from hakemus.findings import Finding, Report, Said, Severity
from hakemus.model import Application, Assessment, Decision, Meeting, Member
from hakemus.model.schema import path_of_fact
from hakemus.programme import DatedValue
from hakemus.rules.case import Case, found
from hakemus.texts import in_language, wording
from hakemus.values.money import ZERO, exact, total

if TYPE_CHECKING:
    from hakemus.group import Answer, Criterion, LeaderGroup, Result, Scoring, Selection, Voice
    from hakemus.group.conditions import Facts


@dataclass(frozen=True)
class Assessed:
    """A case of a Leader group with its assessment."""

    case: Case
    group: "LeaderGroup"
    assessment: Assessment
    voices: "Sequence[Voice]" = ()

    @cached_property
    def law(self) -> DatedValue | None:
        """Return what the law says on whether the measure is scored; None when it has none on the day."""
        return self.case.measure_law("selection-criteria")

    @cached_property
    def is_free_of_scoring(self) -> bool:
        """Return whether the law says that no selection criteria apply to the measure."""
        return self.law is not None and not self.law.yes

    @cached_property
    def selection(self) -> "Selection | None":
        """Return the criteria by which the application is to be scored; None without any."""
        if self.is_free_of_scoring:
            return None
        key = self.case.measure.key if self.case.measure else ""
        return self.group.selection(key, self.case.on, self.facts)

    @cached_property
    def facts(self) -> "Facts":
        """Return what the application states, also of the group's own questions and rounds."""
        return self.group.facts(self.case.facts, self.case.application)

    @property
    def results(self) -> "Sequence[Result]":
        """Return what each criterion gives; nothing without criteria."""
        return self.scoring.results if self.scoring is not None else ()

    @property
    def asked(self) -> "tuple[Criterion, ...]":
        """Return the criteria that a person answers: those of the application whose points do not follow from facts."""
        return tuple(result.criterion for result in self.results if not result.criterion.follows)

    @cached_property
    def scoring(self) -> "Scoring | None":
        """Return what the assessment gives by the criteria, or else the assessors'; None without criteria."""
        if self.selection is None:
            return None
        return groups.score(self.assessment, self.selection, self.voices, self.facts)

    @property
    def is_begun(self) -> bool:
        """Return whether anything is said of any criterion."""
        return bool(self.assessment.criteria or self.voices)


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


def board_rule(
    identifier: str,
) -> Callable[[Callable[[SubjectT], Iterator[Finding]]], BoardRule[SubjectT]]:
    """Return what makes a rule of a function that yields what it finds in an assessment or a meeting."""

    def made(function: Callable[[SubjectT], Iterator[Finding]]) -> BoardRule[SubjectT]:
        @wraps(function)
        def check(subject: SubjectT) -> Iterator[Finding]:
            return (replace(finding, id=identifier) for finding in function(subject))

        return BoardRule(identifier, check)

    return made


@exact
def assess(
    application: Application,
    assessment: Assessment,
    group: "LeaderGroup",
    on: date,
    voices: "Sequence[Voice]" = (),
) -> Assessed:
    """Return an application with its assessment by the law of a day; before the programme's, by its first day's.

    What the assessors said before the meeting counts where the assessment says nothing.
    """
    case = Case.of(application, on=on, group=group)
    return Assessed(case, case.group or group, assessment, voices)


# Rules on an assessment: gates, points, the threshold, the proposal, and what the law does not let be scored.

_CRITERIA = "assessment.criteria"
_BETWEEN = "\N{NO-BREAK SPACE}/\N{NO-BREAK SPACE}"


def _points(language: str, *points: Decimal) -> str:
    """Return points as they are printed: `0 / 2 / 4`."""
    return _BETWEEN.join(map(wording(language).number, points))


def _term(language: str, path: str) -> str:
    return wording(language).term(path)


def _answers(language: str, criterion: "Criterion") -> str:
    """Return what an assessor may answer to a criterion, as it is printed: its points, or yes and no."""
    if criterion.kind == "score":
        return _points(language, *criterion.points)
    return _BETWEEN.join(map(wording(language).yes_no, (True, False)))


@board_rule("assessment.no-scoring")
def no_scoring(assessed: Assessed) -> Iterator[Finding]:
    """An application for a measure that the law leaves unscored has no points."""
    if assessed.law is None or assessed.law.yes or not assessed.assessment.criteria:
        return
    measure = assessed.case.measure
    yield found(_CRITERIA, assessed.law, measure=measure.label if measure else "")


@board_rule("assessment.criteria-missing")
def criteria_missing(assessed: Assessed) -> Iterator[Finding]:
    """The group's data hold the criteria of every measure that is scored."""
    if assessed.law is not None and assessed.law.yes and assessed.selection is None:
        yield found(_CRITERIA, assessed.law, group=assessed.group.name)


@board_rule("assessment.unknown-criterion")
def unknown_criterion(assessed: Assessed) -> Iterator[Finding]:
    """Every criterion that is assessed is one of the group's, and is assessed once."""
    if assessed.scoring is None:
        return
    keys = ", ".join(result.criterion.key for result in assessed.results)
    for index in sorted((*assessed.scoring.strangers, *assessed.scoring.repeated)):
        key, is_twice = assessed.assessment.criteria[index].criterion, index in assessed.scoring.repeated
        values: dict[str, Any] = {"key": key} if is_twice else {"key": key, "keys": keys}
        path = f"{_CRITERIA}[{index}].criterion"
        yield _finding_by_group(assessed, path, "twice" if is_twice else "", **values)


@board_rule("assessment.gate-missing")
def gate_missing(assessed: Assessed) -> Iterator[Finding]:
    """Every gate is answered."""
    for result in assessed.scoring.open if assessed.scoring is not None and assessed.is_begun else ():
        said = [answer.met if answer is not None else None for _, answer in result.voices]
        if result.criterion.kind == "gate" and None not in said:  # else it is asked of who left it open
            yield _finding_on_result(assessed, result, "met", "differ" if said else "")


@board_rule("assessment.gate-not-met")
def gate_not_met(assessed: Assessed) -> Iterator[Finding]:
    """No project is proposed for support when a gate is not met."""
    for result in assessed.scoring.gates if assessed.scoring is not None else ():
        if result.met is False and not result.is_one_of_several:
            yield _finding_on_result(assessed, result, "met", severity=_severity_if_supported(assessed))


@board_rule("assessment.points-missing")
def points_missing(assessed: Assessed) -> Iterator[Finding]:
    """Every score has points."""
    if assessed.scoring is None:
        return
    if not assessed.is_begun:
        yield _finding_by_group(assessed, _CRITERIA, "all")
        return
    for result in assessed.scoring.scores:
        for fact in result.missing:
            yield _finding_on_result(
                assessed, result, "points", "fact", fact=Said(_term, (path_of_fact(fact),))
            )
        if _is_left_open(result) and not result.voices:
            allowed = Said(_points, result.criterion.points)
            yield _finding_on_result(assessed, result, "points", allowed_points=allowed)


@board_rule("assessment.points-not-allowed")
def points_not_allowed(assessed: Assessed) -> Iterator[Finding]:
    """A score gets one of the points that it allows, and a gate gets none."""
    for result in assessed.results:
        answer, allowed = result.answer, Said(_points, result.criterion.points)
        if answer is None:
            continue
        if result.criterion.follows and answer.points is not None:
            yield _finding_on_result(assessed, result, "points", "fact")
        elif result.criterion.kind == "gate" and answer.points is not None:
            yield _finding_on_result(assessed, result, "points", "gate")
        elif result.criterion.kind == "score" and answer.met is not None:
            yield _finding_on_result(assessed, result, "met", "score", allowed_points=allowed)
        elif answer.points is not None and answer.points not in result.criterion.points:
            given = answer.points
            yield _finding_on_result(assessed, result, "points", allowed_points=allowed, given_points=given)


@board_rule("assessment.assessor")
def assessor(assessed: Assessed) -> Iterator[Finding]:
    """Every assessor answers each criterion that the board has not answered itself, by what the criterion allows."""
    if assessed.scoring is None:
        return
    for result in assessed.results:
        criterion = result.criterion
        if not _is_left_open(result):
            continue
        for voice, (_, answer) in zip(assessed.voices, result.voices, strict=True):
            allowed: Any = Said(_answers, (criterion,))
            given: Any = voice.misread.get(criterion.key)
            if given is None and answer is not None and answer.points is not None:
                given = None if answer.points in criterion.points else Said(_points, (answer.points,))
            elif given is None and (answer is None or (answer.points is None and answer.met is None)):
                given = ""
            if given is None or (given == "" and result not in assessed.scoring.open):
                continue
            values: dict[str, Any] = {"assessor": voice.assessor, "file": voice.file, "allowed": allowed}
            values["place"] = voice.places.get(criterion.key, criterion.key)
            if given:
                values["given"] = given
            yield _finding_on_result(assessed, result, "points", "" if given else "missing", **values)


@board_rule("assessment.threshold")
def threshold(assessed: Assessed) -> Iterator[Finding]:
    """No project is proposed for support when its points are fewer than the threshold."""
    scoring = assessed.scoring
    if scoring is None or scoring.total is None or scoring.reaches_threshold:
        return
    severity = _severity_if_supported(assessed)
    given, needed = (groups.to_points(one or Fraction()) for one in (scoring.basic, scoring.threshold))
    yield _finding_by_group(assessed, _CRITERIA, "", severity, total=given, threshold=needed)


@board_rule("assessment.minimum")
def minimum(assessed: Assessed) -> Iterator[Finding]:
    """No project is proposed for support when a criterion has fewer points than it asks for."""
    for result in assessed.scoring.below_minimum if assessed.scoring is not None else ():
        given, severity = groups.to_points(result.points or Fraction()), _severity_if_supported(assessed)
        values: dict[str, Any] = {"total": given, "threshold": result.minimum}
        yield _finding_on_result(assessed, result, "points", "", severity, **values)


@board_rule("assessment.block")
def block(assessed: Assessed) -> Iterator[Finding]:
    """No project is proposed for support when a block lacks points, or as many criteria met as it asks for."""
    scoring, severity = assessed.scoring, _severity_if_supported(assessed)
    if scoring is None:
        return
    for one in scoring.blocks:
        values: dict[str, Any] = {"block": one.block.label}
        if one.is_below_threshold:
            reached = {"total": groups.to_points(one.points or Fraction()), "threshold": one.block.threshold}
            yield _finding_by_group(assessed, _CRITERIA, "", severity, **values, **reached)
        # Of a block that isn't answered whole, what it lacks is an answer left open.
        if not one.has_enough_met and not any(result in scoring.open for result in one.results):
            values["criteria"] = tuple(result.criterion.label for result in one.results)
            values |= {"met": one.met, "needed": one.block.at_least}
            yield _finding_by_group(assessed, _CRITERIA, "some", severity, **values)


@board_rule("assessment.proposal")
def proposal(assessed: Assessed) -> Iterator[Finding]:
    """The assessment ends in a proposal, and support is proposed with an amount, at most what is sought."""
    proposed, amount = assessed.assessment.proposal, assessed.assessment.proposed_amount
    sought, path = assessed.case.costing.leader_support, "assessment.proposed_amount"
    if proposed is None:
        yield found("assessment.proposal", None, severity="error")
    elif proposed == "support" and not sought:
        yield found(path, None, "not-sought", "error")
    elif proposed == "support" and not amount:
        yield found(path, None, "amount", "error", sought=sought)
    elif proposed != "support" and amount:
        yield found(path, None, "without-support", "error", proposed=amount)
    elif amount is not None and amount > sought:
        yield found(path, None, "above", "error", proposed=amount, sought=sought)


@exact
def check_assessment(assessed: Assessed) -> Report:
    """Return what is found in an assessment by the group's criteria and the law."""
    words = assessed.group.wording
    findings = (finding for rule in ASSESSMENT_RULES for finding in rule.check(assessed))
    own = tuple(replace(finding, words=words) for finding in findings)
    return Report(assessed.case.on, own, words=words)


def _severity_if_supported(assessed: Assessed) -> Severity:
    """Return how grave it is that a project does not qualify: an error only where it is proposed for support."""
    return "error" if assessed.assessment.proposal == "support" else "note"


def _is_left_open(result: "Result") -> bool:
    """Return whether the board's own assessment leaves a criterion to the assessors."""
    own = result.answer
    return not result.criterion.follows and (own is None or (own.met is None and own.points is None))


def _finding_on_result(
    assessed: Assessed,
    result: "Result",
    field: str,
    variant: str = "",
    severity: Severity = "error",
    **values: Any,  # noqa: ANN401 - as `found`
) -> Finding:
    """Return a finding on a field of what the assessment says of a criterion, or on all of it when it says nothing."""
    path = _CRITERIA if result.index is None else f"{_CRITERIA}[{result.index}].{field}"
    named = {"criterion": result.criterion.label, "key": result.criterion.key}
    return _finding_by_group(assessed, path, variant, severity, **named, **values)


def _finding_by_group(
    assessed: Assessed,
    path: str,
    variant: str = "",
    severity: Severity = "error",
    **values: Any,  # noqa: ANN401 - as `found`
) -> Finding:
    reference = None if assessed.selection is None else assessed.selection.reference
    return found(path, reference, variant, severity, **values)


# The applications of a meeting in the order in which the board takes them: rank, and the money left after each.

USUAL_ITEMS = ("opening", "quorum", "disqualification", "applications", "other", "closing")
"""The items of a meeting whose file names none."""


class Standing(NamedTuple):
    """An application of a meeting: its name there, its rank, what it takes, and what is then left of the frame.

    `rank` is None when it is not ranked; `left` is below zero when the frame does not do, and None without a frame.
    `decision` is what the board decided, `favoured` the support of that, and `remaining` what is left after it.
    """

    name: str
    assessed: Assessed
    rank: int | None
    taken: Decimal
    left: Decimal | None
    decision: Decision | None = None
    favoured: Decimal = ZERO
    remaining: Decimal | None = None

    @property
    def is_otherwise(self) -> bool:
        """True when the board decided something else than was proposed."""
        proposed = self.assessed.assessment.proposal
        return self.decision is not None and proposed is not None and self.decision.decision != proposed

    @property
    def reasons(self) -> str:
        """Return the reasons of the decision: its own, or those of the proposal where it is as proposed."""
        own = self.decision.reasons if self.decision is not None else None
        return own or ("" if self.is_otherwise else self.assessed.assessment.reasons or "")


def _why_unread(language: str, file: str, error: Exception) -> str:
    """Return why a file could not be read, as far as the catalogue knows it."""
    words, code = wording(language), getattr(error, "code", "")
    room = "files" if isinstance(error, FileError) else "cli.complaint"
    if f"{room}.{code}" not in words.catalogue:
        return in_language(message_of(error), words.language)
    values = {"path": file, **getattr(error, "values", {})}
    return words.message(f"{room}.{code}", values).strip().rstrip(".")


def _named_meeting(language: str, name: str, day: str) -> str:
    """Return a meeting by the mark of its forms, as it is printed: its name and its day."""
    with suppress(ValueError):
        day = wording(language).day(date.fromisoformat(day))
    return ", ".join(filter(None, (name, day)))


@dataclass(frozen=True)
class Session:
    """A meeting with the applications that it takes, each by its name."""

    meeting: Meeting
    group: "LeaderGroup"
    applications: Sequence[tuple[str, Assessed]]
    answers: "Sequence[Answer]" = ()

    @cached_property
    @exact
    def standings(self) -> tuple[Standing, ...]:
        """Return the applications in order: the ranked, what is not scored by law, the rest; by name where equal."""
        contenders = {
            name: groups.Contender(
                one.scoring.total, one.case.application.date, one.case.costing.leader_support
            )
            for name, one in self.applications
            if one.scoring is not None and one.scoring.is_ranked and one.scoring.total is not None
        }
        ranks = dict(
            zip(contenders, groups.rank(list(contenders.values()), self.meeting.tie_rule), strict=True)
        )

        def place(each: tuple[str, Assessed]) -> tuple[bool, bool, int, str]:
            name, assessed = each
            is_other = name not in ranks
            return is_other, is_other and not assessed.is_free_of_scoring, ranks.get(name, 0), name

        standings: list[Standing] = []
        decisions: dict[str, Decision] = {}
        for decided in self.meeting.decisions:
            decisions.setdefault(decided.application.strip(), decided)
        left = remaining = self.meeting.frame_left
        for name, assessed in sorted(self.applications, key=place):
            taken = assessed.case.costing.leader_support
            if assessed.assessment.proposal is not None:
                supported = assessed.assessment.proposal == "support"
                taken = (assessed.assessment.proposed_amount or ZERO) if supported else ZERO
            # The frame is the programme's: what the group grants outside of it takes nothing.
            is_own = assessed.case.own_form is not None
            left = left if left is None or is_own else left - taken
            decision, favoured = decisions.get(name), ZERO
            if decision is not None and decision.decision == "support":
                proposed = assessed.assessment.proposed_amount
                favoured = (decision.amount if decision.amount is not None else proposed) or ZERO
            remaining = remaining if remaining is None or is_own else remaining - favoured
            standings.append(
                Standing(name, assessed, ranks.get(name), taken, left, decision, favoured, remaining)
            )
        return tuple(standings)

    @property
    def sections(self) -> tuple[int, ...]:
        """Return the numbers of the agenda's items; those between are of the applications, after their item."""
        shows = [item.shows_applications for item in self.meeting.agenda]
        shows = shows or [item == "applications" for item in USUAL_ITEMS]
        place = shows.index(True) if True in shows else len(shows)
        first, more = self.meeting.first_section, len(self.applications)
        count = max(len(shows), place + 1)
        return tuple(first + number + (more if number > place else 0) for number in range(count))

    def is_asked(self, member: Member, name: str, assessed: Assessed) -> bool:
        """Return whether a member is asked to assess an application, by its folder: it is scored, and they may."""
        may = member.is_to_assess(name) and not self.meeting.is_disqualified(member.name, name)
        return may and assessed.selection is not None

    @property
    def favoured(self) -> Decimal:
        """Return the support that the board favoured of the frame in all, in euros."""
        return total(one.favoured for one in self.standings if one.assessed.case.own_form is None)

    @property
    def taken(self) -> Decimal:
        """Return what all applications together take of the frame, in euros."""
        return total(one.taken for one in self.standings if one.assessed.case.own_form is None)


@board_rule("meeting.missing")
def missing(session: Session) -> Iterator[Finding]:
    """A meeting has a day and a place, and once it has been held, members who were there."""
    for name in ("date", "place"):
        if getattr(session.meeting, name) is None:
            yield found(f"meeting.{name}", None, severity="error")
    if session.meeting.is_held and not any(member.present for member in session.meeting.members):
        yield found("meeting.members", None, "attendance", "warning")


@board_rule("meeting.tie")
def tie(session: Session) -> Iterator[Finding]:
    """A rank that applications share is reported: the board orders them."""
    shared: dict[int, list[str]] = {}
    for standing in session.standings:
        if standing.rank is not None:
            shared.setdefault(standing.rank, []).append(standing.name)
    for place, names in shared.items():
        if len(names) > 1:
            yield found("meeting.tie_rule", None, severity="note", rank=place, names=tuple(names))


@board_rule("meeting.frame")
def frame(session: Session) -> Iterator[Finding]:
    """What is proposed fits in what is left of the frame."""
    left = session.meeting.frame_left
    if left is not None and session.taken > left:
        short = next(one.name for one in session.standings if one.left is not None and one.left < 0)
        taken, lacking = session.taken, session.taken - left
        yield found("meeting.frame_left", None, taken=taken, left=left, difference=lacking, name=short)


@board_rule("meeting.members")
def members(session: Session) -> Iterator[Finding]:
    """Each member is there once, and whoever and whatever the meeting names is there."""
    known = [member.name.strip() for member in session.meeting.members]
    folders = {name for name, _ in session.applications}
    for index, name in enumerate(known):
        if name in known[:index]:
            yield found(f"meeting.members[{index}].name", None, "twice", "error", member=name)
    named = [
        (f"meeting.members[{index}].applications", folder)
        for index, member in enumerate(session.meeting.members)
        for folder in member.named_applications
    ]
    named += [
        (f"meeting.{part}[{index}].application", one.application.strip())
        for part in ("disqualifications", "decisions")
        for index, one in enumerate(getattr(session.meeting, part))
        if one.application
    ]
    for path, folder in named:
        if folder not in folders:
            yield found(path, None, "application", "error", name=folder, names=tuple(sorted(folders)))
    for index, one in enumerate(session.meeting.disqualifications):
        path, member = f"meeting.disqualifications[{index}]", one.member
        if member.strip() not in known:
            yield found(f"{path}.member", None, "", "error", member=member, names=tuple(known))
        if not one.application and one.section not in session.sections:
            sections = tuple(map(str, session.sections))
            yield found(f"{path}.section", None, "section", "error", member=member, names=sections)
        if member.strip() == (session.meeting.chair or "").strip():
            yield found(f"{path}.member", None, "chair", "note", member=member)


@board_rule("meeting.decision")
def decision(session: Session) -> Iterator[Finding]:
    """Once a meeting has been held, each application has one decision, and support an amount within what is sought.

    A decision that is not as proposed has reasons of its own.
    """
    meeting, path = session.meeting, "meeting.decisions"
    places: dict[str, int] = {}
    for index, one in enumerate(meeting.decisions):
        name = one.application.strip()
        if places.setdefault(name, index) != index:
            yield found(f"{path}[{index}].application", None, "twice", "error", name=name)
    for standing in session.standings if meeting.is_held else ():
        if standing.decision is None:
            yield found(path, None, "", "warning", name=standing.name)
            continue
        at, sought = f"{path}[{places[standing.name]}]", standing.assessed.case.costing.leader_support
        if standing.decision.decision == "support" and not standing.favoured:
            yield found(f"{at}.amount", None, "amount", "error", name=standing.name)
        elif standing.favoured > sought:
            values = {"proposed": standing.favoured, "sought": sought}
            yield found(f"{at}.amount", None, "above", "error", name=standing.name, **values)
        elif standing.decision.decision != "support" and standing.decision.amount:
            yield found(f"{at}.amount", None, "without-support", "error", name=standing.name)
        if standing.is_otherwise and not standing.reasons:
            yield found(f"{at}.reasons", None, "reasons", "warning", name=standing.name)
    left = meeting.frame_left
    if left is not None and session.favoured > left:
        yield found(path, None, "frame", "warning", taken=session.favoured, left=left)


@board_rule("meeting.votes")
def votes(session: Session) -> Iterator[Finding]:
    """No more members vote than are there and may take part, and what most voted against was not decided."""
    meeting = session.meeting
    there = [member.name for member in meeting.members if member.present]
    for index, one in enumerate(meeting.decisions):
        given = (one.votes_for or 0) + (one.votes_against or 0)
        may = [name for name in there if not meeting.is_disqualified(name, one.application.strip())]
        if there and given > len(may):
            path = f"meeting.decisions[{index}].votes_for"
            yield found(path, None, "", "error", name=one.application, votes=given, present=len(may))
        if (one.votes_against or 0) > (one.votes_for or 0):
            path = f"meeting.decisions[{index}].votes_against"
            yield found(path, None, "against", "warning", name=one.application)


@board_rule("meeting.answer")
def answer(session: Session) -> Iterator[Finding]:
    """An assessor's file is of this meeting and of one of its members, and each assessor has one."""
    meeting, path = session.meeting, "meeting.members"
    heard: dict[str, str] = {}
    for one in session.answers:
        values = {"file": one.file, "member": one.assessor}
        if one.error is not None:
            why = Said(_why_unread, (one.file, one.error))
            yield found(path, None, "unreadable", "error", file=one.file, error=why)
        elif one.meeting != (own := groups.meeting_mark(meeting)):
            there, here = (Said(_named_meeting, mark) for mark in (one.meeting, own))
            yield found(path, None, "", "error", **values, there=there, here=here)
        elif one.assessor not in {member.name.strip() for member in meeting.members if member.assesses}:
            yield found(path, None, "stranger", "error", **values)
        elif one.assessor in heard:
            yield found(path, None, "twice", "error", **values, earlier=heard[one.assessor])
        else:
            heard[one.assessor] = one.file
            left_out = [name for name in one.applications if meeting.is_disqualified(one.assessor, name)]
            said = [name for name in left_out if one.applications[name].assessment.criteria]
            if said:
                yield found(path, None, "disqualified", "warning", **values, names=tuple(said))


@board_rule("meeting.not-answered")
def not_answered(session: Session) -> Iterator[Finding]:
    """Who has not answered is reported, and on which applications."""
    for index, member in enumerate(session.meeting.members):
        name = member.name.strip()
        lacking = tuple(
            folder
            for folder, assessed in session.applications
            if session.is_asked(member, folder, assessed)
            and name not in {voice.assessor for voice in assessed.voices}
            and assessed.scoring is not None
            and any(_is_left_open(result) for result in assessed.scoring.results)
        )
        if lacking:
            path = f"meeting.members[{index}].name"
            yield found(path, None, severity="note", member=name, names=lacking)


@exact
def check_meeting(session: Session) -> tuple[Finding, ...]:
    """Return what is found in a meeting as a whole, in the words of its group."""
    findings = (finding for rule in MEETING_RULES for finding in rule.check(session))
    return tuple(replace(finding, words=session.group.wording) for finding in findings)


def _rules_on(subject: str) -> tuple[BoardRule[Any], ...]:
    rules = (one for one in globals().values() if isinstance(one, BoardRule))
    return tuple(one for one in rules if one.id.startswith(f"{subject}."))


ASSESSMENT_RULES: tuple[BoardRule[Assessed], ...] = _rules_on("assessment")
MEETING_RULES: tuple[BoardRule[Session], ...] = _rules_on("meeting")
