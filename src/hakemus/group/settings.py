"""What a Leader group sets itself: each setting with its measures, its first day and the group's decision."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from hakemus.errors import Fault
from hakemus.model import Application, Part, ProjectPlan
from hakemus.model.fields import Day, Euros, Line, OptionalLine, Percent
from hakemus.programme import Reference, keys_of_every_programme
from hakemus.texts import LANGUAGES, Language

# How a setting of a group is refused: a kind of fault, what was found, what is allowed.


def refusal(code: str, found: object, allowed: str) -> PydanticCustomError:
    """Return the error to raise in a validator; `code` names the kind of fault and its message in the catalogue."""
    return PydanticCustomError(code, "{code}", {"code": code, "found": str(found), "allowed": allowed})


# Where a group's decision is found: in the languages in which the group gives it.

ORDER = "languages"
"""Under this name a group's data tell its languages to their parts while they are read."""


def order_told(info: ValidationInfo) -> tuple[Language, ...]:
    """Return all languages, those of the group that is being read first."""
    order: tuple[Language, ...] = (info.context or {}).get(ORDER, LANGUAGES)
    return order


def _whole(value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401
    if not isinstance(value, Mapping):
        return value
    order = order_told(info)
    told = {"title": _filled(value.get("title"), order), "section": _filled(value.get("section"), order)}
    if isinstance(told["title"], dict):
        told["title"] |= {"ours": ()}  # the group's own words are no terms of the library's
    return {**value, **{name: text for name, text in told.items() if name in value}}


def _filled(text: Any, order: tuple[Language, ...]) -> Any:  # noqa: ANN401
    """Return a text by language with those that it lacks filled from the group's first that it has."""
    if isinstance(text, str):
        return dict.fromkeys(LANGUAGES, text)
    if not isinstance(text, Mapping):
        return text
    first = next((text[language] for language in order if language in text), None)
    return {**dict.fromkeys(LANGUAGES, first), **text} if first is not None else text


Source = Annotated[Reference, BeforeValidator(_whole)]
"""Title, section and address; the first two as a text, or by language as far as the group has them."""


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
    known = keys_of_every_programme("measure")
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
"""A support form by its key in any programme: a group's data may span the periods of two."""


class Names(Part):
    """A name or a short text in the languages that the group has it in: at least one.

    In a language that it lacks, it is given in the group's first one; `languages` of the data say which that is.
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
        """Return the language in which a reader of a language gets it."""
        return next((own for own in self.languages if own == language), self.languages[0])

    def text(self, language: str) -> str:
        """Return the text in a language, or else in the first language that has it.

        >>> Names(sv="SILMU rf").text("fi")
        'SILMU rf'
        """
        return str(getattr(self, self.language_for(language)))


class Setting(Part):
    """Something that a group has decided: from which day, for which measures, and where it is recorded."""

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
    """An additional heading of the project plan that the group asks for; a heading all its own is a question."""

    field: Annotated[str, AfterValidator(_known_heading)]
    """Path of the heading in the application, such as `plan.risks`."""


class GroupAnnex(Setting):
    """An additional annex that the group asks for."""

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


# How a Leader group shows itself: contacts, meetings of its board, logo, colours and font.

_COLOUR = re.compile(r"#?([0-9A-Fa-f]{6})")
_FONT = re.compile(r"[A-Za-z0-9][A-Za-z0-9 \-]{0,30}")
_LEAST_CONTRAST = Decimal("4.5")
"""Between text and its ground: WCAG 2.2, success criterion 1.4.3, level AA."""

_WHITE, _BLACK = "FFFFFF", "000000"
_LINEAR_BELOW = Decimal("0.04045")


def _colour(value: Any) -> str:  # noqa: ANN401
    match = _COLOUR.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise refusal("not-a-colour", value, "#1B4332")
    return match.group(1).upper()


def _font(name: str) -> str:
    if not _FONT.fullmatch(name):
        raise refusal("not-a-font", name, "Arial, Calibri, Verdana")
    return name


Colour = Annotated[str, BeforeValidator(_colour)]
"""A colour, written `#1B4332` or without the sign; kept as six digits of hexadecimal."""

Font = Annotated[Line, AfterValidator(_font)]
"""The name of a font, as Word lists it."""


def contrast(one: str, other: str) -> Decimal:
    """Return the contrast of two colours by WCAG, from 1 to 21, with two decimals.

    >>> contrast("FFFFFF", "000000")
    Decimal('21.00')
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    offset = Decimal("0.05")
    return ((light + offset) / (dark + offset)).quantize(Decimal("0.01"))


def _luminance(colour: str) -> Decimal:
    red, green, blue = map(_linear, bytes.fromhex(colour))
    return Decimal("0.2126") * red + Decimal("0.7152") * green + Decimal("0.0722") * blue


def _linear(level: int) -> Decimal:
    share = Decimal(level) / 255
    if share <= _LINEAR_BELOW:
        return share / Decimal("12.92")
    return ((share + Decimal("0.055")) / Decimal("1.055")) ** Decimal("2.4")


def _readable(text: str, ground: str, found: str) -> None:
    ratio = contrast(text, ground)
    if ratio < _LEAST_CONTRAST:
        raise refusal("low-contrast", f"{found} ({_written(ratio)})", f"≥ {_written(_LEAST_CONTRAST)}")


def _written(ratio: Decimal) -> str:
    return f"{str(ratio).replace('.', ',')} : 1"


def _heading(colour: str) -> str:
    _readable(colour, _WHITE, colour)
    return colour


def _shade(colour: str) -> str:
    _readable(_BLACK, colour, colour)
    return colour


class Colours(Part):
    """The group's two colours, each dark or light enough to be read."""

    heading: Annotated[Colour, AfterValidator(_heading)] | None = None
    """Of titles and headings, on white."""
    shade: Annotated[Colour, AfterValidator(_shade)] | None = None
    """Behind the labels of tables, which are black."""


class LogoFile(Part):
    """The group's logo: a PNG or JPEG in its folder."""

    file: Line
    """Path of the picture, seen from the folder."""
    description: Names
    """What it shows, for one who does not see it."""


class Contact(Part):
    """A person or an office of the group."""

    name: Line
    """Name."""
    position: Names | None = None
    """Position."""
    email: OptionalLine = None
    """E-mail address."""
    phone: OptionalLine = None
    """Telephone number."""
    address: OptionalLine = None
    """Postal address, on one line."""


class Deadline(Part):
    """A round of applications: until when they are taken, and when the board deals with them."""

    applications_by: Day
    """Last day on which an application is taken into the round."""
    meeting: Day | None = None
    """Day on which the board meets."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.meeting is not None and self.meeting < self.applications_by:
            raise refusal(
                "too-small", f"meeting = {self.meeting}", f"≥ applications_by = {self.applications_by}"
            )
        return self


# In which languages a group says what it says: what each of its languages lacks, and which comes first.


def missing_languages(part: Part, languages: Sequence[Language]) -> Iterator[Fault]:
    """Yield a fault for every text of a group, or of a part of it, that a language lacks."""
    for path, names in texts_of(part):
        for language in languages:
            if language not in names.languages:
                yield Fault(f"{path}.{language}", "missing", "", ", ".join(languages))


def texts_of(part: Part, path: str = "") -> Iterator[tuple[str, Names]]:
    """Yield every text of a group, or of a part of it, with its place.

    >>> from hakemus.group.questions import Question
    >>> [path for path, _ in texts_of(Question(key="youth", label={"sv": "Unga"}), "questions[0]")]
    ['questions[0].label']
    """
    if isinstance(part, Names):
        yield path, part
        return
    for name, field in type(part).model_fields.items():
        value, here = getattr(part, name), f"{path}.{field.alias or name}" if path else name
        if isinstance(value, Part):
            yield from texts_of(value, here)
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Part):
                    yield from texts_of(item, f"{here}[{index}]")


def order_of(values: Mapping[str, Any]) -> tuple[Language, ...]:
    """Return all languages in the order in which a group's data name theirs, those that it does not name last.

    >>> order_of({"languages": ["sv", "fi"]}), order_of({"languages": "?"})
    (('sv', 'fi', 'en'), ('fi', 'sv', 'en'))
    """
    named = values.get("languages")
    first = (
        [one for given in named for one in LANGUAGES if one == given]
        if isinstance(named, list | tuple)
        else []
    )
    return tuple(dict.fromkeys((*first, *LANGUAGES)))


# Where two settings of one day say different things of the same case.

SteppedT = TypeVar("SteppedT", bound=Stepped)


def contradictions(
    rates: Sequence[Rate],
    amounts: Sequence[Amount],
    longest_texts: Sequence[LongestText],
    offices: Sequence[Office],
) -> Iterator[Fault]:
    """Return where two settings of one day say different things of the same case."""
    yield from _overlaps("rates", [(rate, "percent") for rate in rates])
    yield from _overlaps("amounts", [(amount, amount.kind) for amount in amounts])
    texts = enumerate(longest_texts)
    for (_, first), (index, second) in combinations(texts, 2):
        if first.field == second.field and _same_case(first, second):
            path = f"longest_texts[{index}].field"
            yield Fault(path, "repeated", second.field, "one limit for a field and day")
    for (_, early), (index, late) in combinations(enumerate(offices), 2):
        if early.start == late.start:
            yield Fault(f"offices[{index}].from", "repeated", late.start.isoformat(), "one office for a day")


def repeated_keys(name: str, keys: Sequence[str]) -> Iterator[Fault]:
    """Return where a key of a list occurs a second time."""
    for index, key in enumerate(keys):
        if key in keys[:index]:
            yield Fault(f"{name}[{index}].key", "repeated", key, "each key once")


def _overlaps(name: str, settings: Sequence[tuple[SteppedT, str]]) -> Iterator[Fault]:
    for (_, (first, kind)), (index, (second, other)) in combinations(enumerate(settings), 2):
        same = kind == other and first.condition == second.condition
        if same and _same_case(first, second) and first.meets(second):
            allowed = "steps that do not overlap, for the same measure, day and condition"
            found = f"costs_above = {second.costs_above}, costs_up_to = {second.costs_up_to}"
            yield Fault(f"{name}[{index}]", "overlap", found, allowed)


def _same_case(one: Setting, other: Setting) -> bool:
    """Return whether two settings begin on one day and name a measure in common, or neither names any."""
    shared = set(one.measures) & set(other.measures)
    return one.start == other.start and (bool(shared) or one.measures == other.measures == ())
