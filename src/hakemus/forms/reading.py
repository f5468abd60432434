"""A Word form, or a paper that somebody has edited, as a typed application and the list of what changed."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from hakemus.changes import Change, changes_between, tree_of
from hakemus.errors import FormError, LoadError
from hakemus.files import application_from
from hakemus.files.application_file import SCHEMA_VERSION, addressed_to
from hakemus.files.asked import blank_application
from hakemus.forms.as_printed import AsPrinted, read_extract
from hakemus.forms.by_place import find_by_place, find_unknown
from hakemus.forms.form_content import TEMPLATE
from hakemus.forms.overlay import NotUnderstood, Overlay
from hakemus.group import LeaderGroup
from hakemus.model import Application
from hakemus.packaged import library_version
from hakemus.papers import document, list_documents
from hakemus.papers.carried import CARRIED_VERSION, Carried, read_carried
from hakemus.programme import entry_named, programme_on
from hakemus.texts import LANGUAGES
from hakemus.values.paths import seed, value_at, without_empty
from hakemus.word.data_part import find_data
from hakemus.word.extraction import Extract
from hakemus.word.package import Package, read_package
from hakemus.word.printing import is_bracketed

NoteCode = Literal[
    "no-data", "outside-unknown", "older", "other-library", "other-template", "other-group", "other-measure"
]


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know of a form; `code` names it, `values` are what its message tells.

    `no-data`: it carries none, so nobody knows what was changed. `outside-unknown`: nor what was written beside the
    fields, which is not told then. `older`: its data were of an older version, and are
    read as those of today. `other-library`, `other-template`: it was made by another version of this library, or with a
    template that has changed since. `other-group`, `other-measure`: it is of another Leader group, or another form of
    support, than was asked for.
    """

    code: NoteCode
    values: dict[str, str] = field(default_factory=dict)


def notes_on(
    carried: Carried | None, template: str, group: LeaderGroup | None, *, is_known: bool
) -> Iterator[Note]:
    """Yield what the data of a form say of it.

    `template` is the digest of today's template; without data, `is_known` tells whether today's print is known all the
    same, as that of a form is.
    """
    if carried is None:
        yield Note("no-data")
        if not is_known:
            yield Note("outside-unknown")
        return
    if carried.version < CARRIED_VERSION:
        yield Note("older", {"version": str(carried.version), "known": str(CARRIED_VERSION)})
    if carried.library != library_version():
        yield Note("other-library", {"made": carried.library, "here": library_version()})
    if group is not None and carried.group and not group.is_called(carried.group):
        yield Note("other-group", {"made": carried.group, "asked": group.name.text("fi")})
    elif carried.template and carried.template != template:
        yield Note("other-template", {"document": carried.document})


def note_on_measure(application: Application, measure: str | None) -> Iterator[Note]:
    """Yield a note when an application is for another measure than was asked for; `measure` is a key or a name."""
    if measure is None:
        return
    found, asked = (
        entry_named("measure", text) for text in (application.classification.measure or "", measure)
    )
    if asked is not None and found is not None and asked.key != found.key:
        yield Note("other-measure", {"made": found.key, "asked": asked.key})


@dataclass(frozen=True, slots=True)
class Outside:
    """A text that is no field's and was not printed by us: the heading it stands under, and what was typed."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a form says: the application, what changed since it was made, and what was not understood.

    `changes` are told from the data that the paper carries; without them, everything read is a change. `outside` is
    what was written beside the fields. `document` is empty where the paper does not say which it is; `anchors` tells
    by what each field was found (`tag`, `bookmark`, `place`). `tracked` is true where changes were tracked: they are
    read as if accepted. `base` is the application as the paper was made with, None without data; `origins` tells of
    each list that the paper shows, by its path in `base`, which item there each item of `application` was: None for one
    that is new. `notes` is what to know of the paper as a whole.
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

    @property
    def anchor_counts(self) -> dict[str, int]:
        """Return how many fields were found by what."""
        return dict(Counter(self.anchors.values()))


_PASTED = 3
"""So many fields that stand twice, and half of all, are no slip of a pen."""
_ITEM_END = re.compile(r"\]")
_ANSWERS = "group_answers"
_MEASURE = "classification.measure"


def read(
    source: bytes | str | Path, *, group: LeaderGroup | None = None, measure: str | None = None
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
    """
    # What the file holds, and how that was printed.
    package = read_package(source)
    own = _carried(package)
    carried = own or _carried_by_form(package, group)
    base = _application(carried) if carried is not None else Application()
    printed = AsPrinted(carried, base, group)
    extract = read_extract(package, printed.is_fixed, printed.prompts, printed.in_line)
    printed = printed.compared_with(extract)
    found = _found_by_place(extract, printed)
    _refuse_foreign(carried, extract)

    # What was typed, laid over the values that the paper was made of.
    is_form = carried is not None and carried.form
    is_asked = carried is not None and group is not None and not is_form
    values = base.model_dump(mode="json", exclude_none=True)
    laid, waiting = deepcopy(values), frozenset[str]()
    if is_form:
        waiting = _seed_waiting(laid, printed.anew)
    elif is_asked and group is not None:  # a place for the answer of each question that the group asks by now
        asked = addressed_to(base, group, base.language).model_dump(mode="json", exclude_none=True)
        laid[_ANSWERS] = asked.get(_ANSWERS, [])
    law = programme_on(base.date, base.classification.programme, base.classification.measure)
    overlay = Overlay(laid, extract, printed, law, waiting, found)
    overlay.lay()
    if is_asked:
        _drop_unanswered(overlay, len(base.group_answers))
    application, origins = overlay.accepted(values), dict(overlay.origins)

    # What that changes; without data, everything that was read.
    if is_form:
        origins = _kept_origins(origins, overlay.values, values)
        application = application_from(without_empty(overlay.values))
        before, after = (without_empty(tree_of(one)) for one in (base, application))
        changes = changes_between(before, after, origins)
    else:
        if carried is not None:
            differing = changes_between(values, overlay.values, origins)
        else:
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
        (
            *notes_on(own, printed.template, group, is_known=carried is not None),
            *note_on_measure(application, measure),
        ),
    )


def _carried_of_form(extract: Extract, group: LeaderGroup | None) -> Carried | None:
    """Return what the form carried when it was made, or None for a paper that is no form.

    A form shows prompts as long as something in it is empty; of which measure it is, it says itself, in its language.
    """
    label = next(iter(extract.lines.get(_MEASURE, [])), "")
    measure = programme_on(None, measure=label).measure(label)
    language = next((one for one in LANGUAGES if measure and measure.label.text(one) == label.strip()), None)
    if measure is None or language is None or not _shows_prompts(extract):
        return None
    blank = blank_application(measure, language)
    application = addressed_to(blank, group, language) if group is not None else blank
    values = application.model_dump(mode="json", exclude_none=True)
    return Carried(TEMPLATE, language, None, False, CARRIED_VERSION, "", values, form=True)  # noqa: FBT003


def _shows_prompts(extract: Extract) -> bool:
    lines = (text for texts in extract.lines.values() for text in texts)
    long = (paragraph.text for paragraphs in extract.prose.values() for paragraph in paragraphs)
    return bool(extract.prompts) or any(is_bracketed(text.strip()) for text in (*lines, *long))


def _carried_by_form(package: Package, group: LeaderGroup | None) -> Carried | None:
    """Return what a form carried that lost its data, as far as it shows that; None for a paper that is no form."""
    extract = read_extract(package)
    _find_unmarked(extract, group)
    return _carried_of_form(extract, group)


def _find_unmarked(extract: Extract, group: LeaderGroup | None) -> None:
    """Find the fields of a paper without data by their places; marks over nothing are none: a program kept them."""
    if not any(text.strip() for texts in extract.lines.values() for text in texts) and not extract.prose:
        find_unknown(extract, group)


def _found_by_place(extract: Extract, printed: AsPrinted) -> list[str]:
    """Add the fields of which no anchor is left, and return their texts."""
    if not printed.is_known:
        _find_unmarked(extract, printed.group)
        return []
    is_whole = printed.is_untouched or printed.anew.anchors.keys() <= extract.anchors.keys()
    return [] if is_whole else find_by_place(extract, printed)


def _carried(package: Package) -> Carried | None:
    try:
        parts = [read_carried(*part) for part in find_data(package) if _is_known(*part)]
    except ValueError as error:
        raise FormError("damaged", str(error)) from error
    if len(parts) > 1:
        raise FormError("two-forms", "the file carries the data of two papers; read the two one by one")
    if parts and not parts[0].whole:
        raise FormError("damaged", "the data that the paper carries were changed by hand; use a sound copy")
    return parts[0] if parts else None


def _is_known(attributes: Mapping[str, str], text: str) -> bool:
    version = attributes.get("version", "")
    if version.isdigit() and int(version) > CARRIED_VERSION:
        raise _newer(version, CARRIED_VERSION)
    return bool(text)


def _newer(version: object, known: int) -> FormError:
    values = {"version": str(version), "known": str(known)}
    return FormError("newer", f"the paper is of version {version}; here {known} is read: upgrade", values)


def _application(carried: Carried) -> Application:
    if carried.document not in list_documents() or carried.language not in LANGUAGES:
        raise _unknown(carried, f"the paper says it is {carried.document!r} in {carried.language!r}")
    version = carried.values.get("schema_version", SCHEMA_VERSION)
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise _newer(version, SCHEMA_VERSION)
    try:
        return application_from(carried.values)
    except LoadError as error:
        raise _unknown(carried, str(error)) from error


def _unknown(carried: Carried, why: str) -> FormError:
    """Return the error of data that are whole and yet not known: another version may know them."""
    made, here = carried.library, library_version()
    if made == here:
        return FormError("damaged", why)
    told = f"the paper was made by version {made} and holds data that {here} does not know; upgrade: {why}"
    return FormError("other-library", told, {"made": made, "here": here})


def _refuse_foreign(carried: Carried | None, extract: Extract) -> None:
    """Refuse a file without anything of ours, and one into which another paper of ours was pasted."""
    if carried is None and not extract.anchors:
        raise FormError("no-form", "the file is no paper of ours: it has neither fields nor data")
    single = [texts for tag, texts in extract.lines.items() if "[" not in tag]
    twice = sum(len(texts) > 1 for texts in single)
    if twice >= _PASTED and twice * 2 >= len(single):
        raise FormError(
            "two-forms", "the file holds two papers, one pasted into the other; read each by itself"
        )


def _seed_waiting(values: dict[str, Any], before: Extract) -> frozenset[str]:
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


def _kept_origins(
    origins: Mapping[str, Sequence[int | None]], values: dict[str, Any], base: dict[str, Any]
) -> dict[str, tuple[int | None, ...]]:
    """Return which item of the list in `base` each item was, without those that nobody filled; None for new ones."""
    kept = {}
    for path, numbers in origins.items():
        known, items = value_at(base, path) or [], value_at(values, path) or []
        kept[path] = tuple(
            number if number is not None and number < len(known) else None
            for number, item in zip(numbers, items, strict=False)
            if without_empty(item)
        )
    return kept


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


# What differs between two papers: the fields that both carry.


def compare(one: bytes | str | Path, other: bytes | str | Path) -> tuple[Change, ...]:
    """Return the fields whose values differ in two papers, as in the first and in the second.

    Papers of different documents are compared by what both carry. Rows of lists are matched by what they say: one that
    was added or removed is a single change. If the first paper's application file were updated from the second, these
    changes would be written.

    Args:
        one: The first paper: the content of a DOCX file, or its path.
        other: The second paper.

    Raises:
        FormError: One is no paper of ours; and as `read`.
    """
    first, second = read(one), read(other)
    shared = _carried_fields(first) & _carried_fields(second)
    before, after = (
        {name: value for name, value in tree_of(reading.application).items() if name in shared}
        for reading in (first, second)
    )
    return changes_between(before, after, {})


def _carried_fields(reading: Reading) -> frozenset[str]:
    carries = document(reading.document).carries if reading.document else ()
    return frozenset(carries or Application.model_fields)
