"""A Leader group as data, and what it has set for a measure on a day."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Self, TypeVar

from pydantic import Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from hakemus.errors import DataError
from hakemus.group.contradictions import contradictions
from hakemus.group.settings import Amount, AmountKind, GroupAnnex, LongestText, Names, Office, Rate, Setting
from hakemus.model import Part
from hakemus.model.fields import Euros, Line, OptionalBusinessId, OptionalLine
from hakemus.programme import Reference
from hakemus.programme.vocabularies import normal_form
from hakemus.reading import faults_of, read_mapping

SettingT = TypeVar("SettingT", bound=Setting)


class Area(Part):
    """Where the group funds projects."""

    municipalities: tuple[Line, ...] = Field(default=(), max_length=400)
    """Names of the municipalities."""
    excluded: tuple[Names, ...] = Field(default=(), max_length=100)
    """Parts of them where it funds none, such as the centre of a town."""


class Frame(Part):
    """The group's public funding for the period, in euros."""

    total: Euros
    """All of it."""
    projects: Euros | None = None
    """What is for projects."""
    administration: Euros | None = None
    """What is for running the group."""
    reference: Reference
    """Where it stands."""

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        parts = (self.projects or Decimal(0)) + (self.administration or Decimal(0))
        if parts > self.total:
            found, allowed = f"projects + administration = {parts}", f"≤ {self.total}"
            context = {"code": "too-large", "found": found, "allowed": allowed}
            raise PydanticCustomError("too-large", "{code}", context)
        return self


class LeaderGroup(Part):
    """A Leader group: everything but the name may be left out.

    >>> group = LeaderGroup(name={"fi": "Esimerkki ry"})
    >>> group.name.text("sv"), group.highest_rate("investment", Decimal(9000), date(2024, 3, 1))
    ('Esimerkki ry', None)
    """

    name: Names
    """The group's name in the languages it has."""
    business_id: OptionalBusinessId = None
    """Business id with its check digit."""
    website: OptionalLine = None
    """Address of the web site."""
    area: Area = Area()
    """Where it funds projects."""
    frame: Frame | None = None
    """Its public funding for the period."""
    offices: tuple[Office, ...] = Field(default=(), max_length=50)
    """The authority that decides on its projects, by day."""
    rates: tuple[Rate, ...] = Field(default=(), max_length=500)
    """Its support rates."""
    amounts: tuple[Amount, ...] = Field(default=(), max_length=500)
    """Its limits in euros."""
    longest_texts: tuple[LongestText, ...] = Field(default=(), max_length=500)
    """How long texts may be."""
    annexes: tuple[GroupAnnex, ...] = Field(default=(), max_length=200)
    """The annexes it asks for besides."""

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any], source: str = "the Leader group") -> Self:
        """Return the Leader group of plain values; raise `DataError` with every fault found.

        >>> LeaderGroup.from_mapping({"name": {"sv": "SILMU rf"}}).name.text("sv")
        'SILMU rf'
        """
        try:
            group = cls.model_validate(dict(values))
        except ValidationError as error:
            faults = faults_of(error, cls)
            raise DataError(f"{source} cannot be understood; mend what is listed", faults) from error
        twice = tuple(contradictions(group.rates, group.amounts, group.longest_texts, group.offices))
        if twice:
            raise DataError(f"{source} says two things of one case; mend what is listed", twice)
        return group

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Return the Leader group of a TOML or JSON file.

        Raises `FileError` when the file cannot be read, and `DataError` with every fault in it.
        """
        return cls.from_mapping(read_mapping(Path(path)), str(path))

    def rates_for(self, measure: str, costs: Decimal, on: date) -> tuple[Rate, ...]:
        """Return the support rates for a measure and total costs on a day, the highest first.

        More than one only when some hold on a condition that no application states.
        """
        fitting = [rate for rate in _in_force(self.rates, measure, on) if rate.fits(costs)]
        return tuple(sorted(fitting, key=lambda rate: -rate.percent))

    def highest_rate(self, measure: str, costs: Decimal, on: date) -> Rate | None:
        """Return the highest support rate for a measure and total costs on a day, or None without one."""
        return next(iter(self.rates_for(measure, costs, on)), None)

    def amounts_for(self, kind: AmountKind, measure: str, costs: Decimal, on: date) -> tuple[Amount, ...]:
        """Return the limits of a kind for a measure and total costs on a day, the largest first."""
        of_kind = [amount for amount in self.amounts if amount.kind == kind]
        fitting = [amount for amount in _in_force(of_kind, measure, on) if amount.fits(costs)]
        return tuple(sorted(fitting, key=lambda amount: -amount.euros))

    def longest_text(self, field: str, measure: str, on: date) -> LongestText | None:
        """Return how long a text may be for a measure on a day, or None when the group sets no limit."""
        of_field = [text for text in self.longest_texts if text.field == field]
        return next(iter(_in_force(of_field, measure, on)), None)

    def annexes_for(self, measure: str, on: date) -> tuple[GroupAnnex, ...]:
        """Return the annexes it asks for besides on a day: its measure's own and those of every one."""
        begun = [annex for annex in self.annexes if annex.start <= on]
        return tuple(annex for annex in begun if not annex.measures or measure in annex.measures)

    def office(self, on: date) -> Office | None:
        """Return the authority that decides on its projects on a day, or None when it is not told."""
        begun = [office for office in self.offices if office.start <= on]
        return max(begun, key=lambda office: office.start, default=None)

    def covers(self, municipality: str) -> bool | None:
        """Return whether a municipality is in its area; None when the group does not tell its area."""
        if not self.area.municipalities:
            return None
        names = {normal_form(name) for name in self.area.municipalities}
        return normal_form(municipality) in names


def _in_force(settings: Iterable[SettingT], measure: str, on: date) -> tuple[SettingT, ...]:
    """Return what the latest decision up to a day says of a measure: what names it, else what names none."""
    begun = [setting for setting in settings if setting.start <= on]
    own = [setting for setting in begun if measure in setting.measures]
    candidates = own or [setting for setting in begun if not setting.measures]
    latest = max((setting.start for setting in candidates), default=None)
    return tuple(setting for setting in candidates if setting.start == latest)
