"""Every field of the model, described once: what files, forms, papers and the reference know of a field is here.

A field added to a class of the model is in the file, its JSON Schema, the form, the page and the reference at
once; it needs an official term in the glossary. The application prints it, also where no layout gives it a place.
"""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple, TypeVar, get_args

from hakemus.model.application import Application, CostItem, InKindWork
from hakemus.model.fields import Asked, Kind, KindName, Part, Vocabulary
from hakemus.model.parties import Company, Partner
from hakemus.model.vocabulary import ClosedList, ProgrammeList
from hakemus.values.paths import pattern_of, plain_path

_T = TypeVar("_T")

ALWAYS = Asked()
"""What a field without a mark has: it is always asked for."""


class Field(NamedTuple):
    """A field of a part.

    Attributes:
        pattern: Its place, with positions in lists as `[]`: `budget.items[].amount`.
        owner: The part that has it.
        name: Its key in the file.
        kind: How it is written; `part` when it holds other fields, `choice` when it has a closed list.
        part: The part that it holds, once or in a list, or None.
        is_list: Whether it holds a list of parts.
        is_text: Whether it holds text of one's own, for which blank text is nothing.
        choices: The closed list that it is chosen from, or None.
        keys: The keys that it may hold, and no others; empty when it is no choice.
        vocabulary: The programme's vocabulary that names its words, or an empty text.
        messages: How the messages begin that name its keys, or an empty text.
        default: What it holds until somebody fills it.
        example: A value of it as a file writes one; empty for text.
        asked: When a measure's file asks for it.
        fields: The fields of its part.
    """

    pattern: str
    owner: type[Part]
    name: str
    kind: KindName
    part: type[Part] | None
    is_list: bool
    is_text: bool
    choices: type[ClosedList] | None
    keys: tuple[str, ...]
    vocabulary: str
    messages: str
    default: object
    example: str
    asked: Asked
    fields: tuple["Field", ...]

    @property
    def path(self) -> str:
        """Return its place without positions, which is its key in the glossary: `budget.items.amount`."""
        return plain_path(self.pattern)

    @property
    def is_long(self) -> bool:
        """Return whether it holds text of paragraphs."""
        return self.kind == "prose"

    @property
    def is_of_programme(self) -> bool:
        """Return whether each programme fills its list: then its vocabulary has the keys, and `keys` only some."""
        return self.choices is not None and issubclass(self.choices, ProgrammeList)

    @property
    def is_closed(self) -> bool:
        """Return whether it takes keys of its list only; the words of an open vocabulary are a help."""
        return bool(self.keys)

    def value(self, part: Part) -> Any:  # noqa: ANN401 - whatever the field holds
        """Return what it holds in a part."""
        return getattr(part, self.name)

    def is_filled(self, part: Part) -> bool:
        """Return whether somebody has filled it in a part."""
        return bool(self.value(part) != self.default)


@cache
def fields_of(model: type[Part] = Application, prefix: str = "") -> tuple[Field, ...]:
    """Return the fields of a part, in the order of the file, each with the fields of the part that it holds.

    Args:
        model: The part.
        prefix: What their patterns begin with, such as `applicant.`.

    >>> from hakemus.model import Address
    >>> [field.path for field in fields_of(Address, "applicant.address.")]
    ['applicant.address.street', 'applicant.address.postal_code', 'applicant.address.post_office']
    """
    return tuple(_field(model, name, prefix) for name in model.model_fields)


@cache
def schema(model: type[Part] = Application) -> Mapping[str, Field]:
    """Return every field of a part and of the parts in it by its pattern, in the order of the file.

    >>> schema()["budget.items[].amount"].kind
    'money'
    """
    return {field.pattern: field for field in _with_inner(fields_of(model))}


def field_at(path: str) -> Field | None:
    """Return the field of an application at a place, with positions in lists or as a pattern; None for no field.

    >>> field_at("budget.items[2].amount").example
    '1000.00'
    """
    return schema().get(pattern_of(path))


@lru_cache(maxsize=4_096)
def is_long(path: str) -> bool:
    """Return whether a place of an application is one of text of paragraphs."""
    field = field_at(path)
    return field is not None and field.is_long


def _with_inner(fields: tuple[Field, ...]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _with_inner(field.fields)


def _field(model: type[Part], name: str, prefix: str) -> Field:
    info = model.model_fields[name]
    leaves = [*info.metadata, *_leaves(info.annotation)]
    part, choices = _class_in(leaves, Part), _class_in(leaves, ClosedList)
    kind, words, asked = _mark_in(leaves, Kind), _mark_in(leaves, Vocabulary), _mark_in(leaves, Asked)
    keys = tuple(choices) if choices else tuple(leaf for leaf in leaves if isinstance(leaf, str))
    pattern, is_list = f"{prefix}{name}", isinstance(info.default, tuple)
    return Field(
        pattern,
        model,
        name,
        "part" if part else kind.name if kind else "choice",
        part,
        is_list,
        str in leaves,
        choices,
        tuple(map(str, keys)),
        choices.vocabulary() if choices else words.name if words else "",
        words.messages if words else "",
        info.default,
        kind.example if kind else "",
        asked or ALWAYS,
        fields_of(part, f"{pattern}{'[]' if is_list else ''}.") if part else (),
    )


def _leaves(annotation: object) -> Iterator[object]:
    """Yield the types, marks and literal values that an annotation is made of."""
    inner = get_args(annotation)
    if not inner:
        yield annotation
    for one in inner:
        yield from _leaves(one)


def _class_in(leaves: list[object], base: type[_T]) -> type[_T] | None:
    return next((leaf for leaf in leaves if isinstance(leaf, type) and issubclass(leaf, base)), None)


def _mark_in(leaves: list[object], kind: type[_T]) -> _T | None:
    return next((leaf for leaf in leaves if isinstance(leaf, kind)), None)


# Fields by other names: the facts that conditions ask for, the lists of which a paper is made for each thing.

QUESTION = "question"
"""The fact that is the answer to a question of a group's own: `question.KEY`."""

FACTS: Mapping[str, str] = {
    "legal_form": "applicant.legal_form",
    "body_law": "applicant.body_law",
    "municipality": "applicant.municipality",
    "measure": "classification.measure",
    "investment_kind": "classification.investment_kind",
    "investment_theme": "classification.investment_theme",
    "benefit": "classification.benefit",
    "project_nature": "classification.project_nature",
    "rural_type": "classification.rural_type",
    "specific_objective": "classification.specific_objective",
    "smart_village_plan": "classification.smart_village_plan",
    "several_villages": "classification.several_villages",
    "cost_model": "budget.cost_model",
    "payment_method": "budget.payment_method",
    "total_costs": "budget.items",
    "support": "budget.financing.leader_support",
    "public_support": "budget.financing.leader_support",
    "duration_months": "project.end_date",
    "date": "date",
    "round": "date",
    "annex": "annexes",
    QUESTION: "group_answers",
}
"""The facts that may be asked for, each with the field of the application that states it."""


def path_of_fact(name: str) -> str:
    """Return the field of the application that states a fact.

    >>> path_of_fact("legal_form"), path_of_fact("question.youth_share")
    ('applicant.legal_form', 'group_answers')
    """
    fact = name.partition(".")[0]
    return FACTS["total_costs" if fact == COSTS else fact]


COSTS, KINDS, WORDS = "costs", "kinds", "words"
"""Facts that older keys ask for: `costs_above` and `costs_up_to`, `kinds`, and `condition`, which no field states."""

KINDS_OF_PROJECT = ("investment_kind", "investment_theme", "benefit")
"""The fields, and the vocabularies, that decide the highest rate of a project in the law."""


Each = Literal["company", "partner", "budget-item", "in-kind-work"]
"""What a document can be made once for each of."""

EACH: Mapping[Each, tuple[str, str, type[Part]]] = {
    "company": ("companies", "company", Company),
    "partner": ("partners", "partner", Partner),
    "budget-item": ("budget.items", "item", CostItem),
    "in-kind-work": ("budget.in_kind_work", "work", InKindWork),
}
"""Of each: the list that it is in, the name by which a template shows it (`{{ partner.name }}`), and its part."""
