"""What a document offers to its template: every placeholder that one may write into it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from hakemus.case import Case
from hakemus.group import LeaderGroup
from hakemus.model import Application, Assessment, Meeting, Part
from hakemus.model.schema import fields_of
from hakemus.papers.board_statement import STATEMENT, StatementSubject
from hakemus.papers.meeting_agenda import AGENDA, AgendaSubject
from hakemus.papers.paper import Document, Subject
from hakemus.programme import programme_on
from hakemus.rules.board import Session, assess
from hakemus.texts import wording


def placeholders_of(document: Document) -> tuple[str, ...]:
    """Return every placeholder that a template of a document may show, in the order of the alphabet.

    They are read off the content of an application that has one of everything; `[]` is an item of a list.
    """
    programme = programme_on(None)
    on = programme.first_day
    application = Application.model_validate(one_of_everything(Application, on))
    application = document.items(application)[0].application
    subject = Subject(Case(application, programme, on, language="fi"), draft=True)
    return tuple(sorted(set(paths_in(document.content(subject)))))


def one_of_everything(part: type[Part], on: date) -> dict[str, Any]:
    """Return plain values in which every table is there, and every list has one item."""
    values: dict[str, Any] = {}
    for field in fields_of(part):
        if field.part is not None:
            inner = one_of_everything(field.part, on)
            values[field.name] = [inner] if field.is_list else inner
        elif field.kind == "year":
            values[field.name] = on.year
    return values


def paths_in(value: object, path: str = "") -> Iterator[str]:
    """Yield the path of everything in the content of a paper, and the paths on the way."""
    if path:
        yield path
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from paths_in(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from paths_in(item, f"{path}[]")


# What the papers of a board offer to their templates: every placeholder that one may write into them.

_REFERENCE = {"title": "t", "section": "s", "address": "a"}


def board_placeholders() -> dict[str, tuple[str, ...]]:
    """Return every placeholder that a template of each paper may show, by the paper's name, in alphabetical order.

    They are read off the papers of a meeting that has one of everything; `[]` is an item of a list.

    >>> "scoring.scores[].points" in board_placeholders()["board-statement"]
    True
    """
    words, on = wording("fi"), programme_on(None).first_day
    criteria: list[dict[str, Any]] = [
        {"key": "gate", "kind": "gate", "label": {"fi": "x"}},
        {"key": "score", "kind": "score", "label": {"fi": "x"}, "points": [0, 1]},
    ]
    selection = {"from": on, "reference": _REFERENCE, "criteria": criteria}
    group = LeaderGroup.from_mapping({"name": {"fi": "x"}, "selections": [selection]})
    application = Application.model_validate(one_of_everything(Application, on))
    assessed = assess(application, Assessment(), group, on)
    session = Session(Meeting(), group, [("x", assessed)])
    contents = {
        STATEMENT.key: STATEMENT.content(StatementSubject(assessed, words, draft=True)),
        AGENDA.key: AGENDA.content(AgendaSubject(session, words, draft=True)),
    }
    return {key: tuple(sorted(set(paths_in(content)))) for key, content in contents.items()}
