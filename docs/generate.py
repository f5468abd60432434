# ruff: noqa: INP001, T201 - a script that says what it wrote
"""Writes the pages of the documentation that the library itself holds. Sphinx calls it before it reads the pages.

Run from anywhere: `python docs/generate.py`. Only the picture of the rooms is committed, since a page that is read
without being built shows it.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from generators.checkout import cookbook_page, modules_page, other_programs_page, rooms_picture
from generators.commands import commands_page
from generators.documents import documents_page, gallery_page
from generators.fields import field_page, group_page, meeting_page
from generators.interface import interface_page
from generators.law import coverage_page, rules_page, values_page
from generators.terms import choices_page, glossary_page

FOLDER = Path(__file__).resolve().parent
PAPERS_ON = date(2024, 3, 1)
"""The day whose papers the reference lists: named, so that the page does not change by itself."""

MADE: Mapping[str, Callable[[], str]] = {
    "cookbook.md": cookbook_page,
    "gallery.md": gallery_page,
    "glossary.md": glossary_page,
    "reference/fields.md": field_page,
    "reference/group-folder.md": group_page,
    "reference/meeting.md": meeting_page,
    "reference/choices.md": choices_page,
    "reference/rules.md": rules_page,
    "reference/values.md": values_page,
    "reference/law-coverage.md": coverage_page,
    "reference/commands.md": partial(commands_page, "en"),
    "reference/commands.fi.md": partial(commands_page, "fi"),
    "reference/commands.sv.md": partial(commands_page, "sv"),
    "reference/documents.md": partial(documents_page, PAPERS_ON),
    "reference/interface.md": interface_page,
    "reference/modules.md": modules_page,
    "reference/other-programs.md": other_programs_page,
    "images/rooms.svg": rooms_picture,
}
"""What makes each generated file, by its path under `docs`."""


def write_pages(folder: Path = FOLDER) -> Iterator[str]:
    """Write the files that differ from what is there, so that Sphinx reads no others again; yield their paths."""
    for path, make in MADE.items():
        file, content = folder / path, make().encode()
        if not file.is_file() or file.read_bytes() != content:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            yield path


if __name__ == "__main__":
    for written in write_pages():
        print(f"docs/{written}")
