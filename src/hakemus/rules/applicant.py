"""Rules on the measure itself: is it named, and what of its conditions no check can see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hakemus.findings import Finding
from hakemus.model import LegalForm
from hakemus.programme import DatedValue, Label, Parameter, Reference
from hakemus.rules.case import Case, Rule, by_hand, by_law
from hakemus.texts import LANGUAGES

# Rules on the applicant and the application as such: who applies, who signs, in which language, to which group.

_WITHOUT_PROFIT = "development-projects"
"""The family whose private-law applicants must not aim at profit first."""


def name(case: Case) -> Iterator[Finding]:
    """The application says who applies: every measure says who may, so that nobody's application is an error."""
    if case.application.applicant.name is None:
        law = case.measure_law("applicant") or case.law("application.business-id")
        yield by_law("applicant.name", "applicant.name", law, severity="error")


def business_id(case: Case) -> Iterator[Finding]:
    """The applicant has a business id (Y-tunnus), unless the aid is for those who have none yet."""
    law = case.measure_law("business-id") or case.law("application.business-id")
    given = case.application.applicant.business_id
    if law.yes and given is None:
        yield by_law("applicant.business-id", "applicant.business_id", law)
    elif not law.yes and given is not None:
        yield by_law("applicant.business-id", "applicant.business_id", law, variant="none")


def signatories(case: Case) -> Iterator[Finding]:
    """Those who sign for the applicant are named."""
    if not any(signatory.name for signatory in case.application.applicant.signatories):
        yield by_law("applicant.signatories", "applicant.signatories", case.law("application.signatories"))


def eligibility(case: Case) -> Iterator[Finding]:
    """The applicant is a body of a kind that the measure is open to.

    Where the measure names public- and private-law bodies, the application says which the applicant is; a
    legal form that is usually of the other law is told. What else it asks of its applicant is told in words.
    """
    yield from _asked_besides(case)
    law = case.measure_law("applicant-law")
    if law is None:
        return
    applicant = case.application.applicant
    if applicant.body_law not in law.keys:
        yield by_law("applicant.eligibility", "applicant.body_law", law)
    form = case.programme.vocabulary("legal_form").find(applicant.legal_form or "")
    if form and applicant.body_law and form.text("law") not in {"", applicant.body_law}:
        yield Finding(
            "applicant.eligibility",
            "note",
            "applicant.legal_form",
            {"form": form.label},
            form.reference,
            "form",
            form.certainty,
        )


def _asked_besides(case: Case) -> Iterator[Finding]:
    """Return in words who may apply, where a measure asks more than its family, or a company's aims matter."""
    told, law = case.measure_law("applicant"), case.measure_law("applicant-law")
    if case.measure is None or told is None:
        return
    is_company = case.application.applicant.legal_form in {LegalForm.LIMITED_COMPANY, LegalForm.COOPERATIVE}
    asks_for_aims = is_company and case.measure.family == _WITHOUT_PROFIT
    if law is None or _file(told) != _file(law) or asks_for_aims:
        values = {"applicants": told.label}
        yield by_law("applicant.eligibility", "applicant", told, values, "besides", severity="note")


def _file(law: DatedValue) -> str:
    return law.path.partition(".")[0]


def language(case: Case) -> Iterator[Finding]:
    """The application is in Finnish or Swedish, as the authority's web service wants it."""
    law = case.law("application.language-of-filing")
    if case.application.language not in law.keys:
        yield by_law("application.language", "language", law)


def leader_group(case: Case) -> Iterator[Finding]:
    """The Leader group that the application names is the one whose data it is checked with.

    How the name is spelt does not matter: case, ry and rf, apostrophes, either language of the group's name.
    """
    named = case.application.leader_group
    if case.group is None or named is None:
        return
    listed = case.programme.vocabulary("leader_group").find(named)
    names = [named, *(listed.label.text(language) for language in LANGUAGES if listed is not None)]
    if not any(case.group.is_called(name) for name in names):
        values = {"named": named, "group": case.group.name}
        yield Finding("application.leader-group", "warning", "leader_group", values)


RULES_APPLICANT = (
    Rule("applicant.name", name, ("applicant", "application.business-id")),
    Rule("applicant.business-id", business_id, ("application.business-id", "business-id")),
    Rule("applicant.eligibility", eligibility, ("applicant-law", "applicant")),
    Rule("applicant.signatories", signatories, ("application.signatories",)),
    Rule("application.language", language, ("application.language-of-filing",)),
    Rule("application.leader-group", leader_group),
)


PATH = "classification.measure"


@dataclass(frozen=True, slots=True)
class _Sources:
    """Conditions with the source of each, told in a language."""

    told: tuple[tuple[Label, Reference], ...]

    def text(self, language: str) -> str:
        """Return each condition with its source."""
        return " ".join(f"{label.text(language)}: {source.text(language)}." for label, source in self.told)


def missing(case: Case) -> Iterator[Finding]:
    """The application names the measure (support form): without it no rule of a measure can be checked."""
    if case.application.classification.measure is None:
        reference = case.law("every-measure.plan-headings").reference
        yield Finding("measure.missing", "error", PATH, {"example": "preparatory-funding"}, reference)


def set_by_group(case: Case) -> Iterator[Finding]:
    """What each Leader group sets itself is told, unless the group's own data are given and tell it."""
    if case.measure is not None:
        parameters = case.measure.standing("group", case.on)
        yield from _note("measure.set-by-group", case, [one for one in parameters if not _told(one, case)])


def unknown(case: Case) -> Iterator[Finding]:
    """What the law or the authority surely has, but no source tells, is told: silence is no approval."""
    if case.measure is not None:
        yield from _note("measure.unknown", case, case.measure.standing("unknown", case.on))


def unseen(case: Case) -> Iterator[Finding]:
    """The conditions of which the application says nothing are told, so that someone checks them by hand."""
    if case.measure is not None:
        yield from _note("measure.by-hand", case, by_hand(case.measure, case.on))


def not_covered(case: Case, unchecked: Sequence[Parameter]) -> Finding:
    """Return the warning that no rule checks some conditions of the measure, or any: silence is no approval."""
    label = case.measure.label if case.measure is not None else case.application.classification.measure
    if not unchecked:
        return Finding("measure.not-covered", "warning", PATH, {"measure": label})
    found = Finding("measure.not-covered", "warning", PATH, {"measure": label}, variant="conditions")
    return _of_conditions(found, case, unchecked)


def _note(identifier: str, case: Case, parameters: Sequence[Parameter]) -> Iterator[Finding]:
    if case.measure is not None and parameters:
        found = Finding(identifier, "note", PATH, {"measure": case.measure.label})
        yield _of_conditions(found, case, parameters)


def _of_conditions(finding: Finding, case: Case, parameters: Sequence[Parameter]) -> Finding:
    """Return a finding with the conditions that it tells, and the source of all, or in its note that of each."""
    values = {**finding.values, "conditions": tuple(parameter.label for parameter in parameters)}
    references = [parameter.entry_on(case.on).reference for parameter in parameters]
    if all(reference == references[0] for reference in references):
        return replace(finding, values=values, reference=references[0])
    sources = _Sources(tuple(zip(values["conditions"], references, strict=True)))
    return replace(finding, values=values, note=sources)


def _told(parameter: Parameter, case: Case) -> bool:
    """Return whether the data of the Leader group tell a value that groups set."""
    if case.group is None or case.measure is None:
        return False
    key, costs = case.measure.key, case.costing.total_costs
    name = parameter.path.partition(".")[2]
    if name == "support-rate":
        return bool(case.group.rates_for(key, costs, case.on))
    return any(amount.kind == name for amount in case.group.amounts)


RULES = (
    Rule("measure.missing", missing, ("every-measure.plan-headings",)),
    Rule("measure.set-by-group", set_by_group),
    Rule("measure.unknown", unknown),
    Rule("measure.by-hand", unseen),
)
