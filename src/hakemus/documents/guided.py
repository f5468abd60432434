"""The places of a paper where a form tells what to write; in a paper that is no form, nothing stands there."""

from collections.abc import Mapping

from hakemus.model import Application
from hakemus.word import Prose

GUIDED: tuple[str, ...] = (
    "classification",
    "project.public_description",
    "applicant",
    "applicant.signatories",
    "responsible_person",
    "contact_person",
    "partners",
    "companies",
    "companies.earlier_aid",
    "preparation",
    "plan",
    *(f"plan.{name}" for name in type(Application().plan).model_fields),
    "budget.items",
    "budget.in_kind_work",
    "budget.income",
    "budget.financing",
    "budget.financing.other_public",
    "budget.financing.private",
    "budget.price_evidence",
    "annexes",
    "group_answers",
)
"""The parts, lists and headings whose guidance a template may show, by their paths."""

HOW = "how"
"""The name of the guidance at the beginning: how the form is filled."""


def guidance_name(path: str) -> str:
    """Return what the guidance of a path is called in a template, below `guidance`.

    >>> guidance_name("budget.items")
    'budget_items'
    """
    return path.replace(".", "_")


NO_GUIDANCE: Mapping[str, Prose] = {guidance_name(path): Prose("") for path in (HOW, *GUIDED)}
"""What a paper that is no form has in the places of the guidance."""
