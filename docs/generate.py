# ruff: noqa: INP001, T201 - a script that tells what it wrote
"""Writes the generated pages of the documentation, or with `--check` tells which of them are out of date.

Run from anywhere: `python docs/generate.py [--check]`.
"""

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from generators.choices import choices_page
from generators.commands import commands_page
from generators.cookbook import cookbook_page
from generators.documents import documents_page
from generators.fields import field_page
from generators.gallery import gallery_page
from generators.glossary import glossary_page
from generators.interface import interface_page
from generators.law import rules_page, values_page
from generators.other_programs import other_programs_page
from generators.rooms import rooms_picture

FOLDER = Path(__file__).resolve().parent
PAPERS_ON = date(2024, 3, 1)
"""The day whose papers the reference lists: named, so that the page does not change by itself."""


def pages() -> Mapping[str, str]:
    """Return the content of every generated file, by its path under `docs`."""
    return {
        "cookbook.md": cookbook_page(),
        "gallery.md": gallery_page(),
        "glossary.md": glossary_page(),
        "reference/fields.md": field_page(),
        "reference/choices.md": choices_page(),
        "reference/rules.md": rules_page(),
        "reference/values.md": values_page(),
        "reference/commands.md": commands_page("en"),
        "reference/commands.fi.md": commands_page("fi"),
        "reference/commands.sv.md": commands_page("sv"),
        "reference/documents.md": documents_page(PAPERS_ON),
        "reference/interface.md": interface_page(),
        "reference/other-programs.md": other_programs_page(),
        "images/rooms.svg": rooms_picture(),
    }


def main(arguments: list[str]) -> int:
    """Write the files; with `--check` write nothing, and return 1 when one differs from what it would be."""
    stale = [path for path, content in pages().items() if _current(FOLDER / path) != content]
    for path in stale:
        if "--check" in arguments:
            print(f"docs/{path} is out of date; run: python docs/generate.py", file=sys.stderr)
        else:
            (FOLDER / path).parent.mkdir(parents=True, exist_ok=True)
            (FOLDER / path).write_text(pages()[path], encoding="utf-8", newline="\n")
            print(f"docs/{path}")
    return 1 if stale and "--check" in arguments else 0


def _current(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
