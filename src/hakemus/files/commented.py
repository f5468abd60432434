"""An application as a commented TOML file, every field with its term and guidance."""

import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from hakemus.case import deciding_on, known_group
from hakemus.errors import Fault, ParameterError, UnknownNameError, verb
from hakemus.files.application_file import SCHEMA_VERSION, read_part
from hakemus.files.asked import SUPPORT, asked_for
from hakemus.files.fields import FieldGuide
from hakemus.files.rewriting import rewritten, toml_comment, toml_value, with_memory
from hakemus.files.saving import save as save_file
from hakemus.group import LeaderGroup, Question
from hakemus.model import Application, GroupAnswer, Part
from hakemus.model.schema import Field, fields_of
from hakemus.programme import Measure, Programme
from hakemus.reading import kind_of, read_bytes
from hakemus.texts import Language, Wording, known_language, wording
from hakemus.texts.wording import day as day_in_words

# Lines of a commented TOML file: `##` explains, a single `#` precedes an example to be filled in.

WIDTH = 80


def comment(text: str, indent: str = "## ", hang: int = 0) -> list[str]:
    """Return a text as lines that explain; those after the first are indented further by `hang`.

    >>> comment("Kuka voi hakea.")
    ['## Kuka voi hakea.']
    """
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}{' ' * hang}",
        break_long_words=False,
        break_on_hyphens=False,
    )


def heading(title: str, mark: str = "=") -> str:
    """Return the line that begins a part.

    >>> heading("Hakija")[:16]
    '## === Hakija =='
    """
    return f"## {mark * 3} {title} ".ljust(WIDTH, mark)


def question_hints(question: Question, words: Wording) -> Iterator[str]:
    """Yield what is to be known of a question: what kind of answer it wants, how long, and whether it must have one."""
    if question.required:
        yield words.message("application-file.answer-required")
    yield words.message(f"application-file.answer-{question.kind}")
    if question.longest is not None:
        yield words.message("application-file.answer-longest", {"longest": question.longest})


_ANSWER = "group_answers.answer"
"""What is in a file also where it is empty: the question next to it asks for it."""

_REMARK = "!"
"""What a comment begins with that somebody must look at."""

_OTHER_WAY = frozenset({"budget.items.quantity", "budget.items.unit", "budget.items.unit_price"})
"""The other way to say what an example says already: the two together are refused."""


def known_measure(
    measure: str, law: Programme, on: date | None = None, group: LeaderGroup | None = None
) -> Measure:
    """Return the measure of a key, a name, or how only its name begins; raise `UnknownNameError` for another one.

    A `group` has its own, too.
    """
    entry = law.vocabulary("measure").begun(measure)
    found = law.measure(measure) or (law.measure(entry.key) if entry is not None else None)
    if found is None:
        own = () if group is None else (one.key for one in group.support_forms)
        raise UnknownNameError("measure", measure, (*law.vocabulary("measure").keys, *own))
    if on is not None and not law.in_force(on):
        fault = Fault(law.name, "before-programme", day_in_words(on), day_in_words(law.first_day))
        raise ParameterError(
            f"the law of {law.name} came into force on {law.first_day}; ask for a later day", [fault]
        )
    return found


def commented_file(
    application: Application,
    language: Language,
    *,
    unread: Iterable[str] = (),
    outside: Iterable[str] = (),
    remarks: Iterable[tuple[str, str]] = (),
    group: LeaderGroup | None = None,
    law_of: date | None = None,
    everything: bool = False,
) -> str:
    """Return an application as a commented file in a language; loaded, it is the same application.

    The file of one that was read from a form remembers that, so that the form updates it once it is corrected.

    Args:
        application: The application. Fields that its measure does not ask for are left out unless it has them.
        language: The language of the comments.
        unread: Lines of the register's page that no field takes: they stay as comments.
        outside: What a paper says outside of its fields: it stays, too.
        remarks: What is to be said at fields, each with the path of its field, such as what was not understood there;
            what is at a field that the file does not have is said at the beginning.
        group: The Leader group; its questions are explained.
        law_of: The day whose law is explained while the application has no date. Without either, an amount is
            stated only if it has been the same on all days.
        everything: True to have every field that the measure may have, also those that are asked of larger projects
            only: what the Leader groups' guides and the public register ask.
    """
    day, measure = application.date or law_of, application.classification.measure
    law, group = deciding_on(application, day, group)
    asked = asked_for(law.measure(measure), law, day, group=group, everything=everything)
    at_fields: dict[str, list[str]] = {}
    for path, remark in remarks:
        at_fields.setdefault(path, []).append(remark)
    words = wording(language)
    if group is not None and group.own_form(measure) is not None:
        words = group.wording(language)
    page = _Page(FieldGuide(words, law, asked), group, at_fields)
    body = [*page.table(application, fields_of(), "")]
    left = [remark for said in at_fields.values() for remark in said]
    text = "\n".join([*page.head(unread, outside, left), *body]).strip("\n") + "\n"
    return text if application.read_as is None else with_memory(text, application.read_as, language)


@verb
def dumps(
    application: Application,
    *,
    language: str | None = None,
    group: LeaderGroup | str | Path | None = None,
    as_json: bool = False,
) -> str:
    """Return an application as the text of its file: TOML with guidance at every field, or JSON.

    Args:
        application: The application; loaded, the text is the same one.
        language: The language of the guidance; by default the application's own.
        group: The Leader group whose questions are explained; a path is that of its folder.
        as_json: Whether it is JSON, which has no guidance.

    Raises:
        UnknownNameError: The language is not known.

    >>> dumps(Application(language="en"), as_json=True)
    '{"schema_version":1,"language":"en"}'
    """
    if as_json:
        values = application.model_dump(mode="json", exclude_defaults=True)
        return json.dumps(
            {"schema_version": SCHEMA_VERSION, **values}, ensure_ascii=False, separators=(",", ":")
        )
    spoken = known_language(language or application.language)
    return commented_file(application, spoken, group=known_group(group))


@verb
def save(
    application: Application,
    path: str | Path,
    *,
    language: str | None = None,
    group: LeaderGroup | str | Path | None = None,
    overwrite: bool = False,
) -> Path:
    """Write an application into its file, and return the path; a name that ends in `.json` makes JSON.

    A file that is there keeps its comments and its order: only what differs is written.

    Args:
        application: What the file says then.
        path: The file.
        language: As in `dumps`, and so is `group`.
        group: As in `dumps`.
        overwrite: Whether a file that is there may change.

    Raises:
        FileError: There is a file, or none can be written there.
        LoadError: The file that is there cannot be understood.
    """
    file = Path(path)
    if overwrite and kind_of(file) == "file":
        held = read_bytes(file)
        content = rewritten(file, held, read_part(file, Application), application)
        return save_file(file, content, overwrite=True, before=held)
    text = dumps(application, language=language, group=group, as_json=file.suffix.lower() == ".json")
    return save_file(file, text.encode(), overwrite=overwrite)


def _remark_lines(remark: str) -> list[str]:
    return comment(f"{_REMARK} {toml_comment(remark)}", hang=2)


def with_remarks(text: str, remarks: Iterable[tuple[str, str]]) -> str:
    r"""Return an application file (TOML) with remarks at fields, as `commented_file` has them; none is there twice.

    What is at a field that the file does not have is said where its part begins, or at the beginning.

    >>> with_remarks('[applicant]\nname = "Kylä"\n', [("applicant.name", "Mikä kylä?")])
    '[applicant]\n## ! Mikä kylä?\nname = "Kylä"\n'
    """
    lines = text.split("\n")
    for path, remark in remarks:
        said = _remark_lines(remark)
        if not any(lines[at : at + len(said)] == said for at in range(len(lines))):
            at = _line_of(path, lines)
            lines[at:at] = said
    return "\n".join(lines)


_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.-]+)\s*\]")
_KEY = re.compile(r"\s*([\w.-]+)\s*=\s*(\"\"\"|'''|)")


def _line_of(path: str, lines: Sequence[str]) -> int:
    """Return the line of a field, or the one behind the beginning of its part; of what the file lacks, the first."""
    places: dict[str, int] = {}
    counts: dict[str, int] = {}
    table = quotes = ""
    for at, line in enumerate(lines):
        if quotes:
            quotes = "" if quotes in line else quotes
        elif header := _HEADER.match(line):
            table = ""
            *way, last = header[2].split(".")
            for name in way:
                table += f".{name}" if table else name
                table += f"[{counts[table]}]" if table in counts else ""
            table += f".{last}" if table else last
            if header[1] == "[[":
                counts = {one: count for one, count in counts.items() if not one.startswith(f"{table}[")}
                counts[table] = counts.get(table, -1) + 1
                table += f"[{counts[table]}]"
            places.setdefault(table, at + 1)
        elif key := _KEY.match(line):
            places.setdefault(f"{table}.{key[1]}" if table else key[1], at)
            quotes = key[2] if key[2] and line.count(key[2]) == 1 else ""
    while path and path not in places:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return places.get(path, 0)


@dataclass(frozen=True, slots=True)
class _Page:
    """Writes the lines of a file: `##` explains, a single `#` precedes an example to be filled in."""

    guide: FieldGuide
    group: LeaderGroup | None
    remarks: dict[str, list[str]]

    def head(self, unread: Iterable[str], outside: Iterable[str], remarks: Iterable[str]) -> Iterator[str]:
        language = self.guide.words.language
        if (measure := self.guide.asked.measure) is not None:
            yield from comment(self.guide.say("title", {"measure": measure.label.text(language)}))
        else:
            yield from comment(self.guide.say("title-plain"))
        if (applicant := self.guide.asked.applicant) is not None:
            yield from comment(self.guide.say("applicant", {"applicant": applicant.text(language)}))
        yield "##"
        for key in ("how-text", "how-example", "how-prose", "how-escape", "how-next"):
            yield from comment(self.guide.say(key), hang=2)
        for key, texts in (("unread", unread), ("outside", outside)):
            if lines := [line for line in texts if line.strip()]:
                yield "##"
                yield from comment(self.guide.say(key))
                yield from (f"##   {toml_comment(line)}" for line in lines)
        for remark in remarks:
            yield "##"
            yield from comment(toml_comment(remark))
        yield ""

    def _said_at(self, path: str) -> Iterator[str]:
        """Yield the remarks at a place, once."""
        for remark in self.remarks.pop(path, ()):
            yield from _remark_lines(remark)

    def table(self, part: Part, fields: Iterable[Field], place: str) -> Iterator[str]:
        """Yield the lines of a part that is at a place, such as `plan.`."""
        shown = self.guide.shown_fields(part, fields)
        for field in shown:
            if field.part is None:
                path = field.path
                notes = (self.guide.term(path), self.guide.guidance(path), self.guide.mark(path))
                yield from comment(" ".join(filter(None, notes)))
                yield from self._choices(field, "##   ")
                yield from self._said_at(f"{place}{field.name}")
                yield from (self._line(field, field.value(part)), "")
        for field in shown:
            if field.is_list:
                items = field.value(part)
                yield from self._heading(field.path)
                yield from self._legend(field, "##   ")
                yield from self._said_at(f"{place}{field.name}")
                # Rows of which nothing was understood come after those that there are.
                row = f"{place}{field.name}["
                there = [path for path in self.remarks if path.startswith(row)]
                new = [one for one in there if int(one[len(row) :].partition("]")[0]) >= len(items)]
                yield from (line for path in new for line in self._said_at(path))
                yield from (
                    self._items(field, items, f"{place}{field.name}") if items else self._example(field)
                )
                yield ""
            elif field.part is not None:
                yield from self._heading(field.path)
                yield from (f"[{field.path}]", "")
                yield from self.table(field.value(part), field.fields, f"{place}{field.name}.")

    def _heading(self, path: str) -> Iterator[str]:
        mark = "-" if "." in path else "="
        yield heading(self.guide.words.term(path), mark)
        yield from comment(self.guide.guidance(path))

    def _choices(self, field: Field, indent: str) -> Iterator[str]:
        for key, label in self.guide.choices(field).items():
            yield from comment(f"{key} – {label}", indent, hang=2)

    def _asked_in(self, owner: Field) -> list[Field]:
        return [field for field in owner.fields if field.path not in self.guide.asked.left_out]

    def _legend(self, owner: Field, indent: str) -> Iterator[str]:
        for field in self._asked_in(owner):
            text = " ".join(filter(None, (self.guide.term(field.path), self.guide.guidance(field.path))))
            yield from comment(f"{field.name} – {text}", indent, hang=2)
            yield from self._choices(field, f"{indent}  ")
            if field.part is not None:
                yield from self._legend(field, f"{indent}  ")

    def _items(self, owner: Field, items: tuple[Part, ...], place: str) -> Iterator[str]:
        for at, item in enumerate(items):
            yield f"[[{owner.path}]]"
            if isinstance(item, GroupAnswer) and self.group is not None:
                yield from self._answer_notes(self.group.question(item.question or ""))
            yield from self._set_values(item, owner, f"{place}[{at}].")

    def _answer_notes(self, question: Question | None) -> Iterator[str]:
        if question is None:
            return
        words = self.guide.words
        yield from comment(" ".join(question_hints(question, words)))
        for choice in question.choices:
            yield from comment(f"{choice.key} – {choice.label.text(words.language)}", "##   ", hang=2)

    def _set_values(self, part: Part, owner: Field, place: str) -> Iterator[str]:
        fields = [field for field in owner.fields if field.is_filled(part) or field.path == _ANSWER]
        for field in owner.fields:
            if field.part is None:
                yield from self._said_at(f"{place}{field.name}")
                yield from [self._line(field, field.value(part))] if field in fields else ()
        yield ""
        for field in fields:
            if field.is_list:
                yield from self._items(field, field.value(part), f"{place}{field.name}")
            elif field.part is not None:
                yield f"[{field.path}]"
                yield from self._set_values(field.value(part), field, f"{place}{field.name}.")

    def _example(self, owner: Field) -> Iterator[str]:
        yield f"# [[{owner.path}]]"
        fields = self._asked_in(owner)
        for field in fields:
            if field.part is None and field.path not in _OTHER_WAY:
                yield f"# {field.name} = {self._example_value(field)}"
        for field in fields:
            if field.part is not None:
                yield from self._example(field)

    def _line(self, field: Field, value: Any) -> str:  # noqa: ANN401 - a field of any kind
        if value is not None:
            return f"{field.name} = {toml_value(value)}"
        if field.is_long:
            return f'{field.name} = """\n"""'
        return f'{field.name} = ""' if field.is_text else f"# {field.name} = {self._example_value(field)}"

    def _example_value(self, field: Field) -> str:
        if field.path == SUPPORT and self.guide.asked.amount is not None:
            return f"{self.guide.asked.amount.numbers[0]:.2f}"
        if field.choices is not None:
            return toml_value(self.guide.keys(field)[0])
        return '""' if field.is_text else field.example
