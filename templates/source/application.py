"""The application's source: all its data, the declaration and the signatures."""

import sections
from builder import Paper
from tables import Band, Column, Field
from wording import Words

_COMPANY = (
    "{{ company.name }}{% if company.single_undertaking %} ({{ company.single_undertaking }}){% endif %}"
)


def build(words: Words) -> bytes:
    """Return the template of the application."""
    paper = Paper(language=words.language, kind_label=words.kind("application"))
    with paper.when("form"):
        paper.title("{{ form }}")
        paper.guidance("how")
    with paper.when("not form"):
        paper.title("{{ project.name }}")
    paper.intro(words.intro("filing"))
    _application(paper, words)
    _applicant(paper, words)
    _project(paper, words)
    _participants(paper, words)
    paper.heading(1, words.heading("plan"))
    paper.guidance("plan")
    sections.plan(paper, words, 2, guided=True)
    _money(paper, words)
    _annexes(paper, words)
    sections.group_answers(paper, words, 1, guided=True)
    _declaration(paper, words)
    return paper.save()


def _application(paper: Paper, words: Words) -> None:
    paper.heading(1, words.heading("application"))
    paper.fields(
        [
            words.field("classification.measure"),
            words.field("leader_group"),
            words.field("date"),
            words.field("language"),
            words.field("budget.financing.leader_support"),
            words.field("budget.financing.support_rate", when="budget.financing.support_rate"),
        ],
        description=words.describe("application"),
    )


def _applicant(paper: Paper, words: Words) -> None:
    paper.heading(1, words.heading("applicant"))
    paper.guidance("applicant")
    names = ("register_number", "legal_form", "body_law")
    contacts = ("municipality", "email", "phone", "website", "vat_liability")
    address = (
        "{{ applicant.address.street }}{% if applicant.address.street %}, {% endif %}"
        "{{ applicant.address.postal_code }} {{ applicant.address.post_office }}"
    )
    paper.fields(
        [
            words.field("applicant.name"),
            words.field("applicant.business_id", when="not form or applicant.business_id"),
            *(words.field(f"applicant.{name}") for name in names),
            (words.term("applicant.address"), address),
            *(words.field(f"applicant.{name}") for name in contacts),
            words.field("applicant.vat_account", prose=True, when="applicant.vat_account"),
            words.field("applicant.iban"),
            words.field("applicant.is_leader_group", when="applicant.is_leader_group"),
            words.field(
                "applicant.is_regional_village_association", when="applicant.is_regional_village_association"
            ),
            words.field("applicant.signing_rule"),
        ],
        description=words.describe("applicant"),
    )
    paper.rows(
        loop="signatory in applicant.signatories",
        columns=[
            Column(words.term("applicant.signatories.name"), "signatory.name"),
            Column(words.term("applicant.signatories.position"), "signatory.position", 85),
        ],
        caption=words.heading("signatories"),
        guidance="applicant.signatories",
        description=words.describe("signatories"),
        when_empty=words.table("none"),
    )
    sections.person(paper, words, "responsible_person")
    sections.person(paper, words, "contact_person")


def _project(paper: Paper, words: Words) -> None:
    paper.heading(1, words.heading("project"))
    paper.guidance("classification")
    paper.fields(
        [
            words.field("project.name"),
            words.field("project.start_date"),
            words.field("project.end_date"),
            *(_classified(words, name) for name in sections.CLASSIFICATION),
            words.field("classification.state", when="classification.state"),
        ],
        description=words.describe("project"),
    )
    with paper.when("project.public_description"):
        paper.heading(2, words.term("project.public_description"))
        paper.guidance("project.public_description")
        paper.prose("project.public_description")
    with paper.when("project.news"):
        paper.heading(2, words.term("project.news"))
        paper.prose("project.news")
    with paper.when("project.contacts"):
        paper.heading(2, words.term("project.contacts"))
        paper.prose("project.contacts")


def _classified(words: Words, name: str) -> Field:
    path = f"classification.{name}"
    return words.field(path, when=f"not form or {path}" if name == "project_number" else "")


def _participants(paper: Paper, words: Words) -> None:
    paper.heading(1, words.heading("partners"))
    paper.guidance("partners")
    sections.partners(paper, words)
    with paper.when("companies"):
        paper.heading(1, words.heading("companies"))
        paper.guidance("companies")
        paper.rows(
            loop="company in companies",
            columns=[
                Column(words.term("companies.name"), _COMPANY),
                Column(words.term("companies.business_id"), "company.business_id", 22),
                Column(words.term("companies.municipality"), "company.municipality", 28),
                Column(words.term("companies.industry"), "company.industry", 34),
                Column(words.term("companies.earlier_aid_declared"), "company.earlier_aid_declared", 36),
            ],
            description=words.describe("companies"),
        )
        paper.rows(
            loop="aid in company.earlier_aid",
            columns=[
                Column(words.term("companies.earlier_aid.granted_on"), "aid.granted_on", 28),
                Column(words.term("companies.earlier_aid.granted_by"), "aid.granted_by", 44),
                Column(words.term("companies.earlier_aid.purpose"), "aid.purpose"),
                Column(words.term("companies.earlier_aid.amount"), "aid.amount", 32, "right"),
            ],
            band=Band("company in companies", "{{ company.name }}", when_empty=words.table("none")),
            caption=words.heading("earlier-aid"),
            guidance="companies.earlier_aid",
            description=words.describe("earlier-aid"),
        )
    with paper.when("preparation.prepares or preparation.development_target or preparation.funded_before"):
        paper.heading(1, words.heading("preparation"))
        paper.guidance("preparation")
        sections.preparation(paper, words)


def _money(paper: Paper, words: Words) -> None:
    paper.heading(1, words.heading("costs-and-financing"))
    paper.heading(2, words.heading("cost-basis"))
    sections.cost_basis(paper, words)
    with paper.when("budget.items"):
        paper.heading(2, words.heading("costs-by-item"))
        paper.guidance("budget.items")
        item_rows(paper, words)
    with paper.when("not form"):
        paper.heading(2, words.heading("costs-by-year"))
        sections.costs_by_year(paper, words)
    with paper.when("companies and not form"):
        paper.heading(2, words.heading("company-costs"))
        sections.company_costs(paper, words)
    with paper.when("budget.in_kind_work"):
        paper.heading(2, words.heading("in-kind"))
        paper.guidance("budget.in_kind_work")
        sections.in_kind_work(paper, words)
    with paper.when("budget.income"):
        paper.heading(2, words.heading("income"))
        paper.guidance("budget.income")
        sections.income(paper, words)
    with paper.when("not form or budget.financing.private or budget.financing.other_public"):
        paper.heading(2, words.heading("financing"))
        paper.guidance("budget.financing")
        sections.financing(paper, words, fillable=True)
    with paper.when("budget.price_evidence"):
        paper.heading(2, words.heading("price-evidence"))
        paper.guidance("budget.price_evidence")
        price_evidence(paper, words)


def item_rows(paper: Paper, words: Words) -> None:
    """Add every cost item in the order of the file."""
    paper.rows(
        loop="item in budget.items",
        columns=[
            Column(words.term("budget.items.category"), "item.category", 28),
            Column(words.term("budget.items.description"), sections.DESCRIPTION),
            Column(words.term("budget.items.year"), "item.year", 13),
            Column(words.term("budget.items.quantity"), QUANTITY, 26, "right"),
            Column(words.table("unit-price"), "item.unit_price", 25, "right"),
            Column(words.term("budget.items.amount"), "item.amount", 28, "right"),
        ],
        description=words.describe("items"),
    )


QUANTITY = "{{ item.quantity }}{% if item.unit %} {{ item.unit }}{% endif %}"


def price_evidence(paper: Paper, words: Words) -> None:
    """Add how the price of each purchase was made sure of."""
    term = "budget.price_evidence"
    with paper.each("evidence in budget.price_evidence"):
        paper.rows(
            loop="offer in evidence.offers",
            columns=[
                Column(words.term(f"{term}.offers.supplier"), "offer.supplier"),
                Column(words.term(f"{term}.offers.amount"), "offer.amount", 34, "right"),
            ],
            caption=words.table("offers"),
            description=words.describe("offers"),
            when_empty=words.table("none"),
            kept="with-next",
        )
        paper.fields(
            [
                words.field(f"{term}.chosen_supplier").of("evidence.chosen_supplier"),
                words.field(f"{term}.reason", prose=True).of("evidence.reason"),
            ],
            caption=words.term(f"{term}.chosen_supplier"),
            description=words.describe("price-evidence"),
        )


def _annexes(paper: Paper, words: Words) -> None:
    with paper.when("annexes"):
        paper.heading(1, words.heading("annexes"))
        paper.guidance("annexes")
        paper.rows(
            loop="annex in annexes",
            columns=sections.annexes(words),
            description=words.describe("annexes"),
        )


def _declaration(paper: Paper, words: Words) -> None:
    paper.heading(1, words.heading("declaration"))
    with paper.kept_together():
        paper.text(words.declaration())
        paper.intro(words.intro("declaration-ours"))
    sections.signatures(paper, words)
