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
    classification, programme, measure = case.application.classification, case.programme, case.measure
    named = classification.programme
    # Silence would say that it was checked by the law of the programme that it names.
    if named is not None and not programme.is_called(named):
        values: dict[str, Any] = {"given": named, "programme": programme.label}
        yield found("classification.programme", programme.reference, "programme", "warning", **values)

    # Words that no list of the register has are left alone: nobody knows the whole list.
    for field, name in _LISTS.items():
        law, entry = (
            case.measure_law(name),
            programme.vocabulary(field).find(getattr(classification, field) or ""),
        )
        if measure is not None and law is not None and entry is not None and entry.key not in law.keys:
            usual = labels(case, field, law.keys)
            values = {"given": entry.label, "measure": measure.label, "usual": usual}
            yield found(f"classification.{field}", law, severity="note", **values)

    # A specification of another measure, when this one is known to have none.
    field, name = "measure_specification", _LISTS["measure_specification"]
    entry = programme.vocabulary(field).find(classification.measure_specification or "")
    if measure is not None and entry is not None and case.measure_law(name) is None:
        for other in programme.measures():
            law = other.value_on(name, case.on)
            if law is not None and entry.key in law.keys:
                values = {"given": entry.label, "measure": measure.label, "usual": (other.label,)}
                yield found(f"classification.{field}", law, "specification", "note", **values)

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
