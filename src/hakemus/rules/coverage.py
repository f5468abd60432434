"""Whether the library's rules cover a measure: each condition its law tells is checked, told, or none at all."""

from collections.abc import Iterable
from datetime import date

from hakemus.programme import Measure, Parameter
from hakemus.rules.case import Rule

NO_CONDITION = frozenset({
    # What the measure is, and what its money is for.
    "contents", "definition", "members", "purpose",
    # What the authority or the project does afterwards.
    "instalments", "proof", "receipts-needed", "start-before-decision", "selection-criteria",
    # What is lighter or free: nothing can be against it.
    "cost-rows", "lighter-plan-and-criteria", "own-share", "preparatory-funding-available", "several-years",
    # What the library itself makes of it.
    "papers", "papers-further",
})  # fmt: skip
"""Names of parameters that set no condition that an application could fail."""

BY_HAND = frozenset(
    {
        "application-to-each-group",
        "companies-share",
        "company-specific-de-minimis",
        "costs-not-eligible",
        "eligible-costs",
        "energy-areas",
        "energy-support-rate",
        "foreign-partners-fewest",
        "group-project-de-minimis",
        "investment-plan",
        "investments-separately",
        "largest-times-in-period",
        "leader-groups-fewest",
        "linked-by-project-number",
        "not-together-with",
        "only-from-leader-groups",
        "person-years-most",
        "plan-to-apply",
        "services-de-minimis",
        "support-rate-highest-entrepreneurs",
        "support-rate-lowest",
        "support-rates-by-state-aid",
        "times-in-period",
    }
)
"""Names of conditions that turn on something which no field of an application says: a note names them."""


def by_hand(measure: Measure, on: date) -> tuple[Parameter, ...]:
    """Return the measure's conditions that someone has to check by hand, sorted by name.

    >>> from hakemus.programme import open_programme
    >>> found = by_hand(open_programme().measure("interregional"), date(2024, 3, 1))
    >>> "interregional.foreign-partners-fewest" in [parameter.path for parameter in found]
    True
    """
    return tuple(parameter for parameter in measure.standing("set", on) if _name(parameter) in BY_HAND)


def unchecked(measure: Measure, on: date, rules: Iterable[Rule]) -> tuple[Parameter, ...]:
    """Return the measure's conditions that no rule reads and no list above explains, sorted by name.

    What each group sets and what no source tells is not among them: notes of their own name those.
    """
    own = [rule for rule in rules if not rule.measures or measure.key in rule.measures]
    read = {parameter for rule in own for parameter in rule.parameters}
    explained = read | NO_CONDITION | BY_HAND
    return tuple(
        parameter
        for parameter in measure.standing("set", on)
        if parameter.path not in read and _name(parameter) not in explained
    )


def _name(parameter: Parameter) -> str:
    return parameter.path.partition(".")[2]
