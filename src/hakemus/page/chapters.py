"""An application as chapters of fields to fill; what there is to know of a field is known once, elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from hakemus.case import Case
from hakemus.changes import tree_of
from hakemus.files.asked import asked_for
from hakemus.files.commented import question_hints
from hakemus.files.fields import FieldGuide, asked_guidance
from hakemus.findings import SEVERITIES, Finding, Report
from hakemus.group import LeaderGroup, Question
from hakemus.model import Application, Part
from hakemus.model.schema import Field, field_at, fields_of
from hakemus.page.editing import row_mark, rows_mark, shown_text, with_questions
from hakemus.papers.presentation import Presenter
from hakemus.rules import check_case
from hakemus.texts import Language, wording
from hakemus.values.paths import pattern_of, steps, value_at

START = "start"
"""The chapter of the single fields that the application itself has."""

_HIDDEN = frozenset({"schema_version"})
_WIDEST_TABLE = 8


@dataclass(frozen=True, slots=True)
class Input:
    """A field as a page asks for it; `options` are keys with their labels, of a choice."""

    path: str
    term: str
    guidance: str
    mark: str
    kind: str
    value: str
    options: tuple[tuple[str, str], ...] = ()
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list; `mark` says what it held when it was shown, and is empty for a new one."""

    path: str
    number: int
    mark: str
    block: "Block"


@dataclass(frozen=True, slots=True)
class Block:
    """A part of an application: its inputs, and the parts and lists in it.

    Of a list, `rows` are there and `mark` says what they held; `is_table` of rows that are short enough for a table.
    """

    path: str
    term: str
    guidance: str
    inputs: tuple[Input, ...] = ()
    blocks: tuple["Block", ...] = ()
    is_list: bool = False
    is_table: bool = False
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of an application: its name, how many of its fields are filled, and how many errors are in it."""

    name: str
    title: str
    filled: int
    fields: int
    errors: int


@dataclass(frozen=True)
class Chapters:
    """An application on a page: what is asked for, what is found, and what is filled.

    `shown` is the application with the questions of the group to which it has no answer yet.
    """

    case: Case
    report: Report
    guide: FieldGuide
    shown: Application
    presenter: Presenter = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "presenter", Presenter(self.guide.words, self.case.programme))

    @classmethod
    def of(
        cls, application: Application, language: Language, today: date, group: LeaderGroup | None
    ) -> "Chapters":
        """Return the chapters of an application in a language; without a day of its own, by the law of today."""
        case = Case.of(application, on=application.date or today, group=group, language=language)
        asked = asked_for(case.measure, case.programme, case.day, group=group)
        guide = FieldGuide(wording(language) if case.own_form is None else case.words, case.programme, asked)
        return cls(case, check_case(case), guide, with_questions(application, group, language))

    def listed(self) -> tuple[Chapter, ...]:
        """Return the chapters in the order of the file."""
        errors: dict[str, int] = {}
        for finding in self.report.errors:
            chapter = chapter_of(finding.path)
            errors[chapter] = errors.get(chapter, 0) + 1
        found = []
        for name, fields in self._owned():
            values = [*self._filled(self.shown, fields)]
            words = self.guide.words
            title = words.message("page.chapter-start") if name == START else words.term(name)
            found.append(Chapter(name, title, sum(values), len(values), errors.get(name, 0)))
        return tuple(found)

    def block(self, name: str) -> Block | None:
        """Return what a chapter asks for, or None when there is no such chapter."""
        fields = dict(self._owned()).get(name)
        if fields is None:
            return None
        if name == START:
            return Block("", "", "", tuple(self._input(one, self.shown, "") for one in fields))
        return self._inner(fields[0], self.shown, "")

    def new_row(self, path: str, at: int) -> Row | None:
        """Return a blank row of a list, at a place behind its last row; None when there is no such list."""
        found = field_at(path)
        if found is None or found.part is None or not found.is_list:
            return None
        return self._row(found, found.part(), f"{path}[{at}]", at)

    def findings_of(self, name: str) -> dict[str, list[tuple[str, str]]]:
        """Return what is found in a chapter: by path, the severities with the messages, the gravest first."""
        found: dict[str, list[tuple[str, str]]] = {}
        for severity, message, path in shown_findings(self.report.findings, self.guide.words.language):
            if chapter_of(path) == name:
                found.setdefault(path, []).append((severity, message))
        return found

    def _owned(self) -> Iterator[tuple[str, Sequence[Field]]]:
        names = {one.name for one in self.guide.open_fields(self.shown, fields_of())}
        # Also what nobody asks for, where a finding leads to it.
        names |= {chapter_of(one.path) for one in self.report.findings}
        names -= _HIDDEN if self.shown.group_answers else {*_HIDDEN, "group_answers"}
        shown = [one for one in fields_of() if one.name in names]
        yield START, [one for one in shown if one.part is None]
        yield from ((one.name, [one]) for one in shown if one.part is not None)

    def _filled(self, part: Part, fields: Sequence[Field]) -> Iterator[bool]:
        for one in fields:
            value = one.value(part)
            if one.part is None:
                yield one.is_filled(part)
            elif one.is_list:
                for item in value:
                    yield from self._filled(item, self.guide.open_fields(item, one.fields))
                if not value:
                    yield False
            else:
                yield from self._filled(value, self.guide.open_fields(value, one.fields))

    def _inner(self, owner: Field, part: Part, place: str) -> Block:
        path, value = f"{place}{owner.name}", owner.value(part)
        term = self.guide.words.term(owner.path)
        guidance = asked_guidance(self.guide.words, owner.path, self.guide.asked)
        if not owner.is_list:
            inputs, blocks = self._content(value, owner.fields, f"{path}.")
            return Block(path, term, guidance, inputs, blocks)
        rows = tuple(self._row(owner, item, f"{path}[{at}]", at) for at, item in enumerate(value))
        model = owner.part() if owner.part is not None else None
        shown = self.guide.open_fields(model, owner.fields) if model is not None else []
        is_table = len(shown) <= _WIDEST_TABLE and all(one.part is None and not one.is_long for one in shown)
        is_table = is_table and all(len(row.block.inputs) == len(shown) for row in rows)
        columns = tuple(self.guide.words.term(one.path) for one in shown) if is_table else ()
        mark = rows_mark(self.shown, path)
        block = Block(path, term, guidance, is_list=True, is_table=is_table)
        return replace(block, columns=columns, rows=rows, mark=mark)

    def _row(self, owner: Field, item: Part, path: str, at: int) -> Row:
        inputs, blocks = self._content(item, owner.fields, f"{path}.")
        mark = row_mark(self.shown, f"{path}.")
        return Row(path, at + 1, mark, Block(path, self.guide.words.term(owner.path), "", inputs, blocks))

    def _content(
        self, part: Part, fields: Sequence[Field], place: str
    ) -> tuple[tuple[Input, ...], tuple[Block, ...]]:
        shown = self.guide.open_fields(part, fields)
        inputs = tuple(self._input(one, part, place) for one in shown if one.part is None)
        return inputs, tuple(self._inner(one, part, place) for one in shown if one.part is not None)

    def _input(self, one: Field, part: Part, place: str) -> Input:
        guide, path = self.guide, f"{place}{one.name}"
        words, value = guide.words, shown_text(one, one.value(part), self.presenter)
        question = self._question(path)
        if question is not None:
            # An answer may be written by its key or by a label: what the file says stays what is chosen.
            offered = {
                value if one.is_called(value) else one.key: one.label.text(words.language)
                for one in question.choices
            }
            if offered and value:
                offered.setdefault(value, value)
            return Input(
                path,
                question.label.text(words.language),
                " ".join(question_hints(question, words)),
                "",
                "prose" if question.kind == "text" else "choice" if question.choices else "line",
                value,
                tuple(offered.items()),
            )
        choices = {} if one.kind == "prose" else dict(guide.choices(one))
        if one.kind == "language":
            choices = {key: words.message(f"words.language-{key}") for key in one.keys}
        if one.kind == "yes-no":
            choices = {words.yes_no(answer): words.yes_no(answer) for answer in (True, False)}
        is_closed = bool(choices) and (one.is_closed or one.kind in {"yes-no", "language"})
        if is_closed and value and value not in choices:
            choices[value] = value
        return Input(
            path,
            words.term(one.path),
            asked_guidance(words, one.path, guide.asked),
            guide.mark(one.path),
            "choice" if is_closed else one.kind,
            value,
            tuple(choices.items()) if is_closed else (),
            () if is_closed else tuple(choices.values()),
        )

    def _question(self, path: str) -> Question | None:
        if self.case.group is None or pattern_of(path) != "group_answers[].answer":
            return None
        named = value_at(tree_of(self.shown), f"{path.rpartition('.')[0]}.question")
        return self.case.group.question(named or "")


def chapter_of(path: str) -> str:
    """Return the chapter in which a field is.

    >>> chapter_of("budget.items[2].amount"), chapter_of("date"), chapter_of("")
    ('budget', 'start', 'start')
    """
    name = str(steps(path)[0]) if path else ""
    owner = next((one for one in fields_of() if one.name == name), None)
    return name if owner is not None and owner.part is not None else START


def shown_findings(findings: Sequence[Finding], language: Language) -> list[tuple[str, str, str]]:
    """Return findings as a review lists them: severity, message and path, the gravest first."""
    return [
        (one.severity, one.message(language), one.path)
        for severity in SEVERITIES
        for one in findings
        if one.severity == severity
    ]
