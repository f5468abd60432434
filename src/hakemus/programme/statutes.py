"""The statutes behind the data: what their units say, and how a reference to one is written in each language."""

import re
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Literal, NamedTuple

from hakemus.programme.vocabularies import Label, Reference, Words
from hakemus.texts.wording import LANGUAGES

SECTION = re.compile(r"[1-9]\d*[a-z]?:( \d+)+")
"""The shape of a section and its moments: `25: 0 5 0 0` has four, and the second has five points."""

UNIT = re.compile(r"[1-9]\d*[a-z]?(\.[1-9]\d*){0,2}")
"""The shape of a unit: its section, its moment in that, its point in that (`25`, `25.2`, `25.2.3`, `12a.1`).

Of a section with one moment, the moment is no unit of its own, and its points are `12.1.1` and so on.
"""

AuthorityMatter = Literal[
    "scope",
    "power",
    "allows",
    "funding",
    "granting",
    "state-aid",
    "payment",
    "recovery",
    "inspection",
    "records",
    "leader-group",
    "authority-quota",
    "not-through-groups",
    "duty",
]
"""Why a unit asks nothing of an applicant: each has its words in the catalogue, under `statutes.authority`."""

_NO_BREAK = "\N{NO-BREAK SPACE}"
_SECTION = re.compile(r"(\d+)([a-z]?)")


class StatuteUnit(NamedTuple):
    """A section, a moment or a point of a statute, and where it lives apart from the values that refer to it.

    Attributes:
        unit: Its section, subsection and point.
        says: What it says, in the library's own short words.
        values: Values that hold it, and refer to another statute or page that says the same (paths of parameters).
        entries: Words that hold it, and refer to another one: papers, headings, annexes (`paper.project-plan`).
        by_hand: Messages that tell a person of it (keys of the catalogue).
        authority: Why it is the authority's own matter, with all that is inside it.
    """

    unit: str
    says: Words
    values: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()
    authority: AuthorityMatter | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Statute:
    """An act or a decree by its number, such as `617/2023`.

    Attributes:
        number: Its number.
        title: What it is called.
        address: Where it is read.
        structure: Every unit that it has, in their order; of a section with one moment, the moment is none.

    >>> from hakemus.programme import open_programme
    >>> statute = open_programme().statute("617/2023")
    >>> statute.units["25.1"].says.text("en"), statute.cited("2.1.3", "en")
    ('General-interest investment', 'section 2, point 3')
    """

    number: str
    title: Label
    address: str
    structure: tuple[str, ...]
    read: Callable[[], Mapping[str, StatuteUnit]] = field(repr=False, compare=False)

    def __repr__(self) -> str:
        return f"Statute({self.number!r})"

    @property
    def units(self) -> Mapping[str, StatuteUnit]:
        """Return what each unit says and where it lives, in their order; read from its file when first used.

        A section that binds no applicant is one unit, without what is inside it.
        """
        return self.read()

    def cited(self, unit: str, language: str) -> str:
        """Return how a language cites a unit: without the moment, where the section has one only."""
        return _cited((unit,), language, self.structure)

    def parts(self, unit: str = "") -> tuple[str, ...]:
        """Return the units directly inside a unit, or the sections.

        >>> from hakemus.programme import open_programme
        >>> open_programme().statute("617/2023").parts("2")
        ('2.1.1', '2.1.2', '2.1.3', '2.1.4')
        """
        return tuple(one for one in self.structure if self.whole(one) == unit)

    def whole(self, unit: str) -> str:
        """Return the unit that a unit is directly inside; of a section, an empty text."""
        outer = unit.rpartition(".")[0]
        return outer if outer in self.structure else outer.rpartition(".")[0]


def structure(sections: Iterable[str]) -> tuple[str, ...]:
    """Return every unit of sections that are written as their number, and how many points each moment has.

    >>> structure(["2: 4", "25: 0 5"])
    ('2', '2.1.1', '2.1.2', '2.1.3', '2.1.4', '25', '25.1', '25.2', '25.2.1', '25.2.2', '25.2.3', '25.2.4', '25.2.5')
    """
    found: list[str] = []
    for written in sections:
        section, _, rest = written.partition(": ")
        moments = rest.split(" ")
        found.append(section)
        for moment, points in enumerate(moments, 1):
            found += [f"{section}.{moment}"] if len(moments) > 1 else []
            found += [f"{section}.{moment}.{point}" for point in range(1, int(points) + 1)]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Provision(Reference):
    r"""A reference to units of a statute: its number, and each unit as the data write it.

    >>> title = Label(fi="Asetus", sv="Förordning", en="Decree", ours=())
    >>> reference = provision(title, "https://finlex.fi/", "617/2023", ("25.2",), ())
    >>> reference.units, reference.text("sv")
    (('25.2',), 'Förordning, 25\xa0§\xa02 mom.')
    """

    statute: str
    units: tuple[str, ...]

    def short_title(self, language: str) -> str:  # noqa: ARG002 - a number is the same in all
        """Return the number of the statute."""
        return self.statute

    def with_units(self, further: tuple[str, ...]) -> "Provision":
        """Return the reference to these units and to further ones of the same statute, none of them a point.

        >>> title = Label(fi="Asetus", sv="Förordning", en="Decree", ours=())
        >>> provision(title, "https://finlex.fi/", "646/2023", ("5",), ()).with_units(("13.4",)).section.text("en")
        'section 5 and section 13(4)'
        """
        return provision(self.title, self.address, self.statute, (*self.units, *further), ())


def provision(
    title: Label, address: str, statute: str, units: tuple[str, ...], known: tuple[str, ...]
) -> Provision:
    """Return the reference to units of a statute, with their text in every language; `known` are all its units."""
    section = Words(**{language: _cited(units, language, known) for language in LANGUAGES})
    return Provision(title, section, address, statute, units)


@lru_cache(maxsize=4_096)
def _cited(units: tuple[str, ...], language: str, known: tuple[str, ...]) -> str:
    """Return units in words; neighbours of one section, or of one moment, share its name, and whole sections theirs.

    >>> print(_cited(("15.1", "15.2", "29.1.3", "29.1.4"), "en", ("29",)), _cited(("14", "37"), "en", ()), sep="; ")
    section 15(1) and (2) and section 29, points 3 and 4; sections 14 and 37
    """
    if len(units) > 1 and not any("." in unit for unit in units):
        numbers = _joined([_number(unit) for unit in units], language)
        return f"sections {numbers.replace(_NO_BREAK, '')}" if language == "en" else f"{numbers} §"
    texts: list[str] = []
    for (section, moment, are_points), alike in groupby(
        (_parts(unit, known) for unit in units), lambda part: part[:-1]
    ):
        last = [unit for *_, unit in alike if unit]
        texts.append(_CITED[language](_number(section), moment, last, are_points))
    return _joined(texts, language)


def _number(section: str) -> str:
    """Return the number of a section, its letter after a blank: `15 a`."""
    return _SECTION.sub(lambda found: f"{found[1]}{_NO_BREAK}{found[2]}".rstrip(), section)


def _parts(unit: str, known: Container[str]) -> tuple[str, str, bool, str]:
    """Return a unit's section and, if it is a point, its moment; whether it is one; the number of the point or moment.

    Of a section with one moment, the moment has no name.
    """
    section, _, rest = unit.partition(".")
    moment, _, point = rest.partition(".")
    if not point:
        return section, "", False, moment
    is_only = section in known and f"{section}.{moment}" not in known
    return section, "" if is_only else moment, True, point


def _joined(texts: list[str], language: str) -> str:
    return f"{', '.join(texts[:-1])} {_AND[language]} {texts[-1]}" if len(texts) > 1 else texts[0]


def _finnish(section: str, moment: str, units: list[str], are_points: bool) -> str:
    if not units:
        return f"{section} §"
    within = f"{moment} momentin " if moment else ""
    return f"{section} §:n {within}{_joined(units, 'fi')} {'kohta' if are_points else 'momentti'}"


def _swedish(section: str, moment: str, units: list[str], are_points: bool) -> str:
    within = f"{section} §{f' {moment} mom.' if moment else ''}"
    return f"{within} {_joined(units, 'sv')} {'punkten' if are_points else 'mom.'}" if units else within


def _english(section: str, moment: str, units: list[str], are_points: bool) -> str:
    number = section.replace("\u00a0", "")
    within = f"section {number}{f'({moment})' if moment else ''}"
    if are_points:
        return f"{within}, point{'s' * (len(units) > 1)} {_joined(units, 'en')}"
    return within + (_joined([f"({unit})" for unit in units], "en") if units else "")


_CITED: Mapping[str, Callable[[str, str, list[str], bool], str]] = {
    "fi": _finnish,
    "sv": _swedish,
    "en": _english,
}
_AND: Mapping[str, str] = {"fi": "ja", "sv": "och", "en": "and"}
