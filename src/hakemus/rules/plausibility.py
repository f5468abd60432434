"""Rules of plain sense: fields that contradict one another, rows entered twice, addresses that reach nobody.

No provision says these things, so none of them is an error, and each finding says so in its note. What may come before
the start of an investment is the exception: the law says it.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import Any

from hakemus.findings import Finding, Said, Severity
from hakemus.model import AnnexState, Application, Part, PriceEvidence
from hakemus.programme.vocabularies import normal_form
from hakemus.rules.case import Case, citing, found, rule
from hakemus.rules.costs import is_planning, listed_words
from hakemus.rules.plan import is_begun_early, is_preparation
from hakemus.texts import wording
from hakemus.values.money import ZERO

PLACE = 95

_YEARS_AHEAD = 6
"""How many years after the application a project can plausibly begin or end; more is taken for a slip in the year."""


def _no_provision(language: str) -> str:
    """Return what every finding of plain sense says of its source: that there is no provision."""
    return wording(language).message("report.no-provision")


def _slip(path: str, variant: str = "", severity: Severity = "warning", **values: Any) -> Finding:  # noqa: ANN401 - as `found`
    """Return a finding that rests on nothing but what the fields say."""
    return replace(found(path, None, variant, severity, **values), note=Said(_no_provision))


def _same(one: str | None, other: str | None) -> bool:
    """Return whether two texts say the same, whatever their case and blanks; what is missing is like nothing."""
    return one is not None and other is not None and normal_form(one) == normal_form(other)


# Time.


@rule("period.far-ahead")
def far_ahead(case: Case) -> Iterator[Finding]:
    """A project begins and ends within a few years of the day of application."""
    applied = _day_of_application(case)
    for path in ("start_date", "end_date"):
        day = getattr(case.application.project, path)
        if day is not None and day.year > applied.year + _YEARS_AHEAD:
            yield _slip(f"project.{path}", given=day, applied=applied)
            return


@rule("period.parts-order")
def parts_order(case: Case) -> Iterator[Finding]:
    """No measure of the plan and no authorisation ends before it begins."""
    parts = [(f"plan.activities[{at}]", one) for at, one in enumerate(case.application.plan.activities)]
    for path, part in (*parts, ("authorisation", case.application.authorisation)):
        start, end = attrgetter("start_date", "end_date")(part)
        if start is not None and end is not None and end < start:
            yield _slip(f"{path}.end_date", start=start, end=end)


@rule("plan.activity-outside-period")
def activity_outside(case: Case) -> Iterator[Finding]:
    """Each measure of the plan is carried out within the time of the project.

    One that starts before the application is another rule's; planning before the start of an investment is a note.
    """
    first, last = case.application.project.start_date, case.application.project.end_date
    earlier, applied = case.investment_law("earlier-costs"), case.application.date
    begins, listed = map(case.measure_law, ("activity-begins", "begins-nothing"))
    for index, activity in enumerate(case.application.plan.activities):
        of_planning = earlier if is_preparation(activity, listed) else None
        is_early = is_begun_early(activity, applied, begins, listed)
        for path in ("start_date", "end_date"):
            day = getattr(activity, path)
            if day is None:
                continue
            if first is not None and day < first:
                place = f"plan.activities[{index}].{path}"
                if of_planning is not None:
                    variant = "planning" if listed is None else "planning-business"
                    finding = found(place, of_planning, variant, "note", given=day, start=first)
                    yield citing(case, finding, listed)
                elif not (is_early and applied is not None and day < applied):
                    yield _slip(place, "before", given=day, start=first)
            elif last is not None and day > last:
                yield _slip(f"plan.activities[{index}].{path}", "after", given=day, end=last)


def _begins_nothing(text: str | None) -> bool:
    return listed_words("begins-nothing").search(normal_form(text or "")) is not None


@rule("budget.year-outside-period")
def year_outside(case: Case) -> Iterator[Finding]:
    """Costs, in-kind work and income fall in the years of the project.

    A year between the application and the start is only a note: the project may be planned then. What a business's
    investment costs before its start is supported only as planning or a permit, and what it buys before the application
    may begin it; of another's, no provision says.
    """
    earlier, *steps = map(case.investment_law, ("earlier-costs", "begins-nothing", "activity-begins"))
    first, last = case.application.project.start_date, case.application.project.end_date
    applied = _day_of_application(case)
    for name in ("items", "in_kind_work", "income"):
        for index, row in enumerate(getattr(case.application.budget, name)):
            if row.year is None:
                continue
            if first is not None and row.year < first.year:
                severity: Severity = "warning" if row.year < applied.year else "note"
                place = f"budget.{name}[{index}].year"
                law = None if name == "income" else earlier
                if law is not None and is_planning(row.description):
                    severity = "note"
                if law is not None and law.certainty == "A":
                    begun = severity == "warning" and name == "items" and not _begins_nothing(row.description)
                    variant = "earlier-begun" if begun else "earlier"
                    finding = found(place, law, variant, severity, year=row.year, start=first)
                    yield citing(case, finding, *steps) if begun else finding
                else:
                    variant = "before" if law is None else "earlier-unsaid"
                    yield _slip(place, variant, severity, year=row.year, start=first)
            elif last is not None and row.year > last.year:
                yield _slip(f"budget.{name}[{index}].year", "after", year=row.year, end=last)


@rule("authorisation.period")
def authorisation_period(case: Case) -> Iterator[Finding]:
    """An authorisation is in force on the day of application."""
    authorisation, applied = case.application.authorisation, _day_of_application(case)
    start, end = authorisation.start_date, authorisation.end_date
    if end is not None and end < applied:
        yield _slip("authorisation.end_date", "ended", end=end, applied=applied)
    elif start is not None and start > applied:
        yield _slip("authorisation.start_date", start=start, applied=applied)


@rule("annex.decision-date")
def decision_date(case: Case) -> Iterator[Finding]:
    """The applicant decides to apply before it applies, or on the same day."""
    decided, applied = case.application.application_decision.date, _day_of_application(case)
    if decided is not None and decided > applied:
        yield _slip("application_decision.date", given=decided, applied=applied)


@rule("annex.due-date")
def due_date(case: Case) -> Iterator[Finding]:
    """An annex that is still to come comes after the day of application."""
    applied = _day_of_application(case)
    for index, annex in enumerate(case.application.annexes):
        if annex.standing is AnnexState.COMING and annex.due_date is not None and annex.due_date < applied:
            yield _slip(f"annexes[{index}].due_date", "", "note", given=annex.due_date, applied=applied)


@rule("de-minimis.earlier-aid-date")
def earlier_aid_date(case: Case) -> Iterator[Finding]:
    """Aid that was granted earlier was granted by the day of application."""
    applied = _day_of_application(case)
    for index, company in enumerate(case.application.companies):
        for place, aid in enumerate(company.earlier_aid):
            if aid.granted_on is not None and aid.granted_on > applied:
                path = f"companies[{index}].earlier_aid[{place}].granted_on"
                yield _slip(path, given=aid.granted_on, applied=applied)


def _day_of_application(case: Case) -> date:
    """Return the application's own date, or the day of the check while it has none."""
    return case.application.date or case.day


# Who takes part.


@rule("application.not-leader")
def not_leader(case: Case) -> Iterator[Finding]:
    """An application for Leader support does not say that no Leader group funds the project."""
    application = case.application
    if application.classification.is_leader_project is False and (
        application.leader_group is not None or case.costing.leader_support > 0
    ):
        yield _slip("classification.is_leader_project")


@rule("partners.applicant")
def partner_is_applicant(case: Case) -> Iterator[Finding]:
    """A partner is another body than the applicant: neither its business id nor its name is the applicant's.

    Two bodies may have one name: where both business ids are known, they decide.
    """
    applicant = case.application.applicant
    for index, partner in enumerate(case.application.partners):
        field = "business_id" if partner.business_id and applicant.business_id else "name"
        if _same(getattr(partner, field), getattr(applicant, field)):
            yield _slip(f"partners[{index}].{field}", partner=partner.name or partner.business_id)


@rule("parties.repeated")
def repeated_parties(case: Case) -> Iterator[Finding]:
    """No body and nobody who signs is listed twice in one list."""
    application = case.application
    for name in ("partners", "companies"):
        bodies = getattr(application, name)
        yield from _repeated_in(name, [one.business_id or _normal(one.name) for one in bodies])
    lists: dict[str, Sequence[Part]] = {
        "applicant.signatories": application.applicant.signatories,
        "application_decision.authorised": application.application_decision.authorised,
        "application_decision.minute_checkers": application.application_decision.minute_checkers,
    }
    lists |= {
        f"partners[{index}].signatories": one.signatories for index, one in enumerate(application.partners)
    }
    for path, people in lists.items():
        yield from _repeated_in(path, [_normal(attrgetter("name")(one)) for one in people])


# Money.


@rule("budget.repeated")
def repeated_rows(case: Case) -> Iterator[Finding]:
    """No row of the cost estimate or of the financing plan is there twice, and nobody offers twice for a purchase."""
    budget = case.application.budget
    lists: dict[str, Sequence[Part]] = {
        "budget.items": budget.items,
        "budget.in_kind_work": budget.in_kind_work,
        "budget.income": budget.income,
        "budget.financing.other_public": budget.financing.other_public,
        "budget.financing.private": budget.financing.private,
    }
    for path, rows in lists.items():
        yield from _repeated_in(path, _contents(rows), "note")
    for index, evidence in enumerate(budget.price_evidence):
        suppliers = [_normal(offer.supplier) for offer in evidence.offers]
        yield from _repeated_in(f"budget.price_evidence[{index}].offers", suppliers, "note")


def _repeated_in(path: str, keys: Iterable[Hashable], severity: Severity = "warning") -> Iterator[Finding]:
    """Yield a finding for each entry of a list whose key an earlier entry has; a blank entry has none."""
    first: dict[Hashable, int] = {}
    for index, key in enumerate(keys):
        if key is not None and first.setdefault(key, index) != index:
            yield _slip(f"{path}[{index}]", "", severity, earlier_row=first[key] + 1)


def _contents(rows: Sequence[Part]) -> list[Hashable]:
    """Return all that each row says, its texts in normal form; None of one that says nothing, or surely no other's."""
    # Few rows are alike in all but their texts, which take long to compare.
    others = [tuple(one for one in vars(row).values() if not isinstance(one, str)) for row in rows]
    times = Counter(others)
    return [
        None
        if times[other] == 1 or row.is_blank
        else tuple(_normal(one) if isinstance(one, str) else one for one in vars(row).values())
        for row, other in zip(rows, others, strict=True)
    ]


def _normal(text: str | None) -> str | None:
    return None if text is None else normal_form(text)


@rule("support.above-costs")
def support_above_costs(case: Case) -> Iterator[Finding]:
    """The support sought is no more than the costs that are to be financed; a fixed sum is what it is."""
    costing = case.costing
    if (
        costing.total_costs > 0
        and costing.leader_support > costing.net_costs
        and case.measure_law("amount") is None
    ):
        path = "budget.financing.leader_support"
        yield _slip(path, sought=costing.leader_support, costs=costing.net_costs)


_LEADER = re.compile(r"\bleader")


@rule("financing.leader-twice")
def leader_twice(case: Case) -> Iterator[Finding]:
    """Leader support is stated once: it is no other public money, nor private money.

    A source that is the Leader group applied to, or that has a word in its name that begins with Leader, is reported.
    The applicant's own money is its own, whatever its name.
    """
    application, financing = case.application, case.application.budget.financing
    for name in ("other_public", "private"):
        for index, part in enumerate(getattr(financing, name)):
            if part.source is None or _same(part.source, application.applicant.name):
                continue
            if _same(part.source, application.leader_group) or _LEADER.search(normal_form(part.source)):
                yield _slip(f"budget.financing.{name}[{index}].source", source=part.source)


@rule("in-kind.driver")
def driver(case: Case) -> Iterator[Finding]:
    """A machine has a driver: in-kind work has at least as many hours of people as of machines."""
    for index, work in enumerate(case.application.budget.in_kind_work):
        machine, hours = work.machine_hours or ZERO, work.hours or ZERO
        if machine > hours:
            path = f"budget.in_kind_work[{index}].hours"
            yield _slip(path, "", "note", machine_hours=machine, hours=hours)


@rule("price-evidence.choice")
def choice(case: Case) -> Iterator[Finding]:
    """Of several offers one is chosen: it is one of them, and the cheapest unless a reason is given."""
    for index, evidence in enumerate(case.application.budget.price_evidence):
        path, chosen = f"budget.price_evidence[{index}]", evidence.chosen_supplier
        offers = [offer for offer in evidence.offers if not offer.is_blank]
        suppliers = [offer.supplier for offer in offers if offer.supplier is not None]
        if chosen is None:
            if len(offers) > 1:
                yield _slip(f"{path}.chosen_supplier", "missing", "note", offers=len(offers))
            continue
        amounts = [offer.amount for offer in offers if offer.amount is not None]
        of_chosen = _amounts_of_chosen(evidence)
        # The one without a supplier may be the one that was chosen.
        if suppliers and len(suppliers) == len(offers) and not any(_same(chosen, one) for one in suppliers):
            yield _slip(f"{path}.chosen_supplier", chosen=chosen, suppliers=tuple(suppliers))
        elif of_chosen and min(of_chosen) > min(amounts) and evidence.reason is None:
            amount, cheapest = min(of_chosen), min(amounts)
            yield _slip(f"{path}.reason", "dearer", chosen=chosen, amount=amount, cheapest=cheapest)


@rule("price-evidence.amount")
def evidence_amount(case: Case) -> Iterator[Finding]:
    """A purchase costs in the estimate what the chosen offer says."""
    evidence = case.application.budget.price_evidence
    for purchase in case.purchases(ZERO):
        if purchase.amount is None or len(purchase.evidence) != 1:
            continue
        (index,) = purchase.evidence
        offered = _amounts_of_chosen(evidence[index])
        if offered and purchase.amount not in offered:
            path = f"budget.price_evidence[{index}].offers"
            values: dict[str, Any] = {"purchase": purchase.name, "costs": purchase.amount}
            yield _slip(path, "", "note", **values, amount=min(offered))


def _amounts_of_chosen(evidence: PriceEvidence) -> list[Any]:
    chosen = [offer for offer in evidence.offers if _same(offer.supplier, evidence.chosen_supplier)]
    return [offer.amount for offer in chosen if offer.amount is not None]


# Where people are reached. What may be right is left alone: numbers of any country, names of domains in any script,
# several addresses in one field, words before or after one.

_SEPARATED = re.compile(r"[\s,;]+")
_LOCAL = re.compile(r"\"[^\"]+\"|[^\s@\"():<>\[\]\\.]+(?:\.[^\s@\"():<>\[\]\\.]+)*")
_LABEL = re.compile(r"(?!-)[^@:()\[\]\"'<>\\/!?#_]+(?<!-)")
_ADDRESS_ON_THE_WEB = re.compile(r"(?:https?://)?(?P<domain>[^/?#:]+)(?::[0-9]+)?(?:[/?#].*)?", re.IGNORECASE)
_POSTAL_CODE = re.compile(
    r"(?:(?:FI|FIN|AX)[- ]?)?[0-9]{5}|(?!(?:FI|FIN|AX)[- 0-9])[A-Z]{1,3}[- ]?[A-Z]*[0-9].*", re.IGNORECASE
)
_FEWEST_DIGITS = re.compile(r"(?:[^0-9]*[0-9]){5}")
_TOO_MANY_DIGITS = re.compile(r"[0-9]{16}")
_ZERO_AFTER_COUNTRY = re.compile(r"(?:\+|\b00) ?358[ .-]*0")


@rule("contact.email")
def email(case: Case) -> Iterator[Finding]:
    """Each e-mail address has the shape of one: a name, @, and a domain with a point in it."""
    for path, text in _contacts(case.application, "email"):
        parts = [part.strip("<>()") for part in _SEPARATED.split(text)]
        addresses = [part for part in parts if "@" in part]
        if not _is_email(text) and not (addresses and all(map(_is_email, addresses))):
            yield _slip(path, given=text)


@rule("contact.phone")
def phone(case: Case) -> Iterator[Finding]:
    """Each telephone number has enough digits for one, and not too many; no zero follows the number of Finland."""
    for path, text in _contacts(case.application, "phone"):
        if "@" in text or not _FEWEST_DIGITS.match(text) or _TOO_MANY_DIGITS.search(text):
            yield _slip(path, given=text)
        elif _ZERO_AFTER_COUNTRY.search(text):
            yield _slip(path, "zero", given=text)


@rule("contact.website")
def website(case: Case) -> Iterator[Finding]:
    """The address of a web site has the shape of one: a domain with a point in it, whatever comes after it."""
    text = case.application.applicant.website
    if text is not None and not any(map(_is_website, _SEPARATED.split(text))):
        yield _slip("applicant.website", given=text)


@rule("contact.postal-code")
def postal_code(case: Case) -> Iterator[Finding]:
    """A Finnish postal code has five digits, and a post office is a name; a code of another country is left alone."""
    address = case.application.applicant.address
    if address.postal_code is not None and not _POSTAL_CODE.fullmatch(address.postal_code.strip()):
        yield _slip("applicant.address.postal_code", given=address.postal_code)
    if address.post_office is not None and not any(map(str.isalpha, address.post_office)):
        yield _slip("applicant.address.post_office", "office", given=address.post_office)


def _contacts(application: Application, field: str) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of a field of that name of everybody who has one that is filled in."""
    people: dict[str, Part] = {
        "applicant": application.applicant,
        "responsible_person": application.responsible_person,
        "contact_person": application.contact_person,
        "authorisation.person": application.authorisation.person,
        **{f"partners[{index}]": one for index, one in enumerate(application.partners)},
    }
    for path, one in people.items():
        text = getattr(one, field, None)
        if text is not None:
            yield f"{path}.{field}", text


def _is_email(text: str) -> bool:
    local, _, domain = text.rpartition("@")
    return _LOCAL.fullmatch(local) is not None and _is_domain(domain)


def _is_website(text: str) -> bool:
    """Return whether a word is the address of a web site, with or without `https://`."""
    address = _ADDRESS_ON_THE_WEB.fullmatch(text)
    return address is not None and _is_domain(address["domain"])


def _is_domain(text: str) -> bool:
    """Return whether a text is a domain's name: at least two labels after `www.`, the last one no number."""
    labels = text.casefold().removeprefix("www.").split(".")
    return (
        len(labels) > 1
        and all(map(_LABEL.fullmatch, labels))
        and len(labels[-1]) > 1
        and not labels[-1].isdigit()
    )
