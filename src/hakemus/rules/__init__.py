"""The rules: one function each, which compares an application with the law of a day and yields findings."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Literal, NamedTuple, get_args, overload

from hakemus import group as groups
from hakemus.errors import DataError, Fault, UnknownNameError, verb
from hakemus.findings import Finding, Report
from hakemus.model import Application, Assessment, VatLiability
from hakemus.packaged import installed
from hakemus.programme import DatedValue, Measure, Parameter, Reference, list_programmes, open_programme
from hakemus.rules import board
from hakemus.rules.applicant import not_covered
from hakemus.rules.board import Assessed, BoardRule
from hakemus.rules.case import Case, LawfulCheck, Rule, recording
from hakemus.values.money import exact

__all__ = [
    "REPORT_FINDINGS",
    "RULES",
    "SUBJECTS",
    "BoardRule",
    "Case",
    "Rule",
    "RuleSubject",
    "check_case",
    "covers",
    "installed_rules",
    "list_rules",
]

RuleSubject = Literal["application", "assessment", "meeting"]
"""What rules are about: an application, a Leader group's assessment of one, or a meeting of its board."""

SUBJECTS: tuple[RuleSubject, ...] = get_args(RuleSubject)

_MODULES = [import_module(f"{__name__}.{one.name}") for one in iter_modules(__path__)]

RULES = tuple(
    one
    for module in sorted((one for one in _MODULES if hasattr(one, "PLACE")), key=lambda one: one.PLACE)
    for one in vars(module).values()
    if isinstance(one, Rule) and one.check.__module__ == module.__name__
)
"""The rules on applications, in the order of a report: by the `PLACE` of their module, in it as they are written."""

REPORT_FINDINGS = ("programme.not-in-force", "measure.not-covered", "rule.defect")
"""Ids of what the check itself finds: there is no law, the rules do not cover the measure, or a rule failed."""


@overload
def list_rules(about: Literal["application"] = "application") -> tuple[Rule, ...]: ...


@overload
def list_rules(about: Literal["assessment", "meeting"]) -> tuple[BoardRule[Any], ...]: ...


@overload
def list_rules(about: RuleSubject) -> tuple[Rule | BoardRule[Any], ...]: ...


@verb
def list_rules(about: RuleSubject = "application") -> tuple[Rule | BoardRule[Any], ...]:
    """Return every rule on applications, assessments or meetings, in the order of a report.

    Args:
        about: What they are on: `"application"`, `"assessment"` or `"meeting"`.

    Raises:
        UnknownNameError: They are asked for of anything else.

    >>> [rule.id for rule in list_rules()][:2]
    ['measure.missing', 'measure.set-by-group']
    >>> [rule.id for rule in list_rules("meeting")][:2]
    ['meeting.missing', 'meeting.tie']
    """
    if about == "application":
        return _recorded_rules()
    if about == "assessment":
        return _recorded_assessment_rules()
    if about == "meeting":
        return board.MEETING_RULES
    raise UnknownNameError("subject", about, SUBJECTS)


@cache
def _recorded_rules() -> tuple[Rule, ...]:
    """Return the rules with what each reads of the law, and the measures that it holds for when those aren't all."""
    cases = _blank_cases()
    every = {case.measure.key for case in cases if case.measure}
    recorded: list[Rule] = []
    for rule in RULES:
        held = [case for case in cases if rule.holds_for(case)]
        keys = dict.fromkeys(case.measure.key for case in held if case.measure)
        measures = () if keys.keys() == every else tuple(keys)
        reads, references = _recorded(rule.check, held)
        recorded.append(replace(rule, parameters=reads, measures=measures, references=references))
    return tuple(recorded)


@cache
def _recorded_assessment_rules() -> tuple[BoardRule[Assessed], ...]:
    """Return the rules on an assessment, with what each reads of the law."""
    group, cases = groups.LeaderGroup(name=groups.Names(fi="-")), _blank_cases()

    def recorded(rule: BoardRule[Assessed]) -> BoardRule[Assessed]:
        reads, _ = _recorded(lambda case: rule.check(Assessed(case, group, Assessment())), cases)
        return replace(rule, parameters=reads)

    return tuple(map(recorded, board.ASSESSMENT_RULES))


def _recorded(
    check: Callable[[Case], Iterable[Finding]], cases: Iterable[Case]
) -> tuple[tuple[str, ...], tuple[Reference, ...]]:
    """Return what a check reads in some cases (paths of parameters, sorted), and what its findings in them rest on.

    What counting the budget reads is not the check's own.
    """
    found: set[str] = set()
    references: dict[Reference, None] = {}
    for case in cases:
        reads: set[str] = set()
        recorded = recording(case, reads)
        _ = recorded.costing
        reads.clear()
        references |= {one.reference: None for one in check(recorded) if isinstance(one.reference, Reference)}
        found |= reads
    return tuple(sorted(found)), tuple(references)


def _blank_cases() -> list[Case]:
    """Return a blank application for no measure, for each, and with each cost model, when the last value changes.

    What an applicant is asked who pays value added tax for good is asked of no blank one, so there is one for each.
    """
    cases: list[Case] = []
    for programme in map(open_programme, list_programmes()):
        on = max(entry.start for parameter in programme.parameters() for entry in parameter.timeline)
        models, measures = (programme.vocabulary(name).keys for name in ("cost_model", "measure"))
        contents = [
            {},
            *({"classification": {"measure": key}} for key in measures),
            *(
                {"classification": {"measure": key}, "applicant": {"vat_liability": VatLiability.NOT_LIABLE}}
                for key in measures
            ),
            *({"budget": {"cost_model": key}} for key in models),
        ]
        cases += [Case(Application.model_validate(content), programme, on) for content in contents]
    return cases


def covers(found: Measure | None, on: date) -> bool:
    """Return whether the rules cover a measure on a day: nothing that its law states is left unchecked.

    What no application says, what each group sets and what no source states is named in notes of the report.

    >>> from hakemus.programme import open_programme
    >>> covers(open_programme().measure("preparatory-funding"), date(2024, 3, 1)), covers(None, date(2024, 3, 1))
    (True, False)
    """
    if found is None:
        return False
    application = Application.model_validate({"classification": {"measure": found.key}})
    return check_case(Case(application, found.programme, on)).covered


@cache
def installed_rules() -> tuple[Rule, ...]:
    """Return the rules that installed packages bring by the entry point `hakemus.rules`, in the order of their names.

    Raises `DataError` when one leads to something else, or has the id of a rule of the library.
    """
    return own_rules(installed("hakemus.rules", Rule))


def own_rules(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return rules that are not the library's; raise `DataError` for one that hides one of ours, or says nothing."""
    given, known = tuple(rules), {rule.id for rule in RULES}
    faults = [Fault(rule.id, "hides-ours", rule.id, f"our.{rule.id}") for rule in given if rule.id in known]
    faults += [
        Fault(rule.id, "missing", "", 'messages={"fi": {"": "…"}}') for rule in given if not rule.messages
    ]
    if faults:
        raise DataError("rules of one's own cannot be used; correct what is listed", faults)
    return given


@exact
def check_case(case: Case, rules: Iterable[Rule] = ()) -> Report:
    """Return what the law of the day finds in a case.

    On a day before the programme's law there is no law to check by: the report says only that. A rule that raises
    becomes an error of the report, `rule.defect`, which holds the exception; the other rules are checked as ever.
    With a Leader group, findings speak in the messages that it changes. `rules` are checked after the library's, and so
    are those of installed packages.
    """
    programme, on, group = case.programme, case.day, case.group
    if not case.in_force:
        last = programme.last_day
        values: dict[str, Any] = {"first": programme.first_day, "on": on}
        values |= {"last": last} if last is not None else {}
        variant = "ended" if on > programme.first_day else ""
        if group is not None and (form := group.own_form(case.application.classification.measure)):
            variant, values = "-".join(filter(None, ("own-form", variant))), {**values, "measure": form.name}
        finding = Finding("programme.not-in-force", "error", "date", values, programme.reference, variant)
        return Report(on, (finding,), covered=False, by_law=case.own_form is None)
    plan = _plan(case)
    reads = {*plan.reads}
    case, measure = recording(case, reads), case.measure
    findings = [finding for rule, values in plan.rules for finding in _findings_of(rule, case, values)]

    left = [one for one in plan.unread if one.path not in reads or one.finding not in plan.ids]
    covered = measure is not None and programme.has_file(measure.key) and not left
    if case.application.classification.measure is not None and not covered:
        findings.insert(0, not_covered(case, left))
    own = [one for rule in (*installed_rules(), *own_rules(rules)) for one in _findings_of(rule, case)]
    if group is None:
        return Report(on, (*findings, *own), covered=covered)
    in_its_words = tuple(replace(finding, words=group.wording) for finding in findings)
    by_law = case.own_form is None
    return Report(on, (*in_its_words, *own), covered=covered, words=group.wording, by_law=by_law)


class _Plan(NamedTuple):
    """What is the same in every check of a measure on a day: the rules that hold, with their values of the law.

    `reads` are the parameters that those values are of, `unread` the conditions of the measure that no other rule is
    known to read, `ids` those of the rules. A rule without values is asked as any other.
    """

    of: tuple[Rule, ...]
    rules: tuple[tuple[Rule, Sequence[DatedValue] | None], ...]
    reads: frozenset[str]
    unread: tuple[Parameter, ...]
    ids: frozenset[str]


_MOST_PLANS = 64


def _plan(case: Case) -> _Plan:
    plans: dict[tuple[str, date], _Plan] = case.programme.known.memo.setdefault(_Plan, {})
    key = case.measure.key if case.measure is not None else "", case.on
    plan = plans.get(key)
    if plan is None or plan.of is not RULES:
        if len(plans) >= _MOST_PLANS:
            plans.clear()
        plan = plans[key] = _planned(case)
    return plan


def _planned(case: Case) -> _Plan:
    reads: set[str] = set()
    recorded = recording(case, reads)
    rules: list[tuple[Rule, Sequence[DatedValue] | None]] = []
    for rule in RULES:
        values: Sequence[DatedValue] | None = None
        if isinstance(rule.check, LawfulCheck):
            with suppress(Exception):  # whatever it is, the rule meets it again, and then it is reported
                if (values := rule.check.values(recorded)) is None:
                    continue
        rules.append((rule, values))
    # The conditions that no rule checks, and that the measure's data leave neither to a person nor to nobody. What each
    # group sets and what no source states is not among them: notes of their own name those.
    ids = frozenset(("", *(rule.id for rule in RULES)))
    conditions = case.measure.standing("set", case.day) if case.measure is not None else ()
    unread = (
        one for one in conditions if one.checked is None and (one.path not in reads or one.finding not in ids)
    )
    return _Plan(RULES, tuple(rules), frozenset(reads), tuple(unread), ids)


def _findings_of(rule: Rule, case: Case, values: Sequence[DatedValue] | None = None) -> list[Finding]:
    found: list[Finding] = []
    try:
        if values is not None and isinstance(rule.check, LawfulCheck):
            rule.check.add_to(found, case, values)
        elif not rule.measures or rule.holds_for(case):
            found.extend(rule.findings(case))
    except Exception as defect:  # noqa: BLE001 - no rule's defect may hide what the other rules find
        what = " ".join(f"{type(defect).__name__}: {defect}".split())
        found.append(Finding("rule.defect", "error", "", {"rule": rule.id, "error": what}, cause=defect))
    return found
