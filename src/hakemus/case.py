"""A case: one application on a day, with everything that the day decides."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, get_args

from hakemus import group as groups
from hakemus.costing import Costing, Purchase, cost, purchases
from hakemus.errors import DayMissingError
from hakemus.model import AnnexState, Application, BodyLaw, InvestmentTheme
from hakemus.model.schema import COSTS, FACTS, KINDS, KINDS_OF_PROJECT, schema
from hakemus.programme import DatedValue, Label, Measure, Programme, entry_named, programme_on, programmes
from hakemus.programme.vocabularies import normal_form
from hakemus.support import LimitKind, Reach, SupportLimit, business_rates, reach_of, support_limits
from hakemus.texts import Wording, wording
from hakemus.values.money import exact
from hakemus.values.typed import plain_day

if TYPE_CHECKING:
    from hakemus.group import Facts, LeaderGroup, SupportForm
    from hakemus.group.conditions import FactValue


@dataclass(frozen=True)
class Case:
    """An application on a day; what follows from the two is worked out when it is first asked for.

    Attributes:
        application: The application, whole or as a draft with holes.
        programme: The programme whose law decides.
        day: The day of application.
        group: The Leader group whose rates, limits, questions and words count, if it is given.
        language: The language of the words; without one, what the group or the application chooses.
    """

    application: Application
    programme: Programme
    day: date
    group: "LeaderGroup | None" = None
    language: str | None = None

    @classmethod
    def of(
        cls,
        application: Application,
        *,
        on: date | None = None,
        group: "LeaderGroup | None" = None,
        language: str | None = None,
    ) -> Self:
        """Return the case of an application, by the programme that it names or that is in force on the day.

        Args:
            application: The application.
            on: The day of application; without one, the application's own date.
            group: The Leader group, if its data are known.
            language: The language of papers and messages, if another than the application's own.

        Raises:
            DayMissingError: There is no day.

        >>> Case.of(Application(date=date(2024, 3, 1))).programme.name
        '2023-2027'
        """
        day = on or application.date
        if day is None:
            raise DayMissingError
        programme, deciding = deciding_on(application, plain_day(day), group)
        return cls(application, programme, day, deciding, language)

    @cached_property
    def on(self) -> date:
        """Return the day whose law is read; see `Programme.day_of_law`."""
        return self.programme.day_of_law(self.day)

    @property
    def in_force(self) -> bool:
        """Return whether the programme's law is in force on the day of application."""
        return self.programme.in_force(self.day)

    @property
    def from_quota(self) -> bool:
        """Return whether a Leader group's quota pays: so it is, unless the application says it's no Leader project."""
        return self.application.classification.is_leader_project is not False

    @cached_property
    def measure(self) -> Measure | None:
        """Return the measure applied for; None without one, or for one that the programme does not know."""
        return self.programme.measure(self.application.classification.measure)

    @property
    def bound_as(self) -> str:
        """Return what a project that may be either is, by what it states: `development`, `investment`, or nothing."""
        stated = self.application.classification
        if self.measure_law("development-or-investment") is None:
            return ""
        if stated.investment_kind is not None or stated.investment_theme is not None:
            return "investment"
        return "development" if stated.benefit is not None else ""

    @property
    def bound_measure(self) -> Measure | None:
        """Return the measure whose conditions bind such a project too; None for any other, or before they are known."""
        laws = {kind: self.measure_law(f"bound-as-{kind}") for kind in ("development", "investment")}
        law = laws.get(self.bound_as)
        return None if law is None else self.programme.measure(law.keys[0])

    @property
    def is_public_body(self) -> bool:
        """Return whether the applicant is a public-law body: as its legal form is, or as it says."""
        return self.facts["body_law"] == BodyLaw.PUBLIC_LAW

    @property
    def own_form(self) -> "SupportForm | None":
        """Return the support form applied for when it is the group's own: then no law of a programme is read."""
        return None if self.group is None or self.measure is None else self.group.own_form(self.measure.key)

    @property
    def reach(self) -> Reach:
        """Return how far the project reaches by its nature: empty when it is local."""
        return reach_of(self.programme, self.measure, self.application.classification, self.on)

    @property
    def is_project(self) -> bool:
        """Return whether a project is supported: an aid to a business, which has no steering group, is none."""
        steering = self.measure_law("steering-group")
        return steering is None or steering.yes

    def national_office(self, on: date) -> tuple[DatedValue, Label] | None:
        """Return the law on who decides on national projects on a day, and the office's name; None for any other.

        Whoever the area belongs to doesn't matter then.
        """
        parameter = self.programme.find("authority.national-office")
        law = parameter.value_on(on) if parameter is not None and self.reach == "national" else None
        if law is None or not self.is_project:
            return None
        return law, self.programme.vocabulary("authority").entry(law.keys[0]).label

    @cached_property
    def memo(self) -> dict[str, Any]:
        """Return what others have worked out of the case, under names of theirs, so that it is worked out once."""
        return {}

    @cached_property
    def costing(self) -> Costing:
        """Return the budget, counted by the law."""
        return cost(self.application.budget, self.programme, self.on, self.measure)

    def purchases(self, limit: Decimal) -> tuple[Purchase, ...]:
        """Return what the budget buys, as rules and papers ask for it; of `limit` euros on, an item is large."""
        known: dict[Decimal, tuple[Purchase, ...]] = self.memo.setdefault("purchases", {})
        if limit not in known:
            known[limit] = purchases(self.costing, self.programme, limit)
        return known[limit]

    def support_limits(self, *kinds: LimitKind) -> tuple[SupportLimit, ...]:
        """Return every limit on the support, those of the law first, or those of some kinds; none without a measure."""
        if self.measure is None:
            return ()
        classification, business = self.application.classification, self.application.business
        return support_limits(
            self.costing,
            self.measure,
            self.on,
            self.group,
            kinds or get_args(LimitKind),
            classification=classification,
            business=business,
            facts=self.facts,
        )

    @cached_property
    def business_rates(self) -> tuple[DatedValue, ...]:
        """Return the rates that may hold for a business's investment; none while its place isn't stated."""
        classification, business = self.application.classification, self.application.business
        return () if self.measure is None else business_rates(self.measure, classification, business, self.on)

    @cached_property
    @exact
    def facts(self) -> "Facts":
        """Return what the application states of the facts that a Leader group's conditions may ask for."""
        costing = self.costing
        support = costing.leader_support if costing.states_support else None
        stated = facts_of(
            self.application,
            measure=None if self.measure is None else self.measure.key,
            on=self.day,
            costs=costing.total_costs if costing.states_costs else None,
            support=support,
            public_support=None if support is None else support + costing.other_public_total,
        )
        return stated if self.group is None else self.group.facts(stated, self.application)

    @cached_property
    def words(self) -> Wording:
        """Return the words of the language given, or of the one that the group or the application chooses."""
        if self.group is None:
            return wording(self.language or self.application.language)
        return self.group.wording(self.language or self.group.language_of(self.application))

    def law(self, path: str) -> DatedValue:
        """Return the value of a parameter; raise `ParameterError` when the law gives none."""
        return self.programme.parameter(path).on(self.on)

    def known_law(self, path: str) -> DatedValue | None:
        """Return the value of a parameter, or None when the law of the day gives none.

        Raises:
            ParameterError: No programme has a parameter of that path.
        """
        parameter = self.programme.find(path)
        if parameter is None:
            if not any(programme.find(path) for programme in programmes()):
                self.programme.parameter(path)
            return None
        return parameter.value_on(self.on)

    def measure_law(self, name: str, finding: str | None = None) -> DatedValue | None:
        """Return the value of a name for the measure, or None when the law gives none for it.

        Args:
            name: The key of the parameter in the file of the measure, of its family or of every measure.
            finding: Only a value whose data name this id for the finding of a breach; "", only one that names none.
        """
        measure, on = self.measure, self.on
        if measure is None:
            return None

        def value() -> DatedValue | None:
            parameter = measure.find(name, finding)
            return None if parameter is None else parameter.value_on(on)

        return self.programme.known.kept(("value", name, finding, measure.key, on), value)

    def investment_law(self, name: str) -> DatedValue | None:
        """Return the value of a name for the measure, or for the investment that a project states itself to be."""
        own, measure = self.measure_law(name), self.bound_measure
        return own if own is not None or measure is None else measure.value_on(name, self.on)


# Which programme decides, and what of the application a Leader group may ask for: also without a group.


def decided_by(
    day: date | None, name: str | None, measure: str | None, group: "LeaderGroup | None"
) -> "tuple[Programme, LeaderGroup | None]":
    """Return the programme that decides on an application, and the group with what it sets for the support form.

    Of a support form of the group's own it is a programme that holds what the group has decided, and no law.
    Otherwise it is that of `programme_on`, and the group as it is.

    Args:
        day: The day of application, if it is known.
        name: What the application calls its programme.
        measure: The support form applied for.
        group: The Leader group, if its data are known.
    """
    form = None if group is None else group.own_form(measure)
    if form is None or group is None:
        return programme_on(day, name, measure), group
    return groups.programme_of_form(form, group.name, programme_on(day).name), group.of_form(form)


def deciding_on(
    application: Application, day: date | None, group: "LeaderGroup | None"
) -> "tuple[Programme, LeaderGroup | None]":
    """Return what decides on an application of a day, by what it names: as `decided_by`."""
    named = application.classification
    return decided_by(day, named.programme, named.measure, group)


def known_group(group: "LeaderGroup | str | Path | None") -> "LeaderGroup | None":
    """Return a Leader group that is given as it is, or by its path or name; raises as `find_group`."""
    return groups.find_group(str(group)) if isinstance(group, str | Path) else group


def facts_of(
    application: Application,
    *,
    measure: str | None,
    on: date,
    costs: Decimal | None = None,
    support: Decimal | None = None,
    public_support: Decimal | None = None,
) -> "dict[str, FactValue | None]":
    """Return what an application states, by the name of the fact; of what it leaves open, None.

    The answers to a group's questions and the round are the group's to add: `LeaderGroup.facts`.

    Args:
        application: The application.
        measure: The key of its support form, or None.
        on: The day of application.
        costs: The total costs in euros, or None while they aren't stated.
        support: The Leader support sought in euros, or None while it isn't stated.
        public_support: The Leader support with other public money, or None.
    """
    facts: dict[str, FactValue | None] = {}
    for name, path in FACTS.items():
        field = schema()[path]
        if field.kind != "part" and name not in {"support", "public_support", "duration_months", "round"}:
            value = attrgetter(path)(application)
            entry = entry_named(field.vocabulary, value) if field.vocabulary and value else None
            facts[name] = value if entry is None else entry.key
    form = entry_named("legal_form", application.applicant.legal_form or "")
    law_of_form = None if form is None else form.text("law") or None
    # A municipality, a parish or the state is never under private law; an act may put an association under public law.
    if facts["body_law"] is None or law_of_form == BodyLaw.PUBLIC_LAW:
        facts["body_law"] = law_of_form
    if (
        facts["smart_village_plan"] is None
        and facts["investment_theme"] == InvestmentTheme.SMART_VILLAGE_PLAN
    ):
        facts["smart_village_plan"] = True
    start, end = application.project.start_date, application.project.end_date
    annexes: dict[str, bool] = {}
    for annex in application.annexes:
        entry = entry_named("annex_kind", annex.kind or "")
        if annex.standing is not None:
            names = (annex.kind, annex.title, entry and entry.key)
            annexes |= {normal_form(one): annex.standing is AnnexState.ATTACHED for one in names if one}
    kinds = (facts[name] for name in KINDS_OF_PROJECT)
    return facts | {
        COSTS: costs,
        KINDS: frozenset(one for one in kinds if isinstance(one, str)),
        "measure": measure,
        "date": on,
        "total_costs": costs,
        "support": support,
        "public_support": public_support,
        "duration_months": None if start is None or end is None else months_begun(start, end),
        "annex": annexes,
    }


def months_begun(start: date, end: date) -> Decimal:
    """Return how many months have begun from a first to a last day.

    >>> months_begun(date(2026, 1, 1), date(2026, 12, 31)), months_begun(date(2026, 1, 1), date(2027, 1, 1))
    (Decimal('12'), Decimal('13'))
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    return Decimal(months + (end.day >= start.day))
