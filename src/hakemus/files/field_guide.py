"""What there is to know of a field before it is filled: what it is called, what belongs there, what may be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass

from hakemus.documents.presentation import OPEN_VOCABULARIES, VOCABULARIES
from hakemus.files.asked import SUPPORT, Asked
from hakemus.files.part_fields import PartField, fields_of
from hakemus.model import Part
from hakemus.programme import Programme, Vocabulary
from hakemus.texts import Wording

_FULL_LISTS_TO = 20
"""Of a longer vocabulary only what the measure asks for is listed."""

_WORDS_OF = {**OPEN_VOCABULARIES, ("Application", "language"): "language"}


def asked_guidance(words: Wording, path: str) -> str:
    """Return what belongs into a field, as it is told to a person who is asked for it and sees no file."""
    return _first_of(words, f"form.guidance.{path}", f"guidance.{path}")


def _first_of(words: Wording, *keys: str) -> str:
    return next((words.message(key) for key in keys if key in words.catalogue), "")


@dataclass(frozen=True, slots=True)
class FieldGuide:
    """The guide to the fields of an application, in a language, by the law that asks for them."""

    words: Wording
    programme: Programme
    asked: Asked

    def shown_fields(self, part: Part, path: str) -> list[PartField]:
        """Return the fields of a part that are asked for, and those that hold something all the same."""
        left_out = self.asked.left_out
        return [
            field
            for field in fields_of(part, path)
            if field.path not in left_out or field.value != field.default
        ]

    def term(self, path: str) -> str:
        """Return what a field is called, as a sentence."""
        term = self.words.term(path)
        return term if term.endswith("?") else f"{term}."

    def guidance(self, path: str) -> str:
        """Return what belongs into a field, or nothing where its name tells it."""
        return _first_of(self.words, f"guidance.{path}")

    def mark(self, path: str) -> str:
        """Return whether law or guides ask for a field, and its amount where the law sets one."""
        if path == SUPPORT and (law := self.asked.amount) is not None:
            amounts = " / ".join(self.words.money(number) for number in law.numbers)
            source = law.reference.text(self.words.language)
            return self.say("amount", {"amounts": amounts, "start": law.start, "source": source})
        if path in self.asked.required:
            return self.say("required")
        return self.say("recommended") if path in self.asked.recommended else ""

    def choices(self, field: PartField) -> Mapping[str, str]:
        """Return the keys to choose from, each with its name and, where not all are, whether it is a usual one."""
        vocabulary = self.vocabulary(field)
        if vocabulary is None:
            return {}
        keys, usual = self.keys(field), self._usual(field)
        marked = usual if len(usual) < len(keys) else ()
        return {
            key: " ".join(
                filter(
                    None,
                    (
                        vocabulary.label(key, self.words.language),
                        self.say("usual") if key in marked else "",
                    ),
                )
            )
            for key in keys
        }

    def keys(self, field: PartField) -> tuple[str, ...]:
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

    def vocabulary(self, field: PartField) -> Vocabulary | None:
        """Return the vocabulary that knows the words of a field, or None."""
        name = VOCABULARIES[field.choices] if field.choices else _WORDS_OF.get((field.owner, field.name))
        return self.programme.vocabulary(name) if name else None

    def say(self, key: str, values: Mapping[str, object] | None = None) -> str:
        """Return a message on application files."""
        return self.words.message(f"application-file.{key}", values)

    def _usual(self, field: PartField) -> tuple[str, ...]:
        allowed = self.asked.choices.get(field.path)
        return allowed.keys if allowed is not None else ()
