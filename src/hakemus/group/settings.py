"""What a Leader group sets itself: each setting with its measures, its first day and the group's decision."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain, combinations
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationInfo,
    model_validator,
)

from hakemus.errors import Fault
from hakemus.model import Application, Part, ProjectPlan
from hakemus.model.fields import Count, Day, Euros, Line, OptionalLine, Percent, Quantity, YesNo, refusal
from hakemus.programme import Reference, keys_of_every_programme
from hakemus.texts import LANGUAGES, Language
from hakemus.values.money import exact

# Where a group's decision is found: in the languages in which the group gives it.

ORDER = "languages"
"""Under this name the context of a validation holds the group's languages, its first one first."""


def languages_in_order(info: ValidationInfo) -> tuple[Language, ...]:
    """Return all languages, those of the group that is being read first."""
    order: tuple[Language, ...] = (info.context or {}).get(ORDER, LANGUAGES)
    return order


def _with_every_language(value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401
    """Return a reference whose texts lack no language: what one lacks is taken from the group's first that has it."""
    if not isinstance(value, Mapping):
        return value
    filled = dict(value)
    for name in filled.keys() & {"title", "section"}:
        text = filled[name]
        if isinstance(text, str):
            filled[name] = dict.fromkeys(LANGUAGES, text)
        elif isinstance(text, Mapping):
            first = [text[language] for language in languages_in_order(info) if language in text][:1]
            filled[name] = {**{language: one for one in first for language in LANGUAGES}, **text}
    if isinstance(filled.get("title"), dict):
        filled["title"] |= {"ours": ()}  # the group's own words are no terms of the library's
    return filled


Source = Annotated[Reference, BeforeValidator(_with_every_language)]
"""Title, section and address; the first two as a text, or by language as far as the group has them."""


AmountKind = Literal[
    "support-largest",
    "support-smallest",
    "public-support-largest",
    "total-costs-largest",
    "total-costs-smallest",
]
"""What a group's amount limits; the names are those of the programme's own parameters."""


def matching(pattern: str, code: str, example: str) -> AfterValidator:
    """Return the check that a text has a shape, as a whole."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise refusal(code, text, example)
        return text

    return AfterValidator(check)


def _one_of(known: Callable[[], Sequence[str]]) -> AfterValidator:
    """Return the check that a text is one of those known."""

    def check(text: str) -> str:
        if text not in known():
            raise refusal("not-allowed", text, ", ".join(known()))
        return text

    return AfterValidator(check)


def known_field(path: str) -> str:
    """Return the path of a field or part of the application; refuse another, as a fault of the data."""
    here: object = Application
    for step in path.split("."):
        fields = getattr(here, "model_fields", {})
        if step not in fields:
            raise refusal("not-allowed", path, "project.public_description, plan.need")
        here = fields[step].annotation
    return path


Key = Annotated[str, matching(r"[a-z][a-z0-9_]{0,39}", "not-a-key", "youth_share")]
"""A name for a machine: a small letter first, then small letters, digits and underscores, 40 at most."""

MeasureKey = Annotated[str, _one_of(lambda: keys_of_every_programme("measure"))]
"""A support form by its key in any programme: a group's data may span the periods of two."""


KINDS_OF_PROJECT = ("investment_kind", "investment_theme", "benefit")
"""The fields, and the vocabularies, that decide the highest rate of a project in the law."""

KindKey = Annotated[
    str, _one_of(lambda: [*chain.from_iterable(map(keys_of_every_programme, KINDS_OF_PROJECT))])
]
"""A kind of project by its key in any programme."""


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
        self._order = languages_in_order(info)
        return self

    @property
    def languages(self) -> tuple[Language, ...]:
        """Return the languages that have it, the group's first one first."""
        return tuple(language for language in self._order if getattr(self, language))

    @property
    def texts(self) -> tuple[str, ...]:
        """Return it in every language that has it."""
        return tuple(map(self.text, self.languages))

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

    def applies_to(self, measure: str, on: date) -> bool:
        """Return whether it has begun on a day, for a measure that it names or for every one."""
        return self.start <= on and (not self.measures or measure in self.measures)


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
    kinds: tuple[KindKey, ...] = ()
    """Kinds and themes of an investment, or who gains from a project; when left out, every one that no other names."""


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
    characters: Count = Field(gt=0)
    """At most so many characters."""


_PLAN_HEADINGS = tuple(f"plan.{name}" for name in ProjectPlan.model_fields if name != "activities")


class PlanHeading(Setting):
    """An additional heading of the project plan that the group asks for; a heading all its own is a question."""

    field: Annotated[str, _one_of(lambda: _PLAN_HEADINGS)]
    """Path of the heading in the application, such as `plan.risks`."""


class GroupAnnex(Setting):
    """An additional annex that the group asks for."""

    kind: OptionalLine = None
    """Kind of annex: a key of the programme, or the group's own."""
    name: Names
    """What it is called."""
    required: YesNo = True
    """False when it is only recommended."""


class Office(Setting):
    """The authority that decides on the group's projects."""

    name: Names
    """Its name."""


# How a Leader group selects projects, as data: gates to be passed, points to be given, and how many are enough.


class Criterion(Part):
    """A criterion: a gate is passed or not, a score gets one of its points."""

    key: Key
    """Name of the criterion in an assessment."""
    kind: Literal["gate", "score"]
    """Gate (passed or not) or score."""
    label: Names
    """The criterion in words."""
    points: tuple[Quantity, ...] = Field(default=(), max_length=50)
    """The points that may be given, from the fewest; of a gate there are none."""
    weight: Quantity = Decimal(1)
    """What the points are multiplied by."""

    @model_validator(mode="after")
    def _points_fit(self) -> Self:
        given, rising = (
            f"points = [{', '.join(map(str, points))}]" for points in (self.points, sorted(set(self.points)))
        )
        if (self.kind == "score") != bool(self.points):
            allowed = "points = [0, 1, 2]" if self.kind == "score" else "points = []"
            raise refusal("not-allowed", given, allowed)
        if given != rising:
            raise refusal("not-rising", given, rising)
        return self

    @property
    @exact
    def highest(self) -> Decimal:
        """Return the most that the criterion can add to the sum."""
        return max(self.points, default=Decimal(0)) * self.weight


class Selection(Setting):
    """The criteria of a decision, for the measures that it names, and the points that are enough."""

    criteria: tuple[Criterion, ...] = Field(min_length=1, max_length=100)
    """The criteria in the order in which they are assessed."""
    threshold: Quantity | None = None
    """The fewest points with which a project is supported; none when every project that passes the gates is."""

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        keys = [criterion.key for criterion in self.criteria]
        if repeated := sorted({key for key in keys if keys.count(key) > 1}):
            raise refusal("repeated", ", ".join(repeated), "each key once")
        if self.threshold is not None and self.threshold > self.highest:
            raise refusal("too-large", f"threshold = {self.threshold}", f"≤ {self.highest}")
        return self

    @property
    @exact
    def highest(self) -> Decimal:
        """Return the most points that a project can get."""
        return sum((criterion.highest for criterion in self.criteria), Decimal(0))


# How a Leader group shows itself: contacts, meetings of its board, logo, colours and font.

_COLOUR = re.compile(r"#?([0-9A-Fa-f]{6})")
_LEAST_CONTRAST = Decimal("4.5")
"""Between text and its ground: WCAG 2.2, success criterion 1.4.3, level AA."""

_WHITE, _BLACK = "FFFFFF", "000000"
_LINEAR_BELOW = Decimal("0.04045")


def _colour(value: Any) -> str:  # noqa: ANN401
    match = _COLOUR.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise refusal("not-a-colour", value, "#1B4332")
    return match.group(1).upper()


Colour = Annotated[str, BeforeValidator(_colour)]
"""A colour, written `#1B4332` or without the sign; kept as six digits of hexadecimal."""

Font = Annotated[Line, matching(r"[A-Za-z0-9][A-Za-z0-9 \-]{0,30}", "not-a-font", "Arial, Calibri, Verdana")]
"""The name of a font, as Word lists it."""


@exact
def contrast(one: str, other: str) -> Decimal:
    """Return the contrast of two colours by WCAG, from 1 to 21, with two decimals.

    >>> contrast("FFFFFF", "000000")
    Decimal('21.00')
    """
    luminances: list[Decimal] = []
    for colour in (one, other):
        shares = (Decimal(level) / 255 for level in bytes.fromhex(colour))
        red, green, blue = (
            share / Decimal("12.92")
            if share <= _LINEAR_BELOW
            else ((share + Decimal("0.055")) / Decimal("1.055")) ** Decimal("2.4")
            for share in shares
        )
        luminances.append(Decimal("0.2126") * red + Decimal("0.7152") * green + Decimal("0.0722") * blue)
    dark, light = sorted(luminances)
    return ((light + Decimal("0.05")) / (dark + Decimal("0.05"))).quantize(Decimal("0.01"))


def _readable_with(other: str) -> AfterValidator:
    """Return the check that text of one of two colours can be read on the other."""

    def check(colour: str) -> str:
        ratio = contrast(colour, other)
        if ratio < _LEAST_CONTRAST:
            found, least = (f"{str(one).replace('.', ',')} : 1" for one in (ratio, _LEAST_CONTRAST))
            raise refusal("low-contrast", f"{colour} ({found})", f"≥ {least}")
        return colour

    return AfterValidator(check)


class Colours(Part):
    """The group's two colours, each dark or light enough to be read."""

    heading: Annotated[Colour, _readable_with(_WHITE)] | None = None
    """Of titles and headings, on white."""
    shade: Annotated[Colour, _readable_with(_BLACK)] | None = None
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
    first = named if isinstance(named, list | tuple) else []
    known = (language for given in first for language in LANGUAGES if language == given)
    return tuple(dict.fromkeys((*known, *LANGUAGES)))


# Where two settings of one day say different things of the same case.


def contradictions(
    rates: Sequence[Rate],
    amounts: Sequence[Amount],
    longest_texts: Sequence[LongestText],
    offices: Sequence[Office],
) -> Iterator[Fault]:
    """Return where two settings of one day say different things of the same case."""
    steps: Mapping[str, Sequence[Stepped]] = {"rates": rates, "amounts": amounts}
    for name, settings in steps.items():
        for (_, first), (index, second) in combinations(enumerate(settings), 2):
            same = first.condition == second.condition and is_alike(first, second)
            if same and _same_case(first, second) and first.meets(second):
                allowed = "steps that do not overlap, for the same measure, day and condition"
                found = f"costs_above = {second.costs_above}, costs_up_to = {second.costs_up_to}"
                yield Fault(f"{name}[{index}]", "overlap", found, allowed)
    for (_, text), (index, later) in combinations(enumerate(longest_texts), 2):
        if text.field == later.field and _same_case(text, later):
            path = f"longest_texts[{index}].field"
            yield Fault(path, "repeated", later.field, "one limit for a field and day")
    for (_, early), (index, late) in combinations(enumerate(offices), 2):
        if early.start == late.start:
            yield Fault(f"offices[{index}].from", "repeated", late.start.isoformat(), "one office for a day")


def repeated_keys(name: str, keys: Sequence[str]) -> Iterator[Fault]:
    """Return where a key of a list occurs a second time."""
    for index, key in enumerate(keys):
        if key in keys[:index]:
            yield Fault(f"{name}[{index}].key", "repeated", key, "each key once")


def is_alike(one: Stepped, other: Stepped) -> bool:
    """Return whether two amounts limit the same, or two rates are for a kind of project in common or for all."""
    if isinstance(one, Rate) and isinstance(other, Rate):
        return bool(set(one.kinds) & set(other.kinds)) or one.kinds == other.kinds == ()
    return isinstance(one, Amount) and isinstance(other, Amount) and one.kind == other.kind


def _same_case(one: Setting, other: Setting) -> bool:
    """Return whether two settings begin on one day and name a measure in common, or neither names any."""
    shared = set(one.measures) & set(other.measures)
    return one.start == other.start and (bool(shared) or one.measures == other.measures == ())
