"""An application with its assessment, beside the group's criteria and the law: what the rules on scoring read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar

from hakemus.findings import Finding
from hakemus.group import LeaderGroup, Scoring, Selection, score
from hakemus.model import Application, Assessment
from hakemus.programme import DatedValue
from hakemus.rules.case import Case
from hakemus.texts import wording

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
