"""What a workbook is made of: an application counted by the law of a day, in the words of a language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hakemus.costing import Costing, SupportLimit, cost, support_limits
from hakemus.group import LeaderGroup
from hakemus.model import Application, CostCategory, CostModel
from hakemus.programme import Programme
from hakemus.texts import Wording


@dataclass(frozen=True, slots=True)
class Subject:
    """An application, its law and its words."""

    application: Application
    programme: Programme
    words: Wording
    day: date
    group: LeaderGroup | None = None

    @property
    def law_day(self) -> date:
        """Return the day whose law counts: never before the programme's first."""
        return max(self.day, self.programme.first_day)

    @property
    def costing(self) -> Costing:
        """Return the budget counted."""
        return cost(self.application.budget, self.programme, self.law_day)

    @property
    def limits(self) -> tuple[SupportLimit, ...]:
        """Return the limits on the support, of the law and of the Leader group."""
        measure = self.programme.measure(self.application.classification.measure)
        return () if measure is None else support_limits(self.costing, measure, self.law_day, self.group)

    def label(self, vocabulary: str, key: str) -> str:
        """Return the name of a word of a vocabulary."""
        return self.programme.vocabulary(vocabulary).label(key, self.words.language)

    @property
    def category_labels(self) -> Sequence[str]:
        """Return the names of the cost categories, in order."""
        return [self.label("cost_category", key.value) for key in CostCategory]

    @property
    def model_labels(self) -> Sequence[str]:
        """Return the names of the cost models, in order."""
        return [self.label("cost_model", key.value) for key in CostModel]

    def say(self, key: str, **values: object) -> str:
        """Return a message of the workbook."""
        return self.words.message(f"workbook.{key}", values)
