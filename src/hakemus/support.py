"""The Leader support that may be sought: the rate of a kind of project, every limit, who pays, and an advance."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from decimal import ROUND_UP, Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple, cast, get_args

from hakemus import group as groups
from hakemus.costing import Costing
from hakemus.model import Business, Classification
from hakemus.model.schema import KINDS_OF_PROJECT
from hakemus.programme import DatedValue, Entry, Measure, Programme, weaker
from hakemus.values.money import CENT, ZERO, allocate, exact, percentage_of, rate, to_cents

if TYPE_CHECKING:
    from hakemus.group import Amount, Facts, LeaderGroup, Rate

# Who pays the Leader support: EU, state and municipalities, by the programme's frame.


class FundingSplit(NamedTuple):
    """The Leader support by payer, in euros and whole cents that sum to it."""

    eu: Decimal
    state: Decimal
    municipalities: Decimal


def split_support(support: Decimal, programme: Programme, on: date) -> FundingSplit:
    """Return the Leader support by payer, in the shares of a day, cents by the method of largest remainders.

    That every decision is split as the programme's frame is, no source confirms.

    >>> from hakemus.programme import open_programme
    >>> split_support(Decimal("1000.01"), open_programme(), date(2024, 3, 1)).eu
    Decimal('430.01')
    """
    percents = [programme.number(f"funding-split.{payer}", on) for payer in ("eu", "state", "municipalities")]
    return FundingSplit(*allocate(support, percents))


# The kind of a project decides its highest rate: what kind of investment it is, or who gains from it.

_KINDS = {"investment_kind": "investment-kinds", "benefit": "benefits"}
"""The fields that say the kind, each with the name of the measure's list of its keys."""

_THEME, _THEMES = "investment_theme", "investment-themes"


class KindRates(NamedTuple):
    """The support rates that the law gives to the kind of a project, each with its certainty.

    Attributes:
        highest: The highest rate of the kind; None while the application doesn't say it.
        lowest: The lowest rate of the kind, if it has one.
        alone: True when the law speaks of the support alone; otherwise other public money counts.
        strictest: While the kind isn't stated, the lowest of the highest rates that it could have.
        lacking: The field that would say it, such as `benefit`; empty when nothing is lacking.
    """

    highest: DatedValue | None = None
    lowest: DatedValue | None = None
    alone: bool = False
    strictest: DatedValue | None = None
    lacking: str = ""


def stated_kinds(classification: Classification) -> tuple[str, ...]:
    """Return the keys by which an application says what decides its highest rate."""
    return tuple(filter(None, (getattr(classification, name) for name in KINDS_OF_PROJECT)))


def kind_rates(measure: Measure, classification: Classification, on: date) -> KindRates:
    """Return the support rates of the kind of project that an application states, on a day.

    A theme of an investment lifts the rate of its kind. A measure of one kind only needs no statement. A kind that
    isn't among those of the measure has its own rate all the same: the law gives it to the kind.

    >>> from hakemus.programme import open_programme
    >>> investment, day = open_programme().measure("investment"), date(2026, 3, 1)
    >>> kind_rates(investment, Classification(investment_kind="water"), day).highest.number
    Decimal('65')
    >>> kind_rates(investment, Classification(), day).lacking
    'investment_kind'
    """

    def rate_of(entry: Entry, column: str = "rate") -> DatedValue | None:
        return measure.programme.value_on(entry.text(column), on)

    def of_measure() -> tuple[dict[str, DatedValue | None], dict[str, dict[str, KindRates]]]:
        themes = {one.key: rate_of(one) for one in _entries_of(measure, _THEME, _THEMES, on)}
        return themes, {
            field: {one.key: _rates_of(one, rate_of) for one in _entries_of(measure, field, listed, on)}
            for field, listed in _KINDS.items()
        }

    themes, kinds = measure.programme.known.kept(("rates", measure.key, on), of_measure)
    lifted = themes.get(classification.investment_theme or "")
    for field, rates in kinds.items():
        given = next(iter(rates)) if len(rates) == 1 else getattr(classification, field)
        other = measure.programme.vocabulary(field).find(given) if rates and given not in rates else None
        own = KindRates() if other is None else _rates_of(other, rate_of)
        own = rates.get(given or "", own)
        if own.highest is not None and (lifted is None or own.highest.number >= lifted.number):
            return own
    if lifted is not None:
        return KindRates(lifted)
    asked = [field for field, rates in kinds.items() if rates]
    if not asked or any(getattr(classification, field) is not None for field in asked):
        return KindRates()
    possible = (own.highest for field in asked for own in kinds[field].values() if own.highest is not None)
    strictest = min(possible, key=lambda one: one.number, default=None)
    return KindRates(strictest=strictest, lacking=asked[0])


def kinds_of(measure: Measure, on: date) -> tuple[Entry, ...]:
    """Return the kinds and themes of project, and those who may gain, of which a measure knows the rates on a day."""
    listed = {**_KINDS, _THEME: _THEMES}
    return tuple(entry for field, name in listed.items() for entry in _entries_of(measure, field, name, on))


def _rates_of(entry: Entry, rate_of: Callable[..., DatedValue | None]) -> KindRates:
    return KindRates(rate_of(entry), rate_of(entry, "lowest"), entry.flag("alone"))


def _entries_of(measure: Measure, vocabulary: str, listed: str, on: date) -> tuple[Entry, ...]:
    """Return the entries of a vocabulary that a list of the measure names; none when it has no such list."""
    law = measure.value_on(listed, on)
    if law is None:
        return ()
    return tuple(measure.programme.vocabulary(vocabulary).entry(key) for key in law.keys)


_COUNTRYSIDES = ("sparse", "core", "other")
"""The kinds of countryside by which the rates of a support area differ."""


def business_rates(
    measure: Measure, classification: Classification, business: Business, on: date
) -> tuple[DatedValue, ...]:
    """Return the rates that may hold for a business's investment; none while its place, which decides, isn't stated.

    A local centre may have that of either countryside, or of neither: only its surroundings decide. An energy
    investment has a rate of its own wherever it is.
    """
    names = ("energy-support-rate", "island-support-areas", "rate-island", "areas-if-surrounded")
    of_energy, island_areas, island, surrounded = (measure.value_on(name, on) for name in names)
    if island_areas is None:
        return ()
    areas, rural_types = (measure.programme.vocabulary(name) for name in ("support_area", "rural_type"))
    # All are looked at, whatever is stated, so that a check knows which conditions of the measure are checked.
    laws = {
        (area.key, kind): measure.value_on(area.text(kind), on)
        for area in areas.entries
        for kind in _COUNTRYSIDES
    }
    if business.energy_investment and of_energy is not None:
        return (of_energy,)
    area, rural_type = business.support_area, classification.rural_type
    if area is None or rural_type is None:
        return ()
    if island is not None and business.island_without_road and area in island_areas.keys:
        return (island,)
    kinds: Sequence[str] = (rural_types.entry(rural_type).text("countryside") or "other",)
    if surrounded is not None and rural_type in surrounded.keys:
        kinds = _COUNTRYSIDES
    return tuple(law for kind in kinds if (law := laws[area, kind]) is not None)


Reach = Literal["", "interregional", "international", "national", "unsaid"]


def reach_of(
    programme: Programme, measure: Measure | None, classification: Classification, on: date
) -> Reach:
    """Return how far a project reaches by its nature: empty when it is local.

    It is `unsaid` while the nature isn't stated in a measure that isn't for local projects.
    """
    stated = programme.vocabulary("project_nature").find(classification.project_nature)
    if stated is not None:
        return cast("Reach", stated.text("reach"))
    listed = [] if measure is None else _entries_of(measure, "project_nature", "project-natures", on)
    return "unsaid" if listed and all(entry.text("reach") for entry in listed) else ""


def reaches_of(measure: Measure, on: date) -> Mapping[str, str]:
    """Return how far each nature reaches that a project of a measure may have on a day, by the key of the nature."""
    entries = _entries_of(measure, "project_nature", "project-natures", on)
    every = entries or measure.programme.vocabulary("project_nature").entries
    return {entry.key: entry.text("reach") for entry in every}


# An advance on the support, and how it is set off against the instalments.


class Advance(NamedTuple):
    """An advance on the support, in euros.

    `share` is its share of the support in per cent with two decimals (None without any); `set_off` the law's value of
    the per cent of each instalment that is set off; `settled_at` the sum of instalments with which all of it is.
    """

    amount: Decimal
    share: Decimal | None
    set_off: DatedValue
    settled_at: Decimal


@exact
def advance_of(costing: Costing, programme: Programme, on: date) -> Advance | None:
    """Return the advance that the financing plan asks for; None when it asks for none, or the law knows none."""
    amount, percent = costing.budget.financing.advance, programme.value_on("advance.set-off", on)
    if not amount or percent is None:
        return None
    settled = (amount * 100 / percent.number).quantize(CENT, ROUND_UP)
    return Advance(amount, rate(amount, costing.leader_support), percent, settled)


@exact
def set_off(advance: Decimal, instalments: Sequence[Decimal], percent: Decimal) -> tuple[Decimal, ...]:
    """Return what of an advance is set off from each instalment of the support: a percentage, in the last the rest.

    An instalment from which the rest could not be taken is set off as a whole; so the parts may sum to less than the
    advance, and the difference is to be paid back.

    Args:
        advance: What was paid in advance, in euros.
        instalments: The instalments of the support before anything is set off, in euros, in their order.
        percent: How many per cent of each is set off.

    >>> set_off(Decimal(10000), [Decimal(20000), Decimal(10000), Decimal(20000)], Decimal(30))
    (Decimal('6000.00'), Decimal('3000.00'), Decimal('1000.00'))
    """
    parts: list[Decimal] = []
    left = to_cents(advance)
    for position, instalment in enumerate(instalments, 1):
        is_last = position == len(instalments)
        part = min(left, to_cents(instalment) if is_last else percentage_of(instalment, percent))
        parts.append(part)
        left -= part
    return tuple(parts)


LimitKind = Literal["rate", "support", "public-support"]


class SupportLimit(NamedTuple):
    """A limit on the support: of its rate (per cent), of itself, or of all public support (euros).

    `largest` is the most Leader support that it leaves, in euros and whole cents; `source` is the law's value or the
    group's setting; `counts_public` is True when other public money counts towards it. A rate may be of no more than
    `most_costs`, the law's value; it `is_open`, and the highest, while the application doesn't say what decides it.
    """

    kind: LimitKind
    value: Decimal
    largest: Decimal
    source: "DatedValue | Rate | Amount"
    counts_public: bool = False
    most_costs: DatedValue | None = None
    is_open: bool = False

    @property
    def is_of_group(self) -> bool:
        """True when the Leader group set it."""
        return not isinstance(self.source, DatedValue)


@exact
def support_limits(
    costing: Costing,
    measure: Measure,
    on: date,
    group: "LeaderGroup | None" = None,
    kinds: Collection[LimitKind] = get_args(LimitKind),
    *,
    classification: Classification | None = None,
    business: Business | None = None,
    facts: "Facts | None" = None,
) -> tuple[SupportLimit, ...]:
    """Return every limit on the support of a measure on a day, those of the law first.

    A rate is of the net costs; of a lump sum without itemised costs nobody can say what a rate would be of.

    Args:
        costing: The counted budget.
        measure: The support form.
        on: The day whose law is read.
        group: The Leader group whose own limits hold too.
        kinds: The kinds of limit to look for.
        classification: What says the kind of the project, which decides its rate, and how far it reaches.
        business: What says where a business invests, and in what, which decide its rate.
        facts: What the application states of the facts that the group's conditions ask for.
    """
    key, costs = measure.key, costing.total_costs
    classified = classification or Classification()
    sources: list[tuple[LimitKind, DatedValue | Rate | Amount | None, bool]] = []
    most: DatedValue | None = None
    is_open = False
    if "rate" in kinds:
        own, general = kind_rates(measure, classified, on), measure.value_on("support-rate-highest", on)
        of_place = business_rates(measure, classified, business or Business(), on)
        most = measure.value_on("total-costs-largest", on)
        is_open = bool(own.lacking) or (
            measure.find("island-support-areas") is not None and len(of_place) != 1
        )
        # What holds for every kind is looked at where nothing is known of this one, or nothing so sure.
        rates = [own.highest, general]
        if of_place:
            rates = [max(of_place, key=lambda one: one.number)]
        elif own.highest is not None and general is not None:
            if weaker(own.highest.certainty, general.certainty) == general.certainty:
                rates = [own.highest]
            elif own.highest.number == general.number:
                rates = [general]
        sources += [("rate", one, one is general or not own.alone) for one in rates]
    if "support" in kinds:
        sources.append(("support", measure.value_on("support-largest", on), False))
    if "public-support" in kinds and reach_of(measure.programme, measure, classified, on) in {
        "",
        "international",
    }:
        sources.append(("public-support", public_ceiling(measure, classified, on), True))
    if group is not None:
        own_rate = group.highest_rate(key, costs, on, stated_kinds(classified), facts)
        sources.append(("rate", own_rate if own_rate and own_rate.percent is not None else None, False))
        sources += [
            ("support", one, False) for one in group.amounts_for("support-largest", key, costs, on, facts)[:1]
        ]
        public = group.amounts_for("public-support-largest", key, costs, on, facts)[:1]
        sources += [("public-support", one, True) for one in public]

    limits: list[SupportLimit] = []
    for kind, source, counts_public in sources:
        if source is None or kind not in kinds or (kind == "rate" and not costing.has_rate):
            continue
        if not isinstance(source, DatedValue):
            value = (source.percent or ZERO) if isinstance(source, groups.Rate) else source.euros
            largest = percentage_of(costing.net_costs, value) if kind == "rate" else value
            limit = SupportLimit(kind, value, largest, source, counts_public)
        elif kind == "rate":
            base = costing.net_costs if most is None else min(costing.net_costs, most.number)
            largest = percentage_of(base, source.number)
            limit = SupportLimit(kind, source.number, largest, source, counts_public, most, is_open)
        else:
            limit = SupportLimit(kind, source.number, source.number, source, counts_public)
        if counts_public:
            limit = limit._replace(largest=max(limit.largest - costing.other_public_total, ZERO))
        limits.append(limit)
    return tuple(limits)


def public_ceiling(measure: Measure, classification: Classification, on: date) -> DatedValue | None:
    """Return the most public support that the law leaves a project paid from a Leader group's quota, or None."""
    measures = measure.programme.find("public-support.measures")
    if (
        measures is None
        or classification.is_leader_project is False
        or measure.key not in measures.on(on).keys
    ):
        return None
    return measure.programme.parameter("public-support.largest").on(on)


def largest_support(
    costing: Costing,
    measure: Measure,
    on: date,
    group: "LeaderGroup | None" = None,
    *,
    classification: Classification | None = None,
    business: Business | None = None,
    facts: "Facts | None" = None,
) -> Decimal | None:
    """Return the largest Leader support that all limits leave, in euros; None when there is no limit."""
    limits = support_limits(
        costing, measure, on, group, classification=classification, business=business, facts=facts
    )
    return min((limit.largest for limit in limits), default=None)
