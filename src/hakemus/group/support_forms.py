"""A Leader group's own support form: outside the programme, so that its rules are the group's alone.

It is looked up and checked like a support form of the programme, by a programme of its own that holds nothing of the
law: only what the group has decided, with the group's decision as its source.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache, partial
from itertools import chain
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import Field

from hakemus.errors import Fault
from hakemus.group.conditions import OWN_FORMS, FormKey, one_of
from hakemus.group.settings import ORDER, Amount, Names, Source, order_of
from hakemus.model import Part
from hakemus.model.fields import Day, Euros
from hakemus.programme import (
    DatedValue,
    Entry,
    Label,
    Parameter,
    Programme,
    Vocabulary,
    open_programme,
    programmes,
)
from hakemus.programme.built import WhenAsked
from hakemus.programme.law import Checked, Unit, Value
from hakemus.programme.vocabularies import names_of, normal_form
from hakemus.texts import LANGUAGES


def _keys_without(column: str, vocabulary: str) -> tuple[str, ...]:
    """Return the keys of a vocabulary, in every programme, whose entries say nothing in a column."""
    every = (entry for law in programmes() for entry in law.vocabulary(vocabulary).entries)
    return tuple(dict.fromkeys(entry.key for entry in every if not entry.columns.get(column)))


# Documents of the library that say nothing which only a programme asks, and cost models that take no rate of the law.
_papers = partial(_keys_without, "of_programme", "paper")
_cost_models = partial(_keys_without, "rate", "cost_model")


class SupportForm(Part):
    """A support form of the group's own.

    What else the group sets for it names the form among its `measures`: rates, amounts, annexes, headings of the plan,
    questions, documents, criteria, rounds. What names no measures is for the programme's support forms.

    >>> form = SupportForm.model_validate({"key": "youth-grant", "name": {"fi": "Nuorten tuki"}, "from": "2024-01-01",
    ...     "reference": {"title": "Hallitus", "section": "§ 1", "address": "https://example.org/"}})
    >>> form.is_called("nuorten  TUKI"), form.papers
    (True, ('application', 'checklist'))
    """

    key: FormKey
    """Name of the form in `measures` and in applications: small letters, digits and hyphens."""
    name: Names
    """What it is called."""
    start: Day = Field(alias="from")
    """First day of applying."""
    until: Day | None = None
    """Last day of applying; when left out, it stays open."""
    applicant: Names | None = None
    """Who may apply, in words."""
    cost_models: tuple[Annotated[str, one_of(_cost_models)], ...] = ("actual",)
    """How costs may be counted: itemised (`actual`) or as one sum (`lump-sum`)."""
    papers: tuple[Annotated[str, one_of(_papers)], ...] = ("application", "checklist")
    """Documents of the library that make up its application; the group's own are in `documents.toml`."""
    person_hour: Euros | None = None
    """What an hour of in-kind work is worth; when left out, in-kind work is not accepted."""
    machine_hour: Euros | None = None
    """What an hour of a machine is worth in addition."""
    reference: Source
    """The group's decision: its title, the section of it, and its address."""

    def is_called(self, text: str) -> bool:
        """Return whether a text is its key, or its name in any language."""
        return normal_form(text) in {normal_form(one) for one in (self.key, *self.name.texts)}


def keys_in(values: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return the keys of a list of a group, such as its own support forms, that is still plain values."""
    listed = values.get(name)
    tables = [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list | tuple) else []
    return tuple(one["key"] for one in tables if isinstance(one.get("key"), str))


def context_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return by what a group's plain values are validated: the order of its languages, and the forms of its own."""
    return {ORDER: order_of(values), OWN_FORMS: keys_in(values, "support_forms")}


def faulty_forms(forms: Sequence[SupportForm], amounts: Sequence[Amount]) -> Iterator[Fault]:
    """Yield a fault where a form hides another, ends before it begins, or is given at least more than at most."""
    for index, form in enumerate(forms):
        path = f"support_forms[{index}]"
        named = (("key", form.key), *(("name", text) for text in form.name.texts))
        hidden = (
            Fault(f"{path}.{place}", "hides-measure", entry.key, f"{form.key}-own")
            for place, text in named
            for law in programmes()
            if (entry := law.vocabulary("measure").find(text)) is not None
        )
        again = (
            Fault(f"{path}.{place}", "repeated", text)
            for place, text in named
            if any(one.is_called(text) for one in forms[:index])
        )
        if (fault := next(chain(hidden, again), None)) is not None:
            yield fault
        for place in ("cost_models", "papers"):
            if not getattr(form, place):
                yield Fault(f"{path}.{place}", "missing", "[]")
        if form.until is not None and form.until < form.start:
            yield Fault(f"{path}.until", "too-small", f"until = {form.until}", f"≥ from = {form.start}")
    for index, one in enumerate(amounts):
        what, _, side = one.kind.rpartition("-")
        if side != "smallest":
            continue
        for other in amounts:
            same = set(one.measures) & set(other.measures) & {form.key for form in forms}
            if other.kind == f"{what}-largest" and same and other.euros < one.euros and one.meets(other):
                found = f"{one.kind} = {one.euros} > {other.kind} = {other.euros}"
                yield Fault(f"amounts[{index}].euros", "too-large", found, f"≤ {other.euros}")


# The programme of a form: the words of the law's, and nothing of its provisions.


@lru_cache(maxsize=64)
def programme_of_form(form: SupportForm, group: Names, words_of: str) -> Programme:
    """Return a programme that knows only a form: every value and every word in it has the group's decision as source.

    Args:
        form: The form.
        group: The name of the group, which the programme is called by.
        words_of: The name of the programme of the law whose words it speaks: what legal forms, cost categories and
            headings are called.
    """
    words = WhenAsked(open_programme(words_of).vocabularies_by_name, partial(_words_of_group, form))
    return Programme(
        name=f"{form.key} ({group.text('en')})",
        label=_label(group),
        first_day=form.start,
        last_day=form.until,
        certainty="B",
        reference=form.reference,
        parameters_by_path={one.path: one for one in _parameters(form)},
        vocabularies_by_name=words,
    )


def _label(names: Names) -> Label:
    texts = {language: names.text(language) for language in LANGUAGES}
    return Label(**texts, ours=())


def _parameters(form: SupportForm) -> Iterator[Parameter]:
    def parameter(
        path: str, unit: Unit, value: Value, *, vocabulary: str = "", checked: Checked | None = None
    ) -> Parameter:
        dated = DatedValue(path, form.start, value, "B", form.reference)
        return Parameter(path, _label(form.name), unit, "application-date", (dated,), vocabulary, checked)

    yield parameter(f"{form.key}.papers", "keys", form.papers, vocabulary="paper", checked="no-condition")
    yield parameter(f"{form.key}.cost-models", "keys", form.cost_models, vocabulary="cost_model")
    if form.applicant is not None:
        yield parameter(f"{form.key}.applicant", "text", _label(form.applicant))
    # The guides are about projects of the programme: its application asks no more than what the group has decided.
    yield parameter(f"{form.key}.guide-questions", "yes-no", value=False, checked="no-condition")
    # Without a worth of an hour in-kind work counts for nothing, and is reported.
    accepted = form.person_hour is not None or form.machine_hour is not None
    yield parameter(f"{form.key}.in-kind-accepted", "yes-no", accepted)
    for name, worth in (("person", form.person_hour), ("machine", form.machine_hour)):
        yield parameter(f"in-kind.{name}-hour", "EUR/hour", worth or Decimal(0))


def _words_of_group(form: SupportForm, name: str, words: Vocabulary) -> Vocabulary:
    """Return a vocabulary of the law's programme without its sources; the support forms are the group's own one."""
    if name == "measure":
        label = _label(form.name)
        entry = Entry(form.key, label, "B", form.reference, MappingProxyType({}))
        forms = {*names_of(form.key, label), *map(normal_form, form.name.texts)}
        return replace(words, entries=(entry,), index=dict.fromkeys(forms, entry))

    def own(entry: Entry) -> Entry:
        # A flat rate is the law's: what is stated by it is reported, and counted without it.
        columns = {key: value for key, value in entry.columns.items() if key != "rate"}
        return replace(entry, certainty="B", reference=form.reference, columns=columns)

    made = {entry.key: own(entry) for entry in words.entries}
    index = {text: made[entry.key] for text, entry in words.index.items()}
    return replace(words, entries=tuple(made.values()), index=index)
