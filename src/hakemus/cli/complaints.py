"""What went wrong, in the user's language, ending with how to correct it; never a traceback."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

import os.path
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hakemus.cli.session import Outcome, Screen, Session, Terms, cell, show, terms_table, typed_command
from hakemus.errors import (
    DataError,
    Fault,
    FileError,
    FormError,
    HakemusError,
    LoadError,
    Message,
    PdfError,
    UnknownNameError,
    WordError,
    count_faults,
    message_of,
)
from hakemus.reading import kind_of, read_bytes, read_mapping
from hakemus.texts import LANGUAGES, Language, Wording, describe_fault, fault_message, in_language, wording

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table


class RefusalError(Exception):
    """Something that the command line itself refuses: the key of its message in the catalogue, and its values."""

    def __init__(self, key: str, values: Mapping[str, object]) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class NotADayError(RefusalError):
    """The option `--on` was given a text that isn't a day, or not a likely one (`code` says which)."""

    def __init__(self, text: str, code: str) -> None:
        super().__init__(f"cli.complaint.{code}", {"text": text})
        self.text = text
        self.code = code


class UnfitGroupError(Exception):
    """The folder of the Leader group cannot be used: everything that is wrong with it."""

    def __init__(self, source: str, faults: Sequence[Fault]) -> None:
        super().__init__(source)
        self.source = source
        self.faults = tuple(faults)


@contextmanager
def unfit_group_reported(source: str | Path) -> Iterator[None]:
    """Make an error in a group's own data name its folder, and not the library, as what is to be corrected."""
    try:
        yield
    except DataError as error:
        raise UnfitGroupError(str(source), error.faults) from error


_KINDS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (LoadError, "load"),
    (UnfitGroupError, "group"),
    (FileError, "file"),
    (PdfError, "pdf"),
    (UnknownNameError, "name"),
    (DataError, "data"),
    (NotADayError, "day"),
    (FormError, "form"),
    (WordError, "word"),
    ((RefusalError, click.UsageError), "use"),
)
"""What the kinds of error are called for programs; another is `other`."""

_DETAILS = ("path", "code", "source", "name", "detail", "text")
"""What else an error holds that a program may want, where it is a text or a number."""

COMPLAINTS = (HakemusError, click.UsageError, RefusalError, UnfitGroupError)
"""Everything that is reported to the user; anything else that is raised is a defect of the library and shows as one."""


def complain(session: Session, error: Exception) -> int:
    """Print what went wrong to the error output, and return the exit code."""
    words = wording(_language(session, error))
    tell = partial(show_error, session, error, words, session.err)
    return session.print_outcome(Outcome(tell=tell, code=2, error=error_mapping(session, error)))


def show_error(session: Session, error: Exception, words: Wording, where: Screen) -> None:
    """Print what went wrong, with how to correct it."""
    first, *more = _pieces(session, error, words)
    show(where, words.message("cli.complaint.head", {"message": str(first)}))
    for what in more:
        show(where, what)


def error_mapping(session: Session, error: Exception) -> dict[str, Any]:
    """Return an error as plain values: its kind, its message in all languages, and what else it holds."""
    kind = next((name for kinds, name in _KINDS if isinstance(error, kinds)), "other")
    message = {
        language: "\n".join(
            what for what in _pieces(session, error, wording(language)) if isinstance(what, str)
        )
        for language in LANGUAGES
    }
    more = {
        name: getattr(error, name) for name in _DETAILS if isinstance(getattr(error, name, None), str | int)
    }
    values: dict[str, Any] = {"kind": kind, "message": message, **more}
    if allowed := getattr(error, "allowed", ()):
        values["allowed"] = list(allowed)
    if problems := getattr(error, "problems", ()):
        values["problems"] = [asdict(problem) for problem in problems]
    if faults := getattr(error, "faults", ()):
        values["faults"] = [
            asdict(fault) | {"message": {language: fault_message(fault, language) for language in LANGUAGES}}
            for fault in faults
        ]
    return values


def _pieces(session: Session, error: Exception, words: Wording) -> "Iterator[RenderableType]":
    if (other := _other_file(error)) is not None:
        kind, values = other
        yield words.message(f"cli.complaint.is-{kind}", values)
    else:
        yield from _own_pieces(session, error, words)


def _own_pieces(session: Session, error: Exception, words: Wording) -> "Iterator[RenderableType]":
    from hakemus.desk.in_words import error_pieces, unknown_pieces
    from hakemus.programme import entry_named

    match error:
        case UnfitGroupError():
            values = {"source": error.source, "count": count_faults(error.faults)}
            yield words.message("cli.complaint.unfit-group", values)
            yield _bullets([describe_fault(one, words.language) for one in error.faults])
        case FileError():
            yield from _of_file(error, words)
        case UnknownNameError():
            is_measure = error.kind == "measure"
            yield from unknown_pieces(error, words, is_listed=is_measure)
            if is_measure:
                own = [(key, "") for key in error.allowed if entry_named("measure", key) is None]
                yield measures_table(session, own)
        case RefusalError():
            yield words.message(error.key, error.values)
        case click.UsageError():
            yield from _misused(error, words)
        case DataError() if "before-programme" not in {one.code for one in error.faults}:
            yield words.message("cli.complaint.data", {"detail": str(error)})
        case HakemusError():
            for piece in error_pieces(error, words):
                yield piece if isinstance(piece, str) else _bullets(piece)
        case _:
            yield words.message("cli.complaint.other", {"detail": str(error)})


def _of_file(error: FileError, words: Wording) -> Iterator[str]:
    said = message_of(error.__cause__) if isinstance(error.__cause__, WordError) else ""
    # That says more than that the file is damaged.
    if isinstance(said, Message) and said.code == "entry-compression":
        yield f"{error.path}: {in_language(said, words.language)}"
        return
    is_folder = os.path.isdir(error.path)  # noqa: PTH112 - that of a path raises where nobody may look
    code = "is-folder" if error.code == "exists" and is_folder else error.code
    yield words.message(f"files.{code}", {"path": error.path})
    if code == "exists":
        yield words.message("cli.complaint.exists")


def refuse_swapped(command: str, application: Path, other: Path) -> None:
    """Refuse an application file and a Word file or spreadsheet that were named the wrong way round."""
    if _is_package(application) and not _is_package(other) and _kind_of_file(other)[0] == "application":
        typed = f"{typed_command(command, other)} {shlex.quote(str(application))}"
        values = {"path": str(application), "other": str(other), "command": typed}
        raise RefusalError("cli.complaint.swapped", values)


def _is_package(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(2) == b"PK"
    except OSError:
        return False


_EXPECTED = {"not-utf-8": "", "is-office-file": "", "paper-no-paper": "word", "no-workbook": "workbook"}
"""By the code of a `FileError` that may be of a file of another kind, the kind that was expected."""


def _other_file(error: Exception) -> tuple[str, Mapping[str, str]] | None:
    """Return of which other kind than expected a file is, with the values of its message; None where nobody knows."""
    expected, strange = "", frozenset[str]()
    match error:
        case FileError() if error.code in _EXPECTED:
            path, expected = Path(error.path), _EXPECTED[error.code]
        case FileError(code="missing") if kind_of(Path(error.path).parent) == "file":
            path = Path(error.path).parent  # a file where a folder was expected
        case FileError(code="no-folder") if kind_of(Path(error.path)) == "file":
            path = Path(error.path)
        case FileError(code="is-folder"):
            return _kind_of_folder(Path(error.path))
        case UnknownNameError() if kind_of(Path(str(error.name))) == "file":
            path = Path(str(error.name))  # a file where a name was expected
        case LoadError():
            strange = frozenset(fault.path for fault in error.faults if fault.code == "unknown-key")
            if not strange and "not-a-record" not in {fault.code for fault in error.faults}:
                return None
            path = Path(error.source)
        case FormError(code="is-template"):
            path = Path(error.values.get("path", ""))
        case _:
            return None
    kind, own = ("template", strange) if isinstance(error, FormError) else _kind_of_file(path)
    if kind in ("", expected) or (strange and not strange & own):
        return None
    folder, above = path.parent, Path(os.path.normpath(path.parent / ".."))
    commands = {
        "word": typed_command("read", path),
        "workbook": typed_command("budget import application.toml", path),
        "application": typed_command("check", path),
        "meeting": typed_command("board", folder),
        "assessment": typed_command("board", above),
        "group": typed_command("group check", folder),
        "template": typed_command("templates check", above if folder.name in LANGUAGES else folder),
        "pdf": "",
    }
    update = typed_command("update application.toml", path)
    return kind, {"path": str(path), "command": commands[kind], "update": update}


_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"


def _kind_of_file(path: Path) -> tuple[str, frozenset[str]]:
    """Return of which kind a file seems to be, and the keys of such a file; nothing where it cannot be said."""
    from hakemus.group import LeaderGroup
    from hakemus.model import Application, Assessment, Meeting, Part

    try:
        content = read_bytes(path)
        if content.startswith(b"%PDF-"):
            return "pdf", frozenset()
        if content.startswith(b"PK"):  # a zip archive, whose names can be read in it
            parts = {"word": b"word/document.xml", "workbook": b"xl/workbook.xml"}
            if _OPEN_DOCUMENT in content[: 2 * len(_OPEN_DOCUMENT)]:  # its kind is its first entry
                return "workbook", frozenset()
            found = next((kind for kind, part in parts.items() if part in content), "")
            return "template" if found == "word" and _has_tags(content) else found, frozenset()
        keys = read_mapping(path).keys()
    except HakemusError:
        return "", frozenset()
    parts_of_files: dict[str, type[Part]] = {
        "application": Application,
        "meeting": Meeting,
        "assessment": Assessment,
        "group": LeaderGroup,
    }
    own = {kind: frozenset(part.model_fields) for kind, part in parts_of_files.items()}
    likely = sorted(own, key=lambda kind: len(own[kind] & keys), reverse=True)
    held, next_held = (len(own[kind] & keys) for kind in likely[:2])
    return (likely[0], own[likely[0]]) if held > next_held else ("", frozenset())


def _has_tags(content: bytes) -> bool:
    """Return whether a Word file is a template: papers hold no tags."""
    from hakemus.word import text

    try:
        return any(tag in text(content) for tag in ("{{", "{%"))
    except HakemusError:
        return False


def _kind_of_folder(folder: Path) -> tuple[str, Mapping[str, str]] | None:
    """Return what a folder holds that a file was expected to be, with the values of its message."""
    for kind, name, command in (
        ("meeting", "meeting.toml", "board"),
        ("application", "application.toml", "check"),
        ("group", "group.toml", "group check"),
    ):
        if os.path.isfile(folder / name):  # noqa: PTH113 - that of a path raises where nobody may look
            named = folder / name if kind == "application" else folder
            return kind, {"path": str(folder / name), "command": typed_command(command, named)}
    return None


def _misused(error: click.UsageError, words: Wording) -> Iterator[str]:
    # click says these in English only, so each is said again.
    match error:
        case click.MissingParameter(param=parameter):
            texts = getattr(parameter, "texts", None)
            name = texts.place(words) if texts is not None else str(parameter)
            yield words.message("cli.complaint.missing-argument", {"name": name})
        case click.NoSuchOption():
            likely = {"names": sorted(error.possibilities or ())}
            hint = words.message(f"cli.complaint.{'likely' if likely['names'] else 'correct-option'}", likely)
            yield f"{words.message('cli.complaint.unknown-option', {'name': error.option_name})} {hint}"
        case click.BadOptionUsage():
            yield words.message("cli.complaint.option-value", {"name": error.option_name})
        case _:
            yield words.message("cli.complaint.usage", {"detail": str(error)})
    command = error.ctx.command_path if error.ctx is not None else "hakemus"
    yield words.message("cli.complaint.see", {"command": f"{command} --help"})


def _bullets(lines: list[str]) -> "Table":
    from rich.table import Table

    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for line in lines:
        table.add_row("  -", cell(line))
    return table


def _language(session: Session, error: Exception) -> Language:
    """Return the language of a complaint: of a file that cannot be understood, its own, where it says it."""
    if session.spoken.chosen or not isinstance(error, LoadError):
        return session.spoken.language
    try:
        named = read_mapping(Path(error.source)).get("language")
    except HakemusError:
        return session.spoken.language
    return next((language for language in LANGUAGES if language == named), session.spoken.language)


def measures_table(session: Session, own: Iterable[tuple[str, str]] = ()) -> Terms:
    """Return the measures by key, each with its name in the user's language, and those of a group's `own`."""
    from hakemus.programme import programme_on

    rows = (
        (measure.key, measure.label.text(session.spoken.language))
        for measure in programme_on(session.today()).measures()
    )
    return terms_table((*rows, *own), (session.say("new.key"), session.say("new.name")))
