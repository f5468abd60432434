"""What other programs keep of a paper, as the tests measured it."""

import tomllib
from pathlib import Path

from generators.markdown import page, table

MEASURED = Path(__file__).resolve().parents[2] / "tests" / "office" / "kept.toml"


def other_programs_page() -> str:
    """Return the page of what each program keeps, from the file that the tests hold to what they measure."""
    told = tomllib.loads(MEASURED.read_text(encoding="utf-8"))["kept"]
    heads = ("Program", "What it did", "Tags", "Bookmarks", "Data", "What is read")
    columns = ("program", "did", "tags", "bookmarks", "data", "read")
    return page(
        "What other programs keep",
        "Papers and forms go through the programs themselves, in `tests/office`: in `make test` with some of them, in\n"
        "`make fuzz` with every document of every example in every language, and the forms of every measure.\n"
        "The tests measure what came back, and fail when it is not what stands here.",
        table(heads, [tuple(str(one[column]) for column in columns) for one in told]),
        "Tags are those of the content controls, bookmarks those around fields by their names, data the part that the\n"
        "paper carries: all of them kept, none (lost), or some. See [a paper that reads back](../word-form.md).",
    )
