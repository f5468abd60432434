"""The field reference: every field of an application, its official term, what it means and what it takes."""

import ast
import inspect
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import get_origin

from generators.markdown import code, page, table
from hakemus.group import LeaderGroup
from hakemus.group.conditions import Conditional, RangeTest, Test, When
from hakemus.group.settings import Names, Setting, Stepped
from hakemus.model import Application, Assessment, Meeting, Part
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
        if issubclass(kind, Part) and "[" not in kind.__name__:
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


# The data of a Leader group, and those of its board.

_BASES: Mapping[type[Part], str] = {
    Conditional: "A condition",
    Setting: "A decision",
    Stepped: "A decision by the size of the project",
}
"""What the parts of a group's data have in common: each is described once."""


def group_page() -> str:
    """Return the page of all that a Leader group's folder may say."""
    operators = (
        _own_row(field) for kind in (Test, RangeTest) for field in fields_of(kind) if _is_own(kind, field)
    )
    return page(
        "The data of a Leader group",
        "Every key of `group.toml`, `fields.toml` (`questions`) and `documents.toml` (`documents`)\n"
        "in a [Leader group's folder](../leader-group.md). Only the name is required.",
        *_tables(LeaderGroup, "The file itself", set()),
        "## What a fact must be",
        '`legal_form = "municipality"` is short for `is`, and a list for `any`; of several, all must hold.',
        table(("Key", "Meaning", "Takes"), operators),
    )


def meeting_page() -> str:
    """Return the page of the files of a meeting of the board."""
    seen: set[type[Part]] = set()
    return page(
        "Meetings and assessments",
        "Every key of `meeting.toml` and of `assessment.toml`, the files of [a meeting of the board](../board.md).",
        *_tables(Meeting, "`meeting.toml`", seen),
        *_tables(Assessment, "`assessment.toml`", seen),
    )


def _tables(model: type[Part], heading: str, seen: set[type[Part]], start: str = "") -> Iterator[str]:
    """Yield the section of a part, and those of what it extends and of the parts in it, each once."""
    seen.add(model)
    bases = [base for base in _BASES if base in model.__mro__ and base is not model]
    common = _BASES[bases[-1]].lower() if bases else ""
    also = f"\n\nIt also takes the keys of [{common}](#{common.replace(' ', '-')})." if common else ""
    summary = " ".join((model.__doc__ or "").split("\n\n")[0].split())
    fields = [field for field in fields_of(model) if _is_own(model, field)]
    yield f"## {heading}\n\n{summary}{also}\n\n{table(('Key', 'Meaning', 'Takes'), map(_own_row, fields))}"
    for base in bases:
        if base not in seen:
            yield from _tables(base, _BASES[base], seen)
    for field in fields if model is not When else ():
        if field.part not in (None, Names) and field.part not in seen:
            path = f"{start}{field.name}"
            inner = "when" if field.part is When else f"[[{path}]]" if _is_list(field) else f"[{path}]"
            yield from _tables(field.part, code(inner), seen, f"{path}.")


def _is_own(model: type[Part], field: Field) -> bool:
    return field.name in model.__annotations__


def _is_list(field: Field) -> bool:
    return field.is_list or get_origin(field.owner.model_fields[field.name].annotation) is tuple


def _own_row(field: Field) -> tuple[str, str, str]:
    key = field.owner.model_fields[field.name].alias or field.name
    if field.part is Names:
        takes = "text by language"
    elif field.name == "reference":
        takes = "`title`, `section` and `address`; the first two are text, or text by language"
    elif field.part is not None:
        takes = "a condition" if field.owner is When else "tables" if _is_list(field) else "table"
    else:
        kind = KINDS[field.kind][0] if field.kind in KINDS else "text"
        takes = ", ".join(map(code, field.keys)) or f"{kind}{', a list' if _is_list(field) else ''}"
    return code(key), attribute_docstrings(field.owner).get(field.name, ""), takes
