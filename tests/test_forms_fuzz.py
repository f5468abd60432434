"""Papers edited at random: reading never breaks, and nothing that somebody typed is dropped without a word."""

import io
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import hakemus
from hakemus.errors import FormError
from hakemus.forms import Reading, read
from hakemus.packaged import packaged_folder

EXAMPLES = packaged_folder("examples")
NAMES = ("cooperation-complete", "company-group", "investment")
PAPERS = {
    (name, paper): hakemus.render(hakemus.load(EXAMPLES / name / "application.toml"), paper, draft=True)
    for name in NAMES
    for paper in ("application", "project-plan")
}
PAPERS |= {(measure, "form"): hakemus.blank_form(measure) for measure in ("training", "company-group")}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PLACES = {
    "retype": "t",
    "append": "t",
    "empty": "t",
    "delete row": "tr",
    "copy row": "tr",
    "move row": "tr",
    "paragraph": "p",
    "table": "p",
    "box": "p",
    "heading": "p",
    "twin": "sdt",
    "no control": "sdt",
    "no marks": "bookmarkStart",
    "no end": "bookmarkEnd",
}
"""Each edit, and what it is done to."""
PASTED = {
    "paragraph": "<w:p><w:r><w:t/></w:r></w:p>",
    "table": "<w:tbl><w:tr><w:tc><w:p><w:r><w:t/></w:r></w:p></w:tc></w:tr></w:tbl>",
    "box": "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t/></w:r></w:p></w:txbxContent></w:pict></w:r>",
    "heading": '<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t/></w:r></w:p>',
}
_EDIT = st.tuples(st.sampled_from(sorted(PLACES)), st.integers(0, 10**6), st.integers(0, 10**6))
ANY: dict[str, Any] = {"suppress_health_check": list(HealthCheck)}


class Edited:
    """A paper that somebody works on; `typed` are words that stand nowhere else."""

    def __init__(self, paper: bytes) -> None:
        self.file = docx.Document(io.BytesIO(paper))
        self.body = self.file.element.body
        self.typed: dict[str, Any] = {}

    def work(self, what: str, at: int, other: int) -> None:
        """Do one edit somewhere; where there is nothing to do it to, do nothing."""
        places = [one for one in self.body.iter(f"{W}{PLACES[what]}") if what[-3:] != "row" or _is_plain(one)]
        if not places:
            return
        place = places[at % len(places)]
        if what in ("retype", "append"):
            self._type(place, "" if what == "retype" else f"{place.text} ")
        elif what == "empty":
            place.text = ""
        elif what.endswith("row"):
            self._row(what, place, other)
        elif what in PASTED:
            self._paste(what, place)
        elif what == "twin":
            self._twin(place)
        else:
            inner = [child for holder in place.findall(f"{W}sdtContent") for child in holder]
            parent = place.getparent()
            at = parent.index(place)
            parent[at : at + 1] = inner  # a bookmark has nothing inside

    def _row(self, what: str, row: Any, other: int) -> None:
        table = row.getparent()
        if what == "delete row":
            table.remove(row)
            return
        mates = [mate for mate in table if mate.tag == f"{W}tr"]
        moved = deepcopy(row) if what == "copy row" else row
        mate = mates[other % len(mates)]
        if mate is not moved:
            mate.addnext(moved)
        if what == "copy row":
            for text in moved.iter(f"{W}t"):
                self._type(text)

    def _paste(self, what: str, paragraph: Any) -> None:
        made = parse_xml(PASTED[what].replace(">", f' xmlns:w="{W[1:-1]}">', 1))
        if what == "box":
            paragraph.append(made)
        else:
            paragraph.addnext(made)
        self._type(next(made.iter(f"{W}t")))

    def _twin(self, control: Any) -> None:
        twin = deepcopy(control)
        for mark in [*twin.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
            mark.getparent().remove(mark)
        control.addnext(twin)
        for text in twin.iter(f"{W}t"):
            self._type(text)

    def _type(self, text: Any, before: str = "") -> None:
        """Type a word into a text; a program takes the mark of a prompt away then."""
        word = f"qxj{len(self.typed):04d}z"
        text.text, self.typed[word] = before + word, text
        for mark in text.xpath("ancestor::w:sdt[1]/w:sdtPr/w:showingPlcHdr"):
            mark.getparent().remove(mark)

    def there(self) -> list[str]:
        """Return the words that are still in the paper, not taken away by a later edit."""
        return [
            word
            for word, text in self.typed.items()
            if word in (text.text or "") and any(parent is self.body for parent in text.iterancestors())
        ]

    def saved(self) -> bytes:
        """Return the paper."""
        out = io.BytesIO()
        self.file.save(out)
        return out.getvalue()


def _is_plain(row: Any) -> bool:
    return row.find(f".//{W}tbl") is None


def told(reading: Reading) -> Iterator[str]:
    """Yield all that a reading states."""
    yield reading.application.model_dump_json()
    yield from (str(change.after) for change in reading.changes)
    yield from (problem.typed for problem in reading.problems)
    yield from (piece.text for piece in reading.outside)


def prove(paper: tuple[str, str], edits: list[tuple[str, int, int]]) -> None:
    """Edit a paper and read it: every word that was typed is reported somewhere."""
    edited = Edited(PAPERS[paper])
    for edit in edits:
        edited.work(*edit)
    try:
        reading = read(edited.saved())
    except FormError as error:
        if error.code != "two-forms":
            raise
        return
    all_told = " ".join(told(reading))
    assert [word for word in edited.there() if word not in all_told] == []


@settings(max_examples=10, derandomize=True, **ANY)
@given(paper=st.sampled_from(sorted(PAPERS)), edits=st.lists(_EDIT, min_size=1, max_size=6))
def test_nothing_typed_is_dropped(paper: tuple[str, str], edits: list[tuple[str, int, int]]) -> None:
    """A few papers, each with a few edits."""
    prove(paper, edits)


@pytest.mark.fuzz
@settings(max_examples=2000, **ANY)
@given(paper=st.sampled_from(sorted(PAPERS)), edits=st.lists(_EDIT, min_size=1, max_size=12))
def test_nothing_typed_is_dropped_in_thousands_of_edits(
    paper: tuple[str, str], edits: list[tuple[str, int, int]]
) -> None:
    """As above."""
    prove(paper, edits)
