"""Rules on the applicant and the application as such: who applies, who signs, in which language."""

from collections.abc import Iterator

from hakemus.findings import Finding
from hakemus.rules.case import Case, Rule, by_law


def name(case: Case) -> Iterator[Finding]:
    """The application says who applies."""
    if case.application.applicant.name is None:
        law = case.law("preparatory-funding.applicant")
        yield by_law("applicant.name", "applicant.name", law)


def business_id(case: Case) -> Iterator[Finding]:
    """The applicant has a business id (Y-tunnus)."""
    if case.application.applicant.business_id is None:
        yield by_law("applicant.business-id", "applicant.business_id", case.law("application.business-id"))


def signatories(case: Case) -> Iterator[Finding]:
    """Those who sign for the applicant are named."""
    if not any(signatory.name for signatory in case.application.applicant.signatories):
        yield by_law("applicant.signatories", "applicant.signatories", case.law("application.signatories"))


def eligibility(case: Case) -> Iterator[Finding]:
    """The applicant is a body of a kind that the measure is open to.

    Where the measure names public- and private-law bodies, the application says which the applicant is; a
    legal form that is usually of the other law is told.
    """
    law = case.measure_law("applicant-law")
    if law is None:
        return
    applicant = case.application.applicant
    if applicant.body_law not in law.keys:
        yield by_law("applicant.eligibility", "applicant.body_law", law)
    form = case.programme.vocabulary("legal_form").find(applicant.legal_form or "")
    if form and applicant.body_law and form.text("law") not in {"", applicant.body_law}:
        yield Finding(
            "applicant.eligibility",
            "note",
            "applicant.legal_form",
            {"form": form.label},
            form.reference,
            "form",
            form.certainty,
        )


def language(case: Case) -> Iterator[Finding]:
    """The application is in Finnish or Swedish, as the authority's web service wants it."""
    law = case.law("application.language-of-filing")
    if case.application.language not in law.keys:
        yield by_law("application.language", "language", law)


RULES = (
    Rule("applicant.name", name, ("preparatory-funding.applicant",)),
    Rule("applicant.business-id", business_id, ("application.business-id",)),
    Rule("applicant.eligibility", eligibility, ("applicant-law",)),
    Rule("applicant.signatories", signatories, ("application.signatories",)),
    Rule("application.language", language, ("application.language-of-filing",)),
)
