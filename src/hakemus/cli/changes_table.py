"""Changes of an application as tables: each field by its official term, its values as people read them."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table
from rich.text import Text

from hakemus.cli.session import Session, show
from hakemus.texts import LANGUAGES, Language, wording

if TYPE_CHECKING:
    from hakemus.desk import Conflict
    from hakemus.forms import Change, Note, NotUnderstood, Reading
    from hakemus.texts import Wording

NOTHING = "–"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def show_changes(
    session: Session, changes: Iterable["Change"], words: "Wording", titles: tuple[str, str]
) -> None:
    """Print changes: field, before, after."""
    rows = [(change.path, change.before, change.after) for change in changes]
    show_values(session, rows, words, titles)


def show_values(
    session: Session, rows: Iterable[tuple[Any, ...]], words: "Wording", titles: Iterable[str]
) -> None:
    """Print the values of fields side by side: each row is a path and its values, under these titles."""
    table = Table(box=box.HORIZONTALS, header_style="")
    for title in (words.message("cli.check.field"), *titles):
        table.add_column(Text(title), overflow="fold")
    for path, *values in rows:
        table.add_row(Text(term_of(path, words)), *(Text(value_text(path, value, words)) for value in values))
    show(session.out, table)


def show_notes(session: Session, reading: "Reading", words: "Wording") -> None:
    """Print what to know of a paper as a whole."""
    if reading.tracked:
        show(session.out, words.message("cli.read.tracked"))
    for note in reading.notes:
        show(session.out, note_text(note, words))


def note_text(note: "Note", words: "Wording") -> str:
    """Return what to know of a paper; measures are called by their names."""
    from hakemus.programme import entry_named

    values = note.values
    if note.code == "other-measure":
        named = {key: entry_named("measure", measure) for key, measure in values.items()}
        values = {key: entry.label.text(words.language) for key, entry in named.items() if entry is not None}
    return words.message(f"cli.read.note.{note.code}", values)


def note_values(note: "Note") -> dict[str, Any]:
    """Return a note for programs, as a finding."""
    message = {language: note_text(note, wording(language)) for language in LANGUAGES}
    return {"id": note.code, "severity": "note", "values": note.values, "message": message}


def show_remarks(session: Session, reading: "Reading", words: "Wording") -> None:
    """Print what a paper says beside its fields, and what in them was not understood."""
    for problem in reading.problems:
        show(session.out)
        show(session.out, problem_text(problem, words), "bold red")
    if reading.outside:
        show(session.out)
        show(session.out, words.message("cli.read.outside"))
        for piece in reading.outside:
            show(session.out, f"  {piece.heading}: {piece.text}" if piece.heading else f"  {piece.text}")


def change_values(change: "Change | Conflict") -> dict[str, Any]:
    """Return a change or a conflict for programs: path, term in all languages, and the values."""
    term = {language: term_of(change.path, wording(language)) for language in LANGUAGES}
    return {
        "path": change.path,
        "term": term,
        **{key: one for key, one in asdict(change).items() if key != "path"},
    }


def finding_values(problem: "NotUnderstood") -> dict[str, Any]:
    """Return what was not understood for programs, as a finding."""
    return {
        "id": problem.code,
        "severity": "error",
        "path": problem.path,
        "values": {"typed": problem.typed},
        "message": {language: problem_text(problem, wording(language)) for language in LANGUAGES},
    }


def outside_values(reading: "Reading") -> list[dict[str, str]]:
    """Return the text beside the fields for programs."""
    return [{"heading": one.heading, "text": one.text} for one in reading.outside]


def problem_text(problem: "NotUnderstood", words: "Wording") -> str:
    """Return what was not understood, and how to write it."""
    from hakemus.errors import Fault
    from hakemus.texts import fault_message

    key = f"cli.read.problem.{problem.code}"
    if key in words.catalogue:
        return words.message(key, {"field": term_of(problem.path, words), "typed": problem.typed})
    fault = Fault(problem.path, problem.code, problem.typed, problem.allowed)
    return words.message(
        "faults.line",
        {"path": term_of(problem.path, words), "message": fault_message(fault, words.language)},
    )


def term_of(path: str, words: "Wording") -> str:
    """Return the official term of a field, under that of its part where two fields share it; of one without, its path.

    >>> term_of("contact_person.email", wording("en")), term_of("applicant.business_id", wording("en"))
    ('Contact person: E-mail', 'Business ID')
    """
    from hakemus.errors import DataError

    try:
        term = words.term(path)
        shared = "[" not in path and "." in path and term in _shared_terms(words.language)
        return f"{words.term(path.rpartition('.')[0])}: {term}" if shared else term
    except DataError:
        return path


@cache
def _shared_terms(language: Language) -> frozenset[str]:
    """Return the terms that stand for more than one field."""
    from hakemus.desk import list_fields

    counted = Counter(field.term(language) for field in list_fields() if "[" not in field.path)
    return frozenset(term for term, count in counted.items() if count > 1)


def value_text(path: str, value: Any, words: "Wording") -> str:  # noqa: ANN401
    """Return a plain value of a field as people read it."""
    if value is None or value in ("", [], {}):
        return NOTHING
    if isinstance(value, bool):
        return words.yes_no(value)
    if isinstance(value, dict):
        return ", ".join(value_text(f"{path}.{key}", one, words) for key, one in value.items())
    if isinstance(value, list):  # the order of a list is told by the places its items had, from one
        return ", ".join(
            str(one + 1) if isinstance(one, int) else value_text(f"{path}[{at}]", one, words)
            for at, one in enumerate(value)
        )
    return _text(path, value, words) if isinstance(value, str) else str(value)


def _text(path: str, value: str, words: "Wording") -> str:
    from decimal import Decimal, InvalidOperation

    from hakemus.model.schema import field_at
    from hakemus.programme import entry_named

    place = field_at(path)
    if place is not None and place.vocabulary:
        entry = entry_named(place.vocabulary, value)
        return entry.label.text(words.language) if entry is not None and entry.key == value else value
    written = {"money": words.money, "percent": words.percent, "quantity": words.number}
    if place is not None and place.kind in written:
        try:
            return written[place.kind](Decimal(value))
        except InvalidOperation:
            return value
    return _day(value, words)


def _day(text: str, words: "Wording") -> str:
    """Return a day of a file as people write it; another text as it is."""
    from datetime import date

    try:
        return words.day(date.fromisoformat(text)) if _DAY.fullmatch(text) else text
    except ValueError:
        return text
