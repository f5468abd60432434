"""Fields that lost every anchor, found by where they are: next to a label, under a heading, in a column."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import TypeVar

from hakemus.assembly import print_paper, subject_of
from hakemus.case import Case
from hakemus.forms.as_printed import read_extract, row_text
from hakemus.forms.overlay import parted
from hakemus.group import LeaderGroup
from hakemus.model import Application
from hakemus.model.schema import Field, is_long, schema
from hakemus.papers import document, list_documents
from hakemus.programme import programme_on
from hakemus.texts import LANGUAGES, Language
from hakemus.values.paths import item_of, put, seed
from hakemus.word.data_part import squeezed
from hakemus.word.extraction import Extract, Paragraph, Row
from hakemus.word.field_text import KnownPrompts, normal
from hakemus.word.package import read_package
from hakemus.word.printing import is_bracketed

# An application with something in every field: a paper of it shows where each field is.

_OF_KIND: dict[str, object] = {
    "money": "7.00",
    "percent": "7",
    "quantity": "7",
    "whole": 27,
    "year": 2027,
    "day": "2027-07-17",
    "yes-no": True,
}
_PRICED = ("budget.items[].quantity", "budget.items[].unit", "budget.items[].unit_price")


@cache
def specimen() -> Application:
    """Return the application; of costs there are two, since a price is either stated or counted.

    >>> specimen().partners[0].name
    'name'
    """
    values: dict[str, object] = {}
    for pattern, place in schema().items():
        if place.part or pattern == "schema_version":
            continue
        at = pattern.replace("[]", "[1]" if pattern in _PRICED else "[0]", 1).replace("[]", "[0]")
        for end in (number + 1 for number, letter in enumerate(at) if letter == "]"):
            seed(values, at[:end])
        put(values, at, _value(place))
    return Application.model_validate(values)


def _value(place: Field) -> object:
    name = place.pattern.rpartition(".")[2]
    if place.kind == "identifier":
        return place.example.replace(" ", "") if place.is_text else 7
    if place.keys:
        return place.keys[0]
    return _OF_KIND.get(place.kind, name)


PLACE = "place"
_Key = tuple[str, ...]
_Columns = tuple[tuple[str, ...], ...]
_Prose = Mapping[str, list[Paragraph]]
_List = tuple[str, _Columns]
_Told = TypeVar("_Told", str, _List)
_FEWEST = 5
"""With fewer fields found by their places, a file is not taken for a paper of ours."""


@dataclass(slots=True)
class Places:
    """Where a document shows its fields; what two places share names neither."""

    labels: dict[_Key, str] = field(default_factory=dict)
    headings: dict[_Key, str] = field(default_factory=dict)
    lists: dict[_Key, _List] = field(default_factory=dict)


def find_by_place(
    extract: Extract,
    before: Extract,
    places: Places,
    is_fixed: Callable[[str], bool],
    prompts: KnownPrompts | None,
) -> list[str]:
    """Add to what was read of a document the fields that have no anchor left, and return their texts.

    `before` is the document printed again: a row of it without fields shows what is counted. Of a form, `prompts` are
    what its empty fields showed.
    """
    if prompts is not None:
        _drop_prompts(extract, prompts)
    taken = [*_found(extract, before, places, is_fixed)]
    if prompts is not None and prompts.by_pattern:
        _tell_unsure(extract)
    return taken


def _drop_prompts(extract: Extract, prompts: KnownPrompts) -> None:
    """Take the prompts out of all that is no field's yet."""
    for row in extract.rows:
        row.cells[:] = [(tags, text if tags else prompts.without(text)) for tags, text in row.cells]
    extract.plain = [(above, replace(part, text=prompts.without(part.text))) for above, part in extract.plain]
    extract.outside = [
        (above, left) for above, text in extract.outside if (left := prompts.without(text)).strip()
    ]


def _tell_unsure(extract: Extract) -> None:
    """Read a field that holds another text in brackets as empty, and remember what it was."""
    for tag in (tag for tag, anchor in extract.anchors.items() if anchor == PLACE):
        texts = extract.lines.get(tag) or [part.text for part in extract.prose.get(tag, [])]
        if any(is_bracketed(text.strip()) for text in texts):
            extract.unsure[tag] = texts
            if tag in extract.lines:
                extract.lines[tag] = [""]
            else:
                extract.prose[tag] = [Paragraph("paragraph", "")]
    for row in extract.rows:
        row.fields = {tag: "" if tag in extract.unsure else text for tag, text in row.fields.items()}


def find_unknown(extract: Extract, group: LeaderGroup | None) -> bool:
    """Add the fields of a file that nothing identifies, if it looks like one of our papers; return whether."""
    best: tuple[int, Places] | None = None
    for name in list_documents():
        for language in LANGUAGES:
            places = places_of(name, language, group)
            score = sum(1 for row in extract.rows for _ in _labelled(row, places))
            if best is None or score > best[0]:
                best = (score, places)
    if best is None or best[0] < _FEWEST:
        return False
    return any([*_found(extract, Extract(), best[1], lambda _: False)])


def _found(
    extract: Extract, before: Extract, places: Places, is_fixed: Callable[[str], bool]
) -> Iterator[str]:
    counted = frozenset(row_text(row) for row in before.rows if not any(tags for tags, _ in row.cells))
    anchored = frozenset(extract.anchors)
    for row in (row for row in extract.rows if row_text(row) not in counted):
        for tag, text in _labelled(row, places):
            if tag not in anchored and tag not in extract.lines:
                extract.lines[tag], extract.anchors[tag] = [text], PLACE
                yield from text.split("\n")
    for (heading,), tag in places.headings.items():
        told = [
            part
            for above, part in extract.plain
            if above == heading and part.text.strip() and not is_fixed(part.text)
        ]
        if tag not in anchored and told:
            extract.prose[tag], extract.anchors[tag] = told, PLACE
            yield from (part.text if part.kind != "number" else f"{part.marker}{part.text}" for part in told)
    yield from _rows(extract, places, anchored, is_fixed, before.prose)


def _labelled(row: Row, places: Places) -> Iterator[tuple[str, str]]:
    """Yield the fields of a row of labels and values, with their texts."""
    for (tags, label), (others, text) in zip(row.cells, row.cells[1:], strict=False):
        if row.item or tags or others or not label.strip():
            continue
        exact, loose = _keys(row, label)
        tag = places.labels.get(exact) or places.labels.get(loose)
        if tag:
            yield tag, text


def _rows(
    extract: Extract,
    places: Places,
    anchored: frozenset[str],
    is_fixed: Callable[[str], bool],
    printed: _Prose,
) -> Iterator[str]:
    listed: dict[int, _List] = {}
    counts: dict[str, int] = {}
    for row in extract.rows:
        known = listed.get(row.table)
        if known is None:
            exact, loose = _keys(row, *(text for _, text in row.cells))
            found = places.lists.get(exact) or places.lists.get(loose)
            if found is not None and not any(tag.startswith(f"{found[0]}[") for tag in anchored):
                listed[row.table] = found
            continue
        path, columns = known
        texts = [text for _, text in row.cells]
        if row.item or len(texts) != len(columns) or all(map(is_fixed, texts)):
            continue
        row.item = f"{path}[{counts.setdefault(path, 0)}]"
        counts[path] += 1
        yield from _take(extract, row, columns, printed)


def _take(extract: Extract, row: Row, columns: _Columns, printed: _Prose) -> Iterator[str]:
    """Give the cells of a row to the fields of their columns; `printed` are the long texts as they were."""
    for at, (named, (_, text)) in enumerate(zip(columns, [*row.cells], strict=True)):
        tags = []
        for name, part in parted(named, text) if named else ():
            if name == "amount" and row.fields.get(f"{row.item}.unit_price", "").strip():  # a product
                continue
            tag = f"{row.item}.{name}"
            tags.append(tag)
            extract.anchors[tag] = PLACE
            if is_long(tag):
                row.prose[tag] = extract.prose[tag] = _paragraphs(part, printed.get(tag, []))
            else:
                row.fields[tag], extract.lines[tag] = part, [part]
        row.cells[at] = (tuple(tags), text)
        yield from text.split("\n") if named else ()


def _paragraphs(text: str, printed: list[Paragraph]) -> list[Paragraph]:
    """Return the text of a cell as paragraphs: as it was printed, if it says the same."""
    told = "".join(f"{part.marker}{part.text}" if part.kind == "number" else part.text for part in printed)
    if squeezed(told) == squeezed(text):
        return printed
    return [Paragraph("paragraph", line) for line in text.split("\n")]


def _keys(row: Row, *labels: str) -> tuple[_Key, _Key]:
    told = tuple(map(normal, labels))
    return (row.heading, row.caption, *told), (row.heading, *told)


@lru_cache(maxsize=64)
def _of_library(name: str, language: Language) -> Places:
    return _printed(name, language, None)


def places_of(name: str, language: Language, group: LeaderGroup | None) -> Places:
    """Return where a document shows its fields in a language, with a group's templates or without."""
    return _of_library(name, language) if group is None else _printed(name, language, group)


def _printed(name: str, language: Language, group: LeaderGroup | None) -> Places:
    """Return where a document shows its fields, as a paper of an application shows that holds everything."""
    law = programme_on(None)
    subject = subject_of(Case(specimen(), law, law.first_day, group, language), draft=True)
    paper = print_paper(document(name), subject, data=False)
    extract = read_extract(read_package(paper), in_line=())
    labels: dict[_Key, str | None] = {}
    headings: dict[_Key, str | None] = {}
    lists: dict[_Key, _List | None] = {}
    for tag in extract.prose:
        if "[" not in tag:
            _note(headings, (extract.headings[tag],), tag)
    tables: dict[int, list[Row]] = {}
    for row in extract.rows:
        tables.setdefault(row.table, []).append(row)
        if not row.item:
            _note_labels(labels, row)
    for rows in tables.values():
        _note_list(lists, rows)
    return Places(_sure(labels), _sure(headings), _sure(lists))


def _sure(notes: dict[_Key, _Told | None]) -> dict[_Key, _Told]:
    return {key: told for key, told in notes.items() if told is not None}


def _note_labels(labels: dict[_Key, str | None], row: Row) -> None:
    for (tags, label), (others, _) in zip(row.cells, row.cells[1:], strict=False):
        if not tags and len(others) == 1:
            for key in _keys(row, label):
                _note(labels, key, others[0])


def _note_list(lists: dict[_Key, _List | None], rows: list[Row]) -> None:
    head, *others = rows
    items = [row for row in others if row.item and len(row.cells) == len(head.cells)]
    found = item_of(items[0].item) if items else None
    if found is None or "[" in found[0]:
        return
    columns = tuple(
        max((tuple(tag[len(row.item) + 1 :] for tag in row.cells[at][0]) for row in items), key=len)
        for at in range(len(head.cells))
    )
    for key in _keys(head, *(text for _, text in head.cells)):
        _note(lists, key, (found[0], columns))


def _note(notes: dict[_Key, _Told | None], key: _Key, told: _Told) -> None:
    """Keep what is at a place; of a place that two share, neither."""
    notes[key] = told if key not in notes or notes[key] == told else None
