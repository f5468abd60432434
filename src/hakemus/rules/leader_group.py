"""Rules on what a Leader group sets: its questions, rates left open, shares, length, exclusions and rounds.

What the law lets its rates and amounts be.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from hakemus import group as groups
from hakemus.findings import Finding, Said, Severity
from hakemus.model.schema import KINDS_OF_PROJECT, path_of_fact
from hakemus.programme import DatedValue, Entry, Label, Measure
from hakemus.rules.case import Case, found, rule, severity_of
from hakemus.rules.plan import latest_end
from hakemus.rules.support import SUPPORT
from hakemus.support import kinds_of, reaches_of, stated_kinds
from hakemus.texts import wording
from hakemus.values.money import percentage_of, rate_against

if TYPE_CHECKING:
    from hakemus.group import Amount, Answered, Conditional, Misread, Question, Rate, Setting

# Rules on the Leader group's own questions: those that must be answered are, and each answer is what was asked.


_PATH = "group_answers"
_LONGEST_SHOWN = 60


@rule("group-question.missing")
def missing(case: Case) -> Iterator[Finding]:
    """Every question that the Leader group must have answered is answered."""
    for one in _answered(case):
        if one.question.required and one.index is None and one.question.verdict(case.facts).holds:
            yield found(_PATH, None, question=one.question.label)


@rule("group-question.answer")
def answer(case: Case) -> Iterator[Finding]:
    """Each answer to the Leader group's own questions is what was asked: a number, a day, one of the choices.

    An answer that no question of the group asks for is reported, too.
    """
    for one in _answered(case):
        if not isinstance(one.value, groups.Misread):
            continue
        yield not_an_answer(one.question, one.text, one.value, f"{_PATH}[{one.index}].answer")
    if case.group is None or not case.group.questions:
        return
    for index in groups.unasked(case.application, case.group.questions, case.facts):
        given = case.application.group_answers[index].question or ""
        yield found(f"{_PATH}[{index}].question", None, "unasked", "note", given=given)


def not_an_answer(question: "Question", text: str, misread: "Misread", path: str) -> Finding:
    """Return the finding that a text is no answer to a question, and what would be one."""
    values: dict[str, Any] = {"question": question.label}
    if misread.kind == "longest":
        values |= {"found": len(text), "longest": question.longest}
    else:
        if misread.kind == "two-ways":
            values["readings"] = misread.readings
        if misread.kind == "choice":
            values["choices"] = tuple(choice.label for choice in question.choices)
        shown = " ".join(text.split())
        values["given"] = shown if len(shown) <= _LONGEST_SHOWN else f"{shown[: _LONGEST_SHOWN - 1]}…"
    return replace(found(path, None, misread.kind, **values), id="group-question.answer")


def _answered(case: Case) -> "tuple[Answered, ...]":
    """Return the group's questions, each with its answer."""
    return (
        ()
        if case.group is None or not case.group.questions
        else groups.asked_and_answered(case.application, case.group.questions, case.facts)
    )


PLACE = 95


def _set_by_group(language: str, listed: str, setting: "Conditional") -> str:
    """Return something that a group sets in a list of its data, with what makes it known among those of the list."""
    words, name = wording(language), ""
    if isinstance(setting, groups.Rate) and setting.percent is not None:
        name = words.percent(setting.percent)
    elif named := [one for part in _NAMED if (one := getattr(setting, part, None)) is not None]:
        name = named[0].text(language)
    elif hasattr(setting, "field"):
        name = words.term(setting.field)
    return words.message(f"words.set-by-group.{listed}", {"name": name}).strip()


_NAMED = ("name", "label", "text")


@rule("leader-group.own-form")
def own_form(case: Case) -> Iterator[Finding]:
    """Of a support form of the Leader group's own it is reported that no law of the programme was applied."""
    if case.own_form is not None and case.measure is not None:
        yield found("classification.measure", case.own_form.reference, "", "note", measure=case.measure.label)


@rule("leader-group.fact-missing")
def fact_missing(case: Case) -> Iterator[Finding]:
    """What the Leader group's decisions depend on is stated: as long as it is not, nobody can tell whether they hold.

    Each fact that is missing is reported once, with all that depends on it.
    """
    if case.group is None or case.measure is None:
        return
    depends: dict[str, list[tuple[str, Conditional]]] = {}
    for listed, setting, missing in case.group.undecided(case.measure.key, case.on, case.facts):
        for name in missing:
            depends.setdefault(name, []).append((listed, setting))
    for name, several in depends.items():
        first, (fact, _, key) = several[0][1], name.partition(".")
        source = first if isinstance(first, groups.Setting) else None
        set_by_group = tuple(Said(_set_by_group, one) for one in dict.fromkeys(several))
        values: dict[str, tuple[Said, ...]] = {"depends": set_by_group}
        if fact == "question":
            question = case.group.question(key)
            label = question.label if isinstance(question, groups.Question) else key
            yield found(path_of_fact(name), source, "question", "note", **values, question=label)
        else:
            variant = fact if fact in {"annex", "duration_months", "round"} else ""
            yield found(path_of_fact(name), source, variant.replace("_", "-"), "note", **values)


@rule("leader-group.rate-open")
def rate_open(case: Case) -> Iterator[Finding]:
    """A rate that the Leader group decides within a range, or case by case, is reported: nobody can judge it here."""
    if case.group is None or case.measure is None or not case.costing.has_rate:
        return
    stated = stated_kinds(case.application.classification)
    for rate in case.group.rates_for(case.measure.key, case.costing.total_costs, case.on, stated, case.facts):
        if rate.percent_from is not None:
            yield found(SUPPORT, rate, "range", "note", least=rate.percent_from, highest=rate.percent)
        elif rate.case_by_case and rate.percent is not None:
            yield found(SUPPORT, rate, "up-to", "note", highest=rate.percent)
        elif rate.case_by_case:
            yield found(SUPPORT, rate, "", "note")


@rule("leader-group.share")
def share(case: Case) -> Iterator[Finding]:
    """Other public money, private money and in-kind work are as large a part as the Leader group sets.

    Where the application leaves open which of several limits applies, none is checked: the missing fact is reported.
    """
    if case.group is None or case.measure is None:
        return
    costing = case.costing
    public = costing.leader_support + costing.other_public_total
    known = [one for one in case.group.shares_for(case.measure.key, case.on, case.facts) if _holds(one, case)]
    for limit in known:
        of_public, is_largest = limit.kind == "other-public-smallest", limit.kind.endswith("largest")
        part = {
            "other-public-smallest": costing.other_public_total,
            "private-smallest": costing.private_total + costing.in_kind_financing,
            "in-kind-largest": costing.in_kind_total,
        }[limit.kind]
        whole = public if of_public else costing.total_costs
        # Until the support is stated, the financing plan is not there to be judged.
        if not whole or not (is_largest or costing.states_support):
            continue
        edge = percentage_of(whole, limit.percent)
        if part > edge if is_largest else part < edge:
            shown = rate_against(part, whole, limit.percent)
            yield found(_PLACES[limit.kind], limit, limit.kind, part=part, share=shown, limit=limit.percent)


_PLACES = {
    "other-public-smallest": "budget.financing.other_public",
    "private-smallest": "budget.financing.private",
    "in-kind-largest": "budget.in_kind_work",
}


@rule("leader-group.duration")
def duration(case: Case) -> Iterator[Finding]:
    """A project takes no longer than the Leader group allows."""
    start, end = case.application.project.start_date, case.application.project.end_date
    if case.group is None or case.measure is None or start is None or end is None:
        return
    for limit in case.group.durations_for(case.measure.key, case.on, case.facts):
        latest = latest_end(start, *limit.length)
        if _holds(limit, case) and end > latest:
            yield found("project.end_date", limit, start=start, end=end, latest=latest)


@rule("leader-group.excluded")
def excluded(case: Case) -> Iterator[Finding]:
    """The project is nothing that the Leader group does not support, as far as facts of the application decide it.

    What the group excludes in words only is on the checklist.
    """
    if case.group is None or case.measure is None:
        return
    for one in case.group.exclusions_for(case.measure.key, case.on, case.facts):
        if one.when is not None and _holds(one, case):
            facts = [name for tests in one.alternatives for name in tests]
            yield found(path_of_fact(facts[0]), one, excluded=one.text)


@rule("leader-group.round")
def in_round(case: Case) -> Iterator[Finding]:
    """The application is sent in a round of the Leader group that takes its support form, and has money for it.

    Of days before the first and after the last round that the group tells, nothing is known.
    """
    if case.group is None or case.measure is None or not case.group.rounds:
        return
    every, key = case.group.every_round(), case.measure.key
    open_ = case.group.round_on(case.day, key, case.facts)
    if open_ is not None:
        money, sought = open_.money_of(key), case.costing.leader_support
        if money is not None and sought > money:
            yield found(SUPPORT, open_.reference, "money", sought=sought, largest=money)
        return
    if not min(one.opens or one.closes for one in every) <= case.day <= every[-1].closes:
        return
    taking = [one for one in every if one.takes(key, case.facts)]
    later = next((one for one in taking if one.opens is not None and one.opens > case.day), None)
    values: dict[str, Any] = {"applied": case.day, "measure": case.measure.label}
    if later is not None and later.opens is not None:
        yield found("date", later.reference, "later", **values, opens=later.opens, end=later.closes)
    else:
        source = next((one.reference for one in (*taking, *every) if one.reference is not None), None)
        yield found("date", source, "", **values)


def _holds(one: "Conditional", case: Case) -> bool:
    return one.verdict(case.facts).holds is True


# What the law lets a rate or an amount of a group be.

_RATES, _PUBLIC = "support-rates", "public-support"
_THEME = "investment_theme"


class LimitOfLaw(NamedTuple):
    """What the law of a day lets a setting be, at most or at least: `finding` is what a breach of it is called."""

    finding: str
    label: Label
    value: DatedValue
    number: Decimal
    is_most: bool
    severity: Severity
    sums: tuple[Decimal, ...] = ()

    def is_broken_by(self, number: Decimal) -> bool:
        """Return whether a number of a group is beyond it."""
        return number > self.number if self.is_most else number < self.number


def days_of_law(setting: "Setting", others: "Iterable[Setting]", measure: Measure) -> Iterator[date]:
    """Yield the first day of a setting, and each day on which the law changes while it holds."""
    law = measure.programme
    same_case = (
        other for other in others if measure.key in other.measures or not (setting.measures or other.measures)
    )
    end = min((other.start for other in same_case if other.start > setting.start), default=date.max)
    starts = {
        entry.start
        for one in (*measure.parameters(), *law.parameters(_RATES), *law.parameters(_PUBLIC))
        for entry in one.timeline
    }
    later = (start for start in starts if start > setting.start)
    return (
        day for day in sorted({max(setting.start, law.first_day), *later}) if day < end and law.in_force(day)
    )


def limits_of_law(setting: "Rate | Amount", measure: Measure, day: date) -> Iterator[LimitOfLaw]:
    """Yield what the law of a day lets a setting be at most and at least."""
    if isinstance(setting, groups.Amount):
        yield from _limits_on_amount(setting, measure, day)
        return
    law = measure.programme
    if own := [kind for kind in kinds_of(measure, day) if kind.key in setting.kinds_named]:
        found = [
            (kind.label, "above", law.find(kind.text("rate")))
            for kind in _deciding(setting, measure, day, own)
        ]
        found += [(kind.label, "below", law.find(kind.text("lowest"))) for kind in own if kind.text("lowest")]
    else:  # for all, or for kinds by which the law of the day gives no rate
        sides = {"above": "support-rate-highest", "below": "support-rate-lowest"}
        found = [(measure.label, side, measure.find(name)) for side, name in sides.items()]
    for label, side, limit in found:
        if limit is not None and (value := limit.value_on(day)) is not None:
            severity = severity_of(value.certainty)
            yield LimitOfLaw(f"rate-{side}-law", label, value, value.number, side == "above", severity)


def _deciding(setting: "Rate", measure: Measure, day: date, named: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the kinds whose rate a setting may not be above: a theme lifts the rate of the kind that it is named with.

    Where a kind may have a theme, and the setting leaves which open, it may have the rate of the theme.
    """
    law = measure.programme
    themes = [kind for kind in kinds_of(measure, day) if law.vocabulary(_THEME).find(kind.key) is not None]
    lifted = measure.value_on("kinds-of-themes", day)
    of_themes = [theme for theme in themes if theme in named]
    for kind in of_themes or named:
        possible = [theme for theme in themes if setting.may_hold({_THEME: theme.key})]
        may_be_lifted = not of_themes and lifted is not None and kind.key in lifted.keys and possible
        yield possible[0] if may_be_lifted else kind


def is_for(setting: "Rate", kind: Entry, measure: Measure, day: date) -> bool:
    """Return whether a rate may be for a kind without any theme that lifts it, by what it names and its conditions."""
    law, named = measure.programme, setting.kinds_named
    field = next(name for name in KINDS_OF_PROJECT if law.vocabulary(name).find(kind.key) is not None)
    if (named and kind.key not in named) or not setting.may_hold({field: kind.key}):
        return False
    lifted = measure.value_on("kinds-of-themes", day)
    is_of_theme = any(law.vocabulary(_THEME).find(one) is not None for one in named)
    return not (is_of_theme and lifted is not None and kind.key in lifted.keys)


def _limits_on_amount(setting: "Amount", measure: Measure, day: date) -> Iterator[LimitOfLaw]:
    """Yield what the law of a day lets an amount be; its kind is the name of the law's own parameter."""
    law, kind = measure.programme, setting.kind
    is_most = kind.endswith("-largest")
    value, finding = measure.value_on(kind, day), "amount-above-law" if is_most else "amount-below-law"
    if kind == "public-support-largest":
        value, finding = law.value_on(f"{_PUBLIC}.largest", day), _breach_of_ceiling(setting, measure, day)
    elif kind == "total-costs-largest":
        beyond = measure.value_on("total-costs-beyond", day)
        if beyond is not None and beyond.yes:  # the law's is of the costs that the aid is based on
            value = None
    if value is not None and finding:
        severity: Severity = "note" if finding == _INTERNATIONAL else severity_of(value.certainty)
        yield LimitOfLaw(finding, measure.label, value, value.number, is_most, severity)

    sums = measure.value_on("amount", day)  # of an aid of a fixed sum, one of these has to be left
    if sums is not None and not kind.startswith("total-costs"):
        finding, number = ("amount-below-sums", min) if is_most else ("amount-above-sums", max)
        severity, every = severity_of(sums.certainty), tuple(sorted(sums.numbers))
        yield LimitOfLaw(finding, measure.label, sums, number(every), not is_most, severity, every)


_INTERNATIONAL = "amount-above-international"


def _breach_of_ceiling(setting: "Amount", measure: Measure, day: date) -> str:
    """Return what it is called when a setting is above the law's ceiling of public support; empty when it may be.

    The law has it for local and international projects alone, so what a setting is for decides.
    """
    if measure.key not in measure.programme.parameter(f"{_PUBLIC}.measures").on(day).keys:
        return ""
    natures = reaches_of(measure, day).items()
    reaches = {reach for nature, reach in natures if setting.may_hold({"project_nature": nature})}
    if "" in reaches or reaches == {"international"}:
        return "amount-above-law"
    return _INTERNATIONAL if "international" in reaches else ""
