"""The statement of the board: an application, its scores with their reasons, the proposal, places to sign."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from hakemus.model import Meeting
from hakemus.papers.board_paper import (
    BoardDocument,
    as_text,
    named_group,
    places_of_officers,
    printed_points,
    proposal_words,
)
from hakemus.papers.layout import Column, Field, Page, Total
from hakemus.papers.money import costs, financing, sought
from hakemus.papers.paper import Content, Subject
from hakemus.papers.shared import KINDS, PERIOD
from hakemus.rules.board import Assessed, Session
from hakemus.texts import Wording
from hakemus.values.money import rate
from hakemus.word import Prose

if TYPE_CHECKING:
    from hakemus.group import Result, Scoring
    from hakemus.group.scoring import BlockResult


class StatementSubject(NamedTuple):
    """What a statement is about: an application with its assessment; `meeting` and `rank` where there is one."""

    assessed: Assessed
    words: Wording
    draft: bool
    meeting: Meeting | None = None
    rank: int | None = None

    @property
    def subject(self) -> Subject:
        """Return the application as the papers of an application have it."""
        return Subject(replace(self.assessed.case, language=self.words.language), self.draft)


def _subjects(session: Session, words: Wording, draft: bool) -> Iterator[tuple[str, str, StatementSubject]]:
    for one in session.standings:
        about = one.assessed.case.application.project.name or ""
        yield one.name, about, StatementSubject(one.assessed, words, draft, session.meeting, one.rank)


def _shown(statement: StatementSubject) -> Content:
    subject, words, meeting = statement.subject, statement.words, statement.meeting or Meeting()
    presented: Content = as_text(subject.presented(("date", "classification", "project", "applicant")))
    applied, counted = presented.pop("date"), costs(subject)
    without_side_costs = subject.application.budget.pay_without_side_costs
    pay = "" if without_side_costs is None else words.yes_no(without_side_costs)
    return {
        **presented,
        **named_group(statement.assessed.group, words),
        "application": {"date": applied, "sought": sought(subject.costing, words)},
        "costs": {**{key: counted[key] for key in ("total", "staff", "caveat")}, "pay": pay},
        "financing": {"support_rate": financing(subject)["support_rate"]},
        "assessment": _assessment(statement),
        "scoring": _scoring(statement),
        "meeting": {
            "name": meeting.name or "",
            "date": "" if meeting.date is None else words.day(meeting.date),
            "place": meeting.place or "",
            "rank": "" if statement.rank is None else str(statement.rank),
        },
        "signature_places": places_of_officers(meeting, words),
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
    scoring, law, words = statement.assessed.scoring, statement.assessed.law, statement.words
    if scoring is None:
        why_not = words.message("board.no-criteria")
        if law is not None and not law.yes:
            why_not = words.message("board.not-scored", {"reference": law.reference.text(words.language)})
        return {
            "applies": False,
            "why_not": why_not,
            "gates": [],
            "scores": [],
            "blocks": [],
            "assessors": {"columns": [], "rows": [], "totals": {"amounts": [], "total": ""}},
            "weighted": False,
            "has_threshold": False,
            **dict.fromkeys(("total", "highest", "threshold", "verdict", "reference"), ""),
        }
    none = words.message("words.missing")
    return {
        "applies": True,
        "why_not": "",
        "gates": [
            {**_criterion(result, words), "met": none if result.met is None else words.yes_no(result.met)}
            for result in scoring.gates
        ],
        "scores": [
            {
                **_criterion(result, words),
                "allowed": " / ".join(words.number(points) for points in result.criterion.points),
                "weight": words.number(result.criterion.weight),
                "points": printed_points(result.points, words),
                "weighted": printed_points(result.weighted, words),
            }
            for result in scoring.scores
        ],
        "blocks": [_block(one, words) for one in scoring.blocks],
        "assessors": _assessors(scoring, words),
        "weighted": any(result.criterion.weight != 1 for result in scoring.scores),
        "has_threshold": scoring.threshold is not None,
        "total": printed_points(scoring.total if scoring.scores else None, words),
        "highest": printed_points(scoring.highest if scoring.scores else None, words),
        "threshold": printed_points(scoring.threshold, words),
        "verdict": words.message(f"board.verdict-{_verdict(scoring)}"),
        "reference": scoring.selection.reference.text(words.language),
    }


def _criterion(result: "Result", words: Wording) -> Content:
    """Return what every criterion is shown with: what it is called, what its points mean, and the reason."""
    criterion, language = result.criterion, words.language
    label = criterion.label.text(language)
    if criterion.bonus:
        label = words.message("board.bonus", {"criterion": label})
    elif result.block is not None and result.is_one_of_several:
        label = f"{label} ({result.block.label.text(language)})"
    reasons = [result.answer.reason if result.answer is not None else None]
    if not reasons[0]:
        reasons = [f"{name}: {one.reason}" for name, one in result.voices if one is not None and one.reason]
    said = filter(None, (criterion.words(result.points, language), *reasons))
    return {"label": label, "reason": Prose("\n\n".join(said))}


def _assessors(scoring: "Scoring", words: Wording) -> Content:
    """Return each assessor's points, and what they make together."""
    names = [name for name, _ in scoring.results[0].voices]
    single = [scoring.of_assessor(place) for place in range(len(names))]
    return {
        "columns": [{"label": name} for name in names],
        "rows": [
            {
                "label": result.criterion.label.text(words.language),
                "amounts": [printed_points(one.scores[row].points, words) for one in single],
                "total": printed_points(result.points, words),
            }
            for row, result in enumerate(scoring.scores)
            if names
        ],
        "totals": {
            "amounts": [printed_points(one.total, words) for one in single],
            "total": printed_points(scoring.total, words),
        },
    }


def _block(result: "BlockResult", words: Wording) -> Content:
    """Return what a block is shown with: its points, or how many of its criteria are met, and what is needed."""
    block = result.block
    counted = block.at_least is not None and block.threshold is None
    needed = block.at_least if counted else block.threshold
    if counted:
        shown = {"points": str(result.met), "needed": str(needed)}
    else:
        shown = {
            "points": printed_points(result.points, words),
            "needed": printed_points(block.threshold, words),
        }
    label = block.label.text(words.language)
    if counted:
        label = words.message("board.block-of-some", {"block": label, "needed": needed})
    return {"label": label, **shown}


def _verdict(scoring: "Scoring") -> str:
    if not scoring.is_whole:
        return "open"
    if not scoring.passes_gates:
        alone = all(one.met for one in scoring.gates if not one.is_one_of_several)
        return "some" if alone else "gates"
    if scoring.below_minimum:
        return "minimum"
    if any(block.is_below_threshold for block in scoring.blocks):
        return "block"
    if not scoring.reaches_threshold:
        return "below"
    return "reached" if scoring.scores else "compulsory"


# How it is laid out.


def _lay_out(page: Page) -> None:
    page.title("{{ project.name }}")
    page.subtitle("{{ applicant.name }}")
    page.heading(1, "heading.assessed-application")
    number, description = "classification.project_number", "project.public_description"
    page.fields(
        "applicant.name",
        "applicant.business_id",
        Field("applicant.legal_form", when="applicant.legal_form"),
        Field("applicant.body_law", when="applicant.body_law and not applicant.legal_form"),
        "applicant.municipality",
        Field(number, when=number),
        "classification.measure",
        *(Field(path, when=path) for path in KINDS),
        Field("application.date", "date"),
        PERIOD,
        Field("costs.total", "table.total-costs"),
        Field("costs.staff", "table.staff-costs", when="costs.staff"),
        Field("costs.pay", "budget.pay_without_side_costs", when="costs.pay"),
        Field("application.sought", "table.support-sought"),
        Field("financing.support_rate", "table.support-rate-sought", when="financing.support_rate"),
        Field(description, "table.public-description", prose=True, when=description),
        description="describe.assessed-application",
    )
    page.heading(1, "heading.selection")
    with page.when("not scoring.applies"):
        page.text("{{ scoring.why_not }}")
    with page.when("scoring.applies"):
        page.intro("table.criteria-source")
        _lay_out_scoring(page)
    page.heading(1, "heading.proposal")
    _lay_out_proposal(page)
    page.heading(1, "heading.statement-signatures")
    with page.kept_together(), page.when("meeting.name or meeting.place"):
        page.text(
            "{{ meeting.name }}{% if meeting.name and meeting.place %}, {% endif %}{{ meeting.place }}"
            "{% if meeting.date %}, {{ meeting.date }}{% endif %}"
        )
    page.signatures(description="describe.board-signatures")


def _lay_out_scoring(page: Page) -> None:
    reason = "assessment.criteria.reason"
    with page.when("scoring.gates"):
        page.rows(
            "gate in scoring.gates",
            Column("gate.label", 62, title="table.gate"),
            Column("gate.reason", title=reason, prose=True),
            Column("gate.met", 22, title="table.met"),
            description="describe.gates",
        )
    label = Column("score.label", 62, title="table.score")
    others = [
        Column("score.reason", title=reason, prose=True),
        Column("score.allowed", 24, title="table.points-allowed"),
        Column("score.points", 18, "right", title="table.points"),
    ]
    weights = [
        Column("score.weight", 16, "right", title="table.weight"),
        Column("score.weighted", 25, "right", title="table.weighted"),
    ]
    weighted = [replace(label, width_mm=48), *others, *weights]
    for condition, columns in (("not scoring.weighted", [label, *others]), ("scoring.weighted", weighted)):
        with page.when(f"scoring.scores and {condition}"):
            page.rows(
                "score in scoring.scores",
                *columns,
                totals=[Total("table.points-total", ["scoring.total"])],
                caption="assessment.criteria.points",
                description="describe.scores",
            )
    with page.when("scoring.assessors.columns and scoring.scores"):
        page.matrix(
            "assessor in scoring.assessors.columns",
            "row in scoring.assessors.rows",
            "scoring.assessors.totals",
            corner="assessment.criteria.criterion",
            caption="table.assessors",
            last="table.points-counted",
            description="describe.assessors",
        )
    with page.when("scoring.blocks"):
        page.rows(
            "block in scoring.blocks",
            Column("block.label", title="table.block"),
            Column("block.points", 28, "right", title="table.block-got"),
            Column("block.needed", 28, "right", title="table.block-needed"),
            caption="table.blocks",
            description="describe.blocks",
        )
    page.fields(
        Field("scoring.highest", "table.points-highest", when="scoring.scores"),
        Field("scoring.threshold", "table.points-threshold", when="scoring.has_threshold"),
        Field("scoring.verdict", "table.verdict"),
        Field("meeting.rank", "table.rank-in-meeting", when="meeting.rank"),
        caption="table.verdict",
        description="describe.points",
    )


def _lay_out_proposal(page: Page) -> None:
    amount, rate_, reasons = (f"assessment.{key}" for key in ("proposed_amount", "proposed_rate", "reasons"))
    page.fields(
        "assessment.proposal",
        Field(amount, when=amount),
        Field(rate_, "table.proposed-rate", when=rate_),
        Field(reasons, prose=True, when=reasons),
        "assessment.assessed_by",
        "assessment.date",
        description="describe.proposal",
        kept_with_next=True,
    )


STATEMENT: BoardDocument[StatementSubject] = BoardDocument(
    "board-statement", 170, "assessment", _subjects, _shown, _lay_out
)
