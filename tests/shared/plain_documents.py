"""Small Word files to try the engine with: paragraphs, a header, a table, as python-docx makes them."""

import io
from typing import Any

import docx

from hakemus.word import Template


def saved(made: Any) -> bytes:
    """Return the bytes of a document of python-docx's."""
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def paragraphs(*texts: str, header: str = "") -> bytes:
    """Return a DOCX of these paragraphs."""
    made = docx.Document()
    for text in texts:
        made.add_paragraph(text)
    if header:
        made.sections[0].header.paragraphs[0].text = header
    return saved(made)


def table(*rows: tuple[str, ...]) -> bytes:
    """Return a DOCX that holds one table; a line break in a cell's text parts paragraphs."""
    made = docx.Document()
    grid = made.add_table(len(rows), len(rows[0]))
    for row, texts in enumerate(rows):
        for column, content in enumerate(texts):
            cell = grid.cell(row, column)
            first, *others = content.split("\n")
            cell.text = first
            for other in others:
                cell.add_paragraph(other)
    return saved(made)


def template_of(*texts: str, header: str = "") -> Template:
    """Return a template of these paragraphs."""
    return Template(paragraphs(*texts, header=header))
