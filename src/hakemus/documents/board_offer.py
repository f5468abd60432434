"""What the papers of a board offer to their templates: every placeholder that one may write into them."""

from datetime import date
from typing import Any

from hakemus.documents.board_statement import STATEMENT, StatementSubject
from hakemus.documents.meeting_agenda import AGENDA, AgendaSubject
from hakemus.documents.offer import one_of_everything, paths_in
from hakemus.group import LeaderGroup
from hakemus.model import Application, Assessment, Meeting
from hakemus.programme import open_programme
from hakemus.rules.assessed import Assessed, assess
from hakemus.rules.meeting import Session
from hakemus.texts import wording

_REFERENCE = {"title": "t", "section": "s", "address": "a"}


def board_placeholders() -> dict[str, tuple[str, ...]]:
    """Return every placeholder that a template of each paper may show, by the paper's name, in alphabetical order.

    They are read off the papers of a meeting that has one of everything; `[]` stands for an item of a list.

    >>> "scoring.scores[].points" in board_placeholders()["board-statement"]
    True
    """
    programme, words = open_programme(), wording("fi")
    assessed = _assessed(programme.first_day)
    session = Session(Meeting(), assessed.group, [("x", assessed)])
    contents = {
        STATEMENT.key: STATEMENT.content(StatementSubject(assessed, words, draft=True)),
        AGENDA.key: AGENDA.content(AgendaSubject(session, words, draft=True)),
    }
    return {key: tuple(sorted(set(paths_in(content)))) for key, content in contents.items()}


def _assessed(on: date) -> Assessed:
    application = Application.model_validate(one_of_everything(Application, on))
    return assess(application, Assessment(), _group(on), open_programme(), on)


def _group(on: date) -> LeaderGroup:
    criteria: list[dict[str, Any]] = [
        {"key": "gate", "kind": "gate", "label": {"fi": "x"}},
        {"key": "score", "kind": "score", "label": {"fi": "x"}, "points": [0, 1]},
    ]
    selection = {"from": on, "reference": _REFERENCE, "criteria": criteria}
    return LeaderGroup.from_mapping({"name": {"fi": "x"}, "selections": [selection]})
