"""Rules on in-kind work (vastikkeeton työ, talkootyö): its value, the workers' age, its share, its estimate."""

from collections.abc import Iterator

from hakemus.findings import Finding
from hakemus.rules.case import Case, Rule, by_law
from hakemus.values.money import ZERO, percentage_of

_FINANCING = "budget.financing.in_kind"


def rate(case: Case) -> Iterator[Finding]:
    """In-kind work is worth the fixed price of an hour, and the same sum is its cost and its financing.

    An hour of a machine is counted on top of its driver's hour.
    """
    stated, worth = case.application.budget.financing.in_kind, case.costing.in_kind_total
    if stated is not None and stated != worth:
        law, machine = case.law("in-kind.person-hour"), case.law("in-kind.machine-hour")
        values = {"stated": stated, "worth": worth, "hour": law.number, "machine_hour": machine.number}
        yield by_law("in-kind.rate", _FINANCING, law, values)


def age(case: Case) -> Iterator[Finding]:
    """Whoever does in-kind work is old enough; the age of the youngest is told."""
    law = case.law("in-kind.age-youngest")
    for index, work in enumerate(case.application.budget.in_kind_work):
        path = f"budget.in_kind_work[{index}].youngest_age"
        if work.youngest_age is None:
            yield by_law("in-kind.age", path, law, {"least": int(law.number)}, "missing", severity="warning")
        elif work.youngest_age < law.number:
            yield by_law("in-kind.age", path, law, {"age": work.youngest_age, "least": int(law.number)})


def share(case: Case) -> Iterator[Finding]:
    """In-kind work is at most all of the private funding: what the support leaves to be paid otherwise.

    The private funding is the costs less income, the support and other public money.
    """
    costing, law = case.costing, case.law("in-kind.share-of-private-largest")
    private = max(costing.net_costs - costing.leader_support - costing.other_public_total, ZERO)
    largest = percentage_of(private, law.number)
    if costing.in_kind_financing > largest:
        values = {"in_kind": costing.in_kind_financing, "private": private, "highest": law.number}
        yield by_law("in-kind.share", _FINANCING, law, values)


def form(case: Case) -> Iterator[Finding]:
    """The estimate of in-kind work tells each kind of work and its hours, as the authority's form asks."""
    law = case.law("in-kind.form")
    for index, work in enumerate(case.application.budget.in_kind_work):
        path = f"budget.in_kind_work[{index}]"
        if work.description is None:
            yield by_law("in-kind.form", f"{path}.description", law, {"paper_form": law.label})
        if work.hours is None and work.machine_hours is None:
            yield by_law("in-kind.form", f"{path}.hours", law, {"paper_form": law.label})


def accepted(case: Case) -> Iterator[Finding]:
    """In-kind work is a cost in the measures of which the authority says so; of another, the application is told."""
    if case.measure is None or not case.application.budget.in_kind_work:
        return
    law = case.measure_law("in-kind-accepted")
    if law is None or not law.yes:
        reference = case.law("investment.in-kind-accepted").reference
        values = {"measure": case.measure.label}
        yield Finding("in-kind.accepted", "note", "budget.in_kind_work", values, reference)


RULES = (
    Rule("in-kind.rate", rate, ("in-kind.person-hour", "in-kind.machine-hour")),
    Rule("in-kind.age", age, ("in-kind.age-youngest",)),
    Rule("in-kind.share", share, ("in-kind.share-of-private-largest",)),
    Rule("in-kind.form", form, ("in-kind.form",)),
    Rule("in-kind.accepted", accepted, ("in-kind-accepted",)),
)
