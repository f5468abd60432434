"""A field for those who fill it: its guide, the JSON Schema that tells it to an editor, and what was typed into it.

The file, the Word form, the page, the workbook and the register's page know a field by it. Numbers, days, and yes or no
are read by `hakemus.values.typed`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from hakemus.errors import verb
from hakemus.files.asked import SUPPORT, AskedFields
from hakemus.model import Application, Assessment, Meeting, Part
from hakemus.model.schema import Field, fields_of
from hakemus.programme import Programme, Vocabulary, programme_on
from hakemus.programme.vocabularies import normal_form
from hakemus.texts import LANGUAGES, Language, Wording, wording
from hakemus.values import typed
from hakemus.values.typed import TypedError

# What there is to know of a field before it is filled: what it is called, what belongs there, what may be chosen.

_FULL_LISTS_TO = 20
"""Of a longer vocabulary only what the measure asks for is listed."""


_SIDE_COSTS = "budget.pay_without_side_costs"
_BUSINESS = "business"


def asked_guidance(words: Wording, path: str, asked: AskedFields) -> str:
    """Return what belongs in a field, in words for a person who is asked for it and sees no file."""
    return _guidance(words, path, asked, "form.guidance", "guidance")


def _guidance(words: Wording, path: str, asked: AskedFields, *sections: str) -> str:
    """Return what the first section says that knows a field.

    Of pay, without side costs where they aren't asked for; what only a business aid asks, where a business may be.
    """
    if _BUSINESS not in asked.left_out:
        sections = ("guidance.business-aid", *sections)
    if _SIDE_COSTS in asked.left_out:
        sections = ("guidance.no-side-costs", *sections)
    keys = (f"{section}.{path}" for section in sections)
    return next((words.message(key) for key in keys if key in words.catalogue), "")


def named_choices(field: Field, words: Wording, programme: Programme) -> dict[str, str]:
    """Return the keys that a field may hold, each with its name; nothing for a field that isn't a choice.

    >>> from hakemus.model import Assessment
    >>> from hakemus.model.schema import schema
    >>> from hakemus.programme import programme_on
    >>> named_choices(schema(Assessment)["proposal"], wording("en"), programme_on(None))["return"]
    'Return to the applicant'
    """
    if not field.vocabulary:
        return {key: words.message(f"{field.messages}-{key}") for key in field.keys}
    vocabulary = programme.vocabulary(field.vocabulary)
    keys = vocabulary.keys if field.is_of_programme else field.keys
    return {key: vocabulary.label(key, words.language) for key in keys}


@dataclass(frozen=True, slots=True)
class FieldGuide:
    """The guide to the fields of an application, in a language, by the law that asks for them."""

    words: Wording
    programme: Programme
    asked: AskedFields

    def shown_fields(self, part: Part, fields: Iterable[Field]) -> list[Field]:
        """Return those fields of a part that are asked for, and those that hold something all the same."""
        left_out = self.asked.left_out
        return [field for field in fields if field.path not in left_out or field.is_filled(part)]

    def open_fields(self, part: Part, fields: Iterable[Field]) -> list[Field]:
        """Return the shown fields without those that hold the one choice the law allows; the measure is shown."""
        shown, one_choice = self.shown_fields(part, fields), dict[str, tuple[str, ...]]()
        for path, choice in self.asked.choices.items():
            if choice.only and path != "classification.measure":
                one_choice[path] = choice.keys
        return [one for one in shown if (one.value(part),) != one_choice.get(one.path)]

    def term(self, path: str) -> str:
        """Return what a field is called, as a sentence."""
        term = self.words.term(path)
        return term if term.endswith("?") else f"{term}."

    def guidance(self, path: str) -> str:
        """Return what belongs in a field, or nothing where its name says it."""
        return _guidance(self.words, path, self.asked, "guidance")

    def mark(self, path: str) -> str:
        """Return whether law or guides ask for a field, and its amount where the law sets one."""
        if path == SUPPORT and (law := self.asked.amount) is not None:
            amounts = " / ".join(self.words.money(number) for number in law.numbers)
            source = law.reference.text(self.words.language)
            return self.say("amount", {"amounts": amounts, "start": law.start, "source": source})
        if path in self.asked.required:
            return self.say("required")
        return self.say("recommended") if path in self.asked.recommended else ""

    def choices(self, field: Field) -> Mapping[str, str]:
        """Return the keys to choose from, each with its name and, where not all are, whether it is a usual one."""
        vocabulary = self.vocabulary(field)
        if vocabulary is None:
            return {}
        keys, usual = self.keys(field), self._usual(field)
        marked = usual if len(usual) < len(keys) else ()
        labels = {key: vocabulary.label(key, self.words.language) for key in keys}
        return {
            key: f"{label} {self.say('usual')}" if key in marked else label for key, label in labels.items()
        }

    def keys(self, field: Field) -> tuple[str, ...]:
        """Return the keys to choose from: the usual ones first, and no other where the law allows no other."""
        vocabulary, allowed = self.vocabulary(field), self.asked.choices.get(field.path)
        usual = self._usual(field)
        if (
            vocabulary is None
            or (allowed is not None and allowed.only)
            or len(vocabulary.entries) > _FULL_LISTS_TO
        ):
            return usual
        return (*usual, *(key for key in vocabulary.keys if key not in usual))

    def vocabulary(self, field: Field) -> Vocabulary | None:
        """Return the vocabulary that knows the words of a field, or None."""
        return self.programme.vocabulary(field.vocabulary) if field.vocabulary else None

    def say(self, key: str, values: Mapping[str, object] | None = None) -> str:
        """Return a message on application files."""
        return self.words.message(f"application-file.{key}", values)

    def _usual(self, field: Field) -> tuple[str, ...]:
        allowed = self.asked.choices.get(field.path)
        return allowed.keys if allowed is not None else ()


# What was typed into a field, as its value: choices by their names, boxes to tick, two days in one.

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


# The JSON Schema of files in a language, for editors: the official terms, guidance and choices.

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]


@verb
def application_schema(language: Language, programme: Programme | None = None) -> Schema:
    """Return the JSON Schema of application files, with titles, descriptions and names of choices in a language.

    What an editor cannot know stays with `load`: check digits, likely dates, a sum given twice.

    >>> application_schema("fi")["properties"]["applicant"]["properties"]["business_id"]["title"]
    'Y-tunnus'
    """
    title = wording(language).message("application-file.title-plain")
    return _schema(Application, "", title, wording(language), programme or programme_on(None))


@verb
def meeting_schema(language: Language) -> Schema:
    """Return the JSON Schema of `meeting.toml`, as `application_schema`.

    >>> meeting_schema("sv")["properties"]["tie_rule"]["oneOf"][0]["title"]
    'Delad placering'
    """
    words = wording(language)
    return _schema(Meeting, "meeting", words.term("meeting"), words, programme_on(None))


@verb
def assessment_schema(language: Language) -> Schema:
    """Return the JSON Schema of `assessment.toml`, as `application_schema`; which criteria there are, groups tell.

    >>> assessment_schema("fi")["properties"]["proposed_amount"]["title"]
    'Esitetty Leader-tuki'
    """
    words = wording(language)
    return _schema(Assessment, "assessment", words.term("assessment"), words, programme_on(None))


def _schema(model: type[Part], root: str, title: str, words: Wording, programme: Programme) -> Schema:
    table = _Titler(words, programme, f"{root}." if root else "").table(fields_of(model))
    return {"$schema": _DIALECT, "title": title, **table, "required": ["schema_version"]}


class _NoDefaults(GenerateJsonSchema):
    """Leaves out what a field holds that nobody has filled: no editor needs it, and older pydantic can't write it."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> dict[str, Any]:
        """Return what the field takes, without its default."""
        return self.generate_inner(schema["schema"])


@dataclass(frozen=True, slots=True)
class _Titler:
    """Writes a schema out in full: a person's name is called otherwise here than there, so no part is shared."""

    words: Wording
    programme: Programme
    root: str

    def table(self, fields: Iterable[Field]) -> Schema:
        fields = tuple(fields)
        owners = {field.owner for field in fields}
        said = {one: one.model_json_schema(schema_generator=_NoDefaults)["properties"] for one in owners}
        properties = {field.name: self._property(field, said[field.owner][field.name]) for field in fields}
        return {"type": "object", "properties": properties, "additionalProperties": False}

    def _property(self, field: Field, said: Schema) -> Schema:
        """Return what a field takes, as pydantic says it, with the table of its part or the names of its choices."""
        path = self.root + field.path
        titled = {"title": self.words.term(path)}
        if (guidance := f"guidance.{path}") in self.words.catalogue:
            titled["description"] = self.words.message(guidance)
        shape = {key: value for key, value in said.items() if key not in ("title", "description", "default")}
        if field.part is not None:
            table = self.table(field.fields)
            shape = {**shape, "items": table} if field.is_list else table
        elif field.keys:
            choices = named_choices(field, self.words, self.programme)
            missing = [{"type": "null"}] if field.default is None else []
            shape = {"oneOf": [*({"const": key, "title": name} for key, name in choices.items()), *missing]}
        return {**titled, **shape}
