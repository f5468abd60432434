"""What a rule is: a function of a case, with one line above it; and what it reads of the law, recorded as it runs."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hakemus.case import Case as Case  # noqa: PLC0414 - rules get it here with what else they are made of
from hakemus.findings import Finding, Severity
from hakemus.group import Setting
from hakemus.programme import (
    Annex,
    Certainty,
    DatedMark,
    DatedValue,
    Entry,
    Label,
    Measure,
    Parameter,
    Reference,
)
from hakemus.texts import wording

_SEVERITIES: dict[Certainty, Severity] = {"A": "error", "B": "warning", "C": "note"}


class _Recorded(dict[str, Parameter]):
    """The parameters of a programme; `get`, by which one is looked up, notes its path. A list of all notes none."""

    def __init__(self, parameters: Any, reads: set[str]) -> None:  # noqa: ANN401 - whatever a dict is made of
        super().__init__(parameters)
        self._reads = reads

    def get(self, path: str, default: Any = None) -> Any:  # noqa: ANN401 - as `dict.get`
        found = super().get(path, default)
        if found is not None:
            self._reads.add(path)
        return found


def recording(case: Case, reads: set[str]) -> Case:
    """Return the same case, which adds to `reads` the path of each parameter that is looked up in it."""
    law = replace(case.programme, parameters_by_path=_Recorded(case.programme.parameters_by_path, reads))
    return replace(case, programme=law)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its stable id, its function, and the values of the law that the function is called with after the case.

    Without one of these values the rule doesn't hold; `named` says whether they are those whose data name its id.
    `parameters` are the paths of what it reads of the law (`in-kind.person-hour`), `measures` the only measures it
    holds for, none meaning all: `hakemus.list_rules`, which runs the rule, records both.
    """

    id: str
    function: Callable[..., Iterator[Finding]]
    laws: tuple[str, ...] = ()
    named: bool = False
    parameters: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the rule in plain English: what its function says it is."""
        return " ".join((self.function.__doc__ or "").split())

    def check(self, case: Case) -> Iterator[Finding]:
        """Return what the function finds, under the rule's id; nothing where the rule does not hold."""
        values = self._values(case)
        for finding in self.function(case, *values) if values is not None else ():
            yield replace(finding, id=self.id)

    def holds_for(self, case: Case) -> bool:
        """Return whether the rule is to be checked in a case."""
        if self.measures:
            return case.measure is not None and case.measure.key in self.measures
        return self._values(case) is not None

    def in_language(self, language: str) -> str:
        """Return the rule in plain words in a language."""
        return wording(language).message(f"rules.{self.id}")

    def _values(self, case: Case) -> list[DatedValue] | None:
        """Return the rule's values of the law on the day of a case, or None when the law gives one of them no value."""
        finding = self.id if self.named else ""
        found = [case.known_law(law) if "." in law else case.measure_law(law, finding) for law in self.laws]
        values = [value for value in found if value is not None]
        return values if len(values) == len(found) else None


def rule(
    identifier: str, *laws: str, named: bool = False
) -> Callable[[Callable[..., Iterator[Finding]]], Rule]:
    """Return what makes a rule of a function that yields what it finds in a case; its docstring is the rule.

    Args:
        identifier: The id of the rule and of its findings, which never changes.
        laws: The values that the function is called with, after the case. A path (`in-kind.person-hour`) is that of
            every case, a name (`areas`) the measure's own. The rule holds only where the law gives each a value.
        named: True for the rule of those measures whose data name its id as the `finding` of the values; otherwise it
            is that of the measures whose data name none.
    """
    return lambda function: Rule(identifier, function, laws, named)


def severity_of(certainty: Certainty) -> Severity:
    """Return how grave a breach of a rule is: a certain rule gives an error, an inferred one only a note.

    >>> severity_of("B")
    'warning'
    """
    return _SEVERITIES[certainty]


def labels(case: Case, vocabulary: str, keys: Iterable[str]) -> tuple[Label, ...]:
    """Return what keys of a vocabulary are called."""
    return tuple(case.programme.vocabulary(vocabulary).entry(key).label for key in keys)


Source = DatedValue | DatedMark | Annex | Entry | Setting | Reference
"""What a finding rests on: the law, a vocabulary, or what a Leader group has decided."""


def found(
    path: str,
    source: Source | None,
    /,
    variant: str = "",
    severity: Severity | None = None,
    **values: Any,  # noqa: ANN401 - whatever a message can print
) -> Finding:
    """Return a finding, whose rule gives it its id.

    Args:
        path: The field; empty when it is the application as a whole.
        source: What it rests on. What the group has decided gives a warning.
        variant: Which of the rule's messages fits.
        severity: How grave it is, if not as its source is certain.
        values: The numbers, days and labels that met, by the names that the messages have for them.
    """
    if source is None or isinstance(source, Reference | Setting):
        reference = source.reference if isinstance(source, Setting) else source
        return Finding("", severity or "warning", path, values, reference, variant)
    grave = severity or severity_of(source.certainty)
    note = source.note if isinstance(source, DatedValue) else None
    return Finding("", grave, path, values, source.reference, variant, source.certainty, note)


def unchecked(
    measure: Measure, on: date, reads: Collection[str], ids: Collection[str]
) -> tuple[Parameter, ...]:
    """Return the measure's conditions that no rule checks, and that its data leave neither to a person nor to nobody.

    What each group sets and what no source states is not among them: notes of their own name those.

    Args:
        measure: The measure.
        on: The day of the check.
        reads: The paths of the parameters that the rules have read.
        ids: The ids of the rules: a condition that is to be reported by another one is checked by none.
    """
    return tuple(
        one
        for one in measure.standing("set", on)
        if one.checked is None and not (one.path in reads and one.finding in {"", *ids})
    )
