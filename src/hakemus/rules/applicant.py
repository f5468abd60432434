"""Rules on the application as such: what it is for and what of that no check can see, who applies, and to whom."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hakemus.findings import Finding, Said
from hakemus.model import BodyLaw, LegalForm
from hakemus.programme import DatedValue, Label, Parameter, Reference
from hakemus.programme.statutes import Provision
from hakemus.programme.vocabularies import normal_form
from hakemus.rules.case import Case, at_most_warning, found, labels, rule
from hakemus.rules.costs import listed_words
from hakemus.rules.support_forms import of_stage_sought, stages_of
from hakemus.support import stated_kinds
from hakemus.texts import LANGUAGES, wording

PLACE = 10

MEASURE = "classification.measure"
BY_HAND = "measure.by-hand"


def _sources(language: str, *conditions: tuple[Label, Reference]) -> str:
    """Return each condition with its source."""
    texts = (f"{one.text(language)}: {source.text(language)}" for one, source in conditions)
    return " ".join(f"{text.removesuffix('.')}." for text in texts)


@rule("measure.missing", "every-measure.plan-headings")
def measure_missing(case: Case, law: DatedValue) -> Iterator[Finding]:
    """The application names the measure (support form): without it no rule of a measure can be checked."""
    if case.application.classification.measure is None:
        example = case.programme.vocabulary("measure").keys[0]
        yield found(MEASURE, law.reference, severity="error", example=example)


@rule("measure.set-by-group")
def set_by_group(case: Case) -> Iterator[Finding]:
    """What each Leader group sets itself is reported, unless the group's own data are given and say it."""
    measure, group = case.measure, case.group
    left: list[Parameter] = []
    stated = stated_kinds(case.application.classification)
    for parameter in measure.standing("group", case.on) if measure is not None else ():
        name = parameter.path.partition(".")[2]
        if group is None or measure is None:
            is_set = False
        elif name == "support-rate":
            costs = case.costing.total_costs
            is_set = bool(group.rates_for(measure.key, costs, case.on, stated, case.facts))
        else:
            is_set = any(amount.kind == name for amount in group.amounts)
        if not is_set:
            left.append(parameter)
    yield from _condition_notes(case, left)


@rule("measure.unknown")
def unknown(case: Case) -> Iterator[Finding]:
    """What the law or the authority surely has, but no source states, is reported: silence is no approval."""
    if case.measure is not None:
        yield from _condition_notes(case, case.measure.standing("unknown", case.on))


@rule(BY_HAND)
def unseen(case: Case) -> Iterator[Finding]:
    """The conditions of which the application says nothing are reported, so that someone checks them by hand."""
    yield from _condition_notes(case, conditions_by_hand(case))


def conditions_by_hand(case: Case) -> list[Parameter]:
    """Return the conditions of the measure of which the application says nothing.

    A project that may be development or an investment has those of the statutes on what it says it is, too.
    """
    if case.measure is None:
        return []
    kinds = {"by-hand", "by-hand-of-lump-sum"} if case.costing.is_lump_sum else {"by-hand"}
    by_hand = [one for one in case.measure.standing("set", case.on) if one.checked in kinds]
    names = {one.path.partition(".")[2] for one in by_hand}
    if (other := case.bound_measure) is not None:
        of_other = (one for one in other.standing("set", case.on) if one.checked in kinds)
        by_hand += [
            one
            for one in of_other
            if one.on(case.on).certainty == "A" and one.path.partition(".")[2] not in names
        ]
    # A condition that is the family's, but not this measure's, has the value no; some are of one kind of investment.
    kinds_of = {one.text("by_hand"): one.key for one in case.programme.vocabulary("investment_kind").entries}
    stated = case.application.classification.investment_kind
    return [
        one
        for one in by_hand
        if (one.unit != "yes-no" or one.on(case.on).yes)
        and kinds_of.get(one.path.partition(".")[2], stated) == stated
    ]


def not_covered(case: Case, unchecked: Sequence[Parameter]) -> Finding:
    """Return the warning that no rule checks some conditions of the measure, or any: silence is no approval."""
    label = case.measure.label if case.measure is not None else case.application.classification.measure
    finding = Finding("measure.not-covered", "warning", MEASURE, {"measure": label})
    return _with_conditions(replace(finding, variant="conditions"), case, unchecked) if unchecked else finding


def _condition_notes(case: Case, parameters: Sequence[Parameter]) -> Iterator[Finding]:
    """Yield the note that names some conditions of the measure, if there are any."""
    if case.measure is not None and parameters:
        finding = found(MEASURE, None, severity="note", measure=case.measure.label)
        yield _with_conditions(finding, case, parameters)


def _with_conditions(finding: Finding, case: Case, parameters: Sequence[Parameter]) -> Finding:
    """Return a finding with the conditions that it names, and the source of all, or in its note that of each."""
    values = {**finding.values, "conditions": tuple(_condition(one, case) for one in parameters)}
    references = [parameter.entry_on(case.on).reference for parameter in parameters]
    if all(reference == references[0] for reference in references):
        return replace(finding, values=values, reference=references[0])
    sources = Said(_sources, tuple(zip(values["conditions"], references, strict=True)))
    return replace(finding, values=values, note=sources)


def condition_name(parameter: Parameter, on: date) -> Label:
    """Return what a condition is called, with the number that is its limit."""
    law = parameter.value_on(on)
    if law is None or not isinstance(law.value, Decimal):
        return parameter.label
    number = law.value

    def said(language: str) -> str:
        words = wording(language)
        shown = {"per cent": words.percent, "EUR": words.money}.get(parameter.unit, words.number)
        return f"{parameter.label.text(language)}: {shown(number)}"

    return Label(fi=said("fi"), sv=said("sv"), en=said("en"), ours=parameter.label.ours)


def _condition(parameter: Parameter, case: Case) -> Label:
    """Return the name of a condition, and the section that a text sums up."""
    law, name = parameter.value_on(case.on), condition_name(parameter, case.on)
    if law is None or not isinstance(law.value, Label) or not isinstance(law.reference, Provision):
        return name
    section = law.reference.section
    said = {one: f"{name.text(one)} ({section.text(one)})" for one in LANGUAGES}
    return Label(**said, ours=name.ours)


@rule("applicant.name")
def name(case: Case) -> Iterator[Finding]:
    """The application says who applies: every measure says who may, so that nobody's application is an error."""
    law = case.measure_law("applicant") or case.known_law("application.business-id")
    if case.application.applicant.name is None:
        yield found("applicant.name", law, severity="error")


@rule("applicant.business-id")
def business_id(case: Case) -> Iterator[Finding]:
    """The applicant has a business id (Y-tunnus), unless the aid is for those who have none yet or asks for none.

    Where an aid has stages, that of the sum that is sought decides; where persons may do without, a company may not.
    """
    of_aid, without = map(case.measure_law, ("business-id", "legal-forms-without-business-id"))
    of_all = case.known_law("application.business-id")
    given, form = case.application.applicant.business_id, case.application.applicant.legal_form
    if without is not None:
        if given is None and (form is None or form is LegalForm.OTHER):
            people = labels(case, "legal_form", without.keys)
            yield found("applicant.business_id", without, "person", at_most_warning(without), forms=people)
        elif given is None and form not in without.keys:
            yield found("applicant.business_id", without, "aid")
        return
    optional = case.measure_law("business-id-optional")
    if optional is not None and optional.yes:
        return
    law = of_aid or of_all
    if stages_of(case, "business-id"):
        law = of_stage_sought(case, "business-id")
    if law is not None and law.yes != (given is not None):
        variant = "none" if not law.yes else "" if law is of_all else "aid"
        yield found("applicant.business_id", law, variant)


@rule("applicant.eligibility")
def eligibility(case: Case) -> Iterator[Finding]:
    """The applicant is a body of a kind that the measure is open to.

    Where the measure names public- and private-law bodies, the application says which the applicant is, and a person
    may not apply; a legal form that is of the other law, or usually is, is reported. What else it asks of its applicant
    is reported in words: where a measure asks more than its family, and where it matters whether a company aims first
    at profit.
    """
    applicant = case.application.applicant
    open_to, law, no_profit = map(case.measure_law, ("applicant", "applicant-law", "profit-not-first"))
    form = case.programme.vocabulary("legal_form").find(applicant.legal_form)
    aims_matter = no_profit is not None and no_profit.yes and form is not None and form.flag("for_profit")
    files = {one.path.partition(".")[0] for one in (open_to, law) if one is not None}
    if open_to is not None and (law is None or len(files) > 1 or aims_matter):
        yield found("applicant", open_to, "besides", "note", applicants=open_to.label)
    if law is None:
        return
    if form is not None and form.flag("person"):
        yield found("applicant.legal_form", law, "person", form=form.label)
    elif applicant.body_law not in law.keys:
        # A form that isn't a person's is a body's: then only which law it is under has not been said.
        unsaid = form is not None and applicant.body_law is None
        yield found("applicant.body_law", law, severity=at_most_warning(law) if unsaid else None)
    if form and applicant.body_law and form.text("law") not in {"", applicant.body_law}:
        if form.text("law") == BodyLaw.PUBLIC_LAW:
            stated = labels(case, "body_law", [applicant.body_law])[0]
            grave = at_most_warning(law)
            yield found("applicant.body_law", law, "public", grave, form=form.label, stated=stated)
        else:
            yield found("applicant.legal_form", form, "form", "note", form=form.label)


@rule("applicant.public-tasks", "public-tasks-not-supported")
def public_tasks(case: Case, law: DatedValue) -> Iterator[Finding]:
    """A public-law body gets no support for its statutory tasks: whether the project is one, no field says.

    The authority gets none for any project that it carries out; only its name says that it applies or is a partner.
    """
    of_authority = listed_words("authority")
    if law.yes and of_authority.search(normal_form(case.application.applicant.name or "")):
        yield found("applicant.name", law, "authority", at_most_warning(law))
    elif law.yes and case.is_public_body:
        stated = case.application.applicant.body_law is not None
        yield found(f"applicant.{'body_law' if stated else 'legal_form'}", law, severity="note")
    for index, partner in enumerate(case.application.partners):
        if law.yes and of_authority.search(normal_form(partner.name or "")):
            yield found(f"partners[{index}].name", law, "partner", at_most_warning(law))


@rule("applicant.signatories", "application.signatories")
def signatories(case: Case, law: DatedValue) -> Iterator[Finding]:
    """Those who sign for the applicant are named."""
    if not any(signatory.name for signatory in case.application.applicant.signatories):
        yield found("applicant.signatories", law)


@rule("application.language", "application.language-of-filing")
def language_of_filing(case: Case, law: DatedValue) -> Iterator[Finding]:
    """The application is in Finnish or Swedish, as the authority's web service wants it."""
    if case.application.language not in law.keys:
        yield found("language", law)


@rule("application.leader-group")
def leader_group(case: Case) -> Iterator[Finding]:
    """The Leader group that the application names is the one whose data it is checked with.

    How the name is spelt does not matter: case, ry and rf, apostrophes, either language of the group's name.
    """
    named = case.application.leader_group
    if case.group is None or named is None:
        return
    listed = case.programme.vocabulary("leader_group").find(named)
    names = [named, *(listed.label.text(language) for language in LANGUAGES if listed is not None)]
    if not any(case.group.is_called(one) for one in names):
        yield found("leader_group", None, named=named, group=case.group.name)


@rule("applicant.leader-group", "application.leader-groups-own")
def own_application(case: Case, law: DatedValue) -> Iterator[Finding]:
    """How a Leader group itself applies, the general provision on applying says, not that on a group's statement."""
    applicant, listed = case.application.applicant, case.programme.vocabulary("leader_group")
    is_own = applicant.is_leader_group or (
        applicant.is_leader_group is None and listed.find(applicant.name) is not None
    )
    if law.yes and is_own and case.from_quota:
        yield found("applicant.is_leader_group", law, severity="note")
