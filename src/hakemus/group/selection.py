"""How a Leader group selects projects, as data: gates to be passed, points to be given, and how many are enough."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, model_validator

from hakemus.group.refusal import refusal
from hakemus.group.settings import Key, Names, Setting
from hakemus.model import Part
from hakemus.model.fields import Quantity


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
