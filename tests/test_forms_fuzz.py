"""Papers edited at random: reading never breaks, and nothing that somebody typed is dropped without a word."""

import io
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import docx
import pytest
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
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EDITS = (
    "retype",
    "append",
    "delete row",
    "copy row",
    "move row",
    "paragraph",
    "no control",
    "no marks",
    "empty",
)
_EDIT = st.tuples(st.sampled_from(EDITS), st.integers(0, 10**6), st.integers(0, 10**6))
ANY: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck)}


class Edited:
    """A paper that somebody works on; `typed` are words that stand nowhere else."""

    def __init__(self, paper: bytes) -> None:
        self.file = docx.Document(io.BytesIO(paper))
        self.body = self.file.element.body
        self.typed: dict[str, Any] = {}

    def work(self, what: str, at: int, other: int) -> None:
        """Do one edit somewhere; where there is nothing to do it to, do nothing."""
        texts = [*self.body.iter(f"{W}t")]
        rows = [row for row in self.body.iter(f"{W}tr") if row.find(f".//{W}tbl") is None]
        controls = [*self.body.iter(f"{W}sdt")]
        if what in ("retype", "append"):
            text, word = texts[at % len(texts)], self._word()
            text.text = word if what == "retype" else f"{text.text} {word}"
            self.typed[word] = text
        elif what == "empty":
            texts[at % len(texts)].text = ""
        elif what.endswith("row") and rows:
            self._row(what, rows[at % len(rows)], other)
        elif what == "paragraph":
            self._paragraph([*self.body.iter(f"{W}p")], at)
        elif what == "no control" and controls:
            control = controls[at % len(controls)]
            inner = [child for holder in control.findall(f"{W}sdtContent") for child in holder]
            parent = control.getparent()
            place = parent.index(control)
            parent[place : place + 1] = inner
        elif what == "no marks":
            marks = [*self.body.iter(f"{W}bookmarkStart")]
            if marks:
                marks[at % len(marks)].getparent().remove(marks[at % len(marks)])

    def _row(self, what: str, row: Any, other: int) -> None:
        table = row.getparent()
        if what == "delete row":
            table.remove(row)
            return
        mates = [mate for mate in table if mate.tag == f"{W}tr"]
        moved = deepcopy(row) if what == "copy row" else row
        if what == "copy row":
            for text in moved.iter(f"{W}t"):
                word = self._word()
                text.text, self.typed[word] = word, text
        mate = mates[other % len(mates)]
        if mate is not moved:
            mate.addnext(moved)

    def _paragraph(self, paragraphs: list[Any], at: int) -> None:
        word = self._word()
        new = self.file.add_paragraph(word)._p
        self.typed[word] = next(new.iter(f"{W}t"))
        paragraphs[at % len(paragraphs)].addnext(new)

    def _word(self) -> str:
        return f"qxj{len(self.typed):04d}z"

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


def told(reading: Reading) -> Iterator[str]:
    """Yield all that a reading tells."""
    yield reading.application.model_dump_json()
    yield from (str(change.after) for change in reading.changes)
    yield from (problem.typed for problem in reading.problems)
    yield from (piece.text for piece in reading.outside)


def prove(paper: tuple[str, str], edits: list[tuple[str, int, int]]) -> None:
    """Edit a paper and read it: every word that was typed is told somewhere."""
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


@settings(max_examples=20, derandomize=True, **ANY)
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
