"""Papers and forms damaged at random: no value is invented, none is lost untold, and the account counts right.

What must come out is known without the reader: from the markup before and after the damage, and from the application
that the paper was made of. A case is made by its seed alone, so that one that fails can be run again:
`DAMAGE_SEED=123 pytest -m fuzz tests/test_damage.py -k one_case`. `DAMAGE_FIRST` begins the long run elsewhere.
"""

import json
import os
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import cache, cached_property
from typing import Any

import pytest

import hakemus
from any_application import leaves
from damaging import DAMAGES, Damaged, W, all_of, damaged, drop, kind, lose_data, opened, unmark
from form_filling import filled_like
from hakemus.desk.updates import bring_together
from hakemus.errors import FormError
from hakemus.forms import Reading, read
from hakemus.model.schema import is_long
from hakemus.packaged import packaged_folder
from hakemus.papers import document
from hakemus.programme import open_programme
from hakemus.texts import LANGUAGES, Language
from hakemus.values.paths import pattern_of
from hakemus.word.printing import bookmark_name

EXAMPLES = {path.parent.name: path for path in sorted(packaged_folder("examples").glob("*/application.toml"))}
PUBLISHED = [name for name in hakemus.list_documents() if document(name).published]
DOCUMENTS = [name for name in hakemus.list_documents() if name not in PUBLISHED]
MEASURES = open_programme().vocabulary("measure").keys
CASES, CHUNK = 10_000, 100


# What is in a file, by an own reading of its markup.


@dataclass(slots=True)
class Seen:
    """A field in a file: the texts of its controls and marks, whether it has a control, and what is struck out."""

    texts: list[str] = field(default_factory=list)
    marked: bool = False
    controlled: bool = False
    copies: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    held: set[int] = field(default_factory=set)

    def without_empty_marks(self) -> None:
        """Drop the texts of marks around nothing, whose control is elsewhere."""
        self.texts = [
            text for at, text in enumerate(self.texts) if text.strip() or at in self.held
        ] or self.texts


@dataclass(slots=True)
class Sight:
    """What a file shows: its fields by the names of their bookmarks, its whole text, fields of deleted rows.

    A row that was added to a form has the names of what it was filled with, which only the tests know (`place`); in the
    file it has those of the row that it was made of (`repeated`): once that is gone, nobody can say it is another.
    `rows` are the paths of the fields of each row, `marks` how often the file has each name.
    """

    fields: dict[str, Seen] = field(default_factory=lambda: defaultdict(Seen))
    text: list[str] = field(default_factory=list)
    deleted: set[str] = field(default_factory=set)
    ends: frozenset[str] = frozenset()
    rows: list[set[str]] = field(default_factory=list)
    repeated: set[str] = field(default_factory=set)
    marks: Counter[str] = field(default_factory=Counter)
    _row: set[str] = field(default_factory=set)
    _open: dict[str, tuple[str, int]] = field(default_factory=dict)

    def walk(self, element: Any, own: tuple[str, int] | None = None, *, gone: bool = False) -> None:
        """Read what is in an element: of a control (`own`), or `gone` with a row."""
        for child in element:
            what = kind(child)
            if what == "bookmarkStart" and (name := child.get(f"{W}name", "")).startswith("h_"):
                if not name.startswith("h_counted"):
                    self._begin(child.get(f"{W}id"), name, gone=gone)
            elif what == "bookmarkEnd":
                self._open.pop(child.get(f"{W}id"), None)
            elif what == "sdt":
                self._control(child, own, gone=gone)
            elif what in ("del", "moveFrom", "sdtPr", "pPr", "rPr", "trPr", "Fallback", "txbxContent"):
                continue
            elif what == "tr" and child.find(f"{W}trPr/{W}del") is not None:
                self.walk(child, own, gone=True)
            elif what == "r":
                self._run(child, own, gone=gone)
            else:
                before, row = dict(self._open), self._row
                if what == "tr":
                    self._row = set()
                    self.rows.append(self._row)
                self.walk(child, own, gone=gone)
                self._row = row
                if what == "tc":  # a mark goes on in no other cell, and without its end in no other paragraph
                    self._open = before
                elif what == "p":
                    self._open = {number: at for number, at in self._open.items() if number in self.ends}
            if what in ("p", "tc"):
                self.text.append("\n")

    def _begin(self, number: str, name: str, *, gone: bool) -> None:
        if gone:
            self.deleted.add(name)
            return
        self.marks[name] += 1
        self.fields[name].marked = True
        self.fields[name].texts.append("")
        self._open[number] = (name, len(self.fields[name].texts) - 1)

    def _control(self, control: Any, own: tuple[str, int] | None, *, gone: bool) -> None:
        tag = control.find(f"{W}sdtPr/{W}tag")
        path = control.get("place", tag.get(f"{W}val")) if tag is not None else ""
        name = bookmark_name(path) if path else ""
        name = "" if name.startswith("h_counted") else name
        lock = control.find(f"{W}sdtPr/{W}lock")
        is_copy = lock is not None and "ontentLocked" in lock.get(f"{W}val", "")
        marked = [at for other, at in self._open.values() if other == name]
        if is_copy and name and not marked:
            own = ("", 0)
            self.fields[name].copies.append("".join(text.text or "" for text in control.iter(f"{W}t")))
        elif name and gone:
            self.deleted.add(name)
        elif name:
            self.fields[name].controlled = True
            self._row.add(path)
            self.repeated |= {bookmark_name(tag.get(f"{W}val"))} if control.get("place") else set()
            if not marked:
                self.marks[bookmark_name(tag.get(f"{W}val"))] += 1
                self.fields[name].texts.append("")
            own = (name, marked[0] if marked else len(self.fields[name].texts) - 1)
            self.fields[name].held.add(own[1])
        elif self._open and not gone:
            around, at = [*self._open.values()][-1]
            self.fields[around].controlled = True
            self.fields[around].held.add(at)
        for content in control.findall(f"{W}sdtContent"):
            self.walk(content, own, gone=gone)

    def _run(self, run: Any, own: tuple[str, int] | None, *, gone: bool) -> None:
        text = "".join(one.text or "" for one in run.findall(f"{W}t"))
        owner = own or (list(self._open.values()) or [("", 0)])[-1]
        looks = (run.find(f"{W}rPr/{W}{look}") for look in ("strike", "dstrike", "vanish"))
        if gone or not text:
            return
        if any(look is not None for look in looks):
            self.fields[owner[0]].struck.append(text)
        else:
            self.text.append(text)
            if owner[0]:
                self.fields[owner[0]].texts[owner[1]] += text


def seen_in(root: Any) -> Sight:
    """Return what a text shows."""
    sight = Sight(ends=frozenset(end.get(f"{W}id") for end in root.iter(f"{W}bookmarkEnd")))
    sight.walk(root[0])
    sight.fields.pop("", None)
    for one in sight.fields.values():
        one.without_empty_marks()
    return sight


@cache
def _sight_of(file: bytes) -> Sight:
    return seen_in(opened(file, random.Random(0)).root)  # noqa: S311


def squeezed(text: object) -> str:
    """Return a text without blanks."""
    return "".join(str(text).split())


def plain(value: object) -> str:
    """Return a value for comparing: a number however it is written, a text without blanks and signs of lists."""
    try:
        return f"{Decimal(str(value)).normalize():f}"
    except InvalidOperation:
        lines = str(value).splitlines()
        return squeezed("".join(line.removeprefix("- ") for line in lines))


# What is damaged: each document of each example, and each form, in each language.


@dataclass(frozen=True)
class Subject:
    """A file, the names of the fields that it was printed with, what it says, and what it carries of that."""

    file: bytes
    fields: frozenset[str]
    truth: Mapping[str, str]
    carried: Mapping[str, str]
    application: hakemus.Application
    form: bool
    group: hakemus.LeaderGroup | None = None

    @cached_property
    def said(self) -> frozenset[str]:
        """Return the names of the fields that have a value."""
        return frozenset(map(bookmark_name, self.truth))


def values_of(application: hakemus.Application) -> dict[str, str]:
    """Return each value of an application by its path."""
    found = leaves(application.model_dump(mode="json", exclude_none=True))
    return {
        path: plain(value) for path, value in found if value not in ("", [], {}) and path != "schema_version"
    }


def names_in(file: bytes) -> frozenset[str]:
    """Return the names of the fields of an undamaged file."""
    return frozenset(seen_in(opened(file, random.Random(0)).root).fields)  # noqa: S311


@cache
def group_of(name: str) -> hakemus.LeaderGroup | None:
    """Return an example group with templates, words and questions of its own; of no name, None."""
    return hakemus.LeaderGroup.open(packaged_folder("examples") / "groups" / name) if name else None


@cache
def paper_of(example: str, name: str, language: Language, group: str = "") -> Subject:
    """Return a paper of an example."""
    application = hakemus.load(EXAMPLES[example])
    item = document(name).items(application)[0]
    application = item.application
    file = hakemus.render(
        application, name, language=language, draft=True, item=item.name or None, group=group_of(group)
    )
    values = values_of(application)
    return Subject(file, names_in(file), values, values, application, False, group_of(group))


@cache
def form_of(measure: str, example: str, language: Language, group: str = "") -> Subject:
    """Return the form of a measure, filled like an example, or blank."""
    blank = hakemus.blank_form(measure, language=language, group=group_of(group))
    base = read(blank, group=group_of(group)).application
    carried = values_of(base)
    if not example:
        return Subject(blank, names_in(blank), carried, carried, base, True, group_of(group))
    file, wanted = filled_like(blank, hakemus.load(EXAMPLES[example]), language, placed=True)
    read_back = read(file, group=group_of(group)).application
    # What is filled in comes back: `test_what_is_filled_in_is_read` holds that to the application, `wanted`.
    truth = values_of(wanted) | values_of(read_back)
    return Subject(file, names_in(blank), truth, carried, read_back, True, group_of(group))


GROUP = "mallimaa"
SUBJECTS: list[tuple[str, ...]] = [
    *(("paper", example, name) for example in EXAMPLES for name in DOCUMENTS),
    *(
        ("form", measure, example)
        for measure in MEASURES
        for example in ("", "small-project", "cooperation-complete")
    ),
    *(("paper", "cooperation-complete", name, GROUP) for name in DOCUMENTS),
    *(("form", "small-project", example, GROUP) for example in ("", "small-project")),
    *(("paper", example, name) for example in ("investment", "small-project") for name in PUBLISHED),
]


@dataclass
class Case:
    """A damaged file, with what is known of it."""

    seed: int
    named: str
    subject: Subject
    state: str
    paper: Damaged
    file: bytes
    before: Sight
    after: Sight

    @property
    def gone(self) -> frozenset[str]:
        """Return the names of fields without an anchor: a mark around nothing is none, but for long texts."""
        return frozenset(name for name in self.subject.fields if not _is_there(*self.sights(name)))

    def sights(self, name: str) -> tuple[Seen, Seen | None]:
        """Return how a field was seen, and how it is."""
        return self.before.fields[name], self.after.fields.get(name)

    def says_else(self, name: str) -> bool:
        """Return whether a field shows another text than it did, or its value no more.

        A box says nothing without its mark.
        """
        was, now = self.before.fields[name], self.after.fields[name]
        old = squeezed("".join((*was.texts, *was.copies)))
        for text in map(squeezed, (*now.texts, *now.copies)):
            if text not in old and text.replace(old, ""):  # it may be there twice
                return True
        is_box = "\N{BALLOT BOX}" in old or "\N{BALLOT BOX WITH X}" in old
        is_value = name in self.subject.said  # what a form offers in a row that nobody filled is none
        return is_value and not old.startswith("[") and not is_box and not squeezed("".join(now.texts))

    def is_whole_row(self, item: str) -> bool:
        """Return whether what there is of an item is in one row, which holds nothing else."""
        rows = [row for row in self.after.rows if any(path.startswith(f"{item}.") for path in row)]
        return len(rows) == 1 and all(path.startswith(f"{item}.") for path in rows[0])

    def is_same(self, name: str) -> bool:
        """Return whether a field shows what it did, wherever it is shown."""
        was, now = self.before.fields[name], self.after.fields[name]
        if not was.controlled:  # nothing says which of two long texts is the copy
            return [*map(squeezed, was.texts)] == [*map(squeezed, now.texts)]
        return all(
            {*map(squeezed, one)} >= {*map(squeezed, other)}
            for one, other in ((was.texts, now.texts), (was.copies + was.texts, now.copies))
        ) and {*map(squeezed, now.texts)} >= {*map(squeezed, was.texts)}


def _is_there(was: Seen, now: Seen | None) -> bool:
    if now is None:
        return False
    return now.controlled or (
        now.marked and (not was.controlled or bool("".join((*now.texts, *now.struck)).strip()))
    )


def case_of(seed: int) -> Case:
    """Return the case of a seed."""
    chance = random.Random(seed)  # noqa: S311
    sort, one, other, *group = which = chance.choice(SUBJECTS)
    language = chance.choice(LANGUAGES)
    subject = (paper_of if sort == "paper" else form_of)(one, other, language, *group)
    state = chance.choices(("data", "no data", "unmarked"), (8, 1, 1))[0]
    paper = damaged(subject.file, chance)
    before = _sight_of(subject.file)
    for change in {"data": (), "no data": (lose_data,), "unmarked": (unmark,)}[state]:
        change(paper)
    if not any(name.startswith("customXml/") for name in paper.parts) and state == "data":
        state = "no data"
    after = seen_in(paper.root)
    named = f"{seed}: {' '.join((*which, language, state))}: {', '.join(paper.done)}"
    return Case(seed, named, subject, state, paper, paper.saved(), before, after)


# What must be true of its reading.


def faults_of(case: Case) -> Iterator[str]:
    """Yield what is wrong with the reading of a damaged file."""
    try:
        reading = read(case.file, group=case.subject.group)
    except FormError as error:
        if not _may_refuse(case, error.code):
            yield f"refused: {error.code}: {error}"
        return
    told = _told_in(reading)
    yield from _invented(case, reading)
    if case.state == "data":
        yield from _miscounted(case, reading)
        yield from _lost(case, values_of(reading.application), told, reading, asks=True)
        yield from _deleted_by_update(case, reading)
    elif reading.account.is_whole and not (
        case.subject.form and case.gone <= {bookmark_name(path) for path in reading.anchors}
    ):
        yield "without data nobody knows that it is whole"
    text = "".join(case.after.text)
    if case.state == "data":
        yield from (
            f"typed and not reported: {word}"
            for word in case.paper.typed
            if word in text and word not in told
        )
        for name, one in case.after.fields.items():
            yield from (
                f"struck out and not reported: {name} {text!r}"
                for text in one.struck
                if squeezed(text) not in squeezed(told)
                and not text.startswith("[")
                and any(map(str.isalnum, text))
            )


def _may_refuse(case: Case, code: str) -> bool:
    """Return whether a file may be refused: nothing of ours is left, or a part of it is there twice."""
    twice = sum(count > 1 for count in case.after.marks.values())
    if code == "two-forms":
        return twice >= 3
    return (
        code == "no-form"
        and case.state != "data"
        and (
            case.state == "unmarked"
            or not any(case.after.fields.get(name) for name in case.subject.fields - case.gone)
        )
    )


def _told_in(reading: Reading) -> str:
    return "\n".join(
        (
            json.dumps(reading.application.model_dump(mode="json"), ensure_ascii=False),
            *(str(change.after) for change in reading.changes),
            *(problem.typed for problem in reading.problems),
            *(piece.text for piece in reading.outside),
        )
    )


def _invented(case: Case, reading: Reading) -> Iterator[str]:
    """Yield values that neither the paper nor the damage has put there."""
    known: dict[str, set[str]] = defaultdict(set)
    for values in (case.subject.truth, case.subject.carried, values_of(hakemus.Application())):
        for path, value in values.items():
            known[pattern_of(path)].add(value)
    every = {value for values in known.values() for value in values}
    every |= {squeezed(text) for one in case.before.fields.values() for text in one.texts}
    written = leaves(case.subject.application.model_dump(mode="json"))
    every |= {plain(line) for _, text in written if isinstance(text, str) for line in text.splitlines()}
    shown: dict[str, set[str]] = defaultdict(set)  # a choice is printed by its label
    for path in case.subject.truth:
        shown[pattern_of(path)].update(map(squeezed, case.before.fields[bookmark_name(path)].texts))
    own = {squeezed(text) for one in case.after.fields.values() for text in one.texts}
    cells = {squeezed(text) for text in "".join(case.after.text).splitlines()}
    if case.state != "data":  # nobody knows what was in a cell or under a heading, but for what is there
        own |= {squeezed(text) for one in case.before.fields.values() for text in one.texts}
        own |= {squeezed(text) for text in "".join(case.after.text).splitlines()} - {
            squeezed(text) for text in "".join(case.before.text).splitlines()
        }
    changed = {name for name in case.after.fields if name in case.before.fields and not case.is_same(name)}
    for path, value in leaves(reading.application.model_dump(mode="json", exclude_none=True)):
        pattern = pattern_of(path)
        if value in ("", [], {}) or pattern == "schema_version" or plain(value) in known[pattern]:
            continue
        if squeezed(value) in own or bookmark_name(path) in changed:
            continue
        if bookmark_name(path) not in case.subject.fields and case.subject.form and squeezed(value) in cells:
            continue  # in a row that was added
        if case.state != "data" and any(
            one.startswith(squeezed(value)) or one.endswith(squeezed(value)) for one in cells
        ):
            continue  # a cell may show two fields, and only what is between them says where one ends
        left = squeezed(value)
        pieces = every if is_long(path) else known[pattern] | shown[pattern]
        if case.state != "data":
            pieces = pieces | cells
        for piece in sorted({*pieces, *map(squeezed, case.paper.typed)}, key=len, reverse=True):
            left = left.replace(piece, "") if piece else left
        if any(map(str.isalpha, left)) or not isinstance(value, str):
            yield f"invented: {path} = {value!r}"


def _miscounted(case: Case, reading: Reading) -> Iterator[str]:
    """Yield how the account differs from an own count."""
    account, gone = reading.account, case.gone
    missing = {bookmark_name(path) for path in account.not_found}
    placed = {bookmark_name(path) for path, anchor in reading.anchors.items() if anchor == "place"}
    if account.fields != len(case.subject.fields):
        yield f"account: {account.fields} fields, not {len(case.subject.fields)}"
    if account.found != len(case.subject.fields) - len(missing):
        yield f"account: {account.found} found of {account.fields}, {len(missing)} missing"
    if strange := missing - gone - case.after.repeated:
        yield f"account: missing, though there: {sorted(strange)[:5]}"
    copied = {name for name, one in case.after.fields.items() if one.copies}
    if untold := gone - missing - placed - copied - case.after.repeated:
        yield f"account: gone, and not said to be: {sorted(untold)[:5]}"
    if account.is_whole == bool(missing):
        yield f"account: whole is {account.is_whole}"
    differing = {name for name in case.subject.fields - gone if case.says_else(name)}
    is_silent = not (reading.changes or reading.problems or reading.outside or reading.gone)
    if account.is_whole and is_silent and differing:
        yield f"nothing is said to have changed, but: {sorted(differing)[:5]}"
    # Changes are counted where rows are as they were: otherwise an item is another one, or one as a whole.
    if case.subject.truth is case.subject.carried and case.before.rows == case.after.rows:
        most = differing | {name for name in case.subject.fields if len(case.after.fields[name].texts) > 1}
        for row in (
            case.after.rows if case.subject.form else ()
        ):  # what a row offered counts once it is filled
            names = {*map(bookmark_name, row)}
            filled = any(
                path.startswith(f"{one.path}.")
                for one in reading.changes
                for path in row
                if one.before is None
            )
            offers = {name for name in names if "".join(case.after.fields[name].texts).strip()}
            most |= (
                names if names & differing else offers if filled else set()
            )  # filled by what is beside a field
        # What is typed next to a field may be its, and paragraphs of a long text may have been joined.
        beside = len(case.paper.typed) + sum(is_long(change.path) for change in reading.changes)
        if account.changed + account.emptied > len(most) + beside:
            yield f"account: {account.changed} changed, {account.emptied} emptied, not {sorted(most)[:5]}"


def _lost(
    case: Case, values: Mapping[str, str], told: str, reading: Reading, *, asks: bool = False
) -> Iterator[str]:
    """Yield the values of the paper that are not in the result, though nothing took them away."""
    subject, gone = case.subject, case.gone
    there: dict[str, list[dict[str, str]]] = defaultdict(list)
    for at, rows in _by_item(values).items():
        there[pattern_of(at)].append(rows)
    for item, rows in _by_item(dict(subject.truth)).items():
        wanted: dict[str, str] = {}
        shown: list[str] = []
        for name, value in rows.items():
            path = f"{item}.{name}" if item else name
            mark = bookmark_name(path)
            if mark in case.after.deleted:
                continue
            is_added = mark not in subject.fields and mark in case.before.fields
            if is_added and not (case.is_whole_row(item) and _is_there(*case.sights(mark))):
                continue  # nobody knows that it was there
            if not is_added and (mark not in subject.fields or mark in gone):
                # A row that was added may have its name: then that is what the file says of it.
                is_known = path in subject.carried and mark not in case.after.repeated
                if is_known and reading.anchors.get(path) != "place":
                    wanted[name] = subject.carried[path]
            elif case.is_same(mark):
                wanted[name] = value
                shown.append("".join(case.after.fields[mark].texts))
        if any(bookmark_name(f"{item}.{name}") in case.after.deleted for name in rows):
            continue
        words = case.paper.typed
        if any(_has(one, wanted, words) for one in there[pattern_of(item)]):
            continue
        is_gone = any(item == one or item.startswith(f"{one}.") for one in reading.gone)
        is_offered = subject.form and wanted.keys() == {"kind"}  # and nothing was filled in behind it
        if not wanted or is_offered or (asks and is_gone):
            continue
        if asks and item and shown and all(squeezed(text) in squeezed(told) for text in shown):
            continue
        near = max(there[pattern_of(item)], key=lambda one: len(one.items() & wanted.items()), default={})
        left = {name: value for name, value in wanted.items() if not _has(near, {name: value}, words)}
        marks = {name: bookmark_name(f"{item}.{name}" if item else name) for name in left}
        untold = {
            name: value
            for name, value in left.items()
            if not asks
            or marks[name] in gone
            or not all(squeezed(text) in squeezed(told) for text in case.after.fields[marks[name]].texts)
        }
        if untold:
            yield f"lost: {item} {untold} (there: { {name: near.get(name) for name in untold} })"


def _has(one: Mapping[str, str], wanted: Mapping[str, str], words: Sequence[str]) -> bool:
    """Return whether a part has the values that it should; something may have been typed behind one."""
    return all(
        one.get(name) == value
        or (not value.isdigit() and value in one.get(name, ""))
        or any(word and word in one.get(name, "") for word in words)
        for name, value in wanted.items()
    )


def _by_item(values: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return values by the items of lists that they are in, each by its name there."""
    items: dict[str, dict[str, str]] = defaultdict(dict)
    for path, value in values.items():
        item, bracket, name = path.rpartition("]")
        items[item + bracket][name.removeprefix(".")] = value
    return items


def _deleted_by_update(case: Case, reading: Reading) -> Iterator[str]:
    """Yield what an update without answers would take from the file, though nobody deleted it."""
    file = case.subject.application
    merged = bring_together(reading, file, lambda _: None, file if case.subject.form else None)
    values = values_of(merged.application)
    subject = case.subject
    kept = Case(
        case.seed,
        case.named,
        replace(subject, truth=values_of(file), carried=values_of(file)),
        case.state,
        case.paper,
        case.file,
        case.before,
        case.after,
    )
    yield from (f"update: {one}" for one in _lost(kept, values, "", reading))


def prove(seed: int) -> list[str]:
    """Return what is wrong with the case of a seed."""
    case = case_of(seed)
    return [f"{case.named}: {fault}" for fault in faults_of(case)]


@pytest.mark.parametrize("seed", range(1, 13))
def test_a_damaged_file_is_read_right_or_its_loss_is_reported(seed: int) -> None:
    """A few cases."""
    assert prove(seed) == []


def test_a_row_with_a_cell_of_another_one_is_still_the_item_that_most_of_it_is_of() -> None:
    """Whatever the numbers of the two; the cell is read as the field that it is marked as."""
    paper = opened(paper_of("cooperation-project", "cost-estimate", "en").file, random.Random(0))  # noqa: S311
    moved, last = (
        all_of(paper.root, f"//w:tc[.//w:tag[@w:val='budget.items[{at}].description']]")[0] for at in (6, 29)
    )
    last.addnext(moved)
    reading = read(paper.saved())
    assert (reading.changes, reading.gone, reading.problems) == ((), (), ())


def test_a_heading_without_its_style_ends_the_text_of_a_mark_without_its_end() -> None:
    """It is no paragraph of the text above it."""
    subject = paper_of("preparatory-funding", "letter-of-intent", "en")
    paper = opened(subject.file, random.Random(0))  # noqa: S311
    mark = all_of(paper.root, "//w:bookmarkStart[@w:name='h_letter_of_intent_communication']")[0]
    drop(all_of(paper.root, f"//w:bookmarkEnd[@w:id='{mark.get(f'{W}id')}']")[0])
    DAMAGES["lose styles"](paper)
    letter = read(paper.saved()).application.letter_of_intent
    assert plain(letter.communication) == subject.truth["letter_of_intent.communication"]


def test_our_own_sentences_that_were_joined_are_no_value() -> None:
    """What a form asks in two paragraphs stays its own when one is moved behind the other, without a style."""
    subject = form_of("information", "small-project", "en")
    paper = opened(subject.file, random.Random(0))  # noqa: S311
    one, other = (
        all_of(paper.root, f"//w:p[.//w:t[starts-with(., '{text}')]]")[0]
        for text in ("Who leads, who works", "Support is paid afterwards")
    )
    one.extend(all_of(other, "w:r"))
    DAMAGES["lose styles"](paper)
    reading = read(paper.saved())
    assert plain(reading.application.plan.implementation) == subject.truth["plan.implementation"]


@pytest.mark.parametrize("removed", [None, "annexes[6]"])
def test_a_row_of_a_form_without_anchors_is_the_item_that_it_offers(removed: str | None) -> None:
    """Also where another row is gone, or its offer is a label elsewhere in the form: no row below it is filled in."""
    subject = form_of("investment", "", "fi")
    paper = opened(subject.file, random.Random(0))  # noqa: S311
    if removed is not None:
        drop(all_of(paper.root, f"//w:tr[.//w:tag[starts-with(@w:val, '{removed}')]]")[0])
    for damage in ("lose marks", "lose tags"):
        DAMAGES[damage](paper)
    reading = read(paper.saved())
    assert (reading.changes, reading.problems) == ((), ())
    assert reading.gone == (() if removed is None else (removed,))


@pytest.mark.fuzz
@pytest.mark.parametrize("chunk", range(CASES // CHUNK))
def test_ten_thousand_damaged_files_are_read_right_or_their_loss_is_reported(chunk: int) -> None:
    """Every document, form and language comes up; a fault names its seed."""
    first = int(os.environ.get("DAMAGE_FIRST", "0")) + chunk * CHUNK
    assert [fault for seed in range(first, first + CHUNK) for fault in prove(seed)] == []


@pytest.mark.fuzz
def test_one_case() -> None:
    """The case that somebody looks into."""
    assert prove(int(os.environ.get("DAMAGE_SEED", "0"))) == []
