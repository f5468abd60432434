"""The house stays small enough to hold in mind: its modules, its pages, and the way of one amount through it."""

import re
import sys
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import FrameType
from typing import Any

import hakemus
from hakemus.packaged import packaged_folder

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "hakemus"
IMPORT = re.compile(r"^ *from (?P<room>hakemus[\w.]*) import (?P<names>\([^)]*\)|[^\n]*)", re.MULTILINE)
AMOUNT = "5617.43"
PRINTED = "5\N{NO-BREAK SPACE}617,43"
AS_READ = "5 617,43"


def imports() -> dict[str, set[str]]:
    """Return which modules import each module of the library."""
    modules = {
        ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__"): path
        for path in SOURCE.rglob("*.py")
    }
    found: dict[str, set[str]] = {name: set() for name in modules}
    for name, path in modules.items():
        for line in IMPORT.finditer(path.read_text(encoding="utf-8")):
            for one in re.findall(r"\w+", line["names"]):
                whole = f"{line['room']}.{one}"
                if (imported := whole if whole in modules else line["room"]) != name:
                    found[imported].add(name)
    return found


def test_a_module_is_a_thing_somebody_looks_for() -> None:
    """There are few, and few of them are there for one other only."""
    found = imports()
    assert len(found) + len([*(ROOT / "templates" / "source").glob("*.py")]) <= 165
    assert len([name for name, importers in found.items() if len(importers) == 1]) <= 25


def test_no_module_is_longer_than_700_lines() -> None:
    """What is longer is more than one thing: one of them is looked for elsewhere."""
    modules = [*SOURCE.rglob("*.py"), *(ROOT / "templates" / "source").glob("*.py")]
    lengths = {str(module): len(module.read_text(encoding="utf-8").splitlines()) for module in modules}
    assert [name for name, lines in lengths.items() if lines > 700] == []


def test_the_package_holds_nothing_left_over() -> None:
    """What an editor or a merge leaves behind would be installed by everybody."""
    known = {".bin", ".css", ".html", ".js", ".json", ".png", ".py", ".pyc", ".pyi", ".toml", ".typed"}
    assert {path.suffix for path in SOURCE.rglob("*") if path.is_file() and path.name[0] != "."} <= known


def test_the_pages_are_short() -> None:
    """What is generated isn't committed; what a page says isn't said again on another."""
    made = {"cookbook.md", "gallery.md", "glossary.md"}
    pages = [page for page in (ROOT / "docs").glob("*.md") if page.name not in made]
    assert sum(len(page.read_text(encoding="utf-8").splitlines()) for page in pages) <= 4500


def held(value: object, written: tuple[str, ...], deep: int = 2) -> bool:
    """Return whether a value is the amount, or holds it near its surface."""
    if isinstance(value, Decimal):
        return str(value) == AMOUNT
    if isinstance(value, str):
        return any(one in value for one in written)
    inner: Iterator[Any] = iter(())
    if deep and isinstance(value, dict):
        inner = iter([*value.values()][:60])
    elif deep and isinstance(value, list | tuple):
        inner = iter([*value][:40])
    return any(held(one, written, deep - 1) for one in inner)


def way_of(made: Callable[[], Any], *written: str) -> tuple[Any, set[str], set[str]]:
    """Return what a call returns, and through which functions of which modules the amount went."""
    functions, modules = set[str](), set[str]()

    def look(frame: FrameType, event: str, given: object) -> None:
        file = frame.f_code.co_filename
        if event in ("call", "return") and file.startswith(str(SOURCE)):
            values = [given] if event == "return" else list(frame.f_locals.values())
            if any(held(value, written) for value in values):
                modules.add(file)
                functions.add(f"{Path(file).stem}.{frame.f_code.co_qualname}")

    before = sys.getprofile()
    sys.setprofile(look)
    try:
        result = made()
    finally:
        sys.setprofile(before)
    return result, functions, modules


def test_an_amount_goes_through_few_hands() -> None:
    """From the application to its cell, and back from the paper; each is done once before, so that nothing is made."""
    values = hakemus.load(packaged_folder("examples") / "cooperation-project" / "application.toml")
    items = values.budget.items
    at = next(at for at, item in enumerate(items) if item.amount is not None)
    item = items[at].model_copy(update={"amount": Decimal(AMOUNT)})
    budget = values.budget.model_copy(update={"items": (*items[:at], item, *items[at + 1 :])})
    application = values.model_copy(update={"budget": budget})

    def printed() -> bytes:
        return hakemus.render(application, "cost-estimate", draft=True, on=date(2024, 12, 1))

    hakemus.read(printed())
    paper, functions, modules = way_of(printed, AMOUNT, PRINTED)
    assert len(functions) <= 20, functions
    assert len(modules) <= 8, modules
    reading, functions, modules = way_of(lambda: hakemus.read(paper), AMOUNT, PRINTED, AS_READ)
    assert reading.application.budget.items[at].amount == Decimal(AMOUNT)
    assert len(functions) <= 30, functions
    assert len(modules) <= 12, modules
