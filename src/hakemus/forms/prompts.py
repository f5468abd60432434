"""What a form tells of each field: what to write there, what is asked for surely, how long it may be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hakemus.documents.presentation import GUIDED, HOW, guidance_name
from hakemus.files.asked import SUPPORT, Asked
from hakemus.files.commented import asked_guidance
from hakemus.files.part_fields import PartField, fields_of
from hakemus.group import LeaderGroup, Question
from hakemus.model import Application
from hakemus.texts import Wording
from hakemus.word import Prose
from hakemus.word.controls import bracketed

_SMALL_TYPE = "Intro"
_IN_ONE_CELL = "applicant.address."
"""The fields that stand in one cell, so that each has to say which it is."""

_KINDS = frozenset({"money", "percent", "quantity", "day", "whole", "year", "prose", "choice", "open-choice"})


@dataclass(frozen=True, slots=True)
class Prompts:
    """The guidance of a form in a language, for what a measure and a group ask on a day."""

    words: Wording
    asked: Asked
    day: date
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
        """Return what stands where a question of the group has no answer yet."""
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
        """Yield the sentences that stand under the heading of a part, a long text or a list."""
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
        if path in {heading.field for heading in self.group.plan_headings_for(measure, self.day)}:
            yield self._say("group-asks")
        limit = self.group.longest_text(path, measure, self.day)
        if limit is not None:
            yield self._longest(limit.characters)

    def _longest(self, characters: int) -> str:
        return self.words.message("application-file.answer-longest", {"longest": characters})

    def _brief(self, kind: str) -> str:
        return self._say(f"prompt.{kind if kind in _KINDS else 'line'}")

    def _say(self, key: str) -> str:
        return self.words.message(f"form.{key}")


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:].rstrip('.')}."


def _columns(path: str) -> Iterator[PartField]:
    """Yield the fields of the items of a list; of what is no list, none."""
    listed = _field_at(path)
    if listed is not None and listed.is_list and listed.part is not None:
        yield from (field for field in fields_of(listed.part(), path) if field.part is None)


def _field_at(path: str) -> PartField | None:
    fields = [*fields_of(Application())]
    while fields:
        field = fields.pop()
        if field.path == path:
            return field
        if field.part is not None and path.startswith(f"{field.path}."):
            fields = [*fields_of(field.part(), field.path)]
    return None
