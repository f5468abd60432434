"""Rules on staff costs: pay without side costs, what the law counts on it, and who may be hired."""

import re
from collections.abc import Iterator

from hakemus.costing import side_costs_of
from hakemus.findings import Finding
from hakemus.model import CostCategory
from hakemus.programme import DatedValue
from hakemus.rules.case import Case, found, rule

PLACE = 45

_DECLARED = "budget.pay_without_side_costs"

# Words for what the law counts on pay: holiday pay, holiday bonus, pensions, social insurance, side costs as a whole.
# "sivukuluton" and its forms say that there are none.
_SIDE_COSTS = re.compile(
    r"\b(henkilö)?sivukul(?!uto|utt)|\bloma(raha|palk|korvau)|\bloma-ajan palk|\b(työ)?eläke(maksu|vakuutus)"
    r"|\bsosiaali(turva|vakuutus)?maksu|\btyöttömyysvakuutus|\btyönantajamaksu|\btyönantajan (lakisääteis|sosiaali)"
    r"|\b(löne)?bikostnad|\bsemester(penning|premie|lön|ersättning)|\b(arbets)?pensions(avgift|försäkring)"
    r"|\bsocial(skydds|försäkrings)?avgift|\barbetsgivaravgift"
    r"|\bside costs?\b|\bon-?costs?\b|\bholiday (pay|bonus)|\bpension (contribution|insurance)"
    r"|\bsocial (security|insurance)|\bemployer'?s?'? contribution"
)
_WITHOUT = re.compile(r"\b(ilman|ei|eivät|pois lukien|utan|inte|exkl\w*|without|excl\w*|not|no)\b")


@rule("costs.side-costs")
def side_costs(case: Case) -> Iterator[Finding]:
    """Salaries are pay for time at work without side costs, on which the law counts a percentage for them.

    Where that is not said, the finding says how to know it; pay that holds side costs is to be written without them.
    Where no source confirms the percentage for the day, nothing is added, and a note says so.
    """
    if (law := side_costs_of(case.programme, case.on)) is None:
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
    if (law := side_costs_of(case.programme, case.on)) is None:
        return
    percent, paid = law
    if percent.certainty == "C":
        return
    budget = case.application.budget
    for index, item in enumerate(budget.items):
        text = (item.description or "").casefold()
        sign = _SIDE_COSTS.search(text)
        if sign is None or _WITHOUT.search(text[: sign.start()]):
            continue
        is_pay = item.category in paid.keys
        if is_pay and budget.pay_without_side_costs is False:
            continue  # the row is reported already
        variant = "pay" if is_pay else ""
        yield found(f"budget.items[{index}]", percent, variant, "warning", rate=percent.number)


@rule("costs.fees", "staff-costs.fees-are-staff-costs")
def fees(case: Case, law: DatedValue) -> Iterator[Finding]:
    """Whether fees are staff costs, of which a flat rate is counted, no source says: a note says they are left out."""
    if case.costing.flat_rate is None or law.yes:
        return
    for index, item in enumerate(case.application.budget.items):
        if item.category is CostCategory.FEES:
            rate = case.costing.flat_rate.percent.number
            yield found(f"budget.items[{index}]", law, severity="note", rate=rate)


@rule("costs.public-application", "staff-costs.person-years-without-public-application")
def public_application(case: Case, law: DatedValue) -> Iterator[Finding]:
    """Whoever is hired for more than so many person-years holds a post that was open to public application.

    Who is hired and for how long, no field says: where the project pays salaries, a note names the condition.
    """
    if any(item.category is CostCategory.SALARIES for item in case.application.budget.items):
        yield found("budget.items", law, severity="note", years=law.number)
