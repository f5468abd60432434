"""What many papers show: values of the law, the parties, what the group has set, and parts of a layout."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hakemus.papers.layout import Column, Field, Page
from hakemus.papers.paper import Content, Subject
from hakemus.programme import DatedValue, Label, Parameter, Programme, Reference
from hakemus.support import stated_kinds
from hakemus.texts import Wording
from hakemus.word import Prose

# Values of the law on a paper: label, value as it is printed, provision, and what is unsure of it.

_NO_PROVISION = "–"


def shown_law(subject: Subject, paths: Sequence[str]) -> list[dict[str, str]]:
    """Return the parameters of these paths as the paper's day has them: label, value, provision and caveat.

    Where the law gives no value on the day, the value says why; what the programme doesn't know at all is left out.
    A provision is that of the law or the authority: no paper refers whoever reads it to another group's page.
    """
    words, programme = subject.words, subject.programme
    rows: list[dict[str, str]] = []
    for parameter in filter(None, map(programme.find, paths)):
        entry = parameter.entry_on(subject.day_of_law)
        if isinstance(entry, DatedValue):
            value, unsure = written_value(entry, parameter, words, programme), caveat(entry, words)
        else:
            value, unsure = words.message(f"lookup.standing.{entry.kind}"), ""
        label = parameter.label.text(words.language)
        provision = short_provision(entry.reference, words) if entry.certainty == "A" else _NO_PROVISION
        rows.append({"label": label, "value": value, "provision": provision, "caveat": unsure})
    return rows


def law_content(subject: Subject, paths: Sequence[str]) -> dict[str, Any]:
    """Return what `lay_out_law` shows of these parameters: their rows, their caveats, whether any has a provision."""
    rows = shown_law(subject, paths)
    has_provisions = any(row["provision"] != _NO_PROVISION for row in rows)
    return {"law": rows, "caveat": caveats(rows), "has_provisions": has_provisions}


def lay_out_law(page: Page, place: str, heading: str) -> None:
    """Add, under a heading, the values of the law that are under `place`, with their provisions if there are any."""
    label, value = Column("row.label", title="law.label"), Column("row.value", 34, title="law.value")
    provision = Column("row.provision", 62, title="law.provision")
    for columns, condition in (((label, value, provision), ""), ((label, value), "not ")):
        with page.when(f"{condition}{place}.has_provisions"):
            page.heading(1, heading)
            page.rows(f"row in {place}.law", *columns, kept="with-next", description="law.describe")


def short_provision(reference: Reference, words: Wording) -> str:
    """Return a provision in as few words as it is known by."""
    return f"{reference.short_title(words.language)}, {reference.section.text(words.language)}"


def written_value(value: DatedValue, parameter: Parameter, words: Wording, programme: Programme) -> str:
    """Return a value of the law in words: money, per cent, a day, a text, or a number with its unit.

    >>> from hakemus.texts import wording
    >>> from hakemus.programme import programme_on
    >>> law, day = programme_on(date(2024, 3, 1)), date(2024, 3, 1)
    >>> parameter = law.parameter("in-kind.age-youngest")
    >>> written_value(parameter.on(day), parameter, wording("en"), law)
    '15 years'
    """
    values = value.value if isinstance(value.value, tuple) else (value.value,)
    written = [_value_text(one, parameter, words, programme) for one in values]
    return words.list(written) if isinstance(value.value, tuple) else written[0]


def caveat(value: DatedValue, words: Wording) -> str:
    """Return what is unsure of a value: its note, and that no source confirms it where that is so."""
    unsure = words.message(f"report.certainty-{value.certainty}") if value.certainty == "C" else ""
    note = value.note.text(words.language) if value.note is not None else ""
    return " ".join(part for part in (f"{unsure[:1].upper()}{unsure[1:]}." if unsure else "", note) if part)


def caveats(rows: Sequence[Mapping[str, str]]) -> str:
    """Return what is unsure of the values of a paper, each under its label.

    >>> caveats([{"label": "Juliste", "caveat": "Kysy."}, {"label": "Raja", "caveat": ""}])
    'Juliste: Kysy.'
    """
    return " ".join(f"{row['label']}: {row['caveat']}" for row in rows if row["caveat"])


def _value_text(value: object, parameter: Parameter, words: Wording, programme: Programme) -> str:
    if isinstance(value, Label):
        return value.text(words.language)
    if isinstance(value, bool):
        return words.yes_no(value)
    if isinstance(value, date):
        return words.day(value)
    if not isinstance(value, Decimal):
        labels = programme.vocabularies_by_name.get(parameter.vocabulary)
        return labels.label(str(value), words.language) if labels is not None else str(value)
    if parameter.unit == "EUR":
        return words.money(value)
    if parameter.unit == "per cent":
        return words.percent(value)
    key = parameter.unit.replace(" ", "-").replace("/", "-")
    return f"{words.number(value)} {words.message(f'lookup.unit.{key}')}"


NOBODY_NAMED = {"name": "", "position": ""}
"""Who signs where nobody is named: the place is left empty."""


def signature_places(content: Content) -> list[Any]:
    """Return the places for the applicant's signatories to sign."""
    return content["applicant"]["signatories"] or [NOBODY_NAMED]


def ended(texts: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """Return texts, the last of those that are named kept with what follows: signatures are not alone on a page."""
    last = next((name for name in reversed(names) if texts[name]), None)
    return {**texts} if last is None else {**texts, last: replace(texts[last], kept="end")}


def ended_answers(answers: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the answers to the group's own questions, the last one kept with what follows."""
    return [*answers[:-1], *(ended(one, ["answer"]) for one in answers[-1:])]


def parties(subject: Subject, content: Content) -> list[dict[str, Any]]:
    """Return the parties of an agreement: the applicant, then the partners, each with places to sign.

    One without a name is called by its number, and has a place to sign all the same.
    """
    applicant = {
        **content["applicant"],
        "role": Prose(subject.words.term("applicant")),
        "contact_person": content["contact_person"]["name"],
        "email": content["contact_person"]["email"],
    }
    return [
        {
            **{key: party[key] for key in ("name", "business_id", "role", "contact_person", "email")},
            "title": party["name"] or subject.words.message("documents.table.party", {"number": place}),
            "signature_places": party["signatories"] or [NOBODY_NAMED],
        }
        for place, party in enumerate((applicant, *content["partners"]), start=1)
    ]


# What a Leader group has set, as a paper says it.


def rate_of_the_group(subject: Subject) -> str:
    """Return the support rate that the Leader group sets for the project; several as long as a fact is missing."""
    group, case, words = subject.group, subject.case, subject.words
    if group is None or case.measure is None:
        return ""
    kinds = stated_kinds(subject.application.classification)
    rates = group.rates_for(case.measure.key, case.costing.total_costs, case.on, kinds, case.facts)
    texts: list[str] = []
    for rate in rates:
        ends = [one for one in (rate.percent_from, rate.percent) if one is not None]
        text = "–".join(map(words.percent, ends))
        text = " ".join(filter(None, (text, words.message(_CASE_BY_CASE) if rate.case_by_case else "")))
        condition = rate.condition.text(words.language) if rate.condition is not None else ""
        texts.append(f"{text} ({condition})" if condition else text)
    return "; ".join(texts)


def office_of(subject: Subject) -> str:
    """Return the authority that decides: on a national project the law's, otherwise that of the group's data."""
    group, case = subject.group, subject.case
    national = case.national_office(case.on)
    if national is not None:
        return national[1].text(subject.words.language)
    key = "" if case.measure is None else case.measure.key
    office = None if group is None else group.office(case.on, key, case.facts)
    return "" if office is None else office.name.text(subject.words.language)


_CASE_BY_CASE = "documents.checklist.case-by-case"


# How they are laid out.

PERIOD = Field(
    "{{ project.start_date }}{% if project.start_date or project.end_date %}–{% endif %}{{ project.end_date }}",
    "table.time",
)
"""When the project is carried out; without either day it is empty."""

CLASSIFICATION = (
    "programme",
    "project_number",
    "is_leader_project",
    "rural_type",
    "measure",
    "sub_measure",
    "measure_type",
    "measure_specification",
    "project_nature",
    "specific_objective",
)
"""The classes of a project in the order in which the register prints them."""

KINDS = tuple(
    f"classification.{name}"
    for name in ("investment_kind", "investment_theme", "benefit", "smart_village_plan", "several_villages")
)
"""What decides the support rate of a project, each where the application says it."""

ANNEXES = (
    Column("annex.kind", 49),
    Column("annex.title"),
    Column("annex.state", 23),
    Column(
        "{{ annex.responsible }}{% if annex.due_date %} {{ annex.due_date }}{% endif %}",
        24,
        title="table.who-and-when",
    ),
    Column("annex.file", 37),
)
"""The columns of a table of the annexes, each as wide as the longest word it is known to hold."""

ROOM_FOR_EMAIL = 12
"""How much wider than a name and a telephone number a position and an e-mail address are, in millimetres."""

PERSON_LABEL = 22
"""How wide the labels next to a person's contact details are, in millimetres."""


def lay_out_person(page: Page, role: str) -> None:
    """Add a person's contact details under a caption."""
    page.fields_in_pairs(
        *(f"{role}.{key}" for key in ("name", "position", "phone", "email")),
        description="describe.person",
        caption=role,
        label_width_mm=PERSON_LABEL,
        wider_by_mm=ROOM_FOR_EMAIL,
    )


def lay_out_partners(page: Page) -> None:
    """Add the partners with their roles."""
    page.rows(
        "partner in partners",
        Column("partner.name", 36),
        Column("partner.business_id", 22),
        Column("partner.role", prose=True),
        Column("{{ partner.contact_person }}{% if partner.email %}, {{ partner.email }}{% endif %}", 64),
        description="describe.partners",
        when_empty="table.none",
    )


def lay_out_parties(page: Page) -> None:
    """Add the parties with their roles and contact persons."""
    page.heading(1, "heading.parties")
    page.rows(
        "party in parties",
        Column("party.title", 36, title="table.party-name"),
        Column("party.business_id", 21, title="partners.business_id"),
        Column("party.role", title="partners.role", prose=True),
        Column(
            "{{ party.contact_person }}{% if party.contact_person and party.email %}, {% endif %}"
            "{{ party.email }}",
            64,
            title="partners.contact_person",
        ),
        description="describe.parties",
    )


def lay_out_project(page: Page, *, with_time: bool = False) -> None:
    """Add which project it is, and when it is carried out where that is asked."""
    number = "classification.project_number"
    page.heading(1, "heading.about-project")
    page.fields(
        "project.name",
        "classification.measure",
        Field(number, when=number),
        "leader_group",
        *([PERIOD] if with_time else []),
        description="describe.about-project",
    )


def lay_out_applicant_and_project(page: Page) -> None:
    """Add who applies, to which group, and when the project is carried out: what an annex is an annex to."""
    page.heading(1, "heading.applicant")
    page.fields(
        "applicant.name",
        Field("applicant.business_id", when="applicant.business_id"),
        "leader_group",
        PERIOD,
        description="describe.summary",
    )


def lay_out_preparation(page: Page, *, funded_before: bool = False) -> None:
    """Add what a preparatory project prepares, and what was funded before where that is asked."""
    before = "preparation.funded_before"
    page.fields(
        "preparation.prepares",
        Field("preparation.development_target", prose=True),
        *([Field(before, when=before)] if funded_before else []),
        description="describe.preparation",
    )


def lay_out_topics(page: Page, part: str, names: Sequence[str]) -> None:
    """Add each long text of a part under a heading; one that is missing is left out."""
    for name in names:
        with page.when(f"{part}.{name}"):
            page.heading(1, f"{part}.{name}")
            page.prose(f"{part}.{name}")


def lay_out_signatures_of_parties(page: Page) -> None:
    """Add the places of every party to sign."""
    page.heading(1, "heading.agreement-signatures")
    with page.each("party in parties"):
        page.caption("{{ party.title }}")
        page.signatures("party.signature_places")
