"""Rules on what a funded project shows of its funding."""

from collections.abc import Iterator
from dataclasses import replace

from hakemus.findings import Finding
from hakemus.programme import Certainty, DatedMark, DatedValue, Entry, weaker
from hakemus.rules.case import Case, Rule, by_law

# Rules on the authority that decides: what it is called on the deciding day, and which office it is.

ID = "authority.name"


def name(case: Case) -> Iterator[Finding]:
    """The authority that decides is named as of the deciding day: it changes at the turn of 2025 to 2026.

    The day of the check stands for the deciding day. The office is named where the Leader group's data tell it, or
    where a source tells whose area it is; otherwise the group tells it.
    """
    law = case.law(ID)
    values = {"on": case.on, "authority": law.label}
    successor = _next(case)
    if successor is not None:
        values |= {"from": successor.start, "successor": successor.label}
    told, listed = _office_by_group(case), _office_by_region(case)
    office = told or (listed.label if listed is not None else None)
    if office is not None:
        values |= {"office": office}
    variant = "-".join(("next",) * (successor is not None) + ("office",) * (office is not None))
    finding = by_law(ID, "", law, values, variant, severity="note")
    yield finding if told is not None or listed is None else _as_sure_as(listed, finding, law.certainty)


def _next(case: Case) -> DatedValue | None:
    """Return the name that comes after that of the day, if one is known."""
    later = (entry for entry in case.programme.parameter(ID).timeline if entry.start > case.on)
    found: DatedValue | DatedMark | None = next(later, None)
    return found if isinstance(found, DatedValue) else None


def _office_by_group(case: Case) -> object:
    """Return the name of the deciding office as the group tells it, or None."""
    told = case.group.office(case.on) if case.group is not None else None
    return None if told is None else told.name


def _office_by_region(case: Case) -> Entry | None:
    """Return the deciding office by the region of a group that is listed, where a source says whose area it is."""
    group = case.programme.vocabulary("leader_group").find(case.application.leader_group or "")
    regions = group.text("region").split(" / ") if group is not None else []
    offices = [_office_of(region, case) for region in regions]
    first = offices[0] if offices else None
    return first if all(office is first for office in offices) else None


def _as_sure_as(office: Entry, finding: Finding, certainty: Certainty) -> Finding:
    """Return the finding with the source of the office, as sure as it is whose area the region is."""
    areas: Certainty = "A" if office.text("areas_certainty") == "A" else "B"
    return replace(finding, reference=office.reference, certainty=weaker(certainty, areas))


def _office_of(region: str, case: Case) -> Entry | None:
    """Return the office of the day whose area a source says the region belongs to."""
    vocabulary = case.programme.vocabulary("authority")
    offices = (vocabulary.entry(key) for key in case.law("authority.offices").keys)
    return next((office for office in offices if region in office.keys("areas")), None)


RULES_AUTHORITY = (Rule(ID, name, (ID, "authority.offices")),)


_LIMIT = "publicity.poster-above"


def poster(case: Case) -> Iterator[Finding]:
    """A Leader project of more than the limit puts up a poster; whether support or costs are meant is unsure.

    Told with certainty only where the support itself is above the limit, so that either meaning asks for one.
    """
    law = case.law(_LIMIT)
    support, costs = case.costing.leader_support, case.costing.total_costs
    if may_need_poster(case):
        values = {"support": support, "costs": costs, "limit": law.number}
        variant = "" if support > law.number else "costs"
        yield by_law("publicity.poster", "", law, values, variant, severity="warning")


def may_need_poster(case: Case) -> bool:
    """Return whether a poster is asked for in one of the two meanings that the limit may have."""
    return max(case.costing.leader_support, case.costing.total_costs) > case.law(_LIMIT).number


RULES = (Rule("publicity.poster", poster, (_LIMIT,)),)
