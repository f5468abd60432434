"""What a paper's languages have in common: its blocks, tables, fields and controls, without their texts."""

import io
import re
import zipfile
from difflib import unified_diff

from lxml import etree

from hakemus.word import outline

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BLOCK = re.compile(r"( *(?:\| )?(?:\(\d+ columns\) )?\[[^\]]*\])(.*)")
_PROPERTIES_WITH_WORDS = ("title", "author", "language", "modified_by")
_FIELD = re.compile(r"‹(picture)?([^›]*)›")


def skeleton(paper: bytes) -> list[str]:
    """Return the lines of a paper's outline with `…` for each text, and then the tags of its controls.

    An empty paragraph, a picture and a page number remain what they are, so that a text that one language lacks
    shows too.
    """
    return [*map(_without_text, outline(paper).splitlines()), *_controls(paper)]


def differences(paper: bytes, other: bytes) -> list[str]:
    """Return the lines in which the skeletons of two papers differ, marked `-` and `+`."""
    lines = unified_diff(skeleton(paper), skeleton(other), lineterm="", n=0)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def _without_text(line: str) -> str:
    if block := _BLOCK.fullmatch(line):
        fields = [f"‹{picture or code}›" for picture, code in _FIELD.findall(block[2])]
        words = " …" if _FIELD.sub("", block[2]).strip() else ""
        return "".join([block[1], words, *fields])
    if line.partition(": ")[0] in _PROPERTIES_WITH_WORDS:
        return line.partition(": ")[0]
    return re.sub("“.*”", "“…”", line)


def _controls(paper: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(paper)) as package:
        parts = sorted(name for name in package.namelist() if re.fullmatch(r"word/[a-z]+\d*\.xml", name))
        return [
            f"{part}: {tag.get(f'{W}val')}"
            for part in parts
            for tag in etree.fromstring(package.read(part)).iterfind(f".//{W}sdtPr/{W}tag")
        ]
