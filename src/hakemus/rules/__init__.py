"""The rules: an application beside the law of a day gives findings; one pure function a rule."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Literal, get_args, overload

from hakemus.errors import UnknownNameError
from hakemus.findings import Finding, Report
from hakemus.group import LeaderGroup
from hakemus.model import Application
from hakemus.programme import Measure, Programme
from hakemus.rules import (
    amounts,
    annex_papers,
    annexes,
    applicant,
    assessment,
    authority,
    business_aids,
    classification,
    cost_models,
    de_minimis,
    development,
    group_projects,
    group_questions,
    guides,
    in_kind,
    measure,
    meeting,
    money,
    period,
    plan,
    preparatory_funding,
    publicity,
    small_project,
    support,
)
from hakemus.rules.assessed import BoardRule
from hakemus.rules.case import Case, Rule, unchecked

__all__ = [
    "REPORT_FINDINGS",
    "RULES",
    "SUBJECTS",
    "BoardRule",
    "Case",
    "Rule",
    "RuleSubject",
    "check_rules",
    "covers",
    "list_rules",
]

RuleSubject = Literal["application", "assessment", "meeting"]
"""What rules are about: an application, a Leader group's assessment of one, or a meeting of its board."""

SUBJECTS: tuple[RuleSubject, ...] = get_args(RuleSubject)

RULES: tuple[Rule, ...] = (
    *measure.RULES,
    *applicant.RULES,
    *preparatory_funding.RULES,
    *small_project.RULES,
    *development.RULES,
    *business_aids.RULES,
    *period.RULES,
    *plan.RULES,
    *guides.RULES,
    *money.RULES,
    *cost_models.RULES,
    *in_kind.RULES,
    *support.RULES,
    *amounts.RULES,
    *group_projects.RULES,
    *de_minimis.RULES,
    *classification.RULES,
    *annexes.RULES,
    *annex_papers.RULES,
    *group_questions.RULES,
    *publicity.RULES,
    *authority.RULES,
)

REPORT_FINDINGS = ("programme.not-in-force", "measure.not-covered", "rule.defect")
"""Ids of what the check itself finds: there is no law, the rules do not cover the measure, or a rule failed."""


@overload
def list_rules(about: Literal["application"] = "application") -> tuple[Rule, ...]: ...


@overload
def list_rules(about: Literal["assessment", "meeting"]) -> tuple[BoardRule[Any], ...]: ...


@overload
def list_rules(about: RuleSubject) -> tuple[Rule | BoardRule[Any], ...]: ...


def list_rules(about: RuleSubject = "application") -> tuple[Rule | BoardRule[Any], ...]:
    """Return every rule on applications, assessments or meetings, in the order in which a report tells them.

    Raises `UnknownNameError` for anything else.

    >>> [rule.id for rule in list_rules()][:2]
    ['measure.missing', 'measure.set-by-group']
    >>> list_rules("meeting")[0].in_language("en")
    'A meeting has a day and a place.'
    """
    if about == "application":
        return RULES
    if about == "assessment":
        return assessment.ASSESSMENT_RULES
    if about == "meeting":
        return meeting.MEETING_RULES
    raise UnknownNameError("subject", about, SUBJECTS)


def covers(found: Measure | None, on: date) -> bool:
    """Return whether the rules cover a measure on a day: nothing that its law tells is left unchecked.

    What no application says, what each group sets and what no source tells is named in notes of the report.

    >>> from hakemus.programme import open_programme
    >>> covers(open_programme().measure("preparatory-funding"), date(2024, 3, 1)), covers(None, date(2024, 3, 1))
    (True, False)
    """
    return found is not None and found.programme.has_file(found.key) and not unchecked(found, on, RULES)


def check_rules(
    application: Application, programme: Programme, on: date, group: LeaderGroup | None = None
) -> Report:
    """Return what the programme's law of a day finds in an application.

    On a day before the programme's law there is no law to check by: the report says only that. A rule that raises
    becomes an error of the report, `rule.defect`, which holds the exception; the other rules are checked as ever.
    With a Leader group, findings speak in the messages that it changes.
    """
    case = Case(application, programme, on, group)
    if not case.in_force:
        last = programme.last_day
        values = {"first": programme.first_day, "on": on} | ({"last": last} if last is not None else {})
        variant = "ended" if on > programme.first_day else ""
        finding = Finding("programme.not-in-force", "error", "date", values, programme.reference, variant)
        return Report(on, (finding,), covered=False)
    named, found = application.classification.measure, case.measure
    findings = [finding for rule in RULES for finding in _found_by(rule, case)]
    if named is not None and not covers(found, on):
        findings.insert(0, measure.not_covered(case, unchecked(found, on, RULES) if found else ()))
    if group is None:
        return Report(on, tuple(findings), covered=covers(found, on))
    in_its_words = tuple(replace(finding, words=group.wording) for finding in findings)
    return Report(on, in_its_words, covered=covers(found, on), words=group.wording)


def _found_by(rule: Rule, case: Case) -> Iterator[Finding]:
    try:
        if rule.holds_for(case):
            yield from rule.check(case)
    except Exception as defect:  # noqa: BLE001 - no rule's defect may hide what the other rules find
        what = " ".join(f"{type(defect).__name__}: {defect}".split())
        yield Finding("rule.defect", "error", "", {"rule": rule.id, "error": what}, cause=defect)
