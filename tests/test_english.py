"""Plain English: the dialect that this project once wrote stays out of its messages, pages, docstrings and comments."""

import ast
import io
import re
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]

DIALECT = re.compile(
    r"\b(?:told|wherein|whereof|stands(?! for\b)|beside|besides|parted|mend(?:s|ed|ing)?"
    r"|(?:it|that|which|what) (?:is|are) (?-i:none))\b",
    re.IGNORECASE,
)
"""Write reported, in which, is, next to or in addition to, separated, correct, is not one."""

MESSAGES = [
    *sorted((ROOT / "src/hakemus").glob("**/locale/en/*.toml")),
    ROOT / "src/hakemus/word/messages.toml",
]
PAGES = [
    *(page for page in sorted((ROOT / "docs").glob("*.md")) if not page.name.endswith((".fi.md", ".sv.md"))),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
]
SOURCES = sorted(
    path
    for folder in ("src/hakemus", "templates/source", "docs", "examples")
    for path in (ROOT / folder).glob("**/*.py")
    if "_build" not in path.parts
)


def _messages(path: Path) -> str:
    def values(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for inner in value.values():
                yield from values(inner)
        else:
            yield re.sub(r"\{[^{}]*\}", "", str(value))

    return "\n".join(values(tomllib.loads(path.read_text(encoding="utf-8"))))


def _prose(path: Path) -> str:
    """Return a page without its code, whose names are another matter."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]*`", "", text)


def _sentences(path: Path) -> str:
    """Return the docstrings and comments of a module, without code."""
    text = path.read_text(encoding="utf-8")
    comments = [
        token.string
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT
    ]
    docstrings = [
        re.sub(r"^ *(>>>|\.\.\.) .*$", "", node.value.value, flags=re.MULTILINE)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    ]
    return re.sub(r"`[^`\n]*`", "", "\n".join((*comments, *docstrings)))


@pytest.mark.parametrize("path", MESSAGES, ids=lambda path: path.name)
def test_messages_are_in_plain_english(path: Path) -> None:
    """What a user reads."""
    assert DIALECT.findall(_messages(path)) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_pages_are_in_plain_english(path: Path) -> None:
    """What somebody reads who wants to know how it works."""
    assert DIALECT.findall(_prose(path)) == []


def test_docstrings_and_comments_are_in_plain_english() -> None:
    """What whoever changes the code reads; each module is named with the words it must lose."""
    found = {str(path.relative_to(ROOT)): DIALECT.findall(_sentences(path)) for path in SOURCES}
    assert {path: words for path, words in found.items() if words} == {}
