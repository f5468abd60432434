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


def language(case: Case) -> Iterator[Finding]:
    """The application is in Finnish or Swedish, as the authority's web service wants it."""
    law = case.law("application.language-of-filing")
    if case.application.language not in law.keys:
        yield by_law("application.language", "language", law)


def guide_questions(case: Case) -> Iterator[Finding]:
    """What the Leader groups' guides ask besides: the project's name and public description, group and persons."""
    application = case.application
    asked = {
        "project.name": application.project.name,
        "project.public_description": application.project.public_description,
        "leader_group": application.leader_group,
        "responsible_person": application.responsible_person.name,
        "contact_person": application.contact_person.name,
    }
    law = case.law("application.guide-questions")
    for path, value in asked.items():
        if value is None:
            yield by_law("application.guide-missing", path, law)


RULES = (
    Rule("applicant.name", name, ("preparatory-funding.applicant",)),
    Rule("applicant.business-id", business_id, ("application.business-id",)),
    Rule("applicant.signatories", signatories, ("application.signatories",)),
    Rule("application.language", language, ("application.language-of-filing",)),
    Rule("application.guide-missing", guide_questions, ("application.guide-questions",)),
)
