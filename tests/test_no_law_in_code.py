"""No number of the law stands in the code: every number that the law has is looked for in every Python file."""

import ast
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

import hakemus
from hakemus.programme import DatedValue, open_programme

SOURCE = Path(hakemus.__file__).parent
MODULES = sorted(path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py"))

ANYWHERE = {Decimal(0), Decimal(1), Decimal(100)}
"""None, one, and the whole of a percentage."""

WITHOUT_LEADER = ("word/",)
"""Rooms that know nothing of Leader funding: a contract of import-linter keeps them so."""

WITHOUT_LAW = (
    "batch",
    "cli/",
    "desk/",
    "files/",
    "model/",
    "packaged.py",
    "pdf",
    "reading/",
    "texts/",
    "values/",
)
"""Rooms that apply no law: their small numbers are lengths, decimals and positions; large ones are looked at."""
SMALL = 100

SIZES = {"max_length", "maxsize", "indent"}
"""Arguments that are sizes of the library's own, whatever their number."""

STRUCTURAL = {
    ("costing/companies.py", 2): "February, in a leap year",
    ("documents/carried.py", 2): "the version of the form in which data are carried",
    ("documents/project_plan.py", 3): "the months of a quarter",
    ("files/workbook/tables.py", 2000): "the first year that a cell takes",
    ("forms/by_place.py", 5): "the fewest fields of a paper of ours",
    ("forms/form_content.py", 2): "blank rows of a form",
    ("forms/form_content.py", 3): "blank rows of a form",
    ("forms/form_content.py", 20): "the longest list of choices that a form shows",
    ("forms/reading.py", 2): "a half",
    ("forms/reading.py", 3): "the fewest fields that stand twice in what was pasted",
    ("group/settings.py", 2): "pairs of settings",
    ("group/folder.py", 10): "the tenths of a megabyte",
    ("group/folder.py", 1000): "the most files of a folder",
    ("group/folder.py", 2): "the largest logo, in megabytes",
    ("group/folder.py", 2000): "the longest message",
    ("group/folder.py", 5): "how many near names are told",
    ("group/questions.py", 2): "the decimals of a cent",
    ("rules/group_questions.py", 60): "the characters of an answer that are shown",
    ("model/fields.py", 1000): "the example of an amount in a file",
    ("model/fields.py", 2000): "the first year that is likely to be meant",
    ("programme/reader.py", 2): "the decimals of a cent",
    ("values/money.py", 1000): "the tenths of a percentage that shares are parted in",
    ("values/text.py", 1000): "the longest line",
    ("values/text.py", 100_000): "the longest text",
}
"""Numbers that the law happens to have too, with what they are here."""


def numbers_of_the_law() -> set[Decimal]:
    """Return every number that any value of the programme has or ever had."""
    found: set[Decimal] = set()
    for parameter in open_programme().parameters():
        for entry in parameter.timeline:
            if isinstance(entry, DatedValue):
                values = entry.value if isinstance(entry.value, tuple) else (entry.value,)
                found |= {value for value in values if isinstance(value, Decimal)}
    return found


def numbers_in(tree: ast.AST) -> Iterator[tuple[int, Decimal]]:
    """Return every number with its line, also one in quotes such as `Decimal("20.5")`; positions and sizes left out."""
    if isinstance(tree, ast.Subscript):
        yield from numbers_in(tree.value)
        if not isinstance(tree.slice, ast.Constant | ast.Slice | ast.UnaryOp):
            yield from numbers_in(tree.slice)
    elif isinstance(tree, ast.keyword) and tree.arg in SIZES:
        return
    elif isinstance(tree, ast.Constant):
        if isinstance(tree.value, int | float | str) and not isinstance(tree.value, bool):
            try:
                yield tree.lineno, Decimal(str(tree.value))
            except InvalidOperation:
                return
    else:
        for part in ast.iter_child_nodes(tree):
            yield from numbers_in(part)


def parsed(module: str) -> ast.Module:
    """Return a module's syntax tree."""
    return ast.parse((SOURCE / module).read_text(encoding="utf-8"))


def test_the_law_has_numbers_to_look_for() -> None:
    """The amounts everyone knows are among them, so that the search below is for something."""
    known = {Decimal(number) for number in (5000, 8000, 20, 40, 19, 15, 75, 300_000)}

    assert known <= numbers_of_the_law()


def test_the_search_finds_what_it_looks_for() -> None:
    """A number is found bare, in quotes, in a comparison and in a default, but not as a position or a size."""
    code = "def f(x=8000):\n    return x > Decimal('20.5') or x[3] or g(40, max_length=50)"

    assert {number for _, number in numbers_in(ast.parse(code))} == {
        Decimal(8000),
        Decimal("20.5"),
        Decimal(40),
    }


@pytest.mark.parametrize("module", [module for module in MODULES if not module.startswith(WITHOUT_LEADER)])
def test_no_number_of_the_law(module: str) -> None:
    """No number of the law stands in the module, but for what is listed above with its reason."""
    law = numbers_of_the_law() - ANYWHERE
    if module.startswith(WITHOUT_LAW):
        law = {number for number in law if number > SMALL}

    found = [(line, number) for line, number in numbers_in(parsed(module)) if number in law]

    allowed = {Decimal(number) for place, number in STRUCTURAL if place == module}
    assert [(line, number) for line, number in found if number not in allowed] == []


@pytest.mark.parametrize("module", MODULES)
def test_no_date_of_the_law(module: str) -> None:
    """No day is written in the code: the law's days are in its data."""
    calls = (node for node in ast.walk(parsed(module)) if isinstance(node, ast.Call))
    written = [
        call.lineno
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id == date.__name__
        and call.args
        and all(isinstance(argument, ast.Constant) for argument in call.args)
    ]

    assert written == []


@pytest.mark.parametrize(("module", "number"), STRUCTURAL)
def test_every_exception_is_still_there(module: str, number: int) -> None:
    """A listed exception that its module has no longer is to be taken from the list."""
    assert Decimal(number) in {found for _, found in numbers_in(parsed(module))}
