"""What people type into a form, as values: amounts, days, choices and texts, forgiving as a person would be."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from hakemus.model.schema import Field
from hakemus.programme import Programme
from hakemus.programme.vocabularies import Entry, Vocabulary, normal_form
from hakemus.texts import LANGUAGES, wording
from hakemus.word.extraction import Paragraph

Plain = str | int | bool | None

_BLANKS = re.compile(r"\s+")
_UNITS = re.compile(r"(?:€|eur|euroa|euro|%|prosenttia|procent|percent)\.?$", re.IGNORECASE)
_NO_CENTS = re.compile(r",-+$")
_NOT_SEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_QUOTES = "\"'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb"
_NUMBER = re.compile(r"\d[\d.,]*")
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_PAIR = ("start_date", "end_date")
_PERIOD = re.compile(
    r"(?P<day>\d{1,2})\.(?:(?P<month>\d{1,2})\.(?P<year>\d{4})?)?-"
    r"(?P<last_day>\d{1,2})\.(?P<last_month>\d{1,2})\.(?P<last_year>\d{4})"
)
_GROUPS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_BOX = re.compile(r"([\u2610-\u2612\u2713-\u2718])([^\u2610-\u2612\u2713-\u2718]*)")
_CODE = re.compile(r"^(\w+)\s+[\u2013\u2014-]\s")


class NotUnderstoodError(Exception):
    """What was typed is no value of its field; `code` names why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def typed_value(place: Field, text: str, programme: Programme) -> Plain:
    """Return the value of a typed text, as an application file holds it; of blank text, None.

    Raises `NotUnderstoodError`.
    """
    line = text.strip()
    if place.kind == "yes-no" and is_ticked_or_not(line):
        line = ticked(line) or ""
    if not line:
        return None
    if place.kind in ("money", "percent", "quantity"):
        return str(number(line, money=place.kind == "money"))
    if place.kind in ("year", "whole"):
        return whole(line)
    if place.kind == "day":
        return day(line).isoformat()
    if place.kind == "yes-no":
        return yes_no(line)
    if place.kind == "language":
        return _language(line)
    if place.vocabulary:
        return _choice(place, line, programme)
    if place.kind == "identifier":
        bare = line.translate(_DASHES)
        return _BLANKS.sub(" ", bare) if place.is_text else whole(bare)
    return line.replace("\n", " ")


def number(text: str, *, money: bool = False) -> Decimal:
    """Return a number as people write it; raise `NotUnderstoodError` for what is not a number, or could be two.

    >>> [number(text, money=True) for text in ("5 000,00 €", "5.000,00", "5000", "5.000")]
    [Decimal('5000.00'), Decimal('5000.00'), Decimal('5000'), Decimal('5000')]
    """
    bare = _UNITS.sub("", _bare(text).translate(_DASHES))
    bare = _NO_CENTS.sub("", bare)
    if not _NUMBER.fullmatch(bare):
        raise NotUnderstoodError("not-a-number")
    if "." in bare and "," in bare:
        decimal = max(".,", key=bare.rfind)
        whole_part, _, cents = bare.rpartition(decimal)
        if decimal in whole_part or not _GROUPS.fullmatch(whole_part):
            raise NotUnderstoodError("not-a-number")
        bare = f"{re.sub('[.,]', '', whole_part)}.{cents}"
    elif _GROUPS.fullmatch(bare):
        if bare.count(".") + bare.count(",") == 1 and (not money or "," in bare):
            if "." in bare or money:
                raise NotUnderstoodError("two-ways")
            bare = bare.replace(",", ".")
        else:
            bare = re.sub("[.,]", "", bare)
    try:
        return Decimal(bare.replace(",", "."))
    except InvalidOperation:
        raise NotUnderstoodError("not-a-number") from None


def _bare(text: str) -> str:
    """Return a number or day without blanks of any kind, letters that are not seen, and quotes around it."""
    return _BLANKS.sub("", _NOT_SEEN.sub("", text)).strip(_QUOTES)


def whole(text: str) -> int:
    """Return a whole number; raise `NotUnderstoodError` for another text."""
    bare = _bare(text)
    if not bare.isascii() or not bare.isdigit():
        raise NotUnderstoodError("not-a-number")
    return int(bare)


def day(text: str) -> date:
    """Return a day written `30.7.2024`, `30.07.2024`, `30. 7. 2024` or `2024-07-30`; raise `NotUnderstoodError`.

    >>> day("30.07.2024")
    datetime.date(2024, 7, 30)
    """
    bare = _bare(text).translate(_DASHES)
    found = _DAY.fullmatch(bare)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(bare)
    except ValueError:
        raise NotUnderstoodError("not-a-day") from None


def days_of_pair(tag: str, text: str) -> dict[str, str] | None:
    """Return both days of a pair of fields when both were typed into one of them, else None.

    >>> days_of_pair("project.start_date", "1.3.–30.7.2024")
    {'project.start_date': '2024-03-01', 'project.end_date': '2024-07-30'}
    """
    owner, _, name = tag.rpartition(".")
    found = _PERIOD.fullmatch(_bare(text).translate(_DASHES)) if name in _PAIR else None
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
    """Return the label of the box that is ticked, or None; raise `NotUnderstoodError` when more than one is.

    Also where something else has replaced a box or its label.

    >>> ticked("☐ ei ☒ kyllä")
    'kyllä'
    """
    boxes = [(sign, label.strip()) for sign, label in _BOX.findall(text)]
    labels = [label for sign, label in boxes if sign != "\N{BALLOT BOX}"]
    if len(labels) > 1 or not _BOX.match(text.lstrip()):
        raise NotUnderstoodError("not-yes-no")
    if not labels:
        for _, label in boxes:
            yes_no(label)  # such as `☐ kyllä x ei`, where a letter was typed over a box
    return labels[0] if labels else None


def yes_no(text: str) -> bool:
    """Return what `kyllä`, `ja`, `yes`, `ei`, `nej` or `no` say; raise `NotUnderstoodError` for another word."""
    word = normal_form(text)
    for value in (True, False):
        known = {normal_form(wording(language).yes_no(value)) for language in LANGUAGES}
        if word in known | ({"true", "x", "☒"} if value else {"false", "☐"}):
            return value
    raise NotUnderstoodError("not-yes-no")


def prose_text(paragraphs: Sequence[Paragraph]) -> str | None:
    """Return paragraphs and lists as a long text is written in an application file; of blank ones, None."""
    text = ""
    before = ""
    for paragraph in paragraphs:
        if not paragraph.text.strip():
            before = ""
            continue
        marker = {"bullet": "- ", "number": f"{paragraph.marker or '1.'} "}.get(paragraph.kind, "")
        joined = "" if not text else "\n" if marker and before else "\n\n"
        text += f"{joined}{marker}{paragraph.text}"
        before = marker
    return text or None


def _language(text: str) -> str:
    for known in LANGUAGES:
        spoken = {wording(language).message(f"words.language-{known}") for language in LANGUAGES}
        if normal_form(text) in {known, *map(normal_form, spoken)}:
            return known
    raise NotUnderstoodError("not-a-choice")


def _choice(place: Field, text: str, programme: Programme) -> str:
    if not place.is_closed:  # the register's own words, or a key of ours: the text does as well
        return text.replace("\n", " ")
    vocabulary = programme.vocabulary(place.vocabulary)
    entry = vocabulary.find(text) or _coded(vocabulary, text)
    if entry is None:
        raise NotUnderstoodError("not-a-choice")
    return entry.key


def _coded(vocabulary: Vocabulary, text: str) -> Entry | None:
    """Return the entry of a code that is followed by its label in any language, and by nothing else."""
    found = _CODE.match(text)
    entry = vocabulary.find(found[1]) if found else None
    if entry is None or found is None:
        return None
    labels = {normal_form(entry.label.text(language)) for language in LANGUAGES}
    return entry if normal_form(text[found.end() :]) in labels else None
