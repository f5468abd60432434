"""What was read, changed or not understood, in words: fields by their terms, values as people read them."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from hakemus.desk.rule_explanation import list_fields
from hakemus.errors import DataError, Fault
from hakemus.forms import NotUnderstood
from hakemus.model.schema import field_at
from hakemus.programme import entry_named
from hakemus.texts import Language, Wording, fault_message

_NOTHING = "–"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def problem_text(problem: NotUnderstood, words: Wording) -> str:
    """Return what was not understood, and how to write it."""
    term, key = term_of(problem.path, words), f"cli.read.problem.{problem.code}"
    place = field_at(problem.path)
    of_kind = f"{key}-{place.kind}" if place is not None else key
    key = of_kind if of_kind in words.catalogue else key  # a year, an age and hours are written in other ways
    if key in words.catalogue:
        return words.message(key, {"field": term, "typed": problem.typed, "allowed": problem.allowed})
    fault = Fault(problem.path, problem.code, problem.typed, problem.allowed)
    return words.message("faults.line", {"path": term, "message": fault_message(fault, words.language)})


def term_of(path: str, words: Wording) -> str:
    """Return the official term of a field, under that of its part where two fields share it; of one without, its path.

    >>> from hakemus.texts import wording
    >>> term_of("contact_person.email", wording("en")), term_of("applicant.business_id", wording("en"))
    ('Contact person: E-mail', 'Business ID')
    """
    try:
        term = words.term(path)
        shared = "[" not in path and "." in path and term in _shared_terms(words.language)
        return f"{words.term(path.rpartition('.')[0])}: {term}" if shared else term
    except DataError:
        return path


@cache
def _shared_terms(language: Language) -> frozenset[str]:
    """Return the terms that more than one field has."""
    counted = Counter(field.term(language) for field in list_fields() if "[" not in field.path)
    return frozenset(term for term, count in counted.items() if count > 1)


def value_text(path: str, value: Any, words: Wording) -> str:  # noqa: ANN401
    """Return a plain value of a field as people read it."""
    if value is None or value in ("", [], {}):
        return _NOTHING
    if isinstance(value, bool):
        return words.yes_no(value)
    if isinstance(value, dict):
        return ", ".join(value_text(f"{path}.{key}", one, words) for key, one in value.items())
    if isinstance(value, list):  # the order of a list is shown by the places that its items had, from one
        return ", ".join(
            str(one + 1) if isinstance(one, int) else value_text(f"{path}[{at}]", one, words)
            for at, one in enumerate(value)
        )
    return _text(path, value, words) if isinstance(value, str) else str(value)


def _text(path: str, value: str, words: Wording) -> str:

    place = field_at(path)
    if place is not None and place.vocabulary:
        entry = entry_named(place.vocabulary, value)
        return entry.label.text(words.language) if entry is not None and entry.key == value else value
    written = {"money": words.money, "percent": words.percent, "quantity": words.number}
    if place is not None and place.kind in written:
        try:
            return written[place.kind](Decimal(value))
        except InvalidOperation:
            return value
    return _day_text(value, words)


def _day_text(text: str, words: Wording) -> str:
    """Return a day of a file as people write it; another text as it is."""
    try:
        return words.day(date.fromisoformat(text)) if _DAY.fullmatch(text) else text
    except ValueError:
        return text
