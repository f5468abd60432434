"""The few pieces of Markdown that the generated pages are made of."""

from collections.abc import Iterable, Sequence

MADE = "<!-- Made by docs/generate.py when the documentation is built. Change what it is made from. -->"


def page(title: str, *blocks: str) -> str:
    """Return a page: its title, the mark that it is made, and its blocks, a blank line between them.

    >>> page("Fields", "One.").splitlines()[-1]
    'One.'
    """
    return "\n\n".join((MADE, f"# {title}", *(block.strip("\n") for block in blocks if block))) + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    r"""Return a table; a line break in a cell becomes a break in the same cell.

    >>> print(table(("a", "b"), [("1", "x|y")]))
    | a | b |
    |---|---|
    | 1 | x\|y |
    """
    lines = [_row(heads), "|" + "---|" * len(heads), *(_row(row) for row in rows)]
    return "\n".join(lines)


def code(text: str) -> str:
    """Return text as code within a line.

    >>> code("applicant.name")
    '`applicant.name`'
    """
    return f"`{text}`"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", "<br>") for cell in cells) + " |"
