"""What was found in a document that people filled or edited: fields, rows, and what stands outside of both."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Paragraph:
    """A paragraph of a field's long text: its kind, as blocks of prose are, its marker and its text."""

    kind: str
    text: str
    marker: str = ""


@dataclass(slots=True)
class Row:
    """A row of a table: the item of a list that it shows, its fields, and each cell with its fields and its text.

    `heading` is the one it stands under, `caption` the paragraph before its table.
    """

    table: int
    item: str
    fields: dict[str, str] = field(default_factory=dict)
    prose: dict[str, list[Paragraph]] = field(default_factory=dict)
    cells: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    header: bool = False
    heading: str = ""
    caption: str = ""


@dataclass(slots=True)
class Extract:
    """What was found: texts by field, long texts by field, rows in order, copies, and what stands outside.

    `plain` are the paragraphs outside of tables without any field, with the heading they stand under; `headings` tell
    under which one each long text stands.
    A field that shows its prompt is empty; `prompts` are those of each pattern; `unsure` are the texts in brackets, by
    field, of which nothing tells whether they are a prompt, so that the field is read as empty. `beside` are the fields
    of headers and footers, which repeat the body's; `pictures` the fields in or behind which something stands
    that is no text; `titles` are those that tables have for who does not see them, which some programs print;
    `in_line` are long texts whose control stands in the midst of other text.
    """

    lines: dict[str, list[str]] = field(default_factory=dict)
    prose: dict[str, list[Paragraph]] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    copies: dict[str, list[str]] = field(default_factory=dict)
    outside: list[tuple[str, str]] = field(default_factory=list)
    plain: list[tuple[str, Paragraph]] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)
    beside: list[str] = field(default_factory=list)
    anchors: dict[str, str] = field(default_factory=dict)
    prompts: dict[str, set[str]] = field(default_factory=dict)
    unsure: dict[str, list[str]] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    in_line: list[str] = field(default_factory=list)
    tracked: bool = False
