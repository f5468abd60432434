"""What a form shows: every question that a measure asks, in its control, filled as far as the application is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from hakemus.documents import Subject, document
from hakemus.documents.cooperation_agreement import NOBODY_NAMED
from hakemus.documents.presentation import OPEN_VOCABULARIES, VOCABULARIES, Presenter
from hakemus.files.asked import Asked
from hakemus.files.part_fields import PartField, fields_of
from hakemus.forms.prompts import Prompts
from hakemus.model import Annex, Application, Part
from hakemus.model.parties import Company
from hakemus.texts import LANGUAGE_TAGS, LANGUAGES
from hakemus.word import Control, ControlKind, FormField, Prose

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
"""The style of long text that stands under a heading, with a frame around it."""

_LONGEST_LIST = 20


def form_content(subject: Subject, asked: Asked) -> dict[str, Any]:
    """Return everything that the template of the application shows when it is a form."""
    words = subject.words
    prompts = Prompts(words, asked, subject.on, subject.group)
    writer = _Writer(subject, asked, prompts, Presenter(words, subject.programme))
    content = document(TEMPLATE).content(subject)
    measure = asked.measure
    label = measure.label.text(words.language) if measure is not None else content["kind"]
    content |= writer.part(subject.application, "", "", asked_for=True)
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
    return dict(_lists(Application(), "", "", subject))


def _lists(part: Part, path: str, pattern: str, subject: Subject) -> list[tuple[str, str]]:
    found = []
    for field in fields_of(part, path):
        here = f"{pattern}{field.name}"
        if field.part is not None:
            inner = f"{here}[]" if field.is_list else here
            found += [(inner, subject.words.term(field.path))] if field.is_list else []
            found += _lists(field.part(), field.path, f"{inner}.", subject)
    return found


@dataclass(frozen=True, slots=True)
class _Writer:
    subject: Subject
    asked: Asked
    prompts: Prompts
    presenter: Presenter

    def part(self, part: Part, path: str, place: str, *, asked_for: bool) -> dict[str, Any]:
        """Return the fields of a part: `path` is its place without positions, `place` with them."""
        shown: dict[str, Any] = {}
        for field in fields_of(part, path):
            here = f"{place}.{field.name}" if place else field.name
            wanted = asked_for and field.path not in self.asked.left_out
            if isinstance(field.value, tuple):
                items = self._items(field) if wanted else ()
                shown[field.name] = [
                    self.part(item, field.path, f"{here}[{index}]", asked_for=True)
                    for index, item in enumerate(items)
                ]
            elif isinstance(field.value, Part):
                shown[field.name] = self.part(field.value, field.path, here, asked_for=wanted)
            elif field.kind is not None and field.kind.name == "prose":
                shown[field.name] = self._prose(field, here) if wanted else Prose("")
            else:
                shown[field.name] = self._line(field, part, here) if wanted else ""
        if path == "budget.in_kind_work":
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

    def _items(self, field: PartField) -> Sequence[Part]:
        """Return the items of a list; of an empty one, rows that wait to be filled."""
        assert isinstance(field.value, tuple)  # noqa: S101
        assert field.part is not None  # noqa: S101
        if field.value:
            return field.value
        if field.part is Annex and (choice := self.asked.choices.get("annexes.kind")) and choice.keys:
            return [Annex(kind=key) for key in choice.keys]
        rows = _BLANK_ROWS.get(field.path, 1)
        if field.part is Company and self.asked.measure is not None:
            fewest = self.asked.measure.value_on("members-fewest", self.subject.on)
            rows = int(fewest.number) if fewest is not None else rows
        return [field.part()] * rows

    def _prose(self, field: PartField, place: str) -> Prose:
        prompt = self.prompts.field(field.path, "prose", in_row="[" in place)
        guided = place.startswith("plan.") or field.path == "project.public_description"
        if guided:  # its guidance stands under the heading
            prompt = self.prompts.field("", "prose", in_row=True)
        control = Control(self.subject.words.term(field.path), "long", prompt=prompt, kept="[" not in place)
        style = _OPEN_TEXT if guided else "BodyText"
        return Prose(str(field.value or ""), paragraph=style, tag=place, control=control)

    def _line(self, field: PartField, owner: Part, place: str) -> FormField:
        words, in_row = self.subject.words, "[" in place
        kind, choices = self._kind(field, in_row=in_row)
        value = field.value
        shown = "" if value is None else self.presenter.line(owner, field.name, value, field.kind)
        written = kind if choices else field.kind.name if field.kind else "line"
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
        """Return what names a company where it is told of again and has no name yet."""
        if not place.startswith("companies[") or not place.endswith("].name"):
            return ""
        number = int(place.removeprefix("companies[").partition("]")[0]) + 1
        return f"{self.subject.words.message('documents.table.company')} {number}"

    def _kind(self, field: PartField, *, in_row: bool) -> tuple[ControlKind, tuple[str, ...]]:
        words = self.subject.words
        if field.path == "classification.measure" or (field.path == "leader_group" and self.subject.group):
            return "fixed", ()
        if field.kind is not None and field.kind.name == "yes-no":
            return ("choice" if in_row else "boxes"), tuple(map(words.yes_no, (True, False)))
        if field.kind is not None and field.kind.name == "day":
            return "date", ()
        if field.name == "language":
            return "choice", tuple(words.message(f"words.language-{language}") for language in LANGUAGES)
        if field.choices is not None:
            return "choice", tuple(map(self.presenter.choice, self._closed(field, field.choices)))
        listed = self._open(field, in_row=in_row)
        return ("open-choice", listed) if listed else ("text", ())

    def _closed(self, field: PartField, choices: type[StrEnum]) -> Sequence[StrEnum]:
        """Return what may be chosen: what the law allows for the measure, or all with the usual ones first."""
        allowed = self.asked.choices.get(field.path)
        usual = [choices(key) for key in allowed.keys] if allowed is not None else []
        if allowed is not None and allowed.only:
            return usual
        known = self.subject.programme.vocabulary(VOCABULARIES[choices]).keys
        return [*usual, *(choice for choice in map(choices, known) if choice not in usual)]

    def _open(self, field: PartField, *, in_row: bool) -> tuple[str, ...]:
        """Return the labels that are offered where another text may be written as well."""
        name = OPEN_VOCABULARIES.get((field.owner, field.name))
        if name is None:
            return ()
        vocabulary = self.subject.programme.vocabulary(name)
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
