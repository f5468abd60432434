"""Rules on de minimis aid: each single undertaking stays under its ceiling, with what it had before."""

from collections.abc import Iterator

from hakemus.costing import AidRoom, aid_rooms, first_day_of_window, share_costs
from hakemus.findings import Finding
from hakemus.programme import DatedValue
from hakemus.rules.case import Case, Rule, by_law
from hakemus.rules.group_projects import MEASURES

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


RULES = (
    Rule(
        "de-minimis.ceiling",
        ceiling,
        ("de-minimis.largest", "de-minimis.years", "group-projects.company-specific-de-minimis"),
        MEASURES,
    ),
    Rule("de-minimis.ceiling", agriculture, (_AGRICULTURE, "de-minimis.years"), (_FARMS,)),
)
