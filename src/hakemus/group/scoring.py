"""A group's selection criteria, and what assessments give by them: points, thresholds, the exact total, ranks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import floor
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from hakemus.group.conditions import Conditional, Facts, Key
from hakemus.group.settings import Names, Setting, repeated_keys
from hakemus.model import Assessment, CriterionAssessment, Meeting, Part, TieRule
from hakemus.model.fields import Count, Quantity, YesNo, refusal
from hakemus.values.money import exact

# How a Leader group selects projects, as data: gates to be passed, points to be given, and how many are enough.


class Level(Part):
    """What a number of points means."""

    points: Quantity
    """The points."""
    label: Names
    """When they are given, in words."""


class Following(Conditional):
    """Points that a criterion has when facts about the application are as asked."""

    points: Quantity
    """The points."""


class Criterion(Conditional):
    """A criterion: a gate is passed or not, a score gets one of its points.

    One with `when` is a criterion of the applications about which those facts hold.
    """

    key: Key
    """Name of the criterion in an assessment."""
    kind: Literal["gate", "score"]
    """Gate (passed or not) or score."""
    label: Names
    """The criterion in words."""
    points: tuple[Quantity, ...] = Field(default=(), max_length=50)
    """The points that may be given, from the fewest; of a gate there are none. Left out, they are those of `levels`."""
    levels: tuple[Level, ...] = Field(default=(), max_length=50)
    """What the points mean, for as many of them as have words."""
    follows: tuple[Following, ...] = Field(default=(), max_length=50)
    """Points that nobody gives, since they follow from facts: those of the first that hold, otherwise the fewest."""
    weight: Quantity = Decimal(1)
    """What the points are multiplied by."""
    minimum: Quantity | None = None
    """The fewest points, before the weight, with which a project is supported."""
    bonus: YesNo = False
    """True for points in addition to the maximum: they raise the rank, and help over no threshold."""
    block: Key | None = None
    """Key of the block that the criterion belongs to."""

    @model_validator(mode="before")
    @classmethod
    def _points_of_levels(cls, values: Any) -> Any:  # noqa: ANN401 - whatever a file holds
        if not isinstance(values, Mapping) or values.get("points"):
            return values
        for name, least in (("levels", []), ("follows", [0])):
            listed = values.get(name)
            if (
                isinstance(listed, list | tuple)
                and listed
                and all(isinstance(one, Mapping) for one in listed)
            ):
                points = [*least, *(one.get("points") for one in listed)]
                is_sorted = name == "follows" and all(isinstance(one, int | Decimal) for one in points)
                return {**values, "points": sorted(set(points)) if is_sorted else points}
        return values

    @model_validator(mode="after")
    def _points_fit(self) -> Self:
        given, rising = (
            f"points = [{', '.join(map(str, points))}]" for points in (self.points, sorted(set(self.points)))
        )
        if (self.kind == "score") != bool(self.points):
            allowed = "points = [0, 1, 2]" if self.kind == "score" else "points = []"
            raise refusal("not-allowed", given, allowed)
        if given != rising:
            raise refusal("not-rising", given, rising)
        worded = [level.points for level in self.levels]
        for number, points in enumerate(worded):
            if points not in self.points:
                raise refusal("not-allowed", f"levels[{number}].points = {points}", given)
            if points in worded[:number]:
                raise refusal("repeated", f"levels[{number}].points = {points}", "each number once")
        for number, one in enumerate(self.follows):
            if one.points not in self.points:
                raise refusal("not-allowed", f"follows[{number}].points = {one.points}", given)
            if one.when is None:
                raise refusal("missing", f"follows[{number}].when", "when = { … }")
        if self.kind == "gate" and (self.minimum is not None or self.bonus):
            raise refusal("not-allowed", "minimum, bonus", 'kind = "score"')
        if self.minimum is not None and self.minimum > max(self.points):
            raise refusal("too-large", f"minimum = {self.minimum}", f"≤ {max(self.points)}")
        return self

    @property
    @exact
    def highest(self) -> Decimal:
        """Return the most that the criterion can add to the sum."""
        return max(self.points, default=Decimal(0)) * self.weight

    def followed(self, facts: Facts) -> tuple[Fraction | None, tuple[str, ...]]:
        """Return the points that follow from the facts, or None and which facts are missing to tell.

        An annex that nobody lists has not been handed in when the board assesses.
        """
        for one in self.follows:
            verdict = one.verdict(facts)
            if verdict.holds is None and verdict.missing != ("annex",):
                return None, verdict.missing
            if verdict.holds:
                return Fraction(one.points), ()
        return Fraction(self.points[0]), ()

    def words(self, points: Decimal | Fraction | None, language: str) -> str:
        """Return what a number of points means; an empty text where the group has no words for it."""
        named = (level.label.text(language) for level in self.levels if level.points == points)
        return next(named, "")


class Block(Part):
    """Some of the criteria together, with conditions of their own."""

    key: Key
    """Name by which criteria belong to it."""
    label: Names
    """The block in words."""
    threshold: Quantity | None = None
    """The fewest points of its criteria together, weights included and bonus points left out."""
    minimum: Quantity | None = None
    """The fewest points, before the weight, of each of its criteria that has no minimum of its own."""
    at_least: Count | None = Field(default=None, gt=0)
    """So many of its criteria are to be met, whichever: a gate by a yes, a score by its minimum or more than zero."""


class Selection(Setting):
    """The criteria of a decision, for the measures that it names, and the points that are enough."""

    criteria: tuple[Criterion, ...] = Field(min_length=1, max_length=100)
    """The criteria in the order in which they are assessed."""
    blocks: tuple[Block, ...] = Field(default=(), max_length=50)
    """The blocks that criteria belong to."""
    threshold: Quantity | None = None
    """The fewest points with which a project is supported; none when every project that passes the gates is."""
    several: Literal["mean", "sum"] = "mean"
    """What several assessors' points make: their mean, or their sum, whose thresholds are as many times higher."""

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        keys = [criterion.key for criterion in self.criteria]
        blocks = [block.key for block in self.blocks]
        for fault in (*repeated_keys("criteria", keys), *repeated_keys("blocks", blocks)):
            raise refusal("repeated", fault.found, "each key once")
        for criterion in self.criteria:
            if criterion.block is not None and criterion.block not in blocks:
                allowed = ", ".join(blocks) or f'[[selections.blocks]] key = "{criterion.block}"'
                raise refusal("not-allowed", f'{criterion.key}: block = "{criterion.block}"', allowed)
        for block in self.blocks:
            own = [criterion for criterion in self.criteria if criterion.block == block.key]
            most = _highest(own)
            tops = [max(one.points) for one in own if one.kind == "score"]
            for name, value, limit in (
                ("threshold", block.threshold, most),
                ("minimum", block.minimum, min(tops, default=Decimal(0))),
                ("at_least", block.at_least, len(own)),
            ):
                if value is not None and value > limit:
                    raise refusal("too-large", f"{block.key}: {name} = {value}", f"≤ {limit}")
        if self.threshold is not None and self.threshold > self.highest:
            raise refusal("too-large", f"threshold = {self.threshold}", f"≤ {self.highest}")
        return self

    @property
    def highest(self) -> Decimal:
        """Return the most points that a project can get, bonus points left out."""
        return _highest(self.criteria)


@exact
def _highest(criteria: Sequence[Criterion]) -> Decimal:
    return sum((criterion.highest for criterion in criteria if not criterion.bonus), Decimal(0))


# The rank of what a board compares: by points, and by a named rule when points are equal.


@dataclass(frozen=True, slots=True)
class Contender:
    """What ranks an application: its exact points, its day of application, and the support sought in euros."""

    points: Decimal | Fraction
    applied: date | None = None
    sought: Decimal = Decimal(0)


Order = Callable[[Contender], tuple[Any, ...]]

_TIES: Mapping[TieRule, Order] = {
    "shared": lambda _: (),
    "earlier-application": lambda contender: (contender.applied is None, contender.applied or date.max),
    "smaller-support": lambda contender: (contender.sought,),
}


@exact
def rank(contenders: Sequence[Contender], tie_rule: TieRule = "shared") -> tuple[int, ...]:
    """Return the rank of each contender, 1 for the most points; what the rule leaves equal shares its rank.

    After a shared rank as many are left out as shared it.

    >>> rank([Contender(Decimal(20)), Contender(Decimal(24)), Contender(Decimal(20)), Contender(Decimal(9))])
    (2, 1, 2, 4)
    """
    keys = [(-contender.points, *_TIES[tie_rule](contender)) for contender in contenders]
    ranks: dict[tuple[Any, ...], int] = {}
    for place, key in enumerate(sorted(keys), start=1):
        ranks.setdefault(key, place)
    return tuple(ranks[key] for key in keys)


@exact
def to_points(points: Decimal | Fraction) -> Decimal:
    """Return points as they are printed: in hundredths, half of one away from zero (ROUND_HALF_UP).

    Only for print: what is compared with a threshold or another total is the exact sum.

    >>> to_points(Decimal("12.345")), to_points(Fraction(7, 3))
    (Decimal('12.35'), Decimal('2.33'))
    """
    return Decimal(floor(Fraction(points) * 100 + Fraction("0.5"))) * Decimal("0.01")


# What an assessment gives by the criteria, and what several do.


@dataclass(frozen=True, slots=True)
class Result:
    """A criterion and what was said of it: by the board's own assessment, and by each assessor before it.

    `index` is the position of the board's answer, None without one; `voices` are the assessors' answers, by name;
    `followed` the points that follow from facts, and `missing` the facts that nobody states.
    """

    criterion: Criterion
    answer: CriterionAssessment | None
    index: int | None
    block: Block | None = None
    followed: Fraction | None = None
    missing: tuple[str, ...] = ()
    voices: tuple[tuple[str, CriterionAssessment | None], ...] = ()

    @property
    def points(self) -> Fraction | None:
        """Return the board's points, or else the exact mean of the assessors'; None while one that is allowed lacks."""
        if self.criterion.follows:
            return self.followed
        if self.answer is not None and self.answer.points is not None:
            return self._allowed(self.answer)
        given = [self._allowed(answer) for _, answer in self.voices]
        whole = [points for points in given if points is not None]
        return sum(whole, Fraction(0)) / len(whole) if whole and len(whole) == len(given) else None

    def _allowed(self, answer: CriterionAssessment | None) -> Fraction | None:
        given = answer.points if answer is not None else None
        return Fraction(given) if given is not None and given in self.criterion.points else None

    @property
    def weighted(self) -> Fraction | None:
        """Return the points times the weight, exactly; None without points that are allowed."""
        return None if self.points is None else self.points * Fraction(self.criterion.weight)

    @property
    def met(self) -> bool | None:
        """Return whether a gate is met: by the board, or by all assessors alike; None when it is left open."""
        if self.answer is not None and self.answer.met is not None:
            return self.answer.met
        given = {answer.met if answer is not None else None for _, answer in self.voices}
        return given.pop() if len(given) == 1 else None

    @property
    def is_one_of_several(self) -> bool:
        """Return whether its block asks for some of its criteria only, so that this one may fail."""
        return self.block is not None and self.block.at_least is not None

    @property
    def minimum(self) -> Decimal | None:
        """Return the fewest points that are enough: its own, or those of its block."""
        if self.criterion.minimum is not None or self.block is None or self.criterion.bonus:
            return self.criterion.minimum
        return self.block.minimum

    @property
    def is_below_minimum(self) -> bool:
        """Return whether it has points, and fewer than are enough."""
        return self.minimum is not None and self.points is not None and self.points < Fraction(self.minimum)

    @property
    def is_met(self) -> bool:
        """Return whether it counts among those of which a block asks for some."""
        if self.criterion.kind == "gate":
            return self.met is True
        return bool(self.points) and not self.is_below_minimum


@dataclass(frozen=True, slots=True)
class BlockResult:
    """A block with the results of its criteria."""

    block: Block
    results: tuple[Result, ...]

    @property
    def points(self) -> Fraction | None:
        """Return the exact sum of its weighted points without bonus points; None while some are lacking."""
        return _sum([one.weighted for one in self.results if _is_basic(one)])

    @property
    def met(self) -> int:
        """Return how many of its criteria are met."""
        return sum(result.is_met for result in self.results)

    @property
    def has_enough_met(self) -> bool:
        """Return whether as many of its criteria are met as it asks for."""
        return self.block.at_least is None or self.met >= self.block.at_least

    @property
    def is_below_threshold(self) -> bool:
        """Return whether all its points are there, and are not enough."""
        threshold, points = self.block.threshold, self.points
        return threshold is not None and points is not None and points < Fraction(threshold)


def _is_basic(result: Result) -> bool:
    return result.criterion.kind == "score" and not result.criterion.bonus


def _sum(parts: Sequence[Fraction | None]) -> Fraction | None:
    given = [part for part in parts if part is not None]
    return sum(given, Fraction(0)) if len(given) == len(parts) else None


@dataclass(frozen=True)
class Scoring:
    """All criteria of a selection with what an assessment says of them.

    `strangers` are positions of answers to no criterion, `repeated` of answers to one that was answered before.
    """

    selection: Selection
    results: tuple[Result, ...]
    strangers: tuple[int, ...] = ()
    repeated: tuple[int, ...] = ()
    assessors: int = 0

    @cached_property
    def gates(self) -> tuple[Result, ...]:
        """Return the results of the gates."""
        return tuple(result for result in self.results if result.criterion.kind == "gate")

    @cached_property
    def scores(self) -> tuple[Result, ...]:
        """Return the results of the scores."""
        return tuple(result for result in self.results if result.criterion.kind == "score")

    @cached_property
    def blocks(self) -> tuple[BlockResult, ...]:
        """Return the blocks with the results of their criteria."""
        return tuple(
            BlockResult(block, tuple(result for result in self.results if result.block == block))
            for block in self.selection.blocks
        )

    def of_assessor(self, place: int) -> "Scoring":
        """Return what one assessor alone gives, by the place among the assessors."""
        alone = tuple(replace(one, answer=one.voices[place][1], voices=()) for one in self.results)
        return Scoring(self.selection, alone)

    @property
    def times(self) -> int:
        """Return how many times one assessor's points the total is: as many as there are where their sum counts."""
        return self.assessors if self.selection.several == "sum" and self.assessors else 1

    @cached_property
    def total(self) -> Fraction | None:
        """Return the exact sum of weighted points, bonus points included; None while a score lacks its points."""
        whole = _sum([result.weighted for result in self.scores])
        return None if whole is None else whole * self.times

    @cached_property
    def basic(self) -> Fraction | None:
        """Return the total without bonus points."""
        whole = _sum([result.weighted for result in self.scores if _is_basic(result)])
        return None if whole is None else whole * self.times

    @property
    def threshold(self) -> Fraction | None:
        """Return the fewest points that are enough, of all assessors whose sum counts."""
        threshold = self.selection.threshold
        return None if threshold is None else Fraction(threshold) * self.times

    @property
    def highest(self) -> Fraction:
        """Return the most points without bonus points, of all assessors whose sum counts."""
        return Fraction(_highest([result.criterion for result in self.results])) * self.times

    @cached_property
    def open(self) -> tuple[Result, ...]:
        """Return what is not assessed: gates left open, scores without points; of a block of some, while it matters."""
        enough = {block.block.key for block in self.blocks if block.block.at_least and block.has_enough_met}
        return tuple(
            result
            for result in self.results
            if (result.points is None if result.criterion.kind == "score" else result.met is None)
            and not (result.criterion.kind == "gate" and result.criterion.block in enough)
        )

    @property
    def is_whole(self) -> bool:
        """Return whether every criterion has been assessed: no gate left open, no score without its points."""
        return not self.open

    @property
    def passes_gates(self) -> bool:
        """Return whether every gate is met, and as many criteria of each block as it asks for."""
        alone = all(result.met is True for result in self.gates if not result.is_one_of_several)
        return alone and all(block.has_enough_met for block in self.blocks)

    @property
    def below_minimum(self) -> tuple[Result, ...]:
        """Return the scores whose points are fewer than is enough for the criterion."""
        return tuple(one for one in self.scores if one.is_below_minimum and not one.is_one_of_several)

    @property
    def reaches_threshold(self) -> bool:
        """Return whether the exact points, without bonus points, are enough; without a threshold every sum is."""
        if self.total is None or self.basic is None:
            return False
        return self.threshold is None or self.basic >= self.threshold

    @property
    def is_eligible(self) -> bool:
        """Return whether the application may be supported: gates met, and enough points wherever so many are needed."""
        below = self.below_minimum or any(block.is_below_threshold for block in self.blocks)
        return self.passes_gates and self.reaches_threshold and not below

    @property
    def is_ranked(self) -> bool:
        """Return whether it has a rank: it may be supported, and has points to be ranked by."""
        return self.is_eligible and bool(self.scores)


@dataclass(frozen=True, slots=True)
class Voice:
    """What one assessor says of an application, and the file that says it.

    `places` are where in the file each criterion is, and `misread` what is there and could not be understood.
    """

    assessor: str
    assessment: Assessment
    file: str = ""
    places: Mapping[str, str] = field(default_factory=dict)
    misread: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """A file that an assessor filled: whose it is, of which meeting, and what it says of each application.

    `applications` are by their folders; `error` is why it could not be read.
    """

    file: str
    assessor: str = ""
    meeting: tuple[str, str] = "", ""
    applications: Mapping[str, Voice] = field(default_factory=dict)
    error: Exception | None = None


def meeting_mark(meeting: Meeting) -> tuple[str, str]:
    """Return by what the forms of a meeting are known: its name and its day."""
    return meeting.name or "", "" if meeting.date is None else meeting.date.isoformat()


def accepted_answers(meeting: Meeting, answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """Return the answers that count: of this meeting, by its members, the first of each, in the members' order."""
    members = [member.name.strip() for member in meeting.members if member.assesses]
    first: dict[str, Answer] = {}
    for answer in answers:
        own = answer.error is None and answer.meeting == meeting_mark(meeting)
        if own and answer.assessor in members:
            first.setdefault(answer.assessor, answer)
    return tuple(first[name] for name in dict.fromkeys(members) if name in first)


def voices_on(meeting: Meeting, answers: Sequence[Answer], application: str) -> tuple[Voice, ...]:
    """Return what the assessors say of an application, by its folder; who is disqualified in it is not heard.

    An assessor who left all of an application empty has not answered on it.
    """
    return tuple(
        voice
        for answer in accepted_answers(meeting, answers)
        if (voice := answer.applications.get(application)) is not None
        and (voice.assessment.criteria or voice.misread)
        and not meeting.is_disqualified(answer.assessor, application)
    )


def score(
    assessment: Assessment,
    selection: Selection,
    voices: Sequence[Voice] = (),
    facts: Facts | None = None,
) -> Scoring:
    """Return what an assessment gives by the criteria of a selection; of two answers to one, the first counts.

    Where it says nothing of a criterion, what the assessors say counts. A criterion is left out when it does not apply
    by the facts about the application.
    """
    stated = facts or {}
    criteria = [criterion for criterion in selection.criteria if criterion.may_hold(stated)]
    known = {criterion.key for criterion in criteria}
    blocks = {block.key: block for block in selection.blocks}
    first: dict[str, int] = {}
    strangers: list[int] = []
    repeated: list[int] = []
    for index, answer in enumerate(assessment.criteria):
        if answer.criterion not in known:
            strangers.append(index)
        elif answer.criterion in first:
            repeated.append(index)
        else:
            first[answer.criterion] = index
    given = [
        (voice.assessor, {answer.criterion: answer for answer in voice.assessment.criteria})
        for voice in voices
    ]
    answered = ((criterion, first.get(criterion.key)) for criterion in criteria)
    results = tuple(
        Result(
            criterion,
            None if index is None else assessment.criteria[index],
            index,
            blocks.get(criterion.block or ""),
            *criterion.followed(stated) if criterion.follows else (None, ()),
            tuple((name, answers.get(criterion.key)) for name, answers in given),
        )
        for criterion, index in answered
    )
    return Scoring(selection, results, tuple(strangers), tuple(repeated), len(given))
