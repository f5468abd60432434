"""Pages made from files of the checkout: the cookbook, what other programs keep, and the picture of the rooms."""

import ast
import textwrap
import tomllib
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

from generators.markdown import page, table

ROOT = Path(__file__).resolve().parents[2]
COOKBOOK = ROOT / "docs" / "cookbook"
_ORDER = (
    "check_a_folder",
    "papers_for_fifty",
    "papers_as_pdf",
    "read_back_a_paper",
    "budget_from_a_workbook",
    "own_template",
    "another_group",
    "change_of_date",
    "findings_as_json",
    "board_meeting",
)
MEASURED = ROOT / "tests" / "office" / "kept.toml"
_WIDTH, _HEIGHT, _LEFT, _LABEL = 760, 46, 44, 118
_WIDEST = 92
_FONT = 'font-family="Arial, Helvetica, sans-serif" font-size="13"'


def cookbook_page() -> str:
    """Return the page of the cookbook; a script that the order lacks comes last."""
    scripts = sorted(COOKBOOK.glob("*.py"), key=_place)
    return page(
        "Cookbook",
        "Scripts to begin from. Each is run by the tests.\n"
        "Call them from a checkout, such as `python docs/cookbook/check_a_folder.py examples`. Without a file name,\n"
        "most of them use the examples; the others say what they need.",
        *map(_recipe, scripts),
    )


def _place(script: Path) -> tuple[int, str]:
    return (_ORDER.index(script.stem) if script.stem in _ORDER else len(_ORDER), script.stem)


def _recipe(script: Path) -> str:
    module = ast.parse(script.read_text(encoding="utf-8"))
    title, _, text = (ast.get_docstring(module) or "").partition("\n\n")
    begins = module.body[1].lineno
    return "\n".join(
        (
            f"## {title.rstrip('.')}",
            "",
            text,
            "",
            f"```{{literalinclude}} cookbook/{script.name}",
            ":language: python",
            f":lines: {begins}-",
            f":caption: docs/cookbook/{script.name}",
            "```",
        )
    )


def other_programs_page() -> str:
    """Return the page of what each program keeps, from the file that the tests hold to what they measure."""
    measured = tomllib.loads(MEASURED.read_text(encoding="utf-8"))
    heads = ("Program", "What it did", "Tags", "Bookmarks", "Data", "What is read")
    columns = ("did", "tags", "bookmarks", "data", "read")
    of_workbook = ("program", "did", "formulas", "results", "formats", "names", "read")
    heads_of_workbook = (
        "Program",
        "What it did",
        "Formulas",
        "Their results",
        "Formats",
        "Names",
        "What is read",
    )
    readers = [
        (_versioned(one), *("yes" if what in one["sees"] else "no" for what in _SEEN), one.get("note", ""))
        for one in measured["reader"]
    ]
    return page(
        "What other programs keep",
        "Papers and forms go through the programs themselves, in `tests/office`: in `make test` with some of them, in\n"
        "`make fuzz` with every document of every example in every language, and the forms of every measure.\n"
        "The tests measure what came back, and fail when it differs from this table.",
        table(heads, [(_versioned(one), *(one[column] for column in columns)) for one in measured["kept"]]),
        "Tags are those of the content controls, bookmarks those around fields by their names, data the part that the\n"
        "paper carries: all of them kept, none (lost), or some. See [a paper that reads back](../word-form.md).\n\n"
        "Calligra 3.2 opens a paper and saves it as ODT only. SuperDoc is tried through its Python package.\n"
        "By hand, in Chromium, its npm package kept a paper and a form whole in version 2.11.0, whose engine is not\n"
        "free software; version 1.46.3 kept a paper whole, and dropped the rows of a form's lists, which are reported\n"
        "as missing.",
        "## The budget's workbook",
        table(
            heads_of_workbook,
            [tuple(str(one[column]) for column in of_workbook) for one in measured["workbook"]],
        ),
        "Formats are those that show a number as per cent. See [the budget as a spreadsheet](../budget-workbook.md).",
        "## Which programs see the values",
        "The value of a field is in a content control. Not every program that reads a Word file's text looks there.",
        table(("Program", *_SEEN.values(), ""), readers),
        "So don't read a paper by `paragraph.text` of python-docx: use `hakemus.read` for the values, or\n"
        "`hakemus.word.text` for all of its text.",
    )


_SEEN = {
    "title": "In a paragraph's control",
    "field": "In a cell's control",
    "row": "In a row of a list",
    "text": "Long text, without a control",
}


def _versioned(entry: Mapping[str, str]) -> str:
    version = entry.get("version", "")
    return f"{entry['program']} ({version})" if version else entry["program"]


def layers() -> tuple[str, ...]:
    """Return the rooms from the one that may import all others down to the one that imports none."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    return tuple(next(contract["layers"] for contract in contracts if contract["type"] == "layers"))


def modules_page() -> str:
    """Return the page of every module with what it says of itself, by its room."""
    return page(
        "Modules",
        "Every module of `hakemus`, by [the rooms of the house](../architecture.md#the-rooms), with the sentence\n"
        "that it begins with.",
        *(f"## `{room}`\n\n{table(('Module', 'What it is'), _modules_of(room))}" for room in layers()),
    )


def _modules_of(room: str) -> Iterator[tuple[str, str]]:
    source = ROOT / "src" / "hakemus"
    for path in sorted((source / room).rglob("*.py")) or [source / f"{room}.py"]:
        docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        yield f"`{path.relative_to(source).as_posix()}`", " ".join(docstring.split("\n\n")[0].split())


def rooms_picture() -> str:
    """Return the drawing as SVG: the highest room on top, the arrow in the one direction that imports may go."""
    rooms = layers()
    height = len(rooms) * _HEIGHT + 16
    body = [_room(name, 8 + position * _HEIGHT) for position, name in enumerate(rooms)]
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" {_FONT}>'
    title = "<title>The rooms of hakemus: each imports only from those below it</title>"
    paper = f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>'
    return "\n".join((opening, title, paper, _arrow(height), *body, "</svg>\n"))


def summary_of(room: str) -> str:
    """Return the first sentence of what a room says of itself."""
    folder = ROOT / "src" / "hakemus" / room
    file = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    if not file.is_file():
        return ""
    docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return " ".join(docstring.split("\n\n")[0].split())


def _room(name: str, top: int) -> str:
    lines = textwrap.wrap(summary_of(name), _WIDEST)[:2]
    first = top + (24 if len(lines) == 1 else 17)
    spans = "".join(
        f'<text x="{_LEFT + _LABEL}" y="{first + at * 16}" fill="#333333">{escape(line)}</text>'
        for at, line in enumerate(lines)
    )
    fill = "#fff4cc" if name == "word" else "#eef2fb"
    return (
        f'<rect x="{_LEFT}" y="{top}" width="{_WIDTH - _LEFT - 8}" height="{_HEIGHT - 6}" rx="3" fill="{fill}" '
        f'stroke="#003399" stroke-width="0.8"/>'
        f'<text x="{_LEFT + 12}" y="{top + 24}" font-weight="bold" fill="#003399">{escape(name)}</text>{spans}'
    )


def _arrow(height: int) -> str:
    return (
        f'<path d="M22 14 V{height - 26}" stroke="#555555" stroke-width="1.5" fill="none"/>'
        f'<path d="M16 {height - 28} h12 l-6 12 z" fill="#555555"/>'
        f'<text transform="translate(14 {height // 2}) rotate(-90)" text-anchor="middle" fill="#555555">imports</text>'
    )
