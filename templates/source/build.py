"""Builds every template of every language: `python templates/source/build.py [--check]`."""

import sys
from collections.abc import Iterator
from pathlib import Path

from hakemus.papers import DOCUMENTS
from hakemus.papers.offer import board_placeholders, placeholders_of
from hakemus.texts import LANGUAGES
from papers import PAPERS, build

TEMPLATES = Path(__file__).resolve().parents[1]


def main(*, check: bool) -> int:
    """Write every template, or only say which differ from what is committed; return the number that differ."""
    changed = 0
    for path, content in _files():
        if path.exists() and path.read_bytes() == content:
            continue
        changed += 1
        if check:
            print(f"{path.relative_to(TEMPLATES)} differs from its source: run `make templates` and commit")
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
    return changed


def _files() -> Iterator[tuple[Path, bytes]]:
    for language in LANGUAGES:
        for document in PAPERS:
            yield TEMPLATES / language / f"{document}.docx", build(document, language)
    yield TEMPLATES / "placeholders.toml", _placeholders().encode()


def _placeholders() -> str:
    """Return the list of what each document offers to a template, one that a Leader group writes among them."""
    lists = [
        "# Made by templates/source/build.py from the documents: what a template may show. `[]` is an item.\n"
    ]
    offered = {document.key: placeholders_of(document) for document in DOCUMENTS} | board_placeholders()
    for key, placeholders in offered.items():
        paths = "".join(f'  "{path}",\n' for path in placeholders)
        lists.append(f"\n{key} = [\n{paths}]\n")
    return "".join(lists)


if __name__ == "__main__":
    only_check = "--check" in sys.argv[1:]
    differing = main(check=only_check)
    sys.exit(1 if only_check and differing else 0)
