"""An application as text: every field as it is printed in a language, under the same names as in the file."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from hakemus.model import Application, Part
from hakemus.model.schema import Field, fields_of
from hakemus.model.vocabulary import ClosedList
from hakemus.programme import Programme, programmes
from hakemus.texts import LANGUAGE_TAGS, Language, Wording
from hakemus.values.identifiers import print_account_number
from hakemus.word import Control, ControlKind, Prose, Shown

# The places of a paper where a form tells what to write; in a paper that is no form, nothing stands there.

GUIDED: tuple[str, ...] = (
    "classification",
    "project.public_description",
    "applicant",
    "applicant.signatories",
    "responsible_person",
    "contact_person",
    "partners",
    "companies",
    "companies.earlier_aid",
    "preparation",
    "plan",
    *(f"plan.{name}" for name in type(Application().plan).model_fields),
    "budget.items",
    "budget.in_kind_work",
    "budget.income",
    "budget.financing",
    "budget.financing.other_public",
    "budget.financing.private",
    "budget.price_evidence",
    "annexes",
    "group_answers",
)
"""The parts, lists and headings whose guidance a template may show, by their paths."""

HOW = "how"
"""The name of the guidance at the beginning: how the form is filled."""


def guidance_name(path: str) -> str:
    """Return what the guidance of a path is called in a template, below `guidance`.

    >>> guidance_name("budget.items")
    'budget_items'
    """
    return path.replace(".", "_")


NO_GUIDANCE: Mapping[str, Prose] = {guidance_name(path): Prose("") for path in (HOW, *GUIDED)}
"""What a paper that is no form has in the places of the guidance."""


Presented = str | Prose | dict[str, Any] | list[Any]


def present(part: Part, words: Wording, programme: Programme, names: Sequence[str] = ()) -> dict[str, Any]:
    """Return a part's fields as text in a language: what is missing is empty text, tables are mappings, lists lists.

    `names` are the fields wanted; without them, all. Choices and the register's words stand in the language of the
    paper; where the register's own wording is Finnish and the paper is not, it stands beside the translation, which
    is only ours.
    """
    presenter = Presenter(words, programme)
    return presenter.part(part, names)


@cache
def _known_controls(_language: Language, _programme: str) -> dict[str, Control]:
    # The controls of a programme that comes with the library never change; each is made when it is first asked for.
    return {}


@cache
def _known_labels(_language: Language, _programme: str) -> dict[tuple[type[ClosedList], ClosedList], str]:
    # Nor do its lists.
    return {}


@cache
def _fields(part: type[Part]) -> Mapping[str, Field]:
    # A class of the model never changes, so its fields are looked up by name once.
    return {field.name: field for field in fields_of(part)}


class Presenter:
    """Writes the fields of parts as text in a language."""

    def __init__(self, words: Wording, programme: Programme) -> None:
        self._words = words
        self._programme = programme
        own = any(programme is known for known in programmes())
        self._controls = _known_controls(words.language, programme.name) if own else {}
        self._labels = _known_labels(words.language, programme.name) if own else {}

    def part(
        self, part: Part, names: Sequence[str] = (), place: str = "", pattern: str = ""
    ) -> dict[str, Any]:
        """Return the fields of a part (`names`, or all) that stands at a place of the application."""
        fields, controls = _fields(type(part)), self._controls
        shown: dict[str, Presented] = {}
        # A paper has hundreds of fields: each is written here, without a call of its own.
        for name in names or fields:
            value, field = getattr(part, name), fields[name]
            if value is None and (control := controls.get(pattern + name)) is not None:
                shown[name] = Shown("", place + name, control)
            elif isinstance(value, Part):
                shown[name] = self.part(value, (), f"{place}{name}.", f"{pattern}{name}.")
            elif isinstance(value, tuple):
                inner = f"{pattern}{name}."
                shown[name] = [
                    self.part(item, (), f"{place}{name}[{index}].", inner) for index, item in enumerate(value)
                ]
            elif field.is_long:
                shown[name] = Prose(str(value or ""), tag=place + name)
            else:
                shown[name] = self._shown(field, value, place=place + name, pattern=pattern + name)
        return shown

    def _shown(self, field: Field, value: object, *, place: str, pattern: str) -> Shown:
        control = self._controls.get(pattern) or self._control(field, place=place, pattern=pattern)
        return Shown("" if value is None else self.line(field, value), place, control)

    def _control(self, field: Field, *, place: str, pattern: str) -> Control:
        # In rows, which are many, a choice is typed: a list of its labels in every row would make large files.
        words, choices = self._words, () if "[" in place else self._choices(field)
        filled: ControlKind = "choice" if choices else "date" if field.kind == "day" else "text"
        made = self._controls[pattern] = Control(
            words.term(pattern), filled, choices, LANGUAGE_TAGS[words.language]
        )
        return made

    def _choices(self, field: Field) -> tuple[str, ...]:
        if field.kind == "yes-no":
            return tuple(map(self._words.yes_no, (True, False)))
        return tuple(map(self.choice, field.choices or ()))

    def line(self, field: Field, value: object) -> str:
        """Return a value of a field in one line."""
        if isinstance(value, ClosedList):
            return self.choice(value)
        if field.kind == "language":
            return self._words.message(f"words.language-{value}")
        if field.vocabulary:
            return self._register_words(field.vocabulary, str(value))
        return self._plain(field, value)

    def choice(self, value: ClosedList) -> str:
        """Return the label of a choice, behind its code where it has one."""
        known = (type(value), value)  # two lists may have the same key
        label = self._labels.get(known)
        if label is None:
            label = self._programme.vocabulary(value.vocabulary()).label(value.value, self._words.language)
            label = f"{value.value} – {label}" if value.is_code else label
            self._labels[known] = label
        return label

    def _register_words(self, vocabulary: str, text: str) -> str:
        entry = self._programme.vocabulary(vocabulary).find(text)
        if entry is None:
            return text
        label = entry.label.text(self._words.language)
        if text in (entry.key, label):
            return label
        return self._words.message("words.in-register", {"label": label, "text": text})

    def _plain(self, field: Field, value: object) -> str:
        words = self._words
        if isinstance(value, bool):
            return words.yes_no(value)
        if isinstance(value, date):
            return words.day(value)
        if isinstance(value, Decimal):
            write = {"money": words.money, "percent": words.percent}.get(field.kind, words.number)
            return write(value)
        return print_account_number(str(value)) if field.name == "iban" else str(value)
