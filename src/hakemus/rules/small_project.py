"""Rules of small projects (pienhanke) on who applies and when; those on its money stand with the money."""

from collections.abc import Iterator

from hakemus.findings import Finding
from hakemus.rules.case import Case, Rule, by_law

MEASURE = "small-project"


def municipality(case: Case) -> Iterator[Finding]:
    """A municipality cannot get support for a small project."""
    law = case.law("small-project.legal-forms-refused")
    form = case.application.applicant.legal_form
    if form in law.keys:
        label = case.programme.vocabulary("legal_form").entry(form).label
        yield by_law("small-project.municipality", "applicant.legal_form", law, {"form": label})


def opening(case: Case) -> Iterator[Finding]:
    """A small project is applied for no earlier than the day on which applications opened."""
    law, applied = case.law("small-project.opens"), case.application.date
    if applied is not None and applied < law.day:
        yield by_law("small-project.opening", "date", law, {"applied": applied, "opens": law.day})


RULES = (
    Rule("small-project.municipality", municipality, ("small-project.legal-forms-refused",), (MEASURE,)),
    Rule("small-project.opening", opening, ("small-project.opens",), (MEASURE,)),
)
