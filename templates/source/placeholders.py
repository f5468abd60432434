"""The tags that a template holds: every placeholder, condition and loop of every paper is made here."""

import re

from markup import NOTHING, Xml, joined, paragraph, run

_TAG = re.compile(r"(\{\{.+?\}\}|\{%.+?%\})")
_NAMED = re.compile(r"\{\{\s*(.+?)\s*\}\}")


def placeholder(expression: str, properties: Xml = NOTHING) -> Xml:
    """Return the run that shows a value: the one place that knows what surrounds a placeholder.

    >>> placeholder("project.name")
    '<w:r><w:t xml:space="preserve">{{ project.name }}</w:t></w:r>'
    """
    return run(f"{{{{ {expression} }}}}", properties)


def prose(expression: str) -> Xml:
    """Return the paragraph in whose stead the engine puts the paragraphs and lists of a long text."""
    return paragraph("BodyText", run(f"{{{{p {expression} }}}}"))


def words(text: str, properties: Xml = NOTHING) -> Xml:
    """Return the runs of a text in which `{{ … }}` may stand; each of those goes through `placeholder`."""
    pieces = (piece for piece in _TAG.split(text) if piece)
    return joined(_piece(piece, properties) for piece in pieces)


def value(shown: str) -> Xml:
    """Return the runs of what a cell shows: the path of a value, or a text in which tags stand.

    >>> value("applicant.name") == value("{{ applicant.name }}") == placeholder("applicant.name")
    True
    """
    return words(shown) if _TAG.search(shown) else placeholder(shown)


def paragraph_tag(code: str) -> Xml:
    """Return the paragraph that holds `{%p code %}` and is gone from the rendered paper."""
    return paragraph("TemplateTag", run(f"{{%p {code} %}}"))


def row_tag(code: str) -> Xml:
    """Return the paragraph that holds `{%tr code %}`; its whole row is gone from the rendered paper."""
    return paragraph("TemplateTag", run(f"{{%tr {code} %}}"))


def cell_tag(code: str) -> Xml:
    """Return the paragraph that holds `{%tc code %}`; its whole cell is gone from the rendered paper."""
    return paragraph("TemplateTag", run(f"{{%tc {code} %}}"))


def _piece(piece: str, properties: Xml) -> Xml:
    named = _NAMED.fullmatch(piece)
    return placeholder(named[1], properties) if named else run(piece, properties)
