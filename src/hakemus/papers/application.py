"""The application: all its data, the declaration and the signatures.

Its template is the form too: `form` is then the form's title, and `guidance` says what to write.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from hakemus.case import Case
from hakemus.model.parties import Person
from hakemus.papers.layout import Band, Column, Field, Page
from hakemus.papers.money import caveat_of, company_shares, costs, counted_budget, financing, lay_out_money
from hakemus.papers.paper import Content, Document, Subject, is_brief
from hakemus.papers.presentation import GUIDED, NO_GUIDANCE
from hakemus.papers.project_plan import PREPARATION, lay_out_group_answers, lay_out_plan, shown_plan
from hakemus.papers.shared import (
    ANNEXES,
    CLASSIFICATION,
    KINDS,
    ended_answers,
    lay_out_partners,
    lay_out_person,
    lay_out_preparation,
    signature_places,
)


def _shown(subject: Subject, content: Content) -> Mapping[str, Any]:
    return {
        "plan": shown_plan(subject, content),
        "signature_places": signature_places(content),
        "group_answers": ended_answers(content["group_answers"]),
        "budget": counted_budget(subject, content),
        "costs": costs(subject),
        "company_costs": company_shares(subject),
        "financing": financing(subject),
        "de_minimis": _shows_de_minimis(subject),
        "form": "",
        "short": False,
        "own_form": subject.case.own_form is not None,
        "brief": is_brief(subject.case),
        "steering_group": _may_have_steering_group(subject.case),
        "guidance": NO_GUIDANCE,
    }


def _shows_de_minimis(subject: Subject) -> bool:
    """Return whether earlier de minimis aid is shown: where the measure asks for it, or where somebody stated it."""
    companies = subject.application.companies
    stated = any(one.earlier_aid or one.earlier_aid_declared is not None for one in companies)
    return (
        stated or subject.measure is None or subject.measure.find("company-specific-de-minimis") is not None
    )


def _may_have_steering_group(case: Case) -> bool:
    """Return whether what is applied for may have a steering group: a report then has its final assessment."""
    law = case.measure_law("steering-group")
    return law is None or law.yes


_LEFT_OUT = ("schema_version", "partners[].signatories[].name", "partners[].signatories[].position")
"""What this paper has no use for: how the file is written, and who signs the partners' own papers."""


def _asked(*paths: str) -> Iterator[Field]:
    """Yield rows that are there for what a form asks or a paper holds, and in the papers of larger projects always."""
    for path in paths:
        yield Field(path, when=f"{path} or not (form or brief)")


_OF_BUSINESS = tuple(
    f"business.{name}"
    for name in (
        "bought_business",
        "bought_business_rural_type",
        "person_years",
        "support_area",
        "island_without_road",
        "energy_investment",
        "full_time",
        "earlier_aid_declared",
    )
)
_BUSINESS = " or ".join((*_OF_BUSINESS, "business.earlier_aid"))


def _lay_out(page: Page) -> None:
    with page.when("form"):
        page.title("{{ form }}")
        page.guidance("how")
    with page.when("not form"):
        page.title("{{ project.name }}")
    with page.when("not own_form"):
        page.intro("intro.filing")
    rate, state = "budget.financing.support_rate", "classification.state"
    page.heading(1, "heading.application")
    page.fields(
        "classification.measure",
        "leader_group",
        "date",
        "language",
        "budget.financing.leader_support",
        Field(rate, when=rate),
        description="describe.application",
    )
    _lay_out_applicant(page)
    page.heading(1, "heading.project")
    with page.when("not form or classification.measure_type"):
        page.guidance("classification")
    page.fields(
        "project.name",
        "project.start_date",
        "project.end_date",
        Field("project.public_description", prose=True, when="short"),
        *_asked(*(f"classification.{name}" for name in CLASSIFICATION)),
        *(Field(path, when=path) for path in (*KINDS, state)),
        description="describe.project",
    )
    for name in ("public_description", "news", "contacts"):
        with page.when(f"project.{name}{' and not short' if name == 'public_description' else ''}"):
            page.heading(2, f"project.{name}")
            if f"project.{name}" in GUIDED:
                page.guidance(f"project.{name}")
            page.prose(f"project.{name}")
    with page.when("partners or not (form or brief)"):
        page.heading(1, "heading.partners")
        page.guidance("partners")
        lay_out_partners(page)
    with page.when("companies"):
        _lay_out_companies(page)
    with page.when(PREPARATION):
        page.heading(1, "heading.preparation")
        page.guidance("preparation")
        lay_out_preparation(page, funded_before=True)
    with page.when(_BUSINESS):
        _lay_out_business(page)
    page.heading(1, "heading.plan")
    page.guidance("plan")
    lay_out_plan(page, 2, form=True)
    page.heading(1, "heading.costs-and-financing")
    lay_out_money(page, 2, form=True)
    with page.when("annexes"):
        page.heading(1, "heading.annexes")
        page.guidance("annexes")
        page.rows("annex in annexes", *ANNEXES, description="describe.annexes", kept="end-with-next")
    lay_out_group_answers(page, form=True)
    page.everything_else(but=_LEFT_OUT)
    page.heading(1, "heading.declaration")
    with page.kept_together():
        page.text("application.declaration")
    page.signatures()


def _lay_out_applicant(page: Page) -> None:
    page.heading(1, "heading.applicant")
    page.guidance("applicant")
    address = (
        "{{ applicant.address.street }}{% if applicant.address.street %}, {% endif %}"
        "{{ applicant.address.postal_code }} {{ applicant.address.post_office }}"
    )
    names = ("municipality", "email", "phone", "website", "vat_liability")
    leads, represents = "applicant.is_leader_group", "applicant.is_regional_village_association"
    page.fields(
        "applicant.name",
        *_asked(
            *(f"applicant.{name}" for name in ("business_id", "register_number", "legal_form", "body_law"))
        ),
        Field(address, "applicant.address"),
        *_asked(*(f"applicant.{name}" for name in names)),
        Field("applicant.vat_account", prose=True, when="applicant.vat_account"),
        *_asked("applicant.iban"),
        Field(leads, when=leads),
        Field(represents, when=represents),
        *_asked("applicant.signing_rule"),
        description="describe.applicant",
    )
    is_filled = " or ".join(f"responsible_person.{name}" for name in Person.model_fields)
    page.rows(
        "signatory in applicant.signatories",
        Column("signatory.name"),
        Column("signatory.position", 85),
        caption="heading.signatories",
        guidance="applicant.signatories",
        description="describe.signatories",
        when_empty="table.none",
        kept="with-next",
    )
    with page.when(f"{is_filled} or not (form or brief)"):
        lay_out_person(page, "responsible_person")
    lay_out_person(page, "contact_person")


def _lay_out_companies(page: Page) -> None:
    named = (
        "{{ company.name }}{% if company.single_undertaking %} ({{ company.single_undertaking }}){% endif %}"
    )
    columns = (
        Column(named),
        Column("company.business_id", 22),
        Column("company.municipality", 28),
        Column("company.industry", 34),
    )
    declared = Column("company.earlier_aid_declared", 36)
    with page.when("de_minimis"):
        page.heading(1, "heading.companies")
        page.guidance("companies")
        page.rows(
            "company in companies", *columns, declared, description="describe.companies", kept="with-next"
        )
        page.rows(
            "aid in company.earlier_aid",
            Column("aid.granted_on", 28),
            Column("aid.granted_by", 44),
            Column("aid.purpose"),
            Column("aid.amount", 32, "right"),
            band=Band("company in companies", "{{ company.name }}", when_empty="table.none"),
            caption="heading.earlier-aid",
            guidance="companies.earlier_aid",
            description="describe.earlier-aid",
        )
    with page.when("not de_minimis"):
        page.heading(1, "heading.companies")
        page.guidance("companies")
        page.rows("company in companies", *columns, description="describe.companies", kept="with-next")


def _lay_out_business(page: Page) -> None:
    page.heading(1, "business")
    page.guidance("business")
    page.fields(*(Field(path, when=path) for path in _OF_BUSINESS), description="describe.business")
    page.rows(
        "aid in business.earlier_aid",
        Column("aid.aid"),
        Column("aid.amount", 32, "right"),
        Column("aid.granted_on", 30),
        Column("aid.used", 30),
        caption="business.earlier_aid",
        guidance="business.earlier_aid",
        description="describe.earlier-business-aid",
        when_empty="table.none",
    )


def _remarks(subject: Subject) -> Iterator[str]:
    yield subject.words.message("documents.remark.declaration")
    if unsure := caveat_of(subject.costing, subject.words):
        yield unsure


DOCUMENT = Document("application", 10, _shown, _lay_out, carries=(), remarks=_remarks)
