"""What every command has at hand: the user's language, where to print, and the clock."""

import re
import shlex
import sys
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from rich.console import Console, RenderableType
from rich.text import Text

from hakemus.cli.user_language import SpokenLanguage
from hakemus.texts import Language, Wording, wording

_BLANKS_AT_THE_END = re.compile(r"[ \t]+$", re.MULTILINE)
TO_THE_SCREEN = Path("-")


def today() -> date:
    """Return the day by the machine's clock: the only place in the library that reads it."""
    return datetime.now().astimezone().date()


def command(name: str, path: Path) -> str:
    """Return a command on a file as it is typed: in quotes where a shell would part the name or take it for an option.

    >>> command("read", Path("my form.docx")), command("read", Path("-rf"))
    ("hakemus read 'my form.docx'", 'hakemus read ./-rf')
    """
    named = str(path)
    return f"hakemus {name} {shlex.quote(f'./{named}' if named.startswith('-') else named)}"


def console(*, errors: bool = False) -> Console:
    """Return a console that prints text as it is: no markup, no emoji codes, nothing coloured by itself."""
    return Console(stderr=errors, markup=False, emoji=False, highlight=False)


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the command line; with `as_json` its outcome is told to a program."""

    spoken: SpokenLanguage
    out: Console
    err: Console
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


def show(where: Console, what: RenderableType = "", style: str = "", width: int | None = None) -> None:
    """Print something: a word that is longer than the line (a path) is not cut, and no line ends in blanks."""
    text = Text(wrapped(what, where.width), style) if isinstance(what, str) else what
    with where.capture() as captured:
        where.print(text, overflow="ignore" if isinstance(what, str) else None, crop=False, width=width)
    where.file.write(without_blanks_at_ends(captured.get()))


def wrapped(text: str, width: int) -> str:
    """Return text in lines of a width, broken at blanks only: no amount is parted, and no long word is cut."""
    lines = (
        textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False, replace_whitespace=False)
        for line in text.splitlines()
    )
    return "\n".join("\n".join(line) for line in lines)


def without_blanks_at_ends(text: str) -> str:
    """Return text without blanks at the ends of its lines, with which tables are filled up."""
    return _BLANKS_AT_THE_END.sub("", text)
