"""A group's rates and amounts, held against what the law allows them to be."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from hakemus.desk.group_report import GroupFinding
from hakemus.findings import Severity
from hakemus.group import AmountKind, LeaderGroup, Rate, Setting
from hakemus.programme import DatedValue, Measure, Programme
from hakemus.rules.case import severity_of

_HIGHEST_RATES, _LOWEST_RATES = ("support-rate-highest",), ("support-rate-lowest",)
_ABOVE: dict[AmountKind, str] = {
    "support-largest": "support-largest",
    "total-costs-largest": "total-costs-largest",
}
_BELOW: dict[AmountKind, str] = {
    "support-smallest": "support-smallest",
    "total-costs-smallest": "total-costs-smallest",
}
_PUBLIC: AmountKind = "public-support-largest"


def beyond_the_law(group: LeaderGroup, programme: Programme) -> Iterator[GroupFinding]:
    """Yield a finding for each rate and each amount of a group that the law does not allow, on its first such day."""
    for index, rate in enumerate(group.rates):
        place = f"group.toml: rates[{index}].percent"
        yield from _beyond(rate, rate.percent, place, _measures(rate, group, programme), ("rate", "rate"))
    for index, amount in enumerate(group.amounts):
        place = f"group.toml: amounts[{index}].euros"
        measures = _measures(amount, group, programme)
        yield from _beyond(amount, amount.euros, place, measures, ("amount", amount.kind))


def _beyond(
    setting: Setting, number: Decimal, place: str, measures: tuple[Measure, ...], what: tuple[str, str]
) -> Iterator[GroupFinding]:
    form, kind = what
    for measure in measures:
        for day in _days(setting.start, measure, kind):
            most, least = _limits(measure, kind, day)
            if most is not None and number > most.number:
                yield _finding(form, "above", (number, most), place, measure, day)
                break
            if least is not None and number < least.number:
                yield _finding(form, "below", (number, least), place, measure, day)
                break


def _finding(  # noqa: PLR0917 - what met, where, and when
    form: str, side: str, met: tuple[Decimal, DatedValue], place: str, measure: Measure, day: date
) -> GroupFinding:
    number, law = met
    severity: Severity = severity_of(law.certainty)
    values = {"found": number, "limit": law.number, "measure": measure.label, "day": day}
    return GroupFinding.of(f"{form}-{side}-law", severity, place, provision=law.reference, **values)


def _limits(measure: Measure, kind: str, day: date) -> tuple[DatedValue | None, DatedValue | None]:
    """Return the most and the least that the law allows on a day."""
    names = _names(kind)
    found = [measure.value_on(name, day) if name else None for name in names]
    if kind == _PUBLIC:
        law = measure.programme
        if measure.key in law.parameter("public-support.measures").on(day).keys:
            return law.parameter("public-support.largest").on(day), None
    return found[0], found[1]


def _names(kind: str) -> tuple[str, str]:
    if kind == "rate":
        return _HIGHEST_RATES[0], _LOWEST_RATES[0]
    above = next((name for known, name in _ABOVE.items() if known == kind), "")
    return above, next((name for known, name in _BELOW.items() if known == kind), "")


def _days(start: date, measure: Measure, kind: str) -> tuple[date, ...]:
    """Return the day from which a setting holds, and those after it on which the law changes."""
    first = max(start, measure.programme.first_day)
    parameters = [measure.find(name) for name in _names(kind) if name]
    if kind == _PUBLIC:
        parameters.append(measure.programme.find("public-support.largest"))
    changes = {entry.start for one in parameters if one is not None for entry in one.timeline}
    return (first, *sorted(day for day in changes if day > first))


def _measures(setting: Setting, group: LeaderGroup, programme: Programme) -> tuple[Measure, ...]:
    """Return the measures that a setting holds for: those it names, or every one that no other names."""
    others = group.rates if isinstance(setting, Rate) else group.amounts
    named = {key for other in others for key in other.measures}
    return tuple(
        measure
        for measure in programme.measures()
        if (measure.key in setting.measures if setting.measures else measure.key not in named)
    )
