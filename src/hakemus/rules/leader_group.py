"""Rules on what a Leader group sets: its questions, rates left open, shares, length, exclusions and rounds."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hakemus import group as groups
from hakemus.findings import Finding, Said
from hakemus.model.schema import path_of_fact
from hakemus.rules.case import Case, found, rule
from hakemus.rules.plan import latest_end
from hakemus.rules.support import SUPPORT
from hakemus.support import stated_kinds
from hakemus.texts import wording
from hakemus.values.money import percentage_of, rate_against

if TYPE_CHECKING:
    from hakemus.group import Answered, Conditional, Misread, Question

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
