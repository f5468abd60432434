"""An application asked for field by field: what the measure needs, in the order of the file."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import ValidationError

from hakemus.cli.asker import Asker, Question, RefusedError, SkippedError
from hakemus.files.commented import FieldGuide, asked_guidance, question_hints
from hakemus.forms.typed import NotUnderstoodError, typed_value
from hakemus.group import LeaderGroup
from hakemus.group.questions import Misread
from hakemus.group.questions import Question as GroupQuestion
from hakemus.model import Application, GroupAnswer, Part
from hakemus.model.schema import Field, fields_of
from hakemus.reading import faults_of
from hakemus.texts import fault_message

PartT = TypeVar("PartT", bound=Part)

_NOT_ASKED = frozenset({"schema_version", "language", "date", "group_answers"})
_HINTS = frozenset({"kind-day", "kind-money", "kind-percent", "kind-quantity", "kind-yes-no"})
_LONGEST_SHOWN = 60


def interview(
    asker: Asker, guide: FieldGuide, start: Application, fixed: Application, group: LeaderGroup | None = None
) -> Application:
    """Return an application with what was answered.

    `start` holds what stands already, which an empty answer keeps; what `fixed` holds is not asked at all.
    """
    return _Interview(asker, guide, frozenset(_held(fixed, fields_of())), group).application(start)


class _Interview:
    def __init__(
        self, asker: Asker, guide: FieldGuide, fixed: frozenset[str], group: LeaderGroup | None
    ) -> None:
        self._asker = asker
        self._guide = guide
        self._fixed = fixed
        self._group = group

    def application(self, start: Application) -> Application:
        application = self._part(start, fields_of())
        answers = tuple(self._group_answer(answer) for answer in application.group_answers)
        return application.model_copy(update={"group_answers": answers})

    def _part(self, part: PartT, owned: Sequence[Field]) -> PartT:
        """Return a part with what was answered; whoever skips its rest keeps what was answered before."""
        fields = [field for field in self._guide.shown_fields(part, owned) if self._is_asked(field)]
        try:
            for field in fields:
                if field.part is None and not _is_told_otherwise(field, part):
                    part = self._field(field, part)
        except SkippedError:
            return part
        for field in fields:
            if field.part is not None:
                old = field.value(part)
                value = self._list(field, old) if field.is_list else self._inner(field, old)
                part = part.model_copy(update={field.name: value})
        return part

    def _is_asked(self, field: Field) -> bool:
        return field.path not in self._fixed and field.path not in _NOT_ASKED

    def _inner(self, field: Field, part: Part) -> Part:
        if all(inner.path in self._fixed for inner in self._guide.shown_fields(part, field.fields)):
            return part
        self._heading(field.path)
        return self._part(part, field.fields)

    def _list(self, field: Field, known: Sequence[Part]) -> tuple[Part, ...]:
        assert field.part is not None  # noqa: S101 - a list of parts
        items = [*known]
        self._heading(field.path)
        key = "one-more" if items else "one"
        try:
            while self._asker.agrees(self._asker.say(key, {"term": self._asker.words.term(field.path)})):
                item = self._part(field.part(), field.fields)
                if item == field.part():
                    break
                items.append(item)
                key = "one-more"
        except SkippedError:
            pass
        return tuple(items)

    def _field(self, field: Field, part: PartT) -> PartT:
        guide = self._guide
        kind = f"kind-{field.kind}"
        hint = self._asker.say(kind) if kind in _HINTS else ""
        notes = (asked_guidance(guide.words, field.path), guide.mark(field.path), hint)
        question = Question(
            self._asker.words.term(field.path),
            " ".join(filter(None, notes)),
            guide.choices(field),
            _shown(field, field.value(part), guide),
            is_long=field.is_long,
        )
        return self._asker.ask(question, self._accepted(field, part)) or part

    def _accepted(self, field: Field, part: PartT) -> Callable[[str], PartT]:
        """Return what accepts a typed text: the part with its value, checked as the file would be."""
        words = self._asker.words

        def accept(text: str) -> PartT:
            try:
                value: Any = (
                    self._asker.yes_or_no(text)
                    if field.kind == "yes-no" and len(text) == 1
                    else text
                    if field.is_long
                    else typed_value(field, text, self._guide.programme)
                )
                return type(part).model_validate({**dict(part), field.name: value})
            except NotUnderstoodError as error:
                values = {"field": words.term(field.path), "typed": text}
                raise RefusedError(words.message(f"cli.read.problem.{error.code}", values)) from error
            except ValidationError as error:
                told = (fault_message(fault, words.language) for fault in faults_of(error, type(part)))
                raise RefusedError(" ".join(told)) from error

        return accept

    def _group_answer(self, answer: GroupAnswer) -> GroupAnswer:
        question = self._group.question(answer.question or "") if self._group is not None else None
        if question is None or answer.answer is not None:
            return answer
        words = self._asker.words
        asked = Question(
            question.label.text(words.language),
            " ".join(question_hints(question, words)),
            {choice.key: choice.label.text(words.language) for choice in question.choices},
            is_long=question.kind == "text",
        )
        try:
            given = self._asker.ask(asked, lambda text: self._read(question, text))
        except SkippedError:
            given = None
        return answer.model_copy(update={"answer": given})

    def _read(self, question: GroupQuestion, text: str) -> str:
        if isinstance(misread := question.read(text), Misread):
            language = self._asker.words.language
            values = {
                "question": question.label.text(language),
                "given": text,
                "found": len(text),
                "longest": question.longest,
                "choices": [choice.label.text(language) for choice in question.choices],
            }
            key = f"findings.group-question.answer-{misread.kind}"
            raise RefusedError(self._asker.words.message(key, values))
        return text

    def _heading(self, path: str) -> None:
        self._asker.tell("")
        self._asker.tell(f"=== {self._asker.words.term(path)} ===", "bold")
        if guidance := asked_guidance(self._guide.words, path):
            self._asker.tell(guidance, "dim")


def _is_told_otherwise(field: Field, part: Part) -> bool:
    """Return whether another field says it already: of a cost its quantity and price, of support its amount."""
    values = dict(part)
    if field.path in {"budget.items.unit", "budget.items.unit_price"}:
        return values["quantity"] is None
    if field.path == "budget.items.amount":
        return values["unit_price"] is not None
    return field.path == "budget.financing.support_rate" and values["leader_support"] is not None


def _held(part: Part, fields: Sequence[Field]) -> set[str]:
    """Return the paths of the single fields that hold something."""
    held: set[str] = set()
    for field in fields:
        if field.part is None and field.is_filled(part):
            held.add(field.path)
        elif field.part is not None and not field.is_list:
            held |= _held(field.value(part), field.fields)
    return held


def _shown(field: Field, value: object, guide: FieldGuide) -> str:
    """Return what stands in a field already, short enough for a line."""
    if value is None or value == field.default:
        return ""
    text = " ".join(_said(field, value, guide).split())
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"


def _said(field: Field, value: object, guide: FieldGuide) -> str:
    words = guide.words
    if isinstance(value, bool):
        return words.yes_no(value)
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, Decimal):
        say = {"money": words.money, "percent": words.percent}.get(field.kind, words.number)
        return say(value)
    vocabulary = guide.vocabulary(field)
    entry = vocabulary.find(str(value)) if vocabulary is not None else None
    return entry.label.text(words.language) if entry is not None else str(value)
