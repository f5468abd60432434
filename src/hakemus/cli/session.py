"""One run of the command line: the user's language, where it prints, the clock, and what came of the command."""

import json
import os
import re
import shlex
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from hakemus.texts import LANGUAGES, Language, Wording, known_language, wording

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.text import Text

# ruff: noqa: PLC0415 - rich may not be installed, which is to be reported in the user's language

JSON, LANGUAGE = "--json", "--language"
VARIABLE = "HAKEMUS_LANGUAGE"
TO_THE_SCREEN = Path("-")
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_BLANKS_AT_THE_END = re.compile(r"(?<![ \t])[ \t]+$", re.MULTILINE)
_KEPT = {"\N{NO-BREAK SPACE}": "\ufdd0", "\N{NARROW NO-BREAK SPACE}": "\ufdd1"}
"""What holds the place of blanks at which no line may break, since Rich breaks at these too."""


class SpokenLanguage(NamedTuple):
    """The user's language. `asked` is the one the option names; `chosen` is true when option or variable names it."""

    language: Language
    chosen: bool = False
    asked: Language | None = None


def spoken_language(arguments: Sequence[str], environment: Mapping[str, str]) -> SpokenLanguage:
    """Return the user's language: of the option, before or after the command (the last one counts), or the variable.

    >>> spoken_language(["check", "application.toml", "--language", "sv"], {"LANG": "fi_FI.UTF-8"})
    SpokenLanguage(language='sv', chosen=True, asked='sv')

    Raises:
        UnknownNameError: The option or the variable names another language.
    """
    asked: str | None = None
    own = _before_dashes(arguments)
    for argument, following in zip_longest(own, own[1:]):
        if argument == LANGUAGE and following is not None:
            asked = following
        elif argument.startswith(f"{LANGUAGE}="):
            asked = argument.partition("=")[2]
    if asked is not None:
        language = known_language(asked.lower())
        return SpokenLanguage(language, chosen=True, asked=language)
    if named := environment.get(VARIABLE):
        return SpokenLanguage(known_language(named.lower()), chosen=True)
    return SpokenLanguage(machine_language(environment))


def machine_language(environment: Mapping[str, str]) -> Language:
    """Return the language of the machine's locale, where it is one of ours, or else Finnish.

    >>> machine_language({"LANG": "sv_FI.UTF-8"}), machine_language({"LANG": "C.UTF-8"})
    ('sv', 'fi')
    """
    locale = next(filter(None, (environment.get(name) for name in _LOCALE_VARIABLES)), "")
    return next((language for language in LANGUAGES if locale.lower().startswith(language)), "fi")


def json_asked(arguments: Sequence[str]) -> bool:
    """Return whether a command line asks for JSON, before or after the command.

    >>> json_asked(["check", "application.toml", "--json"]), json_asked(["check", "--", "--json"])
    (True, False)
    """
    return JSON in _before_dashes(arguments)


def _before_dashes(arguments: Sequence[str]) -> list[str]:
    named = [str(argument) for argument in arguments]
    return named[: named.index("--")] if "--" in named else named


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a command: `tell` prints it for people, the rest is for programs.

    `written` are the files that are there now, `findings` what to correct or know, `error` why it could not be done,
    and `more` makes what only this command says; what it calls by a name of these counts before them.
    """

    tell: Callable[[], None]
    code: int = 0
    written: Sequence[Path] = ()
    findings: Iterable[Mapping[str, Any]] = ()
    error: Mapping[str, Any] | None = None
    more: Callable[[], Mapping[str, Any]] = dict

    def to_json(self) -> str:
        """Return it as JSON: `ok`, `written`, `findings` and `error` first, whatever the command."""
        values = {
            "ok": self.code == 0,
            "written": [str(path) for path in self.written],
            "findings": list(self.findings),
            "error": self.error,
            **self.more(),
        }
        return json.dumps(values, ensure_ascii=False, indent=2, default=str)


def error_values(kind: str, key: str, values: Mapping[str, object] | None = None) -> dict[str, Any]:
    """Return an error as plain values: its kind, and a message of the catalogue in all languages."""
    return {"kind": kind, "message": {one: wording(one).message(key, values) for one in LANGUAGES}}


def today() -> date:
    """Return the day by the machine's clock: the only place in the library that reads it."""
    return datetime.now().astimezone().date()


class Session(NamedTuple):
    """One run of the command line; with `as_json` its outcome is printed for a program."""

    spoken: SpokenLanguage
    out: "Screen"
    err: "Screen"
    today: Callable[[], date] = today
    as_json: bool = False

    @property
    def words(self) -> Wording:
        """Return the user's own language."""
        return wording(self.spoken.language)

    def words_for(self, own: Language) -> Wording:
        """Return the language of messages on an application: the user's if chosen, else the application's own."""
        return wording(self.spoken.language if self.spoken.chosen else own)

    def say(self, key: str, values: Mapping[str, object] | None = None) -> str:
        """Return a message of the command line in the user's language."""
        return self.words.message(f"cli.{key}", values)

    def put(self, text: str) -> None:
        """Write text to the standard output exactly as it is, as UTF-8 whatever the console's encoding."""
        buffer = getattr(self.out.file, "buffer", None)
        if buffer is None:
            self.out.file.write(text)
            return
        sys.stdout.flush()
        # A file name that is no UTF-8 becomes what JSON writes for it.
        buffer.write(text.encode("utf-8", "backslashreplace"))
        buffer.flush()

    def print_outcome(self, outcome: Outcome) -> int:
        """Print what came of a command, as JSON where that was asked for, and return the exit code."""
        if self.as_json:
            self.put(f"{outcome.to_json()}\n")
        else:
            outcome.tell()
        return outcome.code

    @contextmanager
    def progress(self, beginning: str) -> Iterator[Callable[[int, int, str], None]]:
        """Show a bar until the work is done, where somebody sees it; what is yielded is called with how far it is.

        It is shown on the error output, which is no part of what a program reads, and leaves no trace.
        """
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            console=self.err.console,
            transient=True,
            disable=not self.err.console.is_terminal,
        )
        with bar:
            task = bar.add_task(beginning, total=None)
            yield lambda done, count, name: bar.update(task, completed=done, total=count, description=name)


class Screen:
    """Where a command prints: lines as they are, and by Rich, which is loaded only for that, all that is drawn.

    Nothing there is markup, an emoji code, or coloured by itself.
    """

    def __init__(self, made: "Console | None" = None, *, errors: bool = False) -> None:
        self._made, self._errors = made, errors

    @property
    def console(self) -> "Console":
        """Return what draws."""
        if self._made is None:
            from rich.console import Console

            self._made = Console(
                stderr=self._errors, width=self.width, markup=False, emoji=False, highlight=False
            )
        return self._made

    @property
    def file(self) -> IO[str]:
        """Return what is written to; where the process has none, what takes all and keeps nothing."""
        own = sys.stderr if self._errors else sys.stdout
        return self.console.file if self._made is not None or own is None else own

    @property
    def width(self) -> int:
        """Return how many characters a line holds: as the environment says, or the terminal that the command is on."""
        if self._made is not None:
            return self._made.width
        columns = os.environ.get("COLUMNS", "")
        found = int(columns) if columns.isdigit() else 0
        for stream in range(3) if not columns.isdigit() else ():
            with suppress(OSError):
                found = found or os.get_terminal_size(stream).columns
        return found if found >= _NARROWEST else _USUAL  # COLUMNS=0 says nothing of a console


_NARROWEST, _USUAL = 20, 80
_UNHEARD = {ord("\a"): None, ord("\b"): None}
_NARROWEST_TEXT = 22
_LONGEST_KEPT = 18


def show(where: Screen, what: "RenderableType" = "", style: str = "", width: int | None = None) -> None:
    """Print something: a word that is longer than the line (a path) is not cut, and no line ends in blanks."""
    if isinstance(what, str) and not style:
        where.file.write(as_printed(f"{wrapped(what, where.width)}\n").translate(_UNHEARD))
        return
    from rich.text import Text

    text = Text(wrapped(what, where.width), style) if isinstance(what, str) else what
    with where.console.capture() as captured:
        where.console.print(
            text, overflow="ignore" if isinstance(what, str) else None, crop=False, width=width
        )
    where.file.write(as_printed(captured.get()))


def show_written(where: Screen, heading: str, paths: Iterable[Path]) -> None:
    """Print which files were written, a line each."""
    for line in (heading, *(f"  {path}" for path in paths)):
        show(where, line)


class Terms(NamedTuple):
    """Names, and what each is: a table without lines, or where that is too narrow, each text below its name."""

    rows: Sequence[tuple[str, str]]
    heading: tuple[str, str] | None = None

    def __rich_console__(self, _: "Console", options: "ConsoleOptions") -> "Iterator[RenderableType]":
        """Yield what is printed in so wide a place."""
        from rich.padding import Padding
        from rich.table import Table

        names = max((len(name) for name, _ in self.rows), default=0)
        if options.max_width - names < _NARROWEST_TEXT:
            for name, text in self.rows:
                yield cell(name)
                yield Padding(cell(text), (0, 0, 0, len(name) - len(name.lstrip()) + 4))
            return
        table = Table.grid(padding=(0, 3, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        if self.heading is not None:
            table.add_row(*(cell(one, "bold") for one in self.heading))
        for name, text in self.rows:
            table.add_row(cell(name), cell(text))
        yield table


def terms_table(rows: Iterable[tuple[str, str]], heading: tuple[str, str] | None = None) -> Terms:
    """Return names, and what each is, as something to print."""
    return Terms(tuple(rows), heading)


def cell(text: str, style: str = "") -> "Text":
    """Return text for a table: its no-break spaces stay no-break spaces there, so that no amount is split."""
    from rich.text import Text

    return Text(text.translate({ord(blank): kept for blank, kept in _KEPT.items()}), style)


def widest_word(texts: Iterable[str]) -> int:
    """Return how wide a column must be that no line breaks in an amount or a day; for longer words, they may."""
    words = (len(word) for text in texts for word in re.split(r"[ \t\n]+", text))
    return min(max(words, default=0), _LONGEST_KEPT)


def wrapped(text: str, width: int) -> str:
    """Return text in lines of a width, broken at blanks only: no amount is split, and no long word is cut.

    What goes on in a next line begins below its first word.
    """
    lines = (
        textwrap.wrap(
            line,
            width,
            subsequent_indent=" " * (len(line) - len(line.lstrip(" "))),
            break_long_words=False,
            break_on_hyphens=False,
            replace_whitespace=False,
        )
        for line in text.splitlines()
    )
    return "\n".join("\n".join(line) for line in lines)


def as_printed(text: str) -> str:
    """Return what was drawn as it is printed: without blanks at the ends of lines, with which tables are filled up."""
    return _BLANKS_AT_THE_END.sub("", text).translate({ord(kept): blank for blank, kept in _KEPT.items()})


def typed_command(name: str, path: Path) -> str:
    """Return a command on a file as it is typed: in quotes where a shell would split the name or take it for an option.

    >>> typed_command("read", Path("my form.docx")), typed_command("read", Path("-rf"))
    ("hakemus read 'my form.docx'", 'hakemus read ./-rf')
    """
    named = str(path)
    return f"hakemus {name} {shlex.quote(f'./{named}' if named.startswith('-') else named)}"
