"""Windows of a screen, drawn: a folder with its files, and a command window with what was typed and told."""  # noqa: INP001

from collections.abc import Iterator, Sequence
from html import escape

_LINE, _EDGE, _BAR = 21, 14, 30
_LETTER = 8.0
"""How wide a letter of the command window is, at 13 pixels."""

_FOLDER_ROW = '<path d="M{x} {top}h6l2 2h8v10h-16z" fill="#e0b040"/>'
_FILE_ROW = '<path d="M{x} {top}h8l4 4v9h-12z" fill="#ffffff" stroke="#707070"/>'
_PLAIN, _TYPED = "font-family='monospace' font-size='13'", "font-family='sans-serif' font-size='14'"


def folder_window(title: str, paths: Sequence[str]) -> str:
    """Return a folder's window as SVG: its files by their paths, folders before what they hold.

    >>> "group.toml" in folder_window("esimerkki", ["group.toml", "texts/fi/findings.toml"])
    True
    """
    rows = list(_rows(paths))
    width, height = 460, _BAR + 2 * _EDGE + _LINE * len(rows)
    drawn = [_window((width, height), title, ("#ffffff", "#e8e8e8", "#202020"))]
    for number, (depth, name, is_folder) in enumerate(rows):
        left, top = _EDGE + 22 * depth, _BAR + _EDGE + _LINE * number
        drawn.append((_FOLDER_ROW if is_folder else _FILE_ROW).format(x=left, top=top))
        drawn.append(f"<text x='{left + 24}' y='{top + 12}' {_TYPED} fill='#202020'>{escape(name)}</text>")
    return _picture(width, height, title, drawn)


def terminal_window(title: str, said: str) -> str:
    """Return a command window as SVG: lines that begin with `>` were typed, the rest was told.

    >>> "hakemus check" in terminal_window("Leader", "> hakemus check application.toml")
    True
    """
    lines = said.splitlines()
    width = round(2 * _EDGE + _LETTER * max(80, *map(len, lines)))
    height = _BAR + 2 * _EDGE + _LINE * len(lines)
    drawn = [_window((width, height), title, ("#1e1e1e", "#3a3a3a", "#f0f0f0"))]
    for number, line in enumerate(lines):
        colour = "#ffffff" if line.startswith(">") else "#cfcfcf"
        place = f"x='{_EDGE}' y='{_BAR + _EDGE + _LINE * number + 12}'"
        drawn.append(f"<text {place} {_PLAIN} fill='{colour}' xml:space='preserve'>{escape(line)}</text>")
    return _picture(width, height, title, drawn)


def _rows(paths: Sequence[str]) -> Iterator[tuple[int, str, bool]]:
    """Yield depth, name and whether it is a folder, for each file and for each folder on its way."""
    told: set[str] = set()
    for path in sorted(paths, key=lambda each: ("/" not in each, each)):
        *folders, name = path.split("/")
        for depth, folder in enumerate(folders):
            here = "/".join(folders[: depth + 1])
            if here not in told:
                told.add(here)
                yield depth, folder, True
        yield len(folders), name, False


def _window(size: tuple[int, int], title: str, colours: tuple[str, str, str]) -> str:
    (width, height), (ground, bar, ink) = size, colours
    return (
        f"<rect x='0.5' y='0.5' width='{width - 1}' height='{height - 1}' rx='6' fill='{ground}' stroke='#909090'/>"
        f"<rect x='1' y='1' width='{width - 2}' height='{_BAR - 6}' rx='5' fill='{bar}'/>"
        f"<text x='{_EDGE}' y='17' {_TYPED} fill='{ink}'>{escape(title)}</text>"
    )


def _picture(width: int, height: int, title: str, drawn: Sequence[str]) -> str:
    head = f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' viewBox='0 0 {width} {height}'>"
    return "\n".join([head, f"<title>{escape(title)}</title>", *drawn, "</svg>", ""])
