"""No number of the law is in the code: every number that the law has is looked for in every Python file."""

import ast
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import hakemus
from hakemus.programme import DatedValue, open_programme

SOURCE = Path(hakemus.__file__).parent

ANYWHERE = {Decimal(0), Decimal(1), Decimal(100)}
"""None, one, and the whole of a percentage."""

WITHOUT_LEADER = {"word"}
"""Rooms that know nothing of Leader funding: a contract of import-linter keeps them so."""

WITHOUT_LAW = {
    "batch",
    "changes",
    "cli",
    "desk",
    "files",
    "model",
    "packaged",
    "pdf",
    "page",
    "reading",
    "slips",
    "texts",
    "values",
}
"""Rooms that apply no law: their small numbers are lengths, decimals and positions; large ones are looked at."""
SMALL = 100

SIZES = {"max_length", "maxsize", "indent", "width_mm"}
"""Arguments that are sizes of the library's own, whatever their number."""

LAYOUT = {"Column", "Document", "BoardDocument", "heading", "lay_out_plan", "lay_out_money"}
"""What takes widths, levels and places: numbers without a name in a call of it are the layout's."""

KIT = "papers/kit/"
"""What knows sizes of type, rules and sheets, and nothing that an application holds."""

OURS: dict[int, dict[str, int]] = {
    2: {
        "blank rows of a form": 3,
        "pairs of settings": 1,
        "decimals of a cent": 2,
        "a half": 1,
        "megabytes of a logo": 1,
        "February, in a leap year": 1,
        "the version of the form in which data are carried": 1,
        "the second letter of a name that others have too": 1,
        "rounds more than values that may be refused": 1,
        "the version of the calendar format": 1,
    },
    3: {
        "blank rows of a form": 2,
        "months of a quarter": 1,
        "fewest repeated fields of a pasted text": 1,
        "decimals of a number that a group asks for": 1,
        "items on the last page of an agenda": 1,
    },
    4: {"fewest letters of a name that is only begun": 1},
    5: {
        "near names that are suggested": 1,
        "fewest fields of a paper of ours": 1,
        "frames from a warning to who asked for the paper": 1,
    },
    10: {"tenths of a megabyte": 3},
    20: {"longest list of choices that a form shows": 1, "most years of a project that a group may allow": 1},
    35: {"points of a line of a poster": 1},
    60: {"characters of an answer that are shown": 1},
    1000: {
        "the example of an amount in a file": 2,
        "most files of a folder": 1,
        "longest line": 1,
    },
    2000: {"first year that a cell or a field takes": 2, "longest message": 1},
    100_000: {"longest text": 1, "the most cells of a workbook of assessments that are read": 1},
}
"""Numbers that the law happens to have too, with what they are here and how often: one more is not ours.

Where they are does not matter, so that code may move.
"""


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
    elif isinstance(tree, ast.Assign) and ast.unparse(tree.targets[0]) == "PLACE":
        return  # where the rules of a module come in a report
    elif isinstance(tree, ast.Call) and getattr(tree.func, "id", getattr(tree.func, "attr", "")) in LAYOUT:
        for part in (*tree.args, *tree.keywords):
            if not isinstance(part, ast.Constant):
                yield from numbers_in(part)
    elif isinstance(tree, ast.Constant):
        if isinstance(tree.value, int | float | str) and not isinstance(tree.value, bool):
            try:
                yield tree.lineno, Decimal(str(tree.value))
            except InvalidOperation:
                return
    else:
        for part in ast.iter_child_nodes(tree):
            yield from numbers_in(part)


def modules() -> Iterator[tuple[str, str, ast.Module]]:
    """Yield each Python file with the room that it is in."""
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE)
        yield name.parts[0].removesuffix(".py"), name.as_posix(), ast.parse(path.read_text(encoding="utf-8"))


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


def test_no_number_of_the_law() -> None:
    """Each number of the law is in the code as often as it is known to be something else, and no oftener."""
    law = numbers_of_the_law() - ANYWHERE
    found: dict[Decimal, list[str]] = {Decimal(number): [] for number in OURS}
    for room, name, tree in modules():
        for line, number in numbers_in(tree):
            if (
                number in law
                and room not in WITHOUT_LEADER
                and not name.startswith(KIT)
                and (number > SMALL or room not in WITHOUT_LAW)
            ):
                found.setdefault(number, []).append(f"{name}:{line}")

    known = {Decimal(number): sum(uses.values()) for number, uses in OURS.items()}
    assert {n: places for n, places in found.items() if len(places) != known.get(n, 0)} == {}


def test_no_date_of_the_law() -> None:
    """No day is written in the code: the law's days are in its data."""
    written = [
        f"{name}:{call.lineno}"
        for _, name, tree in modules()
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == date.__name__
        and call.args
        and all(isinstance(argument, ast.Constant) for argument in call.args)
    ]

    assert written == []
