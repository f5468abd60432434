"""The field reference: every field of an application, its official term, what it means and what it takes."""

import ast
import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from generators.markdown import code, page, table
from hakemus.model import Application, Part
from hakemus.model.fields import KindName, kind_of
from hakemus.papers.presentation import OPEN_VOCABULARIES, VOCABULARIES
from hakemus.texts import LANGUAGES, wording
from hakemus.texts.catalogue import open_catalogue
from hakemus.values.text import LONGEST_LINE, LONGEST_PROSE


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")


KINDS: Mapping[KindName, tuple[str, str, str]] = {
    "line": (
        "line",
        f"text of one line, at most {_spaced(LONGEST_LINE)} characters",
        'name = "Kylätalon katto"',
    ),
    "prose": (
        "text",
        f"text; a blank line ends a paragraph, `- ` or `1. ` makes a list; at most {_spaced(LONGEST_PROSE)} characters",
        'need = """…"""',
    ),
    "money": ("euros", "euros, not below zero, at most two decimals", "amount = 1234.50"),
    "percent": ("per cent", "0–100, at most two decimals", "support_rate = 42.5"),
    "quantity": ("quantity", "a number, not below zero, at most three decimals", "hours = 7.5"),
    "day": ("day", "a day, without quotes", "end_date = 2024-07-30"),
    "year": ("year", "a calendar year", "year = 2025"),
    "whole": ("whole number", "a number without decimals", "youngest_age = 15"),
    "yes-no": ("yes or no", "`true` or `false`, without quotes", "is_leader_project = true"),
    "identifier": (
        "identifier",
        "check digits are verified where the identifier has them",
        'business_id = "1572860-0"',
    ),
}
"""How the reference calls each kind of field, what it takes, and a line of a file that writes it."""


@dataclass(frozen=True, slots=True)
class FieldOfApplication:
    """A field by its path, with list positions as `[]`; `part` is the model of its table, or of its list's items."""

    path: str
    owner: type[Part]
    info: FieldInfo
    part: type[Part] | None
    is_list: bool

    @property
    def name(self) -> str:
        """Return the key of the field in its table."""
        return self.path.rpartition(".")[2]

    @property
    def plain_path(self) -> str:
        """Return the path under which glossary and guidance know the field."""
        return self.path.replace("[]", "")


def fields_of(model: type[Part] = Application, prefix: str = "") -> Iterator[FieldOfApplication]:
    """Yield every field of a part and of the parts in it, in the order of the model."""
    for name, info in model.model_fields.items():
        part, is_list = _part_in(info.annotation)
        field = FieldOfApplication(f"{prefix}{name}", model, info, part, is_list)
        yield field
        if part is not None:
            yield from fields_of(part, f"{field.path}{'[]' if is_list else ''}.")


def field_page() -> str:
    """Return the page of all fields, one table for each table of the application file."""
    return page(
        "Fields of an application",
        "Every key of an application file, with the official term that the papers print (Finnish, Swedish, English),\n"
        "what it means and what it takes.\n"
        "Nothing is required for a file to load:\n"
        "what the law or the guides ask for and the file lacks is reported as a finding.\n"
        "Where a term is the library's own, the [glossary](../glossary.md) says so.",
        "## How values are written",
        _kinds(),
        *_sections(),
    )


def _kinds() -> str:
    choice = ("choice", "a key of a closed list", 'cost_model = "lump-sum"')
    rows = ((name, takes, code(example)) for name, takes, example in (*KINDS.values(), choice))
    return table(("Kind", "Takes", "In a TOML file"), rows)


def _sections() -> Iterator[str]:
    yield _section(Application, "The file itself", "")
    for field in fields_of():
        if field.part is not None:
            header = field.path.replace("[]", "")
            key = f"[[{header}]]" if field.is_list else f"[{header}]"
            heading = f"{wording('en').term(header)} – `{key}`"
            yield _section(field.part, heading, f"{field.path}{'[]' if field.is_list else ''}.")


def _section(model: type[Part], heading: str, prefix: str) -> str:
    rows = (_row(field) for field in fields_of(model, prefix) if "." not in field.path.removeprefix(prefix))
    summary = " ".join((model.__doc__ or "").split("\n\n")[0].split())
    return "\n\n".join((f"## {heading}", summary, table(("Key", "Term", "Meaning", "Takes"), rows)))


def _row(field: FieldOfApplication) -> tuple[str, str, str, str]:
    terms = "\n".join(f"{wording(language).term(field.plain_path)}" for language in LANGUAGES)
    return code(field.name), terms, _meaning(field), _takes(field)


def _meaning(field: FieldOfApplication) -> str:
    meaning = attribute_docstrings(field.owner).get(field.name, "")
    guidance = open_catalogue("en").messages.get(f"guidance.{field.plain_path}", "")
    return f"{meaning}\n*{' '.join(guidance.split())}*" if guidance else meaning


@cache
def attribute_docstrings(model: type[Part]) -> Mapping[str, str]:
    """Return the docstring below each attribute of a part and of the parts it extends, each on one line."""
    found = {}
    for kind in reversed(model.__mro__):
        if issubclass(kind, Part):
            (definition,) = ast.parse(inspect.getsource(kind)).body
            assert isinstance(definition, ast.ClassDef)  # noqa: S101 - the source of a class is a class
            for pair in pairwise(definition.body):
                match pair:
                    case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(ast.Constant(str(text))):
                        found[name] = " ".join(text.split())
    return found


def _takes(field: FieldOfApplication) -> str:
    if field.part is not None:
        header = field.path.replace("[]", "")
        return f"tables `[[{header}]]`" if field.is_list else f"table `[{header}]`"
    if choices := _closed_list(field.info.annotation):
        name = VOCABULARIES[choices]
        return f"[choice](choices.md#{name.replace('_', '-')}): " + ", ".join(
            code(member.value) for member in choices
        )
    if literals := _literals(field.info.annotation):
        return ", ".join(code(str(literal)) for literal in literals)
    kind = kind_of(field.info.annotation, tuple(field.info.metadata))
    takes = KINDS[kind.name][0] if kind else ""
    known = OPEN_VOCABULARIES.get((field.owner.__name__, field.name))
    return f"{takes}; [known words](choices.md#{known.replace('_', '-')})" if known else takes


def _part_in(annotation: Any) -> tuple[type[Part] | None, bool]:  # noqa: ANN401
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation, False
    if get_origin(annotation) is tuple:
        return get_args(annotation)[0], True
    return None, False


def _closed_list(annotation: Any) -> type[StrEnum] | None:  # noqa: ANN401
    return next(
        (found for found in _leaves(annotation) if isinstance(found, type) and issubclass(found, StrEnum)),
        None,
    )


def _literals(annotation: Any) -> tuple[Any, ...]:  # noqa: ANN401
    return get_args(annotation) if get_origin(annotation) is Literal else ()


def _leaves(annotation: Any) -> Iterator[Any]:  # noqa: ANN401
    if get_origin(annotation) in (Union, UnionType, Annotated):
        for argument in get_args(annotation):
            yield from _leaves(argument)
    else:
        yield annotation
