"""The law as dated data: a small reader, and a folder of TOML files for each programme beside it."""

from functools import cache
from pathlib import Path

from hakemus.errors import UnknownNameError
from hakemus.programme.law import Annex, DatedMark, DatedValue, Measure, Parameter, Programme, Standing, Value
from hakemus.programme.reader import PROGRAMME_FILE, read_programme
from hakemus.programme.vocabularies import Certainty, Entry, Label, Reference, Vocabulary, Words, weaker

__all__ = [
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
    "list_programmes",
    "open_programme",
    "read_programme",
    "weaker",
]

_FOLDER = Path(__file__).resolve().parent


def open_programme(name: str = "2023-2027") -> Programme:
    """Return a programme that comes with the library; raise `UnknownNameError` for another name.

    >>> open_programme().first_day
    datetime.date(2023, 4, 6)
    """
    return _packaged(name)


def list_programmes() -> tuple[str, ...]:
    """Return the names of the programmes that come with the library, sorted."""
    return tuple(sorted(path.parent.name for path in _FOLDER.glob(f"*/{PROGRAMME_FILE}")))


@cache
def _packaged(name: str) -> Programme:
    # Read once: the files come with the code and change only with it.
    if name not in list_programmes():
        raise UnknownNameError("programme", name, list_programmes())
    return read_programme(_FOLDER / name)
