"""Rules on the annexes that the library prints: what an application lacks for one that it has begun."""

from collections.abc import Iterator

from hakemus.findings import Finding, Severity
from hakemus.rules.case import Case, Rule, by_law, severity_of
from hakemus.rules.preparatory_funding import MEASURE

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


RULES = (
    Rule("preparatory-funding.results", results, ("results",), (MEASURE,)),
    Rule("preparatory-funding.letter-of-intent", letter_of_intent, ("results",), (MEASURE,)),
    Rule("preparatory-funding.preparation-report", preparation_report, ("results",), (MEASURE,)),
    Rule("annex.decision", decision),
)
