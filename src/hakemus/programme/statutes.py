"""The statutes behind the data: a reference names a unit of one, and the unit is written here in each language."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hakemus.programme.vocabularies import Label, Reference, Words
from hakemus.texts.catalogue import LANGUAGES

UNIT = re.compile(r"[1-9]\d*[a-z]?(\.[1-9]\d*){0,2}")
"""The shape of a unit: its section, its moment in that, its point in that (`25`, `25.2`, `25.2.3`, `12a.1`)."""

_SECTION = re.compile(r"(\d+)([a-z]?)")


@dataclass(frozen=True, slots=True)
class Provision(Reference):
    r"""A reference to units of a statute: its number, and each unit as the data write it.

    >>> title = Label(fi="Asetus", sv="Förordning", en="Decree", ours=())
    >>> reference = provision(title, "https://finlex.fi/", "617/2023", ("25.2",))
    >>> reference.units, reference.text("sv")
    (('25.2',), 'Förordning, 25\xa0§\xa02 mom.')
    """

    statute: str
    units: tuple[str, ...]


def provision(title: Label, address: str, statute: str, units: tuple[str, ...]) -> Provision:
    """Return the reference to units of a statute, with their text in every language."""
    section = Words(**{language: cited(units, language) for language in LANGUAGES})
    return Provision(title, section, address, statute, units)


def cited(units: tuple[str, ...], language: str) -> str:
    """Return how a language cites units of a statute, one after the other.

    >>> cited(("25.2.3",), "fi"), cited(("25.2.3",), "sv"), cited(("25.2.3",), "en")
    ('25 §:n 2 momentin 3 kohta', '25 § 2 mom. 3 punkten', 'section 25(2), point 3')
    >>> cited(("3", "4.1"), "fi"), cited(("3", "4.1", "14"), "en")
    ('3 § ja 4 §:n 1 momentti', 'section 3, section 4(1) and section 14')
    """
    *first, last = (_CITED[language](*_parts(unit)) for unit in units)
    return f"{', '.join(first)} {_AND[language]} {last}" if first else last


def _parts(unit: str) -> tuple[str, str, str]:
    section, _, rest = unit.partition(".")
    moment, _, point = rest.partition(".")
    return _SECTION.sub(lambda found: f"{found[1]}\u00a0{found[2]}".rstrip(), section), moment, point


def _finnish(section: str, moment: str, point: str) -> str:
    if point:
        return f"{section} §:n {moment} momentin {point} kohta"
    return f"{section} §:n {moment} momentti" if moment else f"{section} §"


def _swedish(section: str, moment: str, point: str) -> str:
    return f"{section} §" + (f" {moment} mom." if moment else "") + (f" {point} punkten" if point else "")


def _english(section: str, moment: str, point: str) -> str:
    number = section.replace("\u00a0", "")
    return f"section {number}" + (f"({moment})" if moment else "") + (f", point {point}" if point else "")


_CITED: Mapping[str, Callable[[str, str, str], str]] = {"fi": _finnish, "sv": _swedish, "en": _english}
_AND: Mapping[str, str] = {"fi": "ja", "sv": "och", "en": "and"}
