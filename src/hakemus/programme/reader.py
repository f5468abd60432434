"""A folder of data files into a `Programme`, or every fault of every file at once."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from hakemus.errors import DataError, Fault, FileError, ParameterError
from hakemus.programme.law import (
    Checked,
    DatedMark,
    DatedValue,
    DecidingDay,
    MarkKind,
    NumberUnit,
    Parameter,
    Programme,
    Unit,
    Value,
)
from hakemus.programme.vocabularies import (
    Certainty,
    Entry,
    Label,
    Reference,
    Section,
    Title,
    Vocabulary,
    names_of,
)
from hakemus.reading import faults_of, read_own

# Whether a value in a data file is what its unit or column asks for, and what it is as an object.

_DECIMAL = re.compile(r"\d+\.\d+")
_WHOLE_CENTS = -2
_ALL = 100
_NUMBER = 'a whole number, or a decimal number in quotes such as "37.5"; not below 0'

T = TypeVar("T")

Names = Mapping[str, Sequence[str]]
"""The keys of each vocabulary, by its name."""


class FaultyError(Exception):
    """A value cannot be taken: the faults say why. It never leaves the programme's reader."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults = faults


def parameter_value(path: str, value: object, unit: Unit, vocabulary: Sequence[str]) -> Value:
    """Return a parameter's value as an object; raise `FaultyError` when it is not what the unit asks for."""
    if unit in get_args(NumberUnit):
        if isinstance(value, list):
            return _several(path, value, lambda place, item: _amount(place, item, unit))
        return _amount(path, value, unit)
    if unit == "keys":
        return keys(path, value, vocabulary)
    if unit == "yes-no":
        return _yes_no(path, value)
    if unit == "date":
        return _day(path, value)
    return _label(path, value)


def column_value(path: str, value: object, kind: str, names: Names) -> Any:  # noqa: ANN401
    """Return a vocabulary's column as an object; raise `FaultyError` when it is not of the kind declared."""
    kind, _, vocabulary = kind.removesuffix("?").partition(":")
    allowed = names.get(vocabulary, ())
    readers: dict[str, Callable[[str, object], Any]] = {
        "text": _text,
        "texts": lambda place, item: _several(place, item, _text),
        "number": _number,
        "yes-no": _yes_no,
        "date": _day,
        "key": lambda place, item: _key(place, item, allowed),
        "keys": lambda place, item: keys(place, item, allowed),
    }
    return readers[kind](path, value)


def keys(path: str, value: object, allowed: Sequence[str]) -> tuple[str, ...]:
    """Return a list of keys, each of them in the vocabulary and none twice; raise `FaultyError` otherwise."""
    found = _several(path, value, lambda place, item: _key(place, item, allowed))
    if len(set(found)) < len(found):
        raise FaultyError(Fault(path, "repeated", ", ".join(found), "each key once"))
    return found


def _several(path: str, value: object, read: Callable[[str, object], T]) -> tuple[T, ...]:
    if not isinstance(value, list) or not value:
        raise FaultyError(Fault(path, "not-a-list", repr(value), "a list that is not empty"))
    taken: list[T] = []
    faults: list[Fault] = []
    for place, item in enumerate(value):
        try:
            taken.append(read(f"{path}[{place}]", item))
        except FaultyError as faulty:
            faults.extend(faulty.faults)
    if faults:
        raise FaultyError(*faults)
    return tuple(taken)


def _number(path: str, value: object) -> Decimal:
    if isinstance(value, Decimal | float):
        raise FaultyError(Fault(path, "float", str(value), _NUMBER))
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return Decimal(value)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise FaultyError(Fault(path, "not-a-number", repr(value), _NUMBER))
    return Decimal(value)


def _amount(path: str, value: object, unit: Unit) -> Decimal:
    number = _number(path, value)
    if unit == "per cent" and number > _ALL:
        raise FaultyError(Fault(path, "too-large", str(number), "≤ 100"))
    if unit.startswith("EUR") and number.as_tuple().exponent < _WHOLE_CENTS:  # type: ignore[operator]
        raise FaultyError(Fault(path, "decimals", str(number), "whole cents"))
    return number


def _yes_no(path: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise FaultyError(Fault(path, "not-yes-no", repr(value), "true or false"))


def _day(path: str, value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise FaultyError(Fault(path, "not-a-date", repr(value), "a date such as 2023-04-06, without quotes"))


def _text(path: str, value: object) -> str:
    if isinstance(value, str) and value and value == " ".join(value.split()):
        return value
    raise FaultyError(Fault(path, "not-text", repr(value), "one line of text that is not empty"))


def _key(path: str, value: object, allowed: Sequence[str]) -> str:
    if isinstance(value, str) and value in allowed:
        return value
    raise FaultyError(Fault(path, "not-allowed", repr(value), ", ".join(allowed)))


def _label(path: str, value: object) -> Label:
    try:
        return Label.model_validate(value)
    except ValidationError as error:
        faults = faults_of(error, Label)
        raise FaultyError(*(_below(path, fault) for fault in faults)) from error


def _below(path: str, fault: Fault) -> Fault:
    inner = f"{path}.{fault.path}" if fault.path else path
    return Fault(inner, fault.code, fault.found, fault.allowed, fault.suggestion)


# What the files of a programme look like: every key they may hold, and which of them must be there.

_ADDRESS = re.compile(r"https://[a-z0-9.-]+(/[^\s…]*)?")
_COLUMN_KIND = re.compile(r"(text|texts|number|yes-no|date|key:\w+|keys:\w+)\??")


def _address(text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        raise PydanticCustomError("address", "address", {"allowed": "a whole https:// address"})
    return text


def _column_kind(text: str) -> str:
    if not _COLUMN_KIND.fullmatch(text):
        allowed = "text, texts, number, yes-no, date, key:LIST or keys:LIST; with ? it may be left out"
        raise PydanticCustomError("column-kind", "column-kind", {"allowed": allowed})
    return text


class Table(BaseModel):
    """A table of a data file: strict, and without a key that is not named here."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class SourceTable(Table):
    """An act or a page that facts are taken from; `sources.toml` holds them by key."""

    title: Title
    address: Annotated[str, AfterValidator(_address)]


class ReferenceTable(Table):
    """Where a fact stands: the key of a source, and the section of it."""

    source: str
    section: Section


class ProgrammeTable(Table):
    """`programme.toml`: what the programme is called, and from when to when its law is in force."""

    label: Label
    start: Annotated[date, Field(alias="from")]
    end: Annotated[date | None, Field(alias="to")] = None
    fund: str = ""
    certainty: Certainty
    reference: ReferenceTable


class EntryTable(Table):
    """What holds from a day on: a value, or that it is repealed, set by each group, or not known."""

    start: Annotated[date, Field(alias="from")]
    value: Any = None
    repealed: Literal[True] | None = None
    set_by: Literal["group"] | None = None
    unknown: Literal[True] | None = None
    note: Label | None = None
    certainty: Certainty
    reference: ReferenceTable

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        said = [
            name for name in ("value", "repealed", "set_by", "unknown") if getattr(self, name) is not None
        ]
        if len(said) != 1:
            context = {
                "found": ", ".join(said) or "none",
                "allowed": "one of: value, repealed, set_by, unknown",
            }
            raise PydanticCustomError("not-one", "not-one", context)
        return self


class ParameterTable(Table):
    """A value of the law through time."""

    label: Label
    unit: Unit
    decided_by: DecidingDay
    vocabulary: str = ""
    checked: Checked | None = None
    finding: str = ""
    values: Annotated[tuple[EntryTable, ...], Field(strict=False, min_length=1)]

    @model_validator(mode="after")
    def _keys_come_from_a_vocabulary(self) -> Self:
        if (self.unit == "keys") != bool(self.vocabulary):
            context = {
                "found": self.vocabulary or "none",
                "allowed": "a vocabulary when the unit is `keys`, else none",
            }
            raise PydanticCustomError("vocabulary", "vocabulary", context)
        return self


class ParameterFile(Table):
    """A file of parameters; each table is read by itself, so that a fault names the key it meant."""

    parameters: dict[str, dict[str, Any]]


class VocabularyFile(Table):
    """A file of a vocabulary; `columns` names what else its entries hold, and of what kind."""

    label: Label
    complete: bool
    columns: dict[str, Annotated[str, AfterValidator(_column_kind)]] = {}
    entries: dict[str, dict[str, Any]]


class VocabularyEntryTable(Table):
    """One entry of a vocabulary."""

    label: Label
    certainty: Certainty
    reference: ReferenceTable
    columns: dict[str, Any] = {}


PROGRAMME_FILE = "programme.toml"
SOURCES_FILE = "sources.toml"
VOCABULARIES_FOLDER = "vocabularies"

_KEY = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
_Table = TypeVar("_Table", bound=BaseModel)


def read_programme(folder: Path) -> Programme:
    """Return the programme whose data files are in a folder; raise `ParameterError` with every fault of them.

    `programme.toml` names it, `sources.toml` holds the sources, `vocabularies/` the vocabularies, and every
    other `NAME.toml` parameters, whose path is `NAME.KEY`.
    """
    return _FolderReader(folder).read()


class _FolderReader:
    """Reads one folder once, and gathers the faults on the way."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._faults: list[Fault] = []
        self._sources: Mapping[str, SourceTable] = {}
        self._names: Names = {}

    def read(self) -> Programme:
        head = self._head()
        vocabularies = self._vocabularies()
        parameters = self._parameters()
        if head is not None:
            self._expect_sound(head)
        if head is None or self._faults:
            message = f"the data files in {self._folder} are not sound; mend what is listed"
            raise ParameterError(message, self._faults)
        return Programme(
            name=self._folder.name,
            label=head.label,
            first_day=head.start,
            certainty=head.certainty,
            reference=self._reference(head.reference, ""),
            parameters_by_path=MappingProxyType({parameter.path: parameter for parameter in parameters}),
            vocabularies_by_name=MappingProxyType(
                {vocabulary.name: vocabulary for vocabulary in vocabularies}
            ),
            last_day=head.end,
            fund=head.fund,
        )

    def _expect_sound(self, head: ProgrammeTable) -> None:
        place = f"{PROGRAMME_FILE}: "
        if head.end is not None and head.end < head.start:
            self._fault(f"{place}to", "too-small", str(head.end), f"{head.start} or later")
        funds = self._names.get("programme", ())
        if head.fund and head.fund not in funds:
            self._fault(f"{place}fund", "not-allowed", head.fund, ", ".join(funds))

    def _head(self) -> ProgrammeTable | None:
        raw = self._values(SOURCES_FILE) or {}
        tables = (
            (key, self._table(SourceTable, table, f"{SOURCES_FILE}: {key}")) for key, table in raw.items()
        )
        self._sources = {key: table for key, table in tables if table is not None}
        head = self._table(ProgrammeTable, self._values(PROGRAMME_FILE), f"{PROGRAMME_FILE}: ")
        if head is not None:
            self._reference(head.reference, f"{PROGRAMME_FILE}: reference")
        return head

    def _vocabularies(self) -> list[Vocabulary]:
        files: dict[str, VocabularyFile] = {}
        for path in sorted((self._folder / VOCABULARIES_FOLDER).glob("*.toml")):
            name = f"{VOCABULARIES_FOLDER}/{path.name}"
            table = self._table(VocabularyFile, self._values(name), f"{name}: ")
            if table is not None:
                files[path.stem] = table
        self._names = {name: tuple(table.entries) for name, table in files.items()}
        return [self._vocabulary(name, table) for name, table in files.items()]

    def _vocabulary(self, name: str, table: VocabularyFile) -> Vocabulary:
        place = f"{VOCABULARIES_FOLDER}/{name}.toml: "
        self._expect_vocabularies(place, table.columns)
        entries: list[Entry] = []
        index: dict[str, Entry] = {}
        for key, raw in table.entries.items():
            entry = self._entry(key, raw, table.columns, f"{place}entries.{key}")
            if entry is None:
                continue
            entries.append(entry)
            for form in sorted(names_of(entry.key, entry.label)):
                other = index.setdefault(form, entry)
                if other is not entry:
                    self._fault(
                        f"{place}entries.{key}", "same-name", form, f"a name other than that of {other.key}"
                    )
        return Vocabulary(name, table.label, table.complete, tuple(entries), MappingProxyType(index))

    def _expect_vocabularies(self, place: str, columns: Mapping[str, str]) -> None:
        for column, kind in columns.items():
            _, _, vocabulary = kind.removesuffix("?").partition(":")
            if vocabulary and vocabulary not in self._names:
                self._fault(
                    f"{place}columns.{column}", "unknown-vocabulary", vocabulary, ", ".join(self._names)
                )

    def _entry(self, key: str, raw: object, kinds: Mapping[str, str], place: str) -> Entry | None:
        self._expect_key(key, place)
        table = self._table(VocabularyEntryTable, raw, place)
        if table is None:
            return None
        columns: dict[str, Any] = {}
        for name, value in table.columns.items():
            if name not in kinds:
                self._fault(f"{place}.columns.{name}", "unknown-key", name, ", ".join(kinds))
                continue
            try:
                columns[name] = column_value(f"{place}.columns.{name}", value, kinds[name], self._names)
            except FaultyError as faulty:
                self._faults.extend(faulty.faults)
        for name, kind in kinds.items():
            if name not in table.columns and not kind.endswith("?"):
                self._fault(f"{place}.columns.{name}", "missing", "", kind)
        reference = self._reference(table.reference, f"{place}.reference")
        return Entry(key, table.label, table.certainty, reference, MappingProxyType(columns))

    def _parameters(self) -> list[Parameter]:
        parameters: list[Parameter] = []
        for path in sorted(self._folder.glob("*.toml")):
            if path.name in {PROGRAMME_FILE, SOURCES_FILE}:
                continue
            self._expect_key(path.stem, path.name)
            file = self._table(ParameterFile, self._values(path.name), f"{path.name}: ")
            if file is None:
                continue
            read = (self._parameter(path.stem, key, raw) for key, raw in file.parameters.items())
            parameters.extend(parameter for parameter in read if parameter is not None)
        return parameters

    def _parameter(self, file: str, key: str, raw: object) -> Parameter | None:
        place = f"{file}.toml: parameters.{key}"
        self._expect_key(key, place)
        table = self._table(ParameterTable, raw, place)
        if table is None:
            return None
        if table.vocabulary and table.vocabulary not in self._names:
            self._fault(f"{place}.vocabulary", "unknown-vocabulary", table.vocabulary, ", ".join(self._names))
            return None
        self._expect_order(place, [entry.start for entry in table.values])
        path = f"{file}.{key}"
        read = [
            self._dated(path, f"{place}.values[{number}]", entry, table)
            for number, entry in enumerate(table.values)
        ]
        timeline = tuple(entry for entry in read if entry is not None)
        return Parameter(
            path,
            table.label,
            table.unit,
            table.decided_by,
            timeline,
            table.vocabulary,
            table.checked,
            table.finding,
        )

    def _dated(
        self, path: str, place: str, entry: EntryTable, table: ParameterTable
    ) -> DatedValue | DatedMark | None:
        reference = self._reference(entry.reference, f"{place}.reference")
        if mark := _mark(entry):
            return DatedMark(entry.start, mark, entry.certainty, reference, entry.note)
        try:
            allowed = self._names.get(table.vocabulary, ())
            value = parameter_value(f"{place}.value", entry.value, table.unit, allowed)
        except FaultyError as faulty:
            self._faults.extend(faulty.faults)
            return None
        return DatedValue(path, entry.start, value, entry.certainty, reference, entry.note)

    def _values(self, name: str) -> dict[str, Any] | None:
        try:
            return read_own(self._folder / name)
        except FileError as error:
            self._fault(name, error.code, str(error))
        except DataError as error:
            for fault in error.faults:
                self._fault(name, fault.code, fault.found, fault.allowed)
        return None

    def _table(self, model: type[_Table], raw: object, place: str) -> _Table | None:
        if raw is None:
            return None
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            for fault in faults_of(error, model):
                path = _joined(place, fault.path)
                self._faults.append(Fault(path, fault.code, fault.found, fault.allowed, fault.suggestion))
            return None

    def _reference(self, table: ReferenceTable, place: str) -> Reference:
        source = self._sources.get(table.source)
        if source is None:
            self._fault(f"{place}.source", "unknown-source", table.source, ", ".join(self._sources))
            unknown = {"title": table.source or "-", "section": table.section, "address": "-"}
            return Reference.model_validate(unknown)
        return Reference(title=source.title, section=table.section, address=source.address)

    def _expect_key(self, key: str, place: str) -> None:
        if not _KEY.fullmatch(key):
            self._fault(place, "not-a-key", key, "letters and digits, parted by single hyphens")

    def _expect_order(self, place: str, days: Iterable[date]) -> None:
        earlier: date | None = None
        for number, day in enumerate(days):
            if earlier is not None and day <= earlier:
                self._fault(f"{place}.values[{number}].from", "overlap", str(day), f"a day after {earlier}")
            earlier = day

    def _fault(self, path: str, code: str, found: str = "", allowed: str = "") -> None:
        self._faults.append(Fault(path, code, found, allowed))


def _mark(entry: EntryTable) -> MarkKind | None:
    if entry.repealed:
        return "repealed"
    return "unknown" if entry.unknown else entry.set_by


def _joined(place: str, path: str) -> str:
    if not path or place.endswith(": "):
        return f"{place}{path}".removesuffix(": ")
    return f"{place}.{path}"
