"""What a form shows: every question that a measure asks, in its control, filled as far as the application is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hakemus.assembly import properties_of, subject_of, template_of
from hakemus.case import Case
from hakemus.files.application_file import addressed_to
from hakemus.files.asked import SUPPORT, AskedFields, asked_for, blank_application
from hakemus.files.commented import asked_guidance, known_measure
from hakemus.group import LeaderGroup, Question
from hakemus.model import Annex, InKindWork, Part
from hakemus.model.parties import Company
from hakemus.model.schema import Field, fields_of, schema
from hakemus.model.vocabulary import ClosedList
from hakemus.papers import Subject, document
from hakemus.papers.carried import carried_data
from hakemus.papers.parties import NOBODY_NAMED
from hakemus.papers.presentation import (
    GUIDED,
    HOW,
    Presenter,
    guidance_name,
)
from hakemus.programme import programme_on
from hakemus.texts import LANGUAGE_TAGS, LANGUAGES, Wording, known_language
from hakemus.values.days import plain_day
from hakemus.word import Control, ControlKind, FormField, Prose
from hakemus.word.printing import bracketed

# What a form says about each field: what to write there, what is certainly asked for, how long it may be.

_SMALL_TYPE = "Intro"
_IN_ONE_CELL = "applicant.address."
"""The fields that are in one cell, so that each has to say which it is."""

_KINDS = frozenset({"money", "percent", "quantity", "day", "whole", "year", "prose", "choice", "open-choice"})


@dataclass(frozen=True, slots=True)
class Prompts:
    """The guidance of a form in a language, for what a measure and a group ask on a day."""

    words: Wording
    asked: AskedFields
    day: date | None
    group: LeaderGroup | None = None

    def field(self, path: str, kind: str, *, in_row: bool) -> str:
        """Return what an empty field shows: in the rows of a table a word, elsewhere also what belongs there."""
        brief, word = self._brief(kind), f"form.word.{path}"
        guidance = "" if in_row else asked_guidance(self.words, path)
        if word in self.words.catalogue:
            return bracketed(self.words.message(word))
        if not guidance:
            return bracketed(self.words.term(path) if path.startswith(_IN_ONE_CELL) else brief)
        told = " ".join((guidance, *self._marks(path)))
        if kind == "day":
            told = f"{told.rstrip('.')} ({brief})."
        return bracketed(f"{_sentence(brief)} {told}" if kind in ("choice", "open-choice") else told)

    def answer(self, question: Question, kind: str) -> str:
        """Return what is printed where a question of the group has no answer yet."""
        brief = self._brief(kind)
        told = [brief if kind == "day" else _sentence(brief)]
        if question.required:
            told.append(self.words.message("application-file.answer-required"))
        if question.longest is not None:
            told.append(self._longest(question.longest))
        return bracketed(" ".join(told))

    def guidance(self) -> dict[str, Prose]:
        """Return the guidance of headings and tables, by the names that templates use."""
        found = {guidance_name(path): " ".join(self._heading(path)) for path in GUIDED}
        return {name: Prose(text, paragraph=_SMALL_TYPE, lists=False) for name, text in found.items()} | {
            guidance_name(HOW): Prose(self._how(), paragraph=_SMALL_TYPE, lists=False)
        }

    def _how(self) -> str:
        applicant = self.asked.applicant
        told = [self._say("how"), self._say("rows"), self._say("save")]
        if applicant is not None:
            who = {"applicant": applicant.text(self.words.language)}
            told.insert(0, self.words.message("application-file.applicant", who))
        return " ".join(told)

    def _heading(self, path: str) -> Iterator[str]:
        """Yield the sentences that are under the heading of a part, a long text or a list."""
        yield asked_guidance(self.words, path)
        yield from self._marks(path)
        for column in _columns(path):
            if column.path not in self.asked.left_out and (told := asked_guidance(self.words, column.path)):
                yield f"{self.words.term(column.path)}: {told[0].lower()}{told[1:]}"

    def _marks(self, path: str) -> Iterator[str]:
        asked, say = self.asked, self.words.message
        if path in asked.required:
            yield say("application-file.required")
        elif path in asked.recommended:
            yield say("application-file.recommended")
        if path == SUPPORT and asked.amount is not None:
            amounts = " / ".join(self.words.money(number) for number in asked.amount.numbers)
            source = asked.amount.reference.text(self.words.language)
            told = {"amounts": amounts, "start": asked.amount.start, "source": source}
            yield say("application-file.amount", told)
        if self.group is None or asked.measure is None:
            return
        measure = asked.measure.key
        group, day = self.group, self.day
        if day is not None:
            headings = [group.plan_headings_for(measure, day)]
            limits = {group.longest_text(path, measure, day)}
        else:  # only what the group has never changed since it first set it
            headings = [group.plan_headings_for(measure, one.start) for one in group.plan_headings]
            limits = {
                group.longest_text(path, measure, one.start)
                for one in group.longest_texts
                if one.field == path
            }
        if headings and all(path in {heading.field for heading in found} for found in headings):
            yield self._say("group-asks")
        if len(limits) == 1 and (limit := limits.pop()) is not None:
            yield self._longest(limit.characters)

    def _longest(self, characters: int) -> str:
        return self.words.message("application-file.answer-longest", {"longest": characters})

    def _brief(self, kind: str) -> str:
        return self._say(f"prompt.{kind if kind in _KINDS else 'line'}")

    def _say(self, key: str) -> str:
        return self.words.message(f"form.{key}")


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:].rstrip('.')}."


def _columns(path: str) -> Iterator[Field]:
    """Yield the fields of the items of a list; of what is no list, none."""
    listed = next(field for field in schema().values() if field.path == path)
    if listed.is_list:
        yield from (field for field in listed.fields if field.part is None)


TEMPLATE = "application"
"""The document whose template is the form: what is printed is what is asked."""

_BLANK_ROWS = {
    "applicant.signatories": 2,
    "budget.items": 3,
    "budget.price_evidence": 2,
    "budget.price_evidence.offers": 2,
    "plan.activities": 3,
}
"""How many rows wait to be filled where one would look as if no more were wanted."""

_OPEN_TEXT = "FormText"
"""The style of long text that is under a heading, with a frame around it."""

_LONGEST_LIST = 20


def form_content(subject: Subject, asked: AskedFields, day: date | None) -> dict[str, Any]:
    """Return everything that the template of the application shows when it is a form."""
    words = subject.words
    prompts = Prompts(words, asked, day, subject.group)
    writer = _Writer(subject, asked, prompts, Presenter(words, subject.programme))
    content = document(TEMPLATE).content(subject)
    measure = asked.measure
    label = measure.label.text(words.language) if measure is not None else content["kind"]
    content |= writer.part(subject.application, fields_of(), "", asked_for=True)
    content |= {
        "form": words.message("form.title", {"measure": label}),
        "guidance": prompts.guidance(),
        "group_answers": writer.answers(),
        "signature_places": [NOBODY_NAMED],
    }
    for name in ("in_kind", "income"):
        content["costs"] = {**content["costs"], name: writer.counted(f"costs.{name}")}
    return content


def list_titles(subject: Subject) -> Mapping[str, str]:
    """Return the lists whose tables grow, by their patterns, with their titles."""
    return {
        f"{field.pattern}[]": subject.words.term(field.path) for field in schema().values() if field.is_list
    }


@dataclass(frozen=True, slots=True)
class _Writer:
    subject: Subject
    asked: AskedFields
    prompts: Prompts
    presenter: Presenter

    def part(self, part: Part, fields: Iterable[Field], place: str, *, asked_for: bool) -> dict[str, Any]:
        """Return the fields of the part at a place."""
        shown: dict[str, Any] = {}
        for field in fields:
            here, value = f"{place}.{field.name}" if place else field.name, field.value(part)
            wanted = asked_for and field.path not in self.asked.left_out
            if field.is_list:
                items = self._items(field, value) if wanted else ()
                shown[field.name] = [
                    self.part(item, field.fields, f"{here}[{index}]", asked_for=True)
                    for index, item in enumerate(items)
                ]
            elif field.part is not None:
                shown[field.name] = self.part(value, field.fields, here, asked_for=wanted)
            elif field.is_long:
                shown[field.name] = self._prose(field, value or "", here) if wanted else Prose("")
            else:
                shown[field.name] = self._line(field, value, here) if wanted else ""
        if isinstance(part, InKindWork):
            shown["value"] = self.counted(f"{place}.value")
        return shown

    def answers(self) -> list[dict[str, Any]]:
        """Return the group's own questions with the places of their answers, each of the kind that is asked."""
        group, application, words = self.subject.group, self.subject.application, self.subject.words
        if group is None:
            return []
        shown = []
        for index, given in enumerate(application.group_answers):
            question = group.question(given.question or "")
            if question is None:
                continue
            label = question.label.text(words.language)
            kind = _KIND_OF_QUESTION.get(question.kind, "text")
            choices = tuple(choice.label.text(words.language) for choice in question.choices)
            if question.kind == "yes-no":
                choices = tuple(map(words.yes_no, (True, False)))
            prompt = self.prompts.answer(question, _PROMPT_OF_QUESTION.get(question.kind, kind))
            control = Control(label, kind, choices, LANGUAGE_TAGS[words.language], prompt, kept=True)
            place = f"group_answers[{index}].answer"
            answer = Prose(given.answer or "", paragraph=_OPEN_TEXT, tag=place, control=control)
            shown.append({"question": label, "answer": answer})
        return shown

    def counted(self, name: str) -> FormField:
        """Return the place of what is counted when the form is read: nobody writes there."""
        words = self.subject.words
        told = words.message("form.counted")
        return FormField(told, f"counted.{name}", Control(told, "fixed", kept="[" not in name))

    def _items(self, field: Field, items: Sequence[Part]) -> Sequence[Part]:
        """Return the items of a list; of an empty one, rows that wait to be filled."""
        assert field.part is not None  # noqa: S101 - a list of parts
        if items:
            return items
        if field.part is Annex and (choice := self.asked.choices.get("annexes.kind")) and choice.keys:
            return [Annex(kind=key) for key in choice.keys]
        rows = _BLANK_ROWS.get(field.path, 1)
        if field.part is Company and self.asked.measure is not None:
            fewest = self.asked.measure.value_on("members-fewest", self.subject.on)
            rows = int(fewest.number) if fewest is not None else rows
        return [field.part()] * rows

    def _prose(self, field: Field, text: str, place: str) -> Prose:
        prompt = self.prompts.field(field.path, "prose", in_row="[" in place)
        guided = place.startswith("plan.") or field.path == "project.public_description"
        if guided:  # its guidance is under the heading
            prompt = self.prompts.field("", "prose", in_row=True)
        control = Control(self.subject.words.term(field.path), "long", prompt=prompt, kept="[" not in place)
        style = _OPEN_TEXT if guided else "BodyText"
        return Prose(text, paragraph=style, tag=place, control=control)

    def _line(self, field: Field, value: object, place: str) -> FormField:
        words, in_row = self.subject.words, "[" in place
        kind, choices = self._kind(field, in_row=in_row)
        shown = "" if value is None else self.presenter.line(field, value)
        written = kind if choices else field.kind
        control = Control(
            words.term(field.path),
            kind,
            choices,
            LANGUAGE_TAGS[words.language],
            self.prompts.field(field.path, written, in_row=in_row),
            kept=not in_row,
        )
        return FormField(shown, place, control, self._copy(place))

    def _copy(self, place: str) -> str:
        """Return what names a company where it is mentioned again and has no name yet."""
        if not place.startswith("companies[") or not place.endswith("].name"):
            return ""
        number = int(place.removeprefix("companies[").partition("]")[0]) + 1
        return f"{self.subject.words.message('documents.table.company')} {number}"

    def _kind(self, field: Field, *, in_row: bool) -> tuple[ControlKind, tuple[str, ...]]:
        words = self.subject.words
        if field.path == "classification.measure" or (field.path == "leader_group" and self.subject.group):
            return "fixed", ()
        if field.kind == "yes-no":
            return ("choice" if in_row else "boxes"), tuple(map(words.yes_no, (True, False)))
        if field.kind == "day":
            return "date", ()
        if field.kind == "language":
            return "choice", tuple(words.message(f"words.language-{language}") for language in LANGUAGES)
        if field.choices is not None:
            return "choice", tuple(map(self.presenter.choice, self._closed(field, field.choices)))
        listed = self._open(field, in_row=in_row)
        return ("open-choice", listed) if listed else ("text", ())

    def _closed(self, field: Field, choices: type[ClosedList]) -> Sequence[ClosedList]:
        """Return what may be chosen: what the law allows for the measure, or all with the usual ones first."""
        allowed = self.asked.choices.get(field.path)
        usual = [choices(key) for key in allowed.keys] if allowed is not None else []
        if allowed is not None and allowed.only:
            return usual
        known = self.subject.programme.vocabulary(field.vocabulary).keys
        return [*usual, *(choice for choice in map(choices, known) if choice not in usual)]

    def _open(self, field: Field, *, in_row: bool) -> tuple[str, ...]:
        """Return the labels that are offered where another text may be written as well."""
        if not field.vocabulary:
            return ()
        vocabulary = self.subject.programme.vocabulary(field.vocabulary)
        allowed = self.asked.choices.get(field.path)
        usual = allowed.keys if allowed is not None else ()
        only = (allowed is not None and allowed.only) or in_row or len(vocabulary.keys) > _LONGEST_LIST
        keys = usual if only else (*usual, *(key for key in vocabulary.keys if key not in usual))
        return tuple(vocabulary.label(key, self.subject.words.language) for key in keys)


_KIND_OF_QUESTION: Mapping[str, ControlKind] = {
    "text": "long",
    "day": "date",
    "yes-no": "boxes",
    "choice": "choice",
}
_PROMPT_OF_QUESTION = {"number": "quantity", "money": "money", "day": "day", "text": "prose", "line": "line"}


# The form of a measure: a Word file with every question that it asks, which reads back when it is filled.


def blank_form(
    measure: str,
    *,
    language: str | None = None,
    group: LeaderGroup | None = None,
    on: date | None = None,
    law_of: date | None = None,
) -> bytes:
    """Return the form of a measure as a Word file (DOCX), to be filled by hand and read with `read`.

    Unfilled, it reads back as an application that holds nothing but the measure, the group and what the law fixes.

    Args:
        measure: The key of the measure, or its name in any language.
        language: The language of the form; without one, the group's first, or Finnish without a group.
        group: The Leader group, whose questions the form asks too, in its words and look.
        on: The day of application, if it is known: it is filled in, and its law asks.
        law_of: The day whose law asks while the day of application is not known. Without either, an amount is
            stated only if it has been the same on all days.

    Raises:
        UnknownNameError: The measure or the language is not known.
        ParameterError: The day is before the law of the programme.

    >>> blank_form("Valmisteluraha")[:2]
    b'PK'
    """
    known, day = known_language(language or _first_of(group)), on or law_of
    law = programme_on(None if day is None else plain_day(day), measure=measure)
    application = blank_application(known_measure(measure, law, on), known, on)
    if group is not None:
        application = addressed_to(application, group, known)
    case = Case(application, law, day or law.first_day, group, known)
    return print_form(subject_of(case, draft=False), data=True, day=day)


def _first_of(group: LeaderGroup | None) -> str:
    return group.languages[0] if group is not None and group.languages else "fi"


def print_form(subject: Subject, *, data: bool, day: date | None) -> bytes:
    """Return an application as a form that can be filled further, with its data or without.

    `day` is the day whose law asks; None asks what the law asks on some day.
    """
    paper = document(TEMPLATE)
    asked = asked_for(subject.measure, subject.programme, day)
    template = template_of(TEMPLATE, subject.words.language, subject.group)
    return template.render(
        form_content(subject, asked, day),
        properties_of(paper, subject),
        carried_data(paper, subject, template.digest, form=True, day=day) if data else None,
        list_titles(subject),
    )
