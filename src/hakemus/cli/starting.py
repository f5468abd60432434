"""Commands to begin with: the page in the browser, an application, one of the register, a board's file, a schema."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

import json
import os
import shlex
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from hakemus.cli.command import (
    OVERWRITE,
    Argument,
    Option,
    command,
    day,
    installed_groups,
    leader_group,
    measures_listed,
    measures_named,
)
from hakemus.cli.complaints import RefusalError, measures_table
from hakemus.cli.session import TO_THE_SCREEN, Outcome, Session, error_values, show, typed_command
from hakemus.errors import FileError, LoadError, UnknownNameError
from hakemus.reading import kind_of
from hakemus.texts import LANGUAGES, Language, load_error, wording
from hakemus.values import typed
from hakemus.values.typed import TypedError

if TYPE_CHECKING:
    from hakemus.group import LeaderGroup
    from hakemus.model import Application


# The command that opens the page in the browser: a server of this computer's own, until it is stopped.


_LOOPBACK = "127.0.0.1"
_LARGEST_PORT = 65_535


def _port(text: str) -> int:
    try:
        port = typed.whole(text)
    except TypedError:
        port = -1
    if not 0 <= port <= _LARGEST_PORT:
        raise RefusalError("cli.open.not-a-port", {"typed": text})
    return port


@command(
    "cli.open",
    Argument("file", "file", Path, required=False, text="cli.argument.file-open"),
    Option("--group", "folder", text="group.command.option", names=installed_groups),
    Option("--port", "number", _port, default="0"),
    Option("--no-browser"),
)
def open_page(
    session: Session, file: Path | None, *, group: str | None, port: int, no_browser: bool
) -> Outcome:
    """Open the page in the browser, and serve it until it is stopped."""
    import secrets

    try:
        import uvicorn

        from hakemus.checking import load
        from hakemus.page.server import application
        from hakemus.page.workspace import Workspace
        from hakemus.reading import read_bytes
    except ImportError as error:
        raise RefusalError("cli.open.no-web", {"missing": error.name or ""}) from error

    own = leader_group(group) if group is not None else None
    folder = Path(group) if group is not None and Path(group).is_dir() else None
    is_application = file is not None and file.suffix.lower() in {".toml", ".json"}
    space = Workspace(
        Path(os.path.realpath(file)).parent if file is not None and is_application else Path.cwd(),
        session.today,
        session.spoken.language,
        own,
        folder,
    )
    way = ""
    if file is not None:
        path = file if is_application else space.take_in(file.name, read_bytes(file))
        load(path)  # so that what cannot be understood is said here
        way = f"a/{space.key(path)}"
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as place:
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            place.bind((_LOOPBACK, port))
        except OSError as error:
            raise RefusalError("cli.open.port-taken", {"port": port}) from error
        place.listen()
        port, token = place.getsockname()[1], secrets.token_urlsafe(24)
        address = f"http://{_LOOPBACK}:{port}/{way}?token={token}"
        show(session.out, session.say("open.opened"))
        show(session.out, f"  {address}")
        sys.stdout.flush()
        served = application(space, token, [f"{_LOOPBACK}:{port}", f"localhost:{port}"])
        if not no_browser:
            threading.Timer(0.5, webbrowser.open, [address]).start()
        server = uvicorn.Server(
            uvicorn.Config(served, log_level="error", lifespan="off", ws="none", timeout_graceful_shutdown=1)
        )
        with suppress(KeyboardInterrupt):
            server.run(sockets=[place])
    return Outcome(tell=lambda: show(session.out, session.say("open.closed")))


BoardFile = Literal["meeting", "assessment"]

_BOARD_FILES: tuple[BoardFile, ...] = ("meeting", "assessment")
_APPLICATION = Path("application.toml")
_SCHEMAS = ("application", *_BOARD_FILES)
_DEFAULTS: dict[str, str] = {"name": str(_APPLICATION), **{name: f"{name}.toml" for name in _BOARD_FILES}}


def _beginnings() -> Iterator[tuple[str, ...]]:
    yield from measures_named()
    yield from ((name, *(wording(one).term(name) for one in LANGUAGES)) for name in _BOARD_FILES)


@command(
    "cli.new",
    Argument(
        "measure",
        "measure",
        required=False,
        text="cli.argument.measure-or-board",
        names=_beginnings,
        values=measures_listed,
    ),
    Option("--all", called="everything"),
    Option("--from", "file", Path, called="source"),
    Option("--group", "folder", text="group.command.option", names=installed_groups),
    Option("--on", "day", day, text="cli.option.on-new"),
    Option("--out", "file", Path, text="cli.option.out-new", values=lambda _: _DEFAULTS, shows=True),
    OVERWRITE,
)
def new(
    session: Session,
    measure: str | None,
    *,
    everything: bool,
    source: Path | None,
    group: str | None,
    on: date | None,
    out: Path | None,
    overwrite: bool,
) -> Outcome:
    """Make a file to fill in: an application of a measure, or a board's."""
    if measure is not None and (name := board_file(measure)) is not None:
        path = out or Path(f"{name}.toml")
        text = _board_text(session, name, path, on=on, application=source, group=group)
        folder = path.parent if name == "meeting" else path.parent.parent
        following = f"{session.say('new.next-board')} {typed_command('board', folder)}"
        return _written_text(session, path, text, overwrite=overwrite, after=following)
    own = leader_group(group) if group is not None else None
    if measure is None and source is None:
        return measures_outcome(session, own)
    from hakemus.files import commented_file, emptied, new_application

    path = out or _APPLICATION
    earlier, today = read_earlier(source) if source is not None else None, session.today()
    language = session.spoken.language if earlier is None or session.spoken.chosen else earlier.language
    made = new_application(measure, language=language, on=on, law_of=today, group=own, earlier=earlier)
    gone = () if earlier is None else emptied(earlier, made)
    remarks = [f"  {session.words.term(field)} ({field})" for field in gone]
    return _written_text(
        session,
        path,
        commented_file(made, language, group=own, law_of=today, everything=everything),
        overwrite=overwrite,
        remarks=[session.say("new.emptied"), *remarks] if remarks else (),
        after=_next_step(session, path, group),
        more={"emptied": list(gone)},
    )


@command(
    "cli.record",
    Argument("page", "page", Path),
    Option(
        "--out", "file", Path, default=_APPLICATION, values=lambda _: {"name": str(_APPLICATION)}, shows=True
    ),
    OVERWRITE,
)
def record(session: Session, page: Path, out: Path, overwrite: bool) -> Outcome:
    """Make an application of a page of the public register."""
    from hakemus.files import commented_file

    application, unread = _of_register(page)
    remarks = [f"  {line}" for line in unread]
    return _written_text(
        session,
        out,
        commented_file(application, session.spoken.language, unread=unread, law_of=session.today()),
        overwrite=overwrite,
        remarks=[session.say("record.unread"), *remarks] if remarks else (),
        after=_next_step(session, out),
        more={"unread": list(unread)},
    )


@command(
    "cli.schema",
    Argument(
        "name", "board-file", default="application", text="cli.argument.board-file", names=lambda: _SCHEMAS
    ),
    Option("--out", "file", Path, text="cli.option.out-schema", shows=True),
    OVERWRITE,
)
def schema(session: Session, name: str, out: Path | None, overwrite: bool) -> Outcome:
    """Write the JSON Schema of a file, by which an editor helps."""
    from hakemus.files import application_schema, assessment_schema, meeting_schema
    from hakemus.programme import programme_on

    schemas: dict[str, Callable[[Language], Mapping[str, Any]]] = {
        "application": lambda language: application_schema(language, programme_on(session.today())),
        "meeting": meeting_schema,
        "assessment": assessment_schema,
    }
    key = board_file(name) or name
    if key not in schemas:
        raise UnknownNameError("file", name, schemas)
    text = json.dumps(schemas[key](session.spoken.language), ensure_ascii=False, indent=2)
    return _written_text(session, out or Path(f"{key}.schema.json"), f"{text}\n", overwrite=overwrite)


def measures_outcome(session: Session, group: "LeaderGroup | None" = None) -> Outcome:
    """Return the refusal of a command that needs a measure: it names them all, and those of the group's own."""
    from hakemus.programme import programme_on

    own = {} if group is None else {one.key: one.name for one in group.support_forms}

    def tell() -> None:
        show(session.err, session.say("new.choose"))
        language = session.spoken.language
        show(session.err, measures_table(session, [(key, name.text(language)) for key, name in own.items()]))

    every = {one.key: one.label for one in programme_on(session.today()).measures()} | own
    listed = [
        {"key": key, "name": {language: name.text(language) for language in LANGUAGES}}
        for key, name in every.items()
    ]
    error = error_values("use", "cli.new.choose")
    return Outcome(tell=tell, code=2, error=error, more=lambda: {"measures": listed})


def _next_step(session: Session, out: Path, group: str | None = None) -> str:
    with_group = "" if group is None else f" --group {shlex.quote(group)}"
    return f"{session.say('new.next')} {typed_command('check', out)}{with_group}"


def _written_text(
    session: Session,
    out: Path,
    text: str,
    *,
    overwrite: bool,
    remarks: Sequence[str] = (),
    after: str = "",
    more: Mapping[str, Any] | None = None,
) -> Outcome:
    """Write text to a file, and return what is said of it; for a plain `-` the text itself is what is said.

    `remarks` are about the text, `after` is said only when there is a file, and `more` is for programs.
    """
    from hakemus.files import save

    values = more or {}
    if out == TO_THE_SCREEN:

        def print_it() -> None:
            session.put(text)
            for line in remarks:
                show(session.err, line)

        return Outcome(tell=print_it, more=lambda: {**values, "text": text})
    path = save(out, text.encode("utf-8"), overwrite=overwrite)

    def tell() -> None:
        for line in (f"{session.say('written')} {out}", *remarks, *([after] if after else [])):
            show(session.out, line)

    return Outcome(tell=tell, written=(path,), more=lambda: values)


def read_earlier(source: Path) -> "Application":
    """Return the application of a file: TOML or JSON, a Word paper, or a register page as text.

    Raises:
        FileError: It is a file of another kind.
    """
    import hakemus
    from hakemus.cli.word_files import read_paper

    match source.suffix.lower():
        case ".toml" | ".json":
            return hakemus.load(source)
        case ".docx":
            return read_paper(source).application
        case ending if ending in {"", ".txt"} or kind_of(source) != "file":
            return _of_register(source)[0]
        case _:
            kinds = (
                "an application file (.toml, .json), a Word paper (.docx) or a register page as text (.txt)"
            )
            raise FileError(source, "no-start", f"an application cannot begin from {source}; name {kinds}")


def _of_register(page: Path) -> "tuple[Application, tuple[str, ...]]":
    """Return the application of a page of the register, and its lines without a field.

    Raises:
        LoadError: It isn't such a page, or holds a wrong value; the error names the file.
    """
    from hakemus.files import read_record
    from hakemus.reading import read_text

    text = read_text(page)
    try:
        record = read_record(text)
        return record.to_application(), record.unread
    except LoadError as error:
        raise load_error(error.faults, str(page)) from error


# Files for a board to fill.


def board_file(text: str) -> BoardFile | None:
    """Return which file of a board a text names, by its key or by what it is called in any language.

    >>> board_file("kokous"), board_file("valmisteluraha")
    ('meeting', None)
    """
    wanted = text.strip().casefold()
    for name in _BOARD_FILES:
        if wanted in {name, *(wording(language).term(name).casefold() for language in LANGUAGES)}:
            return name
    return None


def _board_text(
    session: Session,
    name: BoardFile,
    out: Path,
    *,
    on: date | None,
    application: Path | None,
    group: str | None,
) -> str:
    """Return the text of a file to fill that is to be at `out`.

    The assessment is of the application that is given, or else of one that is next to it, if there is one. While that
    has no day, its criteria are those of `on`, or else of today.
    """
    from hakemus.files import blank_assessment, blank_meeting, read_application
    from hakemus.files.board_blank import seen_from

    language = session.spoken.language
    folder = Path() if out == TO_THE_SCREEN else out.parent
    if name == "meeting":
        there = group is not None and kind_of(Path(group)) != ""
        return blank_meeting(
            language, on=on, group=seen_from(folder, Path(group)) if there and group else None
        )
    found = application or next((path for path in [folder / _APPLICATION] if kind_of(path) == "file"), None)
    assessed = (seen_from(folder, found), read_application(found)) if found is not None else None
    own = leader_group(group) if group is not None else None
    return blank_assessment(language, on=on, application=assessed, group=own, law_of=session.today())
