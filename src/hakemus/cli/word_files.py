"""Commands that read Word papers back: what one says, how two differ, and changes taken into the file."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from rich import box
from rich.table import Table

from hakemus.cli.command import (
    FILE,
    GROUP,
    OVERWRITE,
    PAPER,
    Argument,
    Option,
    choice_of,
    command,
    measures_listed,
    measures_named,
)
from hakemus.cli.complaints import refuse_swapped
from hakemus.cli.session import Outcome, Session, cell, show, show_written, widest_word
from hakemus.errors import FileError, FormError, PackageError
from hakemus.texts import LANGUAGES, wording

if TYPE_CHECKING:
    from hakemus.changes import Conflict, Side
    from hakemus.desk import Update
    from hakemus.forms import Account, Change, Note, NotUnderstood, Reading
    from hakemus.group import LeaderGroup
    from hakemus.texts import Wording

_AnswerT = TypeVar("_AnswerT")


@command(
    "cli.read",
    PAPER,
    GROUP,
    Option(
        "--measure",
        "measure",
        text="cli.option.measure-read",
        names=measures_named,
        values=measures_listed,
    ),
    Option("--out", "file", Path, text="cli.option.out-read"),
    OVERWRITE,
)
def read(
    session: Session,
    paper: Path,
    *,
    group: "LeaderGroup | None",
    measure: str | None,
    out: Path | None,
    overwrite: bool,
) -> Outcome:
    """Read a paper, and show what changed in it since it was made."""
    from hakemus.desk.in_words import problem_text
    from hakemus.files import commented_file, save

    reading = read_paper(paper, group, measure)
    words = session.words_for(reading.application.language)
    written: tuple[Path, ...] = ()
    if out is not None:
        text = commented_file(
            reading.application,
            words.language,
            outside=(f"{one.heading}: {one.text}" if one.heading else one.text for one in reading.outside),
            remarks=((one.path, problem_text(one, words)) for one in _problems(reading)),
            group=group,
        )
        written = (save(out, text.encode(), overwrite=overwrite),)

    def tell() -> None:
        say = words.message
        _show_notes(session, reading, words)
        if reading.changes:
            titles = (say("cli.read.before"), say("cli.read.after"))
            show_changes(session, reading.changes, words, titles)
        else:
            show(
                session.out,
                say("cli.read.unchanged" if reading.account.is_whole else "cli.read.unchanged-read"),
            )
        _show_remarks(session, reading, words)
        _show_account(session, reading.account, words)
        if written:
            show_written(session.out, say("cli.written"), written)

    return Outcome(
        tell=tell,
        code=1 if reading.problems or not reading.account.is_whole else 0,
        written=written,
        findings=_finding_values(reading),
        more=lambda: {
            "document": reading.document,
            "tracked": reading.tracked,
            "changes": change_values(reading.changes),
            "outside": _outside_values(reading),
            "account": account_values(reading.account),
            "application": reading.application.model_dump(mode="json", exclude_none=True),
        },
    )


@command("cli.compare", PAPER, Argument("other", "paper", Path, text="cli.argument.other-paper"), GROUP)
def compare(session: Session, paper: Path, other: Path, *, group: "LeaderGroup | None") -> Outcome:
    """Compare two papers."""
    from hakemus.forms import compared

    # One by one, so that a fault names the file that it is in.
    readings = {one: read_paper(one, group) for one in (paper, other)}
    changes = compared(readings[paper], readings[other], group)

    def tell() -> None:
        if changes:
            show_changes(session, changes, session.words, (str(paper), str(other)))
        else:
            show(session.out, session.say("compare.same" if whole else "compare.same-read"))
        for one, reading in readings.items():
            if not reading.account.is_whole:
                show(session.out, f"{one}:")
                _show_account(session, reading.account, session.words)

    whole = all(reading.account.is_whole for reading in readings.values())
    accounts = [account_values(reading.account) for reading in readings.values()]
    more = lambda: {"changes": change_values(changes), "accounts": accounts}  # noqa: E731
    return Outcome(tell=tell, code=1 if changes or not whole else 0, more=more)


_SIDES: "Mapping[str, Side]" = {"paper": "paper", "file": "file"}


@command(
    "cli.update",
    FILE,
    PAPER,
    Option("--take", "paper|file", choice_of("side", _SIDES), names=lambda: _SIDES),
    Option("--yes"),
    Option("--dry-run"),
    GROUP,
)
def update(
    session: Session,
    file: Path,
    paper: Path,
    *,
    take: "Side | None",
    yes: bool,
    dry_run: bool,
    group: "LeaderGroup | None",
) -> Outcome:
    """Bring an application file up to date from a paper that was edited, after asking."""
    from hakemus.desk import update as bring

    refuse_swapped("update", file, paper)
    content = _paper_bytes(paper)

    with _paper_named(paper):
        planned = bring(file, content, group=group, take=take, write=False)
    words = session.words_for(planned.application.language)
    agreed = yes
    if not session.as_json:
        _show_notes(session, planned.reading, words)
        if planned.reading.base is None:
            show(session.out, words.message("cli.update.no-data"))
        _show_remarks(session, planned.reading, words)
        _show_account(session, planned.reading.account, words)
        if planned.conflicts and not (yes or dry_run):
            decided = [(conflict, _asked_side(session, conflict, words)) for conflict in planned.conflicts]

            def decide(conflict: "Conflict") -> "Side | None":
                return next((side for known, side in decided if known == conflict), None)

            planned = bring(file, content, group=group, take=decide, write=False)
        _show_update(session, planned, words)
        if not (yes or dry_run) and planned.after != planned.before:
            agreed = is_agreed(session, planned.path, words)
    same = planned.after == planned.before
    written = agreed and not dry_run and not same
    if written:
        planned.write()

    def tell() -> None:
        if written:
            show_written(session.out, words.message("cli.written"), [planned.path])
        else:
            key = "same" if same and is_whole else "same-read" if same else "dry" if dry_run else "unwritten"
            show(session.out, words.message(f"cli.update.{key}"))

    settled, is_whole = written or dry_run or session.as_json or same, planned.reading.account.is_whole
    return Outcome(
        tell=tell,
        code=0 if settled and not planned.conflicts and not planned.reading.problems and is_whole else 1,
        written=(file,) if written else (),
        findings=_finding_values(planned.reading),
        more=lambda: {
            "changes": change_values(planned.changes),
            "kept": change_values(planned.kept),
            "conflicts": change_values(planned.conflicts),
            "outside": _outside_values(planned.reading),
            "account": account_values(planned.reading.account),
        },
    )


def _show_update(session: Session, planned: "Update", words: "Wording") -> None:
    """Print what is written, what stays because it changed in the file, and what is not settled."""
    from hakemus.changes import MissingRow

    say = words.message
    for key, changes, titles in (
        ("changes", planned.changes, ("cli.read.before", "cli.update.after")),
        ("kept", planned.kept, ("cli.update.made", "cli.update.file")),
    ):
        if changes:
            show(session.out, say(f"cli.update.{key}", {"count": len(changes)}))
            show_changes(session, changes, words, [say(title) for title in titles])
    missing = [one for one in planned.conflicts if isinstance(one, MissingRow)]
    others = [one for one in planned.conflicts if not isinstance(one, MissingRow)]
    for key, conflicts in (("conflicts", others), ("missing", missing)):
        if conflicts:
            show(session.out, say(f"cli.update.{key}", {"count": len(conflicts)}))
            _show_conflicts(session, conflicts, words)
    if planned.conflicts:
        show(session.out, say("cli.update.left"))


def _show_conflicts(session: Session, conflicts: "Iterable[Conflict]", words: "Wording") -> None:
    titles = [words.message(f"cli.update.{key}") for key in ("made", "paper", "file")]
    rows = [(one.path, one.before, one.paper, one.file) for one in conflicts]
    _show_values(session, rows, words, titles)


def _asked_side(session: Session, conflict: "Conflict", words: "Wording") -> "Side | None":
    from hakemus.changes import MissingRow
    from hakemus.desk.in_words import term_of

    say = words.message
    _show_conflicts(session, [conflict], words)
    letters: dict[str, Side] = {
        say("cli.update.letter-paper"): "paper",
        say("cli.update.letter-file"): "file",
        "paper": "paper",
        "file": "file",
    }
    key = "which-missing" if isinstance(conflict, MissingRow) else "which"
    return _answer(session, say(f"cli.update.{key}", {"field": term_of(conflict.path, words)}), letters)


def is_agreed(session: Session, file: Path, words: "Wording") -> bool:
    """Return whether somebody says that an application file is to be written."""
    return is_yes(session, words.message("cli.update.write", {"file": str(file)}), words)


def is_yes(session: Session, question: str, words: "Wording") -> bool:
    """Return whether a question is answered with yes."""
    say = words.message
    answers = {say("cli.update.letter-yes"): True, say("cli.update.letter-no"): False}
    answers |= {say("words.yes"): True, say("words.no"): False}
    return bool(_answer(session, question, answers))


def _answer(session: Session, question: str, answers: Mapping[str, _AnswerT]) -> _AnswerT | None:
    """Return what an answer means; None for an empty one, and where nobody is there to answer.

    A text that isn't among the answers is asked about again.
    """
    while True:
        show(session.out, question)
        try:
            given = input().strip().casefold()
        except (EOFError, OSError, RuntimeError, ValueError):  # there is none, or it is closed
            return None
        if not given:
            return None
        if given in answers:
            return answers[given]


# A paper as a file that a person names.


def read_paper(paper: Path, group: "LeaderGroup | None" = None, measure: str | None = None) -> "Reading":
    """Return what a paper says; raise `FileError` or `FormError`, which name the file, when it cannot be read."""
    import hakemus

    with _paper_named(paper):
        return hakemus.read(_paper_bytes(paper), group=group, measure=measure)


def _paper_bytes(paper: Path) -> bytes:
    from hakemus.reading import read_bytes
    from hakemus.word.markup import DEFAULT_LIMITS

    return read_bytes(paper, DEFAULT_LIMITS.file_bytes)


@contextmanager
def _paper_named(paper: Path) -> Iterator[None]:
    """Make what is wrong with a paper an error that names the file."""
    try:
        yield
    except PackageError as error:
        raise FileError(paper, f"paper-{error.code}", f"{paper}: {error}") from error
    except FormError as error:
        raise FormError(error.code, str(error), {**error.values, "path": str(paper)}) from error


# What a paper says, for people and for programs.


def _show_notes(session: Session, reading: "Reading", words: "Wording") -> None:
    """Print what to know of a paper as a whole."""
    if reading.tracked:
        show(session.out, words.message("cli.read.tracked"))
    for note in reading.notes:
        show(session.out, _note_text(note, words))


def _note_text(note: "Note", words: "Wording") -> str:
    """Return what to know of a paper; measures are called by their names."""
    from hakemus.programme import entry_named

    values = note.values
    if note.code == "other-measure":
        named = {key: entry_named("measure", measure) for key, measure in values.items()}
        values = {key: entry.label.text(words.language) for key, entry in named.items() if entry is not None}
    return words.message(f"cli.read.note.{note.code}", values)


def _show_remarks(session: Session, reading: "Reading", words: "Wording") -> None:
    """Print what in the fields was not understood, and what a paper says outside them."""
    from hakemus.desk.in_words import problem_text

    for problem in _problems(reading):
        show(session.out)
        show(session.out, problem_text(problem, words), "bold red")
    if reading.outside:
        show(session.out)
        show(session.out, words.message("cli.read.outside"))
        for piece in reading.outside:
            show(session.out, f"  {piece.heading}: {piece.text}" if piece.heading else f"  {piece.text}")


def _problems(reading: "Reading") -> "list[NotUnderstood]":
    """Return what was not understood, each at its place in what was read."""
    from hakemus.desk import place_read

    return [replace(one, path=place_read(reading, one.path)) for one in reading.problems]


_NAMED = 6
"""So many fields of a part are named; of more, their number."""


def _show_account(session: Session, account: "Account", words: "Wording") -> None:
    """Print how many of a paper's fields are in the file, and which are not, by the headings that they were under."""
    from hakemus.desk.in_words import term_of

    say = words.message
    if account.fields is None:
        show(session.out)
        show(session.out, say("cli.read.account.unknown", {"found": account.found}))
    if not account.lost:
        return
    lost = len(account.not_found)
    show(session.out)
    counts = {"count": account.fields, "found": account.found, "lost": lost}
    show(session.out, say("cli.read.account.lost", counts), "bold red")
    for part in account.lost:
        heading = part.heading or say("cli.read.account.beginning")
        named = ", ".join(term_of(path, words) for path in part.fields[:_NAMED])
        more = " …" if len(part.fields) > _NAMED else ""
        key = "whole" if part.is_whole else "part"
        values = {"heading": heading, "count": len(part.fields), "fields": f"{named}{more}"}
        show(session.out, f"  {say(f'cli.read.account.{key}', values)}")
    show(session.out, say("cli.read.account.kept"))


def account_values(account: "Account") -> dict[str, Any]:
    """Return the account of a reading for programs."""
    return {
        "fields": account.fields,
        "found": account.found,
        "changed": account.changed,
        "emptied": account.emptied,
        "not_found": len(account.not_found),
        "whole": account.is_whole,
        "parts": [
            {"heading": part.heading, "whole": part.is_whole, "fields": [*part.fields]}
            for part in account.lost
        ],
    }


def _finding_values(reading: "Reading") -> Iterator[dict[str, Any]]:
    """Yield what was not understood and what to know of the paper for programs, as findings."""
    from hakemus.desk.in_words import problem_text

    for problem in reading.problems:
        yield {
            "id": problem.code,
            "severity": "error",
            "path": problem.path,
            "values": {"typed": problem.typed},
            "message": {language: problem_text(problem, wording(language)) for language in LANGUAGES},
        }
    for note in reading.notes:
        message = {language: _note_text(note, wording(language)) for language in LANGUAGES}
        yield {"id": note.code, "severity": "note", "values": note.values, "message": message}


def change_values(changes: "Iterable[Change | Conflict]") -> list[dict[str, Any]]:
    """Return changes or conflicts for programs: path, term in all languages, and the values."""
    from hakemus.desk.in_words import term_of

    return [
        {
            "path": change.path,
            "term": {language: term_of(change.path, wording(language)) for language in LANGUAGES},
            **{key: one for key, one in asdict(change).items() if key != "path"},
        }
        for change in changes
    ]


def _outside_values(reading: "Reading") -> list[dict[str, str]]:
    return [{"heading": one.heading, "text": one.text} for one in reading.outside]


# Values of fields side by side: each field by its official term, its values as people read them.


def show_changes(
    session: Session, changes: "Iterable[Change]", words: "Wording", titles: Iterable[str]
) -> None:
    """Print the values of fields before and after, under these titles."""
    _show_values(session, [(one.path, one.before, one.after) for one in changes], words, titles)


def _show_values(
    session: Session, rows: Iterable[tuple[Any, ...]], words: "Wording", titles: Iterable[str]
) -> None:
    """Print the values of fields side by side: each row is a path and its values, under these titles."""
    from hakemus.desk.in_words import term_of, value_text

    shown = [
        (term_of(path, words), *(value_text(path, one, words) for one in values)) for path, *values in rows
    ]
    table = Table(box=box.HORIZONTALS, header_style="")
    for at, title in enumerate((words.message("cli.check.field"), *titles)):
        table.add_column(cell(title), overflow="fold", min_width=widest_word(row[at] for row in shown))
    for row in shown:
        table.add_row(*map(cell, row))
    show(session.out, table)
