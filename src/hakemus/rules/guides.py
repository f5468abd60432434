"""What the Leader groups' guides ask beside the law: a note for each question without an answer."""

from collections.abc import Iterator

from hakemus.findings import Finding
from hakemus.rules.case import Case, Rule, by_law
from hakemus.rules.plan import empty_headings


def guide_questions(case: Case) -> Iterator[Finding]:
    """What the Leader groups' guides ask is answered.

    The project's name and public description, its Leader group and persons, the other headings of the plan (the
    guides are to projects: of the plan for a business aid they say nothing).
    """
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
    if case.programme.plan_headings(case.measure, case.on) is None:
        return
    law = case.law("project-plan.recommended")
    for path in empty_headings(application.plan, law.keys):
        yield by_law("application.guide-missing", path, law)


RULES = (
    Rule(
        "application.guide-missing",
        guide_questions,
        ("application.guide-questions", "project-plan.recommended"),
    ),
)
