"""The application file (TOML or JSON) into an `Application`, or every fault in it at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from hakemus import group as groups
from hakemus.errors import UNSEEN, DataError, Fault, LoadError
from hakemus.model import Application, Assessment, GroupAnswer, Meeting, Part
from hakemus.model.fields import BY_A_PERSON
from hakemus.model.schema import Field, fields_of, schema
from hakemus.programme import keys_of_every_programme, programme_on
from hakemus.reading import parse_json, parse_toml, read_text, rows_of, toml_slips, validated
from hakemus.texts import Language, load_error
from hakemus.values import typed
from hakemus.values.money import exact
from hakemus.values.typed import TypedError

if TYPE_CHECKING:
    from hakemus.group import LeaderGroup

SCHEMA_VERSION = 1

Migration = Callable[[dict[str, Any]], dict[str, Any]]

MIGRATIONS: Mapping[type[Part], Mapping[int, Migration]] = {Application: {}, Assessment: {}, Meeting: {}}
"""For each file, by an older version of the form of its data, what makes values of the next version of them.

A field that is renamed gets an entry here, and old files, papers and forms are read for ever.
"""

PartT = TypeVar("PartT", bound=Part)


@exact
def read_part(path: Path, model: type[PartT]) -> PartT:
    """Return the part of a file, which must say its `schema_version`.

    Raises `FileError` when the file cannot be read, and `LoadError` with every fault when it cannot be understood.
    """
    source, is_json = str(path), path.suffix.lower() == ".json"
    text = read_text(path)
    context = None if is_json else BY_A_PERSON
    slips: tuple[Fault, ...] = ()
    corrected: dict[str, Any] | None = None
    try:
        values = parse_json(text, source) if is_json else parse_toml(text, source)
        return part_from(values, model, source, faults=_missing(values), context=context)
    except (DataError, LoadError) as error:
        codes = {fault.code for fault in error.faults}
        # Where most of thousands of rows are wrong, it is no slip of the pen that made them so.
        if not is_json and _MAY_BE_SLIPS & codes and UNSEEN not in codes:
            slips, corrected = toml_slips(text, {one.path: _written(one) for one in schema(model).values()})
        if isinstance(error, DataError) and corrected is None:
            raise _load_error(slips or error.faults, source, model) from error
        if not slips or corrected is None:
            raise
    # Everything at once: the slips, and what is wrong once they are corrected.
    faults = (*slips, *_missing(corrected))
    return part_from(corrected, model, source, faults=faults, context=context)


def _missing(values: Mapping[str, Any]) -> tuple[Fault, ...]:
    missing = Fault("schema_version", "missing", "", str(SCHEMA_VERSION))
    return () if "schema_version" in values else (missing,)


_MAY_BE_SLIPS = frozenset(
    (
        "syntax",
        "duplicate-key",
        "text-not-closed",
        "ambiguous-number",
        "unknown-key",
        "not-a-list",
        "not-a-table",
    )
)
"""What is found in a file with slips of the pen: also keys that are read under another heading than their own."""


def _written(field: Field) -> str:
    """Return how a field is written: the register's number of a project is a whole number."""
    return "whole" if field.kind == "identifier" and not field.is_text else field.kind


@exact
def part_from(
    values: Mapping[str, Any],
    model: type[PartT],
    source: str,
    *,
    faults: tuple[Fault, ...] = (),
    context: Mapping[str, Any] | None = None,
) -> PartT:
    """Return the part of plain values.

    Args:
        values: The values, of this version of the form of the data or of an older one.
        model: The part.
        source: What messages call the values.
        faults: What is wrong already.
        context: `BY_A_PERSON` when the texts in the values were typed.

    Raises:
        LoadError: With `faults` and every one found.
    """
    values = migrated(values, model)
    version = values.get("schema_version", SCHEMA_VERSION)
    if isinstance(version, int) and version > SCHEMA_VERSION:
        newer = Fault("schema_version", "newer-version", str(version), str(SCHEMA_VERSION))
        raise _load_error([newer], source, model)
    part = validated(model, values, context)
    looked_at = rows_of(values) if isinstance(part, tuple) and part[-1].code == UNSEEN else values
    unknown = tuple(unknown_keys(looked_at, fields_of(model))) if model is Application else ()
    if isinstance(part, tuple):
        # What is no key at all is refused by the model too, which does not know the programme's list.
        lists = {fault.path: fault.allowed for fault in unknown}
        known = [replace(one, allowed=lists.get(one.path, one.allowed)) for one in part]
        rest = [fault for fault in unknown if fault.path not in {one.path for one in part}]
        raise _load_error([*faults, *known, *rest], source, model)
    faults = (*faults, *unknown)
    if faults:
        raise _load_error(faults, source, model)
    return part


def migrated(values: Mapping[str, Any], model: type[Part]) -> Mapping[str, Any]:
    """Return plain values in today's form: those of an older version, version by version; others as they are."""
    steps, version = MIGRATIONS.get(model, {}), values.get("schema_version")
    while isinstance(version, int) and version in steps:
        values, version = steps[version](dict(values)), version + 1
        values["schema_version"] = version
    return values


def unknown_keys(values: Mapping[str, Any], fields: Iterable[Field]) -> Iterator[Fault]:
    """Yield a fault for each key of a list of the programme that the programme of an application does not have.

    The programme is the one that the application names or that is in force on its date; without a date, a key may be
    of any programme.
    """
    day, named = values.get("date"), values.get("classification")
    name = named.get("programme") if isinstance(named, Mapping) else None
    if isinstance(day, str):
        with suppress(TypedError):
            day = typed.day(day)
    if isinstance(day, date) or isinstance(name, str):
        law = programme_on(day if isinstance(day, date) else None, name if isinstance(name, str) else "")
        known = lambda vocabulary: law.vocabulary(vocabulary).keys  # noqa: E731
    else:
        known = cache(keys_of_every_programme)
    yield from _unknown_in(values, _of_lists(fields), known, "")


def _unknown_in(
    values: Mapping[str, Any], fields: tuple[Field, ...], known: Callable[[str], Sequence[str]], prefix: str
) -> Iterator[Fault]:
    for field in fields:
        value, path = values.get(field.name), f"{prefix}{field.name}"
        if (
            isinstance(value, str)
            and field.is_of_programme
            and value not in (keys := known(field.vocabulary))
        ):
            yield Fault(path, "not-allowed", repr(value), ", ".join(keys))
        elif isinstance(value, Mapping):
            yield from _unknown_in(value, _of_lists(field.fields), known, f"{path}.")
        elif isinstance(value, list | tuple) and field.fields:
            inner = _of_lists(field.fields)
            for index, item in enumerate(value):
                if isinstance(item, Mapping):
                    yield from _unknown_in(item, inner, known, f"{path}[{index}].")


def _of_lists(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Return the fields that hold a key of the programme's lists, or other fields."""
    return tuple(field for field in fields if field.is_of_programme or field.fields)


def _load_error(faults: Sequence[Fault], source: str, model: type[Part]) -> LoadError:
    return load_error(faults, source, "" if model is Application else f"{model.__name__.lower()}.")


# An application addressed to a Leader group: the group's name, and a place for the answer to each of its questions.


def addressed_to(application: Application, group: "LeaderGroup", language: Language) -> Application:
    """Return an application to a group, whose questions are in it without an answer where it has none yet.

    >>> from hakemus.group import LeaderGroup
    >>> group = LeaderGroup(name={"fi": "Esimerkki ry"}, questions=[{"key": "hours", "label": {"fi": "Tunnit"}}])
    >>> addressed_to(Application(), group, "fi").group_answers[0].question
    'Tunnit'
    """
    own = group.of_form(group.own_form(application.classification.measure))
    asked = [one.question for one in groups.asked_and_answered(application, own.questions)]
    there = [answer.question for answer in application.group_answers if answer.question]
    lacking = [question for question in asked if not any(question.is_called(text) for text in there)]
    new = tuple(GroupAnswer(question=question.label.text(language)) for question in lacking)
    answers = (*application.group_answers, *new)
    return application.model_copy(
        update={"leader_group": group.name.text(language), "group_answers": answers}
    )


def read_application(path: str | Path) -> Application:
    """Return the application of a TOML or JSON file.

    Raises `FileError` when the file cannot be read, and `LoadError` with every fault when it cannot be understood.
    """
    return read_part(Path(path), Application)


def application_from(values: Mapping[str, Any], source: str = "application") -> Application:
    """Return the application of plain values; raise `LoadError` with every fault found.

    >>> application_from({"project": {"name": "Kylätalon katto"}}).project.name
    'Kylätalon katto'
    """
    return part_from(values, Application, source)
