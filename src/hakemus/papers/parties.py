"""What many papers show: the applicant, its partners and persons, the project, the annexes, the places to sign."""

from collections.abc import Sequence
from typing import Any

from hakemus.papers.layout import Column, Field, Page
from hakemus.papers.paper import Content, Subject
from hakemus.word import Prose

NOBODY_NAMED = {"name": "", "position": ""}
"""Who signs where nobody is named: the place is left empty."""


def signature_places(content: Content) -> list[Any]:
    """Return the places for the applicant's signatories to sign."""
    return content["applicant"]["signatories"] or [NOBODY_NAMED]


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
        "applicant.name", "applicant.business_id", "leader_group", PERIOD, description="describe.summary"
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
