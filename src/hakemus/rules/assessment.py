"""Rules on an assessment: gates, points, the threshold, the proposal, and what the law does not let be scored."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from hakemus.findings import Finding, Report, Severity
from hakemus.group import Result, to_points
from hakemus.rules.assessed import IS_SCORED, Assessed, BoardRule
from hakemus.rules.case import by_law
from hakemus.texts import wording

_CRITERIA = "assessment.criteria"
_BETWEEN = "\N{NO-BREAK SPACE}/\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class AllowedPoints:
    """The points that a criterion allows, as they are told: `0 / 2 / 4`."""

    points: tuple[Decimal, ...]

    def text(self, language: str) -> str:
        """Return them in a language."""
        words = wording(language)
        return _BETWEEN.join(words.number(points) for points in self.points)


def no_scoring(assessed: Assessed) -> Iterator[Finding]:
    """An application for a measure that the law leaves unscored has no points."""
    if assessed.law is None or assessed.law.yes or not assessed.assessment.criteria:
        return
    measure = assessed.case.measure
    values = {"measure": measure.label if measure else ""}
    yield by_law("assessment.no-scoring", _CRITERIA, assessed.law, values)


def criteria_missing(assessed: Assessed) -> Iterator[Finding]:
    """The group's data hold the criteria of every measure that is scored."""
    if assessed.law is not None and assessed.law.yes and assessed.selection is None:
        values = {"group": assessed.group.name}
        yield by_law("assessment.criteria-missing", _CRITERIA, assessed.law, values)


def gate_missing(assessed: Assessed) -> Iterator[Finding]:
    """Every gate is answered."""
    for result in _gates(assessed):
        if result.met is None and assessed.assessment.criteria:
            path = _CRITERIA if result.index is None else f"{_CRITERIA}[{result.index}].met"
            yield _by_group(assessed, "assessment.gate-missing", path, _named(result))


def gate_not_met(assessed: Assessed) -> Iterator[Finding]:
    """No project is proposed for support when a gate is not met."""
    for result in _gates(assessed):
        if result.met is False:
            path, values = f"{_CRITERIA}[{result.index}].met", _named(result)
            yield _by_group(
                assessed, "assessment.gate-not-met", path, values, severity=_if_supported(assessed)
            )


def points_missing(assessed: Assessed) -> Iterator[Finding]:
    """Every score has points."""
    if assessed.scoring is None:
        return
    if not assessed.assessment.criteria:
        yield _by_group(assessed, "assessment.points-missing", _CRITERIA, {}, "all")
        return
    for result in assessed.scoring.scores:
        if result.answer is None or (result.answer.points is None and result.met is None):
            path = _CRITERIA if result.index is None else f"{_CRITERIA}[{result.index}].points"
            yield _by_group(assessed, "assessment.points-missing", path, _named(result) | _allowed(result))


def points_not_allowed(assessed: Assessed) -> Iterator[Finding]:
    """A score gets one of the points that it allows, and a gate gets none."""
    if assessed.scoring is None:
        return
    for result in assessed.scoring.results:
        answer, values, path = result.answer, _named(result), f"{_CRITERIA}[{result.index}]"
        if answer is None:
            continue
        if result.criterion.kind == "gate" and answer.points is not None:
            yield _by_group(assessed, "assessment.points-not-allowed", f"{path}.points", values, "gate")
        elif result.criterion.kind == "score" and answer.met is not None:
            values |= _allowed(result)
            yield _by_group(assessed, "assessment.points-not-allowed", f"{path}.met", values, "score")
        elif answer.points is not None and result.points is None:
            values |= _allowed(result) | {"given_points": answer.points}
            yield _by_group(assessed, "assessment.points-not-allowed", f"{path}.points", values)


def unknown_criterion(assessed: Assessed) -> Iterator[Finding]:
    """Every criterion that is assessed is one of the group's, and is assessed once."""
    if assessed.scoring is None:
        return
    keys = ", ".join(criterion.key for criterion in assessed.scoring.selection.criteria)
    for index in sorted((*assessed.scoring.strangers, *assessed.scoring.repeated)):
        variant = "twice" if index in assessed.scoring.repeated else ""
        values = {"key": assessed.assessment.criteria[index].criterion} | ({} if variant else {"keys": keys})
        path = f"{_CRITERIA}[{index}].criterion"
        yield _by_group(assessed, "assessment.unknown-criterion", path, values, variant)


def threshold(assessed: Assessed) -> Iterator[Finding]:
    """No project is proposed for support when its points are fewer than the threshold."""
    scoring = assessed.scoring
    if scoring is None or scoring.total is None or scoring.reaches_threshold:
        return
    values = {"total": to_points(scoring.total), "threshold": scoring.selection.threshold}
    yield _by_group(assessed, "assessment.threshold", _CRITERIA, values, severity=_if_supported(assessed))


def proposal(assessed: Assessed) -> Iterator[Finding]:
    """The assessment ends in a proposal, and support is proposed with an amount, at most what is sought."""
    proposed, amount = assessed.assessment.proposal, assessed.assessment.proposed_amount
    sought, path = assessed.case.costing.leader_support, "assessment.proposed_amount"
    if proposed is None:
        yield Finding("assessment.proposal", "error", "assessment.proposal")
    elif proposed == "support" and not amount:
        yield Finding("assessment.proposal", "error", path, {"sought": sought}, variant="amount")
    elif proposed != "support" and amount:
        yield Finding("assessment.proposal", "error", path, {"proposed": amount}, variant="without-support")
    elif amount is not None and amount > sought:
        values = {"proposed": amount, "sought": sought}
        yield Finding("assessment.proposal", "error", path, values, variant="above")


ASSESSMENT_RULES: tuple[BoardRule[Assessed], ...] = tuple(
    BoardRule(identifier, check, parameters)
    for identifier, check, parameters in (
        ("assessment.no-scoring", no_scoring, (IS_SCORED,)),
        ("assessment.criteria-missing", criteria_missing, (IS_SCORED,)),
        ("assessment.unknown-criterion", unknown_criterion, ()),
        ("assessment.gate-missing", gate_missing, ()),
        ("assessment.gate-not-met", gate_not_met, ()),
        ("assessment.points-missing", points_missing, ()),
        ("assessment.points-not-allowed", points_not_allowed, ()),
        ("assessment.threshold", threshold, ()),
        ("assessment.proposal", proposal, ()),
    )
)


def check_assessment(assessed: Assessed) -> Report:
    """Return what is found in an assessment by the group's criteria and the law."""
    words = assessed.group.wording
    found = (finding for rule in ASSESSMENT_RULES for finding in rule.check(assessed))
    own = tuple(replace(finding, words=words) for finding in found)
    return Report(assessed.case.on, own, words=words)


def _gates(assessed: Assessed) -> tuple[Result, ...]:
    return () if assessed.scoring is None else assessed.scoring.gates


def _if_supported(assessed: Assessed) -> Severity:
    return "error" if assessed.assessment.proposal == "support" else "note"


def _named(result: Result) -> dict[str, Any]:
    return {"criterion": result.criterion.label, "key": result.criterion.key}


def _allowed(result: Result) -> dict[str, Any]:
    return {"allowed_points": AllowedPoints(result.criterion.points)}


def _by_group(  # noqa: PLR0917
    assessed: Assessed,
    rule: str,
    path: str,
    values: dict[str, Any],
    variant: str = "",
    severity: Severity = "error",
) -> Finding:
    reference = None if assessed.selection is None else assessed.selection.reference
    return Finding(rule, severity, path, values, reference, variant)
