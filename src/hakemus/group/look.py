"""A group's logo, proved to be a picture that a footer can show."""

from collections.abc import Mapping
from typing import Any

from hakemus.group.data_files import DATA
from hakemus.group.folder import Folder
from hakemus.word import read_picture

LARGEST_LOGO = 2 * 1024 * 1024
"""The largest logo, in bytes (a limit of the library: it is in every paper)."""

FEWEST_PIXELS, MOST_PIXELS = 100, 4_000
"""Of the longer side at least, and of either side at most: sharp in print, and no heavier than it need be."""

_LONGEST_SHAPE = 8


def read_logo(folder: Folder, values: Mapping[str, Any]) -> bytes | None:
    """Return the logo that a group's plain values name, or None, with the fault kept if there is one."""
    named = values.get("logo")
    written = named.get("file") if isinstance(named, Mapping) else None
    if not isinstance(written, str):
        return None
    file = folder.inside(written, DATA, "logo.file")
    content = folder.content(file, LARGEST_LOGO) if file is not None else None
    if file is None or content is None:
        return None
    try:
        picture = read_picture(content)
    except ValueError as error:
        folder.tell(file, "", "not-a-picture", str(error), "PNG, JPEG")
        return None
    longer, shorter = max(picture.width, picture.height), min(picture.width, picture.height)
    size = f"{picture.width} × {picture.height}"
    if not FEWEST_PIXELS <= longer <= MOST_PIXELS:
        folder.tell(file, "", "picture-size", size, f"{FEWEST_PIXELS}–{MOST_PIXELS}")
        return None
    if longer > _LONGEST_SHAPE * shorter:
        folder.tell(file, "", "picture-shape", size, f"≤ {_LONGEST_SHAPE} : 1")
        return None
    return content
