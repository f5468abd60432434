"""The law as dated data: a small reader, and a folder of TOML files for each programme next to it."""

from datetime import date
from functools import cache
from pathlib import Path

from hakemus.errors import UnknownNameError
from hakemus.programme.law import Annex, DatedMark, DatedValue, Measure, Parameter, Programme, Standing, Value
from hakemus.programme.reader import PROGRAMME_FILE, read_programme
from hakemus.programme.vocabularies import Certainty, Entry, Label, Reference, Vocabulary, Words, weaker

__all__ = [
    "FOLDERS",
    "Annex",
    "Certainty",
    "DatedMark",
    "DatedValue",
    "Entry",
    "Label",
    "Measure",
    "Parameter",
    "Programme",
    "Reference",
    "Standing",
    "Value",
    "Vocabulary",
    "Words",
    "entry_named",
    "keys_of_every_programme",
    "list_programmes",
    "open_programme",
    "programme_on",
    "programmes",
    "read_programme",
    "weaker",
]

FOLDERS = (Path(__file__).resolve().parent,)
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


def keys_of_every_programme(vocabulary: str) -> tuple[str, ...]:
    """Return the keys of a vocabulary in every programme, each once, in the order of the programmes."""
    every = (programme.vocabulary(vocabulary).keys for programme in programmes())
    return tuple(dict.fromkeys(key for keys in every for key in keys))


@cache
def _programmes_in(folders: tuple[Path, ...]) -> tuple[Programme, ...]:
    # Read once: the files come with the code and change only with it. In the order of their names, so that a programme
    # may take words of an earlier one.
    found: dict[str, Programme] = {}
    heads = (path for folder in folders for path in folder.glob(f"*/{PROGRAMME_FILE}"))
    for path in sorted(heads, key=lambda head: head.parent.name):
        found[path.parent.name] = read_programme(path.parent, found)
    return tuple(sorted(found.values(), key=lambda programme: (programme.first_day, programme.name)))
