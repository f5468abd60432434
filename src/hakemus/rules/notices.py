"""What an applicant is reminded of: a poster, plaque or billboard, a steering group, and the authority that decides."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from hakemus.findings import Finding
from hakemus.model import AnnexState
from hakemus.programme import Certainty, DatedValue, weaker
from hakemus.rules.case import Case, found, rule
from hakemus.values.money import percentage_of

PLACE = 100


@rule("publicity.poster", "publicity.poster-above")
def poster(case: Case, law: DatedValue) -> Iterator[Finding]:
    """A Leader project whose public support is above the limit puts up a poster.

    Costs above the limit are a note as long as the support isn't stated.
    """
    support, costs = _public_support(case), case.costing.total_costs
    if support > law.number:
        yield found("", law, severity="warning", support=support, costs=costs, limit=law.number)
    elif may_need_poster(case):
        yield found("", law, "costs", "note", support=support, costs=costs, limit=law.number)


def _above(case: Case, investment: DatedValue, law: DatedValue) -> Iterator[Finding]:
    """A physical investment with much public support puts up a plaque, and a billboard where something is built.

    Whether what is bought is physical, and whether anything is built, no field says.
    """
    support = _public_support(case)
    if investment.yes and support > law.number:
        yield found("", law, severity="note", support=support, limit=law.number)


plaque = rule("publicity.plaque", "physical-investment", "publicity.plaque-above")(_above)
billboard = rule("publicity.billboard", "physical-investment", "publicity.billboard-above")(_above)


def may_need_poster(case: Case) -> bool:
    """Return whether public support above the limit for a poster is sought, or may still be."""
    limit = case.known_law("publicity.poster-above")
    may_be = _public_support(case) if case.costing.states_support else case.costing.total_costs
    return limit is not None and may_be > limit.number


def _public_support(case: Case) -> Decimal:
    return case.costing.leader_support + case.costing.other_public_total


@rule(
    "steering-group.needed",
    "steering-group",
    "steering-group.must-from",
    "steering-group.must-rate",
    "steering-group.may-from",
)
def steering_group(
    case: Case, law: DatedValue, must_from: DatedValue, must_rate: DatedValue, may_from: DatedValue
) -> Iterator[Finding]:
    """A steering group is a must for national and interregional projects, and for large ones that are paid whole.

    From a lower limit on, the authority may ask for one. In a measure of projects that reach further than one area, a
    note says so while the nature doesn't tell whether the project is interregional. The applicant may propose the
    members, whose written consents are an annex: then there is nothing to report.
    """
    kinds = (annex.kind for annex in case.application.annexes if annex.standing is not AnnexState.NOT_NEEDED)
    entries = (case.programme.vocabulary("annex_kind").find(kind) for kind in kinds)
    if not law.yes or any(entry is not None and entry.flag("of_steering_group") for entry in entries):
        return
    costs, net = case.costing.total_costs, case.costing.net_costs
    nature = case.programme.vocabulary("project_nature").find(
        case.application.classification.project_nature or ""
    )
    whole = case.costing.has_rate and case.costing.leader_support >= percentage_of(net, must_rate.number)
    if nature is not None and nature.flag("steering_group"):
        yield found("", law, "nature", "note", given=nature.label)
        return
    natures = case.measure_law("project-natures")
    unsaid = natures is not None and (nature is None or nature.key not in natures.keys)
    if unsaid:
        yield found("classification.project_nature", law, "nature-missing", "note")
    if costs >= must_from.number and whole:
        yield found("", must_from, "", "note", costs=costs, limit=must_from.number, rate=must_rate.number)
    elif costs >= may_from.number and not unsaid:
        yield found("", may_from, "may", "note", costs=costs, limit=may_from.number)


@rule("authority.name", "authority.name")
def authority(case: Case, law: DatedValue) -> Iterator[Finding]:
    """The authority that decides is named as of the deciding day: it changes at the turn of 2025 to 2026.

    The day of the check is taken for the deciding day. The office is named where the Leader group's data name it, or
    where a source says whose area it is; otherwise the group knows it. On a national project one office decides,
    wherever it is carried out, and on one of several areas that of the area in which most of it is.
    """
    later = (entry for entry in case.programme.parameter(law.path).timeline if entry.start > case.on)
    successor = next(later, None)
    key = "" if case.measure is None else case.measure.key
    own = case.group.office(case.on, key, case.facts) if case.group is not None else None

    # The deciding office of a listed group's region, where a source says to whose area the whole of it belongs.
    vocabulary, offices = case.programme.vocabulary("authority"), case.known_law("authority.offices")
    group = case.programme.vocabulary("leader_group").find(case.application.leader_group)
    regions = group.text("region").split(" / ") if group is not None else []
    entries = [vocabulary.entry(key) for key in offices.keys] if offices is not None else []
    of_regions = [next((one for one in entries if region in one.keys("areas")), None) for region in regions]
    listed = of_regions[0] if of_regions and all(one is of_regions[0] for one in of_regions) else None

    values, variants = {"on": case.on, "authority": law.label}, []
    if isinstance(successor, DatedValue):
        variants.append("next")
        values |= {"from": successor.start, "successor": successor.label}
    national = case.national_office(case.on)
    if national is not None:
        decisive, named = national
        values |= {"office": named}
        finding = found("", law, "-".join((*variants, "national")), "note", **values)
        yield replace(
            finding, reference=decisive.reference, certainty=weaker(law.certainty, decisive.certainty)
        )
        return
    office = own.name if own is not None else listed and listed.label
    if office is not None:
        variants += ["office", "mainly"] if case.reach not in {"", "national"} else ["office"]
        values |= {"office": office}
    elif case.application.applicant.is_leader_group:
        variants.append("own")
    finding = found("", law, "-".join(variants), "note", **values)
    if own is None and listed is not None:
        # As sure as it is whose area the region is.
        areas: Certainty = "A" if listed.text("areas_certainty") == "A" else "B"
        finding = replace(finding, reference=listed.reference, certainty=weaker(law.certainty, areas))
    yield finding
