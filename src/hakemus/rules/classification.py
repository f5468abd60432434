"""Rules on the register's classification: only a record that was seen is certain, so most of them are notes."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hakemus.findings import Finding, Severity
from hakemus.model.vocabulary import InvestmentTheme
from hakemus.programme import DatedValue, Entry, weaker
from hakemus.rules.case import Case, at_most_warning, found, labels, rule, severity_of

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
    # Silence would say that it was checked by the law of the programme that it names; of a group's own support form
    # a note says that it was not.
    if named is not None and not programme.is_called(named) and case.own_form is None:
        values: dict[str, Any] = {"given": named, "programme": programme.label}
        yield found("classification.programme", programme.reference, "programme", "warning", **values)

    # Words that no list of the register has are left alone: nobody knows the whole list.
    for field, name in _LISTS.items():
        law = case.measure_law(name)
        entry = programme.vocabulary(field).find(getattr(classification, field))
        if measure is not None and law is not None and entry is not None and entry.key not in law.keys:
            usual = labels(case, field, law.keys)
            values = {"given": entry.label, "measure": measure.label, "usual": usual}
            yield found(f"classification.{field}", law, severity="note", **values)

    # A specification of another measure, when this one is known to have none.
    field, name = "measure_specification", _LISTS["measure_specification"]
    entry = programme.vocabulary(field).find(classification.measure_specification)
    if measure is not None and entry is not None and case.measure_law(name) is None:
        for other in programme.measures():
            law = other.value_on(name, case.on)
            if law is not None and entry.key in law.keys:
                values = {"given": entry.label, "measure": measure.label, "usual": (other.label,)}
                yield found(f"classification.{field}", law, "specification", "note", **values)

    area = programme.vocabulary("rural_type").find(classification.rural_type)
    law = case.measure_law("rural-area")
    # The act names rural areas, and leaves it to the plan of the programme which they are: no error.
    if law is not None and law.yes and area is not None and area.text("group") == "urban":
        yield found("classification.rural_type", law, "urban", at_most_warning(law), given=area.label)

    # A national project is applied for in a call of its own; as sure as that the register's word means it.
    nature = programme.vocabulary("project_nature").find(classification.project_nature)
    law = case.known_law("application.national-call")
    if (
        law is not None
        and law.yes
        and case.is_project
        and nature is not None
        and nature.text("reach") == "national"
    ):
        severity = severity_of(weaker(law.certainty, nature.certainty))
        yield found("classification.project_nature", law, "national", severity, given=nature.label)


_KINDS = {
    "investment_kind": "investment-kinds",
    "investment_theme": "investment-themes",
    "benefit": "benefits",
}
"""The fields that decide the support rate, each with the name of the measure's list of its keys."""


def _left_open(case: Case, path: str, name: str, entry: Entry, law: DatedValue) -> Finding:
    """Return what is said of a kind that no source names for the measure or shuts out: which measures are for it."""
    listed = ((one.label, one.value_on(name, case.on)) for one in case.programme.measures())
    others = tuple(label for label, kinds in listed if kinds is not None and entry.key in kinds.keys)
    natures, given = case.measure_law("project-natures"), case.application.classification.project_nature
    values: dict[str, Any] = {
        "given": entry.label,
        "measure": case.measure and case.measure.label,
        "usual": others,
    }
    if natures is not None:
        keys = [key for key in natures.keys if key == given] or natures.keys
        values |= {"natures": labels(case, "project_nature", keys)}
    return found(path, law, "training-nature" if natures else "training", at_most_warning(law), **values)


@rule("classification.kind")
def kind(case: Case) -> Iterator[Finding]:
    """The kind of investment, its theme, and who gains from the project are among those of the measure.

    A measure whose support depends on none of them asks for none, and minds none.
    """
    classification, measure = case.application.classification, case.measure
    if measure is None or not any(case.measure_law(name) for name in _KINDS.values()):
        return
    for field, name in _KINDS.items():
        law, left_open = case.measure_law(name), case.measure_law(f"{name}-open")
        entry = case.programme.vocabulary(field).find(getattr(classification, field))
        if entry is None:
            continue
        values: dict[str, Any] = {"given": entry.label, "measure": measure.label}
        if law is None:
            yield found(f"classification.{field}", entry, "none", "warning", **values)
        elif left_open is not None and entry.key in left_open.keys:
            yield _left_open(case, f"classification.{field}", name, entry, left_open)
        elif entry.key not in law.keys:
            # Of a measure of one kind only, nobody is asked: its rate is known whatever is stated.
            severity: Severity | None = "warning" if law.certainty == "A" and len(law.keys) == 1 else None
            usual = labels(case, field, law.keys)
            yield found(f"classification.{field}", law, "", severity, **values, usual=usual)

    # What is written of a theme, is written of one kind only; whether it lifts the rate of another, nothing says.
    # Where a measure has no themes, it is enough that its support depends on none.
    themes = case.measure_law(_KINDS["investment_theme"])
    theme = case.programme.vocabulary("investment_theme").find(classification.investment_theme)
    kinds, stated = map(case.measure_law, ("kinds-of-themes", "investment-kinds"))
    given = classification.investment_kind or (stated.keys[0] if stated and len(stated.keys) == 1 else None)
    is_of_other = given is not None and (kinds is None or given not in kinds.keys)
    if themes and theme and given and is_of_other:
        names = labels(case, "investment_kind", [given])
        values = {"given": theme.label, "kind": names[0]}
        yield found("classification.investment_theme", theme, "theme", "warning", **values)

    # The theme is that of a plan, and the same paper says that the project is no part of one.
    is_of_plan = theme is not None and theme.key == InvestmentTheme.SMART_VILLAGE_PLAN
    if themes and theme and is_of_plan and classification.smart_village_plan is False:
        severity = "warning" if is_of_other else severity_of(weaker(themes.certainty, theme.certainty))
        path = "classification.smart_village_plan"
        finding = found(path, themes, "smart-village", severity, given=theme.label)
        yield replace(finding, reference=theme.reference)
