"""Rules on the register's classification: only a record that was seen is certain, so they are notes."""

from collections.abc import Iterator

from hakemus.findings import Finding
from hakemus.programme import weaker
from hakemus.rules.case import Case, Rule, by_law, severity_of

_NATIONAL, _NATIONAL_CALL = "national", "application.national-call"
ID = "classification.mismatch"
_LISTS = {
    "sub_measure": "sub-measures",
    "measure_type": "measure-types",
    "measure_specification": "measure-specifications",
    "project_nature": "project-natures",
    "specific_objective": "specific-objective",
}


def belongs_together(case: Case) -> Iterator[Finding]:
    """Sub-measure, type, specification, nature and objective are those that go with the measure.

    Words that no list of the register has are left alone: nobody knows the whole list.
    """
    for field, name in _LISTS.items():
        law, given = case.measure_law(name), getattr(case.application.classification, field)
        if case.measure is None or law is None or given is None:
            continue
        vocabulary = case.programme.vocabulary(field)
        entry = vocabulary.find(given)
        if entry is not None and entry.key not in law.keys:
            usual = tuple(vocabulary.entry(key).label for key in law.keys)
            values = {"given": entry.label, "measure": case.measure.label, "usual": usual}
            yield by_law(ID, f"classification.{field}", law, values, severity="note")


def specification_of_another(case: Case) -> Iterator[Finding]:
    """A specification that only another measure is known to have does not go with the measure."""
    given = case.application.classification.measure_specification
    name = _LISTS["measure_specification"]
    if case.measure is None or given is None or case.measure_law(name) is not None:
        return
    entry = case.programme.vocabulary("measure_specification").find(given)
    for other in case.programme.measures():
        law = other.value_on(name, case.on)
        if entry is not None and law is not None and entry.key in law.keys:
            values = {"given": entry.label, "measure": case.measure.label, "usual": (other.label,)}
            path = "classification.measure_specification"
            yield by_law(ID, path, law, values, "specification", severity="note")


def rural(case: Case) -> Iterator[Finding]:
    """A project for the countryside stands in a rural class; an urban one is told, since no fact refuses it."""
    given = case.application.classification.rural_type
    entry = case.programme.vocabulary("rural_type").find(given or "")
    if entry is not None and entry.text("group") == "urban":
        values = {"given": entry.label}
        path = "classification.rural_type"
        yield Finding(ID, "note", path, values, entry.reference, "urban", entry.certainty)


def national(case: Case) -> Iterator[Finding]:
    """A national project is applied for in a call of its own; as sure as that the register's word means it."""
    given, law = case.application.classification.project_nature, case.law(_NATIONAL_CALL)
    entry = case.programme.vocabulary("project_nature").find(given or "")
    if law.yes and entry is not None and entry.key == _NATIONAL:
        path, values = "classification.project_nature", {"given": entry.label}
        severity = severity_of(weaker(law.certainty, entry.certainty))
        yield by_law(ID, path, law, values, "national", severity)


def mismatch(case: Case) -> Iterator[Finding]:
    """What the register's classification says belongs together; its area is rural, and its nature is not national."""
    yield from belongs_together(case)
    yield from specification_of_another(case)
    yield from rural(case)
    yield from national(case)


RULES = (Rule(ID, mismatch, (*_LISTS.values(), _NATIONAL_CALL)),)
