"""An assessment by the group's criteria: what each criterion gets, and the exact total."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from hakemus.group.settings import Key, Names, Setting, refusal
from hakemus.model import Assessment, CriterionAssessment, Part, TieRule
from hakemus.model.fields import Quantity

# How a Leader group selects projects, as data: gates to be passed, points to be given, and how many are enough.


class Criterion(Part):
    """A criterion: a gate is passed or not, a score gets one of its points."""

    key: Key
    """Name of the criterion in an assessment."""
    kind: Literal["gate", "score"]
    """Gate (passed or not) or score."""
    label: Names
    """The criterion in words."""
    points: tuple[Quantity, ...] = Field(default=(), max_length=50)
    """The points that may be given, from the fewest; of a gate there are none."""
    weight: Quantity = Decimal(1)
    """What the points are multiplied by."""

    @model_validator(mode="after")
    def _points_fit(self) -> Self:
        if (self.kind == "score") != bool(self.points):
            allowed = "points = [0, 1, 2]" if self.kind == "score" else "points = []"
            raise refusal("not-allowed", f"points = {_listed(self.points)}", allowed)
        if sorted(set(self.points)) != list(self.points):
            raise refusal(
                "not-rising",
                f"points = {_listed(self.points)}",
                f"points = {_listed(sorted(set(self.points)))}",
            )
        return self

    @property
    def highest(self) -> Decimal:
        """Return the most that the criterion can add to the sum."""
        return max(self.points, default=Decimal(0)) * self.weight


class Selection(Setting):
    """The criteria of a decision, for the measures that it names, and the points that are enough."""

    criteria: tuple[Criterion, ...] = Field(min_length=1, max_length=100)
    """The criteria in the order in which they are assessed."""
    threshold: Quantity | None = None
    """The fewest points with which a project is supported; none when every project that passes the gates is."""

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        keys = [criterion.key for criterion in self.criteria]
        if repeated := sorted({key for key in keys if keys.count(key) > 1}):
            raise refusal("repeated", ", ".join(repeated), "each key once")
        if self.threshold is not None and self.threshold > self.highest:
            raise refusal("too-large", f"threshold = {self.threshold}", f"≤ {self.highest}")
        return self

    @property
    def highest(self) -> Decimal:
        """Return the most points that a project can get."""
        return sum((criterion.highest for criterion in self.criteria), Decimal(0))


def _listed(points: Iterable[Decimal]) -> str:
    return f"[{', '.join(map(str, points))}]"


# The rank of what a board compares: by points, and by a named rule when points are equal.


@dataclass(frozen=True, slots=True)
class Contender:
    """What ranks an application: its exact points, its day of application, and the support sought in euros."""

    points: Decimal
    applied: date | None = None
    sought: Decimal = Decimal(0)


Order = Callable[[Contender], tuple[Any, ...]]

_TIES: Mapping[TieRule, Order] = {
    "shared": lambda _: (),
    "earlier-application": lambda contender: (contender.applied is None, contender.applied or date.max),
    "smaller-support": lambda contender: (contender.sought,),
}


def rank(contenders: Sequence[Contender], tie_rule: TieRule = "shared") -> tuple[int, ...]:
    """Return the rank of each contender, 1 for the most points; what the rule leaves equal shares its rank.

    After a shared rank as many are left out as shared it.

    >>> rank([Contender(Decimal(20)), Contender(Decimal(24)), Contender(Decimal(20)), Contender(Decimal(9))])
    (2, 1, 2, 4)
    """
    keys = [(-contender.points, *_TIES[tie_rule](contender)) for contender in contenders]
    ordered = sorted(keys)
    return tuple(ordered.index(key) + 1 for key in keys)


_HUNDREDTH = Decimal("0.01")


def to_points(exact: Decimal) -> Decimal:
    """Return points as they are printed: in hundredths, half of one away from zero (ROUND_HALF_UP).

    Only for print: what is compared with a threshold or another total is the exact sum.

    >>> to_points(Decimal("12.345"))
    Decimal('12.35')
    """
    return exact.quantize(_HUNDREDTH, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Result:
    """A criterion and what the assessment says of it; `index` is the answer's position, None without an answer."""

    criterion: Criterion
    answer: CriterionAssessment | None
    index: int | None

    @property
    def points(self) -> Decimal | None:
        """Return the points given, when the criterion allows them."""
        given = self.answer.points if self.answer is not None else None
        return given if given in self.criterion.points else None

    @property
    def weighted(self) -> Decimal | None:
        """Return the points times the weight, exactly; None without points that are allowed."""
        return None if self.points is None else self.points * self.criterion.weight

    @property
    def met(self) -> bool | None:
        """Return whether a gate is met; None when it is left open."""
        return self.answer.met if self.answer is not None else None


@dataclass(frozen=True)
class Scoring:
    """All criteria of a selection with what an assessment says of them.

    `strangers` are positions of answers to no criterion, `repeated` of answers to one that was answered before.
    """

    selection: Selection
    results: tuple[Result, ...]
    strangers: tuple[int, ...] = ()
    repeated: tuple[int, ...] = ()

    @cached_property
    def gates(self) -> tuple[Result, ...]:
        """Return the results of the gates."""
        return tuple(result for result in self.results if result.criterion.kind == "gate")

    @cached_property
    def scores(self) -> tuple[Result, ...]:
        """Return the results of the scores."""
        return tuple(result for result in self.results if result.criterion.kind == "score")

    @cached_property
    def total(self) -> Decimal | None:
        """Return the exact sum of weighted points; None while a score lacks points that are allowed."""
        weighted = [result.weighted for result in self.scores]
        given = [points for points in weighted if points is not None]
        return sum(given, Decimal(0)) if len(given) == len(weighted) else None

    @property
    def is_whole(self) -> bool:
        """Return whether every criterion has been assessed: no gate left open, no score without its points."""
        return self.total is not None and all(result.met is not None for result in self.gates)

    @property
    def passes_gates(self) -> bool:
        """Return whether every gate is met."""
        return all(result.met is True for result in self.gates)

    @property
    def reaches_threshold(self) -> bool:
        """Return whether the exact total is enough; without a threshold every total is."""
        if self.total is None:
            return False
        return self.selection.threshold is None or self.total >= self.selection.threshold

    @property
    def is_eligible(self) -> bool:
        """Return whether the application may be ranked: whole, every gate met, enough points."""
        return self.passes_gates and self.reaches_threshold


def score(assessment: Assessment, selection: Selection) -> Scoring:
    """Return what an assessment gives by the criteria of a selection; of two answers to one, the first counts."""
    known = {criterion.key for criterion in selection.criteria}
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
    results = tuple(
        _result(assessment, criterion, first.get(criterion.key)) for criterion in selection.criteria
    )
    return Scoring(selection, results, tuple(strangers), tuple(repeated))


def _result(assessment: Assessment, criterion: Criterion, index: int | None) -> Result:
    return Result(criterion, None if index is None else assessment.criteria[index], index)
