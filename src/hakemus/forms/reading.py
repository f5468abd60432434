"""A Word form, or a paper that somebody has edited, as a typed application and the list of what changed."""

import re
from collections import Counter
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hakemus.documents import list_documents
from hakemus.documents.carried import CARRIED_VERSION, Carried, read_carried
from hakemus.errors import FormError, LoadError
from hakemus.files import application_from
from hakemus.files.application_file import SCHEMA_VERSION
from hakemus.forms.bare_form import bare_form
from hakemus.forms.by_place import find_by_place, find_unknown, places_of
from hakemus.forms.changes import Change, NotUnderstood
from hakemus.forms.filled import filled, kept_origins
from hakemus.forms.list_merging import merge_lists
from hakemus.forms.merging import Merging
from hakemus.forms.notes import Note, note_on_measure, notes_on
from hakemus.forms.printed_today import PrintedToday, read_extract
from hakemus.forms.putting_back import put_back
from hakemus.forms.tree import seed, value_at, without_empty
from hakemus.forms.unanswered import keep_answered, with_unanswered
from hakemus.group import LeaderGroup
from hakemus.model import Application
from hakemus.packaged import library_version
from hakemus.programme import open_programme
from hakemus.texts import LANGUAGES, known_language, wording
from hakemus.word.extraction import Extract, normal
from hakemus.word.package import Package, find_data, read_package


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
        open_programme(),
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
