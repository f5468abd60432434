"""A schedule that Word edits as any other table: what is done down the side, time along the top, cells shaded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from hakemus.word.charts import Setting

_LABEL, _WIDEST = 2835, 700
"""How wide the column of labels is at least, and a column of time at most, in twentieths of a point."""

_NO_MARGIN = '<w:tcMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tcMar>'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
_SMALL = '<w:sz w:val="14"/><w:szCs w:val="14"/>'


class Span(NamedTuple):
    """A row of a schedule: its label, and the first and last of the columns that it takes; None when not known."""

    label: str
    first: int | None = None
    last: int | None = None

    def takes(self, column: int) -> bool:
        """Return whether it takes a column."""
        return self.first is not None and self.last is not None and self.first <= column <= self.last


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is done when, used in a paragraph that holds only `{{p plan.schedule }}`.

    `columns` are the labels of the columns of time (`4`, `5`), under `groups` of so many columns each (`2024`, 9) when
    there are any. `corner` and `group_corner` tell what the labels and the groups are. A cell that a row takes is
    shaded and holds `mark`, so that it is heard and copied too. `style`, `heading` and `text` are the ids of a table's
    and of two paragraphs' styles. A schedule without rows or columns prints nothing, and is false in `{% if %}`.

    >>> bool(Schedule("", (), ()))
    False
    """

    corner: str
    columns: tuple[str, ...]
    rows: tuple[Span, ...]
    group_corner: str = ""
    groups: tuple[tuple[str, int], ...] = ()
    description: str = ""
    mark: str = "■"
    style: str = "RuledTable"
    heading: str = "TableHeading"
    text: str = "TableText"

    def __bool__(self) -> bool:
        return bool(self.rows and self.columns)

    @property
    def styles(self) -> tuple[str, str, str]:
        """Return the ids of the styles that it is printed in."""
        return self.style, self.heading, self.text

    @property
    def texts(self) -> Iterator[str]:
        """Yield every text that the schedule brings into the document."""
        yield from (self.corner, self.group_corner, self.description, self.mark, *self.columns)
        yield from (label for label, _ in self.groups)
        yield from (row.label for row in self.rows)

    @property
    def cells(self) -> Iterator[list[str]]:
        """Yield the texts of each row that is printed."""
        if self.groups:
            yield [self.group_corner, *(label for label, _ in self.groups)]
        yield [self.corner, *self.columns]
        for row in self.rows:
            yield [row.label, *(self.mark if row.takes(at) else "" for at in range(len(self.columns)))]


def schedule_table(schedule: Schedule, setting: Setting) -> str:
    """Return the table of a schedule, as wide as the template's own tables; its header rows are repeated."""
    widths = _widths(schedule, setting)
    heads = [_head(schedule, schedule.corner, [(label, 1) for label in schedule.columns], widths, setting)]
    if schedule.groups:
        heads.insert(0, _head(schedule, schedule.group_corner, schedule.groups, widths, setting))
    rows = (_row(schedule, row, widths, setting) for row in schedule.rows)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{schedule.style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{setting.indent}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/><w:tblDescription w:val="{escape(schedule.description)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(heads)}{''.join(rows)}</w:tbl>"
    )


def _widths(schedule: Schedule, setting: Setting) -> list[int]:
    """Return the widths of the columns: those of time alike and not too wide, the label's what they leave."""
    count = len(schedule.columns)
    one = min((setting.width - _LABEL) // count, _WIDEST)
    return [setting.width - one * count, *[one] * count]


def _head(
    schedule: Schedule, corner: str, cells: Sequence[tuple[str, int]], widths: Sequence[int], setting: Setting
) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{setting.shade}" w:themeFill="background2"/>'
    shown = [_cell(corner, widths[0], shade, schedule.heading, keep=True)]
    at = 1
    for label, span in cells:
        width = sum(widths[at : at + span])
        shown.append(_cell(label, width, shade, schedule.heading, span=span, small=True, keep=True))
        at += span
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(shown)}</w:tr>"


def _row(schedule: Schedule, row: Span, widths: Sequence[int], setting: Setting) -> str:
    cells = [_cell(row.label, widths[0], "", schedule.text)]
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{setting.fill}"/>'
    for at, width in enumerate(widths[1:]):
        mark, around, colour = (schedule.mark, shade, setting.fill) if row.takes(at) else ("", "", "")
        cells.append(_cell(mark, width, around, schedule.text, small=True, colour=colour))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(
    text: str,
    width: int,
    shade: str,
    style: str,
    *,
    span: int = 1,
    small: bool = False,
    keep: bool = False,
    colour: str = "",
) -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{spans}{shade}{_NO_MARGIN if small else ""}'
    kept = "<w:keepNext/>" if keep else ""
    centred = '<w:jc w:val="center"/>' if small else ""
    coloured = f'<w:color w:val="{colour}"/>' if colour else ""
    letters = f"<w:rPr>{coloured}{_SMALL}</w:rPr>" if small else ""
    shown = escape(text).replace("\t", _TAB)
    run = f'<w:r>{letters}<w:t xml:space="preserve">{shown}</w:t></w:r>' if text else ""
    return (
        f"<w:tc><w:tcPr>{properties}</w:tcPr>"
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}{centred}</w:pPr>{run}</w:p></w:tc>'
    )
