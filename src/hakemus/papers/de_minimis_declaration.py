"""The declaration of a company's earlier de minimis aid: the aid, what it comes to, and the room under the ceiling.

It is made once a company. What the project itself would add is not in it: that is counted from the budget of all.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from hakemus.costing import aid_rooms, first_day_of_window
from hakemus.model import Application, Company
from hakemus.papers.layout import Column, Field, Frame, Page, Total
from hakemus.papers.paper import Content, Document, Subject, one_a_company
from hakemus.papers.presentation import present
from hakemus.papers.shared import NOBODY_NAMED, caveats, shown_law
from hakemus.programme import DatedValue
from hakemus.values.money import ZERO

_CEILING, _YEARS = "de-minimis.largest", "de-minimis.years"
_WORDS = "documents.de-minimis-declaration"


def _shown(subject: Subject, content: Content) -> Mapping[str, Any]:
    words, programme, day = subject.words, subject.programme, subject.day_of_law
    company = next(iter(subject.application.companies), Company())
    nobody = Application(companies=(Company(),))
    shown = content["companies"] or present(nobody, words, programme, ("companies",))["companies"]
    years = int(programme.number(_YEARS, day))
    earlier: Decimal | None = None  # while nobody has said anything of it
    if company.earlier_aid or company.earlier_aid_declared:
        (room,) = aid_rooms((company,), (ZERO,), years, day)
        earlier = room.earlier
    since = {"since": first_day_of_window(years, day)}
    rooms = shown_law(subject, (_CEILING,))
    for row in rooms:
        ceiling = programme.parameter(_CEILING).entry_on(day)
        row["left"] = ""
        row["provision"] = ceiling.reference.title.text(words.language)  # the act; its section names others
        if earlier is not None and isinstance(ceiling, DatedValue):
            row["left"] = words.money(max(ceiling.number - earlier, ZERO))
    return {
        "company": shown[0],
        "declaration": {
            **{key: words.message(f"{_WORDS}.{key}", since) for key in ("none", "counted")},
            "earlier": "" if earlier is None else words.money(earlier),
            "has_none": bool(company.earlier_aid_declared) and not company.earlier_aid,
            "has_some": bool(company.earlier_aid),
            "text": words.message(f"{_WORDS}.text"),
            "rooms": rooms,
            "caveat": caveats(rooms),
        },
        "signature_places": [NOBODY_NAMED],
    }


def _lay_out(page: Page) -> None:
    own, term = "de-minimis-declaration", "companies.earlier_aid"
    page.title("{{ company.name }}")
    page.heading(1, f"{own}.company")
    names, whole = ("name", "business_id", "municipality", "industry"), "single_undertaking"
    page.fields(
        *(Field(f"company.{name}", f"companies.{name}") for name in names),
        Field(f"company.{whole}", f"companies.{whole}", when=f"company.{whole}"),
        "project.name",
        "leader_group",
        description=f"{own}.describe-company",
    )
    page.heading(1, term)
    page.intro(f"{own}.whole-undertaking")
    page.checkbox_line("{{ declaration.none }}", checked="declaration.has_none")
    page.checkbox_line(f"{own}.some", checked="declaration.has_some")
    page.rows(
        "aid in company.earlier_aid",
        Column("aid.granted_on", 28, title=f"{term}.granted_on"),
        Column("aid.granted_by", 48, title=f"{term}.granted_by"),
        Column("aid.purpose", title=f"{term}.purpose"),
        Column("aid.amount", 34, "right", title=f"{term}.amount"),
        totals=[Total("{{ declaration.counted }}", ["declaration.earlier"])],
        description=f"{own}.describe-aid",
        when_empty="table.none",
    )
    page.heading(1, f"{own}.room")
    page.text(f"{own}.of-the-project")
    page.rows(
        "row in declaration.rooms",
        Column("row.label", 40, title="law.label"),
        Column("row.provision", title="law.provision"),
        Column("row.value", 36, "right", title=f"{own}.ceiling"),
        Column("row.left", 32, "right", title=f"{own}.left"),
        description=f"{own}.describe-room",
    )
    page.heading(1, "heading.declaration")
    with page.kept_together():
        page.text("{{ declaration.text }}")
    page.signatures()


def _remarks(subject: Subject) -> Iterator[str]:
    yield subject.words.message("documents.remark.declaration")
    yield caveats(shown_law(subject, (_CEILING,)))


DOCUMENT = Document(
    "de-minimis-declaration",
    60,
    _shown,
    _lay_out,
    Frame(sender="{{ company.name }}"),
    carries=("date", "leader_group", "classification", "project", "companies"),
    asked_for=lambda case: bool(case.application.companies),
    items=one_a_company,
    remarks=_remarks,
)
