"""Rules of company and farmer group projects: their size, rate, administrator and members, and de minimis aid.

Each single undertaking stays under its ceiling of de minimis aid, with what it had before.
"""

from collections.abc import Iterator
from typing import Any

from hakemus.costing import AidRoom, aid_rooms, first_day_of_window, is_company, share_costs
from hakemus.findings import Finding
from hakemus.programme import DatedValue, weaker
from hakemus.programme.vocabularies import normal_form
from hakemus.rules.case import Case, at_most_warning, found, rule, severity_of
from hakemus.rules.support import above_rate
from hakemus.values.money import ZERO, total

PLACE = 60

_OF_ITS_OWN = "company-specific-de-minimis"
"""Name of the value that says whether the support for a company's own costs is de minimis aid."""


@rule("group-project.size", "members-fewest", "members-most")
def size(case: Case, fewest: DatedValue, most: DatedValue) -> Iterator[Finding]:
    """A group has no fewer and no more member companies than it may; a company named twice is one."""
    identities = {one.business_id or normal_form(one.name or "") for one in case.application.companies}
    members = len(identities - {""})
    values: dict[str, Any] = {"members": members, "fewest": int(fewest.number), "most": int(most.number)}
    if members < fewest.number:
        yield found("companies", fewest, **values)
    elif members > most.number:
        yield found("companies", most, **values)


@rule("group-project.rate", "support-rate-highest", named=True)
def rate(case: Case, law: DatedValue) -> Iterator[Finding]:
    """The support of a group project is at most the highest rate of its costs."""
    yield from above_rate(case, (limit for limit in case.support_limits("rate") if limit.source is law))


@rule("group-project.administrator", "administrator-outside")
def administrator(case: Case, law: DatedValue) -> Iterator[Finding]:
    """The applicant of a group project administers it from outside: it isn't a member company."""
    applicant = case.application.applicant
    names = [one for one in (applicant.name, applicant.business_id) if one is not None]
    for index, company in enumerate(case.application.companies if law.yes else ()):
        if any(is_company(one, company) for one in names):
            yield found(f"companies[{index}]", law, company=company.name or company.business_id)


@rule("group-project.de-minimis-declaration", "de-minimis.declaration-needed", _OF_ITS_OWN)
def de_minimis_declaration(case: Case, law: DatedValue, _: DatedValue) -> Iterator[Finding]:
    """Every member company declares its earlier de minimis aid, each with its day and amount, or that it had none."""
    for index, company in enumerate(case.application.companies if law.yes else ()):
        name = company.name or company.business_id or str(index + 1)
        if company.earlier_aid_declared is False or not (company.earlier_aid_declared or company.earlier_aid):
            yield found(f"companies[{index}].earlier_aid_declared", law, company=name)
        for place, aid in enumerate(company.earlier_aid):
            for field in ("granted_on", "amount"):
                if getattr(aid, field) is None:
                    path = f"companies[{index}].earlier_aid[{place}].{field}"
                    yield found(path, law, variant="incomplete", company=name)


@rule("costs.company-unknown", "application.itemised-costs")
def company_unknown(case: Case, law: DatedValue) -> Iterator[Finding]:
    """A cost of a company's own names one of the member companies; otherwise it is counted as a joint one."""
    for index in share_costs(case.application.companies, case.costing).unmatched:
        company = case.application.budget.items[index].company
        yield found(f"budget.items[{index}].company", law, company=company)


@rule("de-minimis.ceiling", _OF_ITS_OWN, "de-minimis.largest", "de-minimis.years")
def ceiling(case: Case, own: DatedValue, law: DatedValue, years: DatedValue) -> Iterator[Finding]:
    """The support for a company's own costs, with earlier de minimis aid, stays under the ceiling of its undertaking.

    The ceiling is that of a single undertaking over any period of the law's length; the one looked at ends on the day
    of the check. What falls to it of the support for joint costs, `de-minimis.joint` looks at.
    """
    for room in _rooms(case, years) if own.yes else ():
        if room.aid > law.number:
            length = int(years.number)
            yield found(
                f"companies[{room.companies[0]}].earlier_aid",
                law,
                company=room.name,
                earlier=room.earlier,
                sought=room.sought,
                aid=room.aid,
                largest=law.number,
                room=room.room(law.number),
                years=length,
                since=first_day_of_window(length, case.on),
            )


@rule("de-minimis.joint", "joint-de-minimis", "de-minimis.largest", "de-minimis.years")
def joint(case: Case, law: DatedValue, largest: DatedValue, years: DatedValue) -> Iterator[Finding]:
    """The support for joint measures is de minimis aid to the companies too: each has room for its share.

    How it is shared, the application doesn't say: of a company that has no room for all of it, the room is reported.
    Only if all of them together have too little room, the ceiling is surely passed. A company that is just at its
    ceiling may have no share at all; one that is above it already, `de-minimis.ceiling` looks at.
    """
    companies = case.application.companies
    support = share_costs(companies, case.costing).joint_support
    if not (law.yes and companies):
        return
    rooms = _rooms(case, years)
    left = [max(largest.number - room.aid, ZERO) for room in rooms]
    length = int(years.number)
    values: dict[str, Any] = {"sought": support, "largest": largest.number, "years": length}
    if total(left) < support:
        severity = severity_of(weaker(law.certainty, largest.certainty))
        yield found("companies", law, "too-much", severity, **values, room=total(left))
    since = first_day_of_window(length, case.on)
    for room, own in zip(rooms, left, strict=True):
        if own < support and room.aid <= largest.number:
            path = f"companies[{room.companies[0]}].earlier_aid"
            aid: dict[str, Any] = {"company": room.name, "aid": room.aid, "room": own, "since": since}
            variant, severity = ("", "note") if own else ("no-room", at_most_warning(law))
            yield found(path, law, variant, severity, **values, **aid)


def _rooms(case: Case, years: DatedValue) -> tuple[AidRoom, ...]:
    """Return the de minimis aid of each single undertaking in the years of the law."""
    companies = case.application.companies
    support = [share.support for share in share_costs(companies, case.costing).companies]
    return aid_rooms(companies, support, int(years.number), case.on)
