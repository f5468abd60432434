"""A paper as its layout writes it: one call a heading, a table, a text; `save` makes a template of them."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from hakemus.model.schema import Field as SchemaField
from hakemus.model.schema import schema
from hakemus.papers import DOCUMENTS
from hakemus.papers.kit import look, sheet, tables
from hakemus.papers.kit.markup import (
    NOTHING,
    TAG,
    Xml,
    attribute,
    distances,
    indents,
    joined,
    paragraph,
    prose,
    run,
    tag,
    twips,
    w,
    words,
)
from hakemus.papers.layout import FORM, Band, Column, Field, Frame, Kept, Total
from hakemus.papers.presentation import guidance_name
from hakemus.texts import LANGUAGE_TAGS, Language
from hakemus.word import Template
from hakemus.word.markup import DECLARATION, NAMESPACES
from hakemus.word.package import (
    CORE,
    CORE_RELATION,
    MAIN,
    OFFICE_RELATION,
    THEME,
    TYPES_PART,
    relations_xml,
    types_xml,
)

_BELOW_TABLE = distances(before=9, after=5, line=1.12)
_SIGNATURE = ("place-and-date", "signature", "name", "position")
_ITEMS = ("a", "b", "c")
"""What the items of a list, of a list in it and so on are called in a loop."""

_PATH = re.compile(r"[a-z_]+(\.[a-z_]+)*")


class Page:
    """A template in the making; its methods add to it in the order in which they are called.

    Headings, labels, captions and descriptions are given by their names, see `hakemus.papers.layout`; where a value is
    asked for, its path is enough (`applicant.name`). Either may be a text with tags in it instead.
    Two tables with nothing between them would grow together in Word: that is refused when it is written.
    """

    def __init__(
        self,
        *,
        language: Language,
        kind: str,
        word: Callable[[str], str],
        frame: Frame = FORM,
        title: str = "",
    ) -> None:
        """Begin a page.

        Args:
            language: The language of the template.
            kind: What the paper is called.
            word: Returns the words of a name.
            frame: What is around the text.
            title: The title of the file, where `kind` is a tag: a file with one there is slower to print.
        """
        self._language: Language = language
        self._kind = kind
        self._title = title or kind
        self._look_up = word
        self._frame = frame
        self._layout = (
            sheet.POSTER if self._frame.poster else sheet.PROSE if self._frame.prose else sheet.FORM
        )
        self._content: list[Xml] = []
        self._loops: dict[str, str] = {}
        self._after_table = False
        self._level = 0
        self._unnumbered = False
        self._addressed = False
        self._keep = NOTHING

    def word(self, name: str) -> str:
        """Return the words of a name; a text with tags in it is returned as it is."""
        return name if not name or TAG.search(name) else self._look_up(name)

    def title(self, text: str) -> None:
        """Add the title; below the address of a letter it is further down."""
        room = distances(before=28, after=5) if self._addressed else NOTHING
        self._add(paragraph("Title", words(self.word(text)), properties=joined(self._keep, room)))

    def address(self, text: str) -> None:
        """Add a line of the address of a letter, at the sheet's margin."""
        self._addressed = True
        close = [w("keepNext"), distances(line=1.12), indents(left=-self._layout.indent_mm)]
        self._add(paragraph("BodyText", words(self.word(text)), properties=joined(*close)))

    def subtitle(self, text: str) -> None:
        """Add a line that belongs to the title, above or below it."""
        self.styled("Subtitle", text)

    def heading(self, level: int, text: str, *, numbered: bool = True) -> None:
        """Add a heading of level 1, 2 or 3; Word numbers it, unless its text has a number of its own.

        No level may be left out on the way down.
        """
        if level > self._level + 1:
            raise ValueError(f"heading {text!r} of level {level} follows one of level {self._level}")
        self._level = level
        self._unnumbered = self._unnumbered or not numbered
        own = NOTHING if numbered else joined(look.UNNUMBERED, indents(left=-self._layout.indent_mm))
        shown = words(self.word(text))
        self._add(paragraph(f"Heading{level}", shown, properties=joined(self._keep, own)))

    def intro(self, text: str) -> None:
        """Add a short guidance in small type, kept with what follows."""
        self.styled("Intro", text)

    def text(self, text: str) -> None:
        """Add a paragraph of body text; below a table it is as far from it as a caption is."""
        properties = _BELOW_TABLE if self._after_table else NOTHING
        self._add(paragraph("BodyText", words(self.word(text)), properties=joined(self._keep, properties)))

    def bullet(self, text: str) -> None:
        """Add an item of a list."""
        self.styled("ListBullet", text)

    def caption(self, text: str) -> None:
        """Add a line that names what follows, smaller than a heading and not numbered."""
        self.styled("Caption", text)

    def styled(self, style: str, text: str) -> None:
        """Add a paragraph of a style."""
        self._add(paragraph(style, words(self.word(text)), properties=self._keep))

    def prose(self, path: str) -> None:
        """Add the place of a long text: the engine puts its paragraphs and lists there, or draws its chart."""
        self._add(prose(path))

    def guidance(self, path: str) -> None:
        """Add the place where a form says what to write; in another paper nothing is there."""
        self._content.append(prose(f"guidance.{guidance_name(path)}"))

    def schedule(self, path: str) -> None:
        """Add the place of a schedule, which is a table: something must be between it and another."""
        self._add_table(prose(path))

    def checkbox_line(self, text: str, *, checked: str = "") -> None:
        """Add a line with an empty box to tick, or one that is ticked when the condition `checked` holds."""
        box = f"{{% if {checked} %}}☒{{% else %}}☐{{% endif %}}" if checked else "☐"
        symbol = run(box, w("rStyle", val="BallotBox"))
        shown = [symbol, w("r", w("tab")), words(self.word(text))]
        self._add(paragraph("CheckboxLine", *shown, properties=self._keep))

    def fields(
        self, *items: Field | str, description: str, caption: str = "", kept_with_next: bool = False
    ) -> None:
        """Add a ruled table of labels and values; `description` is what it is for one who does not see it.

        No page divides one that is `kept_with_next` from what follows it: signatures, which are not to be alone.
        """
        table = tables.fields(self._labelled(items), kept_with_next=kept_with_next)
        self._add_grid(table, description, caption)

    def fields_in_pairs(
        self,
        *items: Field | str,
        description: str,
        caption: str = "",
        label_width_mm: float = tables.PAIR_LABEL_WIDTH,
        wider_by_mm: float = 0,
    ) -> None:
        """Add a ruled table of short values, two labels and values a row, the right values wider than the left."""
        found = self._labelled(items)
        table = tables.pairs(found, label_width=label_width_mm, wider_by=wider_by_mm)
        self._add_grid(table, description, caption)

    def rows(
        self,
        loop: str,
        *columns: Column,
        description: str,
        caption: str = "",
        guidance: str = "",
        band: Band | None = None,
        totals: Sequence[Total] = (),
        when_empty: str = "",
        kept: Kept = "",
    ) -> None:
        """Add a table with a row for each turn of the loop, under a repeated header.

        Args:
            loop: What is looped over (`item in budget.items`).
            columns: The columns, from left to right.
            description: What the table is, for one who does not see it.
            caption: The line above the table.
            guidance: The path whose guidance a form shows below the caption.
            band: An outer loop: it then loops over groups, each with a title row and totals, and in each over its rows.
            totals: The closing rows.
            when_empty: What a single row says when there is nothing to loop over.
            kept: For few rows, which no page is to divide: `whole`, which takes a total, or `with-next`; for as many as
                there may be, the last ones of which are not to be divided: `end` or `end-with-next`.
        """
        for each in (band.loop if band else "", loop):
            self._enter(each)
        table = tables.repeating(
            [replace(one, title=self.word(one.title or self._term(one.value))) for one in columns],
            loop=loop,
            band=band
            and replace(band, totals=self._totals(band.totals), when_empty=self.word(band.when_empty)),
            totals=self._totals(totals),
            when_empty=self.word(when_empty),
            kept=kept,
        )
        self._add_grid(table, description, caption, guidance)

    def matrix(
        self,
        columns: str,
        rows: str,
        totals: str,
        *,
        corner: str,
        description: str,
        caption: str = "",
        last: str = "table.total",
    ) -> None:
        """Add a table of amounts whose columns the data decides.

        Args:
            columns: The loop over columns (`year in costs.years`), each with its `label`.
            rows: The loop over rows (`row in costs.rows`), each with its `label`, `amounts` and `total`.
            totals: The path of the row of totals, which has `amounts` and a `total` too.
            corner: What the labels of the rows are.
            description: What the table is, for one who does not see it.
            caption: The line above the table.
            last: What the last column is.
        """
        titles = self.word(corner), self.word(last), self.word("table.total")
        table = tables.matrix(columns, rows, totals, titles=titles)
        self._add_grid(table, description, caption)

    def sums(self, *items: Total, description: str, caption: str = "", kept_with_next: bool = False) -> None:
        """Add a table of labels with one amount each; `kept_with_next` is as in `fields`."""
        table = tables.sums(self._totals(items), kept_with_next=kept_with_next)
        self._add_grid(table, description, caption)

    def signatures(
        self, places: str = "signature_places", *, description: str = "describe.signatures"
    ) -> None:
        """Add the places to sign, one for each signatory that a list holds, kept together on one page.

        Without `places` it is one for somebody whose name is written by hand.
        """
        table = tables.signatures(
            f"signatory in {places}" if places else "",
            "signatory.name" if places else "",
            "signatory.position" if places else "",
            labels={key: self.word(f"signature.{key}") for key in _SIGNATURE},
        )
        self._add_grid(table, description)

    def blank_rows(self, *columns: Column, rows: int, description: str, total: str = "") -> None:
        """Add a table of empty rows to be written in by hand; `total` is the label of a last row for the sums."""
        titled = [replace(one, title=self.word(one.title)) for one in columns]
        table = tables.blanks(titled, rows=rows, total=self.word(total))
        self._add_grid(table, description)

    def everything_else(self, but: Collection[str] = ()) -> None:
        """Add the fields of an application that nothing above has placed; when all are placed, nothing.

        Parts of which nothing is placed are left out where another document carries them.

        Args:
            but: The fields that are left out too, by their patterns.
        """
        placed = {*Template(self.save()).fields, *but}
        parts_here = {_part_of(path) for path in placed}
        elsewhere = {part for document in DOCUMENTS for part in document.carries} - parts_here
        by_list: dict[str, list[SchemaField]] = {"": []}
        for field in schema().values():
            if (
                field.part is None
                and field.pattern not in placed
                and _part_of(field.pattern) not in elsewhere
            ):
                by_list.setdefault(field.pattern.rpartition("[].")[0], []).append(field)
        single = [Field(one.pattern, prose=one.is_long, when=one.pattern) for one in by_list.pop("")]
        conditions = [*(one.when for one in single), *map(_part_of, by_list)]
        if not conditions:
            return
        with self.when(" or ".join(dict.fromkeys(conditions))):
            self.heading(1, "heading.everything-else")
            if single:
                self.fields(*single, description="describe.everything-else")
            for path, fields in by_list.items():
                self._rest_of_list(path, fields)

    def _rest_of_list(self, path: str, left: Sequence[SchemaField]) -> None:
        """Add fields of the items of a list, each item named by its first field."""
        *outer, innermost = path.split("[].")
        first = next(field for field in schema()[path].fields if field.part is None)
        with ExitStack() as inside:
            item = ""
            for depth, name in enumerate(outer):
                listed, item = f"{item}{name}", f"{_ITEMS[depth]}."
                inside.enter_context(self.each(f"{_ITEMS[depth]} in {listed}"))
            inside.enter_context(self.when(f"{item}{innermost}"))
            row = _ITEMS[len(outer)]
            self.rows(
                f"{row} in {item}{innermost}",
                *(
                    Column(f"{row}.{field.pattern.removeprefix(f'{path}[].')}", prose=field.is_long)
                    for field in dict.fromkeys([first, *left])
                ),
                caption=path.replace("[]", ""),
                description="describe.everything-else",
            )

    def poster_foot(self) -> None:
        """Add what is at the foot of a poster: the emblem, its statement, and the place of a logo."""
        self._content += sheet.poster_foot(self._language, look.STATEMENT_POINTS)

    @contextmanager
    def when(self, condition: str) -> Iterator[None]:
        """Add what is written inside only for papers in which the condition holds; an empty one always does."""
        if not condition:
            yield
            return
        before = self._after_table
        self._content.append(tag(f"if {condition}"))
        yield
        self._content.append(tag("endif"))
        self._after_table = before or self._after_table

    @contextmanager
    def each(self, loop: str) -> Iterator[None]:
        """Add what is written inside once for each turn of the loop (`partner in partners`)."""
        self._enter(loop)
        before, start = self._after_table, len(self._content)
        self._content.append(tag(f"for {loop}"))
        yield
        if self._after_table and self._begins_with_table(start):
            raise ValueError(
                f"the tables of the loop {loop!r} would grow together: begin with a text or caption"
            )
        self._content.append(tag("endfor"))
        self._after_table = before or self._after_table

    @contextmanager
    def kept_together(self) -> Iterator[None]:
        """Add texts that no page separates from each other and from what follows them."""
        self._keep = w("keepNext")
        yield
        self._keep = NOTHING

    def save(self) -> bytes:
        """Return the template as a DOCX; the same calls give the same bytes."""
        language_tag, layout, sizes = LANGUAGE_TAGS[self._language], self._layout, self._frame.poster
        parts = {"settings": _settings(language_tag), "fontTable": _fonts()}
        if sizes:
            end = sheet.section(layout, _HEADER)
            mark = sheet.draft_mark(indents(left=sheet.POSTER_MARK_LEFT))
            parts |= {
                "document": w("body", *self._content, end),
                "styles": look.poster_styles(language_tag, *sizes),
                "theme1": look.theme(look.GROUND),
                "header1": joined(mark, paragraph("FrameEnd")),
            }
            names, shown_in = ("emblem_large", sheet.POSTER_EMBLEM, sheet.POSTER_LOGO), "document"
        else:
            after = paragraph("FrameEnd") if self._after_table else NOTHING
            end = sheet.section(layout, _HEADER, _FOOTER)
            parts |= {
                "document": w("body", *self._content, after, end),
                "styles": look.styles(language_tag, layout),
                "numbering": look.numbering(layout, unnumbered=self._unnumbered),
                "theme1": look.theme(),
                "header1": sheet.header(self._kind, self._frame, layout),
                "footer1": sheet.footer(self._kind, self._language, layout),
            }
            names, shown_in = ("emblem", sheet.EMBLEM, sheet.LOGO), "footer1"
        emblem, to_emblem, to_logo = names
        pictures = [
            _Picture("emblem", Path(__file__).with_name(f"{emblem}.png").read_bytes(), to_emblem),
            _Picture("logo-place", Path(__file__).with_name("logo_place.png").read_bytes(), to_logo),
        ]
        return _packed(parts, pictures, shown_in, self._title, language_tag)

    def _add(self, content: Xml) -> None:
        self._content.append(content)
        self._after_table = False

    def _add_grid(self, grid: tables.Grid, description: str, caption: str = "", guidance: str = "") -> None:
        self._add_table(tables.ruled(grid, self.word(description), self._layout), caption, guidance)

    def _add_table(self, content: Xml, caption: str = "", guidance: str = "") -> None:
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

    def _labelled(self, items: Sequence[Field | str]) -> list[Field]:
        found = [Field(item) if isinstance(item, str) else item for item in items]
        return [replace(one, label=self.word(one.label or self._term(one.value))) for one in found]

    def _totals(self, totals: Sequence[Total]) -> list[Total]:
        return [replace(total, label=self.word(total.label)) for total in totals]

    def _enter(self, loop: str) -> None:
        """Remember which list a loop's variable is an item of (`item in budget.items if item.amount`)."""
        variable, _, listed = loop.partition(" if ")[0].partition(" in ")
        if variable:
            self._loops[variable] = self._of_list(listed)

    def _of_list(self, path: str) -> str:
        variable, dot, rest = path.partition(".")
        return f"{self._loops.get(variable, variable)}{dot}{rest}"

    def _term(self, shown: str) -> str:
        """Return the field whose term labels a value: itself, or the first field in a text."""
        path = _PATH.search(shown)
        return self._of_list(path[0]) if path else ""


def _part_of(path: str) -> str:
    """Return the part of an application that a path begins with."""
    return path.partition(".")[0].removesuffix("[]")


_TAG_START = tag("").partition("<w:r>")[0]


# The file: a template's parts zipped in one order with one time, so that the same source gives the same bytes.

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE_PART = "docProps/core.xml"
_ROOTS = {
    "document": "document",
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "fontTable": "fonts",
    "theme1": "",
    "header1": "hdr",
    "footer1": "ftr",
}
"""The parts in the order in which they are stored, with their outermost elements; a theme comes with its own."""

_FALLBACK = "Liberation Sans"
"""A face of the same widths as Arial, so that lines break at the same words without it."""

_HEADER, _FOOTER = "rId6", "rId7"
"""The ids of relationships that the document uses."""


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture of the file: its name, its content (PNG), and by which relation its part shows it."""

    name: str
    content: bytes
    relation: str


def _settings(language_tag: str) -> Xml:
    """Return the content of settings.xml: the tab step, Word 2013's rules of layout, the language."""
    mode = w(
        "compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15
    )
    return joined(
        w("zoom", percent=100),
        w("defaultTabStop", val=twips(sheet.TAB_STEP)),
        w("characterSpacingControl", val="doNotCompress"),
        w("compat", mode),
        w("themeFontLang", val=language_tag),
        w("decimalSymbol", val=","),
        w("listSeparator", val=";"),
    )


def _fonts() -> Xml:
    """Return the content of fontTable.xml: the face, and what replaces it where it is missing."""
    return w(
        "font",
        w("altName", val=_FALLBACK),
        w("panose1", val="020B0604020202020204"),
        w("charset", val="00"),
        w("family", val="swiss"),
        w("pitch", val="variable"),
        name=look.FACE,
    )


def _packed(
    parts: Mapping[str, Xml], pictures: Sequence[_Picture], shown_in: str, title: str, language_tag: str
) -> bytes:
    """Return the DOCX of the contents of these parts (`document`, `styles`, …).

    Args:
        parts: The content of each part, by its name.
        pictures: The pictures that the file holds.
        shown_in: The part that shows them.
        title: The title of the file.
        language_tag: The language of the file, such as `fi-FI`.
    """
    held = [name for name in _ROOTS if name in parts]
    kinds = {name: f"{_WORD}.{name.rstrip('1')}+xml" for name in held} | {"document": MAIN, "theme1": THEME}
    of_parts = {_CORE_PART: CORE, **{f"word/{name}.xml": kind for name, kind in kinds.items()}}
    to_document = (f"{OFFICE_RELATION}officeDocument", "word/document.xml")
    files: dict[str, str | bytes] = {
        TYPES_PART: types_xml(of_parts, {"xml": "application/xml", "png": "image/png"}),
        "_rels/.rels": relations_xml({"rId1": to_document, "rId2": (CORE_RELATION, _CORE_PART)}),
        _CORE_PART: _core(title, language_tag),
    }
    to_pictures = {one.relation: (f"{OFFICE_RELATION}image", f"media/{one.name}.png") for one in pictures}
    to_parts = {
        f"rId{number}": (f"{OFFICE_RELATION}{name.rstrip('1')}", f"{name}.xml")
        for number, name in enumerate(list(_ROOTS)[1:], start=1)
        if name in held
    }
    related = {"document": to_parts}
    related[shown_in] = related.get(shown_in, {}) | to_pictures
    for name, relations in related.items():
        files[f"word/_rels/{name}.xml.rels"] = relations_xml(relations)
    for name in held:
        prefixes = ("w", "r", "wp", "a", "pic")[: 5 if name == shown_in else 2 if name == "document" else 1]
        spaces = "".join(f' xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in prefixes)
        root = f"w:{_ROOTS[name]}"
        files[f"word/{name}.xml"] = f"<{root}{spaces}>{parts[name]}</{root}>" if _ROOTS[name] else parts[name]
    files |= {f"word/media/{picture.name}.png": picture.content for picture in pictures}
    return _zipped(files)


def _zipped(files: Mapping[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as package:
        for name, content in files.items():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            entry.compress_type = ZIP_DEFLATED
            whole = content if isinstance(content, bytes) else (DECLARATION + content).encode()
            package.writestr(entry, whole, compresslevel=9)
    return buffer.getvalue()


def _core(title: str, language_tag: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{NAMESPACES["cp"]}" xmlns:dc="{NAMESPACES["dc"]}">'
        f"<dc:title>{attribute(title)}</dc:title><dc:language>{attribute(language_tag)}</dc:language>"
        "</cp:coreProperties>"
    )
