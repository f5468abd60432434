"""An application as text: every field, and every answer to a group's questions, as it is printed in a language."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from hakemus import group as groups
from hakemus.model import Application, Part
from hakemus.model.schema import Field, fields_of
from hakemus.model.vocabulary import ClosedList
from hakemus.programme import Programme, programmes
from hakemus.texts import LANGUAGE_TAGS, Language, Wording
from hakemus.values.typed import print_account_number
from hakemus.word import Control, ControlKind, Prose, Shown

if TYPE_CHECKING:
    from hakemus.group import Answered, Facts, LeaderGroup, Question

# The places of a paper where a form says what to write; in a paper that isn't a form, nothing is there.

GUIDED: tuple[str, ...] = (
    "classification",
    "project.public_description",
    "applicant",
    "applicant.signatories",
    "responsible_person",
    "contact_person",
    "partners",
    "companies",
    "companies.earlier_aid",
    "preparation",
    "business",
    "business.earlier_aid",
    "plan",
    *(f"plan.{name}" for name in type(Application().plan).model_fields),
    "budget.items",
    "budget.in_kind_work",
    "budget.income",
    "budget.financing",
    "budget.financing.other_public",
    "budget.financing.private",
    "budget.price_evidence",
    "annexes",
    "group_answers",
)
"""The parts, lists and headings whose guidance a template may show, by their paths."""

HOW = "how"
"""The name of the guidance at the beginning: how the form is filled."""


def guidance_name(path: str) -> str:
    """Return what the guidance of a path is called in a template, below `guidance`.

    >>> guidance_name("budget.items")
    'budget_items'
    """
    return path.replace(".", "_")


NO_GUIDANCE: Mapping[str, Prose] = {guidance_name(path): Prose("") for path in (HOW, *GUIDED)}
"""What a paper that isn't a form has in the places of the guidance."""


Presented = str | Prose | dict[str, Any] | list[Any]


def present(part: Part, words: Wording, programme: Programme, names: Sequence[str] = ()) -> dict[str, Any]:
    """Return a part's fields as text in a language: what is missing is empty text, tables are mappings, lists lists.

    `names` are the fields wanted; without them, all. Choices and the register's words are in the language of the
    paper; where the register's own wording is Finnish and the paper isn't, it is printed next to the translation,
    which is only ours.
    """
    return Presenter(words, programme).part(part, names)


class _Line(NamedTuple):
    """A field as it is presented: how the patterns of its part begin, and its control (None for prose and for parts).

    `blank` is what it shows that nobody filled, where it has one place only.
    """

    name: str
    field: Field
    pattern: str
    control: Control | None
    blank: Shown | Prose | None


@cache
def _known_lines(
    _language: Language, _programme: str, _yes_no: tuple[str, ...]
) -> dict[tuple[type[Part], str], dict[str, _Line]]:
    # The fields of a part at its place in the application are written down when they are first asked for. They depend
    # on these three and on nothing else, as long as the programme is one that comes with the library.
    return {}


class Presenter:
    """Writes the fields of parts as text in a language."""

    def __init__(self, words: Wording, programme: Programme) -> None:
        self._words = words
        self._programme = programme
        self._choices: dict[tuple[type[ClosedList], ClosedList], str] = {}
        self._yes_no = tuple(map(words.yes_no, (True, False)))
        own = any(programme is known for known in programmes())
        self._lines = _known_lines(words.language, programme.name, self._yes_no) if own else {}

    def part(
        self, part: Part, names: Sequence[str] = (), place: str = "", pattern: str = ""
    ) -> dict[str, Any]:
        """Return the fields of a part (`names`, or all) that is at a place of the application."""
        key = type(part), pattern
        lines = self._lines.get(key) or self._lines.setdefault(
            key, self._lines_of(type(part), place, pattern)
        )
        shown: dict[str, Presented] = {}
        # A paper has hundreds of fields: each is written here, without a call of its own.
        for name, field, inner, control, blank in map(lines.__getitem__, names) if names else lines.values():
            value = getattr(part, name)
            if value is None and blank is not None:
                shown[name] = blank
            elif control is not None:
                shown[name] = Shown("" if value is None else self.line(field, value), place + name, control)
            elif field.part is None:
                shown[name] = Prose(value or "", tag=place + name)
            elif field.is_list:
                shown[name] = [
                    self.part(item, (), f"{place}{name}[{index}].", inner) for index, item in enumerate(value)
                ]
            else:
                shown[name] = self.part(value, (), f"{place}{name}.", inner)
        return shown

    def _lines_of(self, part: type[Part], place: str, pattern: str) -> dict[str, _Line]:
        lines: dict[str, _Line] = {}
        for field in fields_of(part):
            name, path, control = field.name, pattern + field.name, None
            blank: Shown | Prose | None = None
            if field.part is None:
                control = self._control(field, place, path) if field.kind != "prose" else None
                if "[" not in place:
                    blank = Shown("", place + name, control) if control else Prose("", tag=place + name)
            lines[name] = _Line(name, field, f"{path}.", control, blank)
        return lines

    def _control(self, field: Field, place: str, pattern: str) -> Control:
        choices: tuple[str, ...] = ()
        if "[" not in place:  # in rows, which are many, a list of choices in every row would make large files
            yes_no = self._yes_no if field.kind == "yes-no" else ()
            keys = self._programme.vocabulary(field.vocabulary).keys if field.is_of_programme else field.keys
            choices = yes_no or tuple(self.choice(field.choices(key)) for key in keys if field.choices)
        filled: ControlKind = "choice" if choices else "date" if field.kind == "day" else "text"
        words = self._words
        return Control(words.term(pattern), filled, choices, LANGUAGE_TAGS[words.language])

    def line(self, field: Field, value: object) -> str:
        """Return a value of a field in one line."""
        words = self._words
        if isinstance(value, Decimal):  # first, since most of what a paper holds is money
            if field.kind == "money":
                return words.money(value)
            return words.percent(value) if field.kind == "percent" else words.number(value)
        if isinstance(value, ClosedList):
            return self.choice(value)
        if field.kind == "language":
            return words.message(f"words.language-{value}")
        if field.vocabulary:
            return self._register_words(field.vocabulary, str(value))
        if isinstance(value, bool):
            return words.yes_no(value)
        if isinstance(value, date):
            return words.day(value)
        return print_account_number(str(value)) if field.name == "iban" else str(value)

    def choice(self, value: ClosedList) -> str:
        """Return the label of a choice, behind its code where it has one."""
        key = (type(value), value)  # the same key may be in two lists
        if (known := self._choices.get(key)) is None:
            known = self._choices[key] = self._choice(value)
        return known

    def _choice(self, value: ClosedList) -> str:
        entry = self._programme.vocabulary(value.vocabulary()).find(value.value)
        if entry is None:  # a key of another programme, in a draft without a day
            return value.value
        label = entry.label.text(self._words.language)
        return f"{value.value} – {label}" if value.is_code else label

    def _register_words(self, vocabulary: str, text: str) -> str:
        entry = self._programme.vocabulary(vocabulary).find(text)
        if entry is None:
            return text
        label = entry.label.text(self._words.language)
        if text in (entry.key, label):
            return label
        return self._words.message("words.in-register", {"label": label, "text": text})


# The Leader group on a paper: its name, and the answers to its own questions, each printed as it was asked.


def shown_group(group: "LeaderGroup | None", application: Application, words: Wording) -> dict[str, Any]:
    """Return what a paper says of the group; without its data, only what the application calls it."""
    named = application.leader_group or ""
    if group is None:
        return {"name": named, "business_id": "", "website": ""}
    name = group.name.text(words.language) if not named or group.is_called(named) else named
    return {"name": name, "business_id": group.business_id or "", "website": group.website or ""}


def answers_by_key(
    group: "LeaderGroup | None", application: Application, words: Wording, *, read_back: bool
) -> dict[str, Any]:
    """Return the answer to each of the group's questions by its key; a text as paragraphs, all else as a line.

    Where the document carries the answers (`read_back`), each knows its place in the application.
    """
    if group is None:
        return {}
    shown: dict[str, Any] = {
        question.key: _answer_content(question, "", "", words) for question in group.questions
    }
    for one in groups.asked_and_answered(application, group.questions):
        place = f"group_answers[{place_of(one.question, application, group)}].answer" if read_back else ""
        shown[one.question.key] = _answer_content(one.question, _answer_text(one, words), place, words)
    return shown


def _answer_content(question: "Question", text: str, place: str, words: Wording) -> Prose | str:
    if question.kind == "text":
        return Prose(text, tag=place)
    line = " ".join(text.split())
    return Shown(line, place, Control(question.label.text(words.language))) if place else line


def shown_answers(
    group: "LeaderGroup",
    application: Application,
    words: Wording,
    presented: Sequence[dict[str, Any]],
    *,
    draft: bool,
    facts: "Facts | None" = None,
) -> list[Mapping[str, Any]]:
    """Return the answers in the order of the questions, under the question in the paper's language.

    Answers that nobody asks for come last, as they are in the application. In a draft, what must be answered and is
    not says so. Each knows its place in the application (`presented` are its answers as printed without the group's
    data), so that it reads back; an answer that is not there yet, the place that it would have.
    """
    gap = words.message("documents.to-complete")
    shown: list[Mapping[str, Any]] = []
    for one in groups.asked_and_answered(application, group.questions, facts):
        text = _answer_text(one, words) or (gap if draft and one.question.required else "")
        place = place_of(one.question, application, group)
        if text:
            label = one.question.label.text(words.language)
            known = presented[place]["question"] if place < len(presented) else label
            shown.append({"question": _with_label(known, label), "answer": _answer_prose(text, place)})
    for index in groups.unasked(application, group.questions, facts):
        answer = application.group_answers[index].answer or ""
        shown.append({"question": presented[index]["question"], "answer": _answer_prose(answer, index)})
    return shown


def place_of(question: "Question", application: Application, group: "LeaderGroup") -> int:
    """Return where the answer to a question is in an application, or would be."""
    given = [answer.question or "" for answer in application.group_answers]
    for index, text in enumerate(given):
        if question.is_called(text) and application.group_answers[index].answer is not None:
            return index
    there = next((index for index, text in enumerate(given) if question.is_called(text)), None)
    if there is not None:
        return there
    asked = [one.question for one in groups.asked_and_answered(application, group.questions)]
    lacking = [one for one in asked if not any(one.is_called(text) for text in given)]
    return len(given) + lacking.index(question)


def group_texts(content: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of a paper that are printed in a group's words, by their places: they read back without it."""
    texts: dict[str, str] = {}
    name = content.get("leader_group")
    for value in (name, *(one for answer in content.get("group_answers", ()) for one in answer.values())):
        if isinstance(value, Shown):
            texts[value.tag] = str(value)
        elif isinstance(value, Prose) and value.tag:
            texts[value.tag] = "".join(block.text for block in value.blocks)
    return texts


def _answer_prose(text: str, place: int) -> Prose:
    return Prose(text, tag=f"group_answers[{place}].answer")


def _with_label(known: str, label: str) -> str:
    return Shown(label, known.tag, known.control) if isinstance(known, Shown) else label


def _answer_text(one: "Answered", words: Wording) -> str:
    if one.value is None:
        return ""
    return one.text if isinstance(one.value, groups.Misread) else one.question.write(one.value, words)
