"""A programme read from its folder of data files, or every fault of every file at once.

Plain checks of plain tables: each command reads the law once, so the reading of it is kept quick.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast, get_args

from hakemus.errors import DataError, Fault, FileError, ParameterError
from hakemus.programme.built import PROGRAMME_FILE, STATUTES_FOLDER
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
from hakemus.programme.statutes import (
    SECTION,
    UNIT,
    AuthorityMatter,
    Statute,
    StatuteUnit,
    provision,
    structure,
)
from hakemus.programme.vocabularies import (
    Certainty,
    Column,
    Entry,
    Label,
    Reference,
    Vocabulary,
    Words,
    names_of,
    normal_form,
)
from hakemus.reading import read_own
from hakemus.texts.wording import LANGUAGES

SOURCES_FILE = "sources.toml"
VOCABULARIES_FOLDER = "vocabularies"

Read = Callable[[str, Any], Any]
"""Returns a value of a file, found at a place, as what it is; raises `FaultyError` when it isn't that."""


class FaultyError(Exception):
    """A value cannot be taken: the faults say why. It never leaves the programme's reader."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults = faults


def refuse(place: str, code: str, found: object, allowed: str) -> FaultyError:
    """Return the error of one fault."""
    return FaultyError(Fault(place, code, found if isinstance(found, str) else repr(found), allowed))


def attempt(read: Read, place: str, value: object, faults: list[Fault]) -> Any:  # noqa: ANN401
    """Return a value as it is read, or None with its faults added to a list."""
    try:
        return read(place, value)
    except FaultyError as faulty:
        faults.extend(faulty.faults)
        return None


# One value.

_KEY = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
_ADDRESS = re.compile(r"https://[a-z0-9.-]+(/[^\s…]*)?")
_STATUTE = re.compile(r"[1-9]\d*/\d{4}")
_COLUMN_KIND = re.compile(r"(text|texts|number|yes-no|date|key:\w+|keys:\w+)\??")
_DECIMAL = re.compile(r"\d+\.\d+")
_WHOLE_CENTS = -2
_ALL = 100
_NUMBER = '8000, "37.5"'
_LINE = "one line of text, without blanks at the ends or two in a row"
_KINDS = "text, texts, number, yes-no, date, key:LIST or keys:LIST; with ? it may be left out"


def _line(place: str, value: object) -> str:
    if not isinstance(value, str):
        raise refuse(place, "not-text", repr(value), _LINE)
    if not value or value != " ".join(value.split()):
        raise refuse(place, "blank", repr(value), _LINE)
    return value


def _number(place: str, value: object) -> Decimal:
    if isinstance(value, Decimal | float):
        raise refuse(place, "float", str(value), _NUMBER)
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return Decimal(value)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise refuse(place, "not-a-number", repr(value), _NUMBER)
    return Decimal(value)


def _yes_no(place: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise refuse(place, "not-yes-no", repr(value), "true or false")


def _day(place: str, value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise refuse(place, "not-a-date", repr(value), "2023-04-06")


def one_of(allowed: Iterable[object]) -> Read:
    """Return what reads one of a few values."""
    known = tuple(allowed)

    def read(place: str, value: object) -> object:
        if any(value == one and type(value) is type(one) for one in known):
            return value
        raise refuse(place, "not-allowed", repr(value), ", ".join(map(str, known)))

    return read


def shaped(pattern: re.Pattern[str], code: str, allowed: str) -> Read:
    """Return what reads a text of a shape."""

    def read(place: str, value: object) -> str:
        if isinstance(value, str) and pattern.fullmatch(value):
            return value
        raise refuse(place, code, value, allowed)

    return read


def several(read: Read, *, once: bool = False) -> Read:
    """Return what reads a list that isn't empty, each item by itself; with `once`, none may come twice."""

    def read_all(place: str, value: object) -> tuple[Any, ...]:
        if not isinstance(value, list) or not value:
            raise refuse(place, "not-a-list", repr(value), "a list that is not empty")
        faults: list[Fault] = []
        taken = tuple(attempt(read, f"{place}[{at}]", item, faults) for at, item in enumerate(value))
        if faults:
            raise FaultyError(*faults)
        if once and len(set(taken)) < len(taken):
            raise refuse(place, "repeated", ", ".join(taken), "each key once")
        return taken

    return read_all


# A table of values: which keys it has, how each is read, and which may be left out.


def _any_table(place: str, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise refuse(place, "not-a-table", type(value).__name__, "a table")
    return value


def table(**readers: Read) -> Callable[[str, Any], dict[str, Any]]:
    """Return what reads a table: a value for each key, and every fault of them at once.

    A key whose name here ends in `_` may be left out. Keys are written as in Python: `set_by` is `set_by`.
    """
    known = {name.rstrip("_"): read for name, read in readers.items()}
    required = [name for name in readers if not name.endswith("_")]

    def read_table(place: str, value: object) -> dict[str, Any]:
        values = _any_table(place, value)
        start = place if place.endswith(": ") else f"{place}."
        faults = [Fault(f"{start}{name}", "missing") for name in required if name not in values]
        found: dict[str, Any] = {}
        for name, raw in values.items():
            if name in known:
                found[name] = attempt(known[name], f"{start}{name}", raw, faults)
            else:
                from difflib import get_close_matches  # noqa: PLC0415 - the law as kept by the build has no fault

                likely = "".join(get_close_matches(name, known, n=1))
                faults.append(Fault(f"{start}{name}", "unknown-key", name, ", ".join(known), likely))
        if faults:
            raise FaultyError(*faults)
        return found

    return read_table


def _languages(place: str, value: object) -> tuple[str, ...]:
    return () if value == [] else several(one_of(LANGUAGES), once=True)(place, value)


_every_language = table(**dict.fromkeys(LANGUAGES, _line))
_label = table(**dict.fromkeys(LANGUAGES, _line), ours=_languages)
_certainty = one_of(get_args(Certainty))


def read_label(place: str, value: object) -> Label:
    """Return a name or a text in three languages, each marked official or ours."""
    return Label(**_label(place, value))


def read_section(place: str, value: object) -> Words:
    """Return a text in three languages; a plain one, such as a site's name, stands for all of them."""
    if isinstance(value, str):
        return Words(**dict.fromkeys(LANGUAGES, _line(place, value)))
    return Words(**_every_language(place, value))


def read_title(place: str, value: object) -> Label:
    """Return the title of an act or a page; a plain text is a proper name, which is the same in every language."""
    if isinstance(value, str):
        return Label(**dict.fromkeys(LANGUAGES, _line(place, value)), ours=())
    return read_label(place, value)


_source = table(
    title=read_title,
    address=shaped(_ADDRESS, "address", "a whole https:// address"),
    statute_=shaped(_STATUTE, "statute", 'the number of the act or decree, such as "617/2023"'),
    sections_=several(
        shaped(SECTION, "not-a-section", 'section and points of each moment, such as "25: 0 5 0 0"')
    ),
)
_unit = shaped(UNIT, "not-a-unit", '"25", "25.2", "25.2.3"')


def read_unit(place: str, value: object) -> tuple[str, ...]:
    """Return the units of a statute that a reference names, one or several."""
    units: tuple[str, ...] = several(_unit, once=True)(place, value if isinstance(value, list) else [value])
    return units


_unit_entry = table(
    **dict.fromkeys(LANGUAGES, _line),
    **dict.fromkeys(("values_", "entries_", "by_hand_"), several(_line, once=True)),
    authority_=one_of(get_args(AuthorityMatter)),
)
_parameter_file = table(parameters=_any_table)


def _column_kinds(place: str, value: object) -> dict[str, Any]:
    read = shaped(_COLUMN_KIND, "column-kind", _KINDS)
    return table(**dict.fromkeys(_any_table(place, value), read))(place, value)


_vocabulary_file = table(label=read_label, complete=_yes_no, columns_=_column_kinds, entries=_any_table)


def read_units(file: Path, known: Sequence[str]) -> Mapping[str, StatuteUnit]:
    """Return what the units of a statute say and where they live, in the order of the statute.

    Args:
        file: The statute's own file in `statutes/`.
        known: Every unit that the statute has.

    Raises:
        ParameterError: The file is not sound; it has every fault.
    """
    faults: list[Fault] = []
    read = table(units=table(**{f"{unit}_": _unit_entry for unit in known}))
    found = attempt(read, f"{file.name}: ", read_own(file), faults)
    if faults:
        raise ParameterError(f"{file} is not sound; correct what is listed", faults)
    units = {}
    for unit in known:
        if unit in found["units"]:
            entry = found["units"][unit]
            says = Words(**{language: entry.pop(language) for language in LANGUAGES})
            units[unit] = StatuteUnit(unit, says, **entry)
    return MappingProxyType(units)


def read_programme(folder: Path, others: Mapping[str, Programme] = MappingProxyType({})) -> Programme:
    """Return the programme of a folder.

    `programme.toml` names it, `sources.toml` holds the sources, `statutes/` what the units of statutes say,
    `vocabularies/` the vocabularies, and every other `NAME.toml` parameters, whose path is `NAME.KEY`.

    Args:
        folder: The folder.
        others: Programmes by name, one of which its own may take words from (`words_of`).

    Raises:
        ParameterError: The files are not sound; it has every fault of every file.
    """
    return _FolderReader(folder, others).read()


class _FolderReader:
    """Reads one folder once, and gathers the faults on the way."""

    def __init__(self, folder: Path, others: Mapping[str, Programme]) -> None:
        self._folder = folder
        self._others = others
        self._faults: list[Fault] = []
        self._sources: dict[str, dict[str, Any]] = {}
        self._unsound: set[str] = set()
        self._statutes: dict[str, Statute] = {}
        self._lists: dict[str, tuple[str, ...]] = {}

    def read(self) -> Programme:
        for key, raw in (self._values(SOURCES_FILE) or {}).items():
            source = self._taken(_source, f"{SOURCES_FILE}: {key}", raw)
            if source is None:
                self._unsound.add(key)  # said once: not again by all that refer to it
            else:
                self._sources[key] = source
        self._statutes = self._listed_statutes()
        head = self._taken(
            table(
                **{"label": read_label, "from": _day, "to_": _day, "fund_": _line, "words_of_": _line},
                certainty=_certainty,
                reference=self._reference,
            ),
            f"{PROGRAMME_FILE}: ",
            self._values(PROGRAMME_FILE),
        )
        vocabularies = self._vocabularies(head or {})
        parameters = {parameter.path: parameter for parameter in self._parameters()}
        funds = self._lists.get("programme", ())
        if head and head.get("to", date.max) < head["from"]:
            self._fault(f"{PROGRAMME_FILE}: to", "too-small", str(head["to"]), f"{head['from']} or later")
        if head and head.get("fund", "") not in {"", *funds}:
            self._fault(f"{PROGRAMME_FILE}: fund", "not-allowed", head["fund"], ", ".join(funds))
        if head is None or self._faults:
            message = f"the data files in {self._folder} are not sound; correct what is listed"
            raise ParameterError(message, self._faults, self._folder)
        return Programme(
            name=self._folder.name,
            label=head["label"],
            first_day=head["from"],
            certainty=head["certainty"],
            reference=head["reference"],
            parameters_by_path=MappingProxyType(parameters),
            vocabularies_by_name=MappingProxyType(vocabularies),
            last_day=head.get("to"),
            fund=head.get("fund", ""),
            statutes_by_number=MappingProxyType(self._statutes),
        )

    def _listed_statutes(self) -> dict[str, Statute]:
        found: dict[str, Statute] = {}
        for source in self._sources.values():
            number = source.get("statute", "")
            if "sections" in source:
                units = structure(source["sections"])
                file = self._folder / STATUTES_FOLDER / f"{number.replace('/', '-')}.toml"
                read = cache(partial(read_units, file, units))
                found[number] = Statute(number, source["title"], source["address"], units, read)
        return found

    def _vocabularies(self, head: Mapping[str, Any]) -> dict[str, Vocabulary]:
        lent: dict[str, Vocabulary] = {}
        if lender := head.get("words_of"):
            if lender in self._others:
                lent.update(self._others[lender].vocabularies_by_name)
            else:
                self._fault(f"{PROGRAMME_FILE}: words_of", "not-allowed", lender, ", ".join(self._others))
        files = {}
        for path in sorted((self._folder / VOCABULARIES_FOLDER).glob("*.toml")):
            name = f"{VOCABULARIES_FOLDER}/{path.name}"
            file = self._taken(_vocabulary_file, f"{name}: ", self._values(name))
            if file is not None:
                files[path.stem] = file
        self._lists = {name: words.keys for name, words in lent.items()}
        self._lists |= {name: tuple(file["entries"]) for name, file in files.items()}
        return lent | {name: self._vocabulary(name, file) for name, file in files.items()}

    def _vocabulary(self, name: str, file: Mapping[str, Any]) -> Vocabulary:
        place, kinds = f"{VOCABULARIES_FOLDER}/{name}.toml: ", file.get("columns", {})
        for column, kind in kinds.items():
            _, _, vocabulary = kind.removesuffix("?").partition(":")
            if vocabulary and vocabulary not in self._lists:
                allowed = ", ".join(self._lists)
                self._fault(f"{place}columns.{column}", "unknown-vocabulary", vocabulary, allowed)
        columns = table(
            **{f"{name}_" if kind.endswith("?") else name: self._column(kind) for name, kind in kinds.items()}
        )
        of_entry = table(
            label=read_label, certainty=_certainty, reference=self._reference, columns_=_any_table
        )
        entries: list[Entry] = []
        index: dict[str, Entry] = {}
        for key, raw in file["entries"].items():
            here = f"{place}entries.{key}"
            self._expect_key(key, here)
            read = self._taken(of_entry, here, raw)
            if read is None:
                continue
            more: dict[str, Column] | None = self._taken(columns, f"{here}.columns", read.get("columns", {}))
            entry = Entry(
                key, read["label"], read["certainty"], read["reference"], MappingProxyType(more or {})
            )
            entries.append(entry)
            for form in sorted({*names_of(key, entry.label), *map(normal_form, entry.keys("names"))}):
                if (other := index.setdefault(form, entry)) is not entry:
                    self._fault(here, "same-name", form, f"a name other than that of {other.key}")
        return Vocabulary(name, file["label"], file["complete"], tuple(entries), MappingProxyType(index))

    def _column(self, kind: str) -> Read:
        kind, _, vocabulary = kind.removesuffix("?").partition(":")
        key = one_of(self._lists.get(vocabulary, ()))
        readers: dict[str, Read] = {
            "text": _line,
            "texts": several(_line),
            "number": _number,
            "yes-no": _yes_no,
            "date": _day,
            "key": key,
            "keys": several(key, once=True),
        }
        return readers[kind]

    def _parameters(self) -> Iterable[Parameter]:
        entry = table(
            **{"from": _day, "value_": lambda _place, value: value, "note_": read_label},
            repealed_=one_of([True]),
            set_by_=one_of(["group", "authority"]),
            unknown_=one_of([True]),
            certainty=_certainty,
            reference=self._reference,
        )
        of_parameter = table(
            label=read_label,
            unit=one_of([*get_args(NumberUnit), "date", "yes-no", "text", "keys"]),
            decided_by=one_of(get_args(DecidingDay)),
            vocabulary_=_line,
            checked_=one_of(get_args(Checked)),
            finding_=_line,
            values=several(entry),
        )
        for path in sorted(self._folder.glob("*.toml")):
            if path.name in {PROGRAMME_FILE, SOURCES_FILE}:
                continue
            self._expect_key(path.stem, path.name)
            file = self._taken(_parameter_file, f"{path.name}: ", self._values(path.name))
            for key, raw in file["parameters"].items() if file else ():
                place = f"{path.name}: parameters.{key}"
                self._expect_key(key, place)
                read_parameter = partial(self._parameter, f"{path.stem}.{key}")
                parameter = self._taken(read_parameter, place, self._taken(of_parameter, place, raw))
                if parameter is not None:
                    yield parameter

    def _parameter(self, path: str, place: str, read: Mapping[str, Any]) -> Parameter:
        unit, vocabulary = read["unit"], read.get("vocabulary", "")
        if (unit == "keys") != bool(vocabulary):
            allowed = "a vocabulary when the unit is `keys`, else none"
            raise refuse(place, "vocabulary", vocabulary or "none", allowed)
        if vocabulary and vocabulary not in self._lists:
            raise refuse(f"{place}.vocabulary", "unknown-vocabulary", vocabulary, ", ".join(self._lists))
        read_value = _value_reader(unit, self._lists.get(vocabulary, ()))
        timeline: list[DatedValue | DatedMark] = []
        for number, entry in enumerate(read["values"]):
            here, start = f"{place}.values[{number}]", entry["from"]
            if timeline and start <= timeline[-1].start:
                self._fault(f"{here}.from", "overlap", str(start), f"a day after {timeline[-1].start}")
            said = [name for name in ("value", "repealed", "set_by", "unknown") if name in entry]
            where = entry["certainty"], entry["reference"], entry.get("note")
            if len(said) != 1:
                allowed = "value / repealed / set_by / unknown"
                self._fault(here, "not-one", ", ".join(said) or "none", allowed)
            elif said != ["value"]:
                kind = cast("MarkKind", entry.get("set_by", said[0]))
                timeline.append(DatedMark(start, kind, *where))
            elif (value := self._taken(read_value, f"{here}.value", entry["value"])) is not None:
                timeline.append(DatedValue(path, start, value, *where))
        more = vocabulary, read.get("checked"), read.get("finding", "")
        return Parameter(path, read["label"], unit, read["decided_by"], tuple(timeline), *more)

    def _reference(self, place: str, value: object) -> Reference:
        read = table(source=_line, section_=read_section, unit_=read_unit)(place, value)
        if ("section" in read) == ("unit" in read):
            code = "not-one" if "unit" in read else "missing"
            allowed = 'section = { fi = "…", sv = "…", en = "…" } / unit = "25.2.3"'
            raise refuse(f"{place}.section", code, "section and unit" if "unit" in read else "", allowed)
        source = self._sources.get(read["source"])
        if source is None and read["source"] not in self._unsound:
            raise refuse(f"{place}.source", "unknown-source", read["source"], ", ".join(self._sources))
        title, address = (source["title"], source["address"]) if source else (Label("-", "-", "-", ()), "-")
        if "section" in read and source and "sections" in source:
            raise refuse(f"{place}.unit", "missing", "", 'unit = "25.2.3"')
        if "section" in read:
            return Reference(title, read["section"], address)
        statute = source.get("statute", "") if source else ""
        if source and not statute:
            statutes = ", ".join(key for key, one in self._sources.items() if "statute" in one)
            raise refuse(f"{place}.unit", "not-a-statute", read["source"], statutes)
        known = self._statutes[statute].structure if statute in self._statutes else ()
        for unit in read["unit"]:
            if known and unit not in known:
                section = unit.partition(".")[0]
                near = [one for one in known if one.partition(".")[0] == section]
                allowed = ", ".join(near or [one for one in known if "." not in one])
                raise refuse(f"{place}.unit", "unknown-unit", unit, allowed)
        return provision(title, address, statute, read["unit"], known)

    def _values(self, name: str) -> dict[str, Any] | None:
        try:
            return read_own(self._folder / name)
        except FileError as error:
            self._fault(name, error.code, str(error))
        except DataError as error:
            for fault in error.faults:
                self._fault(name, fault.code, fault.found, fault.allowed)
        return None

    def _taken(self, read: Read, place: str, value: object) -> Any:  # noqa: ANN401 - what the reader gives
        """Return a value as it is read; None, and its faults noted, when it is faulty or could not be read."""
        return None if value is None else attempt(read, place, value, self._faults)

    def _expect_key(self, key: str, place: str) -> None:
        if not _KEY.fullmatch(key):
            self._fault(place, "not-a-key", key, "letters and digits, separated by single hyphens")

    def _fault(self, path: str, code: str, found: str = "", allowed: str = "") -> None:
        self._faults.append(Fault(path, code, found, allowed))


def _value_reader(unit: Unit, keys: Sequence[str]) -> Read:
    """Return what reads a value of a unit; of a number, a list is several of which one is to be met."""

    def read_amount(place: str, value: object) -> Decimal:
        number = _number(place, value)
        if unit == "per cent" and number > _ALL:
            raise refuse(place, "too-large", str(number), "≤ 100")
        exponent = number.as_tuple().exponent
        if unit.startswith("EUR") and isinstance(exponent, int) and exponent < _WHOLE_CENTS:
            raise refuse(place, "decimals", str(number), '"37.50"')
        return number

    def read_amounts(place: str, value: object) -> Value:
        amounts: Value = (several(read_amount) if isinstance(value, list) else read_amount)(place, value)
        return amounts

    others: dict[str, Read] = {
        "keys": several(one_of(keys), once=True),
        "yes-no": _yes_no,
        "date": _day,
        "text": read_label,
    }
    return others.get(unit, read_amounts)
