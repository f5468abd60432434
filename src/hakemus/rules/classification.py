"""Rules on the register's classification: only a record that was seen is certain, so they are notes."""

from collections.abc import Iterator
from typing import Any

from hakemus.findings import Finding
from hakemus.programme import weaker
from hakemus.rules.case import Case, found, labels, rule, severity_of

PLACE = 70

_LISTS = {
    "sub_measure": "sub-measures",
    "measure_type": "measure-types",
    "measure_specification": "measure-specifications",
    "project_nature": "project-natures",
    "specific_objective": "specific-objective",
}
"""The fields, each with the name of the measure's list of what usually goes with it."""


@rule("classification.mismatch")
def mismatch(case: Case) -> Iterator[Finding]:
    """What the register's classification says belongs together; its area is rural, and its nature is not national."""
    yield from _unusual(case)
    yield from _specification_of_another(case)
    classification, programme = case.application.classification, case.programme
    area = programme.vocabulary("rural_type").find(classification.rural_type or "")
    # An urban area is reported only, since no fact refuses it.
    if area is not None and area.text("group") == "urban":
        yield found("classification.rural_type", area, "urban", "note", given=area.label)
    # A national project is applied for in a call of its own; as sure as that the register's word means it.
    nature = programme.vocabulary("project_nature").find(classification.project_nature or "")
    law = case.known_law("application.national-call")
    if law is not None and law.yes and nature is not None and nature.text("reach") == "national":
        severity = severity_of(weaker(law.certainty, nature.certainty))
        yield found("classification.project_nature", law, "national", severity, given=nature.label)


def _unusual(case: Case) -> Iterator[Finding]:
    """Yield a finding for each field whose word is in the register's list, but not in that of the measure.

    Words that no list of the register has are left alone: nobody knows the whole list.
    """
    for field, name in _LISTS.items():
        law, given = case.measure_law(name), getattr(case.application.classification, field)
        if case.measure is None or law is None or given is None:
            continue
        entry = case.programme.vocabulary(field).find(given)
        if entry is not None and entry.key not in law.keys:
            usual = labels(case, field, law.keys)
            values: dict[str, Any] = {"given": entry.label, "measure": case.measure.label, "usual": usual}
            yield found(f"classification.{field}", law, severity="note", **values)


def _specification_of_another(case: Case) -> Iterator[Finding]:
    """Yield a finding for each other measure that a specification is known of, when this one is known to have none."""
    given, name = case.application.classification.measure_specification, _LISTS["measure_specification"]
    if case.measure is None or given is None or case.measure_law(name) is not None:
        return
    entry = case.programme.vocabulary("measure_specification").find(given)
    for other in case.programme.measures():
        law = other.value_on(name, case.on)
        if entry is not None and law is not None and entry.key in law.keys:
            values: dict[str, Any] = {
                "given": entry.label,
                "measure": case.measure.label,
                "usual": (other.label,),
            }
            yield found("classification.measure_specification", law, "specification", "note", **values)
