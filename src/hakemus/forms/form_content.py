"""What a form shows: every question that a measure asks, in its control, filled as far as the application is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hakemus.assembly import properties_of, subject_of, template_of
from hakemus.case import Case, decided_by, known_group
from hakemus.errors import verb
from hakemus.files.application_file import addressed_to
from hakemus.files.asked import SUPPORT, AskedFields, asked_for, blank_application
from hakemus.files.commented import known_measure
from hakemus.files.fields import asked_guidance
from hakemus.group import LeaderGroup, LongestText, PlanHeading
from hakemus.model import Annex, InKindWork, Part
from hakemus.model.parties import Company
from hakemus.model.schema import Field, fields_of, schema
from hakemus.papers import Subject, document
from hakemus.papers.paper import carried_data
from hakemus.papers.presentation import GUIDED, HOW, Presenter, guidance_name
from hakemus.papers.shared import NOBODY_NAMED, ended_answers
from hakemus.texts import LANGUAGE_TAGS, LANGUAGES, Wording, known_language
from hakemus.values.money import exact
from hakemus.values.typed import plain_day
from hakemus.word import Control, ControlKind, FormField, Prose
from hakemus.word.printing import bracketed

TEMPLATE = "application"
"""The document whose template is the form: what is printed is what is asked."""

_BLANK_ROWS = {
    "applicant.signatories": 2,
    "budget.items": 3,
    "budget.price_evidence": 2,
    "budget.price_evidence.offers": 2,
    "plan.activities": 3,
}
"""How many empty rows there are where a single one would look as if no more were wanted."""

_SMALL_TYPE, _OPEN_TEXT = "Intro", "FormText"
"""The styles of guidance, and of long text under a heading, with a frame around it."""

_IN_ONE_CELL = "applicant.address."
"""The fields that share a cell, so that each has to say which it is."""

_LONGEST_LIST = 20
_KINDS = frozenset({"money", "percent", "quantity", "day", "whole", "year", "prose", "choice", "open-choice"})
_KIND_OF_QUESTION: Mapping[str, ControlKind] = {
    "text": "long",
    "day": "date",
    "yes-no": "boxes",
    "choice": "choice",
}
_PROMPT_OF_QUESTION = {"number": "quantity", "money": "money", "day": "day", "text": "prose", "line": "line"}


@cache
def _field_called(path: str) -> Field:
    """Return the field at a path without positions."""
    return next(field for field in schema().values() if field.path == path)


@dataclass(frozen=True, slots=True)
class _Form:
    """The form of a subject; `day` is the day whose law asks, None what the law asks on some day."""

    subject: Subject
    asked: AskedFields
    day: date | None
    presenter: Presenter

    @property
    def words(self) -> Wording:
        return self.subject.words

    def content(self) -> dict[str, Any]:
        """Return everything that the template of the application shows when it is a form."""
        content, measure = document(TEMPLATE).content(self.subject), self.asked.measure
        label = measure.label.text(self.words.language) if measure is not None else content["kind"]
        counted = {name: self._counted(f"costs.{name}") for name in ("in_kind", "income")}
        guidance = {guidance_name(path): " ".join(self._guidance(path)) for path in GUIDED}
        how = [self.words.message(f"form.{key}") for key in ("how", "rows", "save")]
        if (applicant := self.asked.applicant) is not None:
            who = {"applicant": applicant.text(self.words.language)}
            how.insert(0, self.words.message("application-file.applicant", who))
        guidance[guidance_name(HOW)] = " ".join(how)
        return {
            **content,
            **self._part(self.subject.application, fields_of(), "", asked_for=True),
            "costs": {**content["costs"], **counted},
            "form": self.words.message("form.title", {"measure": label}),
            "short": self.asked.is_short,
            "guidance": {
                name: Prose(text, paragraph=_SMALL_TYPE, lists=False) for name, text in guidance.items()
            },
            "group_answers": ended_answers([*self._answers()]),
            "signature_places": [NOBODY_NAMED],
        }

    # The fields, each with its control

    def _part(self, part: Part, fields: Iterable[Field], place: str, *, asked_for: bool) -> dict[str, Any]:
        shown: dict[str, Any] = {}
        for field in fields:
            here, value = f"{place}.{field.name}" if place else field.name, field.value(part)
            wanted = asked_for and (field.asked.cell or field.path not in self.asked.left_out)
            if field.is_list:
                items = self._items(field, value) if wanted else ()
                shown[field.name] = [
                    self._part(item, field.fields, f"{here}[{index}]", asked_for=True)
                    for index, item in enumerate(items)
                ]
            elif field.part is not None:
                shown[field.name] = self._part(value, field.fields, here, asked_for=wanted)
            elif field.is_long:
                shown[field.name] = self._prose(field, value or "", here) if wanted else Prose("")
            else:
                shown[field.name] = self._line(field, value, here) if wanted else ""
        if isinstance(part, InKindWork):
            shown["value"] = self._counted(f"{place}.value")
        return shown

    def _items(self, field: Field, items: Sequence[Part]) -> Sequence[Part]:
        """Return the items of a list; of an empty one, rows to be filled."""
        assert field.part is not None  # noqa: S101 - a list of parts
        if items:
            return items
        if field.part is Annex and (choice := self.asked.choices.get("annexes.kind")) and choice.keys:
            return [Annex(kind=key) for key in choice.keys if self._is_expected(key)]
        rows = _BLANK_ROWS.get(field.path, 1)
        if field.part is Company and self.asked.measure is not None:
            fewest = self.asked.measure.value_on("members-fewest", self.subject.on)
            rows = int(fewest.number) if fewest is not None else rows
        return [field.part()] * rows

    def _is_expected(self, kind: str) -> bool:
        """Return whether a form has a row for a kind of annex; a short one, for what must come from elsewhere."""
        asked, entry = self.asked, self.subject.programme.vocabulary("annex_kind").entry(kind)
        if not asked.is_short or asked.measure is None:
            return True
        fields, paper = entry.keys("fields"), entry.text("paper")
        is_asked_here = any(asked.left_out.isdisjoint((path, path.partition(".")[0])) for path in fields)
        is_printed = paper in asked.measure.papers(self.subject.day_of_law)
        return entry.text("asked") == "always" and not is_asked_here and not is_printed

    def _prose(self, field: Field, text: str, place: str) -> Prose:
        has_heading = place.startswith("plan.") or field.path == "project.public_description"
        is_guided = has_heading and not self.asked.is_short
        # The guidance is under the heading, if there is one.
        prompt = self._prompt("" if is_guided else field.path, "prose", in_row=is_guided or "[" in place)
        control = Control(self.words.term(field.path), "long", prompt=prompt, kept="[" not in place)
        style = _OPEN_TEXT if is_guided else "BodyText"
        return Prose(text, paragraph=style, tag=place, control=control)

    def _line(self, field: Field, value: object, place: str) -> FormField:
        words, in_row = self.words, "[" in place
        kind, choices = self._control(field, in_row=in_row)
        prompt = self._prompt(field.path, kind if choices else field.kind, in_row=in_row)
        tag = LANGUAGE_TAGS[words.language]
        control = Control(words.term(field.path), kind, choices, tag, prompt, kept=not in_row)
        copy = ""  # what names a company elsewhere, while it has no name
        if field.pattern == "companies[].name":
            number = int(place.removeprefix("companies[").partition("]")[0]) + 1
            copy = f"{words.message('documents.table.company')} {number}"
        return FormField("" if value is None else self.presenter.line(field, value), place, control, copy)

    def _control(self, field: Field, *, in_row: bool) -> tuple[ControlKind, tuple[str, ...]]:
        """Return the kind of a field's control, and what may be chosen in it."""
        words = self.words
        if field.path == "classification.measure" or (field.path == "leader_group" and self.subject.group):
            return "fixed", ()
        if field.kind == "yes-no":
            return ("choice" if in_row else "boxes"), tuple(map(words.yes_no, (True, False)))
        if field.kind == "day":
            return "date", ()
        if field.kind == "language":
            return "choice", tuple(words.message(f"words.language-{language}") for language in LANGUAGES)
        if not field.vocabulary:
            return "text", ()
        # What the law allows for the measure, or all with the usual ones first.
        vocabulary = self.subject.programme.vocabulary(field.vocabulary)
        allowed = self.asked.choices.get(field.path)
        usual, is_all = (allowed.keys, allowed.only) if allowed is not None else ((), False)
        if field.choices is None:  # another text may be written as well
            is_all = is_all or in_row or len(vocabulary.keys) > _LONGEST_LIST
        keys = usual if is_all else (*usual, *(key for key in vocabulary.keys if key not in usual))
        if field.choices is not None:
            return "choice", tuple(self.presenter.choice(field.choices(key)) for key in keys)
        labels = tuple(vocabulary.label(key, words.language) for key in keys)
        return ("open-choice", labels) if labels else ("text", ())

    def _answers(self) -> Iterator[dict[str, Any]]:
        """Yield the group's own questions with the places of their answers, each of the kind that is asked."""
        group, words = self.subject.group, self.words
        for index, given in enumerate(self.subject.application.group_answers if group is not None else ()):
            question = group.question(given.question or "") if group is not None else None
            if question is None:
                continue
            label = question.label.text(words.language)
            kind = _KIND_OF_QUESTION.get(question.kind, "text")
            choices = tuple(choice.label.text(words.language) for choice in question.choices)
            if question.kind == "yes-no":
                choices = tuple(map(words.yes_no, (True, False)))
            brief = self._brief(_PROMPT_OF_QUESTION.get(question.kind, kind))
            prompt = [brief if question.kind == "day" else _sentence(brief)]
            if question.required:
                prompt.append(words.message("application-file.answer-required"))
            if question.longest is not None:
                prompt.append(self._longest(question.longest))
            tag = LANGUAGE_TAGS[words.language]
            control = Control(label, kind, choices, tag, bracketed(" ".join(prompt)), kept=True)
            place = f"group_answers[{index}].answer"
            answer = Prose(given.answer or "", paragraph=_OPEN_TEXT, tag=place, control=control)
            yield {"question": label, "answer": answer}

    def _counted(self, name: str) -> FormField:
        """Return the place of what is counted when the form is read: nobody writes there."""
        text = self.words.message("form.counted")
        return FormField(text, f"counted.{name}", Control(text, "fixed", kept="[" not in name))

    # What to write in a field, whether it is required, how long it may be

    def _prompt(self, path: str, kind: str, *, in_row: bool) -> str:
        """Return what an empty field shows: in the rows of a table a word, elsewhere also what belongs there."""
        brief, word = self._brief(kind), f"form.word.{path}"
        guidance = "" if in_row else asked_guidance(self.words, path, self.asked)
        if word in self.words.catalogue:
            return bracketed(self.words.message(word))
        if not guidance:
            return bracketed(self.words.term(path) if path.startswith(_IN_ONE_CELL) else brief)
        text = " ".join((guidance, *self._marks(path)))
        if kind == "day":
            text = f"{text.rstrip('.')} ({brief})."
        return bracketed(f"{_sentence(brief)} {text}" if kind in ("choice", "open-choice") else text)

    def _guidance(self, path: str) -> Iterator[str]:
        """Yield the sentences under the heading of a part, a long text or a list."""
        yield asked_guidance(self.words, path, self.asked)
        yield from self._marks(path)
        listed = _field_called(path)
        for column in listed.fields if listed.is_list else ():
            text = asked_guidance(self.words, column.path, self.asked) if column.part is None else ""
            if text and column.path not in self.asked.left_out:
                yield f"{self.words.term(column.path)}: {text[0].lower()}{text[1:]}"

    def _marks(self, path: str) -> Iterator[str]:
        asked, say = self.asked, self.words.message
        headings, limits = self._asked_by_group(path)
        by_group = bool(headings) and all(path in {heading.field for heading in found} for found in headings)
        if path in asked.required and not asked.is_short:  # of which all is required
            yield say("application-file.required")
        elif path in asked.recommended and not asked.is_short and not by_group:
            yield say("application-file.recommended")
        if path == SUPPORT and asked.amount is not None:
            amounts = " / ".join(self.words.money(number) for number in asked.amount.numbers)
            source = asked.amount.reference.text(self.words.language)
            values = {"amounts": amounts, "start": asked.amount.start, "source": source}
            yield say("application-file.amount", values)
        if by_group:
            yield say("form.group-asks")
        if len(limits) == 1 and (limit := limits.pop()) is not None:
            yield self._longest(limit.characters)

    def _asked_by_group(self, path: str) -> tuple[list[tuple[PlanHeading, ...]], set[LongestText | None]]:
        """Return the group's headings and longest answers that may hold: without a day, of each day."""
        group, day = self.subject.group, self.day
        if group is None or self.asked.measure is None:
            return [], set()
        measure = self.asked.measure.key
        if day is not None:
            return [group.plan_headings_for(measure, day)], {group.longest_text(path, measure, day)}
        # Only what the group has never changed since it first set it.
        days = [one.start for one in group.longest_texts if one.field == path]
        headings = [group.plan_headings_for(measure, one.start) for one in group.plan_headings]
        return headings, {group.longest_text(path, measure, day) for day in days}

    def _longest(self, characters: int) -> str:
        return self.words.message("application-file.answer-longest", {"longest": characters})

    def _brief(self, kind: str) -> str:
        return self.words.message(f"form.prompt.{kind if kind in _KINDS else 'line'}")


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:].rstrip('.')}."


@verb
@exact
def blank_form(
    measure: str,
    *,
    language: str | None = None,
    group: LeaderGroup | str | Path | None = None,
    on: date | None = None,
    law_of: date | None = None,
    everything: bool = False,
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
        everything: True to ask also what is asked of larger projects only.

    Raises:
        UnknownNameError: The measure or the language is not known.
        ParameterError: The day is before the law of the programme.

    >>> blank_form("Valmisteluraha")[:2]
    b'PK'
    """
    group = known_group(group)
    first = group.languages[0] if group is not None and group.languages else "fi"
    known, day = known_language(language or first), on or law_of
    law, group = decided_by(None if day is None else plain_day(day), "", measure, group)
    application = blank_application(known_measure(measure, law, on, group), known, on)
    if group is not None:
        application = addressed_to(application, group, known)
    case = Case(application, law, day or law.first_day, group, known)
    return print_form(subject_of(case, draft=False), data=True, day=day, everything=everything)


def print_form(subject: Subject, *, data: bool, day: date | None, everything: bool = False) -> bytes:
    """Return an application as a form that can be filled further, with its data or without.

    `day` is the day whose law asks; None asks what the law asks on some day.
    """
    paper = document(TEMPLATE)
    asked = asked_for(subject.measure, subject.programme, day, group=subject.group, everything=everything)
    template = template_of(TEMPLATE, subject.words.language, subject.group)
    form = _Form(subject, asked, day, Presenter(subject.words, subject.programme))
    lists = (field for field in schema().values() if field.is_list)
    return template.render(
        form.content(),
        properties_of(paper, subject),
        carried_data(paper, subject, template.digest, form=True, day=day, everything=everything)
        if data
        else None,
        {f"{field.pattern}[]": subject.words.term(field.path) for field in lists},  # tables that grow
    )
