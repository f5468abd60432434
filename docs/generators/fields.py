"""The field reference: every field of an application, its official term, what it means and what it takes."""

import ast
import inspect
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise

from generators.markdown import code, page, table
from hakemus.model import Application, Part
from hakemus.model.fields import KindName
from hakemus.model.schema import Field, fields_of, schema
from hakemus.texts import LANGUAGES, wording
from hakemus.texts.wording import open_catalogue
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
    "year": ("year", "the year of a cost, 2000–2100", "year = 2025"),
    "whole": ("whole number", "a number without decimals", "youngest_age = 15"),
    "yes-no": ("yes or no", "`true` or `false`, without quotes", "is_leader_project = true"),
    "identifier": (
        "identifier",
        "check digits are verified where the identifier has them",
        'business_id = "1572860-0"',
    ),
}
"""How the reference calls each kind of field, what it takes, and a line of a file that writes it."""


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
    yield _section(Application, "The file itself", fields_of())
    for field in schema().values():
        if field.part is not None:
            key = f"[[{field.path}]]" if field.is_list else f"[{field.path}]"
            heading = f"{wording('en').term(field.path)} – `{key}`"
            yield _section(field.part, heading, field.fields)


def _section(model: type[Part], heading: str, fields: Iterable[Field]) -> str:
    rows = map(_row, fields)
    summary = " ".join((model.__doc__ or "").split("\n\n")[0].split())
    return "\n\n".join((f"## {heading}", summary, table(("Key", "Term", "Meaning", "Takes"), rows)))


def _row(field: Field) -> tuple[str, str, str, str]:
    terms = "\n".join(f"{wording(language).term(field.path)}" for language in LANGUAGES)
    return code(field.name), terms, _meaning(field), _takes(field)


def _meaning(field: Field) -> str:
    meaning = attribute_docstrings(field.owner).get(field.name, "")
    guidance = open_catalogue("en").messages.get(f"guidance.{field.path}", "")
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


def _takes(field: Field) -> str:
    if field.part is not None:
        return f"tables `[[{field.path}]]`" if field.is_list else f"table `[{field.path}]`"
    words = f"choices.md#{field.vocabulary.replace('_', '-')}"
    if field.keys:
        keys = ", ".join(map(code, field.keys))
        return f"[choice]({words}): {keys}" if field.choices else keys
    takes = KINDS[field.kind][0] if field.name != "schema_version" else code(str(field.default))
    return f"{takes}; [known words]({words})" if field.vocabulary else takes
