"""An application as text: every field as it is printed in a language, under the same names as in the file."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from hakemus.model import (
    AnnexState,
    Application,
    BodyLaw,
    CostCategory,
    CostModel,
    LegalForm,
    Part,
    PaymentMethod,
    PreparationTarget,
    RuralType,
    SpecificObjective,
    VatLiability,
)
from hakemus.model.fields import Kind, kind_of
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


VOCABULARIES: Mapping[type[StrEnum], str] = {
    RuralType: "rural_type",
    SpecificObjective: "specific_objective",
    LegalForm: "legal_form",
    BodyLaw: "body_law",
    VatLiability: "vat_liability",
    PreparationTarget: "preparation_target",
    CostModel: "cost_model",
    PaymentMethod: "payment_method",
    CostCategory: "cost_category",
    AnnexState: "annex_state",
}
"""The vocabulary that names the choices of each closed list."""

OPEN_VOCABULARIES: Mapping[tuple[str, str], str] = {
    ("Classification", "programme"): "programme",
    ("Classification", "measure"): "measure",
    ("Classification", "sub_measure"): "sub_measure",
    ("Classification", "measure_type"): "measure_type",
    ("Classification", "measure_specification"): "measure_specification",
    ("Classification", "project_nature"): "project_nature",
    ("Classification", "state"): "state",
    ("Annex", "kind"): "annex_kind",
}
"""The vocabulary that may know a text field's words: the register's own, or a key of ours."""

_CODED = (RuralType, SpecificObjective)

Presented = str | Prose | dict[str, Any] | list[Any]


def present(part: Part, words: Wording, programme: Programme, names: Sequence[str] = ()) -> dict[str, Any]:
    """Return a part's fields as text in a language: what is missing is empty text, tables are mappings, lists lists.

    `names` are the fields wanted; without them, all. Choices and the register's words stand in the language of the
    paper; where the register's own wording is Finnish and the paper is not, it stands beside the translation, which
    is only ours.
    """
    presenter = Presenter(words, programme)
    return presenter.part(part, names)


def choices_of(owner: type[Part], name: str) -> type[StrEnum] | None:
    """Return the closed list that a field of a part is chosen from, or None."""
    annotation = owner.model_fields[name].annotation
    options = (annotation, *getattr(annotation, "__args__", ()))
    return next((one for one in options if isinstance(one, type) and issubclass(one, StrEnum)), None)


@cache
def _known_controls(_language: Language, _programme: str) -> dict[str, Control]:
    # The controls of a programme that comes with the library never change; each is made when it is first asked for.
    return {}


@cache
def _known_labels(_language: Language, _programme: str) -> dict[tuple[type[StrEnum], StrEnum], str]:
    # Nor do its lists.
    return {}


@cache
def _kinds(part: type[Part]) -> Mapping[str, Kind | None]:
    # A class of the model never changes, so how its fields are written is found out once.
    fields = part.model_fields.items()
    return {name: kind_of(info.annotation, tuple(info.metadata)) for name, info in fields}


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
        kinds, controls = _kinds(type(part)), self._controls
        shown: dict[str, Presented] = {}
        # A paper has hundreds of fields: each is written here, without a call of its own.
        for name in names or kinds:
            value, kind = getattr(part, name), kinds[name]
            if value is None and (control := controls.get(pattern + name)) is not None:
                shown[name] = Shown("", place + name, control)
            elif kind is None:
                shown[name] = self._several(part, name, value, place + name, pattern + name)
            elif kind.name == "prose":
                shown[name] = Prose(str(value or ""), tag=place + name)
            else:
                shown[name] = self._field(part, name, value, kind, place=place + name, pattern=pattern + name)
        return shown

    def _several(self, owner: Part, name: str, value: object, place: str, pattern: str) -> Presented:
        """Return a part, the items of a list, or a field of no marked kind."""
        if isinstance(value, Part):
            return self.part(value, (), f"{place}.", f"{pattern}.")
        if isinstance(value, tuple):
            inner = f"{pattern}."
            return [self.part(item, (), f"{place}[{index}].", inner) for index, item in enumerate(value)]
        return self._field(owner, name, value, None, place=place, pattern=pattern)

    def _field(
        self, owner: Part, name: str, value: object, kind: Kind | None, *, place: str, pattern: str
    ) -> Shown:
        control = self._controls.get(pattern) or self._control(
            owner, name, kind, place=place, pattern=pattern
        )
        return Shown("" if value is None else self.line(owner, name, value, kind), place, control)

    def _control(self, owner: Part, name: str, kind: Kind | None, *, place: str, pattern: str) -> Control:
        # In rows, which are many, a choice is typed: a list of its labels in every row would make large files.
        words, choices = self._words, () if "[" in place else self._choices(owner, name, kind)
        dated = kind is not None and kind.name == "day"
        filled: ControlKind = "choice" if choices else "date" if dated else "text"
        made = self._controls[pattern] = Control(
            words.term(pattern), filled, choices, LANGUAGE_TAGS[words.language]
        )
        return made

    def _choices(self, owner: Part, name: str, kind: Kind | None) -> tuple[str, ...]:
        if kind is not None and kind.name == "yes-no":
            return tuple(map(self._words.yes_no, (True, False)))
        listed = choices_of(type(owner), name)
        return tuple(map(self.choice, listed)) if listed is not None else ()

    def line(self, owner: Part, name: str, value: object, kind: Kind | None) -> str:
        """Return a value of a field in one line."""
        if isinstance(value, StrEnum):
            return self.choice(value)
        vocabulary = OPEN_VOCABULARIES.get((type(owner).__name__, name))
        if vocabulary is not None:
            return self._register_words(vocabulary, str(value))
        return self._plain(name, value, kind)

    def choice(self, value: StrEnum) -> str:
        """Return the label of a choice, behind its code where it has one."""
        known = (type(value), value)  # two lists may have the same key
        label = self._labels.get(known)
        if label is None:
            vocabulary = self._programme.vocabulary(VOCABULARIES[type(value)])
            label = vocabulary.label(value.value, self._words.language)
            label = f"{value.value} – {label}" if isinstance(value, _CODED) else label
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

    def _plain(self, name: str, value: object, kind: Kind | None) -> str:
        words = self._words
        if isinstance(value, bool):
            return words.yes_no(value)
        if isinstance(value, date):
            return words.day(value)
        if isinstance(value, Decimal):
            return self._decimal(value, kind)
        if name == "iban":
            return print_account_number(str(value))
        if name == "language":
            return words.message(f"words.language-{value}")
        return str(value)

    def _decimal(self, value: Decimal, kind: Kind | None) -> str:
        written = kind.name if kind else "quantity"
        if written == "money":
            return self._words.money(value)
        return self._words.percent(value) if written == "percent" else self._words.number(value)
