"""The law as the build has read and checked it: plain data, decoded where it is used; it names no code.

A programme's folder is read and checked whole when the library is built; a command takes what came of that, as long as
none of the files, nor the code that reads them, has changed since.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from hakemus.programme.law import DatedMark, DatedValue, Parameter, Programme
from hakemus.programme.statutes import Provision, Statute, StatuteUnit
from hakemus.programme.vocabularies import Entry, Label, Reference, Vocabulary, Words

_T = TypeVar("_T")
ReadUnits = Callable[[Path, Sequence[str]], Mapping[str, StatuteUnit]]
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


def from_plain(name: str, plain: Plain, folder: Path, read_units: ReadUnits) -> Programme:
    """Return a programme of what `as_plain` made of it; the units of its statutes are read from their own files.

    Args:
        name: The name of its folder.
        plain: What `as_plain` returned.
        folder: Where the files of its statutes are.
        read_units: Returns what the units of a statute say: `reader.read_units`.
    """
    read = _Reader(plain["shared"])
    statutes = {}
    for number, (title, address, structure) in plain["statutes"].items():
        file, units = folder / f"{number.replace('/', '-')}.toml", tuple(structure)
        statutes[number] = Statute(
            number, read.of(title), address, units, cache(partial(read_units, file, units))
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
