"""Lines of a commented TOML file: `##` explains, a single `#` stands before an example to be filled."""

import textwrap
from collections.abc import Mapping

WIDTH = 80

EXAMPLES: Mapping[str, str] = {
    "money": "1000.00",
    "percent": "50",
    "quantity": "10",
    "whole": "18",
    "yes-no": "false",
    "identifier": "123456",
    "year": "2025",
    "day": "2025-01-31",
}
"""What a field of a kind looks like; the value is only an example."""


def comment(text: str, indent: str = "## ", hang: int = 0) -> list[str]:
    """Return a text as lines that explain; those after the first are indented further by `hang`.

    >>> comment("Kuka voi hakea.")
    ['## Kuka voi hakea.']
    """
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}{' ' * hang}",
        break_long_words=False,
        break_on_hyphens=False,
    )


def heading(title: str, mark: str = "=") -> str:
    """Return the line that begins a part.

    >>> heading("Hakija")[:16]
    '## === Hakija =='
    """
    return f"## {mark * 3} {title} ".ljust(WIDTH, mark)
