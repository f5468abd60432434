"""Rules of company and farmer group projects: their size, support, administrator and members."""

from collections.abc import Iterator

from hakemus.costing import AidRoom, aid_rooms, first_day_of_window, is_company, share_costs, support_limits
from hakemus.findings import Finding
from hakemus.model import Applicant, Company
from hakemus.programme import DatedValue
from hakemus.programme.vocabularies import normal_form
from hakemus.rules.case import Case, Rule, by_law

MEASURES = ("company-group", "farmer-group")


def size(case: Case) -> Iterator[Finding]:
    """A group has no fewer and no more member companies than it may; a company told twice is one."""
    members = len({_identity(company) for company in case.application.companies if _identity(company)})
    fewest, most = case.law("group-projects.members-fewest"), case.law("group-projects.members-most")
    values = {"members": members, "fewest": int(fewest.number), "most": int(most.number)}
    if members < fewest.number:
        yield by_law("group-project.size", "companies", fewest, values)
    elif members > most.number:
        yield by_law("group-project.size", "companies", most, values)


def rate(case: Case) -> Iterator[Finding]:
    """The support of a group project is at most the highest rate of its costs."""
    if case.measure is None:
        return
    law, costing = case.law("group-projects.support-rate-highest"), case.costing
    for limit in support_limits(costing, case.measure, case.on):
        if limit.kind == "rate" and costing.leader_support > limit.largest:
            values = {
                "rate": costing.support_rate,
                "highest": limit.value,
                "sought": costing.leader_support,
                "largest": limit.largest,
            }
            yield by_law("group-project.rate", "budget.financing.leader_support", law, values)


def administrator(case: Case) -> Iterator[Finding]:
    """The applicant of a group project administers it from outside: it is none of the member companies."""
    law = case.law("group-projects.administrator-outside")
    for index, company in enumerate(case.application.companies):
        if law.yes and _is_applicant(case.application.applicant, company):
            values = {"company": company.name or company.business_id}
            yield by_law("group-project.administrator", f"companies[{index}]", law, values)


def de_minimis_declaration(case: Case) -> Iterator[Finding]:
    """Every member company declares its earlier de minimis aid, each with its day and amount, or that it had none."""
    law = case.law("de-minimis.declaration-needed")
    if not law.yes:
        return
    rule = "group-project.de-minimis-declaration"
    for index, company in enumerate(case.application.companies):
        values = {"company": company.name or company.business_id or str(index + 1)}
        if company.earlier_aid_declared is False or not (company.earlier_aid_declared or company.earlier_aid):
            yield by_law(rule, f"companies[{index}].earlier_aid_declared", law, values)
        for place, aid in enumerate(company.earlier_aid):
            for name in ("granted_on", "amount"):
                if getattr(aid, name) is None:
                    path = f"companies[{index}].earlier_aid[{place}].{name}"
                    yield by_law(rule, path, law, values, "incomplete")


def company_unknown(case: Case) -> Iterator[Finding]:
    """A cost of a company's own names one of the member companies; otherwise it is counted as a joint one."""
    law = case.law("application.itemised-costs")
    for index in share_costs(case.application.companies, case.costing).unmatched:
        values = {"company": case.application.budget.items[index].company}
        yield by_law("costs.company-unknown", f"budget.items[{index}].company", law, values)


def _identity(company: Company) -> str:
    return company.business_id or normal_form(company.name or "")


def _is_applicant(applicant: Applicant, company: Company) -> bool:
    names = [name for name in (applicant.name, applicant.business_id) if name is not None]
    return any(is_company(name, company) for name in names)


RULES = (
    Rule(
        "group-project.size",
        size,
        ("group-projects.members-fewest", "group-projects.members-most"),
        MEASURES,
    ),
    Rule("group-project.rate", rate, ("group-projects.support-rate-highest",), MEASURES),
    Rule("group-project.administrator", administrator, ("group-projects.administrator-outside",), MEASURES),
    Rule(
        "group-project.de-minimis-declaration",
        de_minimis_declaration,
        ("de-minimis.declaration-needed",),
        MEASURES,
    ),
    Rule("costs.company-unknown", company_unknown, ("application.itemised-costs",)),
)


# Rules on de minimis aid: each single undertaking stays under its ceiling, with what it had before.

_FARMS = "farmer-group"
_AGRICULTURE = "de-minimis.agriculture-largest"


def ceiling(case: Case) -> Iterator[Finding]:
    """The support for a company's own costs, with earlier de minimis aid, stays under the ceiling of its undertaking.

    The ceiling is that of a single undertaking over any period of the law's length; the one looked at ends on the day
    of the check. Only the support for company-specific costs is de minimis aid.
    """
    if not case.law("group-projects.company-specific-de-minimis").yes:
        return
    law = case.law("de-minimis.largest")
    for room in _rooms(case):
        if room.aid > law.number:
            yield _over(case, law, room)


def agriculture(case: Case) -> Iterator[Finding]:
    """The aid to a farm's primary production has a lower ceiling of its own, which no source confirms."""
    parameter = case.programme.parameter(_AGRICULTURE)
    standing = parameter.standing(case.on)
    for room in _rooms(case):
        if standing == "set":
            law = parameter.on(case.on)
            if room.aid > law.number:
                yield _over(case, law, room, "agriculture")
        elif room.aid > 0:
            entry, path = parameter.entry_on(case.on), _path(room)
            values = {"company": room.name}
            yield Finding(
                "de-minimis.ceiling",
                "note",
                path,
                values,
                entry.reference,
                "agriculture-unknown",
                entry.certainty,
            )


def _rooms(case: Case) -> tuple[AidRoom, ...]:
    companies = case.application.companies
    support = [share.support for share in share_costs(companies, case.costing).companies]
    return aid_rooms(companies, support, int(case.law("de-minimis.years").number), case.on)


def _over(case: Case, law: DatedValue, room: AidRoom, variant: str = "") -> Finding:
    years = int(case.law("de-minimis.years").number)
    values = {
        "company": room.name,
        "earlier": room.earlier,
        "sought": room.sought,
        "aid": room.aid,
        "largest": law.number,
        "room": room.room(law.number),
        "years": years,
        "since": first_day_of_window(years, case.on),
    }
    return by_law("de-minimis.ceiling", _path(room), law, values, variant)


def _path(room: AidRoom) -> str:
    return f"companies[{room.companies[0]}].earlier_aid"


RULES_DE_MINIMIS = (
    Rule(
        "de-minimis.ceiling",
        ceiling,
        ("de-minimis.largest", "de-minimis.years", "group-projects.company-specific-de-minimis"),
        MEASURES,
    ),
    Rule("de-minimis.ceiling", agriculture, (_AGRICULTURE, "de-minimis.years"), (_FARMS,)),
)
