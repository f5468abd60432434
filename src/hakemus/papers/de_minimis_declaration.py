"""The declaration of a company's earlier de minimis aid: the aid, what it comes to, and the room under the ceiling.

It is made once a company. What the project itself would add is not in it: that is counted from the budget of all.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hakemus.costing import aid_rooms, first_day_of_window
from hakemus.model import Application, Company
from hakemus.papers.law import caveats, shown_law
from hakemus.papers.layout import Column, Field, Frame, Page, Total
from hakemus.papers.paper import Content, Document, Subject, one_a_company
from hakemus.papers.parties import NOBODY_NAMED
from hakemus.papers.presentation import present
from hakemus.programme import DatedValue
from hakemus.rules import Case
from hakemus.values.money import ZERO

_CEILING, _YEARS = "de-minimis.largest", "de-minimis.years"
_OF_FARMS = "de-minimis.agriculture-largest"
_WORDS = "documents.de-minimis-declaration"


def _asked_for(case: Case) -> bool:
    return bool(case.application.companies)


def _add(subject: Subject, content: Content) -> Mapping[str, Any]:
    companies = (
        content["companies"]
        or present(Application(companies=(Company(),)), subject.words, subject.programme, ("companies",))[
            "companies"
        ]
    )
    return {
        "company": companies[0],
        "declaration": {**_aid(subject), **_rooms(subject)},
        "signature_places": [NOBODY_NAMED],
    }


def _aid(subject: Subject) -> Mapping[str, Any]:
    """Return since when aid counts, what was declared of it, and its sum: nothing while nobody has declared any."""
    words, company, earlier = subject.words, _company(subject), _earlier(subject)
    since = {"since": first_day_of_window(_years(subject), subject.day_of_law)}
    return {
        **{key: words.message(f"{_WORDS}.{key}", since) for key in ("none", "counted")},
        "earlier": "" if earlier is None else words.money(earlier),
        "has_none": bool(company.earlier_aid_declared) and not company.earlier_aid,
        "has_some": bool(company.earlier_aid),
        "text": words.message(f"{_WORDS}.text"),
    }


def _rooms(subject: Subject) -> Mapping[str, Any]:
    """Return the ceilings with what they leave; that of primary production only where farms are members."""
    measure = subject.measure
    farms = (_OF_FARMS,) if measure is not None and measure.entry.flag("farms") else ()
    paths = (_CEILING, *farms)
    rows = shown_law(subject, paths)
    left = [_left(path, subject) for path in paths]
    return {
        "rooms": [{**row, "left": room} for row, room in zip(rows, left, strict=True)],
        "caveat": caveats(rows),
    }


def _left(path: str, subject: Subject) -> str:
    """Return what a ceiling leaves; nothing while the earlier aid or the ceiling is not known."""
    entry, earlier = subject.programme.parameter(path).entry_on(subject.day_of_law), _earlier(subject)
    if earlier is None or not isinstance(entry, DatedValue):
        return ""
    return subject.words.money(max(entry.number - earlier, ZERO))


def _earlier(subject: Subject) -> Decimal | None:
    company = _company(subject)
    if not company.earlier_aid and not company.earlier_aid_declared:
        return None
    (room,) = aid_rooms((company,), (ZERO,), _years(subject), subject.day_of_law)
    return room.earlier


def _company(subject: Subject) -> Company:
    return next(iter(subject.application.companies), Company())


def _years(subject: Subject) -> int:
    return int(subject.programme.number(_YEARS, subject.day_of_law))


def _lay_out(page: Page) -> None:
    own, term = "de-minimis-declaration", "companies.earlier_aid"
    page.title("{{ company.name }}")
    page.heading(1, f"{own}.company")
    names = ("name", "business_id", "municipality", "industry", "single_undertaking")
    page.fields(
        [*(Field(f"company.{name}", f"companies.{name}") for name in names), "project.name", "leader_group"],
        description=f"{own}.describe-company",
    )
    page.heading(1, term)
    page.intro(f"{own}.whole-undertaking")
    page.checkbox_line("{{ declaration.none }}", checked="declaration.has_none")
    page.checkbox_line(f"{own}.some", checked="declaration.has_some")
    page.rows(
        "aid in company.earlier_aid",
        [
            Column("aid.granted_on", 28, title=f"{term}.granted_on"),
            Column("aid.granted_by", 48, title=f"{term}.granted_by"),
            Column("aid.purpose", title=f"{term}.purpose"),
            Column("aid.amount", 34, "right", title=f"{term}.amount"),
        ],
        totals=[Total("{{ declaration.counted }}", ["declaration.earlier"])],
        description=f"{own}.describe-aid",
        when_empty="table.none",
    )
    page.heading(1, f"{own}.room")
    page.text(f"{own}.of-the-project")
    with page.when("declaration.caveat"):
        page.text("{{ declaration.caveat }}")
    page.rows(
        "row in declaration.rooms",
        [
            Column("row.label", 40, title="law.label"),
            Column("row.provision", title="law.provision"),
            Column("row.value", 36, "right", title=f"{own}.ceiling"),
            Column("row.left", 32, "right", title=f"{own}.left"),
        ],
        description=f"{own}.describe-room",
    )
    page.heading(1, "heading.declaration")
    with page.kept_together():
        page.text("{{ declaration.text }}")
        page.intro("intro.declaration-ours")
    page.signatures()


DOCUMENT = Document(
    "de-minimis-declaration",
    60,
    _add,
    _lay_out,
    Frame(sender="{{ company.name }}"),
    carries=("date", "leader_group", "classification", "project", "companies"),
    asked_for=_asked_for,
    items=one_a_company,
)
