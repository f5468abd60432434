"""Rules on costs and financing: every cost counted once, by a model that is open; staff; balance to the cent.

In-kind work (vastikkeeton työ, talkootyö) has its value, the workers' age, its share and its estimate.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache, reduce
from pathlib import Path
from typing import Any

from hakemus.costing import is_evidence, side_costs_of
from hakemus.findings import Finding
from hakemus.model import AnnexState, CostCategory, VatLiability
from hakemus.programme import DatedValue, Entry, Vocabulary, weaker
from hakemus.programme.vocabularies import normal_form
from hakemus.reading import read_own
from hakemus.rules.case import Case, at_most_warning, found, labels, rule, severity_of
from hakemus.values.money import ZERO, percentage_of, total
from hakemus.values.typed import months_after

PLACE = 40

_MODEL = "budget.cost_model"
_IN_KIND = "budget.financing.in_kind"
_UNNAMED = (CostCategory.FEES, CostCategory.TRAVEL, CostCategory.RENTS)


@cache
def listed_words(name: str) -> re.Pattern[str]:
    """Return what finds the words of a list in `words.toml`."""
    listed = read_own(Path(__file__).with_name("words.toml"))[name]
    return re.compile(listed["shape"].format("|".join(listed["words"])))


def is_planning(text: str | None) -> bool:
    """Return whether what a row or a measure is called is planning, or the getting of a permit."""
    return text is not None and listed_words("planning").search(normal_form(text)) is not None


@rule("costs.missing", "cost-rows")
def missing(case: Case, law: DatedValue) -> Iterator[Finding]:
    """A cost estimate has costs: only a fixed sum is applied for without."""
    budget = case.application.budget
    if law.yes and not budget.items and not case.costing.counted_work:
        yield found("budget.items", law)


@rule("costs.needless", "cost-rows")
def needless(case: Case, law: DatedValue) -> Iterator[Finding]:
    """What is paid as a fixed sum has no cost estimate: its rows would only make the financing look wrong."""
    if law.certainty == "A" and not law.yes and case.application.budget.items:
        yield found("budget.items", law, severity="warning")


@rule("costs.lump-sum-proof", "lump-sum-proof")
def lump_sum_proof(case: Case, law: DatedValue) -> Iterator[Finding]:
    """The cost estimate of a lump sum gives its reasons, and how it is to be shown that each measure was done.

    Offers, or another account of the price level, are reasons too.
    """
    budget = case.application.budget
    if not law.yes or not case.costing.is_lump_sum:
        return
    if budget.items and budget.cost_reasons is None and not budget.price_evidence:
        yield found("budget.cost_reasons", law, "reasons")
    for index, item in enumerate(budget.items):
        if item.proof is None:
            yield found(f"budget.items[{index}].proof", law)


@rule("costs.amount-missing", "application.itemised-costs")
def amount_missing(case: Case, law: DatedValue) -> Iterator[Finding]:
    """Every cost has an amount, or a quantity and a unit price."""
    law = _of_rows(case) or law
    for index, amount in enumerate(case.costing.item_amounts):
        if amount is None and law.yes:
            yield found(f"budget.items[{index}].amount", law)


def _of_rows(case: Case) -> DatedValue | None:
    """Return whether a measure's costs are itemised, once that is sure: a fixed sum has no cost estimate."""
    law = case.measure_law("cost-rows")
    return law if law is not None and law.certainty == "A" else None


@rule("costs.category-missing", "application.itemised-costs")
def category_missing(case: Case, law: DatedValue) -> Iterator[Finding]:
    """Every cost has a category."""
    law = _of_rows(case) or law
    for index, item in enumerate(case.application.budget.items):
        if item.category is None and law.yes:
            yield found(f"budget.items[{index}].category", law)


@rule("costs.year-missing", "application.itemised-costs")
def year_missing(case: Case, law: DatedValue) -> Iterator[Finding]:
    """Every cost falls in a year: the law asks that costs are itemised, not that they are by year, so it warns."""
    law = _of_rows(case) or law
    for index, item in enumerate(case.application.budget.items):
        if item.year is None and law.yes:
            yield found(f"budget.items[{index}].year", law, severity=at_most_warning(law))


@rule("costs.flat-rate-base")
def flat_rate_base(case: Case) -> Iterator[Finding]:
    """The base of a flat rate is reported as unsure while no source of the programme confirms it."""
    if path := _flat_rate(case):
        percent, base = case.law(path), case.law(f"{path}-base")
        if base.certainty == "C":
            yield found(_MODEL, base, rate=percent.number)


def _flat_rate(case: Case) -> str:
    """Return the path of the flat rate of the application's cost model; empty when the model has none."""
    entry = case.programme.vocabulary("cost_model").find(case.application.budget.cost_model)
    return "" if entry is None else entry.text("rate")


@rule("price-evidence.missing", "price-evidence.amount")
def price_evidence(case: Case, law: DatedValue) -> Iterator[Finding]:
    """The price of a larger purchase is made sure of: by offers, or by another account of the price level.

    A purchase is any cost but staff costs. Its evidence names it as the cost's description does; a price comparison
    among the annexes will do as well. A support form without rows of costs needs none. Notes say that a cost of a
    category that holds more than purchases may be one, and costs of one name that reach the limit only together. The
    reasons for a cost estimate may be such an account too: where there are some, a note asks whether they are. A row
    that is value added tax by its name is no purchase by itself, so it gets a warning at most.
    """
    rows, law = case.measure_law("cost-rows"), case.measure_law("price-evidence-amount") or law
    if rows is not None and not rows.yes:
        return
    kinds = case.programme.vocabulary("annex_kind")
    attached = [one for one in case.application.annexes if one.standing is AnnexState.ATTACHED]
    entries = [kinds.find(annex.kind) for annex in attached]
    if any(entry is not None and entry.text("asked") == "price-evidence" for entry in entries):
        return
    evidence, amounts = case.application.budget.price_evidence, case.costing.item_amounts
    unsure = [
        one
        for one in case.purchases(law.number)
        if not any(is_evidence(evidence[index]) for index in one.evidence)
    ]
    has_reasons = case.application.budget.cost_reasons is not None
    for index in sorted(index for purchase in unsure for index in purchase.large):
        prices: dict[str, Any] = {"amount": amounts[index], "limit": law.number}
        name = normal_form(case.application.budget.items[index].description or "")
        if listed_words("value-added-tax").fullmatch(name):
            yield found(f"budget.items[{index}]", law, "vat", at_most_warning(law), **prices)
        elif has_reasons:
            prices |= {"declared": "budget.cost_reasons"}
            yield found(f"budget.items[{index}]", law, "reasons", "note", **prices)
        else:
            yield found(f"budget.items[{index}]", law, **prices)
    for purchase in unsure:
        for index in purchase.perhaps:
            values: dict[str, Any] = {"amount": amounts[index], "limit": law.number}
            yield found(f"budget.items[{index}]", law, "perhaps", "note", **values)
        if purchase.is_large_together:
            together: dict[str, Any] = {
                "purchase": purchase.name,
                "amount": purchase.amount,
                "limit": law.number,
            }
            yield found(f"budget.items[{purchase.items[0]}]", law, "together", "note", **together)


@rule("financing.private-money", "application.private-money-without-public")
def private_money(case: Case, law: DatedValue) -> Iterator[Finding]:
    """Private money holds no public money: no grant of a municipality, the state or a parish.

    A source that is named as other public money too is reported, and so is the applicant's own money where the
    applicant is a public-law body, and the applicant's municipality. What only the words of its name say is a warning,
    and a name with a private legal form is nobody's but a private body's.
    """
    financing, applicant = case.application.budget.financing, case.application.applicant
    public = {normal_form(part.source) for part in financing.other_public if part.source is not None}
    public |= {normal_form(applicant.municipality)} if applicant.municipality else set()
    own = {normal_form(one) for one in (applicant.name, applicant.business_id) if one and case.is_public_body}
    for index, part in enumerate(financing.private):
        if law.yes and part.source is not None:
            source, place = normal_form(part.source), f"budget.financing.private[{index}].source"
            if source in own or (case.is_public_body and listed_words("own-money").fullmatch(source)):
                yield found(place, law, "own", source=part.source)
            elif source in public:
                yield found(place, law, source=part.source)
            elif not listed_words("private-body").search(source) and any(
                listed_words(name).search(source)
                for name in ("public-body", "regional-council", "likely-public-body")
            ):
                yield found(place, law, "named", at_most_warning(law), source=part.source)


@rule("financing.balance", "application.balanced-financing")
def balance(case: Case, law: DatedValue) -> Iterator[Finding]:
    """The financing covers the costs less income, with in-kind work on both sides, and is no more than they are.

    The law asks that the costs are covered; that the sums are equal, guides do. A fixed sum, which by law has no cost
    estimate and no financing plan, is compared with none: that its rows are needless is reported, and other money is a
    note.
    """
    costing, rows = case.costing, case.measure_law("cost-rows")
    sums: dict[str, Any] = {"financing": costing.financing_total, "difference": abs(costing.balance)}
    if costing.balance == 0:
        return
    if rows is None or not costing.is_fixed:
        source = law if costing.balance < 0 else case.known_law("application.equal-sums") or law
        yield found("budget.financing", source, severity="error", **sums, costs=costing.net_costs)
    elif not case.application.budget.items:
        yield found("budget.financing", rows, "fixed", "note", **sums)


@rule("cost-model.missing", "cost-models")
def model_missing(case: Case, law: DatedValue) -> Iterator[Finding]:
    """The application says how its costs are counted; that is a must where there is a choice, once the law is sure."""
    if case.application.budget.cost_model is None:
        estimate, models = case.measure_law("cost-rows"), labels(case, "cost_model", law.keys)
        if estimate is not None and estimate.yes and estimate.certainty == "A" and len(models) > 1:
            yield found(_MODEL, estimate, models=models)
        else:  # the group's own form does not say that the choice is final
            yield found(_MODEL, law, "own-form" if case.own_form else "", "warning", models=models)


@rule("cost-model.not-allowed", "cost-models")
def model_not_allowed(case: Case, law: DatedValue) -> Iterator[Finding]:
    """The cost model is one that the measure allows; of one that the law leaves open, a note says so."""
    model, left_open = case.application.budget.cost_model, case.measure_law("cost-models-open")
    if model is not None and model not in law.keys:
        given, *models = labels(case, "cost_model", [model, *law.keys])
        values: dict[str, Any] = {"model": given, "models": tuple(models)}
        if left_open is not None and model in left_open.keys:
            yield found(_MODEL, left_open, "open", at_most_warning(left_open), **values)
        else:
            yield found(_MODEL, law, **values)


def _only_models(case: Case, law: DatedValue) -> Iterator[Finding]:
    """The application names a cost model that the measure is open to: no other is counted by."""
    if case.application.budget.cost_model not in law.keys:
        yield found(_MODEL, law, models=labels(case, "cost_model", law.keys))


@rule("investment.cost-model", "cost-models", named=True)
def investment_model(case: Case, law: DatedValue) -> Iterator[Finding]:
    """An investment is counted by actual costs, by the authority's page; no statute shuts another model out."""
    for finding in _only_models(case, law):
        yield replace(finding, severity=at_most_warning(law))


small_project_model = rule("small-project.lump-sum", "cost-models", named=True)(_only_models)


@rule("cost-model.payment-method", "payment-methods")
def payment_method(case: Case, law: DatedValue) -> Iterator[Finding]:
    """The support is paid in a way that the measure allows; where the law leaves it open, the cost model decides.

    A lump sum is paid by its output, so of a cost model that is left open itself nothing more is said.
    """
    path, method = "budget.payment_method", case.application.budget.payment_method
    model, left_open = case.application.budget.cost_model, case.measure_law("payment-methods-open")
    if method is None or method in law.keys:
        return
    given, *methods = labels(case, "payment_method", [method, *law.keys])
    values: dict[str, Any] = {"method": given, "methods": tuple(methods)}
    if left_open is None or method not in left_open.keys:
        yield found(path, law, **values)
    elif model is None:
        yield found(path, left_open, "open", at_most_warning(left_open), **values)
    elif not case.costing.is_lump_sum:
        yield found(path, law, "costs", **values, model=labels(case, "cost_model", [model])[0])


@rule(
    "cost-model.payment-method",
    "payment-methods",
    "application.payment-of-costs",
    "application.payment-of-lump-sum",
)
def payment_of_model(
    case: Case, ways: DatedValue, of_costs: DatedValue, of_sum: DatedValue
) -> Iterator[Finding]:
    """A lump sum is paid by its output, and costs as they were paid; what the measure itself refuses is reported so."""
    model, method = case.application.budget.cost_model, case.application.budget.payment_method
    models = case.measure_law("cost-models")
    law, variant = (of_sum, "lump-sum") if case.costing.is_lump_sum else (of_costs, "costs")
    if models and model in models.keys and method in ways.keys and method not in law.keys:
        given, *methods = labels(case, "payment_method", [method, *law.keys])
        values: dict[str, Any] = {"method": given, "methods": tuple(methods)}
        yield found(
            "budget.payment_method", law, variant, **values, model=labels(case, "cost_model", [model])[0]
        )


@rule("cost-model.flat-rate-overlap")
def flat_rate_overlap(case: Case) -> Iterator[Finding]:
    """No cost is itemised that the flat rate of the cost model already covers.

    A cost whose description is the very name of an indirect cost that the law lists is one for certain, and so is
    every cost but those of staff where the flat rate surely covers all of them. That a whole category is covered is
    our inference otherwise, since it may hold other costs too. The categories are in one finding.
    """
    budget, path = case.application.budget, _flat_rate(case)
    if not path:
        return
    percent, base = case.law(path), case.law(f"{path}-base")
    law, covers_all = (_of_flat_rate(case, path, name) for name in ("covers", "covers-all"))
    indirect = case.programme.vocabulary("indirect_cost")
    column = case.programme.vocabulary("cost_model").entry(budget.cost_model or "").text("covered")
    vocabulary = case.programme.vocabulary("cost_category")
    is_certain = covers_all is not None and covers_all.yes and covers_all.certainty != "C"
    by_category: dict[CostCategory, Decimal] = {}
    for index, (item, amount) in enumerate(zip(budget.items, case.costing.item_amounts, strict=True)):
        entry = indirect.find(item.description)
        category = None if item.category is None else vocabulary.entry(item.category)
        place = f"budget.items[{index}]"
        is_service = item.category == CostCategory.PURCHASED_SERVICES
        may_be = _like(item.description, indirect) if is_service else None
        if law is not None and entry is not None and entry.key in law.keys:
            # What the list says of the project's own staff may be bought for others, too: that is no overhead.
            is_open = is_service and entry.flag("for_others")
            values: dict[str, Any] = {"covered": entry.label, "rate": percent.number}
            yield found(place, law, "for-others" if is_open else "", "note" if is_open else None, **values)
        elif is_certain and category is not None and category.flag(column):
            yield found(place, covers_all, "all", covered=category.label, rate=percent.number)
        elif law is not None and may_be is not None and may_be.key in law.keys:
            yield found(place, law, "named", "note", covered=may_be.label, rate=percent.number)
        elif item.category is not None:
            by_category[item.category] = by_category.get(item.category, ZERO) + (amount or ZERO)
    entries = [entry for entry in vocabulary.entries if entry.key in by_category]
    if covered := [entry for entry in entries if entry.flag(column)]:
        certainty = reduce(weaker, (entry.certainty for entry in covered), base.certainty)
        finding = found(
            "budget.items",
            percent.reference,
            "category",
            severity_of(certainty),
            covered=tuple(entry.label for entry in covered),
            amount=total(by_category[CostCategory(entry.key)] for entry in covered),
            rate=percent.number,
        )
        yield replace(finding, certainty=certainty)


def _like(description: str | None, indirect: Vocabulary) -> Entry | None:
    """Return the indirect cost that a service is like by its name, which may say more than the law's list."""
    name = normal_form(description or "")
    stems = ((entry, stem) for entry in indirect.entries for stem in entry.keys("stems"))
    return next((entry for entry, stem in stems if re.search(rf"\b{re.escape(stem)}", name)), None)


def _of_flat_rate(case: Case, path: str, name: str) -> DatedValue | None:
    """Return what else the law says of a flat rate, or None when it says nothing."""
    return case.programme.value_on(f"{path}-{name}", case.on)


@rule("costs.not-eligible", "ineligible-costs.financing-costs")
def not_eligible(case: Case, law: DatedValue) -> Iterator[Finding]:
    """No cost is interest, a commission, transfer tax or another cost of financing, by the words of its description.

    A word may be there for another reason, so it is never an error. Business aid has a provision of its own.
    """
    law = case.measure_law("financing-costs") or law
    for index, item in enumerate(case.application.budget.items):
        if law.yes and (word := listed_words("of-financing").search((item.description or "").casefold())):
            yield found(f"budget.items[{index}]", law, severity=at_most_warning(law), word=word[0])


@rule("costs.value-added-tax", "ineligible-costs.value-added-tax")
def value_added_tax(case: Case, law: DatedValue) -> Iterator[Finding]:
    """No cost is value added tax by its name where the applicant is liable to it: what is deducted is no final cost.

    Some of it may be a final cost all the same, so it is never an error. Business aid has a provision of its own.
    """
    law = case.measure_law("value-added-tax") or law
    if not law.yes or case.application.applicant.vat_liability != VatLiability.LIABLE:
        return
    for index, item in enumerate(case.application.budget.items):
        if listed_words("value-added-tax").fullmatch(normal_form(item.description or "")):
            yield found(f"budget.items[{index}]", law, severity=at_most_warning(law))


@rule("costs.bought-from-applicant", "ineligible-costs.bought-from-applicant")
def bought_from_applicant(case: Case, law: DatedValue) -> Iterator[Finding]:
    """Nothing is bought from the applicant or those who sign for it, unless enough others were asked for offers.

    How many offers are enough, the authority decides: with some, it is a note. So it is where the supplier is named
    like somebody who signs, whose firm it may be. Who else decides in the applicant or is near to those who do, no
    field says. Business aid has a provision of its own, with an exception.
    """
    of_business = case.measure_law("bought-from-applicant")
    law = of_business or law
    applicant = case.application.applicant
    people = (*(one.name for one in applicant.signatories), case.application.responsible_person.name)
    own = {normal_form(name) for name in (applicant.name, applicant.business_id, *people) if name is not None}
    names = [set(normal_form(name).split()) for name in people if name is not None and " " in name.strip()]
    for index, evidence in enumerate(case.application.budget.price_evidence):
        named = [offer.supplier for offer in evidence.offers if offer.supplier is not None]
        only = named[0] if len(evidence.offers) == 1 and named else None
        chosen, place = evidence.chosen_supplier or only, f"budget.price_evidence[{index}]"
        if not law.yes or chosen is None:
            continue
        path = f"{place}.chosen_supplier" if evidence.chosen_supplier else f"{place}.offers[0].supplier"
        suppliers = {normal_form(supplier) for supplier in named}
        if normal_form(chosen) in own:
            if others := len(suppliers - own):
                yield found(path, law, "offers", "note", supplier=chosen, offers=others)
            else:
                variant = "business" if of_business is not None else ""
                yield found(path, law, variant, at_most_warning(law), supplier=chosen, offers=others)
        elif any(name <= set(normal_form(chosen).split()) for name in names) and suppliers <= {
            normal_form(chosen)
        }:
            yield found(path, law, "named", "note", supplier=chosen)


@rule("in-kind.rate", "in-kind.person-hour", "in-kind.machine-hour")
def in_kind_rate(case: Case, hour: DatedValue, machine_hour: DatedValue) -> Iterator[Finding]:
    """In-kind work is worth the fixed price of an hour, and the same sum is its cost and its financing.

    An hour of a machine is counted on top of its driver's hour.
    """
    stated, worth = case.application.budget.financing.in_kind, case.costing.in_kind_total
    if case.costing.counts_in_kind and stated is not None and stated != worth:
        prices: dict[str, Any] = {"hour": hour.number, "machine_hour": machine_hour.number}
        yield found(_IN_KIND, hour, stated=stated, worth=worth, **prices)


@rule("in-kind.age", "in-kind.age-youngest")
def age(case: Case, law: DatedValue) -> Iterator[Finding]:
    """Whoever does in-kind work is old enough; the age of the youngest is stated."""
    for index, work in enumerate(case.costing.counted_work):
        path = f"budget.in_kind_work[{index}].youngest_age"
        if work.youngest_age is None:
            yield found(path, law, variant="missing", severity="warning", least=int(law.number))
        elif work.youngest_age < law.number:
            yield found(path, law, age=work.youngest_age, least=int(law.number))


@rule("in-kind.share", "in-kind.share-of-private-largest")
def in_kind_share(case: Case, law: DatedValue) -> Iterator[Finding]:
    """In-kind work is at most all of the private funding: what the support leaves to be paid otherwise.

    The private funding is the costs less income, the support and other public money. A fixed sum, which by law has
    no cost estimate, leaves none: that the work doesn't belong to it is reported with the financing.
    """
    costing = case.costing
    if costing.is_fixed:
        return
    private = max(costing.net_costs - costing.leader_support - costing.other_public_total, ZERO)
    if costing.in_kind_financing > percentage_of(private, law.number):
        yield found(_IN_KIND, law, in_kind=costing.in_kind_financing, private=private, highest=law.number)


@rule("in-kind.form", "in-kind.form", "in-kind.person-hour")
def in_kind_form(case: Case, law: DatedValue, hour: DatedValue) -> Iterator[Finding]:
    """The estimate of in-kind work states each kind of work and its hours.

    Only the authority's form asks for the kind of work; without hours, by which the decree values it, it has no value.
    """
    for index, work in enumerate(case.costing.counted_work):
        path = f"budget.in_kind_work[{index}]"
        if work.description is None:
            yield found(f"{path}.description", law, severity=at_most_warning(law), paper_form=law.label)
        if work.hours is None and work.machine_hours is None:
            yield found(f"{path}.hours", hour, "hours", hour=hour.number)


@rule("in-kind.accepted")
def in_kind_accepted(case: Case) -> Iterator[Finding]:
    """In-kind work is a cost in the measures and kinds of investment that are named; in another, it is reported.

    Where the law surely leaves it out, it's an error, unless the aid is one sum, of which no costs are counted.
    """
    names = ("in-kind-accepted", "in-kind-kinds", "in-kind-kinds-community")
    law, kinds, community = map(case.measure_law, names)
    work, stated = case.application.budget.in_kind_work, case.application.budget.financing.in_kind
    if case.measure is None or not (work or (stated and not case.costing.counts_in_kind)):
        return
    given = case.application.classification.investment_kind
    if community is not None and given is not None and given in community.keys:
        kind = labels(case, "investment_kind", [given])[0]
        yield found("budget.in_kind_work", community, "community", "note", given=kind)
    if kinds is not None and given is not None and given not in kinds.keys:
        named = labels(case, "investment_kind", [given, *kinds.keys])
        values: dict[str, Any] = {"given": named[0], "usual": named[1:]}
        yield found("budget.in_kind_work", kinds, "kind", at_most_warning(kinds), **values)
    if law is not None and law.yes:
        return
    if law is not None and not case.costing.counts_in_kind:
        is_sum = case.costing.is_fixed
        place, variant = "budget.in_kind_work" if work else _IN_KIND, "fixed" if is_sum else "unpaid"
        yield found(place, law, variant, "note" if is_sum else None, measure=case.measure.label)
        return
    accepting = (measure.value_on("in-kind-accepted", case.on) for measure in case.programme.measures())
    source = law or next((one for one in accepting if one is not None), None)
    reference, variant = None if source is None else source.reference, "group" if case.own_form else ""
    yield found("budget.in_kind_work", reference, variant, "note", measure=case.measure.label)


@rule("in-kind.flat-rate")
def in_kind_and_flat_rate(case: Case) -> Iterator[Finding]:
    """How in-kind work goes with a flat rate that covers all costs but those of staff, no source says: a note."""
    path = _flat_rate(case)
    covers_all = _of_flat_rate(case, path, "covers-all") if path else None
    if covers_all is not None and covers_all.yes and case.application.budget.in_kind_work:
        rate = case.law(path).number
        yield found(
            "budget.in_kind_work", covers_all, severity="note", rate=rate, worth=case.costing.in_kind_total
        )


# Staff costs: pay without side costs, what the law counts on it, and who may be hired.


_DECLARED = "budget.pay_without_side_costs"


@rule("costs.side-costs")
def side_costs(case: Case) -> Iterator[Finding]:
    """Salaries are pay for time at work without side costs, on which the law counts a percentage for them.

    Where that is not said, the finding says how to know it; pay that holds side costs is to be written without them.
    Where no source confirms the percentage for the day, nothing is added, and a note says so.
    """
    if (law := side_costs_of(case.programme, case.on, case.measure)) is None:
        return
    percent, paid = law
    budget = case.application.budget
    rows = [index for index, item in enumerate(budget.items) if item.category in paid.keys]
    if not rows:
        return
    if percent.certainty == "C":
        yield found("budget.items", percent, "inferred", rate=percent.number)
    elif budget.pay_without_side_costs is None:
        yield found(_DECLARED, percent, severity="warning", rate=percent.number)
    elif not budget.pay_without_side_costs:
        for index in rows:
            yield found(
                f"budget.items[{index}]", percent, "included", rate=percent.number, declared=_DECLARED
            )


@rule("costs.side-costs-row")
def side_costs_row(case: Case) -> Iterator[Finding]:
    """No cost is named after side costs or holiday pay: the percentage that is counted on pay holds them.

    A description may say the word for another reason, so it is a warning. Where no source confirms the percentage for
    the day, side costs are costs like others.
    """
    if (law := side_costs_of(case.programme, case.on, case.measure)) is None:
        return
    percent, paid = law
    if percent.certainty == "C":
        return
    budget = case.application.budget
    for index, item in enumerate(budget.items):
        text = (item.description or "").casefold()
        sign = listed_words("side-costs").search(text)
        if sign is None or listed_words("without").search(text[: sign.start()]):
            continue
        is_pay = item.category in paid.keys
        if is_pay and budget.pay_without_side_costs is False:
            continue  # the row is reported already
        variant = "pay" if is_pay else ""
        yield found(f"budget.items[{index}]", percent, variant, "warning", rate=percent.number)


@rule("costs.pay-not-named", "project-staff-costs", "cost-rows")
def pay_not_named(case: Case, law: DatedValue, rows: DatedValue) -> Iterator[Finding]:
    """Pay, fees, travel and rents are no costs that a business investment is supported for by name: a note says so."""
    if law.yes or not rows.yes or case.measure is None:
        return
    for index, item in enumerate(case.application.budget.items):
        if item.category is CostCategory.SALARIES:
            yield found(f"budget.items[{index}]", law, severity="note", measure=case.measure.label)
        elif item.category in _UNNAMED and not is_planning(item.description):
            category = labels(case, "cost_category", [item.category])[0]
            values = {"category": category, "measure": case.measure.label}
            yield found(f"budget.items[{index}]", law, "other", "note", **values)


@rule("costs.may-be-refused", "investments-refused")
def may_be_refused(case: Case, law: DatedValue) -> Iterator[Finding]:
    """No cost of a business investment is by its name one of what is refused: a name alone gives a warning.

    Whether what makes power for the business itself is a power plant, the decree doesn't say: a note.
    """
    for index, item in enumerate(case.application.budget.items):
        text = normal_form(item.description or "")
        is_named = any(listed_words(name).search(text) for name in ("refused-investments", "farm-machines"))
        if is_planning(text):
            continue
        if is_named:
            yield found(f"budget.items[{index}]", law, severity=at_most_warning(law))
        elif listed_words("own-power").search(text):
            yield found(f"budget.items[{index}]", law, "own-power", "note")


@rule("costs.income-not-deducted", "income-deducted")
def income_not_deducted(case: Case, law: DatedValue) -> Iterator[Finding]:
    """The income that is deducted from costs is that of a project: where a business states some, a note says so."""
    income = case.costing.income_total
    if not law.yes and income > 0 and case.measure is not None:
        yield found("budget.income", law, severity="note", income=income, measure=case.measure.label)


@rule("costs.fees", "staff-costs.fees-are-staff-costs")
def fees(case: Case, law: DatedValue) -> Iterator[Finding]:
    """Whether fees are staff costs, of which a flat rate is counted, no source says: a note says they are left out.

    Where the flat rate holds all costs but those of staff, no fee can be right by itself: it belongs with pay, or is
    held already. Which of the two, no source says either.
    """
    if case.costing.flat_rate is None or law.yes:
        return
    covers_all = _of_flat_rate(case, _flat_rate(case), "covers-all")
    for index, item in enumerate(case.application.budget.items):
        if item.category is CostCategory.FEES:
            rate, place = case.costing.flat_rate.percent.number, f"budget.items[{index}]"
            if covers_all is not None and covers_all.yes:
                yield found(place, covers_all, "all", at_most_warning(covers_all), rate=rate)
            else:
                yield found(place, law, severity="note", rate=rate)


@rule("costs.public-application", "staff-costs.person-years-without-public-application")
def public_application(case: Case, law: DatedValue) -> Iterator[Finding]:
    """Who works for more than so many person-years, and had no permanent post, holds one that was open to all.

    Who that is, newly hired or there for a fixed term, no field says: where the project pays salaries, a note names it,
    unless it is too short for anyone to work that long. The decree on business aids has no such condition.
    """
    of_project, project = case.measure_law("project-staff-costs"), case.application.project
    start, end = project.start_date, project.end_date
    too_short = start is not None and end is not None and end < months_after(start, int(law.number * 12))
    if too_short or (of_project is not None and not of_project.yes):
        return
    if any(item.category is CostCategory.SALARIES for item in case.application.budget.items):
        yield found("budget.items", law, severity="note", years=law.number)
