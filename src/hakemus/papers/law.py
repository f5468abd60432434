"""Values of the law on a paper: label, value as it is printed, provision, and what is unsure of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from hakemus.papers.layout import Column, Page
from hakemus.papers.paper import Subject
from hakemus.programme import DatedValue, Label, Parameter, Programme
from hakemus.texts import Wording

_NO_PROVISION = "–"


def shown_law(subject: Subject, paths: Sequence[str]) -> list[dict[str, str]]:
    """Return the parameters of these paths as the paper's day has them: label, value, provision and caveat.

    Where the law gives no value on the day, the value says why; what the programme doesn't know at all is left out.
    A provision is that of the law or the authority: no paper refers whoever reads it to another group's page.
    """
    words, programme = subject.words, subject.programme
    rows: list[dict[str, str]] = []
    for parameter in filter(None, map(programme.find, paths)):
        entry = parameter.entry_on(subject.day_of_law)
        if isinstance(entry, DatedValue):
            value, unsure = written_value(entry, parameter, words, programme), caveat(entry, words)
        else:
            value, unsure = words.message(f"lookup.standing.{entry.kind}"), ""
        label = parameter.label.text(words.language)
        provision = entry.reference.text(words.language) if entry.certainty == "A" else _NO_PROVISION
        rows.append({"label": label, "value": value, "provision": provision, "caveat": unsure})
    return rows


def law_content(subject: Subject, paths: Sequence[str]) -> dict[str, Any]:
    """Return what `lay_out_law` shows of these parameters: their rows, their caveats, whether any has a provision."""
    rows = shown_law(subject, paths)
    has_provisions = any(row["provision"] != _NO_PROVISION for row in rows)
    return {"law": rows, "caveat": caveats(rows), "has_provisions": has_provisions}


def lay_out_law(page: Page, place: str, heading: str) -> None:
    """Add, under a heading, the values of the law that are under `place`, with their provisions if there are any."""
    label, value = Column("row.label", title="law.label"), Column("row.value", 34, title="law.value")
    provision = Column("row.provision", 62, title="law.provision")
    for columns, condition in (((label, value, provision), ""), ((label, value), "not ")):
        with page.when(f"{condition}{place}.has_provisions"):
            page.heading(1, heading)
            page.rows(f"row in {place}.law", *columns, kept="with-next", description="law.describe")


def written_value(value: DatedValue, parameter: Parameter, words: Wording, programme: Programme) -> str:
    """Return a value of the law in words: money, per cent, a day, a text, or a number with its unit.

    >>> from hakemus.texts import wording
    >>> from hakemus.programme import programme_on
    >>> law, day = programme_on(date(2024, 3, 1)), date(2024, 3, 1)
    >>> parameter = law.parameter("in-kind.age-youngest")
    >>> written_value(parameter.on(day), parameter, wording("en"), law)
    '15 years'
    """
    values = value.value if isinstance(value.value, tuple) else (value.value,)
    written = [_value_text(one, parameter, words, programme) for one in values]
    return words.list(written) if isinstance(value.value, tuple) else written[0]


def caveat(value: DatedValue, words: Wording) -> str:
    """Return what is unsure of a value: its note, and that no source confirms it where that is so."""
    unsure = words.message(f"report.certainty-{value.certainty}") if value.certainty == "C" else ""
    note = value.note.text(words.language) if value.note is not None else ""
    return " ".join(part for part in (f"{unsure[:1].upper()}{unsure[1:]}." if unsure else "", note) if part)


def caveats(rows: Sequence[Mapping[str, str]]) -> str:
    """Return what is unsure of the values of a paper, each under its label.

    >>> caveats([{"label": "Juliste", "caveat": "Kysy."}, {"label": "Raja", "caveat": ""}])
    'Juliste: Kysy.'
    """
    return " ".join(f"{row['label']}: {row['caveat']}" for row in rows if row["caveat"])


def _value_text(value: object, parameter: Parameter, words: Wording, programme: Programme) -> str:
    if isinstance(value, Label):
        return value.text(words.language)
    if isinstance(value, bool):
        return words.yes_no(value)
    if isinstance(value, date):
        return words.day(value)
    if not isinstance(value, Decimal):
        labels = programme.vocabularies_by_name.get(parameter.vocabulary)
        return labels.label(str(value), words.language) if labels is not None else str(value)
    if parameter.unit == "EUR":
        return words.money(value)
    if parameter.unit == "per cent":
        return words.percent(value)
    key = parameter.unit.replace(" ", "-").replace("/", "-")
    return f"{words.number(value)} {words.message(f'lookup.unit.{key}')}"
