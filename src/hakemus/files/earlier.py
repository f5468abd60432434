"""A new application that begins from an earlier one: what stays, and what must be given again."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from hakemus.case import decided_by, known_group
from hakemus.errors import UnknownNameError, verb
from hakemus.files.application_file import addressed_to
from hakemus.files.asked import asked_for, blank_application
from hakemus.files.commented import known_measure
from hakemus.group import LeaderGroup
from hakemus.model import Annex, Application, Part, Preparation
from hakemus.model.schema import Field, fields_of
from hakemus.programme import Measure
from hakemus.texts import Language, known_language

PartT = TypeVar("PartT", bound=Part)

_OF_THE_MEASURE = (
    "sub_measure",
    "measure_type",
    "measure_specification",
    "project_nature",
    "specific_objective",
    "investment_kind",
    "investment_theme",
    "benefit",
    "smart_village_plan",
    "several_villages",
)
"""What a classification says of its measure, and of no other."""

_OF_ONE_APPLICATION = (
    "application_decision",
    "cooperation_agreement",
    "letter_of_intent",
    "preparation_report",
)
"""What was decided, agreed and reported of an application, or came of its project."""


@verb
def new_application(
    measure: str | None = None,
    *,
    language: str | None = None,
    on: date | None = None,
    law_of: date | None = None,
    group: LeaderGroup | str | Path | None = None,
    earlier: Application | None = None,
) -> Application:
    """Return an application to begin with: blank but for what the law and the group settle, or after an earlier one.

    Args:
        measure: The form of support: its key, its name in any language, or how only its name begins (`pienhanke`). By
            default the one of the earlier application.
        language: The language of the application; by default that of the earlier one, or Finnish.
        on: The day of application, if it is known.
        law_of: The day whose forms of support are known while the day of application is not.
        group: The Leader group applied to, whose questions are in it; a path is that of its folder.
        earlier: An application of the same applicant: who applies and the texts stay, all money and days go.

    Raises:
        UnknownNameError: There is no form of support of that name, or none is named; or no such language.
        ParameterError: The day is before the law of the programme.

    >>> new_application("valmisteluraha", on=date(2026, 3, 1)).budget.financing.leader_support
    Decimal('5000.00')
    """
    own = known_group(group)
    named = measure or (earlier.classification.measure if earlier is not None else None)
    programme, _ = decided_by(on or law_of, "", named, own)
    if not named:
        raise UnknownNameError("measure", "", programme.vocabulary("measure").keys)
    found = known_measure(named, programme, on, own)
    spoken = known_language(language or (earlier.language if earlier is not None else "fi"))
    made = (
        blank_application(found, spoken, on)
        if earlier is None
        else next_application(earlier, found, spoken, on=on)
    )
    return made if own is None else addressed_to(made, own, spoken)


def next_application(
    earlier: Application, measure: Measure, language: Language, *, on: date | None = None
) -> Application:
    """Return the start of a new application for a measure, with what fits of an earlier one.

    Who applies, who takes part, and the texts of the project and its plan stay. Emptied is what is true of one
    application only: the register's number, state, news and contacts, every day, all money, the state of the annexes,
    what was decided, agreed and reported of it; earlier aid is to be declared again. What belongs to the support form
    stays where that is the same, and what the law fixes for the new one is filled in, as in a blank file.

    >>> from hakemus.programme import programme_on
    >>> old = Application(date=date(2024, 3, 1), applicant={"name": "Kylä ry"})
    >>> new = next_application(old, programme_on(None).measure("investment"), "fi")
    >>> new.applicant.name, new.date
    ('Kylä ry', None)
    """
    blank = blank_application(measure, language, on)
    asked = asked_for(measure, measure.programme, on)
    named = measure.programme.measure(earlier.classification.measure)
    same = named is not None and named.key == measure.key
    left = ("project_number", "state", *(() if same else _OF_THE_MEASURE))
    companies = tuple(_without(one, "earlier_aid", "earlier_aid_declared") for one in earlier.companies)
    budget = blank.budget
    if same:  # how the earlier one was counted, where that may be the same
        before = earlier.budget
        model = budget.cost_model or before.cost_model
        how = {
            "cost_model": model,
            "cost_model_reason": before.cost_model_reason if model == before.cost_model else None,
            "payment_method": budget.payment_method or before.payment_method,
        }
        budget = budget.model_copy(update=how)
    changes: dict[str, object] = {
        "language": language,
        "classification": _without(earlier.classification, *left).model_copy(update={"measure": measure.key}),
        "project": _without(earlier.project, "news", "contacts"),
        "companies": () if "companies" in asked.left_out else companies,
        "business": _without(earlier.business, "earlier_aid", "earlier_aid_declared"),
        "preparation": _without(earlier.preparation, "funded_before") if same else Preparation(),
        "budget": budget,
        "annexes": tuple(Annex(kind=annex.kind) for annex in earlier.annexes if annex.kind) if same else (),
    }
    return _without(_undated(earlier.model_copy(update=changes)), *_OF_ONE_APPLICATION).model_copy(
        update={"date": on}
    )


def emptied(earlier: Application, new: Application) -> tuple[str, ...]:
    """Return the paths of the fields and parts that an earlier application has and a new one no longer."""
    return tuple(dict.fromkeys(_lost(earlier, new, fields_of())))


def _lost(earlier: Part, new: Part, fields: Iterable[Field]) -> Iterator[str]:
    for field in fields:
        old, now = field.value(earlier), field.value(new)
        if not field.is_filled(earlier):
            continue
        if not field.is_filled(new):
            yield field.path
        elif field.part is not None:
            pairs = zip(old, now, strict=False) if field.is_list else ((old, now),)
            for one, other in pairs:
                yield from _lost(one, other, field.fields)


def _undated(part: PartT) -> PartT:
    """Return a part without any day, in itself and in what it holds."""
    changes: dict[str, object] = {}
    for field in fields_of(type(part)):
        value = field.value(part)
        if field.kind == "day":
            changes[field.name] = None
        elif field.part is not None:
            changes[field.name] = tuple(map(_undated, value)) if field.is_list else _undated(value)
    return part.model_copy(update=changes)


def _without(part: PartT, *names: str) -> PartT:
    defaults = {name: type(part).model_fields[name].get_default(call_default_factory=True) for name in names}
    return part.model_copy(update=defaults)
