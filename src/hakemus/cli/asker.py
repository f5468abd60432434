"""One question after another, to a person at a terminal or to a script: printed, answered, asked again if need be."""

import io
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

from rich.table import Table
from rich.text import Text

from hakemus.cli.refusals import AnswerError
from hakemus.cli.session import Session, show
from hakemus.texts import Language, Wording, wording

HELP, SKIP, END = "?", "-", "."
_PROMPT = "> "

AnswerT = TypeVar("AnswerT")


class RefusedError(Exception):
    """An answer is none to its question; the message, in the language of the questions, says what would be."""


class SkippedError(Exception):
    """The rest of the part is not to be asked."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: what it is called, what belongs there, what may be chosen, and what stands there already.

    `is_long` is true of a text of many lines, which a line with nothing but a full stop ends.
    """

    term: str
    guidance: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    current: str = ""
    is_long: bool = False


class Asker:
    """Asks on the error output, so that the standard output stays free for what comes of it."""

    def __init__(
        self, session: Session, language: Language, read: Callable[[str], str] | None = None
    ) -> None:
        self._where = session.err
        self._words: Wording = wording(language)
        self._read = read or _line_of_input
        if isinstance(sys.stdin, io.TextIOWrapper):
            # A byte that is no letter becomes a character that every field refuses, with the line it stands in.
            sys.stdin.reconfigure(errors="surrogateescape")
        self._is_terminal = sys.stdin.isatty()
        self._lines = 0
        self._ended = False

    @property
    def words(self) -> Wording:
        """Return the language of the questions."""
        return self._words

    def say(self, key: str, values: Mapping[str, object] | None = None) -> str:
        """Return a message of the interview."""
        return self._words.message(f"ask.{key}", values)

    def tell(self, text: str, style: str = "") -> None:
        """Print something that is no question; after the last answer nobody is there to read it."""
        if not self._ended:
            show(self._where, text, style)

    def ask(self, question: Question, accept: Callable[[str], AnswerT]) -> AnswerT | None:
        """Return what an answer is accepted as, or None for one that is skipped.

        Raises `SkippedError` when the rest of the part is not to be asked, and `AnswerError` when a script's answer is
        none; a person is asked again.
        """
        self._print(question)
        while True:
            text = self._answer(question)
            if not text:
                return None
            if text == SKIP:
                raise SkippedError
            if text == HELP:
                self._print(question)
                continue
            try:
                return accept(_chosen(text, question.choices))
            except RefusedError as error:
                if not self._is_terminal:
                    raise AnswerError(self._lines, question.term, str(error)) from error
                self.tell(str(error), "red")

    def agrees(self, term: str) -> bool:
        """Return whether a person wants what is offered; whoever says nothing does not."""
        offer = Question(f"{term} ({self._words.yes_no(True)}/{self._words.yes_no(False)})")
        return self.ask(offer, self.yes_or_no) or False

    def yes_or_no(self, text: str) -> bool:
        """Return what yes and no mean, also by their first letters; raise `RefusedError` for another word."""
        for value in (True, False):
            if self._words.yes_no(value).startswith(text.casefold()):
                return value
        raise RefusedError(self.say("not-yes-no", {"typed": text}))

    def _print(self, question: Question) -> None:
        self.tell("")
        self.tell(question.term, "bold")
        if question.guidance:
            self.tell(question.guidance, "dim")
        if question.choices and not self._ended:
            show(self._where, _numbered(question.choices.values()))
        if question.is_long:
            self.tell(self.say("long"), "dim")
        if question.current:
            self.tell(self.say("current", {"current": question.current}), "dim")

    def _answer(self, question: Question) -> str:
        first = self._line().strip()
        if not question.is_long or first in {"", SKIP, HELP}:
            return first
        lines = [first]
        while not self._ended and (line := self._line()).strip() != END:
            lines.append(line)
        return "\n".join(lines).strip()

    def _line(self) -> str:
        """Return the next line; after the last one, nothing, as if every further question were skipped."""
        if self._ended:
            return ""
        try:
            line = self._read(_PROMPT if self._is_terminal else "")
        except EOFError:
            if self._is_terminal:
                self.tell("")
            self._ended = True
            return ""
        except KeyboardInterrupt:
            self.tell("")
            raise
        self._lines += 1
        return line.rstrip("\r\n")


def _numbered(labels: Iterable[str]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", min_width=4)
    table.add_column()
    for number, label in enumerate(labels, 1):
        table.add_row(Text(str(number)), Text(label))
    return table


def _chosen(text: str, choices: Mapping[str, str]) -> str:
    """Return the key that a number in a list of choices stands for; another text as it is."""
    if text in choices:
        return text
    keys = list(choices)
    number = int(text) if text.isascii() and text.isdigit() else 0
    return keys[number - 1] if 1 <= number <= len(keys) else text


def _line_of_input(prompt: str) -> str:
    """Return a line of the standard input; raise `EOFError` after the last one."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        with suppress(ImportError):  # without it, a line is edited as the terminal does
            import readline  # noqa: F401, PLC0415 - what it is imported for is what it does to `input`
        return input(prompt)
    sys.stderr.write(prompt)
    sys.stderr.flush()
    if not (line := sys.stdin.readline()):
        raise EOFError
    return line
