"""A Word form, or an edited paper, as a typed application, what changed, and an account of every field."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from hakemus.assembly import template_of
from hakemus.case import decided_by, deciding_on, known_group
from hakemus.changes import Change, changes_between, seen_in, tree_of
from hakemus.errors import FormError, LoadError, UnknownNameError, verb
from hakemus.files import application_from
from hakemus.files.application_file import SCHEMA_VERSION, addressed_to
from hakemus.files.asked import blank_application
from hakemus.forms.as_printed import AsPrinted, read_extract
from hakemus.forms.by_place import PLACE, find_by_place, find_unknown
from hakemus.forms.form_content import TEMPLATE
from hakemus.forms.overlay import NotUnderstood, Overlay
from hakemus.group import LeaderGroup
from hakemus.model import Application
from hakemus.packaged import library_version
from hakemus.papers import document, list_documents
from hakemus.papers.assessment_form import ASSESSMENT_FORM
from hakemus.papers.paper import CARRIED_VERSION, Carried, read_carried
from hakemus.programme import entry_named, keys_of_every_programme
from hakemus.reading import as_named
from hakemus.texts import LANGUAGES
from hakemus.values.money import exact
from hakemus.values.paths import pattern_of, seed, value_at, without_empty
from hakemus.word.data_part import find_data
from hakemus.word.extraction import Extract
from hakemus.word.package import Package, read_package
from hakemus.word.printing import is_bracketed

# The account of a reading: how many of a paper's fields were found, changed, emptied, and which are not in the file.


@dataclass(frozen=True, slots=True)
class LostPart:
    """Fields that a paper had under a heading, and that are not in the file any more.

    Attributes:
        heading: The heading that they were under when the paper was made; empty before the first one.
        fields: Their paths, in the order of the paper.
        is_whole: Whether nothing that was under the heading is in the file.
    """

    heading: str
    fields: tuple[str, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Account:
    """How complete a reading is.

    Attributes:
        fields: How many fields the paper had when it was made; None where nobody knows.
        found: How many of them are in the file; where nobody knows how many there were, how many were read.
        changed: How many of those have another value now.
        emptied: How many of those had a value, and have none now.
        lost: Those that are not in the file, by the headings that they were under.

    >>> Account(3, 2, 0, 0, (LostPart("Kumppanit", ("partners[0].name",), True),)).is_whole
    False
    """

    fields: int | None
    found: int
    changed: int
    emptied: int
    lost: tuple[LostPart, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Return whether every field that the paper had is known to be in the file."""
        return self.fields is not None and not self.lost

    @property
    def not_found(self) -> tuple[str, ...]:
        """Return the paths of the fields that are not in the file."""
        return tuple(path for part in self.lost for path in part.fields)


NO_ACCOUNT = Account(None, 0, 0, 0)
"""The account of what nobody has counted."""


def account_of(had: Mapping[str, str] | None, found: Collection[str], changes: Iterable[Change]) -> Account:
    """Return the account of a reading.

    Args:
        had: The fields that the paper had when it was made, each with its heading; None where that is not known.
        found: The fields that are in the file.
        changes: What differs from the data that the paper was made of.
    """
    there = found if had is None else [path for path in had if path in found]
    changed = {path: value for change in changes for path, value in _fields_changed(change.path, change)}
    values = [changed[path] for path in there if path in changed]
    emptied = sum(value in (None, "") for value in values)
    if had is None:
        return Account(None, len(there), len(values) - emptied, emptied)
    gone: dict[str, list[str]] = {}
    for path, heading in had.items():
        if path not in found:
            gone.setdefault(heading, []).append(path)
    left = {had[path] for path in there}
    lost = tuple(LostPart(heading, tuple(paths), heading not in left) for heading, paths in gone.items())
    return Account(len(had), len(there), len(values) - emptied, emptied, lost)


def _fields_changed(path: str, change: Change) -> Iterator[tuple[str, Any]]:
    """Yield each field that a change is about, with the value that it has now."""
    before, after = change.before, change.after
    if isinstance(before, dict) or isinstance(after, dict):
        old, new = before or {}, after or {}
        for key in dict.fromkeys((*old, *new)):
            yield from _fields_changed(f"{path}.{key}", Change("", old.get(key), new.get(key)))
    elif isinstance(before, list) or isinstance(after, list):
        old, new = before or [], after or []
        for at in range(max(len(old), len(new))):
            pair = (one[at] if at < len(one) else None for one in (old, new))
            yield from _fields_changed(f"{path}[{at}]", Change("", *pair))
    elif before != after:
        yield path, after


NoteCode = Literal[
    "no-data", "outside-unknown", "older", "other-library", "other-template", "other-group", "other-measure"
]


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know of a paper as a whole.

    Attributes:
        code: `no-data`: it carries none, so nobody knows what was changed; `outside-unknown`: nor what was written
            outside of the fields, which is not reported then; `older`: its data are of an older version, and are read
            as those of today; `other-library`, `other-template`: it was made by another version of this library, or
            with a template that has changed since; `other-group`, `other-measure`: it is of another Leader group, or
            another form of support, than was asked for.
        values: What its message says.
    """

    code: NoteCode
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outside:
    """A text that is not in a field and was not printed by us: the heading that it is under, and what was typed."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a paper says: the application, what changed since it was made, and what was not understood.

    Attributes:
        application: The application, as far as the paper shows it, otherwise as the paper carries it.
        changes: What differs from the data that the paper carries; without them, everything that was read.
        problems: What was typed and is not a value of its field.
        outside: What was written outside of the fields.
        document: The name of the document; empty where the paper does not say it.
        anchors: By what each field was found: `tag`, `bookmark`, `place`.
        tracked: Whether changes were tracked: they are read as if accepted.
        base: The application that the paper was made of; None without data.
        origins: For each list that the paper shows, by its path in `base`, the place there of each of its items in
            `application`; None for a new one.
        notes: What to know of the paper as a whole.
        account: How many of the paper's fields were found, changed or emptied, and which are not in the file.
        gone: The items of lists, by their paths in `base`, whose rows are not in the file any more though their table
            is: `application` is without them, but nobody has said that they should be deleted.
        form: Whether it is a form, made to be filled.
        rows: Of a form, for each list the number of the row that each of its items was filled into; None for a row
            that was added.
    """

    application: Application
    changes: tuple[Change, ...]
    problems: tuple[NotUnderstood, ...]
    outside: tuple[Outside, ...]
    document: str
    anchors: Mapping[str, str] = field(repr=False)
    tracked: bool
    base: Application | None = field(repr=False)
    origins: Mapping[str, tuple[int | None, ...]] = field(repr=False)
    notes: tuple[Note, ...] = ()
    account: Account = NO_ACCOUNT
    gone: tuple[str, ...] = ()
    form: bool = False
    rows: Mapping[str, tuple[int | None, ...]] = field(default_factory=dict, repr=False)

    @property
    def anchor_counts(self) -> dict[str, int]:
        """Return how many fields were found by what."""
        return dict(Counter(self.anchors.values()))


_PASTED = 3
"""As many fields that are there twice, and half of all, or that hold a tag, are not a slip of the pen."""
_TAG_IN_TEXT = re.compile(r"\{\{[^}]*")
_ITEM_END = re.compile(r"\]")
_ANSWERS = "group_answers"
_MEASURE = "classification.measure"


@verb
@exact
def read(
    source: bytes | str | Path, *, group: LeaderGroup | str | Path | None = None, measure: str | None = None
) -> Reading:
    """Return the application of a paper or form that was filled or edited in Word.

    Fields that the paper does not show are as it carries them.

    Args:
        source: The content of a DOCX file, or its path.
        group: The Leader group that the paper was made for: its own templates and questions are known then.
        measure: The key or a name of the support form that the paper should be of.

    Raises:
        FileError: The file cannot be read.
        PackageError: It is no sound DOCX.
        FormError: It is no paper of ours, is of a newer version, or holds two papers.
        UnknownNameError: No support form is called `measure`.
    """
    group = known_group(group)
    is_own = group is not None and group.own_form(measure) is not None
    if measure is not None and not is_own and entry_named("measure", measure) is None:
        raise UnknownNameError("measure", measure, keys_of_every_programme("measure"))

    # What the file holds, and how that was printed.
    package = read_package(source if isinstance(source, bytes) else as_named(Path(source)))
    own = _carried(package)
    carried = own or _carried_by_form(package, group)
    base = _application(carried, group) if carried is not None else Application()
    day = base.date or (carried.on if carried is not None else None)
    law, group = deciding_on(base, day, group)
    printed = AsPrinted(carried, base, group)
    extract = read_extract(package, printed.is_fixed, printed.prompts, printed.in_line)
    printed = printed.compared_with(extract)
    found: list[str] = []  # the texts of fields of which no anchor is left
    looks_like = ""
    if not printed.is_known:
        looks_like = _find_unmarked(extract, group)
    elif not printed.is_untouched and not printed.anew.anchors.keys() <= extract.anchors.keys():
        found = find_by_place(extract, printed)
    _refuse_foreign(carried, extract, printed, looks_like)

    # What was typed, laid over the values that the paper was made of.
    is_form = carried is not None and carried.form
    is_asked = carried is not None and group is not None and not is_form
    values = base.model_dump(mode="json", exclude_none=True)
    laid, waiting = deepcopy(values), frozenset[str]()
    if is_form:
        waiting = _seeded_rows(laid, printed.anew)
    elif is_asked and group is not None:  # a place for the answer of each question that the group asks by now
        asked = addressed_to(base, group, base.language).model_dump(mode="json", exclude_none=True)
        laid[_ANSWERS] = asked.get(_ANSWERS, [])
    overlay = Overlay(laid, extract, printed, law, waiting, found)
    overlay.lay()
    if is_asked:
        _drop_unanswered(overlay, len(base.group_answers))
    # What nobody has changed isn't understood twice.
    application = base if overlay.values == values else overlay.accepted(values)
    origins, rows = dict(overlay.origins), {}

    # What that changes; without data, everything that was read.
    if is_form:
        rows = _filled_rows(origins, overlay.values)
        known = {path: len(value_at(values, path) or ()) for path in rows}
        origins = {
            path: tuple(at if at is not None and at < known[path] else None for at in numbers)
            for path, numbers in rows.items()
        }
        application = application_from(without_empty(overlay.values)).read_from_a_form()
        before, after = (without_empty(tree_of(one)) for one in (base, application))
        changes = changes_between(before, after, origins)
    else:
        if carried is not None:
            differing = changes_between(values, overlay.values, origins)
        else:
            application = application_from(_without_offered_rows(overlay.values))
            laid_over = _leaves(overlay.values, "")
            differing = tuple(one for one in laid_over if one.after != value_at(values, one.path))
        order = _order_of(extract)
        changes = tuple(sorted(differing, key=lambda change: order(change.path)))
    return Reading(
        application,
        changes,
        tuple(overlay.problems),
        tuple(Outside(*one) for one in printed.typed_outside(extract, overlay.read)),
        carried.document if carried is not None else "",
        dict(extract.anchors),
        extract.tracked,
        base if own is not None else None,
        origins,
        tuple(_notes(own, printed, application, measure)),
        account_of(printed.fields(extract.anchors), extract.anchors, changes),
        tuple(overlay.gone),
        is_form,
        rows,
    )


def _notes(
    own: Carried | None, printed: AsPrinted, application: Application, measure: str | None
) -> Iterator[Note]:
    """Yield what to know of a paper with its `own` data, when an application for a `measure` was expected."""
    group = printed.group
    if own is None:
        yield Note("no-data")
        if not printed.is_known:
            yield Note("outside-unknown")
    else:
        if own.version < CARRIED_VERSION:
            yield Note("older", {"version": str(own.version), "known": str(CARRIED_VERSION)})
        if own.library != library_version():
            yield Note("other-library", {"made": own.library, "here": library_version()})
        if group is not None and own.group and not group.is_called(own.group):
            yield Note("other-group", {"made": own.group, "asked": group.name.text("fi")})
        elif own.template and own.template != printed.template:
            yield Note("other-template", {"document": own.document})
    made, asked = (
        entry_named("measure", text or "") for text in (application.classification.measure, measure)
    )
    if made is not None and asked is not None and made.key != asked.key:
        yield Note("other-measure", {"made": made.key, "asked": asked.key})


def _carried_by_form(package: Package, group: LeaderGroup | None) -> Carried | None:
    """Return what a form carried that lost its data, as far as it shows that; None for a paper that is no form.

    A form shows prompts as long as something in it is empty; of which measure it is, it says itself, in its language.
    """
    extract = read_extract(package)
    _find_unmarked(extract, group)
    label = next(iter(extract.lines.get(_MEASURE, [])), "")
    measure = decided_by(None, "", label, group)[0].measure(label)
    language = next((one for one in LANGUAGES if measure and measure.label.text(one) == label.strip()), None)
    texts = [text for texts in extract.lines.values() for text in texts]
    texts += ["\n".join(part.text for part in parts) for parts in extract.prose.values()]
    is_form = bool(extract.prompts) or any(is_bracketed(text.strip()) for text in texts)
    if measure is None or language is None or not is_form:
        return None
    blank = blank_application(measure, language)
    application = addressed_to(blank, group, language) if group is not None else blank
    values = application.model_dump(mode="json", exclude_none=True)
    return Carried(TEMPLATE, language, None, False, CARRIED_VERSION, "", values, form=True)  # noqa: FBT003


def _find_unmarked(extract: Extract, group: LeaderGroup | None) -> str:
    """Find the fields of a paper without data by their places, and return which paper it looks like.

    Marks over nothing are none: a program kept them.
    """
    if any(text.strip() for texts in extract.lines.values() for text in texts) or extract.prose:
        return ""
    return find_unknown(extract, group)


def _carried(package: Package) -> Carried | None:
    """Return what the paper says of itself, or None; refuse data that are damaged, newer, or of two papers."""
    parts: list[Carried] = []
    for attributes, text in find_data(package):
        if attributes.get("document") == ASSESSMENT_FORM.key:
            raise FormError(
                "assesses", "the file is a form on which a member of a board assesses applications"
            )
        version = attributes.get("version", "")
        if version.isascii() and version.isdigit() and int(version[:9]) > CARRIED_VERSION:
            raise _newer_version_error(version, CARRIED_VERSION)
        try:
            parts += [read_carried(attributes, text)] if text else []
        except ValueError as error:
            raise FormError("damaged", str(error)) from error
    if len(parts) > 1:
        raise FormError("two-forms", "the file carries the data of two papers; read the two one by one")
    if parts and not parts[0].whole:
        raise FormError("damaged", "the data that the paper carries were changed by hand; use a sound copy")
    return parts[0] if parts else None


def _newer_version_error(version: object, known: int) -> FormError:
    values = {"version": str(version), "known": str(known)}
    return FormError("newer", f"the paper is of version {version}; here {known} is read: upgrade", values)


def _application(carried: Carried, group: LeaderGroup | None) -> Application:
    """Return the application that a paper was made of; data that are whole may be known to another version only."""
    why = ""
    if carried.document not in list_documents(group=group) and carried.group and carried.whole:
        of, known = carried.group, group.name.text("fi") if group is not None else ""
        raise FormError(
            "own-document",
            f"{carried.document!r} is a document of {of}'s own; read it with the group's folder (group=…)",
            {"document": carried.document, "made": of, "known": known},
        )
    if carried.document not in list_documents(group=group) or carried.language not in LANGUAGES:
        why = f"the paper says it is {carried.document!r} in {carried.language!r}"
    else:
        version = carried.values.get("schema_version", SCHEMA_VERSION)
        if isinstance(version, int) and version > SCHEMA_VERSION:
            raise _newer_version_error(version, SCHEMA_VERSION)
        try:
            return application_from(carried.values)
        except LoadError as error:
            why = str(error)
    made, here = carried.library, library_version()
    if made == here:
        raise FormError("damaged", why)
    text = f"the paper was made by version {made} and holds data that {here} does not know; upgrade: {why}"
    raise FormError("other-library", text, {"made": made, "here": here})


def _refuse_foreign(carried: Carried | None, extract: Extract, printed: AsPrinted, looks_like: str) -> None:
    """Refuse a file without anything to be read, and one into which another paper of ours was pasted."""
    if (
        carried is None
        and not extract.anchors
        and looks_like
        and document(looks_like, printed.group).published
    ):
        text = f"the file is a paper that only shows the application ({looks_like}): it has no fields"
        raise FormError("no-form", text, {"document": looks_like})
    if carried is None and not extract.anchors:
        raise FormError("no-form", "the file is no paper of ours: it has neither fields nor data")
    own_tags = (
        any(name in tag for text in texts for tag in _TAG_IN_TEXT.findall(text))
        for name, texts in ((path.rpartition(".")[2], texts) for path, texts in extract.lines.items())
    )
    if carried is None and sum(own_tags) >= _PASTED:
        raise FormError("is-template", "the file is a template: its fields hold the tags that print them")
    single = [texts for tag, texts in extract.lines.items() if "[" not in tag]
    twice = sum(len(texts) > 1 for texts in single)
    tables: dict[str, set[int]] = {}
    for row in extract.rows:
        for tag in (*row.fields, *row.prose) if "]" in row.item else ():
            tables.setdefault(tag, set()).add(row.table)
    in_tables = sum(len(numbers) > 1 for numbers in tables.values())
    is_pasted = twice >= _PASTED and twice * 2 >= len(single)
    if not is_pasted and in_tables < _PASTED and not printed.is_untouched:
        marked = {pattern_of(tag) for tag, anchor in extract.anchors.items() if anchor != PLACE}
        strange = marked - (marked if printed.patterns is None else printed.patterns)
        is_pasted = len(strange) >= _PASTED or printed.holds_other_paper(
            extract, of_any_kind=twice >= _PASTED
        )
    if is_pasted or in_tables >= _PASTED:
        raise FormError(
            "two-forms", "the file holds two papers, one pasted into the other; read each by itself"
        )


def _seeded_rows(values: dict[str, Any], before: Extract) -> frozenset[str]:
    """Make the items that a form shows as rows to be filled, and return their places."""
    shown = (*before.lines, *before.prose)
    places = {tag[: end.end()] for tag in shown for end in _ITEM_END.finditer(tag)}
    waiting = {place for place in places if value_at(values, place) is None}
    for place in sorted(waiting):
        seed(values, place)
    return frozenset(waiting)


def _drop_unanswered(overlay: Overlay, known: int) -> None:
    """Remove the places behind the `known` ones that hold no answer; an answer is an item that is new."""
    items = overlay.values.get(_ANSWERS, [])
    if len(items) <= known:
        return
    answered = [item for item in items[known:] if item.get("answer")]
    overlay.values[_ANSWERS] = [*items[:known], *answered]
    overlay.origins[_ANSWERS] = (*range(known), *(None for _ in answered))


def _without_offered_rows(value: Any) -> Any:  # noqa: ANN401 - plain values of any shape
    """Return values without the rows at the end of a list that say nothing: a blank paper offers them to be filled in.

    One between others keeps its place, so that each row has the number that the paper shows.
    """
    if isinstance(value, dict):
        return {key: _without_offered_rows(inner) for key, inner in value.items()}
    if not isinstance(value, list):
        return value
    said = [number for number, item in enumerate(value, 1) if without_empty(item) != {}]
    return [_without_offered_rows(item) for item in value[: max(said, default=0)]]


def _filled_rows(
    origins: Mapping[str, Sequence[int | None]], values: dict[str, Any]
) -> dict[str, tuple[int | None, ...]]:
    """Return which row of a form each item of a list is in, without those that nobody filled; None for added ones."""
    return {
        path: tuple(
            number
            for number, item in zip(numbers, value_at(values, path) or [], strict=False)
            if without_empty(item)
        )
        for path, numbers in origins.items()
    }


def _order_of(extract: Extract) -> Callable[[str], tuple[int | str, ...]]:
    """Return the order in which changes are reported: fields as the paper has them, then the rows of lists."""
    places = {
        tag: at for at, tag in enumerate(dict.fromkeys((*extract.lines, *extract.prose, *extract.copies)))
    }
    in_rows = {tag for row in extract.rows for tag in (*row.fields, *row.prose) if "[" in tag}

    def order(path: str) -> tuple[int | str, ...]:
        place = places.get(path, len(places))
        if path in places and path not in in_rows:
            return 0, place
        listed, _, rest = path.rpartition("[")
        number = rest.partition("]")[0]
        return 1, -listed.count("["), listed or path, int(number) if listed else len(places), place

    return order


def _leaves(value: Any, path: str) -> Iterator[Change]:  # noqa: ANN401
    """Yield each field of plain values as a change from nothing."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(inner, f"{path}[{index}]")
    else:
        yield Change(path, None, value)


@verb
@exact
def compare(
    one: bytes | str | Path, other: bytes | str | Path, *, group: LeaderGroup | str | Path | None = None
) -> tuple[Change, ...]:
    """Return the fields whose values differ in two papers, as in the first and in the second.

    Papers of different documents are compared by what both show. Rows of lists are matched by what they say: one that
    was added or removed is a single change. If the first paper's application file were updated from the second, these
    changes would be written.

    Args:
        one: The first paper: the content of a DOCX file, or its path.
        other: The second paper.
        group: The Leader group that both were made for: its own documents and templates are known then.

    Raises:
        FormError: One is no paper of ours; and as `read`.
    """
    group = known_group(group)
    return compared(read(one, group=group), read(other, group=group), group)


@exact
def compared(first: Reading, second: Reading, group: LeaderGroup | None = None) -> tuple[Change, ...]:
    """Return the fields whose values differ in two readings, as `compare`.

    Where both papers were made of the same data, each of their rows is known by the place that it had there.
    """
    shown = [fields_shown(reading, group) for reading in (first, second)]
    before, after = (
        seen_in(tree_of(reading.application), lambda path: all(one(path) for one in shown))
        for reading in (first, second)
    )
    return changes_between(before, after, _same_rows(first, second))


def _same_rows(first: Reading, second: Reading) -> dict[str, tuple[int | None, ...]]:
    """Return for each list which row of the first paper each row of the second one is; nothing where nobody knows."""
    if first.base is None or first.base != second.base:
        return {}
    rows = {}
    for path in {*first.origins, *second.origins}:
        if "[" not in path:
            counts = [len(value_at(tree_of(one.application), path) or ()) for one in (first, second)]
            own, other = (
                one.origins.get(path, tuple(range(count)))
                for one, count in zip((first, second), counts, strict=True)
            )
            places = {number: at for at, number in enumerate(own) if number is not None}
            if len(own) == counts[0] and len(other) == counts[1]:
                rows[path] = tuple(places.get(n) if n is not None else None for n in other)
    return rows


_STEP_IN_LIST = re.compile(r"\[[^\]]*\]")


def fields_shown(reading: Reading, group: LeaderGroup | None = None) -> Callable[[str], bool]:
    """Return what says whether a paper has a field or a list, by its path: it shows it, or would if there were any.

    A paper of an earlier version may carry more than it shows, and has that too.
    """
    patterns = {_STEP_IN_LIST.sub("[]", path) for path in reading.anchors}
    for application in (reading.base, reading.application):
        if application is not None:
            patterns |= set(_patterns_in(application.model_dump(mode="json", exclude_none=True)))
    if reading.document:
        made = document(reading.document, group)
        language = reading.application.language
        patterns |= {
            path
            for path in template_of(made.key, language, group if made.names else None).fields
            if not made.carries or path.partition(".")[0].partition("[")[0] in made.carries
        }
    patterns |= {pattern[: at.end()] for pattern in patterns for at in _ITEM_END.finditer(pattern)}
    patterns |= {pattern.removesuffix("[]") for pattern in patterns}
    return lambda path: _STEP_IN_LIST.sub("[]", path) in patterns


def _patterns_in(value: Any, pattern: str = "") -> Iterator[str]:  # noqa: ANN401
    """Yield the patterns of the fields and lists that plain values hold."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _patterns_in(inner, f"{pattern}.{key}" if pattern else key)
    elif isinstance(value, list):
        for inner in value:
            yield f"{pattern}[]"
            yield from _patterns_in(inner, f"{pattern}[]")
    else:
        yield pattern
