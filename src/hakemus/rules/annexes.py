"""Rules on the annexes: which are asked for, which the application lacks, and what a paper of the library needs.

An annex is there when the application lists its kind as attached, or names its file. One that is coming, or said to
be not needed, is reported as a note: the officer decides. What the application itself holds, or a paper of this
library prints, need not be listed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from hakemus.findings import Finding, Severity
from hakemus.model import AnnexState, Part
from hakemus.programme import Annex, DatedValue, Entry, Label, Reference
from hakemus.programme.statutes import Provision
from hakemus.programme.vocabularies import normal_form
from hakemus.rules.case import Case, found, labels, rule

if TYPE_CHECKING:
    from hakemus.group import GroupAnnex, Names

PLACE = 80

# How a plan says in its first sentence that no support is passed on.
_NO_TRANSFER = re.compile(r"[^.;:]*\b(ei|nej|inget|inga|ingen|inte|no|none|not|nothing)\b|\W*$")

LETTER_TOPICS = ("idea", "partner_search", "objective", "communication", "networking", "inclusion")
"""What the Leader groups say that a letter of intent is about, in their order."""

_IDS_OF_LACK = ("annex.missing", "annex.group", "interregional.agreement")
_OF_INVESTMENTS = ("construction", "permit", "site")
_NEAREST_FIRST = (*AnnexState, None)
_AGREEMENT, _DECISION = "cooperation_agreement", "application_decision.decision"
_TRANSFER = "aid-transfer-agreement"


@rule("annex.missing")
def missing(case: Case) -> Iterator[Finding]:
    """Every annex that is asked for is there; a breach is as grave as it is certain that the annex is asked for.

    What an investment needs only if it builds, needs a permit or is made in what is another's are notes: whether it is
    or does, the application does not say.
    """
    further = case.measure_law("annexes-further")
    annexes = _annexes_of(case)
    if (other := case.bound_measure) is not None:
        further = further or other.value_on("annexes-further", case.on)
        of_investment = (one for one in other.annexes(case.on) if one.kind.text("asked") in _OF_INVESTMENTS)
        annexes += tuple(one for one in of_investment if one.certainty == "A")
    limit = case.known_law("price-evidence.amount")
    form = case.application.applicant.legal_form
    of_investments: list[Annex] = []
    for annex in annexes:
        place, state = _place_and_state(annex.key, case)
        if annex.kind.text("asked") in _OF_INVESTMENTS and state is None:
            of_investments.append(annex)
        if state is AnnexState.ATTACHED or not _is_asked(annex, case, limit) or _is_held(annex.kind, case):
            continue
        if state is not None:
            own = "-own" if case.application.applicant.is_leader_group else ""
            yield found(place, annex, f"{state.value}{own}", "note", annex=annex.kind.label)
        else:
            variant = str(form) if form in annex.kind.keys("other_for") else ""
            yield found(place, annex, variant, annex=annex.kind.label)
    if further is not None:
        yield from _asked_of_investments(of_investments, further, case.measure_law("permit-shown"))


def _annexes_of(case: Case) -> tuple[Annex, ...]:
    """Return the annexes of the measure, each with what asks this applicant for it.

    Value added tax that is deducted is no cost: who is liable to it is asked for an account of it by pages alone, and
    so is who doesn't say.
    """
    listed, liability = case.measure_law("annexes"), case.application.applicant.vat_liability
    annexes = () if case.measure is None else case.measure.annexes(case.on)
    if listed is None:
        return annexes

    def is_by_pages(annex: Annex) -> bool:
        of_pages = annex.kind.keys("by_pages_of")
        return bool(of_pages) and (liability is None or liability in of_pages)

    return tuple(replace(one, reference=listed.reference) if is_by_pages(one) else one for one in annexes)


def _asked_of_investments(
    annexes: Sequence[Annex], further: DatedValue, permit: DatedValue | None
) -> Iterator[Finding]:
    """Yield what an investment needs by law on one condition or another, then what pages ask of one that builds."""
    by_law = [one for one in annexes if one.certainty == "A"] if further.certainty == "A" else []
    by_condition: dict[str, list[Annex]] = {}
    for one in by_law:
        by_condition.setdefault(one.kind.text("asked"), []).append(one)
    for condition, asked in by_condition.items():
        # The kind of annex names a provision of the decree on projects: that of another decree is the measure's own.
        of_kind, own = asked[0].reference, further.reference
        is_same = (
            isinstance(of_kind, Provision) and isinstance(own, Provision) and of_kind.statute == own.statute
        )
        own_law = permit if permit is not None and condition == "permit" else further
        source = asked[0] if is_same and condition != "construction" else own_law
        yield found("annexes", source, condition, "note", annexes=tuple(one.kind.label for one in asked))
    if by_pages := [one for one in annexes if one not in by_law]:
        source = by_pages[0] if further.certainty == "A" else further
        names = tuple(one.kind.label for one in by_pages)
        yield found("annexes", source, "construction", "note", annexes=names)


def _is_asked(annex: Annex, case: Case, limit: DatedValue | None) -> bool:
    """Return whether an annex is asked for in a case; of what is asked as needed, no rule can tell."""
    application = case.application
    match annex.kind.text("asked"):
        case "always":
            return application.applicant.legal_form not in annex.kind.keys("not_for")
        case "in-kind":
            return bool(application.budget.in_kind_work)
        case "price-evidence":
            if limit is None:
                return False
            return any(one.large for one in case.purchases(limit.number))
        case "group-project":
            return bool(application.companies)
        case _:
            return False


@rule("annex.group")
def of_the_group(case: Case) -> Iterator[Finding]:
    """Every annex that the Leader group asks for in addition is there; one it only recommends is a note."""
    for asked, one in _asked_by_group(case):
        if not one.places and not one.is_held:
            yield found("annexes", asked, severity="warning" if asked.required else "note", annex=asked.name)


class AskedAnnex(NamedTuple):
    """An annex that an application is asked for.

    Attributes:
        kind: What an entry of the application calls it: the key of its kind, or the group's own name of it.
        label: What it is called.
        reference: What asks for it.
        is_held: Whether the application itself, or a paper of this library, holds what it would say.
        places: Where the application lists it, as positions among its annexes.
    """

    kind: str
    label: "Label | Names"
    reference: Reference
    is_held: bool
    places: tuple[int, ...]


def asked_annexes(case: Case) -> Iterator[AskedAnnex]:
    """Yield the annexes that an application is asked for, by the law and then by its group."""
    limit = case.known_law("price-evidence.amount")
    for annex in _annexes_of(case):
        if _is_asked(annex, case, limit):
            held, places = _is_held(annex.kind, case), _places_of(_names(case, annex.key), case)
            yield AskedAnnex(annex.key, annex.kind.label, annex.reference, held, places)
    yield from (one for _, one in _asked_by_group(case))


def annexes_to_show(case: Case) -> Iterator[tuple[int | None, AskedAnnex | None]]:
    """Yield the annexes that are asked for, each with where it is listed or None; then those that are only listed."""
    asked = [*asked_annexes(case)]
    listed = {at for one in asked for at in one.places}
    yield from ((at, one) for one in asked for at in one.places or (None,))
    yield from ((at, None) for at in range(len(case.application.annexes)) if at not in listed)


def _asked_by_group(case: Case) -> "Iterator[tuple[GroupAnnex, AskedAnnex]]":
    if case.group is None or case.measure is None:
        return
    for asked in case.group.annexes_for(case.measure.key, case.on, case.facts):
        if asked.verdict(case.facts).holds is None:  # what is missing to tell, another rule reports
            continue
        kind = case.programme.vocabulary("annex_kind").find(asked.kind)
        name = asked.kind or asked.name.text(case.application.language)
        places = _places_of(_names(case, asked.kind, *asked.name.texts), case)
        held = kind is not None and _is_held(kind, case)
        yield asked, AskedAnnex(name, asked.name, asked.reference, held, places)


def _places_of(names: set[str], case: Case) -> tuple[int, ...]:
    """Return where the application lists an annex that has one of the names."""
    listed = enumerate(case.application.annexes)
    return tuple(at for at, annex in listed if names & _names(case, annex.kind, annex.title))


def _names(case: Case, *texts: str | None) -> set[str]:
    """Return what texts name: the key of a kind of annex, by whichever of its names, or else the text itself."""
    kinds = case.programme.vocabulary("annex_kind")
    return {
        entry.key if (entry := kinds.find(text)) is not None else normal_form(text)
        for text in texts
        if text is not None
    }


@rule("annex.aid-transfer", "application.aid-transfer-agreement")
def aid_transfer(case: Case, law: DatedValue) -> Iterator[Finding]:
    """Where support is to be passed on, its agreement is among the annexes; a plan that says no asks for none."""
    plan, kind = case.application.plan.aid_transfer, case.programme.vocabulary("annex_kind").find(_TRANSFER)
    may_be = case.measure is None or any(one.key == _TRANSFER for one in case.measure.annexes(case.on))
    is_planned = law.yes and may_be and plan is not None and not _NO_TRANSFER.match(normal_form(plan))
    if is_planned and kind is not None and not _places_of({kind.key}, case):
        yield found("annexes", law, severity="note", annex=kind.label)


@rule("interregional.agreement", "cooperation-agreement")
def agreement(case: Case, law: DatedValue) -> Iterator[Finding]:
    """An international project has its cooperation agreement attached."""
    kind = _kind_held_in(_AGREEMENT, case)
    if kind is None or not asks_for_agreement(case) or _is_held(kind, case):
        return
    place, state = _place_and_state(kind.key, case)
    if state is None:
        yield found(place, law, annex=kind.label)


def asks_for_agreement(case: Case) -> bool:
    """Return whether the law asks for a cooperation agreement: of a project that is international by its nature."""
    law, given = case.measure_law("cooperation-agreement"), case.application.classification.project_nature
    nature = case.programme.vocabulary("project_nature").find(given)
    return law is not None and law.yes and nature is not None and nature.text("reach") == "international"


def is_settled(kind: str, case: Case) -> bool:
    """Return whether the application lists an annex of a kind as attached, or as one that is not needed."""
    _, state = _place_and_state(kind, case)
    return state in (AnnexState.ATTACHED, AnnexState.NOT_NEEDED)


def lacks_annex(finding: Finding) -> bool:
    """Return whether a finding is of an annex that is asked for and not there, be it only coming.

    What is asked for by no certain or probable provision, or only recommended, is a note, and lacks nothing.
    """
    if finding.id not in _IDS_OF_LACK:
        return False
    is_coming = finding.variant.removesuffix("-own") == AnnexState.COMING
    return is_coming or finding.severity != "note"


def _kind_held_in(field: str, case: Case) -> Entry | None:
    """Return the kind of annex of which a field of the application holds the content."""
    kinds = case.programme.vocabulary("annex_kind").entries
    return next((kind for kind in kinds if field in kind.keys("fields")), None)


def _is_held(kind: Entry, case: Case) -> bool:
    """Return whether the application itself, or a paper of this library, holds what the annex would say."""
    paper, fields = kind.text("paper"), kind.keys("fields")
    if case.measure is not None and paper in case.measure.papers(case.on):
        return True
    values = [attrgetter(field)(case.application) for field in fields]
    filled = [not value.is_blank if isinstance(value, Part) else value not in {None, ()} for value in values]
    return bool(filled) and all(filled)


def _place_and_state(kind: str, case: Case) -> tuple[str, AnnexState | None]:
    """Return the path of the application's annex of a kind and where it is; of several, the nearest at hand.

    An annex is of a kind by its key or its name. One without a state is attached when its file is named.
    """
    vocabulary = case.programme.vocabulary("annex_kind")
    places: list[tuple[str, AnnexState | None]] = [("annexes", None)]
    for index, annex in enumerate(case.application.annexes):
        entry = vocabulary.find(annex.kind)
        if entry is not None and entry.key == kind:
            places.append((f"annexes[{index}].state", annex.standing))
    return min(reversed(places), key=lambda one: _NEAREST_FIRST.index(one[1]))


# The annexes that the library prints: what an application lacks for one that it has begun.


@rule("preparatory-funding.results", "results")
def results(case: Case, law: DatedValue) -> Iterator[Finding]:
    """A preparatory project that has ended shows a letter of intent, or a report of why its idea failed."""
    application, end = case.application, case.application.project.end_date
    if end is None or case.on <= end:
        return
    kinds = case.programme.vocabulary("annex_kind")
    listed = [kinds.find(annex.kind) for annex in application.annexes]
    has_paper = not (application.letter_of_intent.is_blank and application.preparation_report.is_blank)
    if not has_paper and not any(entry is not None and entry.key in law.keys for entry in listed):
        yield found("letter_of_intent", law, end=end, annexes=labels(case, "annex_kind", law.keys))


@rule("preparatory-funding.letter-of-intent", "results")
def letter_of_intent(case: Case, law: DatedValue) -> Iterator[Finding]:
    """A letter of intent is about the idea, the search for partners and the other topics that are asked of it."""
    letter = case.application.letter_of_intent
    for topic in LETTER_TOPICS if not letter.is_blank else ():
        if getattr(letter, topic) is None:
            yield found(f"letter_of_intent.{topic}", law)


@rule("preparatory-funding.preparation-report", "results")
def preparation_report(case: Case, law: DatedValue) -> Iterator[Finding]:
    """A report on a preparatory project says why its idea failed."""
    report = case.application.preparation_report
    if not report.is_blank and report.reasons is None:
        yield found("preparation_report.reasons", law)


@rule("annex.decision")
def decision(case: Case) -> Iterator[Finding]:
    """A minutes extract says what was decided; who decided and when belongs to it too."""
    made, kind = case.application.application_decision, _kind_held_in(_DECISION, case)
    for name in ("decision", "body", "date") if not made.is_blank else ():
        if getattr(made, name) is None:
            severity: Severity | None = None if name == "decision" else "note"
            yield found(f"application_decision.{name}", kind, severity=severity)
