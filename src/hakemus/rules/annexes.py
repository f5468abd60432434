"""Rules on the annexes: which are asked for, and which of them the application lacks.

An annex is there when the application lists its kind as attached, or names its file. One that is coming, or said to
be not needed, is told as a note: the officer decides. What the application itself holds, or a paper of this
library prints, need not be listed.
"""

from collections.abc import Iterator

from hakemus.costing import purchases
from hakemus.findings import Finding, Severity
from hakemus.group import GroupAnnex
from hakemus.model import AnnexState, LegalForm
from hakemus.programme import Annex
from hakemus.rules.case import Case, Rule, by_law, severity_of
from hakemus.rules.support_forms import MEASURE

# Rules on the annexes that the library prints: what an application lacks for one that it has begun.

_EXTRACT = "minutes-extract"
LETTER_TOPICS = ("idea", "partner_search", "objective", "communication", "networking", "inclusion")
"""What the Leader groups say that a letter of intent tells of, in their order."""


def results(case: Case) -> Iterator[Finding]:
    """A preparatory project that has ended shows a letter of intent, or a report of why its idea failed."""
    law, application = case.measure_law("results"), case.application
    end = application.project.end_date
    if law is None or end is None or case.on <= end:
        return
    kinds = case.programme.vocabulary("annex_kind")
    listed = [kinds.find(annex.kind or "") for annex in application.annexes]
    has_paper = not (application.letter_of_intent.is_blank and application.preparation_report.is_blank)
    if has_paper or any(entry is not None and entry.key in law.keys for entry in listed):
        return
    values = {"end": end, "annexes": tuple(kinds.entry(key).label for key in law.keys)}
    yield by_law("preparatory-funding.results", "letter_of_intent", law, values)


def letter_of_intent(case: Case) -> Iterator[Finding]:
    """A letter of intent tells of the idea, the search for partners and the other topics that are asked of it."""
    law, letter = case.measure_law("results"), case.application.letter_of_intent
    if law is None or letter.is_blank:
        return
    for topic in LETTER_TOPICS:
        if getattr(letter, topic) is None:
            yield by_law("preparatory-funding.letter-of-intent", f"letter_of_intent.{topic}", law)


def preparation_report(case: Case) -> Iterator[Finding]:
    """A report on a preparatory project tells why its idea failed."""
    law, report = case.measure_law("results"), case.application.preparation_report
    if law is not None and not report.is_blank and report.reasons is None:
        yield by_law("preparatory-funding.preparation-report", "preparation_report.reasons", law)


def decision(case: Case) -> Iterator[Finding]:
    """A minutes extract says what was decided; who decided and when belongs to it too."""
    made = case.application.application_decision
    if made.is_blank:
        return
    entry = case.programme.vocabulary("annex_kind").entry(_EXTRACT)
    for name in ("decision", "body", "date"):
        if getattr(made, name) is None:
            severity: Severity = severity_of(entry.certainty) if name == "decision" else "note"
            path = f"application_decision.{name}"
            yield Finding("annex.decision", severity, path, {}, entry.reference, "", entry.certainty)


RULES_ANNEX_PAPERS = (
    Rule("preparatory-funding.results", results, ("results",), (MEASURE,)),
    Rule("preparatory-funding.letter-of-intent", letter_of_intent, ("results",), (MEASURE,)),
    Rule("preparatory-funding.preparation-report", preparation_report, ("results",), (MEASURE,)),
    Rule("annex.decision", decision),
)


ID = "annex.missing"
_PAPER_OF = {"cost-and-financing": "cost-estimate"}
_INTERNATIONAL = "international"
_AGREEMENT = "cooperation-agreement"
_REGISTER_EXTRACT = "register-extract"
_GROUP_ID = "annex.group"
_AGREEMENT_ID = "interregional.agreement"
_TELL_OF_LACK = (ID, _GROUP_ID, _AGREEMENT_ID)
_NEAREST_FIRST = (*AnnexState, None)


def missing(case: Case) -> Iterator[Finding]:
    """Every annex that is asked for is there; a breach is as grave as it is certain that the annex is asked for.

    What only a building needs is one note: that the investment is one, the application does not say.
    """
    if case.measure is None:
        return
    for annex in case.measure.annexes(case.on):
        if _is_asked(annex, case) and not _is_held(annex.key, case):
            yield from _told(annex, case)
    yield from _of_construction(case, case.measure.annexes(case.on))


def of_the_group(case: Case) -> Iterator[Finding]:
    """Every annex that the Leader group asks for besides is there; one it only recommends is a note."""
    if case.group is None or case.measure is None:
        return
    for asked in case.group.annexes_for(case.measure.key, case.on):
        if not _lists(asked, case) and not (asked.kind and _is_held(asked.kind, case)):
            severity: Severity = "warning" if asked.required else "note"
            yield Finding(_GROUP_ID, severity, "annexes", {"annex": asked.name}, asked.reference)


def lacks_annex(finding: Finding) -> bool:
    """Return whether a finding tells of an annex that is asked for and not there, be it only coming.

    What is asked for by no certain or probable provision, or only recommended, is a note, and lacks nothing.
    """
    if finding.id not in _TELL_OF_LACK:
        return False
    return finding.variant == AnnexState.COMING or finding.severity != "note"


def agreement(case: Case) -> Iterator[Finding]:
    """An international project has its cooperation agreement attached."""
    law = case.measure_law("cooperation-agreement")
    if law is None or not asks_for_agreement(case) or _is_held(_AGREEMENT, case):
        return
    place, state = _place_and_state(_AGREEMENT, case)
    if state is None:
        entry = case.programme.vocabulary("annex_kind").entry(_AGREEMENT)
        yield by_law(_AGREEMENT_ID, place, law, {"annex": entry.label})


def asks_for_agreement(case: Case) -> bool:
    """Return whether the law asks for a cooperation agreement: of a project that is international by its nature."""
    law, given = case.measure_law("cooperation-agreement"), case.application.classification.project_nature
    nature = case.programme.vocabulary("project_nature").find(given or "")
    return law is not None and law.yes and nature is not None and nature.key == _INTERNATIONAL


def is_settled(kind: str, case: Case) -> bool:
    """Return whether the application lists an annex of a kind as attached, or as one that is not needed."""
    _, state = _place_and_state(kind, case)
    return state in (AnnexState.ATTACHED, AnnexState.NOT_NEEDED)


def _told(annex: Annex, case: Case) -> Iterator[Finding]:
    """Return what is to be told of an annex that is asked for: that it is missing, or where it stands."""
    place, state = _place_and_state(annex.key, case)
    if state is AnnexState.ATTACHED:
        return
    severity: Severity = "note" if state is not None else severity_of(annex.certainty)
    variant = state.value if state is not None else _variant(annex, case)
    values = {"annex": annex.kind.label}
    yield Finding(ID, severity, place, values, annex.reference, variant, annex.certainty)


def _variant(annex: Annex, case: Case) -> str:
    """Return which words tell that an annex is missing: for an extract of a register, a municipality has another."""
    is_of_municipality = case.application.applicant.legal_form is LegalForm.MUNICIPALITY
    return "municipality" if is_of_municipality and annex.key == _REGISTER_EXTRACT else ""


def _lists(asked: GroupAnnex, case: Case) -> bool:
    """Return whether the application lists an annex of the group: by its kind, or by the group's name for it."""
    vocabulary = case.programme.vocabulary("annex_kind")
    wanted = {asked.kind, asked.name.fi, asked.name.sv, asked.name.en} - {None}
    for annex in case.application.annexes:
        entry = vocabulary.find(annex.kind or "")
        if wanted & {annex.kind, annex.title, entry.key if entry is not None else None}:
            return True
    return False


def _of_construction(case: Case, annexes: tuple[Annex, ...]) -> Iterator[Finding]:
    law = case.measure_law("annexes-further")
    asked = [annex for annex in annexes if annex.kind.text("asked") == "construction"]
    lacking = tuple(annex.kind.label for annex in asked if _place_and_state(annex.key, case)[1] is None)
    if law is not None and lacking:
        yield by_law(ID, "annexes", law, {"annexes": lacking}, "construction", severity="note")


def _is_asked(annex: Annex, case: Case) -> bool:
    """Return whether an annex is asked for in a case; of what is asked as needed, no rule can tell."""
    application = case.application
    match annex.kind.text("asked"):
        case "always":
            return application.applicant.legal_form not in annex.kind.keys("not_for")
        case "in-kind":
            return bool(application.budget.in_kind_work)
        case "price-evidence":
            return _buys_above_limit(case)
        case "group-project":
            return bool(application.companies)
        case _:
            return False


def _buys_above_limit(case: Case) -> bool:
    """Return whether a cost that is not for staff reaches the limit from which its price is made sure of."""
    limit = case.law("price-evidence.amount").number
    return any(purchase.large for purchase in purchases(case.costing, case.programme, limit))


def _is_held(kind: str, case: Case) -> bool:
    """Return whether the application itself, or a paper of this library, holds what the annex would tell."""
    match kind:
        case "vat-account":
            return case.application.applicant.vat_account is not None
        case "price-comparison":
            return bool(case.application.budget.price_evidence)
        case "minutes-extract":
            return case.application.application_decision.decision is not None
        case "cooperation-agreement":
            return bool(case.application.partners) and not case.application.cooperation_agreement.is_blank
        case _:
            return case.measure is not None and _PAPER_OF.get(kind) in case.measure.papers(case.on)


def _place_and_state(kind: str, case: Case) -> tuple[str, AnnexState | None]:
    """Return the path of the application's annex of a kind and where it is; of several, the nearest at hand.

    An annex is of a kind by its key or its name. One without a state is attached when its file is named.
    """
    vocabulary = case.programme.vocabulary("annex_kind")
    found: list[tuple[str, AnnexState | None]] = [("annexes", None)]
    for index, annex in enumerate(case.application.annexes):
        entry = vocabulary.find(annex.kind or "")
        if entry is not None and entry.key == kind:
            found.append((f"annexes[{index}].state", annex.standing))
    return min(reversed(found), key=lambda one: _NEAREST_FIRST.index(one[1]))


RULES = (
    Rule(ID, missing, ("annexes", "annexes-further", "price-evidence.amount")),
    Rule(_GROUP_ID, of_the_group),
    Rule(_AGREEMENT_ID, agreement, ("cooperation-agreement",)),
)
