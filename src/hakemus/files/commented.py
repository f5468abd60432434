"""An application as a commented TOML file: every field with its official term, what belongs there and what may."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hakemus.documents.presentation import OPEN_VOCABULARIES, VOCABULARIES
from hakemus.errors import Fault, ParameterError, UnknownNameError
from hakemus.files.asked import SUPPORT, Asked, asked_for, blank_application
from hakemus.files.part_fields import PartField, fields_of
from hakemus.files.toml_text import toml_comment, toml_value
from hakemus.model import Application, Part
from hakemus.programme import Programme, Vocabulary, open_programme
from hakemus.texts import Language, Wording, wording
from hakemus.texts.formats import day

_WIDTH = 80
_FULL_LISTS_TO = 20
"""Of a longer vocabulary a comment lists only what the measure asks for."""

_WORDS_OF = {**OPEN_VOCABULARIES, ("Application", "language"): "language"}

_OTHER_WAY = frozenset({"budget.items.quantity", "budget.items.unit", "budget.items.unit_price"})
"""The other way to say what an example says already: the two together are refused."""

_EXAMPLES: Mapping[str, str] = {
    "money": "1000.00",
    "percent": "50",
    "quantity": "10",
    "whole": "18",
    "yes-no": "false",
    "identifier": "123456",
    "year": "2025",
    "day": "2025-01-31",
}
"""What a field of a kind looks like; the value is only an example."""


def blank_file(
    measure: str, language: Language, *, on: date | None = None, programme: Programme | None = None
) -> str:
    """Return a commented file to fill for a measure, named by its key or its name in any language.

    What the law fixes is filled in: the amount only when the day (`on`) is given. Raises `UnknownNameError` for an
    unknown measure, and `ParameterError` for a day before the law of the programme.

    >>> 'measure = "preparatory-funding"' in blank_file("Valmisteluraha", "fi")
    True
    """
    law = programme or open_programme()
    found = law.measure(measure)
    if found is None:
        raise UnknownNameError("measure", measure, law.vocabulary("measure").keys)
    if on is not None and not law.in_force(on):
        fault = Fault(law.name, "before-programme", day(on), day(law.first_day))
        raise ParameterError(
            f"the law of {law.name} came into force on {law.first_day}; ask for a later day", [fault]
        )
    return commented_file(blank_application(found, language, on), language, programme=law)


def commented_file(
    application: Application,
    language: Language,
    *,
    unread: Iterable[str] = (),
    programme: Programme | None = None,
) -> str:
    """Return an application as a commented file in a language; loaded, it is the same application.

    Fields that the measure does not ask for are left out unless the application has them. `unread` are lines of the
    application's source that no field takes: they stay as comments.
    """
    law = programme or open_programme()
    measure = law.measure(application.classification.measure or "")
    page = _Page(wording(language), law, asked_for(measure, law, application.date))
    lines = [*page.head(unread), *page.table(application, "")]
    return "\n".join(lines).strip("\n") + "\n"


@dataclass(frozen=True, slots=True)
class _Page:
    """Writes the lines of a file: `##` explains, a single `#` stands before an example to be filled."""

    words: Wording
    programme: Programme
    asked: Asked

    def head(self, unread: Iterable[str]) -> Iterator[str]:
        language = self.words.language
        if (measure := self.asked.measure) is not None:
            yield from _comment(self._say("title", {"measure": measure.label.text(language)}))
        else:
            yield from _comment(self._say("title-plain"))
        if (applicant := self.asked.applicant) is not None:
            yield from _comment(self._say("applicant", {"applicant": applicant.text(language)}))
        yield "##"
        for key in ("how-text", "how-example", "how-prose", "how-escape", "how-next"):
            yield from _comment(self._say(key), hang=2)
        if lines := [line for line in unread if line.strip()]:
            yield "##"
            yield from _comment(self._say("unread"))
            yield from (f"##   {toml_comment(line)}" for line in lines)
        yield ""

    def table(self, part: Part, path: str) -> Iterator[str]:
        fields = self._shown_fields(part, path)
        for field in fields:
            if field.part is None:
                yield from self._explained(field)
                yield ""
        for field in fields:
            if field.is_list:
                yield from self._list(field)
            elif isinstance(field.value, Part):
                yield from self._heading(field.path)
                yield from (f"[{field.path}]", "")
                yield from self.table(field.value, field.path)

    def _shown_fields(self, part: Part, path: str) -> list[PartField]:
        left_out = self.asked.left_out
        return [
            field
            for field in fields_of(part, path)
            if field.path not in left_out or field.value != field.default
        ]

    def _heading(self, path: str) -> Iterator[str]:
        mark = "-" if "." in path else "="
        yield f"## {mark * 3} {self.words.term(path)} ".ljust(_WIDTH, mark)
        yield from _comment(self._guidance(path))

    def _explained(self, field: PartField) -> Iterator[str]:
        notes = [self._term(field.path), self._guidance(field.path), self._mark(field.path)]
        yield from _comment(" ".join(filter(None, notes)))
        yield from self._choices(field, "##   ")
        yield self._line(field)

    def _list(self, field: PartField) -> Iterator[str]:
        assert field.part is not None  # noqa: S101
        yield from self._heading(field.path)
        yield from self._legend(field.part(), field.path, "##   ")
        if field.value:
            yield from self._items(field)
        else:
            yield from self._example(field.part(), field.path)
        yield ""

    def _legend(self, part: Part, path: str, indent: str) -> Iterator[str]:
        for field in self._shown_fields(part, path):
            text = " ".join(filter(None, (self._term(field.path), self._guidance(field.path))))
            yield from _comment(f"{field.name} – {text}", indent, hang=2)
            yield from self._choices(field, f"{indent}  ")
            if field.part is not None:
                yield from self._legend(field.part(), field.path, f"{indent}  ")

    def _items(self, owner: PartField) -> Iterator[str]:
        assert isinstance(owner.value, tuple)  # noqa: S101
        for item in owner.value:
            yield f"[[{owner.path}]]"
            yield from self._set_values(item, owner.path)

    def _set_values(self, part: Part, path: str) -> Iterator[str]:
        fields = [field for field in fields_of(part, path) if field.value != field.default]
        yield from (f"{field.name} = {_written(field.value)}" for field in fields if field.part is None)
        yield ""
        for field in fields:
            if field.is_list:
                yield from self._items(field)
            elif isinstance(field.value, Part):
                yield f"[{field.path}]"
                yield from self._set_values(field.value, field.path)

    def _example(self, part: Part, path: str) -> Iterator[str]:
        yield f"# [[{path}]]"
        fields = self._shown_fields(part, path)
        for field in fields:
            if field.part is None and field.path not in _OTHER_WAY:
                yield f"# {field.name} = {self._example_value(field)}"
        for field in fields:
            if field.part is not None:
                yield from self._example(field.part(), field.path)

    def _line(self, field: PartField) -> str:
        if field.value is not None:
            return f"{field.name} = {_written(field.value)}"
        if field.kind is not None and field.kind.name == "prose":
            return f'{field.name} = """\n"""'
        return f'{field.name} = ""' if field.is_text else f"# {field.name} = {self._example_value(field)}"

    def _example_value(self, field: PartField) -> str:
        if field.path == SUPPORT and self.asked.amount is not None:
            return f"{self.asked.amount.numbers[0]:.2f}"
        if field.choices is not None:
            return toml_value(self._keys(field)[0])
        return '""' if field.is_text else _EXAMPLES[field.kind.name if field.kind else "identifier"]

    def _mark(self, path: str) -> str:
        if path == SUPPORT and (law := self.asked.amount) is not None:
            amounts = " / ".join(self.words.money(number) for number in law.numbers)
            source = law.reference.text(self.words.language)
            return self._say("amount", {"amounts": amounts, "start": law.start, "source": source})
        if path in self.asked.required:
            return self._say("required")
        return self._say("recommended") if path in self.asked.recommended else ""

    def _choices(self, field: PartField, indent: str) -> Iterator[str]:
        vocabulary = self._vocabulary(field)
        if vocabulary is None:
            return
        keys, usual = self._keys(field), self._usual(field)
        for key in keys:
            text = f"{key} – {vocabulary.label(key, self.words.language)}"
            mark = self._say("usual") if key in usual and len(usual) < len(keys) else ""
            yield from _comment(" ".join(filter(None, (text, mark))), indent, hang=2)

    def _keys(self, field: PartField) -> tuple[str, ...]:
        """Return the keys to choose from: the usual ones first, and no other where the law allows no other."""
        vocabulary, allowed = self._vocabulary(field), self.asked.choices.get(field.path)
        usual = self._usual(field)
        if (
            vocabulary is None
            or (allowed is not None and allowed.only)
            or len(vocabulary.entries) > _FULL_LISTS_TO
        ):
            return usual
        return (*usual, *(key for key in vocabulary.keys if key not in usual))

    def _usual(self, field: PartField) -> tuple[str, ...]:
        allowed = self.asked.choices.get(field.path)
        return allowed.keys if allowed is not None else ()

    def _vocabulary(self, field: PartField) -> Vocabulary | None:
        name = VOCABULARIES[field.choices] if field.choices else _WORDS_OF.get((field.owner, field.name))
        return self.programme.vocabulary(name) if name else None

    def _term(self, path: str) -> str:
        term = self.words.term(path)
        return term if term.endswith("?") else f"{term}."

    def _guidance(self, path: str) -> str:
        key = f"guidance.{path}"
        return self.words.message(key) if key in self.words.catalogue else ""

    def _say(self, key: str, values: Mapping[str, object] | None = None) -> str:
        return self.words.message(f"application-file.{key}", values)


def _written(value: object) -> str:
    assert isinstance(value, str | bool | int | Decimal | date)  # noqa: S101
    return toml_value(value)


def _comment(text: str, indent: str = "## ", hang: int = 0) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}{' ' * hang}",
        break_long_words=False,
        break_on_hyphens=False,
    )
