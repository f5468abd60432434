"""One change to an application file: a field that was typed, a row that was moved; saved at once, or refused in words.

Nothing is kept in memory: each change reads the file, changes one place, and writes it back with its comments. What
another page or program wrote meanwhile is never overwritten untold.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from hakemus.case import deciding_on
from hakemus.changes import plain, tree_of
from hakemus.errors import HakemusError, LoadError
from hakemus.files import addressed_to, application_from, read_application, save
from hakemus.files.fields import days_of_pair, typed_value
from hakemus.files.rewriting import rewritten
from hakemus.group import LeaderGroup
from hakemus.group.questions import Misread
from hakemus.model import Annex, AnnexState, Application, Part
from hakemus.model.schema import Field, field_at
from hakemus.papers.presentation import Presenter
from hakemus.programme import Programme
from hakemus.reading import read_bytes
from hakemus.rules.leader_group import not_an_answer
from hakemus.texts import Language, Wording, fault_message, known_language, wording
from hakemus.values.paths import item_of, pattern_of, positions, put, seed, value_at
from hakemus.values.typed import TypedError

RowStep = Literal["remove", "up", "down"]
"""What becomes of a row: it goes, or changes places with the one before or behind it."""

STEPS: tuple[RowStep, ...] = ("remove", "up", "down")

_ANSWERS = "group_answers["
_TRIES = 5
_DIGITS = 16


class ChangedElsewhereError(HakemusError):
    """What a page shows isn't what the file says any more; `now` is what it says."""

    def __init__(self, now: str = "") -> None:
        super().__init__("the field was changed elsewhere")
        self.now = now

    def message(self, language: str) -> str:
        """Return what to do, in a language."""
        words = wording(known_language(language))
        now = words.message("page.now-in-file", {"now": self.now}) if self.now else ""
        return f"{words.message('page.changed-elsewhere')} {now}".rstrip()


class NotTakenError(HakemusError):
    """What was typed is no value of its field; the message says what would be, in the language of the page."""

    def message(self, language: str) -> str:  # noqa: ARG002 - it was typed in one language
        """Return what would be a value."""
        return str(self)


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into a field.

    Attributes:
        path: The field, with positions in lists: `budget.items[2].amount`.
        text: What is in it now.
        was: What the page showed in it before.
        row: What `row_mark` returned of the row that it is in; empty for a new row, and outside of rows.
    """

    path: str
    text: str
    was: str = ""
    row: str = ""


def shown_text(field: Field, value: object, presenter: Presenter) -> str:
    """Return a value as an input of a page holds it: a choice by its key, everything else as it is printed."""
    if value is None:
        return ""
    if field.keys or field.kind == "prose":
        return str(getattr(value, "value", value))
    return str(value) if field.vocabulary else presenter.line(field, value)


def with_questions(application: Application, group: LeaderGroup | None, language: Language) -> Application:
    """Return an application as a page shows it: with a row for each question of the group that has none yet."""
    if group is None:
        return application
    answers = addressed_to(application, group, language).group_answers
    return application.model_copy(update={"group_answers": answers})


def row_mark(application: Application, path: str) -> str:
    """Return a short text that differs when the row of a field differs; empty outside of rows and of a new row.

    >>> row_mark(Application(), "budget.items[0].amount")
    ''
    """
    row = path[: path.rindex("]") + 1] if "]" in path else ""
    value = value_at(plain(tree_of(application)), row) if row else None
    return "" if value is None else _mark(value)


def rows_mark(application: Application, path: str) -> str:
    """Return a short text that differs when any row of a list differs."""
    return _mark(value_at(plain(tree_of(application)), path) or [])


def part_mark(part: Part) -> str:
    """Return a short text that differs when a part differs."""
    return _mark(part.model_dump(mode="json"))


def _mark(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:_DIGITS]


def write_field(
    path: Path, typed: Typed, language: Language, group: LeaderGroup | None = None
) -> Application:
    """Write what was typed into the application file, and return what the file says then.

    Raises:
        NotTakenError: It is no value of its field; the file stays as it is.
        ChangedElsewhereError: The file says something else in that place than the page showed.
        FileError: The file cannot be read or written.
        LoadError: Somebody made it unreadable meanwhile.
    """

    def change(application: Application) -> Application:
        if typed.path.startswith(_ANSWERS):
            application = with_questions(application, group, language)
        programme, _ = deciding_on(application, application.date, group)
        field = field_at(typed.path)
        if field is None or field.part is not None:
            raise NotTakenError(wording(language).message("page.no-such-field"))
        value = value_at(tree_of(application), typed.path)
        now = shown_text(field, value, Presenter(wording(language), programme))
        if "]" in typed.path and row_mark(application, typed.path) != typed.row:
            raise ChangedElsewhereError(now)
        if _blanks_apart(now) not in (_blanks_apart(typed.was), _blanks_apart(typed.text)):
            raise ChangedElsewhereError(now)
        _refuse_misread(application, typed, group, language)
        return _with_text(application, field, typed, language, programme)

    return _changed(path, change)


def move_row(
    path: Path,
    item: str,
    step: RowStep,
    mark: str,
    *,
    language: Language = "fi",
    group: LeaderGroup | None = None,
) -> Application:
    """Take a row out of a list of the application file or move it, and return what the file says then.

    `mark` is what `rows_mark` returned of the list; raises as `write_field`.
    """
    named = item_of(item)

    def change(application: Application) -> Application:
        if item.startswith(_ANSWERS):
            application = with_questions(application, group, language)
        tree = tree_of(application)
        rows = value_at(tree, named[0]) if named is not None else None
        if named is None or not isinstance(rows, list) or rows_mark(application, named[0]) != mark:
            raise ChangedElsewhereError
        at = named[1]
        other = {"up": at - 1, "down": at + 1}.get(step)
        if not 0 <= at < len(rows) or (other is not None and not 0 <= other < len(rows)):
            raise ChangedElsewhereError
        if other is None:
            del rows[at]
        else:
            rows[at], rows[other] = rows[other], rows[at]
        return application_from(plain(tree))

    return _changed(path, change)


def attach_file(path: Path, at: int, kind: str, file: str) -> Application:
    """Name a file at an annex of the application file, or at a new one of a kind, and return what the file says then.

    Raises `ChangedElsewhereError` when the annexes are others than the page showed; else as `write_field`.
    """

    def change(application: Application) -> Application:
        rows = [*application.annexes, *([Annex(kind=kind)] if at == len(application.annexes) else [])]
        if at >= len(rows) or (kind and rows[at].kind != kind):
            raise ChangedElsewhereError
        state = None if rows[at].state is None else AnnexState.ATTACHED
        rows[at] = rows[at].model_copy(update={"file": file, "state": state})
        return application.model_copy(update={"annexes": tuple(rows)})

    return _changed(path, change)


def _changed(path: Path, change: Callable[[Application], Application]) -> Application:
    """Return what a file says once it is changed; when somebody wrote it meanwhile, it is read and changed anew."""
    for left in reversed(range(_TRIES)):
        content = read_bytes(path)
        before = read_application(path)
        after = change(before)
        if after == before:
            return after
        try:
            save(path, rewritten(path, content, before, after), overwrite=True, before=content)
        except HakemusError:
            # Also when it was written between the two readings above: then it cannot be rewritten so.
            if not left or read_bytes(path) == content:
                raise
        else:
            return after
    raise AssertionError("the last try returns or raises")


def _blanks_apart(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\u00a0", " ").strip()


def _with_text(
    application: Application, field: Field, typed: Typed, language: Language, programme: Programme
) -> Application:
    words = wording(language)
    tree = plain(tree_of(application))
    text = typed.text.replace("\r\n", "\n")
    days = days_of_pair(typed.path, text) or {typed.path: read_typed(field, text, words, programme)}
    if "]" in typed.path:
        row = typed.path[: typed.path.rindex("]") + 1]
        listed, at = item_of(row) or ("", 0)
        if at > len(value_at(tree, listed) or ()):
            raise ChangedElsewhereError
        seed(tree, row)
    for path, one in days.items():
        put(tree, path, one)
    try:
        return application_from(tree)
    except LoadError as error:
        raise NotTakenError(" ".join(fault_message(fault, language) for fault in error.faults)) from error


def read_typed(field: Field, text: str, words: Wording, programme: Programme) -> Any:  # noqa: ANN401
    """Return the value of what was typed into a field; raise `NotTakenError` for anything else."""
    try:
        return (text or None) if field.is_long else typed_value(field, text, programme)
    except TypedError as error:
        values = {"field": words.term(field.path), "typed": text, "allowed": error.allowed}
        raise NotTakenError(words.message(f"cli.read.problem.{error.code}", values)) from error


def _refuse_misread(
    application: Application, typed: Typed, group: LeaderGroup | None, language: Language
) -> None:
    """Raise `NotTakenError` for an answer that isn't one to its question of the group."""
    if pattern_of(typed.path) != "group_answers[].answer" or group is None or not typed.text:
        return
    (at,) = positions(typed.path)
    asked = application.group_answers[at].question if at < len(application.group_answers) else None
    question = group.question(asked or "")
    if question is not None and isinstance(misread := question.read(typed.text), Misread):
        raise NotTakenError(not_an_answer(question, typed.text, misread, typed.path).message(language))
