"""A Word form, or a paper that somebody has edited, as a typed application and the list of what changed."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Self

from hakemus.assembly import print_paper, subject_of, template_of
from hakemus.case import Case
from hakemus.changes import Change, changes_between, tree_of
from hakemus.errors import FormError, LoadError
from hakemus.files import application_from
from hakemus.files.application_file import SCHEMA_VERSION, addressed_to
from hakemus.files.asked import blank_application
from hakemus.forms.by_place import find_by_place, find_unknown, places_of
from hakemus.forms.form_content import TEMPLATE, print_form
from hakemus.forms.merging import (
    Merging,
    NotUnderstood,
    filled,
    kept_origins,
    merge_lists,
    names,
    put_back,
    seed,
    value_at,
    without_empty,
)
from hakemus.group import LeaderGroup
from hakemus.model import Application
from hakemus.model.schema import is_long
from hakemus.packaged import library_version
from hakemus.papers import document, list_documents
from hakemus.papers.carried import CARRIED_VERSION, Carried, read_carried
from hakemus.programme import entry_named, programme_on
from hakemus.texts import LANGUAGES, Language, known_language, wording
from hakemus.word.data_part import Printed, find_data, squeezed
from hakemus.word.extraction import Extract, Extractor
from hakemus.word.field_text import KnownPrompts, normal
from hakemus.word.package import Package, read_package
from hakemus.word.printing import Shown, is_bracketed

# What a reader should know of a form before its values: who made it when, and whether it is the one that was meant.

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


# The questions of a Leader group that an application does not answer yet, and whose answers a paper may hold.

LIST = "group_answers"


def with_unanswered(
    values: dict[str, Any], base: Application, group: LeaderGroup | None, language: Language
) -> dict[str, Any]:
    """Return the values of an application in which each question that is asked has a place for its answer."""
    if group is None:
        return values
    new = addressed_to(base, group, language).group_answers[len(base.group_answers) :]
    asked = [answer.model_dump(mode="json", exclude_none=True) for answer in new]
    return {**values, LIST: [*values.get(LIST, []), *asked]} if asked else values


def keep_answered(merging: Merging, known: int) -> None:
    """Take away again the places that hold no answer, behind the `known` ones; an answer is an item that is new."""
    items = merging.values.get(LIST, [])
    if len(items) <= known:
        return
    answered = [item for item in items[known:] if item.get("answer")]
    merging.values[LIST] = [*items[:known], *answered]
    if not merging.values[LIST]:
        del merging.values[LIST]
    new = [f"{LIST}[{place}].answer" for place in range(known, len(items))]
    merging.changes[:] = [
        *(change for change in merging.changes if change.path not in new),
        *(Change(f"{LIST}[{known + at}]", None, item) for at, item in enumerate(answered)),
    ]
    merging.origins[LIST] = (*range(known), *(None for _ in answered))


# A form whose data a program dropped: which form it was, told by what it still shows.

_MEASURE = "classification.measure"


def bare_form(extract: Extract, group: LeaderGroup | None) -> Carried | None:
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


# What a paper held when it was made, so that only what differs is read as somebody's change.


@dataclass(frozen=True, slots=True)
class PrintedToday:
    """A paper as it was made: printed anew today, and what it tells itself, in case today's template is another."""

    before: Extract | None = None
    printed: Printed | None = None
    shown: Mapping[str, str] = field(default_factory=dict)
    template: str = ""
    is_other: bool = False
    texts: frozenset[str] = frozenset()
    is_of_group: bool = False
    is_form: bool = False

    @classmethod
    def of(cls, base: Application, carried: Carried, group: LeaderGroup | None) -> Self:
        """Return the same paper, made anew."""
        known = known_language(carried.language)
        law = programme_on(carried.on, base.classification.programme, base.classification.measure)
        case = Case(base, law, carried.on or law.first_day, group, known)
        subject = subject_of(case, draft=carried.draft)
        paper = document(carried.document)
        printed = (
            print_form(subject, data=False, day=carried.on)
            if carried.form
            else print_paper(paper, subject, data=False)
        )
        before = read_extract(read_package(printed), in_line=() if carried.form else None)
        template = template_of(paper.key, known, group).digest
        copies = (text for texts in before.copies.values() for text in texts)
        outside = (text for _, text in before.outside)
        texts = frozenset(squeezed(text) for text in (*copies, *before.beside, *outside, *before.titles))
        is_other = carried.template != template or carried.library != library_version()
        shown = dict(_shown(paper.content(subject)))
        is_of_group = carried.group == (group.name.text(known) if group is not None else "")
        return cls(before, carried.printed, shown, template, is_other, texts, is_of_group, carried.form)

    @property
    def in_line(self) -> Collection[str] | None:
        """Return the long texts that stand in a line; None where today's print does not know the group's templates."""
        return self.before.in_line if self.before is not None and (self.is_form or self.is_of_group) else None

    @property
    def prompts(self) -> KnownPrompts | None:
        """Return the prompts that the paper was made with, as far as today's print and what it tells itself go."""
        if self.before is None:
            return None
        told = self.printed is not None and self.printed.prompts is not None
        return KnownPrompts(
            self.before.prompts, self._holds_prompt, are_all=told or (self.is_of_group and not self.is_other)
        )

    def _holds_prompt(self, text: str) -> bool:
        return self.printed is not None and self.printed.holds_prompt(text)

    def is_fixed(self, text: str) -> bool:
        """Return whether a paragraph that is no field's stood there when the paper was made."""
        return squeezed(text) in self.texts or (self.printed is not None and self.printed.holds(text))

    def typed_outside(self, extract: Extract, taken: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield what was not printed by us, with its heading; a copy of a field whose anchors were dropped was.

        `taken` are texts that were read though they have no anchor.
        """
        left = Counter(map(squeezed, taken))
        for heading, text in extract.outside:
            if left[squeezed(text)] > 0:
                left[squeezed(text)] -= 1
            elif not self.is_fixed(text):
                yield heading, text


def read_extract(
    package: Package,
    is_fixed: Callable[[str], bool] | None = None,
    prompts: KnownPrompts | None = None,
    in_line: Collection[str] | None = None,
) -> Extract:
    """Return what a paper holds; long texts that stand `in_line` are read as short ones.

    Where nobody knows which these are, those that stand in the midst of other text.
    """

    def read(short: frozenset[str]) -> Extract:
        extractor = Extractor(
            package, names(), lambda tag: is_long(tag) and tag not in short, is_fixed, prompts
        )
        return extractor.read()

    short = frozenset(in_line or ())
    extract = read(short)
    if in_line is None and extract.in_line:
        short = frozenset(extract.in_line)
        extract = read(short)
    extract.in_line = [*short]
    return extract


def _shown(content: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """Yield every field of a paper's content with its text."""
    if isinstance(content, Shown):
        yield content.tag, str(content)
    elif isinstance(content, Mapping):
        for inner in content.values():
            yield from _shown(inner)
    elif isinstance(content, list | tuple):
        for inner in content:
            yield from _shown(inner)


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


def read(
    source: bytes | str | Path, *, group: LeaderGroup | None = None, measure: str | None = None
) -> Reading:
    """Return the application of a paper or form that was filled or edited in Word.

    Fields that the paper does not show are as it carries them. With the `group` that it was made for, the group's own
    templates and questions are known. `notes` tell when it is of another group or `measure` than these.
    Raises `FileError` and `PackageError` for a file that is no sound DOCX, `FormError` for one that is none of our
    papers, is of a newer version, or holds two papers.
    """
    package = read_package(source)
    own = _carried(package)
    carried = own or _carried_by_form(package, group)
    base = _application(carried) if carried is not None else Application()
    today = PrintedToday.of(base, carried, group) if carried is not None else PrintedToday()
    extract = read_extract(package, today.is_fixed, today.prompts, today.in_line)
    taken = _by_place(extract, carried, today, group)
    _refuse_foreign(carried, extract)
    values = base.model_dump(mode="json", exclude_none=True)
    waiting = _waiting(values, today.before) if carried is not None and carried.form else frozenset()
    asked = None if carried is None or carried.form else group
    merging = Merging(
        deepcopy(with_unanswered(values, base, asked, base.language)),
        extract,
        today.before,
        programme_on(base.date, base.classification.programme, base.classification.measure),
        _gaps(),
        waiting=waiting,
        printed=today.printed,
        shown=today.shown,
        loose=today.is_other,
        taken=taken,
    )
    merging.merge_fields()
    merge_lists(merging)
    if asked is not None:
        keep_answered(merging, len(base.group_answers))
    application, origins = _accepted(merging, values), merging.origins
    if waiting:
        origins = kept_origins(origins, merging.values, base.model_dump(mode="json", exclude_none=True))
        application = application_from(without_empty(merging.values))
    return Reading(
        application,
        filled(base, application) if waiting else tuple(merging.changes),
        tuple(merging.problems),
        tuple(Outside(*one) for one in today.typed_outside(extract, merging.taken))
        if carried is not None
        else (),
        carried.document if carried is not None else "",
        dict(extract.anchors),
        extract.tracked,
        base if own is not None else None,
        dict(origins),
        (
            *notes_on(own, today.template, group, is_known=carried is not None),
            *note_on_measure(application, measure),
        ),
    )


def _carried_by_form(package: Package, group: LeaderGroup | None) -> Carried | None:
    """Return what a form carried that lost its data, as far as it shows that; None for a paper that is no form."""
    extract = read_extract(package)
    _find_unmarked(extract, group)
    return bare_form(extract, group)


def _find_unmarked(extract: Extract, group: LeaderGroup | None) -> None:
    """Find the fields of a paper without data by their places; marks over nothing are none: a program kept them."""
    if not any(text.strip() for texts in extract.lines.values() for text in texts) and not extract.prose:
        find_unknown(extract, group)


def _by_place(
    extract: Extract, carried: Carried | None, today: PrintedToday, group: LeaderGroup | None
) -> list[str]:
    """Find the fields of which no anchor is left, and return their texts."""
    if carried is None:
        _find_unmarked(extract, group)
        return []
    before = today.before
    if before is None or before.anchors.keys() <= extract.anchors.keys():
        return []
    places = places_of(carried.document, known_language(carried.language), group)
    return find_by_place(extract, before, places, today.is_fixed, today.prompts)


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


def _waiting(values: dict[str, Any], before: Extract | None) -> frozenset[str]:
    """Make the items that a form shows as rows to be filled, and return their places."""
    shown = (*before.lines, *before.prose) if before is not None else ()
    places = {tag[: end.end()] for tag in shown for end in _ITEM_END.finditer(tag)}
    waiting = {place for place in places if value_at(values, place) is None}
    for place in sorted(waiting):
        seed(values, place)
    return frozenset(waiting)


def _accepted(merging: Merging, base: dict[str, Any]) -> Application:
    """Return the application; a value that the model refuses is told, and what was there before stays."""
    rounds = 1 + len(merging.changes) + len(merging.extract.lines)  # each takes one out at least
    for _ in range(rounds):
        try:
            return application_from(merging.values)
        except LoadError as error:
            for fault in {fault.path: fault for fault in error.faults}.values():
                put_back(merging, base, fault)
    raise FormError("damaged", "what was typed cannot be made an application")


def _gaps() -> frozenset[str]:
    return frozenset(normal(wording(language).message("documents.to-complete")) for language in LANGUAGES)


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
