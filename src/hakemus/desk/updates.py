"""An application file brought up to date: from an edited paper, or its budget from a workbook."""

import codecs
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hakemus.case import deciding_on, known_group
from hakemus.changes import (
    SIDES,
    Change,
    Conflict,
    Decide,
    Merged,
    Side,
    is_equal,
    matched,
    merge,
    plain,
    seen_in,
    tree_of,
)
from hakemus.desk.in_words import problem_text
from hakemus.errors import UnknownNameError, verb
from hakemus.files import read_application, save
from hakemus.files.commented import with_remarks
from hakemus.files.rewriting import remembered, rewritten, with_memory
from hakemus.files.workbook.reading import Lost, read_workbook
from hakemus.files.workbook.tables import TABLES, rows_of
from hakemus.forms import Reading, fields_shown, read
from hakemus.forms.reading import Account, account_of
from hakemus.group import LeaderGroup
from hakemus.model import Application
from hakemus.model.schema import field_at
from hakemus.papers import document
from hakemus.programme import Programme, entry_named
from hakemus.reading import read_bytes
from hakemus.texts import Language, describe_fault, known_language, wording
from hakemus.values.money import exact
from hakemus.values.paths import item_of, pattern_of, put, value_at
from hakemus.word.field_text import normal

# An application's budget brought up to date from a workbook: what changes, and what the workbook does not hold.


@dataclass(frozen=True, slots=True)
class BudgetUpdate:
    """What a workbook changes in an application.

    Attributes:
        application: What the application says then.
        changes: What the application said, and what it will say.
        missing: The rows of the application that the workbook does not hold: they stay until somebody decides.
        lost: The sheets, columns and single cells that are not there any more: what they held stays.
        rows: How many rows the workbook has of each of its tables.
        account: How many fields of the budget were found, changed, emptied, and which were not found.
    """

    application: Application
    changes: tuple[Change, ...]
    missing: tuple[Conflict, ...]
    lost: tuple[Lost, ...]
    rows: Mapping[str, int]
    account: Account


@verb
@exact
def update_budget(
    application: Application,
    workbook: str | Path,
    *,
    content: bytes | None = None,
    language: Language = "fi",
    programme: Programme | None = None,
    take: Side | Decide | None = None,
) -> BudgetUpdate:
    """Bring an application's budget up to date from a workbook, and return what that changes; nothing is written.

    A row that is not in the workbook may have been deleted, or lost by a program: it stays unless `take` says so.

    Args:
        application: The application that the workbook was made of.
        workbook: The path of the workbook (XLSX or ODS).
        content: What the workbook holds, such as an upload; then the path isn't read, and only names it in errors.
        language: The language of what is said of faults.
        programme: The programme whose vocabularies are read.
        take: What becomes of rows that are not in the workbook: `"paper"` deletes them as the workbook has it, `"file"`
            keeps them; a function is called with each and returns one of these, or None.

    Raises:
        FileError: The workbook cannot be read.
        LoadError: It cannot be understood; every fault has the address of its cell.
    """
    reading = read_workbook(
        workbook, content=content, base=application.budget, language=language, programme=programme
    )
    updated = application.model_copy(update={"budget": reading.budget})
    own, new = tree_of(application), tree_of(updated)
    hidden = frozenset(field for lost in reading.lost for field in lost.fields)
    origins: dict[str, list[int | None]] = {}
    for path in (path for table in TABLES for path in rows_of(table) if path not in hidden):
        lost = {field.rpartition(".")[2] for field in hidden if field.startswith(f"{path}[].")}
        rows = [
            [{key: value for key, value in row.items() if key not in lost} for row in value_at(tree, path)]
            for tree in (own, new)
        ]
        origins[path] = _in_place(matched(*rows), len(rows[0]))
    gone = frozenset(
        f"{path}[{at}]"
        for path, found in origins.items()
        for at in range(len(value_at(own, path)))
        if at not in found
    )
    merged = merge(
        application,
        updated,
        application,
        origins=origins,
        decide=take if callable(take) else lambda _: take,
        shown=lambda path: pattern_of(path) not in hidden,
        missing=gone,
    )
    had = dict(_fields(own, language))
    found = {
        path
        for path in had
        if path.partition("]")[0] + "]" not in gone
        and pattern_of(path) not in hidden
        and pattern_of(path).partition("[]")[0] not in hidden
    }
    account = account_of(had, found, merged.changes)
    found_rows = {
        table.key: sum(len(value_at(new, path)) for path in rows_of(table) if path not in hidden)
        for table in TABLES
    }
    return BudgetUpdate(
        merged.application, merged.changes, merged.conflicts, reading.lost, found_rows, account
    )


def _in_place(found: list[int | None], count: int) -> list[int | None]:
    """Return which of so many old rows each new one is, also where just as many between two others were typed over."""
    known = {at for at in found if at is not None}
    placed, at = [*found], 0
    while at < len(placed):
        end = next((later for later in range(at, len(placed)) if found[later] is not None), len(placed))
        before, after = found[at - 1] if at else -1, found[end] if end < len(placed) else count
        if before is not None and after is not None:
            free = [old for old in range(before + 1, after) if old not in known]
            if len(free) == end - at:
                placed[at:end] = free
        at = end + 1
    return placed


def _fields(tree: Mapping[str, Any], language: Language) -> Iterator[tuple[str, str]]:
    """Yield the fields of a budget that its workbook has cells for, each with the title of its sheet."""
    words = wording(language)
    for table in TABLES:
        title = table.title(words)
        for single in table.singles:
            if single.field is not None and not (
                single.optional and value_at(tree, single.field.path) is None
            ):
                yield single.field.path, title
        for path in rows_of(table):
            rows = value_at(tree, path)
            for column in table.columns:
                # An optional column is there only where a row holds something in it.
                is_shown = not column.optional or any(row[column.key] is not None for row in rows)
                if column.field is not None and is_shown:
                    yield from ((f"{path}[{at}].{column.key}", title) for at in range(len(rows)))


@dataclass(frozen=True, slots=True)
class Update:
    """What a paper changes in an application file.

    `changes` are written: what the file says, and what it will say. `kept` changed in the file alone since the paper
    was made, or was decided for the file. `conflicts` are left as the file has them, since both changed. `application`
    is what the file says once it is written; `reading` is the paper. `before` and `after` are the content of the file.
    """

    path: Path
    application: Application
    changes: tuple[Change, ...]
    kept: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    reading: Reading
    before: bytes = field(repr=False)
    after: bytes = field(repr=False)

    def write(self) -> None:
        """Write the file, whole or not at all; raise `FileError` when it has changed since it was read."""
        if self.after != self.before:
            save(self.path, self.after, overwrite=True, before=self.before)


@verb
@exact
def update(
    application: str | Path,
    paper: bytes | str | Path,
    *,
    group: LeaderGroup | str | Path | None = None,
    take: Side | Decide | None = None,
    write: bool = True,
) -> Update:
    """Bring an application file up to date from a paper of it that was edited, and return what that changes.

    What changed in the paper alone is written into the file, whose comments and order stay; what changed in the file
    alone is kept. Of a paper without data nobody knows what changed, so each difference is a conflict. What was not
    understood becomes a comment at its field, if the file is TOML.

    Args:
        application: The path of the application file.
        paper: The paper, as its content or its path.
        group: The Leader group that the paper was made for.
        take: Which side counts where both changed: `"paper"`, `"file"`, or a function that is called with each conflict
            and returns one of these, or None. Without an answer the file stays as it is.
        write: Whether the file is written; otherwise the result can write it later.

    Raises:
        FileError: A file cannot be read or written.
        LoadError: The application file cannot be understood.
        PackageError: The paper isn't a sound DOCX.
        FormError: It isn't a paper of this library, or cannot be read back.
        UnknownNameError: `take` names another side.
    """
    group = known_group(group)
    if not callable(take) and take not in (None, *SIDES):
        raise UnknownNameError("side", take, SIDES)
    path = Path(application)
    # First what is held against the file when it is written: whoever changes it from now on is not overwritten.
    content = read_bytes(path)
    file = read_application(path)
    reading = read(paper, group=group, measure=file.classification.measure)
    decide = take if callable(take) else lambda _: take
    memory = remembered(content) if reading.form else None
    merged = bring_together(reading, file, decide, memory, group)
    after = rewritten(path, content, file, merged.application)
    if memory is not None:
        text = with_memory(after.decode(), reading.application, known_language(file.language))
        text = text.replace("\n", "\r\n") if b"\r\n" in content else text
        after = text.encode() if reading.application != memory else after
    if path.suffix.lower() != ".json":
        places, words = _places_in(merged.application, reading), wording(merged.application.language)
        placed = (replace(one, path=places(one.path)) for one in reading.problems)
        said = [(one.path, problem_text(one, words)) for one in placed]
        after = _with_remarks(after, said)
    made = Update(
        path,
        merged.application,
        merged.changes,
        tuple(filter(_speaks_of(reading, file, group), merged.kept)),
        merged.conflicts,
        reading,
        content,
        after,
    )
    if write:
        made.write()
    return made


def _with_remarks(content: bytes, remarks: Iterable[tuple[str, str]]) -> bytes:
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    text = content.removeprefix(mark).decode()
    made = with_remarks(text.replace("\r\n", "\n"), remarks)
    return mark + (made.replace("\n", "\r\n") if "\r\n" in text else made).encode()


def place_read(reading: Reading, path: str) -> str:
    """Return where a field of a form is in what was read of it, in which there are no rows that hold nothing.

    A row of which nothing was understood is behind those that there are.
    """
    listed, bracket, name = path.partition("]")
    item = item_of(listed + bracket)
    if item is None or not reading.form:
        return path
    numbers = [*reading.rows.get(item[0], ())]
    if item[1] in numbers:
        return f"{item[0]}[{numbers.index(item[1])}]{name}"
    # A row that was added is behind those that the form offers, of which some are blank.
    at = item[1] - len(_offered(reading, item[0]) - {*numbers})
    is_added = 0 <= at < len(numbers) and numbers[at] is None
    return f"{item[0]}[{at if is_added else len(numbers)}]{name}"


def _places_in(application: Application, reading: Reading) -> Callable[[str], str]:
    """Return what says where in an application a field of a paper is: its row may be another one there."""
    own, read = tree_of(application), tree_of(reading.application)

    def place(path: str) -> str:
        path = place_read(reading, path)
        listed, bracket, name = path.partition("]")
        item = item_of(listed + bracket)
        if item is None:
            return path
        rows, typed = (value_at(tree, item[0]) or [] for tree in (own, read))
        mate = matched(rows, typed)[item[1]] if item[1] < len(typed) else None
        return path if mate is None else f"{item[0]}[{mate}]{name}"

    return place


def bring_together(
    reading: Reading,
    file: Application,
    decide: Decide,
    memory: Application | None = None,
    group: LeaderGroup | None = None,
) -> Merged:
    """Return what becomes of a paper and of the file that it was made of.

    Of a form from which the file was read before, both came from what was read then, its `memory`: not from the blank
    form.
    """
    gone: Collection[str] = reading.gone
    typed = tree_of(reading.application)
    if reading.base is None:
        _leave_unread(typed, tree_of(file), reading)
    if memory is not None:  # where a field is missing, a row may be: an added one has another's number
        _remember(typed, tree_of(memory), reading)
        lost = {path[: path.rindex("]") + 1] for path in reading.account.not_found if "]" in path}
        lists = {path.rpartition("[")[0] for path in (*reading.gone, *lost)}
        # Of a form that isn't whole nobody knows whether a row that was added is there: it has no fields of its own.
        lists |= set() if reading.account.is_whole else {*reading.rows}
        gone = [f"{path}[{at}]" for path in lists for at in range(len(value_at(tree_of(memory), path) or ()))]
    return merge(
        memory or reading.base or Application(),
        typed,
        file,
        origins=reading.origins if memory is None else {},
        decide=decide,
        known=reading.base is not None,
        shown=_shown_in(reading, group),
        same=is_equal if reading.base is not None else _is_shown_same,
        missing=gone,
    )


def _remember(typed: dict[str, Any], memory: dict[str, Any], reading: Reading) -> None:
    """Give the fields that are not in a form any more, or are not understood, what was read of it before."""
    there = {pattern_of(path) for path in reading.anchors}
    numbers = {path: [*rows] for path, rows in reading.rows.items()}
    unread = [problem.path for problem in reading.problems]
    for path in (*reading.account.not_found, *unread):
        listed, bracket, name = path.rpartition("]")
        item = item_of(listed + bracket)
        if item is None:
            _put_known(typed, memory, path)
            continue
        rows, known = (value_at(tree, item[0]) or [] for tree in (typed, memory))
        of_rows = numbers.get(item[0], [])
        is_left = any(one.startswith(f"{listed}].") for one in reading.anchors)
        if item[1] not in of_rows and is_left and rows and len(rows) < len(known):  # it held nothing else
            at = sum(number is not None and number < item[1] for number in of_rows)
            of_rows.insert(at, item[1])
            rows.insert(at, {})
        mates = _mates(known, rows)
        free = (at for at in range(len(known)) if at not in mates)
        for row, number, mate in zip(rows, of_rows, mates, strict=False):
            if number == item[1] or (number is None and pattern_of(path) not in there):
                was = mate
                if mate is None:  # too little is left of it: its place says which it was
                    is_free = number is not None and number < len(known) and number not in mates
                    # One that holds something was blank when the form was read before.
                    is_other = number is not None and row
                    was = number if is_free else None if is_other else next(free, None)
                if was is not None:
                    _put_known(row, known[was], name.removeprefix("."))
        # A row that was added has its place behind those that the form offered, of which some are blank.
        blank = len(_offered(reading, item[0]) - {*of_rows})
        at = item[1] - blank
        if path in unread and 0 <= at < min(len(rows), len(of_rows)) and of_rows[at] is None:
            field, mate = name.removeprefix("."), mates[at]
            if mate is not None and value_at(rows[at], field) is None:
                _put_known(rows[at], known[mate], field)


def _mates(known: list[dict[str, Any]], rows: list[dict[str, Any]]) -> list[int | None]:
    """Return which known item each row is: that at its place if it says all that the row does, or else one like it."""
    left = [{key: value for key, value in row.items() if value is not None} for row in rows]
    whole = [
        at
        if row and at < len(known) and all(known[at].get(key) == value for key, value in row.items())
        else None
        for at, row in enumerate(left)
    ]
    like = (None if other in whole else other for other in matched(known, rows))
    return [other if at is None else at for at, other in zip(whole, like, strict=True)]


def _offered(reading: Reading, path: str) -> set[int]:
    """Return the numbers of a list's rows that a form offered, as far as they are in it."""
    items = (item_of(field[: field.rindex("]") + 1]) for field in reading.anchors if "]" in field)
    return {item[1] for item in items if item is not None and item[0] == path}


def _leave_unread(typed: dict[str, Any], file: dict[str, Any], reading: Reading) -> None:
    """Give the fields whose text was not understood what the file has: nothing else says that they were not emptied."""
    for path in (problem.path for problem in reading.problems if value_at(typed, problem.path) is None):
        listed, bracket, name = path.rpartition("]")
        item = item_of(listed + bracket)
        if item is None:
            _put_known(typed, file, path)
            continue
        rows, known = (value_at(tree, item[0]) or [] for tree in (typed, file))
        mate = matched(known, rows)[item[1]] if item[1] < len(rows) else None
        if mate is not None:
            _put_known(rows[item[1]], known[mate], name.removeprefix("."))


def _put_known(typed: dict[str, Any], known: dict[str, Any], path: str) -> None:
    if (value := value_at(known, path)) is not None:
        for end in (at for at, letter in enumerate(path) if letter == "."):
            if value_at(typed, path[:end]) is None:
                put(typed, path[:end], {})
        put(typed, path, value)


def _shown_in(reading: Reading, group: LeaderGroup | None) -> Callable[[str], bool]:
    """Return what says whether a paper speaks of a field: that it has it, or without data that it shows it."""
    if reading.base is not None:
        return fields_shown(reading, group)
    shown: set[str] = set()
    for path in reading.anchors:
        for end in (at for at, letter in enumerate(path) if letter in ".["):
            shown.add(path[:end])
        shown |= {path, path.rpartition("]")[0] + "]"}
    shown |= {pattern_of(path) for path in shown}
    return shown.__contains__


def _speaks_of(reading: Reading, file: Application, group: LeaderGroup | None) -> Callable[[Change], bool]:
    """Return what says whether the paper, made again from the file, would hold what a change is about.

    A paper of one company, or for the partners, holds not all of what the file does; what it never held did not change.
    """
    if reading.base is None:
        return lambda _: True
    paper = document(reading.document, group)
    name = paper.items(reading.base)[0].name
    held = next((item.application for item in paper.items(file) if item.name == name), file)
    shown = fields_shown(reading, group)
    values = plain(seen_in(tree_of(held), shown))

    def speaks(change: Change) -> bool:
        if change.before not in (None, [], {}):
            return True
        rows, is_row, _ = change.path.rpartition("[")
        if is_row and change.path.endswith("]"):
            row = plain(seen_in(change.after, shown, change.path))
            return row in (value_at(values, rows) or ())
        return value_at(values, change.path) is not None

    return speaks


def _is_shown_same(path: str, one: Any, other: Any) -> bool:  # noqa: ANN401
    """Return whether two values look the same on paper: blanks apart, and a label for its key."""
    if not isinstance(one, str) or not isinstance(other, str):
        return bool(one == other)
    if normal(one) == normal(other):
        return True
    place = field_at(path)
    if place is None or not place.vocabulary:
        return False
    found = [entry_named(place.vocabulary, text) for text in (one, other)]
    return found[0] is not None and found[0] == found[1]


WORKBOOKS = (".xlsx", ".ods")


@dataclass(frozen=True, slots=True)
class Planned:
    """What a paper or workbook that came back changes in an application file; it is written when `write` is called.

    Attributes:
        changes: What the file said, and what it will say.
        kept: What changed in the application file alone, or was decided for it.
        conflicts: What both say differently, and rows that were not found; left as the application file has them.
        problems: What was not understood or is missing, in words.
        outside: What was written outside of the fields.
        account: How many fields were found.
        write: Writes the application file; raises `FileError` when it has changed since it was read.
    """

    changes: tuple[Change, ...]
    kept: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    problems: tuple[str, ...]
    outside: tuple[str, ...]
    account: Account
    write: Callable[[], object]


def plan_update(
    path: Path,
    name: str,
    content: bytes,
    *,
    language: Language = "fi",
    group: LeaderGroup | None = None,
    take: Decide | None = None,
) -> Planned:
    """Return what a file that came back for an application changes in it; nothing is written.

    Args:
        path: The application file.
        name: What the file that came back is called: a workbook by its ending, else a paper.
        content: What it holds.
        language: The language of what is said of it.
        group: The Leader group that it was made for.
        take: Which side counts where both changed, as for `update`.
    """
    if name.lower().endswith(WORKBOOKS):
        held, before = read_bytes(path), read_application(path)
        law, _ = deciding_on(before, before.date, group)
        book = update_budget(before, name, content=content, language=language, programme=law, take=take)
        after = rewritten(path, held, before, book.application)
        lost = tuple(describe_fault(one.fault, language) for one in book.lost)

        def write() -> None:
            if after != held:
                save(path, after, overwrite=True, before=held)

        return Planned(book.changes, (), book.missing, lost, (), book.account, write)
    made = update(path, content, group=group, take=take, write=False)
    reading = made.reading
    problems = tuple(problem_text(one, wording(language)) for one in reading.problems)
    outside = tuple(f"{one.heading}: {one.text}" if one.heading else one.text for one in reading.outside)
    return Planned(made.changes, made.kept, made.conflicts, problems, outside, reading.account, made.write)
