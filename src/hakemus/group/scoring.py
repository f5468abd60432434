"""An assessment by the group's criteria: what each criterion gets, and the exact total."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from hakemus.group.settings import Criterion, Selection
from hakemus.model import Assessment, CriterionAssessment, TieRule
from hakemus.values.money import exact

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


@exact
def to_points(exact: Decimal) -> Decimal:
    """Return points as they are printed: in hundredths, half of one away from zero (ROUND_HALF_UP).

    Only for print: what is compared with a threshold or another total is the exact sum.

    >>> to_points(Decimal("12.345"))
    Decimal('12.35')
    """
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


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
    @exact
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
    @exact
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
    answered = ((criterion, first.get(criterion.key)) for criterion in selection.criteria)
    results = tuple(
        Result(criterion, None if index is None else assessment.criteria[index], index)
        for criterion, index in answered
    )
    return Scoring(selection, results, tuple(strangers), tuple(repeated))
