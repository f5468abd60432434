"""What a printed document held when it was made: digests of the text that is no field's, prompts, and rows of lists.

It is found in the printed body as text, since a document is printed in less time than it takes to parse it.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from hakemus.values.paths import item_of

_LETTERS = 10
_CONTROL, _CONTROL_END = "<w:sdt>", "</w:sdt>"
_FIELD_MARKS = re.compile(r'<w:bookmarkStart w:id="\d+" w:name="h_\w+"/><w:bookmarkEnd w:id="\d+"/>')
_COUNTED = re.compile(
    r"<w:fldSimple [^>]*>.*?</w:fldSimple>"
    r'|<w:instrText[^>]*>\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b.*?<w:fldChar [^>]*w:fldCharType="end"',
    re.DOTALL,
)
_ROW_STARTS, _ROW_END = ("<w:tr>", "<w:tr "), "</w:tr>"
_TAG, _IN_LIST = '<w:tag w:val="', "]."
_LOCKED = 'ontentLocked"/>'
_PROMPTED, _CONTENT = "<w:showingPlcHdr/>", "<w:sdtContent>"
_AS_ROW = "row "
_NONE: Mapping[str, str] = {}
_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?(?<!/)>")
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)")
_PIECE = re.compile(
    r'<w:bookmarkStart w:id="(?P<start>\d+)" w:name="h_|<w:bookmarkEnd w:id="(?P<end>\d+)"'
    r"|<w:t(?: [^>]*)?>(?P<text>[^<]*)"
)
_RUN = re.compile(r"(\d+)(?:-(\d+))?")


@dataclass(frozen=True, slots=True)
class Printed:
    """The digests of the texts, and the places of each list's items in the order of their rows.

    `prompts` are the digests of what empty fields showed; None where the document does not tell.
    """

    texts: frozenset[str]
    rows: Mapping[str, tuple[int, ...]]
    prompts: frozenset[str] | None = None

    def holds(self, text: str) -> bool:
        """Return whether a paragraph was printed as it stands, blanks apart."""
        bare = squeezed(text)
        return not bare or _digest(bare) in self.texts

    def holds_field(self, tag: str, text: str) -> bool:
        """Return whether a field is printed as it was, where it was printed in words that are not its own."""
        return _digest(f"{tag} {squeezed(text)}") in self.texts

    def holds_prompt(self, text: str) -> bool:
        """Return whether an empty field showed a text."""
        return self.prompts is not None and _digest(squeezed(text)) in self.prompts

    def holds_row(self, text: str) -> bool:
        """Return whether a row of a table was printed as it stands, its cells one behind the other."""
        return _digest(_AS_ROW + squeezed(text)) in self.texts


def printed_marks(body: str, fields: Mapping[str, str] = _NONE) -> dict[str, str]:
    """Return what a printed body held as attributes: `texts` (digests), `rows`, and where it has any, `prompts`.

    `fields` are those that were printed in other words than their own, by their places.

    >>> printed_marks("<w:p><w:r><w:t>Hanke</w:t></w:r></w:p>")["texts"] == _digest("Hanke")
    True
    """
    rows = [*_rows_of(body)]
    texts = {*_digests(body), *_digests_of_rows(rows)}
    texts |= {_digest(f"{tag} {squeezed(text)}") for tag, text in fields.items()}
    prompts = {*_digests_of_prompts(body)}
    marks = {"texts": " ".join(sorted(texts - {""})), "rows": _written(_places(rows))}
    return marks | ({"prompts": " ".join(sorted(prompts))} if prompts else {})


def read_marks(attributes: Mapping[str, str]) -> Printed | None:
    """Return what a document held when it was made, or None where it does not tell."""
    if "texts" not in attributes or "rows" not in attributes:
        return None
    prompts = frozenset(attributes["prompts"].split()) if "prompts" in attributes else None
    return Printed(frozenset(attributes["texts"].split()), dict(_read_rows(attributes["rows"])), prompts)


def squeezed(text: str) -> str:
    """Return a text without blanks: programs part and join words where formatting begins."""
    return "".join(text.split())


def _digest(bare: str) -> str:
    return hashlib.sha256(bare.encode()).hexdigest()[:_LETTERS]


@lru_cache(maxsize=8_192)
def _digest_in(markup: str, prefix: str = "") -> str:
    # Headings, labels and guidance are the same in thousands of papers, down to their markup.
    return _digest_of("".join(_TEXT.findall(markup)), prefix)


def _digest_of(text: str, prefix: str = "") -> str:
    bare = squeezed(unescape(text))
    return _digest(prefix + bare) if prefix or bare else ""


def _digests(body: str) -> Iterator[str]:
    """Yield the digest of each paragraph that no field's is, and that of each locked copy of a field."""
    first, *controls = body.split(_CONTROL)
    rest = [first]
    for one in controls:
        inside, end, after = one.partition(_CONTROL_END)
        rest.append(after if end else inside)  # without an end it holds others, as a repeated row does
        if _LOCKED in inside:
            yield _digest_in(inside.partition(_CONTENT)[2])
    waiting: set[str] = set()
    plain = _FIELD_MARKS.sub("", "".join(rest))
    if "<w:fldSimple" in plain or "<w:instrText" in plain:
        plain = _COUNTED.sub("", plain)
    for paragraph in _PARAGRAPH.split(plain):
        if waiting or "<w:bookmark" in paragraph:
            yield _digest_of("".join(_outside_of_marks(paragraph, waiting)))
        elif "<w:t" in paragraph:
            yield _digest_in(paragraph)


def _digests_of_prompts(body: str) -> Iterator[str]:
    """Yield the digest of what each control shows that says it is empty."""
    for one in body.split(_PROMPTED)[1:]:
        yield _digest_in(one.partition(_CONTROL_END)[0].partition(_CONTENT)[2])


def _rows_of(body: str) -> Iterator[str]:
    """Yield each row; of one that holds a table, the rows of that table."""
    openings = [opening for opening in _ROW_STARTS if opening in body]
    for piece in body.split(_ROW_END) if openings else ():
        start = max(piece.rfind(opening) for opening in openings)
        if start >= 0:
            yield piece[start:]


def _digests_of_rows(rows: Iterable[str]) -> Iterator[str]:
    """Yield the digest of each row without a field: headings, sums."""
    for row in rows:
        if _CONTROL not in row and "<w:bookmark" not in row:
            yield _digest_in(row, _AS_ROW)


def _outside_of_marks(paragraph: str, waiting: set[str]) -> Iterator[str]:
    for piece in _PIECE.finditer(paragraph):
        if piece["start"]:
            waiting.add(piece["start"])
        elif piece["end"]:
            waiting.discard(piece["end"])
        elif not waiting:
            yield piece["text"]


def _places(rows: Iterable[str]) -> dict[str, list[int]]:
    """Return the places of each list's items: a row is of the item that all its fields stand in."""
    places: dict[str, list[int]] = {}
    for row in (row for row in rows if _IN_LIST in row):
        tags = (piece.partition('"')[0] for piece in row.split(_TAG)[1:])
        items = (tag[: tag.rindex(_IN_LIST) + 1] for tag in tags if _IN_LIST in tag)
        found = item_of(min(items, key=len, default=""))
        if found is not None:
            places.setdefault(found[0], []).append(found[1])
    return places


def _written(rows: Mapping[str, Iterable[int]]) -> str:
    """Return rows in few letters: `budget.items 0-6,9;annexes 0`."""
    return ";".join(f"{path} {','.join(_runs(numbers))}" for path, numbers in rows.items())


def _runs(numbers: Iterable[int]) -> Iterator[str]:
    first = last = -1
    for number in dict.fromkeys(numbers):
        if number == last + 1 and first >= 0:
            last = number
            continue
        if first >= 0:
            yield f"{first}-{last}" if last > first else str(first)
        first = last = number
    if first >= 0:
        yield f"{first}-{last}" if last > first else str(first)


def _read_rows(text: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    for one in filter(None, text.split(";")):
        path, _, runs = one.partition(" ")
        found = [_RUN.fullmatch(run) for run in runs.split(",")]
        numbers = [(int(run[1]), int(run[2] or run[1])) for run in found if run is not None]
        yield path, tuple(number for first, last in numbers for number in range(first, last + 1))
