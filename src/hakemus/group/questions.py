"""The questions that a Leader group itself asks, and their answers read as what they are: number, day, choice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from hakemus.group.conditions import Conditional, Facts, Key, MeasureKey
from hakemus.group.settings import Names, known_field
from hakemus.model import Application, Part
from hakemus.model.fields import Count, OptionalLine, YesNo, refusal
from hakemus.programme import programme_on
from hakemus.programme.vocabularies import normal_form
from hakemus.texts import Wording
from hakemus.values import typed
from hakemus.values.money import exact
from hakemus.values.typed import TypedError

QuestionKind = Literal["text", "line", "number", "money", "day", "yes-no", "choice"]

_DECIMALS = {"number": 3, "money": 2}


class Choice(Part):
    """An answer that may be chosen."""

    key: Key
    """Name of the choice in an application file."""
    label: Names
    """The choice in words."""

    def is_called(self, text: str) -> bool:
        """Return whether a text names it: its key, or its label in any language."""
        return normal_form(text) in map(normal_form, (self.key, *self.label.texts))


Value = str | Decimal | date | bool | Choice
"""An answer as what it is."""


@dataclass(frozen=True, slots=True)
class Misread:
    """Why an answer cannot be taken.

    Attributes:
        kind: What was asked, or `longest` when it is too long, or `two-ways` when it could be two numbers.
        readings: The two numbers that it could be, else empty.
    """

    kind: str
    readings: str = ""


class Question(Conditional):
    """A question of the group's own.

    >>> question = Question(key="hours", label={"fi": "Tunnit"}, kind="number")
    >>> question.read("1 200,5")
    Decimal('1200.5')
    """

    key: Key
    """Name of the question in an application file and in a template."""
    label: Names
    """The question in words, as the papers print it."""
    kind: QuestionKind = "text"
    """What the answer is: text (paragraphs), line, number, money (euros), day, yes-no, or choice."""
    required: YesNo = False
    """True when an application must answer it."""
    longest: Count | None = Field(default=None, gt=0)
    """The most characters of a text or line."""
    choices: tuple[Choice, ...] = Field(default=(), max_length=100)
    """What may be chosen."""
    measures: tuple[MeasureKey, ...] = ()
    """Keys of the support forms that it is asked for; when left out, all."""

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if (self.kind == "choice") != bool(self.choices):
            shape = 'choices = [{ key = "yes", label = { fi = "…" } }, …]'
            allowed = shape if self.kind == "choice" else 'kind = "choice"'
            raise refusal("not-allowed", f'kind = "{self.kind}"', allowed)
        if self.longest is not None and self.kind not in ("text", "line"):
            raise refusal("not-allowed", f"longest = {self.longest}", 'kind = "text", kind = "line"')
        keys = [choice.key for choice in self.choices]
        if repeated := sorted({key for key in keys if keys.count(key) > 1}):
            raise refusal("repeated", ", ".join(repeated), "each key once")
        return self

    def is_asked_for(self, measure: str, facts: Facts | None = None) -> bool:
        """Return whether an application for a measure is asked it; with its facts, or may be."""
        return (not self.measures or measure in self.measures) and (facts is None or self.may_hold(facts))

    def is_called(self, text: str) -> bool:
        """Return whether a text names this question: its key, or its label in any language."""
        return normal_form(text) in self.called

    @cached_property
    def called(self) -> frozenset[str]:
        """Return its key and its labels, in normal form."""
        return frozenset(map(normal_form, (self.key, *self.label.texts)))

    def may_be(self, value: object) -> bool:
        """Return whether a value of a condition may be an answer to it: the key of a choice, a number, a day."""
        if self.kind == "choice":
            return value in {choice.key for choice in self.choices}
        kinds = {"number": Decimal, "money": Decimal, "day": date, "yes-no": bool}
        return isinstance(value, kinds.get(self.kind, str))

    @exact
    def read(self, text: str) -> Value | Misread:
        """Return an answer as what was asked for, or why it is not."""
        if self.longest is not None and len(text) > self.longest:
            return Misread("longest")
        return text if self.kind == "text" else self._read_line(text.strip())

    def _read_line(self, text: str) -> Value | Misread:
        if "\n" in text:
            return Misread("line")
        try:
            match self.kind:
                case "number" | "money":
                    value = typed.number(text, "money" if self.kind == "money" else "quantity")
                    most = _DECIMALS[self.kind]
                    is_fit = value == round(value, most) and (self.kind == "number" or value >= 0)
                    return value if is_fit else Misread(self.kind)
                case "day":
                    return typed.day(text)
                case "yes-no":
                    return typed.yes_no(text)
                case "choice":
                    return next(filter(lambda one: one.is_called(text), self.choices), Misread("choice"))
        except TypedError as error:
            return Misread("two-ways", error.allowed) if error.code == "two-ways" else Misread(self.kind)
        return text

    def write(self, value: Value, words: Wording) -> str:
        """Return an answer as a paper prints it in a language."""
        if isinstance(value, Choice):
            return value.label.text(words.language)
        if isinstance(value, bool):
            return words.yes_no(value)
        if isinstance(value, date):
            return words.day(value)
        if isinstance(value, Decimal):
            return words.money(value) if self.kind == "money" else words.number(value)
        return value


# What an application answers to a group's own questions: each answer next to its question, read as it was asked.


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that an application is asked, and what it answers.

    `index` is the answer's place in `group_answers`; without an answer it is None, as `value` is.
    """

    question: Question
    index: int | None = None
    text: str = ""
    value: Value | Misread | None = None


def asked_and_answered(
    application: Application, questions: Iterable[Question], facts: Facts | None = None
) -> tuple[Answered, ...]:
    """Return every question that the application is asked, with its first answer, in the order of the questions.

    With the facts that it states, a question is left out whose condition does not hold.
    """
    named = application.classification
    measure = programme_on(application.date, named.programme, named.measure).measure(named.measure)
    key = measure.key if measure is not None else ""
    given = [
        (index, normal_form(one.question), one.answer)
        for index, one in enumerate(application.group_answers)
        if one.question is not None and one.answer is not None
    ]
    answered: list[Answered] = []
    for question in (question for question in questions if question.is_asked_for(key, facts)):
        index, _, answer = next((one for one in given if one[1] in question.called), (None, "", None))
        value = None if answer is None else question.read(answer)
        answered.append(Answered(question, index, answer or "", value))
    return tuple(answered)


def unasked(
    application: Application, questions: Sequence[Question], facts: Facts | None = None
) -> tuple[int, ...]:
    """Return the places of answers that no question asks for, and of those that answer a question again."""
    taken = {one.index for one in asked_and_answered(application, questions, facts)}
    answers = enumerate(application.group_answers)
    return tuple(index for index, answer in answers if answer.answer is not None and index not in taken)


# The questions of the sheet from which answers are pasted into Hyrrä: the library's own, or a Leader group's.

COUNTED = ("costs", "financing", "income", "rate", "office")
"""What an answer may hold that is no field: counted from the budget, or what the group's data say of the project."""


def _answer_path(path: str) -> str:
    prefix, _, name = path.partition(".")
    if prefix != "counted":
        return known_field(path)
    if name not in COUNTED:
        raise refusal("not-allowed", path, ", ".join(f"counted.{one}" for one in COUNTED))
    return path


AnswerPath = Annotated[str, AfterValidator(_answer_path)]
"""A field of the application, a part of it, or what is counted from its budget (`counted.costs`)."""


class HyrraQuestion(Part):
    """A question with what of the application answers it.

    >>> HyrraQuestion(label={"fi": "Miksi?"}, answer=["plan.need"]).answer
    ('plan.need',)
    """

    label: Names
    """The question in words."""
    answer: tuple[AnswerPath, ...] = Field(min_length=1, max_length=20)
    """What answers it, in order: fields, parts such as `partners`, or `counted.costs`, `financing`, `income`,
    the group's `rate` for the project and the `office` that decides."""
    longest: Count | None = Field(default=None, gt=0)
    """The most characters, where it is known."""
    asked: Literal["always", "unless-brief", "answered"] = "always"
    """When it is asked without an answer: always, not of the measures that ask little, or only once it is answered."""
    source: OptionalLine = None
    """Where the question was seen."""
