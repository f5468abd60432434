"""A programme's law as data: its parameters by date, its vocabularies and its measures."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal, NamedTuple, NoReturn, TypeVar, cast

from hakemus.errors import Fault, ParameterError, UnknownNameError
from hakemus.programme.statutes import Provision, Statute, provision
from hakemus.programme.vocabularies import (
    Certainty,
    Entry,
    Label,
    Reference,
    Vocabulary,
    names_of,
    normal_form,
    weaker,
)

# A value of the law by date: what it is on a day, from when, by what, and how sure that is.

NumberUnit = Literal[
    "EUR",
    "EUR/hour",
    "per cent",
    "years",
    "months",
    "days",
    "persons",
    "person-years",
    "companies",
    "organisations",
    "Leader groups",
    "characters",
    "instalments",
    "times",
]
Unit = Literal[NumberUnit, "date", "yes-no", "text", "keys"]
DecidingDay = Literal["application-date", "decision-date"]
MarkKind = Literal["repealed", "group", "authority", "unknown"]
Checked = Literal["by-hand", "by-hand-of-lump-sum", "no-condition"]
"""Who checks a value that no rule reads: a person, since no field of an application says it; or nobody need."""
Standing = Literal["set", "not-yet-in-force", MarkKind]
Value = Decimal | tuple[Decimal, ...] | tuple[str, ...] | bool | date | Label

KindT = TypeVar("KindT", Decimal, str, bool, date, Label)
MadeT = TypeVar("MadeT")

_REASONS: dict[MarkKind, str] = {
    "repealed": "it was repealed on {}; ask for an earlier day",
    "group": "each Leader group sets it since {}; take it from the group's own data",
    "authority": "since {} the authority sets it in each decision; take it from there",
    "unknown": "since {} no source we have seen tells it; leave it to the group or the authority",
}


class DatedValue(NamedTuple):
    """A value that holds from `start` until the next one: with its certainty, reference and perhaps a note.

    `value` is a `Decimal` (or several, of which one is to be met), a `date`, a `bool`, a `Label` (text) or
    keys of a vocabulary. `note` says what is unsure, and is to be printed where the value is.
    """

    path: str
    start: date
    value: Value
    certainty: Certainty
    reference: Reference
    note: Label | None = None

    @property
    def number(self) -> Decimal:
        """Return the number; raise `ParameterError` when the value isn't one."""
        return self._single(Decimal, "number")

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """Return the numbers, of which one is to be met; raise `ParameterError` when the value isn't any."""
        return self._several(Decimal, "numbers")

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the parameter's vocabulary; raise `ParameterError` when the value isn't any."""
        return self._several(str, "keys")

    @property
    def yes(self) -> bool:
        """Return whether it is so; raise `ParameterError` when the value isn't a yes or a no."""
        return self._single(bool, "yes")

    @property
    def day(self) -> date:
        """Return the date; raise `ParameterError` when the value isn't one."""
        return self._single(date, "day")

    @property
    def label(self) -> Label:
        """Return the text in three languages; raise `ParameterError` when the value isn't one."""
        return self._single(Label, "label")

    def _single(self, kind: type[KindT], wanted: str) -> KindT:
        if isinstance(self.value, kind):
            return self.value
        found = type(self.value).__name__
        fault = Fault(self.path, "other-kind", found, "the property that fits the parameter's unit")
        raise ParameterError(f"{self.path} was asked for as `{wanted}`, but its value is a {found}", [fault])

    def _several(self, kind: type[KindT], wanted: str) -> tuple[KindT, ...]:
        values = self.value if isinstance(self.value, tuple) else (self.value,)
        found = tuple(value for value in values if isinstance(value, kind))
        return found if len(found) == len(values) else (self._single(kind, wanted),)


class DatedMark(NamedTuple):
    """From `start` on there is no value: it is repealed, a group or the authority sets it, or no source states it."""

    start: date
    kind: MarkKind
    certainty: Certainty
    reference: Reference
    note: Label | None = None


class Parameter(NamedTuple):
    """A value of the law through time.

    `path` is the file and the key (`preparatory-funding.amount`), `decided_by` the day that selects the
    value, `timeline` all that was ever said, `vocabulary` the list its keys come from ("" when it has none).
    `checked` is `by-hand` (of a lump sum only: `by-hand-of-lump-sum`) or `no-condition` where no rule can check it;
    `finding` is the id of the finding that a breach gives, where it isn't that of the rule for every measure.
    """

    path: str
    label: Label
    unit: Unit
    decided_by: DecidingDay
    timeline: tuple[DatedValue | DatedMark, ...]
    vocabulary: str = ""
    checked: Checked | None = None
    finding: str = ""

    def on(self, day: date) -> DatedValue:
        """Return the value of a day.

        Raise `ParameterError` on a day before the first, after the repeal, or when the group sets it or no
        source states it.

        >>> from hakemus.programme import open_programme
        >>> parameter = open_programme().parameter("preparatory-funding.amount")
        >>> parameter.on(date(2024, 3, 1)).number
        Decimal('5000')
        """
        entry = self.entry_on(day)
        if isinstance(entry, DatedValue):
            return entry
        return self._refuse(day, entry.kind, _REASONS[entry.kind].format(entry.start))

    def value_on(self, day: date) -> DatedValue | None:
        """Return the value of a day, or None when there is none."""
        entry = _entry_at(self.timeline, day)
        return entry if isinstance(entry, DatedValue) else None

    def standing(self, day: date) -> Standing:
        """Return the state of the value on a day: `set`, or why there is none.

        `group`: each Leader group sets it. `unknown`: the law or the authority surely has it, but no source
        we have seen states it, so that a report names it: silence is not to be taken for approval.
        """
        entry = _entry_at(self.timeline, day)
        if entry is None:
            return "not-yet-in-force"
        return "set" if isinstance(entry, DatedValue) else entry.kind

    def entry_on(self, day: date) -> DatedValue | DatedMark:
        """Return what the timeline says on a day, a value or not; raise `ParameterError` before the first."""
        entry = _entry_at(self.timeline, day)
        if entry is None:
            first = self.timeline[0].start
            reason = f"its first day is {first}; ask for that day or a later one"
            return self._refuse(day, "not-yet-in-force", reason)
        return entry

    def _refuse(self, day: date, code: str, reason: str) -> NoReturn:
        fault = Fault(self.path, code, day.isoformat(), reason)
        raise ParameterError(f"{self.path} has no value on {day}: {reason}", [fault])


def _entry_at(timeline: Sequence[DatedValue | DatedMark], day: date) -> DatedValue | DatedMark | None:
    for entry in reversed(timeline):  # of one or two entries, nearly always
        if entry.start <= day:
            return entry
    return None


class Parameters(Mapping[str, Parameter]):
    """The parameters of a programme by their paths; what is asked of all of them again and again is found once."""

    def __init__(self, found: Mapping[str, Parameter]) -> None:
        self._found = found
        self._files: dict[str, tuple[str, ...]] = {}
        self._nearest: dict[tuple[str, ...], tuple[Parameter, ...]] = {}
        self._places: dict[tuple[str, str], str] = {}
        self.memo: dict[Any, Any] = {}
        """What others have worked out of the parameters, so that it is worked out once."""

    def __getitem__(self, path: str) -> Parameter:
        return self._found[path]

    def get(self, path: str, default: Any = None) -> Any:  # noqa: ANN401 - as `dict.get`
        """Return the parameter of a path, or something else where there is none."""
        return self._found.get(path, default)

    def kept(self, _key: Hashable, /, make: Callable[[], MadeT]) -> MadeT:
        """Return what is made of some parameters; where a check asks, what was made under that key before.

        The key holds all that it depends on but the programme: what it is, of which measure, on which day.
        """
        return make()

    def __contains__(self, path: object) -> bool:
        return path in self._found

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def in_file(self, file: str) -> tuple[str, ...]:
        """Return the paths of the parameters of a file, sorted; there may be no such file."""
        if not self._files:
            files: dict[str, list[str]] = {}
            for path in sorted(self._found):
                files.setdefault(path.partition(".")[0], []).append(path)
            self._files = {name: tuple(paths) for name, paths in files.items()}
        return self._files.get(file, ())

    def place(self, measure: "Measure", name: str) -> str:
        """Return the path of the parameter of a name that holds for a measure, or an empty text."""
        asked = measure.key, name
        if (known := self._places.get(asked)) is None:
            paths = (f"{file}.{name}" for file in measure.files)
            known = self._places[asked] = next((path for path in paths if path in self._found), "")
        return known

    def nearest(self, files: tuple[str, ...]) -> tuple[Parameter, ...]:
        """Return each parameter of some files, by its name that of the first file that has it, sorted by name."""
        if (known := self._nearest.get(files)) is None:
            paths: dict[str, str] = {}
            for file in files:
                for path in self.in_file(file):
                    paths.setdefault(path.partition(".")[2], path)
            known = self._nearest[files] = tuple(self._found[paths[name]] for name in sorted(paths))
        return known


# A support form (measure) as the law has it: applicants, papers, annexes, cost models, what is unknown.

EVERY_MEASURE = "every-measure"


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex that a measure asks for: its entry in `annex_kind`, and how sure it is that it is asked."""

    kind: Entry
    certainty: Certainty
    reference: Reference

    @property
    def key(self) -> str:
        """Return the key of its kind."""
        return self.kind.key


class AskedHeading(NamedTuple):
    """A heading that the law asks of a project plan: its entry in `plan_heading`, and how sure it is that it is asked.

    Its provision is its own unit of the statute that asks, where the vocabulary knows it, with the unit that asks some
    support forms for it only.
    """

    kind: Entry
    given: DatedValue
    statute: Statute | None = None

    @property
    def certainty(self) -> Certainty:
        """Return how sure it is that it is asked."""
        return self.given.certainty

    @property
    def note(self) -> Label | None:
        """Return what is to be known of the asking."""
        return self.given.note

    @property
    def reference(self) -> Reference:
        """Return where it is asked."""
        asking = self.given.reference
        own = self._own_units
        if self.statute is None or not own or not isinstance(asking, Provision):
            return asking
        is_within = any(f"{own[0]}.".startswith(f"{unit}.") for unit in asking.units)
        units = own if is_within else (*own, *asking.units)
        return provision(asking.title, asking.address, asking.statute, units, self.statute.structure)

    @property
    def _own_units(self) -> tuple[str, ...]:
        own, asking = self.kind.reference, self.given.reference
        if isinstance(own, Provision) and isinstance(asking, Provision) and own.statute == asking.statute:
            return own.units
        elsewhere = (one.split() for one in self.kind.keys("elsewhere"))
        return tuple(
            unit for number, unit in elsewhere if isinstance(asking, Provision) and number == asking.statute
        )

    @property
    def path(self) -> str:
        """Return the field of the application that holds its text."""
        return f"plan.{self.kind.key.replace('-', '_')}"

    @property
    def stated_by(self) -> tuple[str, ...]:
        """Return the paths of the other fields, any of which says the same."""
        return self.kind.keys("stated_by")

    @property
    def is_needed(self) -> bool:
        """Return whether a plan needs it; of what only some projects have, such as a transfer of aid, it is not."""
        return self.kind.text("need") != "if-any"

    @property
    def may_be_needless(self) -> bool:
        """Return whether the law lets a plan be without it where it is plainly needless."""
        return self.kind.text("need") == "unless-needless"


@dataclass(frozen=True, slots=True)
class Measure:
    """A support form. What depends on the day is asked with a day; `ParameterError` as with parameters.

    A value is looked for in the measure's own file, then in that of its family, then in `every-measure`.

    >>> from hakemus.programme import open_programme
    >>> measure = open_programme().measure("Valmisteluraha")
    >>> measure.key
    'preparatory-funding'
    >>> measure.cost_models(date(2024, 3, 1))
    ('lump-sum',)
    """

    entry: Entry
    programme: "Programme"

    @property
    def key(self) -> str:
        """Return the measure's key."""
        return self.entry.key

    @property
    def label(self) -> Label:
        """Return the measure's name in three languages."""
        return self.entry.label

    @property
    def family(self) -> str:
        """Return the name of the file whose rules it shares with its kind, or an empty text."""
        return self.entry.text("family")

    @property
    def files(self) -> tuple[str, ...]:
        """Return the names of the files that its values are looked for in, the nearest first."""
        return tuple(file for file in (self.key, self.family, EVERY_MEASURE) if file)

    def find(self, name: str, finding: str | None = None) -> Parameter | None:
        """Return the parameter of a name that holds for the measure, or None when there is none.

        Args:
            name: Its name in a file.
            finding: Only one whose data name this id for the finding of a breach; "", only one that names none.
        """
        every = self.programme.known
        path = every.place(self, name)
        # What another rule is named for is not looked up: it would be recorded as read by this one.
        passed_by = path and finding is not None and every[path].finding != finding
        return None if passed_by else every.get(path)

    def parameter(self, name: str) -> Parameter:
        """Return the parameter of a name that holds for the measure; raise `ParameterError` without one."""
        return self.find(name) or self.programme.parameter(f"{self.key}.{name}")

    def parameters(self) -> tuple[Parameter, ...]:
        """Return every parameter that holds for the measure: the nearest of each name, sorted by name."""
        return self.programme.known.nearest(self.files)

    def standing(self, standing: Standing, day: date) -> tuple[Parameter, ...]:
        """Return the parameters in that state on a day, such as `unknown` (no source states them), sorted."""
        every = self.programme.known
        key = "standing", standing, self.key, day
        return every.kept(
            key, lambda: tuple(one for one in self.parameters() if one.standing(day) == standing)
        )

    def value_on(self, name: str, day: date) -> DatedValue | None:
        """Return the value of a name on a day, or None when the programme gives none for the measure."""
        parameter = self.find(name)
        return None if parameter is None else parameter.value_on(day)

    def papers(self, day: date) -> tuple[str, ...]:
        """Return the documents of this library that make up its application (keys of `paper`), in their order.

        The list of the measure, its family or every measure, and what the measure or its family adds. Which of them
        an application asks for, its content says.
        """

        def listed() -> tuple[str, ...]:
            further = self.value_on("papers-further", day)
            found = {*self.parameter("papers").on(day).keys, *(further.keys if further is not None else ())}
            return tuple(key for key in self.programme.vocabulary("paper").keys if key in found)

        return self.programme.known.kept(("papers", self.key, day), listed)

    def cost_models(self, day: date) -> tuple[str, ...]:
        """Return the cost models allowed (keys of `cost_model`)."""
        return self.parameter("cost-models").on(day).keys

    def annexes(self, day: date) -> tuple[Annex, ...]:
        """Return the annexes asked for, each with the weaker certainty of the asking and of its kind.

        The list of the measure, its family or every measure, and what the measure or its family adds. Which
        of them apply to an application, the column `asked` of `annex_kind` says. The reference is that of the kind,
        unless the measure says that only pages ask for it.
        """

        def listed() -> tuple[Annex, ...]:
            kinds = self.programme.vocabulary("annex_kind")
            lists = (self.value_on(name, day) for name in ("annexes", "annexes-further"))
            asked = {key: given.certainty for given in lists if given is not None for key in given.keys}
            pages = self.value_on("annexes-by-pages", day)
            by_pages = {} if pages is None else dict.fromkeys(pages.keys, pages.reference)
            entries = ((kinds.entry(key), certainty) for key, certainty in asked.items())
            return tuple(
                Annex(one, weaker(certainty, one.certainty), by_pages.get(one.key, one.reference))
                for one, certainty in entries
            )

        return self.programme.known.kept(("annexes", self.key, day), listed)


@dataclass(frozen=True, slots=True, repr=False)
class Programme:
    """The law of a funding period as we have it.

    Attributes:
        name: The name of its folder, such as `2023-2027`.
        first_day: The day from which its law is in force.
        last_day: The last day on which it is; None as long as no source states it.
        fund: The key of its entry in the vocabulary `programme`: what the public register calls it. May be empty.
        statutes_by_number: The statutes whose units are listed, such as `617/2023`.
    """

    name: str
    label: Label
    first_day: date
    certainty: Certainty
    reference: Reference
    parameters_by_path: Mapping[str, Parameter]
    vocabularies_by_name: Mapping[str, Vocabulary]
    last_day: date | None = None
    fund: str = ""
    statutes_by_number: Mapping[str, Statute] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not isinstance(self.parameters_by_path, Parameters):
            object.__setattr__(self, "parameters_by_path", Parameters(self.parameters_by_path))

    @property
    def known(self) -> Parameters:
        """Return `parameters_by_path` with what is found once for all that ask."""
        return cast("Parameters", self.parameters_by_path)

    def __repr__(self) -> str:
        return f"Programme({self.name!r}, {len(self.parameters_by_path)} parameters)"

    def in_force(self, day: date) -> bool:
        """Return whether the programme's law is in force on a day.

        >>> from hakemus.programme import open_programme
        >>> open_programme().in_force(date(2023, 4, 5))
        False
        """
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)

    def is_called(self, text: str) -> bool:
        """Return whether a text names this programme: its name, its label, or the register's words for it.

        >>> from hakemus.programme import open_programme
        >>> open_programme("2023-2027").is_called("Landsbygdsfonden 2023–2027")
        True
        """
        found = self.vocabularies_by_name["programme"].find(text) if self.fund else None
        own = found is not None and found.key == self.fund
        return own or normal_form(text) in names_of(self.name, self.label)

    def day_of_law(self, day: date) -> date:
        """Return the day whose law is read for a day: the same, or the nearest on which the programme is in force.

        So papers may be drafted before there is any law: they say what it will ask.

        >>> from hakemus.programme import open_programme
        >>> open_programme().day_of_law(date(2023, 1, 1))
        datetime.date(2023, 4, 6)
        """
        first = max(day, self.first_day)
        return first if self.last_day is None else min(first, self.last_day)

    def find(self, path: str) -> Parameter | None:
        """Return the parameter of a path such as `preparatory-funding.amount`, or None."""
        return self.parameters_by_path.get(path)

    def value_on(self, path: str, day: date) -> DatedValue | None:
        """Return the value of a path on a day, or None when there is no such parameter, or it has none then."""
        parameter = self.find(path)
        return None if parameter is None else parameter.value_on(day)

    def parameter(self, path: str) -> Parameter:
        """Return the parameter of a path; raise `ParameterError` for a path that is not known."""
        if found := self.parameters_by_path.get(path):
            return found
        from difflib import get_close_matches  # noqa: PLC0415 - nobody asks for a path that is not there, but by mistake

        likely = "".join(get_close_matches(path, self.parameters_by_path, n=1))
        fault = Fault(path, "unknown-parameter", path, "a path of `parameters()`", likely)
        raise ParameterError(f"the programme {self.name} has no parameter {path}", [fault])

    def parameters(self, file: str = "") -> tuple[Parameter, ...]:
        """Return all parameters, or those of one file, sorted by path."""
        every = self.known
        return tuple(map(every.__getitem__, every.in_file(file) if file else sorted(every)))

    def number(self, path: str, day: date) -> Decimal:
        """Return the number that a parameter is on a day; raise `ParameterError` when there is none.

        >>> from hakemus.programme import open_programme
        >>> open_programme().number("in-kind.person-hour", date(2024, 3, 1))
        Decimal('20')
        """
        return self.parameter(path).on(day).number

    def vocabulary(self, name: str) -> Vocabulary:
        """Return a vocabulary; raise `UnknownNameError` for a name that is not known."""
        if found := self.vocabularies_by_name.get(name):
            return found
        raise UnknownNameError("vocabulary", name, self.vocabularies_by_name)

    def vocabularies(self) -> tuple[Vocabulary, ...]:
        """Return all vocabularies, sorted by name."""
        return tuple(self.vocabularies_by_name[name] for name in sorted(self.vocabularies_by_name))

    def statute(self, number: str) -> Statute:
        """Return a statute whose units are listed; raise `UnknownNameError` for a number that is not known.

        >>> from hakemus.programme import open_programme
        >>> open_programme().statute("617/2023").units["14"].says.text("sv").partition(":")[0]
        'Förberedelsepengar'
        """
        if found := self.statutes_by_number.get(number):
            return found
        raise UnknownNameError("statute", number, self.statutes_by_number)

    def measure(self, text: str | None) -> Measure | None:
        """Return the measure whose key, or whose label in any language, the text is; or None."""
        entry = self.vocabulary("measure").find(text)
        return None if entry is None else Measure(entry, self)

    def measures(self) -> tuple[Measure, ...]:
        """Return all measures, in the order of the vocabulary."""
        return tuple(Measure(entry, self) for entry in self.vocabulary("measure").entries)

    def plan_headings(self, measure: Measure | None, day: date) -> DatedValue | None:
        """Return what the law asks of the plan itself; None for a measure about which no source says.

        Without a measure it is what is asked of every one. `asked_headings` has also what is asked of plan or
        application.

        >>> from hakemus.programme import open_programme
        >>> programme, day = open_programme(), date(2024, 3, 1)
        >>> programme.plan_headings(None, day).keys[:3]
        ('need', 'objectives', 'measures')
        """
        return self._of_every_or("plan-headings", measure, day)

    def asked_headings(
        self, measure: Measure | None, day: date, *, further: bool = True
    ) -> tuple[AskedHeading, ...]:
        """Return each heading that the law asks of the project plan or the application: the plan's own first.

        Without a measure they are those of every one; there are none for a measure about which no source says. Without
        `further`, they are those of the plan itself.

        >>> from hakemus.programme import open_programme
        >>> programme, day = open_programme(), date(2026, 3, 1)
        >>> asked = programme.asked_headings(programme.measure("preparatory-funding"), day)
        >>> next(one.reference.text("en") for one in asked if one.path == "plan.roles")[-38:]
        'section 4(1), point 4 and section 4(2)'
        """

        def listed() -> tuple[AskedHeading, ...]:
            kinds = self.vocabulary("plan_heading")
            names = ("plan-headings", "plan-headings-further") if further else ("plan-headings",)
            lists = (self._of_every_or(name, measure, day) for name in names)
            asked = {key: given for given in lists if given is not None for key in given.keys}
            return tuple(self._asked_heading(kinds.entry(key), given) for key, given in asked.items())

        return self.known.kept(("headings", measure and measure.key, day, further), listed)

    def _asked_heading(self, kind: Entry, given: DatedValue) -> AskedHeading:
        asking = given.reference
        number = asking.statute if isinstance(asking, Provision) else ""
        return AskedHeading(kind, given, self.statutes_by_number.get(number))

    def _of_every_or(self, name: str, measure: Measure | None, day: date) -> DatedValue | None:
        if measure is not None:
            return measure.value_on(name, day)
        return self.value_on(f"{EVERY_MEASURE}.{name}", day)

    def has_file(self, name: str) -> bool:
        """Return whether there is a file of parameters of that name."""
        return bool(self.known.in_file(name))
