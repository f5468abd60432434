"""The programmes that there are, and their law as the build has kept it: plain data, decoded where it is used.

A programme's folder is read and checked whole when the library is built; a command takes what came of that, as long as
none of the files, nor the code that reads them, has changed since.
"""

# ruff: noqa: PLC0415 - what reads the files of a programme is imported when they are read

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from hakemus.errors import UnknownNameError, verb
from hakemus.packaged import built, keep_built
from hakemus.programme.law import DatedMark, DatedValue, Measure, Parameter, Programme
from hakemus.programme.statutes import Provision, Statute, StatuteUnit
from hakemus.programme.vocabularies import Entry, Label, Reference, Vocabulary, Words

PROGRAMME_FILE = "programme.toml"
STATUTES_FOLDER = "statutes"

_T = TypeVar("_T")
Plain = Any
"""Values of JSON; a list begins with what it is: a class below, or one of the signs."""

_CLASSES: Mapping[str, type[Any]] = {
    one.__name__: one for one in (DatedMark, DatedValue, Entry, Label, Parameter, Provision, Reference, Words)
}
_SHARED = (Label, Provision, Reference, Words)
"""What is said in many places: it is written once, and referred to by its number."""
_HEAD = ("label", "first_day", "certainty", "reference", "last_day", "fund")
_TUPLE, _TABLE, _NUMBER, _DAY, _AGAIN = "()", "{}", "1", "day", "#"


class _Writer:
    """Makes plain data of the objects of a programme."""

    def __init__(self) -> None:
        self.shared: dict[object, int] = {}
        self.plain: list[Plain] = []

    def of(self, value: object) -> Plain:
        if value is None or isinstance(value, str | bool):
            return value
        if isinstance(value, _SHARED):
            if value not in self.shared:
                plain = self._object(value)
                self.shared[value] = len(self.plain)
                self.plain.append(plain)
            return [_AGAIN, self.shared[value]]
        if isinstance(value, Decimal):
            return [_NUMBER, str(value)]
        if isinstance(value, date):
            return [_DAY, value.isoformat()]
        if type(value) is tuple:  # and none of the classes
            return [_TUPLE, *map(self.of, value)]
        if isinstance(value, Mapping):
            return [_TABLE, {key: self.of(one) for key, one in value.items()}]
        return self._object(value)

    def _object(self, value: Any) -> Plain:  # noqa: ANN401 - one of the classes above
        kind = type(value).__name__
        return [kind, *(self.of(getattr(value, name)) for name in _CLASSES[kind].__match_args__)]


def as_plain(programme: Programme) -> Plain:
    """Return a programme as values that JSON holds."""
    writer = _Writer()
    vocabularies = {
        name: [
            writer.of(words.title),
            words.complete,
            [writer.of(entry) for entry in words.entries],
            {form: words.entries.index(entry) for form, entry in words.index.items()},
        ]
        for name, words in programme.vocabularies_by_name.items()
    }
    statutes = {
        number: [writer.of(one.title), one.address, list(one.structure)]
        for number, one in programme.statutes_by_number.items()
    }
    return {
        "head": {name: writer.of(getattr(programme, name)) for name in _HEAD},
        "parameters": {path: writer.of(one) for path, one in programme.parameters_by_path.items()},
        "vocabularies": vocabularies,
        "statutes": statutes,
        "shared": writer.plain,
    }


class _Reader:
    """Makes the objects of a programme of plain data, each when it is first asked for."""

    def __init__(self, shared: Sequence[Plain]) -> None:
        self._plain = shared
        self._shared: list[object] = [None] * len(shared)

    def of(self, plain: Plain) -> Any:  # noqa: ANN401 - whatever was written
        if type(plain) is not list:
            return plain
        kind = plain[0]
        if kind == _AGAIN:
            number = plain[1]
            found = self._shared[number]
            if found is None:
                found = self._shared[number] = self.of(self._plain[number])
            return found
        if kind == _TUPLE:
            return tuple(map(self.of, plain[1:]))
        if kind == _NUMBER:
            return Decimal(plain[1])
        if kind == _DAY:
            return date.fromisoformat(plain[1])
        if kind == _TABLE:
            return MappingProxyType({key: self.of(one) for key, one in plain[1].items()})
        return _CLASSES[kind](*map(self.of, plain[1:]))

    def vocabulary(self, name: str, plain: Plain) -> Vocabulary:
        title, complete, entries, index = plain
        made = tuple(map(self.of, entries))
        found = MappingProxyType({form: made[at] for form, at in index.items()})
        return Vocabulary(name, self.of(title), complete, made, found)


class WhenAsked(Mapping[str, _T]):
    """A mapping whose values are made when they are first asked for."""

    def __init__(self, plain: Mapping[str, Any], made: Callable[[str, Any], _T]) -> None:
        self._plain, self._made, self._found = plain, made, dict[str, _T]()

    def __getitem__(self, key: str) -> _T:
        if (found := self._found.get(key)) is None:
            found = self._found.setdefault(key, self._made(key, self._plain[key]))
        return found

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - as `dict.get`
        """Return the value of a key, or something else where there is none."""
        found = self._found.get(key)
        if found is None and key in self._plain:
            return self[key]
        return default if found is None else found

    def __contains__(self, key: object) -> bool:
        return key in self._plain

    def __iter__(self) -> Iterator[str]:
        return iter(self._plain)

    def __len__(self) -> int:
        return len(self._plain)


def from_plain(name: str, plain: Plain, folder: Path) -> Programme:
    """Return a programme of what `as_plain` made of it; the units of its statutes are read from their own files.

    Args:
        name: The name of its folder.
        plain: What `as_plain` returned.
        folder: Where the files of its statutes are.
    """
    read = _Reader(plain["shared"])
    statutes = {}
    for number, (title, address, structure) in plain["statutes"].items():
        file, units = folder / f"{number.replace('/', '-')}.toml", tuple(structure)
        statutes[number] = Statute(
            number, read.of(title), address, units, cache(partial(_read_units, file, units))
        )
    head = {key: read.of(one) for key, one in plain["head"].items()}
    parameters = WhenAsked(plain["parameters"], lambda _path, one: read.of(one))
    vocabularies = WhenAsked(plain["vocabularies"], read.vocabulary)
    return Programme(
        name,
        parameters_by_path=parameters,
        vocabularies_by_name=vocabularies,
        statutes_by_number=MappingProxyType(statutes),
        **head,
    )


def _read_units(file: Path, units: Sequence[str]) -> Mapping[str, StatuteUnit]:
    from hakemus.programme.reader import read_units

    return read_units(file, units)


# The programmes that there are.

_OWN = Path(__file__).resolve().parent
FOLDERS = (_OWN,)
"""Where folders of programmes are looked for: each holds a folder for each programme, named like it."""


def list_programmes() -> tuple[str, ...]:
    """Return the names of the programmes that there are, in the order in which their law begins."""
    return tuple(programme.name for programme in programmes())


def programmes() -> tuple[Programme, ...]:
    """Return every programme that there is, in the order in which their law begins.

    >>> [programme.name for programme in programmes()]
    ['2023-2027']
    """
    return _programmes_in(FOLDERS)


def open_programme(name: str = "2023-2027") -> Programme:
    """Return the programme of a name; raise `UnknownNameError` for another name.

    >>> open_programme("2023-2027").first_day
    datetime.date(2023, 4, 6)
    """
    for programme in programmes():
        if programme.name == name:
            return programme
    raise UnknownNameError("programme", name, list_programmes())


def programme_on(day: date | None, name: str | None = "", measure: str | None = "") -> Programme:
    """Return the programme whose law decides on an application of a day.

    An application that names its programme is decided by that one. Otherwise it is the programme in force on the
    day, and of several (periods overlap) the one that began last. Between two programmes it is the one that
    ended; before the first one's first day, the first.

    Args:
        day: The day of application. Without one, it is the programme that begins last of those that know the measure.
        name: What the application calls its programme: the folder's name, the programme's own label, or its words
            in the public register. A text that names none of the programmes does not count.
        measure: The measure applied for, by its key or its name; it only counts without a day.

    >>> programme_on(date(2024, 3, 1)).name, programme_on(None, "Euroopan maaseuturahasto 2023–2027").name
    ('2023-2027', '2023-2027')
    """
    known = programmes()
    if name and (named := next((one for one in known if one.is_called(name)), None)):
        return named
    if day is None:
        return ([one for one in known if one.measure(measure)] or known)[-1]
    begun = [one for one in known if one.first_day <= day]
    return ([one for one in begun if one.in_force(day)] or begun or known[:1])[-1]


def entry_named(vocabulary: str, text: str) -> Entry | None:
    """Return the entry of a key or a name in a vocabulary of any programme, or None; for messages, not for the law.

    Of several programmes that have it, the one that begins last says what it is called.

    >>> entry_named("paper", "Hankesuunnitelma").key
    'project-plan'
    """
    for programme in reversed(programmes()):
        words = programme.vocabularies_by_name.get(vocabulary)
        if words is not None and (found := words.find(text)) is not None:
            return found
    return None


def spoken_names(vocabulary: str) -> list[tuple[str, str]]:
    """Return every name that a key of a vocabulary goes by, in any programme and language, each with the key."""
    words = (programme.vocabularies_by_name.get(vocabulary) for programme in programmes())
    return [name for one in words if one is not None for name in one.spoken_names()]


@verb
def list_measures(on: date | None = None) -> tuple[Measure, ...]:
    """Return the forms of support of the programme of a day, each with its key, its name and its values of the law.

    Args:
        on: The day; without one, the programme is the one that begins last.

    >>> [one.label.text("en") for one in list_measures() if one.key == "preparatory-funding"]
    ['Preparatory funding']
    """
    return programme_on(on).measures()


def keys_of_every_programme(vocabulary: str) -> tuple[str, ...]:
    """Return the keys of a vocabulary in every programme, each once, in the order of the programmes."""
    every = (programme.vocabulary(vocabulary).keys for programme in programmes())
    return tuple(dict.fromkeys(key for keys in every for key in keys))


_CODE = ("built.py", "law.py", "reader.py", "statutes.py", "vocabularies.py")


def _law_files() -> list[Path]:
    """Return the files that the library's own programmes are read from, and those of the code that reads them."""
    found = sorted(path for path in _OWN.rglob("*.toml") if path.parent.name != STATUTES_FOLDER)
    return [*found, *(_OWN / name for name in _CODE)]


def keep_law() -> None:
    """Keep each of the library's own programmes as it is read and checked now; only a build does."""
    from hakemus.programme.reader import read_programme

    for programme in _each_in((_OWN,), read_programme):
        content = json.dumps(as_plain(programme), ensure_ascii=False, separators=(",", ":"))
        keep_built(f"law-{programme.name}.json", _law_files(), content.encode())


def _read_or_kept(folder: Path, others: Mapping[str, Programme]) -> Programme:
    kept = built(f"law-{folder.name}.json", _law_files()) if folder.parent == _OWN else None
    if kept is None:
        from hakemus.programme.reader import read_programme

        return read_programme(folder, others)
    return from_plain(folder.name, json.loads(kept), folder / STATUTES_FOLDER)


@cache
def _programmes_in(folders: tuple[Path, ...]) -> tuple[Programme, ...]:
    # Read once: the files come with the code and change only with it.
    return _each_in(folders, _read_or_kept)


def _each_in(
    folders: Iterable[Path], read: Callable[[Path, Mapping[str, Programme]], Programme]
) -> tuple[Programme, ...]:
    # In the order of their names, so that a programme may take words of an earlier one.
    found: dict[str, Programme] = {}
    heads = (path for folder in folders for path in folder.glob(f"*/{PROGRAMME_FILE}"))
    for path in sorted(heads, key=lambda head: head.parent.name):
        found[path.parent.name] = read(path.parent, found)
    return tuple(sorted(found.values(), key=lambda programme: (programme.first_day, programme.name)))
