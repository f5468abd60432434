"""Builds every template of every language: `python templates/source/build.py [--check]`."""

import sys
from pathlib import Path

from hakemus.texts import LANGUAGES
from papers import PAPERS, build

TEMPLATES = Path(__file__).resolve().parents[1]


def main(*, check: bool) -> int:
    """Write every template, or only say which differ from what is committed; return the number that differ."""
    changed = 0
    for language in LANGUAGES:
        for document in PAPERS:
            path, content = TEMPLATES / language / f"{document}.docx", build(document, language)
            if path.exists() and path.read_bytes() == content:
                continue
            changed += 1
            if check:
                print(
                    f"{path.relative_to(TEMPLATES)} differs from its source: run `make templates` and commit"
                )
            else:
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(content)
    return changed


if __name__ == "__main__":
    only_check = "--check" in sys.argv[1:]
    differing = main(check=only_check)
    sys.exit(1 if only_check and differing else 0)
