"""Rules on the measure itself: is it named, and what of its conditions no check can see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hakemus.findings import Finding
from hakemus.programme import Label, Parameter, Reference
from hakemus.rules.case import Case, Rule, by_hand

PATH = "classification.measure"


@dataclass(frozen=True, slots=True)
class _Sources:
    """Conditions with the source of each, told in a language."""

    told: tuple[tuple[Label, Reference], ...]

    def text(self, language: str) -> str:
        """Return each condition with its source."""
        return " ".join(f"{label.text(language)}: {source.text(language)}." for label, source in self.told)


def missing(case: Case) -> Iterator[Finding]:
    """The application names the measure (support form): without it no rule of a measure can be checked."""
    if case.application.classification.measure is None:
        reference = case.law("every-measure.plan-headings").reference
        yield Finding("measure.missing", "error", PATH, {"example": "preparatory-funding"}, reference)


def set_by_group(case: Case) -> Iterator[Finding]:
    """What each Leader group sets itself is told, unless the group's own data are given and tell it."""
    if case.measure is not None:
        parameters = case.measure.standing("group", case.on)
        yield from _note("measure.set-by-group", case, [one for one in parameters if not _told(one, case)])


def unknown(case: Case) -> Iterator[Finding]:
    """What the law or the authority surely has, but no source tells, is told: silence is no approval."""
    if case.measure is not None:
        yield from _note("measure.unknown", case, case.measure.standing("unknown", case.on))


def unseen(case: Case) -> Iterator[Finding]:
    """The conditions of which the application says nothing are told, so that someone checks them by hand."""
    if case.measure is not None:
        yield from _note("measure.by-hand", case, by_hand(case.measure, case.on))


def not_covered(case: Case, unchecked: Sequence[Parameter]) -> Finding:
    """Return the warning that no rule checks some conditions of the measure, or any: silence is no approval."""
    label = case.measure.label if case.measure is not None else case.application.classification.measure
    if not unchecked:
        return Finding("measure.not-covered", "warning", PATH, {"measure": label})
    found = Finding("measure.not-covered", "warning", PATH, {"measure": label}, variant="conditions")
    return _of_conditions(found, case, unchecked)


def _note(identifier: str, case: Case, parameters: Sequence[Parameter]) -> Iterator[Finding]:
    if case.measure is not None and parameters:
        found = Finding(identifier, "note", PATH, {"measure": case.measure.label})
        yield _of_conditions(found, case, parameters)


def _of_conditions(finding: Finding, case: Case, parameters: Sequence[Parameter]) -> Finding:
    """Return a finding with the conditions that it tells, and the source of all, or in its note that of each."""
    values = {**finding.values, "conditions": tuple(parameter.label for parameter in parameters)}
    references = [parameter.entry_on(case.on).reference for parameter in parameters]
    if all(reference == references[0] for reference in references):
        return replace(finding, values=values, reference=references[0])
    sources = _Sources(tuple(zip(values["conditions"], references, strict=True)))
    return replace(finding, values=values, note=sources)


def _told(parameter: Parameter, case: Case) -> bool:
    """Return whether the data of the Leader group tell a value that groups set."""
    if case.group is None or case.measure is None:
        return False
    key, costs = case.measure.key, case.costing.total_costs
    name = parameter.path.partition(".")[2]
    if name == "support-rate":
        return bool(case.group.rates_for(key, costs, case.on))
    return any(amount.kind == name for amount in case.group.amounts)


RULES = (
    Rule("measure.missing", missing, ("every-measure.plan-headings",)),
    Rule("measure.set-by-group", set_by_group),
    Rule("measure.unknown", unknown),
    Rule("measure.by-hand", unseen),
)
