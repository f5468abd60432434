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
    annexes,
    applicant,
    board,
    classification,
    costs,
    group_projects,
    group_questions,
    notices,
    plan,
    support,
    support_forms,
)
from hakemus.rules.board import BoardRule
from hakemus.rules.case import Case, Rule, unchecked

__all__ = [
    "REPORT_FINDINGS",
    "RULES",
    "SUBJECTS",
    "BoardRule",
    "Case",
    "Rule",
    "RuleSubject",
    "check_case",
    "check_rules",
    "covers",
    "list_rules",
]

RuleSubject = Literal["application", "assessment", "meeting"]
"""What rules are about: an application, a Leader group's assessment of one, or a meeting of its board."""

SUBJECTS: tuple[RuleSubject, ...] = get_args(RuleSubject)

RULES: tuple[Rule, ...] = (
    *applicant.RULES,
    *applicant.RULES_APPLICANT,
    *support_forms.RULES,
    *support_forms.RULES_SMALL_PROJECT,
    *support_forms.RULES_DEVELOPMENT,
    *support_forms.RULES_BUSINESS_AIDS,
    *plan.RULES_PERIOD,
    *plan.RULES,
    *plan.RULES_GUIDES,
    *costs.RULES,
    *costs.RULES_COST_MODELS,
    *costs.RULES_IN_KIND,
    *support.RULES,
    *support.RULES_AMOUNTS,
    *group_projects.RULES,
    *group_projects.RULES_DE_MINIMIS,
    *classification.RULES,
    *annexes.RULES,
    *annexes.RULES_ANNEX_PAPERS,
    *group_questions.RULES,
    *notices.RULES,
    *notices.RULES_AUTHORITY,
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
        return board.ASSESSMENT_RULES
    if about == "meeting":
        return board.MEETING_RULES
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
    """Return what the programme's law of a day finds in an application; see `check_case`."""
    return check_case(Case(application, programme, on, group))


def check_case(case: Case) -> Report:
    """Return what the law of the day finds in a case.

    On a day before the programme's law there is no law to check by: the report says only that. A rule that raises
    becomes an error of the report, `rule.defect`, which holds the exception; the other rules are checked as ever.
    With a Leader group, findings speak in the messages that it changes.
    """
    programme, on, group = case.programme, case.day, case.group
    if not case.in_force:
        last = programme.last_day
        values = {"first": programme.first_day, "on": on} | ({"last": last} if last is not None else {})
        variant = "ended" if on > programme.first_day else ""
        finding = Finding("programme.not-in-force", "error", "date", values, programme.reference, variant)
        return Report(on, (finding,), covered=False)
    named, found = case.application.classification.measure, case.measure
    findings = [finding for rule in RULES for finding in _found_by(rule, case)]
    if named is not None and not covers(found, on):
        findings.insert(0, applicant.not_covered(case, unchecked(found, on, RULES) if found else ()))
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
