"""A paper as its source writes it: one call a heading, a table, a text; `save` makes a template of them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import package
import tables
from frame import EMBLEM, LOGO, Frame, footer, header
from hakemus.papers.presentation import guidance_name
from hakemus.texts import LANGUAGE_TAGS, Language
from look import FACE, styles
from markup import NOTHING, Xml, joined, paragraph, run, w
from matrix import Matrix, matrix
from numbering import numbering
from page import FORM, PROSE, Layout, section
from placeholders import paragraph_tag, prose, words
from properties import distances
from tables import LABEL_WIDTH, PAIR_LABEL_WIDTH, Band, Column, Field, Kept, SignatureLabels, Total
from theme import theme

__all__ = ["FORM", "PROSE", "Band", "Column", "Field", "Paper", "SignatureLabels", "Total"]

_STATEMENTS = {
    "fi": "Euroopan unionin osarahoittama",
    "sv": "Medfinansieras av Europeiska unionen",
    "en": "Co-funded by the European Union",
}
_EMBLEM_DESCRIPTIONS = {
    "fi": "Euroopan unionin tunnus: kaksitoista keltaista tähteä ympyrässä sinisellä pohjalla",
    "sv": "Europeiska unionens emblem: tolv gula stjärnor i en cirkel på blå botten",
    "en": "Emblem of the European Union: twelve yellow stars in a circle on blue",
}
_LOGO_DESCRIPTIONS = {
    "fi": "Leader-ryhmän tunnuksen paikka",
    "sv": "Plats för Leadergruppens logotyp",
    "en": "Place of the Leader group's logo",
}


def emblem_description(language: str) -> str:
    """Return what the emblem of the Union shows."""
    return _EMBLEM_DESCRIPTIONS[language]


def logo_description(language: str) -> str:
    """Return what the place of a logo is."""
    return _LOGO_DESCRIPTIONS[language]


_BELOW_TABLE = distances(before=9, after=5, line=1.12)
_EMBLEM, _LOGO_PLACE = (Path(__file__).with_name(name) for name in ("emblem.png", "logo_place.png"))


class Paper:
    """A template in the making; its methods add to it in the order in which they are called.

    Texts may hold `{{ … }}`. Where a value is asked for, its path is enough (`applicant.name`).
    Two tables with nothing between them would grow together in Word: that is refused when it is written.
    """

    def __init__(
        self,
        *,
        language: Language,
        kind_label: str,
        layout: Layout = FORM,
        sender: Sequence[str] = ("{{ applicant.name }}",),
        day: str = "{{ date }}",
        group: str = "leader_group",
    ) -> None:
        self._language_tag = LANGUAGE_TAGS[language]
        self._kind = kind_label
        self._layout = layout
        self._frame = Frame(
            kind_label,
            tuple(sender),
            day,
            group,
            _STATEMENTS[language],
            emblem_description(language),
            logo_description(language),
        )
        self._content: list[Xml] = []
        self._after_table = False
        self._level = 0
        self._keep = NOTHING

    def title(self, text: str) -> None:
        """Add the title."""
        self._add("Title", words(text))

    def subtitle(self, text: str) -> None:
        """Add a line that belongs to the title, above or below it."""
        self._add("Subtitle", words(text))

    def heading(self, level: int, text: str) -> None:
        """Add a heading of level 1, 2 or 3; Word numbers it. No level may be left out on the way down."""
        if level > self._level + 1:
            raise ValueError(f"heading {text!r} of level {level} follows one of level {self._level}")
        self._level = level
        self._add(f"Heading{level}", words(text))

    def intro(self, text: str) -> None:
        """Add a short guidance in small type, kept with what follows."""
        self._add("Intro", words(text))

    def text(self, text: str) -> None:
        """Add a paragraph of body text; below a table it stands as far from it as a caption does."""
        self._add("BodyText", words(text), properties=_BELOW_TABLE if self._after_table else NOTHING)

    def bullet(self, text: str) -> None:
        """Add an item of a list."""
        self._add("ListBullet", words(text))

    def caption(self, text: str) -> None:
        """Add a line that names what follows, smaller than a heading and not numbered."""
        self._add("Caption", words(text))

    def prose(self, path: str) -> None:
        """Add the place of a long text: the engine puts its paragraphs and lists there."""
        self._content.append(prose(path))
        self._after_table = False

    def guidance(self, path: str) -> None:
        """Add the place where a form tells what to write; in another paper nothing stands there."""
        self._content.append(prose(f"guidance.{guidance_name(path)}"))

    def chart(self, path: str) -> None:
        """Add the place of a chart: the engine draws it there, as wide as the tables."""
        self.prose(path)

    def schedule(self, path: str) -> None:
        """Add the place of a schedule, which is a table: something must stand between it and another."""
        self._add_table(prose(path), "")

    def checkbox_line(self, text: str, *, checked: str = "") -> None:
        """Add a line with an empty box to tick, or one that is ticked when the condition `checked` holds."""
        box = f"{{% if {checked} %}}☒{{% else %}}☐{{% endif %}}" if checked else "☐"
        symbol = run(box, w("rStyle", val="BallotBox"))
        self._add("CheckboxLine", symbol, w("r", w("tab")), words(text))

    def fields(
        self,
        items: Sequence[Field | tuple[str, str]],
        *,
        description: str,
        caption: str = "",
        label_width_mm: float = LABEL_WIDTH,
    ) -> None:
        """Add a ruled table of labels and values; `description` is what it is for one who does not see it."""
        found = [_field(item) for item in items]
        table = tables.fields(found, label_width=label_width_mm, description=description, layout=self._layout)
        self._add_table(table, caption)

    def fields_in_pairs(
        self,
        items: Sequence[Field | tuple[str, str]],
        *,
        description: str,
        caption: str = "",
        label_width_mm: float = PAIR_LABEL_WIDTH,
    ) -> None:
        """Add a ruled table of short values, two labels and values a row."""
        found = [_field(item) for item in items]
        table = tables.pairs(found, label_width=label_width_mm, description=description, layout=self._layout)
        self._add_table(table, caption)

    def rows(
        self,
        *,
        loop: str,
        columns: Sequence[Column],
        description: str,
        caption: str = "",
        guidance: str = "",
        band: Band | None = None,
        totals: Sequence[Total] = (),
        when_empty: str = "",
        kept: Kept = "",
    ) -> None:
        """Add a table with a row for each turn of the loop (`item in budget.items`), under a repeated header.

        With a band it loops twice: over groups, each with a title row and totals, and in each over its rows.
        `when_empty` is what a single row says when there is nothing to loop over; `guidance` is the path whose
        guidance a form shows below the caption. `kept` is for few rows, which no page is to part: `whole`, which takes
        a total, or `with-next`.
        """
        table = tables.repeating(
            columns,
            loop=loop,
            band=band,
            totals=totals,
            when_empty=when_empty,
            kept=kept,
            description=description,
            layout=self._layout,
        )
        self._add_table(table, caption, guidance)

    def matrix(self, *, description: str, caption: str = "", **shown: str) -> None:
        """Add a table of amounts whose columns the data decides; `shown` are the fields of `Matrix`."""
        table = matrix(Matrix(**shown), description=description, layout=self._layout)
        self._add_table(table, caption)

    def sums(self, items: Sequence[Total], *, description: str, caption: str = "") -> None:
        """Add a table of labels with one amount each."""
        self._add_table(tables.sums(items, description=description, layout=self._layout), caption)

    def signatures(
        self,
        *,
        loop: str,
        name: str,
        position: str,
        labels: SignatureLabels,
        description: str,
        caption: str = "",
    ) -> None:
        """Add the places to sign for each turn of the loop, kept together on one page."""
        table = tables.signatures(
            loop=loop,
            name=name,
            position=position,
            labels=labels,
            description=description,
            layout=self._layout,
        )
        self._add_table(table, caption)

    @contextmanager
    def when(self, condition: str) -> Iterator[None]:
        """Add what is written inside only for papers in which the condition holds."""
        before = self._after_table
        self._content.append(paragraph_tag(f"if {condition}"))
        yield
        self._content.append(paragraph_tag("endif"))
        self._after_table = before or self._after_table

    @contextmanager
    def each(self, loop: str) -> Iterator[None]:
        """Add what is written inside once for each turn of the loop (`partner in partners`)."""
        before, start = self._after_table, len(self._content)
        self._content.append(paragraph_tag(f"for {loop}"))
        yield
        if self._after_table and self._begins_with_table(start):
            raise ValueError(
                f"the tables of the loop {loop!r} would grow together: begin with a text or caption"
            )
        self._content.append(paragraph_tag("endfor"))
        self._after_table = before or self._after_table

    @contextmanager
    def kept_together(self) -> Iterator[None]:
        """Add texts that no page parts from each other and from what follows them."""
        self._keep = w("keepNext")
        yield
        self._keep = NOTHING

    def save(self) -> bytes:
        """Return the template as a DOCX; the same calls give the same bytes."""
        end = paragraph("FrameEnd") if self._after_table else NOTHING
        body = joined([*self._content, end, section(self._layout, package.HEADER, package.FOOTER)])
        parts = {
            "document": package.root("document", w("body", body), "w r"),
            "styles": package.root("styles", styles(self._language_tag, self._layout)),
            "numbering": package.root("numbering", numbering(self._layout)),
            "settings": package.root("settings", package.settings(self._language_tag)),
            "fontTable": package.root("fonts", package.fonts()),
            "theme1": theme(FACE),
            "header1": package.root("hdr", header(self._frame, self._layout)),
            "footer1": package.root("ftr", footer(self._frame, self._layout), "w r wp a pic"),
        }
        pictures = [
            package.Picture("emblem", _EMBLEM.read_bytes(), "footer1", EMBLEM),
            package.Picture("logo-place", _LOGO_PLACE.read_bytes(), "footer1", LOGO),
        ]
        return package.packed(parts, pictures, self._kind, self._language_tag)

    def _add(self, style: str, *content: Xml, properties: Xml = NOTHING) -> None:
        self._content.append(paragraph(style, *content, properties=joined([self._keep, properties])))
        self._after_table = False

    def _add_table(self, content: Xml, caption: str, guidance: str = "") -> None:
        if caption:
            self.caption(caption)
        if guidance:
            self.guidance(guidance)
        if self._after_table:
            raise ValueError(
                "two tables would grow together: put a text between them, or give this one a caption"
            )
        self._content.append(content)
        self._after_table = True

    def _begins_with_table(self, start: int) -> bool:
        shown = (piece for piece in self._content[start:] if not piece.startswith(_TAG_START))
        return next(shown, "").startswith("<w:tbl>")


_TAG_START = paragraph_tag("").partition("<w:r>")[0]


def _field(item: Field | tuple[str, str]) -> Field:
    return item if isinstance(item, Field) else Field(*item)
