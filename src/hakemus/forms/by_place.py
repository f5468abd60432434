"""Fields that lost every anchor, found by their place: next to a label, under a heading, in a column.

What loses them is shown in `docs/reading-word-files.md`.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TypeVar

from hakemus.assembly import print_paper, subject_of
from hakemus.case import Case
from hakemus.forms.as_printed import AsPrinted, read_extract, row_text
from hakemus.forms.overlay import columns_of, split_cell
from hakemus.group import LeaderGroup
from hakemus.model import Application
from hakemus.model.schema import is_long, schema
from hakemus.papers import document, list_documents
from hakemus.programme import programme_on
from hakemus.texts import LANGUAGES, Language, known_language
from hakemus.values.paths import item_of, put, seed
from hakemus.word.data_part import squeezed
from hakemus.word.extraction import Extract, Paragraph, Row
from hakemus.word.field_text import normal
from hakemus.word.package import read_package
from hakemus.word.printing import is_bracketed

# An application with something in every field: a paper of it shows the place of each field.

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
    """Return the application; it has two costs, since an amount is either given or counted.

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
        name: object = place.name
        if place.kind == "identifier":
            name = place.example.replace(" ", "") if place.is_text else 7
        put(values, at, place.keys[0] if place.keys else _OF_KIND.get(place.kind, name))
    return Application.model_validate(values)


PLACE = "place"
_Key = tuple[str, ...]
_Columns = tuple[tuple[str, ...], ...]
_List = tuple[str, _Columns]
_Found = TypeVar("_Found", str, _List)
_PROMPT = re.compile(r"\[([^\[\]]*)\]")
_FEWEST = 5
"""With fewer of our words, each of as many letters, a file is not taken for a paper of ours."""
_JOINS = 8
"""At how many capitals behind another sign a heading of ours is looked for, from either end of a text."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where a document shows its fields; a place that two share is no field's.

    `texts` are its own words, `titles` its headings, `captions` those of its tables, each with its heading.
    """

    labels: dict[_Key, str]
    headings: dict[_Key, str]
    lists: dict[_Key, _List]
    texts: frozenset[str] = frozenset()
    captions: frozenset[tuple[str, str]] = frozenset()
    titles: frozenset[str] = frozenset()


def find_by_place(extract: Extract, printed: AsPrinted) -> list[str]:
    """Add to what was read of a paper the fields that have no anchor left, and return their texts."""
    made, prompts = printed.carried, printed.prompts
    if made is None or prompts is None:
        return []
    for row in extract.rows:
        row.cells[:] = [(tags, text if tags else prompts.without(text)) for tags, text in row.cells]
        row.parts = [[replace(part, text=prompts.without(part.text)) for part in cell] for cell in row.parts]
    extract.plain = [(above, replace(part, text=prompts.without(part.text))) for above, part in extract.plain]
    outside = [(above, prompts.without(text)) for above, text in extract.outside]
    extract.outside = [(above, left) for above, left in outside if left.strip()]
    places = _places_of(made.document, known_language(made.language), printed.group)
    found = [*_take_fields(extract, places, printed)]
    if not prompts.by_pattern:
        return found
    # A field that holds another text in brackets than a prompt is read as empty, and that text is kept.
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
    return found


def find_unknown(extract: Extract, group: LeaderGroup | None) -> str:
    """Add the fields of a file that does not say what it is, and return which paper of ours it looks like, if any.

    The document is the one of whose own words - labels, headings, columns, sentences - the file has the largest share.
    """
    texts = {*map(squeezed, _own_texts(extract))}
    candidates = [
        (name, _places_of(name, language, group))
        for name in list_documents(group=group)
        for language in LANGUAGES
    ]

    def share_of(one: tuple[str, Places]) -> float:
        held = len(texts & one[1].texts)
        return held * held / max(len(one[1].texts), 1)

    name, places = max(candidates, key=share_of)
    if len(texts & places.texts) < _FEWEST:
        return ""
    unknown = AsPrinted(None, Application())
    for row in extract.rows:  # prompts of a form that nothing else is known of
        row.cells[:] = [(tags, text if tags else _without_prompts(text, unknown)) for tags, text in row.cells]
    for _ in _take_fields(extract, places, unknown):
        pass
    return name


def _without_prompts(text: str, unknown: AsPrinted) -> str:
    """Return a cell's text without what is in brackets, where that is all, or words that forms prompt with."""
    typed = _PROMPT.sub(lambda prompt: "" if unknown.is_fixed(prompt[1]) else prompt[0], text).strip()
    return typed if any(map(str.isalnum, _PROMPT.sub("", typed))) else ""


def _own_texts(extract: Extract) -> Iterator[str]:
    """Yield the words of a document that are in no field, those of a letter or two left out."""
    cells = (text for row in extract.rows for tags, text in row.cells if not tags)
    plain = (text for _, text in extract.outside)
    headings = (row.heading for row in extract.rows)
    yield from (text for text in (*cells, *plain, *headings) if sum(map(str.isalpha, text)) >= _FEWEST)


def _take_fields(extract: Extract, places: Places, printed: AsPrinted) -> Iterator[str]:
    """Add the fields that are found by their places, and yield their texts."""
    # A row that was printed without fields shows what is counted.
    counted = {row_text(row) for row in printed.anew.rows if not any(tags for tags, _ in row.cells)}
    # A row of a form may offer, as an annex of a kind, what is also a label elsewhere in it.
    offered = {row_text(row) for row in printed.anew.rows if row.item}
    numbers = _Numbers(printed)
    anchored = frozenset(extract.anchors)
    if _are_captions_moved(extract, places):
        for row in extract.rows:
            row.caption = ""
    for row in (row for row in extract.rows if row_text(row) not in counted):
        for tag, text, parts in _labelled(row, places):
            is_ours = squeezed(text) in places.texts and text not in printed.anew.lines.get(tag, [])
            if tag in anchored or tag in extract.anchors or is_ours:
                continue
            extract.anchors[tag] = PLACE
            if is_long(tag) and parts:
                extract.prose[tag] = parts
            else:
                extract.lines[tag] = [text]
            yield from text.split("\n")
    yield from _take_long(extract, places, printed, anchored)
    tables: dict[int, _List] = {}
    for row in extract.rows:
        texts = [text for _, text in row.cells]
        if row.table not in tables:
            listed = _entry_of_labels(places.lists, row, *texts)
            if listed is not None and not any(tag.startswith(f"{listed[0]}[") for tag in anchored):
                tables[row.table] = listed
            continue
        path, columns = tables[row.table]
        is_ours = printed.is_known and row_text(row) not in offered and all(map(printed.is_fixed, texts))
        if row.item or len(texts) != len(columns) or is_ours:
            continue
        if _is_of_document(path, columns, texts, places):
            row.header = True  # of no item, as the heading
        else:
            row.item = f"{path}[{numbers.next(path, texts)}]"
            yield from _take_row(extract, row, columns, printed.anew)


class _Numbers:
    """Which item of its list each row is whose anchors are lost: in turn, but in a form the one that is offered there.

    So a row that somebody removed, or moved, doesn't make those below it items of other kinds.
    """

    def __init__(self, printed: AsPrinted) -> None:
        self._offers: dict[str, dict[int, list[str]]] = defaultdict(dict)
        self._taken: dict[str, set[int]] = defaultdict(set)
        self._next: dict[str, int] = defaultdict(int)
        is_form = printed.carried is not None and printed.carried.form
        for row in printed.anew.rows if is_form else ():
            if (found := item_of(row.item)) is not None:
                texts = [
                    normal(text) if any(row.fields.get(tag, "").strip() for tag in tags) else ""
                    for tags, text in row.cells
                ]
                self._offers[found[0]].setdefault(found[1], texts)

    def next(self, path: str, texts: Sequence[str]) -> int:
        """Return the number of the row that holds these texts, which is the next one of its list."""
        offers, taken, said = self._offers[path], self._taken[path], [*map(normal, texts)]
        number = next((at for at, own in offers.items() if any(own) and _offers_it(own, said)), None)
        if number is None or number in taken:
            while (at := self._next[path]) in taken or any(offers.get(at, ())):
                self._next[path] += 1
            number = at
        taken.add(number)
        return number


def _offers_it(own: Sequence[str], said: Sequence[str]) -> bool:
    return len(own) == len(said) and all(one in ("", other) for one, other in zip(own, said, strict=True))


def _take_long(
    extract: Extract, places: Places, printed: AsPrinted, anchored: Collection[str]
) -> Iterator[str]:
    """Add the long texts that are found under their headings, and yield their paragraphs."""
    _split_joined(extract, places, printed)
    for (heading,), tag in places.headings.items():
        under = (part for above, part in extract.plain if above == heading and part.text.strip())
        typed = [
            part
            for part in under
            if tag not in anchored
            and not printed.is_fixed(part.text)
            and squeezed(part.text) not in places.texts
        ]
        # The whole chapter may be there twice.
        typed = typed[next((at for at in range(1, len(typed)) if typed[:at] == typed[at:]), 0) :]
        if typed:
            extract.prose[tag], extract.anchors[tag] = typed, PLACE
            yield from map(_text_of, typed)


def _split_joined(extract: Extract, places: Places, printed: AsPrinted) -> None:
    """Put a text to which a heading or a sentence of ours was joined, whose end somebody deleted, under its own again.

    In `AreaThe villages.` it begins with its heading, in `The villages.Risks` it ends with the next one.
    """
    before = heading = ""
    for at, (above, part) in enumerate(extract.plain):
        text, under = part.text.strip(), heading if above == before else above
        joins = [cut for cut in range(1, len(text)) if text[cut].isupper() and text[cut - 1].strip()]
        begin = end = ""
        if joins and not printed.is_fixed(text):
            begins = (text[:cut] for cut in reversed(joins[:_JOINS]))
            begin = next(filter(printed.is_fixed, begins), "")
            ends = (text[cut:] for cut in joins[-_JOINS:] if cut >= len(begin))
            end = next(filter(printed.is_fixed, ends), "")
        own, under = text[len(begin) : len(text) - len(end)], begin if begin in places.titles else under
        if begin or end:
            extract.outside[:] = [(under, own) if one == (above, text) else one for one in extract.outside]
        if own != text or under != above:
            extract.plain[at] = under, replace(part, text=own)
        before, heading = above, end if end in places.titles else under


def _are_captions_moved(extract: Extract, places: Places) -> bool:
    """Return whether a table is under the caption of another one, as pandoc 3 writes them: then none is believed."""
    for row in (row for row in extract.rows if (row.heading, row.caption) in places.captions):
        texts = [text for _, text in row.cells]
        for known, labels in ((places.labels, texts[:1]), (places.lists, texts)):
            exact, loose = _keys_of_labels(row, *labels)
            if loose in known and exact not in known:
                return True
    return False


def _is_of_document(path: str, columns: _Columns, texts: Sequence[str], places: Places) -> bool:
    """Return whether a row says in a field what only the document says, as the applicant's among the parties."""
    return any(
        squeezed(text) in places.texts
        for names, text in zip(columns, texts, strict=True)
        if len(names) == 1 and not schema()[f"{path}[].{names[0]}"].vocabulary
    )


def _take_row(extract: Extract, row: Row, columns: _Columns, before: Extract) -> Iterator[str]:
    """Give the cells of a row to the fields of their columns, and yield their texts."""
    for at, (names, (_, text)) in enumerate(zip(columns, [*row.cells], strict=True)):
        tags = []
        for name, part in split_cell(names, text) if names else ():
            if name == "amount" and row.fields.get(f"{row.item}.unit_price", "").strip():  # a product
                continue
            tag = f"{row.item}.{name}"
            tags.append(tag)
            extract.anchors[tag] = PLACE
            if is_long(tag):
                paragraphs = before.prose.get(tag, [])
                if squeezed("".join(map(_text_of, paragraphs))) != squeezed(part):
                    shown = row.parts[at] if at < len(row.parts) else []
                    is_whole = squeezed("".join(one.text for one in shown)) == squeezed(part)
                    lines = [Paragraph("paragraph", line) for line in part.split("\n")]
                    paragraphs = shown if is_whole else lines
                row.prose[tag] = extract.prose[tag] = paragraphs
            else:
                row.fields[tag], extract.lines[tag] = part, [part]
        row.cells[at] = (tuple(tags), text)
        yield from text.split("\n") if names else ()


def _text_of(part: Paragraph) -> str:
    return f"{part.marker}{part.text}" if part.kind == "number" else part.text


def _labelled(row: Row, places: Places) -> Iterator[tuple[str, str, list[Paragraph]]]:
    """Yield the fields of a row of labels and values, with their texts, whole and by paragraphs."""
    for at, ((tags, label), (others, text)) in enumerate(zip(row.cells, row.cells[1:], strict=False), 1):
        if not row.item and not tags and not others and label.strip():
            tag = _entry_of_labels(places.labels, row, label)
            if tag:
                yield tag, text, row.parts[at] if at < len(row.parts) else []


def _entry_of_labels(places: dict[_Key, _Found], row: Row, *labels: str) -> _Found | None:
    """Return what is at the labels of a row: under the same heading and caption, or under the same heading."""
    exact, loose = _keys_of_labels(row, *labels)
    return places.get(exact) or places.get(loose)


def _keys_of_labels(row: Row, *labels: str) -> tuple[_Key, _Key]:
    texts = tuple(map(normal, labels))
    return (row.heading, row.caption, *texts), (row.heading, *texts)


@lru_cache(maxsize=64)
def _places_in_library(name: str, language: Language) -> Places:
    return _read_places(name, language, None)


def _places_of(name: str, language: Language, group: LeaderGroup | None) -> Places:
    return _places_in_library(name, language) if group is None else _read_places(name, language, group)


def _read_places(name: str, language: Language, group: LeaderGroup | None) -> Places:
    """Return where a document shows its fields, as a paper of an application shows that holds everything."""
    law = programme_on(None)
    subject = subject_of(Case(specimen(), law, law.first_day, group, language), draft=True)
    extract = read_extract(read_package(print_paper(document(name, group), subject, data=False)), in_line=())
    nothing = subject_of(Case(Application(), law, law.first_day, group, language), draft=True)
    empty = read_extract(read_package(print_paper(document(name, group), nothing, data=False)), in_line=())
    labels: dict[_Key, set[str]] = defaultdict(set)
    headings: dict[_Key, set[str]] = defaultdict(set)
    lists: dict[_Key, set[_List]] = defaultdict(set)
    labelled = {tag for row in extract.rows for tag in row.prose}  # a label says whose these are, no heading
    for tag in (tag for tag in extract.prose if "[" not in tag and tag not in labelled):
        headings[(extract.headings[tag],)].add(tag)
    tables: dict[int, list[Row]] = defaultdict(list)
    for row in extract.rows:
        tables[row.table].append(row)
        for (tags, label), (others, _) in zip(row.cells, row.cells[1:], strict=False):
            if not row.item and not tags and len(others) == 1:
                for key in _keys_of_labels(row, label):
                    labels[key].add(others[0])
    for table in tables.values():
        head, *rows = table
        items = [row for row in rows if row.item and len(row.cells) == len(head.cells)]
        found = item_of(items[0].item) if items else None
        if found is None:
            continue
        # A list inside the item of another one makes its place shared: nothing says whose rows they are.
        listed = ("", ()) if "[" in found[0] else (found[0], tuple(columns_of(found[0], items)))
        for key in _keys_of_labels(head, *(text for _, text in head.cells)):
            lists[key].add(listed)
    shown = (text for found in empty.lines.values() for text in found)  # what stands for what is missing
    instead = (part.text for parts in empty.prose.values() for part in parts)
    # A value has one paragraph: what is behind it is the document's own.
    behind = (part.text for parts in extract.prose.values() for part in parts[1:])
    own = (*_own_texts(extract), *_own_texts(empty), *shown, *instead, *behind)
    texts = frozenset(map(squeezed, own)) - {""}
    known = {key: listed for key, listed in _unshared(lists).items() if listed[0]}
    captions = frozenset((row.heading, row.caption) for row in extract.rows if row.caption)
    titles = frozenset(text for above, text in extract.outside if above == text)
    return Places(_unshared(labels), _unshared(headings), known, texts, captions, titles)


def _unshared(places: dict[_Key, set[_Found]]) -> dict[_Key, _Found]:
    return {key: next(iter(found)) for key, found in places.items() if len(found) == 1}
