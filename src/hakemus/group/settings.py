"""What a Leader group sets itself: each setting with its measures, its first day and the group's decision."""

import re
from collections.abc import Iterator, Mapping, Sequence
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
from hakemus.group.conditions import Conditional, Facts, Key, MeasureKey, RangeTest, Test, matching, one_of
from hakemus.model import Application, Part, ProjectPlan
from hakemus.model.fields import Count, Day, Euros, Line, OptionalLine, Percent, YesNo, refusal
from hakemus.model.schema import COSTS, KINDS, KINDS_OF_PROJECT, WORDS
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


def known_field(path: str) -> str:
    """Return the path of a field or part of the application; refuse another, as a fault of the data."""
    here: object = Application
    for step in path.split("."):
        fields = getattr(here, "model_fields", {})
        if step not in fields:
            raise refusal("not-allowed", path, "project.public_description, plan.need")
        here = fields[step].annotation
    return path


KindKey = Annotated[
    str, one_of(lambda: [*chain.from_iterable(map(keys_of_every_programme, KINDS_OF_PROJECT))])
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
        if not any(getattr(self, language) for language in LANGUAGES):
            raise refusal("missing", "", ", ".join(LANGUAGES))
        self._order = tuple(one for one in languages_in_order(info) if getattr(self, one))
        return self

    @property
    def languages(self) -> tuple[Language, ...]:
        """Return the languages that have it, the group's first one first."""
        return self._order

    @property
    def texts(self) -> tuple[str, ...]:
        """Return it in every language that has it."""
        return tuple(map(self.text, self.languages))

    def text(self, language: str) -> str:
        """Return the text in a language, or else in the first language that has it.

        >>> Names(sv="SILMU rf").text("fi")
        'SILMU rf'
        """
        known = self.languages
        return str(getattr(self, language if language in known else known[0]))


class Setting(Conditional):
    """Something that a group has decided: from which day, for which measures, when, and where it is recorded."""

    model_config = ConfigDict(populate_by_name=True)

    start: Day = Field(alias="from")
    """First day; the setting holds until the group decides otherwise for the same measure."""
    measures: tuple[MeasureKey, ...] = ()
    """Keys of the support forms; when left out, every one that no other setting names."""
    reference: Source
    """The group's decision: its title, the section of it, and its address."""

    def applies_to(self, measure: str, on: date, facts: Facts | None = None) -> bool:
        """Return whether it has begun on a day, for a measure that it names or for every one.

        With the facts of an application, also whether its conditions hold, or may.
        """
        is_named = self.start <= on and (not self.measures or measure in self.measures)
        return is_named and (facts is None or self.may_hold(facts))


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

    @property
    def alternatives(self) -> tuple[Mapping[str, Test[Any]], ...]:
        """Return the tests of each way in which it may hold: the step and the condition in words are tests too."""
        of_all: dict[str, Test[Any]] = {}
        if (self.costs_above, self.costs_up_to) != (None, None):
            of_all[COSTS] = RangeTest[Any].model_construct(above=self.costs_above, up_to=self.costs_up_to)
        if self.condition is not None:
            of_all[WORDS] = Test[Any].model_construct(is_=self.condition)
        return tuple({**tests, **of_all} for tests in super().alternatives)

    @property
    def is_specific(self) -> bool:
        """Return whether it is for some applications only, and so takes the place of what is for all."""
        return self.condition is not None or super().is_specific


class Rate(Stepped):
    """A support rate of the group."""

    percent: Percent | None = None
    """Support in per cent of the costs, at most; left out only of a rate that is decided case by case."""
    percent_from: Percent | None = None
    """Of a range, its lower end: within it, the group decides."""
    case_by_case: YesNo = False
    """True when the group decides the rate of each project."""
    kinds: tuple[KindKey, ...] = ()
    """Kinds and themes of an investment, or who gains from a project; when left out, every one that no other names."""

    @model_validator(mode="after")
    def _is_a_rate(self) -> Self:
        if self.percent is None and not (self.case_by_case and self.percent_from is None):
            raise refusal("missing", "percent", "percent = 50, case_by_case = true")
        if self.percent is not None and self.percent_from is not None and self.percent_from >= self.percent:
            raise refusal("too-small", f"percent = {self.percent}", f"> percent_from = {self.percent_from}")
        return self

    @property
    def alternatives(self) -> tuple[Mapping[str, Test[Any]], ...]:
        """Return the tests of each way in which it may hold: the kinds of project are one too."""
        kinds = {KINDS: Test[Any].model_construct(any=self.kinds)} if self.kinds else {}
        return tuple({**tests, **kinds} for tests in super().alternatives)

    @property
    def is_specific(self) -> bool:
        """Return whether it is for some projects only, and so takes the place of what is for all."""
        return bool(self.kinds) or super().is_specific

    @property
    def kinds_named(self) -> frozenset[str]:
        """Return the kinds of project that it is for: those of `kinds`, and those of its conditions."""
        named = (
            key
            for tests in self.alternatives
            for fact in KINDS_OF_PROJECT
            if fact in tests
            for key in tests[fact].wanted
        )
        return frozenset((*self.kinds, *named))


class Amount(Stepped):
    """A limit of the group in euros."""

    kind: AmountKind
    """What is limited."""
    euros: Euros
    """The limit."""


ShareKind = Literal["other-public-smallest", "private-smallest", "in-kind-largest"]
"""What a share limits: other public money in the public support; in the costs, private money and in-kind work."""


class Share(Setting):
    """A limit of the group on how large a part of the financing something is."""

    kind: ShareKind
    """What is limited."""
    percent: Percent
    """The limit: of all public support for other public money, of the total costs for the others."""


_MOST_YEARS = 20
"""More than any project takes: a longer time is a slip of the pen."""


class Duration(Setting):
    """How long a project may take: so many months, or years."""

    months: Count | None = Field(default=None, gt=0, le=12 * _MOST_YEARS)
    """At most so many months."""
    years: Count | None = Field(default=None, gt=0, le=_MOST_YEARS)
    """At most so many years."""

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.months is None) == (self.years is None):
            raise refusal("missing", "", "months, years")
        return self

    @property
    def length(self) -> tuple[int, Literal["months", "years"]]:
        """Return how long: a number, and what it counts."""
        return (self.months, "months") if self.months is not None else (self.years or 0, "years")


class InterimReport(Setting):
    """How often the group asks for a report while a project is carried out."""

    every_months: Count = Field(gt=0, le=12 * _MOST_YEARS)
    """Every so many months from the start of the project."""


class Exclusion(Setting):
    """What the group does not support: in words, and by facts where they decide it."""

    text: Names
    """What is not supported."""


class LongestText(Setting):
    """How long a text may be."""

    field: Annotated[str, AfterValidator(known_field)]
    """Path of the field in the application, such as `plan.need`."""
    characters: Count = Field(gt=0)
    """At most so many characters."""


_PLAN_HEADINGS = tuple(f"plan.{name}" for name in ProjectPlan.model_fields if name != "activities")


class PlanHeading(Setting):
    """An additional heading of the project plan that the group asks for; a heading all its own is a question."""

    field: Annotated[str, one_of(lambda: _PLAN_HEADINGS)]
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


class RoundMoney(Part):
    """What a round has for some support forms."""

    measures: tuple[MeasureKey, ...] = Field(min_length=1)
    """Keys of the support forms."""
    euros: Euros
    """The Leader support that there is for them."""


class Round(Conditional):
    """A round of applications: from when and until when, for what, with how much money, and when the board meets."""

    key: Key | None = None
    """Name of the round in conditions."""
    name: Names | None = None
    """What it is called."""
    opens: Day | None = None
    """First day of applying; when left out, it is open until it closes."""
    closes: Day
    """Last day of applying."""
    meeting: Day | None = None
    """Day on which the board meets."""
    measures: tuple[MeasureKey, ...] = ()
    """Keys of the support forms that are open; when left out, all are."""
    money: Euros | None = None
    """The Leader support that there is in the round, in euros."""
    money_for: tuple[RoundMoney, ...] = Field(default=(), max_length=50)
    """What of it is for some support forms."""
    reference: Source | None = None
    """Where the group tells it."""

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        days = {"opens": self.opens, "closes": self.closes, "meeting": self.meeting}
        known = {name: day for name, day in days.items() if day is not None}
        if list(known.values()) != sorted(known.values()):
            found = ", ".join(f"{name} = {day}" for name, day in known.items())
            raise refusal("days-not-in-order", found, " ≤ ".join(known))
        if self.money is not None and (large := [one for one in self.money_for if one.euros > self.money]):
            raise refusal("too-large", f"money_for.euros = {large[0].euros}", f"≤ money = {self.money}")
        return self

    def takes(self, measure: str, facts: Facts) -> bool:
        """Return whether applications for a measure, with these facts, are taken, or may be."""
        return (not self.measures or measure in self.measures) and self.may_hold(facts)

    def money_of(self, measure: str) -> Decimal | None:
        """Return how much Leader support there is for a measure in the round; None when it does not tell."""
        own = [one.euros for one in self.money_for if measure in one.measures]
        return min(own) if own else self.money


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


def contradictions(listed: Mapping[str, Sequence[Setting]]) -> Iterator[Fault]:
    """Yield where two settings of one day say different things of the same case, by the name of their list."""
    for name, settings in listed.items():
        for (_, first), (index, second) in combinations(enumerate(settings), 2):
            if not (_is_of_one_case(first, second) and first.meets(second)):
                continue
            found = " <> ".join(filter(None, map(_tests_of, (first, second))))
            if isinstance(second, Stepped) or found:
                yield Fault(f"{name}[{index}]", "overlap", found or f"from = {second.start}", "")
            elif isinstance(second, LongestText):
                yield Fault(
                    f"{name}[{index}].field", "repeated", second.field, "one limit for a field and day"
                )
            else:
                yield Fault(f"{name}[{index}].from", "repeated", second.start.isoformat(), "one for a day")


def _tests_of(setting: Setting) -> str:
    """Return the conditions of a setting as a file has them, near enough to be found there."""
    return " / ".join(
        "; ".join(_test_in_file(name, test) for name, test in tests.items()) for tests in setting.alternatives
    )


def _test_in_file(name: str, test: Test[Any]) -> str:
    if name == COSTS:
        return f"{name}_{test.plain().replace(', ', f', {name}_')}"
    if name == KINDS:
        return f"kinds = {', '.join(test.wanted)}"
    if name == WORDS:
        return f"condition = {test.wanted[0].texts[0]}"
    return f"{name}: {test.plain()}"


def repeated_keys(name: str, keys: Sequence[str]) -> Iterator[Fault]:
    """Return where a key of a list occurs a second time."""
    for index, key in enumerate(keys):
        if key in keys[:index]:
            yield Fault(f"{name}[{index}].key", "repeated", key, "each key once")


def is_alike(one: Setting, other: Setting) -> bool:
    """Return whether two settings are of the same: a kind of amount, a field, a kind of project or all of them.

    What is for some applications only takes the place of what is for all, so the two are not alike.
    """
    if type(one) is not type(other) or (one.when is None) != (other.when is None):
        return False
    if isinstance(one, Rate) and isinstance(other, Rate):
        return bool(set(one.kinds) & set(other.kinds)) or one.kinds == other.kinds == ()
    return all(getattr(one, name, None) == getattr(other, name, None) for name in ("kind", "field"))


def _is_of_one_case(one: Setting, other: Setting) -> bool:
    """Return whether two settings of one day are of the same, for a measure in common or for every one."""
    shared = set(one.measures) & set(other.measures)
    if one.start != other.start or not (shared or one.measures == other.measures == ()):
        return False
    if getattr(one, "condition", None) != getattr(other, "condition", None):
        return False
    by_kind = [bool(getattr(each, "kinds", ())) for each in (one, other)]
    return is_alike(one, other) or (
        one.is_specific and other.is_specific and any(by_kind) and not all(by_kind)
    )
