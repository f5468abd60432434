"""`hakemus new --ask`: one question after another, to a person or to a script, in the order of the file."""

import dataclasses
import io
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from pydantic import ValidationError
from rich.table import Table
from rich.text import Text

from hakemus.cli.command import day as typed_day
from hakemus.cli.complaints import AnswerError, NotADayError
from hakemus.cli.session import Session, show
from hakemus.cli.starting import Start, language_of, start_of
from hakemus.files.asked import asked_for
from hakemus.files.commented import FieldGuide, asked_guidance, question_hints
from hakemus.files.earlier import emptied
from hakemus.files.field_text import typed_value
from hakemus.group import LeaderGroup
from hakemus.group.questions import Misread
from hakemus.group.questions import Question as GroupQuestion
from hakemus.model import Application, GroupAnswer, Part
from hakemus.model.schema import Field, fields_of
from hakemus.papers.presentation import Presenter
from hakemus.programme import Programme, programme_on, programmes
from hakemus.reading import faults_of
from hakemus.texts import Language, Wording, fault_message, wording
from hakemus.values import typed
from hakemus.values.typed import TypedError

PartT = TypeVar("PartT", bound=Part)
AnswerT = TypeVar("AnswerT")

# One question.

HELP, SKIP, END = "?", "-", "."
_PROMPT = "> "


class RefusedError(Exception):
    """An answer doesn't fit its question; the message, in the language of the questions, says what would."""


class SkippedError(Exception):
    """The rest of the part is not to be asked."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: what it is called, what belongs there, what may be chosen, and what is there already.

    `is_long` is true of a text of many lines, which a line with nothing but a full stop ends.
    """

    term: str
    guidance: str = ""
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict)
    current: str = ""
    is_long: bool = False


class Asker:
    """Asks on the error output, so that the standard output stays free for what comes of it."""

    def __init__(
        self, session: Session, language: Language, read: Callable[[str], str] | None = None
    ) -> None:
        self._where = session.err
        self.words: Wording = wording(language)
        self._read = read or _line_of_input
        if isinstance(sys.stdin, io.TextIOWrapper):
            # A byte that is no letter becomes a character that every field refuses, with its line.
            sys.stdin.reconfigure(errors="surrogateescape")
        self._is_terminal = _is_there() and sys.stdin.isatty()
        self._lines = 0
        self._ended = False

    def say(self, key: str, values: Mapping[str, object] | None = None) -> str:
        """Return a message of the interview."""
        return self.words.message(f"ask.{key}", values)

    def tell(self, text: str, style: str = "") -> None:
        """Print something that isn't a question; after the last answer nobody is there to read it."""
        if not self._ended:
            show(self._where, text, style)

    def ask(self, question: Question, accept: Callable[[str], AnswerT]) -> AnswerT | None:
        """Return what an answer is accepted as, or None for one that is skipped. A person is asked again.

        Raises:
            SkippedError: The rest of the part is not to be asked.
            AnswerError: A script's answer doesn't fit.
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
        offer = Question(f"{term} ({self.words.yes_no(True)}/{self.words.yes_no(False)})")
        return self.ask(offer, self.yes_or_no) or False

    def yes_or_no(self, text: str) -> bool:
        """Return what yes and no mean, also by their first letters; raise `RefusedError` for another word."""
        for value in (True, False):
            if self.words.yes_no(value).startswith(text.casefold()):
                return value
        raise RefusedError(self.say("not-yes-no", {"typed": text}))

    def _print(self, question: Question) -> None:
        self.tell("")
        self.tell(question.term, "bold")
        if question.guidance:
            self.tell(question.guidance, "dim")
        if question.choices and not self._ended:
            table = Table.grid(padding=(0, 2, 0, 0))
            table.add_column(justify="right", min_width=4)
            table.add_column()
            for number, label in enumerate(question.choices.values(), 1):
                table.add_row(Text(str(number)), Text(label))
            show(self._where, table)
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


def _chosen(text: str, choices: Mapping[str, str]) -> str:
    """Return the key that a number in a list of choices stands for; another text as it is."""
    if text in choices:
        return text
    keys = list(choices)
    try:
        number = typed.whole(text)
    except TypedError:
        return text
    return keys[number - 1] if 1 <= number <= len(keys) else text


def _is_there() -> bool:
    """Return whether there is a standard input; one that is closed answers nothing."""
    return sys.stdin is not None and not sys.stdin.closed


def _line_of_input(prompt: str) -> str:
    """Return a line of the standard input; raise `EOFError` after the last one."""
    if not _is_there():
        raise EOFError
    if sys.stdin.isatty() and sys.stdout.isatty():
        with suppress(ImportError):  # without it, a line is edited as the terminal does
            import readline  # noqa: F401, PLC0415 - what it is imported for is what it does to `input`
        return input(prompt)
    sys.stderr.write(prompt)
    sys.stderr.flush()
    if not (line := sys.stdin.readline()):
        raise EOFError
    return line


# The questions of an application.

_NOT_ASKED = frozenset({"schema_version", "language", "date", "group_answers"})
_HINTS = frozenset({"kind-day", "kind-money", "kind-percent", "kind-quantity", "kind-yes-no"})
_LONGEST_SHOWN = 60


def ask_application(
    session: Session,
    measure: str | None,
    *,
    earlier: Application | None = None,
    group: LeaderGroup | None = None,
    on: date | None = None,
    everything: bool = False,
) -> Start:
    """Return the start of an application with what was answered; raises as `start_of`, and `AnswerError`.

    With `everything`, what is asked of larger projects only is asked too.
    """
    language = language_of(session, earlier)
    asker = Asker(session, language)
    asker.tell(asker.say("intro"))
    known = measure or (earlier.classification.measure if earlier is not None else None)
    chosen = known or _measure(asker, programme_on(on or session.today()))
    start = start_of(session, chosen, earlier=earlier, group=group, on=on or _day(asker))
    day = start.fixed.date or session.today()
    programme = programme_on(day, start.application.classification.programme)
    found = programme.measure(start.application.classification.measure)
    asked = asked_for(found, programme, day, group=group, everything=everything)
    guide = FieldGuide(wording(language), programme, asked)
    answered = interview(asker, guide, start.application, start.fixed, group)
    still_empty = emptied(earlier, answered) if earlier is not None else ()
    return replace(start, application=answered, emptied=still_empty)


def _measure(asker: Asker, programme: Programme) -> str | None:
    """Return the measure that a person chooses; None if they choose none."""
    language = asker.words.language
    names = {measure.key: measure.label.text(language) for measure in programme.measures()}

    def accept(text: str) -> str:
        found = programme.measure(text)
        if found is None:
            term = asker.words.message("cli.new.name")
            raise RefusedError(
                asker.words.message("cli.read.problem.not-a-choice", {"field": term, "typed": text})
            )
        return found.key

    return asker.ask(Question(asker.words.message("cli.new.name"), choices=names), accept)


def _day(asker: Asker) -> date | None:
    """Return the day of application, whose law decides what is asked; None when it is not known yet."""
    words = asker.words

    def accept(text: str) -> date:
        try:
            day = typed_day(text)
        except NotADayError as error:
            raise RefusedError(words.message(error.key, error.values)) from error
        if not programme_on(day).in_force(day):
            values = {"found": text, "allowed": words.day(programmes()[0].first_day)}
            raise RefusedError(words.message("cli.complaint.before-programme", values))
        return day

    guidance = f"{words.message('guidance.date')} {asker.say('kind-day')}"
    return asker.ask(Question(words.term("date"), guidance), accept)


def interview(
    asker: Asker, guide: FieldGuide, start: Application, fixed: Application, group: LeaderGroup | None = None
) -> Application:
    """Return an application with what was answered.

    `start` holds what is there already, which an empty answer keeps; what `fixed` holds is not asked at all.
    """
    asking = _Interview(asker, guide, frozenset(_held(fixed, fields_of())), group)
    application = asking.part(start, fields_of())
    answers = tuple(asking.group_answer(answer) for answer in application.group_answers)
    return application.model_copy(update={"group_answers": answers})


@dataclass(frozen=True, slots=True)
class _Interview:
    """Asks for the fields of parts; those whose paths are `fixed` aren't asked for."""

    asker: Asker
    guide: FieldGuide
    fixed: frozenset[str]
    group: LeaderGroup | None

    def part(self, part: PartT, owned: Sequence[Field]) -> PartT:
        """Return a part with what was answered; whoever skips its rest keeps what was answered before."""
        without = self.fixed | _NOT_ASKED
        fields = [one for one in self.guide.shown_fields(part, owned) if one.path not in without]
        try:
            for field in fields:
                if field.part is None and not _is_given_otherwise(field, part):
                    part = self._field(field, part)
        except SkippedError:
            return part
        for field in fields:
            if field.part is not None:
                old = field.value(part)
                value = self._list(field, old) if field.is_list else self._inner(field, old)
                part = part.model_copy(update={field.name: value})
        return part

    def _inner(self, field: Field, part: Part) -> Part:
        if all(inner.path in self.fixed for inner in self.guide.shown_fields(part, field.fields)):
            return part
        self._heading(field.path)
        return self.part(part, field.fields)

    def _list(self, field: Field, known: Sequence[Part]) -> tuple[Part, ...]:
        assert field.part is not None  # noqa: S101 - a list of parts
        items = [*known]
        self._heading(field.path)
        key = "one-more" if items else "one"
        try:
            while self.asker.agrees(self.asker.say(key, {"term": self.asker.words.term(field.path)})):
                item = self.part(field.part(), field.fields)
                if item == field.part():
                    break
                items.append(item)
                key = "one-more"
        except SkippedError:
            pass
        return tuple(items)

    def _field(self, field: Field, part: PartT) -> PartT:
        guide = self.guide
        kind = f"kind-{field.kind}"
        hint = self.asker.say(kind) if kind in _HINTS else ""
        notes = (asked_guidance(guide.words, field.path), guide.mark(field.path), hint)
        question = Question(
            self.asker.words.term(field.path),
            " ".join(filter(None, notes)),
            guide.choices(field),
            _shown(field, field.value(part), guide),
            is_long=field.is_long,
        )
        return self.asker.ask(question, self._accepted(field, part)) or part

    def _accepted(self, field: Field, part: PartT) -> Callable[[str], PartT]:
        """Return what accepts a typed text: the part with its value, checked as the file would be."""
        words = self.asker.words

        def accept(text: str) -> PartT:
            try:
                value: Any = (
                    self.asker.yes_or_no(text)
                    if field.kind == "yes-no" and len(text) == 1
                    else text
                    if field.is_long
                    else typed_value(field, text, self.guide.programme)
                )
                return type(part).model_validate({**dict(part), field.name: value})
            except TypedError as error:
                values = {"field": words.term(field.path), "typed": text, "allowed": error.allowed}
                raise RefusedError(words.message(f"cli.read.problem.{error.code}", values)) from error
            except ValidationError as error:
                messages = (fault_message(fault, words.language) for fault in faults_of(error, type(part)))
                raise RefusedError(" ".join(messages)) from error

        return accept

    def group_answer(self, answer: GroupAnswer) -> GroupAnswer:
        question = self.group.question(answer.question or "") if self.group is not None else None
        if question is None or answer.answer is not None:
            return answer
        words = self.asker.words
        asked = Question(
            question.label.text(words.language),
            " ".join(question_hints(question, words)),
            {choice.key: choice.label.text(words.language) for choice in question.choices},
            is_long=question.kind == "text",
        )
        try:
            given = self.asker.ask(asked, lambda text: self._read(question, text))
        except SkippedError:
            given = None
        return answer.model_copy(update={"answer": given})

    def _read(self, question: GroupQuestion, text: str) -> str:
        if isinstance(misread := question.read(text), Misread):
            language = self.asker.words.language
            values = {
                "question": question.label.text(language),
                "given": text,
                "found": len(text),
                "longest": question.longest,
                "readings": misread.readings,
                "choices": [choice.label.text(language) for choice in question.choices],
            }
            key = f"findings.group-question.answer-{misread.kind}"
            raise RefusedError(self.asker.words.message(key, values))
        return text

    def _heading(self, path: str) -> None:
        self.asker.tell("")
        self.asker.tell(f"=== {self.asker.words.term(path)} ===", "bold")
        if guidance := asked_guidance(self.guide.words, path):
            self.asker.tell(guidance, "dim")


def _is_given_otherwise(field: Field, part: Part) -> bool:
    """Return whether another field says it already: of a cost its quantity and price, of support its amount."""
    values = dict(part)
    if field.path in {"budget.items.unit", "budget.items.unit_price"}:
        return values["quantity"] is None
    if field.path == "budget.items.amount":
        return values["unit_price"] is not None
    return field.path == "budget.financing.support_rate" and values["leader_support"] is not None


def _held(part: Part, fields: Sequence[Field]) -> set[str]:
    """Return the paths of the single fields that hold something."""
    held: set[str] = set()
    for field in fields:
        if field.part is None and field.is_filled(part):
            held.add(field.path)
        elif field.part is not None and not field.is_list:
            held |= _held(field.value(part), field.fields)
    return held


def _shown(field: Field, value: object, guide: FieldGuide) -> str:
    """Return what is in a field already, short enough for a line."""
    if value is None or value == field.default:
        return ""
    text = " ".join(Presenter(guide.words, guide.programme).line(field, value).split())
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
