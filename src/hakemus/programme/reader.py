"""A folder of data files into a `Programme`, or every fault of every file at once."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from hakemus.errors import DataError, Fault, FileError, ParameterError
from hakemus.programme.checking import FaultyError, Names, column_value, parameter_value
from hakemus.programme.law import Programme
from hakemus.programme.parameters import DatedMark, DatedValue, MarkKind, Parameter
from hakemus.programme.tables import (
    EntryTable,
    ParameterFile,
    ParameterTable,
    ProgrammeTable,
    ReferenceTable,
    SourceTable,
    VocabularyEntryTable,
    VocabularyFile,
)
from hakemus.programme.terms import Reference
from hakemus.programme.vocabularies import Entry, Vocabulary, names_of
from hakemus.reading import faults_of, read_toml

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
        )

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
        return Parameter(path, table.label, table.unit, table.decided_by, timeline, table.vocabulary)

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
            return read_toml(self._folder / name)
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
