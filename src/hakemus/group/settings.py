"""What a Leader group sets itself: each setting with its measures, its first day and the group's decision."""

import re
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationInfo,
    model_validator,
)

from hakemus.group.refusal import refusal
from hakemus.group.source import Source, order_told
from hakemus.model import Application, Part, ProjectPlan
from hakemus.model.fields import Day, Euros, OptionalLine, Percent
from hakemus.programme import open_programme
from hakemus.texts import LANGUAGES, Language

AmountKind = Literal[
    "support-largest",
    "support-smallest",
    "public-support-largest",
    "total-costs-largest",
    "total-costs-smallest",
]
"""What a group's amount limits; the names are those of the programme's own parameters."""

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


def _key(name: str) -> str:
    if not _KEY.fullmatch(name):
        raise refusal("not-a-key", name, "youth_share")
    return name


def _known_measure(key: str) -> str:
    known = open_programme().vocabulary("measure").keys
    if key not in known:
        raise refusal("not-allowed", key, ", ".join(known))
    return key


def known_field(path: str) -> str:
    """Return the path of a field or part of the application; refuse another, as a fault of the data."""
    here: object = Application
    for step in path.split("."):
        fields = getattr(here, "model_fields", {})
        if step not in fields:
            raise refusal("not-allowed", path, "project.public_description, plan.need")
        here = fields[step].annotation
    return path


Key = Annotated[str, AfterValidator(_key)]
"""A name for a machine: a small letter first, then small letters, digits and underscores, 40 at most."""

MeasureKey = Annotated[str, AfterValidator(_known_measure)]
"""A support form by its key in the programme."""


class Names(Part):
    """A name or a short text in the languages that the group has it in: at least one.

    In a language that it lacks it is told in the group's first one; `languages` of the data say which that is.
    """

    fi: OptionalLine = None
    """In Finnish."""
    sv: OptionalLine = None
    """In Swedish."""
    en: OptionalLine = None
    """In English."""

    _order: tuple[Language, ...] = PrivateAttr(default=LANGUAGES)

    @model_validator(mode="after")
    def _not_empty(self, info: ValidationInfo) -> Self:
        if not self.languages:
            raise refusal("missing", "", ", ".join(LANGUAGES))
        self._order = order_told(info)
        return self

    @property
    def languages(self) -> tuple[Language, ...]:
        """Return the languages that have it, the group's first one first."""
        return tuple(language for language in self._order if getattr(self, language))

    def language_for(self, language: str) -> Language:
        """Return the language in which it is told to a reader of a language."""
        return next((own for own in self.languages if own == language), self.languages[0])

    def text(self, language: str) -> str:
        """Return the text in a language, or else in the first language that has it.

        >>> Names(sv="SILMU rf").text("fi")
        'SILMU rf'
        """
        return str(getattr(self, self.language_for(language)))


class Setting(Part):
    """Something that a group has decided: from which day, for which measures, and where it stands."""

    model_config = ConfigDict(populate_by_name=True)

    start: Day = Field(alias="from")
    """First day; the setting holds until the group decides otherwise for the same measure."""
    measures: tuple[MeasureKey, ...] = ()
    """Keys of the support forms; when left out, every one that no other setting names."""
    reference: Source
    """The group's decision: its title, the section of it, and its address."""


class Stepped(Setting):
    """A setting that may hold only for projects of a size, or on a condition that no application states."""

    costs_above: Euros | None = None
    """The total costs are more than this many euros."""
    costs_up_to: Euros | None = None
    """The total costs are at most this many euros."""
    condition: Names | None = None
    """When it holds, in words, such as "new building"; the library cannot check it and says so."""

    @model_validator(mode="after")
    def _a_step_has_room(self) -> Self:
        above, most = self.costs_above, self.costs_up_to
        if above is not None and most is not None and most <= above:
            raise refusal("too-small", f"costs_up_to = {most}", f"> costs_above = {above}")
        return self

    def fits(self, costs: Decimal) -> bool:
        """Return whether total costs of so many euros fall in the step."""
        above, most = self.costs_above, self.costs_up_to
        return (above is None or costs > above) and (most is None or costs <= most)

    def meets(self, other: "Stepped") -> bool:
        """Return whether some total costs fall in both steps."""
        lowest = max(self.costs_above or Decimal(0), other.costs_above or Decimal(0))
        tops = [step.costs_up_to for step in (self, other) if step.costs_up_to is not None]
        return not tops or min(tops) > lowest


class Rate(Stepped):
    """A support rate of the group."""

    percent: Percent
    """Support in per cent of the costs, at most."""


class Amount(Stepped):
    """A limit of the group in euros."""

    kind: AmountKind
    """What is limited."""
    euros: Euros
    """The limit."""


class LongestText(Setting):
    """How long a text may be."""

    field: Annotated[str, AfterValidator(known_field)]
    """Path of the field in the application, such as `plan.need`."""
    characters: int = Field(gt=0)
    """At most so many characters."""


def _known_heading(path: str) -> str:
    known = [f"plan.{name}" for name in ProjectPlan.model_fields if name != "activities"]
    if path not in known:
        raise refusal("not-allowed", path, ", ".join(known))
    return path


class PlanHeading(Setting):
    """A heading of the project plan that the group asks for besides; a heading all its own is a question."""

    field: Annotated[str, AfterValidator(_known_heading)]
    """Path of the heading in the application, such as `plan.risks`."""


class GroupAnnex(Setting):
    """An annex that the group asks for besides."""

    kind: OptionalLine = None
    """Kind of annex: a key of the programme, or the group's own."""
    name: Names
    """What it is called."""
    required: bool = True
    """False when it is only recommended."""


class Office(Setting):
    """The authority that decides on the group's projects."""

    name: Names
    """Its name."""
