"""The statement of the board: an application, its scores with their reasons, the proposal, places to sign."""

from dataclasses import dataclass, replace
from typing import Any

from hakemus.group import Result, Scoring
from hakemus.model import Meeting
from hakemus.papers.board_paper import BoardDocument, as_text, named_group, printed_points, proposal_words
from hakemus.papers.money import costs, financing, sought
from hakemus.papers.paper import Content, Subject
from hakemus.rules.board import Assessed
from hakemus.texts import Wording
from hakemus.values.money import rate
from hakemus.word import Prose

CARRIES = ("date", "classification", "project", "applicant")
"""The parts of the application that the statement shows."""


@dataclass(frozen=True, slots=True)
class StatementSubject:
    """What a statement tells of: an application with its assessment; `meeting` and `rank` where there is one."""

    assessed: Assessed
    words: Wording
    draft: bool
    meeting: Meeting | None = None
    rank: int | None = None

    @property
    def subject(self) -> Subject:
        """Return the application as a document tells of it."""
        return Subject(replace(self.assessed.case, language=self.words.language), self.draft)


def _show(statement: StatementSubject) -> Content:
    subject, words = statement.subject, statement.words
    presented: Content = as_text(subject.presented(CARRIES))
    applied = presented.pop("date")
    return {
        **presented,
        **named_group(statement.assessed.group, words),
        "application": {"date": applied, "sought": sought(subject.costing, words)},
        "costs": {key: costs(subject)[key] for key in ("total", "caveat")},
        "financing": {"support_rate": financing(subject)["support_rate"]},
        "assessment": _assessment(statement),
        "scoring": _scoring(statement),
        "meeting": _meeting(statement),
        "signature_places": _places(statement),
    }


def _assessment(statement: StatementSubject) -> Content:
    assessment, words = statement.assessed.assessment, statement.words
    amount, net = assessment.proposed_amount, statement.assessed.case.costing.net_costs
    proposed_rate = None if amount is None else rate(amount, net)
    return {
        "date": "" if assessment.date is None else words.day(assessment.date),
        "assessed_by": assessment.assessed_by or "",
        "proposal": proposal_words(assessment.proposal, words),
        "proposed_amount": "" if amount is None else words.money(amount),
        "proposed_rate": "" if proposed_rate is None else words.percent(proposed_rate),
        "reasons": Prose(assessment.reasons or ""),
    }


def _scoring(statement: StatementSubject) -> Content:
    scoring, words = statement.assessed.scoring, statement.words
    if scoring is None:
        return {
            "applies": False,
            "why_not": _why_not(statement),
            "gates": [],
            "scores": [],
            "weighted": False,
            "has_threshold": False,
            **dict.fromkeys(("total", "highest", "threshold", "verdict", "reference"), ""),
        }
    selection = scoring.selection
    return {
        "applies": True,
        "why_not": "",
        "gates": [_gate(result, words) for result in scoring.gates],
        "scores": [_score(result, words) for result in scoring.scores],
        "weighted": any(result.criterion.weight != 1 for result in scoring.scores),
        "has_threshold": selection.threshold is not None,
        "total": printed_points(scoring.total, words),
        "highest": printed_points(selection.highest, words),
        "threshold": printed_points(selection.threshold, words),
        "verdict": _verdict(scoring, words),
        "reference": selection.reference.text(words.language),
    }


def _gate(result: Result, words: Wording) -> dict[str, Any]:
    return {
        "label": result.criterion.label.text(words.language),
        "met": words.message("words.missing") if result.met is None else words.yes_no(result.met),
        "reason": _reason(result),
    }


def _score(result: Result, words: Wording) -> dict[str, Any]:
    return {
        "label": result.criterion.label.text(words.language),
        "allowed": " / ".join(words.number(points) for points in result.criterion.points),
        "weight": words.number(result.criterion.weight),
        "points": printed_points(result.points, words),
        "weighted": printed_points(result.weighted, words),
        "reason": _reason(result),
    }


def _reason(result: Result) -> Prose:
    return Prose((result.answer.reason if result.answer is not None else None) or "")


def _verdict(scoring: Scoring, words: Wording) -> str:
    if not scoring.is_whole:
        return words.message("board.verdict-open")
    if not scoring.passes_gates:
        return words.message("board.verdict-gates")
    return words.message("board.verdict-reached" if scoring.reaches_threshold else "board.verdict-below")


def _why_not(statement: StatementSubject) -> str:
    law, words = statement.assessed.law, statement.words
    if law is None or law.yes:
        return words.message("board.no-criteria")
    return words.message("board.not-scored", {"reference": law.reference.text(words.language)})


def _meeting(statement: StatementSubject) -> Content:
    meeting, words = statement.meeting, statement.words
    named = meeting or Meeting()
    return {
        "name": named.name or "",
        "date": "" if named.date is None else words.day(named.date),
        "place": named.place or "",
        "rank": "" if statement.rank is None else str(statement.rank),
    }


def _places(statement: StatementSubject) -> list[dict[str, str]]:
    meeting, words = statement.meeting or Meeting(), statement.words
    return [
        {"name": meeting.chair or "", "position": words.term("meeting.chair")},
        {"name": meeting.secretary or "", "position": words.term("meeting.secretary")},
    ]


STATEMENT: BoardDocument[StatementSubject] = BoardDocument("board-statement", "assessment", _show)
