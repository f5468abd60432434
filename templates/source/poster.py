"""The poster's source: an A3 sheet with the project's name in large type, who supports it, emblem and logo."""

from pathlib import Path

import package
from builder import emblem_description, logo_description
from drawing import Drawing, drawn
from frame import draft_mark
from hakemus.papers.poster import LINE_POINTS, TITLE_POINTS
from hakemus.texts import LANGUAGE_TAGS
from look import FACE, stylesheet
from markup import Xml, joined, paragraph, w
from page import A3, Layout, section, twips
from placeholders import paragraph_tag, placeholder, prose
from placeholders import words as texts
from poster_look import GROUND, STATEMENT_POINTS, poster_styles
from properties import indents
from theme import theme
from wording import Words

_DOCUMENT = "poster"
_LAYOUT = Layout(indent_mm=0, body_points=15, sheet=A3)
_EMBLEM, _LOGO_PLACE = (Path(__file__).with_name(name) for name in ("emblem_large.png", "logo_place.png"))
_EMBLEM_RELATION, _LOGO_RELATION = "rId8", "rId9"
_EMBLEM_SIZE, _LOGO_SIZE = (69, 46), (60, 40)
"""In millimetres; no logo is to be higher than the emblem of the Union."""

_STATEMENT_WIDTH = 86
"""Wide enough for two lines in each language, and narrow enough to leave the logo its place."""

_STATEMENT_LINES = 2
_LINE_HEIGHT = 1.15 * 25.4 / 72
_GAP = 8
_MARK_LEFT = A3.width - A3.left - A3.right - 60
"""Where the box of a draft's mark begins, from the margin of the text, in millimetres."""


def build(words: Words) -> bytes:
    """Return the template of the poster."""
    tag = LANGUAGE_TAGS[words.language]
    parts = {
        "document": package.root("document", w("body", _body(words)), "w r wp a pic"),
        "styles": package.root("styles", stylesheet(tag, poster_styles(TITLE_POINTS, LINE_POINTS))),
        "settings": package.root("settings", package.settings(tag)),
        "fontTable": package.root("fonts", package.fonts()),
        "theme1": theme(FACE, GROUND),
        "header1": package.root("hdr", joined([draft_mark(indents(left=_MARK_LEFT)), paragraph("FrameEnd")])),
    }
    pictures = [
        package.Picture("emblem", _EMBLEM.read_bytes(), "document", _EMBLEM_RELATION),
        package.Picture("logo-place", _LOGO_PLACE.read_bytes(), "document", _LOGO_RELATION),
    ]
    return package.packed(parts, pictures, words.kind(_DOCUMENT), tag)


def _body(words: Words) -> Xml:
    return joined(
        [
            paragraph_tag("if poster.is_leader"),
            paragraph("PosterKind", texts(words.own(_DOCUMENT, "leader-project"))),
            paragraph_tag("endif"),
            prose("poster.title"),
            *_line("poster.applicant", words.own(_DOCUMENT, "beneficiary")),
            *_line("poster.leader_group", words.term("leader_group")),
            *_small("poster.period", words.table("time")),
            *_foot(words),
            *_small("poster.fund", words.own(_DOCUMENT, "fund"), always=True),
            section(_LAYOUT, package.HEADER),
        ]
    )


def _line(path: str, label: str) -> list[Xml]:
    return [
        paragraph_tag(f"if {path}"),
        paragraph("PosterLabel", texts(label)),
        prose(path),
        paragraph_tag("endif"),
    ]


def _small(path: str, label: str, *, always: bool = False) -> list[Xml]:
    shown = [paragraph("PosterLabel", texts(label)), paragraph("PosterSmall", placeholder(path))]
    return shown if always else [paragraph_tag(f"if {path}"), *shown, paragraph_tag("endif")]


def _foot(words: Words) -> list[Xml]:
    """Return what stands at the foot of the sheet: the emblem, its statement, and the place of a logo."""
    emblem = Drawing(
        1, "EU", "emblem.png", _EMBLEM_RELATION, emblem_description(words.language), _EMBLEM_SIZE
    )
    logo = Drawing(2, "logo", "logo-place.png", _LOGO_RELATION, logo_description(words.language), _LOGO_SIZE)
    top = A3.height - A3.bottom - _EMBLEM_SIZE[1]
    statement_height = _STATEMENT_LINES * STATEMENT_POINTS * _LINE_HEIGHT
    beside_middle = top + (_EMBLEM_SIZE[1] - statement_height) / 2
    at_right = A3.width - A3.right - _LOGO_SIZE[0]
    return [
        _framed("PosterEmblem", drawn(emblem), A3.left, _EMBLEM_SIZE[0], y=twips(top)),
        _framed(
            "PosterStatement",
            placeholder("poster.statement"),
            A3.left + _EMBLEM_SIZE[0] + _GAP,
            _STATEMENT_WIDTH,
            y=twips(beside_middle),
        ),
        _framed("PosterEmblem", drawn(logo), at_right, _LOGO_SIZE[0], yAlign="bottom"),
    ]


def _framed(style: str, content: Xml, left: float, width: float, **down: str | int) -> Xml:
    """Return a paragraph in a place of its own on the sheet, so far `down`."""
    anchor = "page" if "y" in down else "margin"
    place = w(
        "framePr",
        w=twips(width),
        hSpace=0,
        wrap="around",
        vAnchor=anchor,
        hAnchor="page",
        x=twips(left),
        **down,
    )
    return paragraph(style, content, properties=place)
