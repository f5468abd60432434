"""What is typed into a field of an application, as its value: choices by their names, boxes to tick, two days in one.

The Word form, the page, the workbook and the register's page read fields with it. Numbers, days, and yes or no
are read by `hakemus.values.typed`.
"""

import re
from datetime import date

from hakemus.model.schema import Field
from hakemus.programme import Programme
from hakemus.programme.vocabularies import normal_form
from hakemus.texts import LANGUAGES
from hakemus.values import typed
from hakemus.values.typed import TypedError

Plain = str | int | bool | None

_BOX = re.compile(r"([\u2610-\u2612\u2713-\u2718])([^\u2610-\u2612\u2713-\u2718]*)")
_CODE = re.compile(r"^(\w+)\s+[\u2013\u2014-]\s")
_PAIR = ("start_date", "end_date")
_PERIOD = re.compile(
    r"(?P<day>[0-9]{1,2})\.(?:(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})?)?-"
    r"(?P<last_day>[0-9]{1,2})\.(?P<last_month>[0-9]{1,2})\.(?P<last_year>[0-9]{4})"
)


def typed_value(field: Field, text: str, programme: Programme) -> Plain:
    """Return the value of a typed text, as an application file holds it; of blank text, None.

    Args:
        field: The field, of one line.
        text: What was typed.
        programme: The programme whose vocabularies name the choices.

    Raises:
        TypedError: The text isn't a value of the field, or could be two.

    >>> from hakemus.model.schema import field_at
    >>> from hakemus.programme import open_programme
    >>> typed_value(field_at("applicant.legal_form"), "Osuuskunta", open_programme())
    'cooperative'
    """
    line = " ".join(text.split("\n")).strip()
    if not line:
        return None
    match field.kind:
        case "money" | "percent" | "quantity":
            return f"{typed.number(line, field.kind):f}"
        case "year" | "whole":
            return typed.whole(line)
        case "day":
            return typed.day(line).isoformat()
        case "yes-no":
            label = ticked(line) if is_ticked_or_not(line) and len(line) > 1 else line
            return typed.yes_no(label) if label else None
        case "identifier":
            return typed.bare_line(line) if field.is_text else typed.whole(line)
    if not field.is_closed:  # of an open vocabulary, the register's own words do as well as a key
        return line
    vocabulary = programme.vocabulary(field.vocabulary)
    entry = vocabulary.find(line)
    if entry is None and (found := _CODE.match(line)) and (coded := vocabulary.find(found[1])):
        # A code that is followed by its label in any language, and by nothing else.
        labels = {normal_form(coded.label.text(language)) for language in LANGUAGES}
        entry = coded if normal_form(line[found.end() :]) in labels else None
    if entry is None:
        raise TypedError("not-a-choice")
    return entry.key


def days_of_pair(path: str, text: str) -> dict[str, str] | None:
    """Return both days of a pair of fields when both were typed into one of them, else None.

    >>> days_of_pair("project.start_date", "1.3.–30.7.2024")
    {'project.start_date': '2024-03-01', 'project.end_date': '2024-07-30'}
    """
    owner, _, name = path.rpartition(".")
    found = _PERIOD.fullmatch(typed.bare_line(text).replace(" ", "")) if name in _PAIR else None
    if found is None:
        return None
    last = (found["last_day"], found["last_month"], found["last_year"])
    first = (found["day"], found["month"] or last[1], found["year"] or last[2])
    try:
        days = [date(*map(int, reversed(one))).isoformat() for one in (first, last)]
    except ValueError:
        return None
    if days[0] > days[1]:  # 1.12.–31.1.2025: of which year the first day is, nobody has said
        return None
    start = f"{owner}." if owner else ""
    return {f"{start}{one}": value for one, value in zip(_PAIR, days, strict=True)}


def is_ticked_or_not(text: str) -> bool:
    """Return whether a text is boxes to tick with their labels."""
    return bool(_BOX.search(text))


def ticked(text: str) -> str | None:
    """Return the label of the box that is ticked, or None when none is; of a box without a label, the box itself.

    Raises:
        TypedError: More than one is ticked, or something else is in the place of a box or of its label.

    >>> ticked("☐ ei ☒ kyllä")
    'kyllä'
    """
    boxes = [(sign, label.strip()) for sign, label in _BOX.findall(text)]
    labels = [label or sign for sign, label in boxes if sign != "\N{BALLOT BOX}"]
    if len(labels) > 1 or not _BOX.match(text.lstrip()):
        raise TypedError("not-yes-no")
    if not labels:
        for _, label in boxes:
            typed.yes_no(label)  # such as `☐ kyllä x ei`, where a letter was typed over a box
    return labels[0] if labels else None
