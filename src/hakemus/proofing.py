"""Whether templates can be printed with: each against what its document offers, and tried with the examples."""

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hakemus.assembly import properties_of, subject_of, subjects_of
from hakemus.case import Case, known_group
from hakemus.checking import load
from hakemus.errors import (
    FileError,
    TemplateError,
    TemplateProblem,
    UnknownNameError,
    WordError,
    message_of,
    verb,
)
from hakemus.files import open_meeting, read_record
from hakemus.findings import Severity
from hakemus.group import DATA, LeaderGroup, Question, Voice, asked_and_answered
from hakemus.group.folder import QUESTION
from hakemus.model import Application, Assessment, GroupAnswer, Meeting, Member, Part
from hakemus.model.schema import EACH, fields_of, schema
from hakemus.packaged import packaged_folder
from hakemus.papers import BOARD_DOCUMENTS, PAPERS, Paper, asked_documents, papers_with
from hakemus.papers.paper import Document, Subject
from hakemus.programme import programme_on
from hakemus.reading import files_below, kind_of
from hakemus.rules.board import Session, assess
from hakemus.texts import LANGUAGES, Language, in_language, wording
from hakemus.values.paths import AsJson, plain_path
from hakemus.word import Branding, Properties, Template, inspect
from hakemus.word.branding import branded
from hakemus.word.inspection import inspect_package
from hakemus.word.markup import DEFAULT_LIMITS
from hakemus.word.package import read_package
from hakemus.word.ready import KeptTemplate, language_of

# What a document offers to its template: every placeholder that one may write into it.


def placeholders_of(document: Document) -> tuple[str, ...]:
    """Return every placeholder that a template of a document may show, in the order of the alphabet.

    They are read off the content of an application that has one of everything; `[]` is an item of a list.
    """
    programme = programme_on(None)
    on = programme.first_day
    values = one_of_everything(Application, on)
    values["classification"]["measure"] = programme.vocabulary("measure").keys[
        0
    ]  # which has conditions of its own
    application = Application.model_validate(values)
    application = document.items(application)[0].application
    subject = Subject(Case(application, programme, on, language="fi"), draft=True)
    return tuple(sorted(set(paths_in(document.content(subject)))))


def one_of_everything(part: type[Part], on: date) -> dict[str, Any]:
    """Return plain values in which every table is there, and every list has one item."""
    values: dict[str, Any] = {}
    for one in fields_of(part):
        if one.part is not None:
            inner = one_of_everything(one.part, on)
            values[one.name] = [inner] if one.is_list else inner
        elif one.kind == "year":
            values[one.name] = on.year
    return values


def paths_in(value: object, path: str = "") -> Iterator[str]:
    """Yield the path of everything in the content of a paper, and the paths on the way."""
    if path:
        yield path
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from paths_in(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from paths_in(item, f"{path}[]")


# What the papers of a board offer to their templates: every placeholder that one may write into them.

_DRAFT = True
_REFERENCE = {"title": "t", "section": "s", "address": "a"}


def board_placeholders() -> dict[str, tuple[str, ...]]:
    """Return every placeholder that a template of each paper may show, by the paper's name, in alphabetical order.

    They are read off the papers of a meeting that has one of everything; `[]` is an item of a list.

    >>> "scoring.scores[].points" in board_placeholders()["board-statement"]
    True
    """
    words, on = wording("fi"), programme_on(None).first_day
    criteria: list[dict[str, Any]] = [
        {"key": "gate", "kind": "gate", "label": {"fi": "x"}},
        {"key": "score", "kind": "score", "label": {"fi": "x"}, "points": [0, 1], "block": "block"},
    ]
    blocks = [{"key": "block", "label": {"fi": "x"}}]
    selection = {"from": on, "reference": _REFERENCE, "criteria": criteria, "blocks": blocks}
    group = LeaderGroup.from_mapping({"name": {"fi": "x"}, "selections": [selection]})
    application = Application.model_validate(one_of_everything(Application, on))
    voice = Voice("x", Assessment())
    assessed = assess(application, Assessment(), group, on, [voice])
    meeting = Meeting(members=(Member(name="x"),))
    session = Session(meeting, group, [("x", assessed)])
    found: dict[str, tuple[str, ...]] = {}
    for paper in BOARD_DOCUMENTS:
        contents = (paper.content(one) for *_, one in paper.subjects(session, words, _DRAFT))
        found[paper.key] = tuple(sorted({path for content in contents for path in paths_in(content)}))
    return found


# What was found in templates: for people as lines of text, for machines as JSON.


@dataclass(frozen=True, slots=True)
class TemplateFinding:
    """One thing to correct (`error`) or to know (`note`) in a template.

    `kind` names what was found and never changes; `file` is the template, seen from the folder; `part`, `place` and
    `tag` are where in it, as far as there is such a place; `values` are what the message states.
    """

    file: str
    severity: Severity
    kind: str
    part: str = ""
    place: str = ""
    tag: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    def message(self, language: str) -> str:
        """Return the finding in plain words; what the Word engine says of it as far as the catalogue knows it."""
        words, detail = wording(language), self.values.get("detail")
        said = {} if detail is None else {"detail": in_language(detail, words.language)}
        return words.message(f"templates.{self.kind}", {**self.values, **said})

    def line(self, language: str) -> str:
        """Return the finding with its place, as one line."""
        words = wording(language)
        where = ", ".join(filter(None, (self.part, in_language(self.place, words.language))))
        tag = f" [{self.tag}]" if self.tag else ""
        severity = words.message(f"words.{self.severity}")
        return f"{severity}: {f'{where}: ' if where else ''}{self.message(language)}{tag}"


@dataclass(frozen=True, slots=True)
class TemplateReport(AsJson):
    """What was found in the templates of a folder.

    >>> TemplateReport("templates", ("fi/application.docx",), ()).ok
    True
    """

    folder: str
    templates: tuple[str, ...]
    findings: tuple[TemplateFinding, ...]

    @property
    def errors(self) -> tuple[TemplateFinding, ...]:
        """Return what keeps papers from being made, or makes them unsound or inaccessible."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def notes(self) -> tuple[TemplateFinding, ...]:
        """Return what is good to know, such as what a document offers and its template does not show."""
        return tuple(finding for finding in self.findings if finding.severity == "note")

    @property
    def ok(self) -> bool:
        """True when papers can be made with every template."""
        return not self.errors

    def to_text(self, language: str) -> str:
        """Return the report as lines of text: each template with what was found in it, then how much there was."""
        words = wording(language)
        lines: list[str] = []
        for file in dict.fromkeys((*self.templates, *(finding.file for finding in self.findings))):
            own = [finding for finding in self.findings if finding.file == file]
            lines.append(file if own else words.message("templates.well", {"file": file}))
            lines += [f"  {finding.line(language)}" for finding in own]
        counts = {"templates": len(self.templates), "errors": len(self.errors), "notes": len(self.notes)}
        return "\n".join([*lines, words.message("templates.counts", counts)])

    def as_mapping(self) -> dict[str, Any]:
        """Return the report as plain values: verdict, templates, and findings with their messages in all languages."""
        return {
            "folder": self.folder,
            "ok": self.ok,
            "templates": list(self.templates),
            "findings": [
                {
                    **{name: getattr(finding, name) for name in TemplateFinding.__slots__},
                    "values": dict(finding.values),
                    "message": {language: finding.message(language) for language in LANGUAGES},
                }
                for finding in self.findings
            ],
        }


# What a document offers to its template: every path, from the model and from what the document adds to it.


def offered_by(paper: Paper, group: LeaderGroup | None = None) -> frozenset[str]:
    """Return the paths of everything that a document offers, such as `budget.items[].amount`, and those on the way.

    To a Leader group's own template, the answers to the group's questions are offered too; a paper
    of its board shows none of them.
    """
    if not isinstance(paper, Document):
        return frozenset(board_placeholders()[paper.key])
    questions = group.questions if group is not None else ()
    return frozenset((*placeholders_of(paper), *(f"{QUESTION}.{question.key}" for question in questions)))


def unused(offered: Collection[str], used: Collection[str]) -> tuple[str, ...]:
    """Return what a template shows nothing of: values, or a whole part or list where it shows none of its values.

    >>> unused(["plan", "plan.need", "plan.area", "annexes", "annexes[]", "annexes[].kind"], ["plan.need"])
    ('annexes', 'plan.area')
    """
    reached = {way for path in used for way in (path, *ways_to(path))}
    only_ways = {way for path in offered for way in ways_to(path)}
    left = {
        next(way for way in (*ways_to(path), path) if way not in reached)
        for path in offered
        if path not in reached and path not in only_ways
    }
    return tuple(sorted(left))


def ways_to(path: str) -> tuple[str, ...]:
    """Return the paths that lead to one, the shortest first.

    >>> ways_to("budget.items[].amount")
    ('budget', 'budget.items', 'budget.items[]')
    """
    steps = path.replace("[]", ".[]").split(".")
    return tuple(".".join(steps[:count]).replace(".[]", "[]") for count in range(1, len(steps)))


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What a template may show: its path, and the field that it shows (`[]` is an item of a list), if it is one."""

    path: str
    field: str = ""

    @property
    def tag(self) -> str:
        """Return what to write in Word; of an item of a list, which is written in a loop, its path alone."""
        if "[]" in self.path:
            return self.path
        known = schema().get(self.field)
        return f"{{{{{'p' if known is not None and known.is_long else ''} {self.path} }}}}"

    def term(self, language: Language) -> str:
        """Return what the field is called; of what is counted or said by the paper, nothing."""
        return wording(language).term(plain_path(self.field)) if self.field else ""

    def as_mapping(self) -> dict[str, Any]:
        """Return it as plain values, with the field's name in all languages."""
        term = {language: self.term(language) for language in LANGUAGES}
        return {"path": self.path, "tag": self.tag, "field": self.field, "term": term}


@verb
def list_placeholders(name: str, group: LeaderGroup | str | Path | None = None) -> tuple[Placeholder, ...]:
    """Return what the template of a document may show, in the order of the alphabet.

    Args:
        name: The document: the library's, or the group's own.
        group: The Leader group whose documents and questions are known too.

    Raises:
        UnknownNameError: There is no such document.

    >>> [one.tag for one in list_placeholders("poster") if one.field == "project.name"]
    ['{{ project.name }}']
    """
    group = known_group(group)
    papers = {paper.key: paper for paper in papers_with(group)}
    if name not in papers:
        raise UnknownNameError("document", name, tuple(papers))
    paper = papers[name]
    offered = offered_by(paper, group)
    ways = {way for path in offered for way in ways_to(path)}
    of_item = EACH[paper.each] if isinstance(paper, Document) and paper.each else ("", "")

    def shown(path: str) -> str:
        first, _, rest = path.partition(".")
        field = f"{of_item[0]}[].{rest}" if rest and first == of_item[1] else path
        return field if field in schema() else ""

    leaves = (path for path in offered if path not in ways and not path.endswith("[]"))
    return tuple(Placeholder(path, shown(path)) for path in sorted(leaves))


# What templates are tried with: the content that each document makes of the examples that come with the library.

NO_DATA = "–"
"""The name of the trial that is made of no data at all."""
_MEETING = "board-meeting"
_ANSWERS = {"number": "12", "money": "1200,50", "day": "2024-03-01", "yes-no": "true"}


@dataclass(frozen=True, slots=True)
class Trial:
    """The content of a document for one example, and what the paper says of itself."""

    name: str
    content: dict[str, Any]
    properties: Properties


Examples = Sequence[tuple[str, Subject]]
"""What documents are made of for each example, by its name: its budget is counted once for all of them."""


def example_subjects(language: Language, group: LeaderGroup | None = None) -> Examples:
    """Return what documents are made of for every example, and for a draft without any data.

    With a Leader group, the examples answer the questions that it asks of them, in its words, and one more applies for
    each support form of its own.
    """
    subjects: list[tuple[str, Subject]] = []
    for name, example in (*examples(), (NO_DATA, Application())):
        application = example if group is None or name == NO_DATA else _answering(example, group)
        day = application.date or application.project.start_date or programme_on(None).first_day
        case = Case.of(application, on=day, group=group, language=language)
        subjects.append((name, subject_of(case, draft=name == NO_DATA)))
    if group is not None:
        for form in group.support_forms:
            application = _answering(_applying(form.key), group.of_form(form))
            case = Case.of(application, on=form.start, group=group, language=language)
            subjects.append((form.key, subject_of(case, draft=True)))
    return subjects


def _applying(form: str) -> Application:
    """Return the example that fills the most, for a support form of a group's own."""
    fullest = dict(examples())["cooperation-complete"]
    classified = fullest.classification.model_copy(update={"measure": form})
    return fullest.model_copy(update={"classification": classified})


def trials(
    paper: Paper, language: Language, group: LeaderGroup | None = None, subjects: Examples | None = None
) -> Iterator[Trial]:
    """Yield a document's content for every example, and for a draft without any data.

    The documents of a board are tried with the example of a meeting, then with the group's criteria. `subjects` are
    those of `example_subjects`, where several documents are tried with them.
    """
    if isinstance(paper, Document):
        for name, subject in example_subjects(language, group) if subjects is None else subjects:
            if subject.case.own_form is not None and paper not in asked_documents(subject.case):
                continue
            for one in subjects_of(paper, subject):
                tried = f"{name}/{one.item}" if one.item else name
                yield Trial(tried, paper.content(one), properties_of(paper, one))
        return
    example_meeting = _example_meeting()
    board = group or example_meeting.group
    if group is not None:
        applications = [
            (name, assess(one.case.application, one.assessment, group, one.case.day, one.voices))
            for name, one in example_meeting.applications
        ]
        example_meeting = Session(example_meeting.meeting, group, applications)
    nothing = assess(Application(), Assessment(), board, programme_on(None).first_day)
    words = board.wording(language)
    for name, session in (
        (_MEETING, example_meeting),
        (NO_DATA, Session(Meeting(members=(Member(name=NO_DATA),)), board, [(NO_DATA, nothing)])),
    ):
        draft = name == NO_DATA
        for item, about, stated in paper.subjects(session, words, draft):
            properties = paper.properties(board, words, about, session.meeting.date)
            yield Trial(name if draft or not item else f"{name}/{item}", paper.content(stated), properties)


@cache
def examples() -> tuple[tuple[str, Application], ...]:
    """Return the examples that come with the library, by name."""
    folder = packaged_folder("examples")
    files = [(path.parent.name, load(path)) for path in sorted(folder.glob("*/application.toml"))]
    records = [
        (path.parent.name, read_record(path.read_text(encoding="utf-8")).to_application())
        for path in sorted(folder.glob("*/record.txt"))
    ]
    return (*files, *records)


@cache
def _example_meeting() -> Session:
    folder = open_meeting(packaged_folder("examples") / _MEETING)
    applications = [(name, folder.assessed(name)) for name in folder.names]
    return Session(folder.meeting, folder.group, applications)


def _answering(application: Application, group: LeaderGroup) -> Application:
    """Return an application with an answer that fits each question that a group asks of it."""

    def answer(question: Question) -> str:
        if question.kind == "choice":
            return question.choices[0].key
        return _ANSWERS.get(question.kind, question.label.text("fi"))[: question.longest]

    asked = [one.question for one in asked_and_answered(application, group.questions)]
    answers = tuple(GroupAnswer(question=question.key, answer=answer(question)) for question in asked)
    return application.model_copy(update={"group_answers": answers})


# The check of templates: one file, or a folder of them laid out by language and document.

_LOCK = "~$"
"""How the name of the file begins that Word keeps next to an open one."""


@verb
def check_templates(
    folder: str | Path | None = None, *, group: LeaderGroup | str | Path | None = None
) -> TemplateReport:
    """Return what is to be corrected in the templates of a folder laid out as `LANGUAGE/DOCUMENT.docx`.

    Every template is compiled, its placeholders are compared with what its document offers, and it is tried with the
    examples that come with the library; template and papers are examined for structure and accessibility.

    Args:
        folder: The folder, also a Leader group's, whose questions and look are then used; by default the library's own.
        group: The Leader group whose questions and look are used instead.

    Raises:
        FileError: The folder isn't there, or holds no templates.
        DataError: It is a group's folder with faults in it.

    >>> check_templates(packaged_folder("examples") / "groups" / "mallimaa").ok
    True
    """
    group = known_group(group)
    place = packaged_folder("templates") if folder is None else Path(folder)
    if kind_of(place / DATA) == "file":
        group, place = group or LeaderGroup.open(place), place / "templates"
    if kind_of(place) != "folder":
        raise FileError(place, "no-folder", f"{place} is no folder; name the one that holds fi, sv or en")
    files, closed = files_below(place)
    if closed:
        raise FileError(closed[0], "unreadable", f"{closed[0]} cannot be read; check its permissions")
    files = [path for path in files if path.suffix == ".docx" and not path.name.startswith(_LOCK)]
    expected = {
        place / language / f"{paper.key}.docx": (paper, language)
        for paper in papers_with(group)
        for language in LANGUAGES
    }
    known = {path.relative_to(place).as_posix(): path for path in files if path in expected}
    subjects = {
        language: example_subjects(language, group)
        for _, language in map(expected.__getitem__, known.values())
    }
    if not known:
        example = f"fi/{PAPERS[0].key}.docx"
        raise FileError(place, "no-templates", f"{place} holds no templates, such as {example}")
    values = {"documents": tuple(paper.key for paper in papers_with(group)), "languages": LANGUAGES}
    strays = [path.relative_to(place).as_posix() for path in files if path not in expected]
    findings = [TemplateFinding(file, "note", "stray", values=values) for file in strays]
    for file, path in known.items():
        paper, language = expected[path]
        tried = trials(paper, language, group, subjects[language])
        findings += check_template(path, file, paper, language, group=group, tried=tried)
    return TemplateReport(str(place), tuple(known), tuple(findings))


def check_template(
    path: Path,
    file: str,
    paper: Paper,
    language: Language,
    *,
    group: LeaderGroup | None,
    tried: Iterable[Trial],
    compiled: Template | None = None,
) -> list[TemplateFinding]:
    """Return what is to be corrected in one template of a document and its trials; findings call it `file`.

    `compiled` is what the file is compiled to in the group's look, where somebody has it already.
    """
    branding = group.branding(language) if group is not None else Branding()
    try:
        template = compiled or Template(path, branding=branding)
    except TemplateError as error:
        return [_error(file, "syntax", problem) for problem in error.problems]
    except (FileError, WordError) as error:
        return [TemplateFinding(file, "error", "cannot-open", values={"detail": message_of(error)})]
    findings: list[TemplateFinding] = []
    # Its placeholders, against what the document offers.
    offered = sorted(offered_by(paper, group))
    for key in template.fields:
        if key not in offered:
            values = {"field": key, "document": paper.key}
            likely = difflib.get_close_matches(key, offered, n=1, cutoff=0.7)
            if likely:
                values["likely"] = likely[0]
            kind = "unknown-field-likely" if likely else "unknown-field"
            findings.append(TemplateFinding(file, "error", kind, values=values))
    if left := unused(offered, template.fields):
        findings.append(TemplateFinding(file, "note", "unused-fields", values={"fields": left}))
    # The file itself.
    found = language_of(path)
    if found and found.split("-")[0].lower() != language:
        values = {"found": found, "expected": language}
        findings.append(TemplateFinding(file, "error", "language", values=values))
    if template.was_a_paper:
        findings.append(TemplateFinding(file, "note", "carried-data"))
    looks = list(dict.fromkeys(template.problems()))
    findings += [_error(file, "look", problem) for problem in looks]
    return [*findings, *try_template(template, file, tried, looks)]


def try_look(path: Path, file: str, branding: Branding) -> Iterator[TemplateFinding]:
    """Yield what goes wrong with a template of the library in the look of a house; findings call it `file`.

    The look is the same whatever is printed, so that nothing need be compiled or printed for it.
    """
    package = branded(read_package(path), branding, DEFAULT_LIMITS)
    for problem in dict.fromkeys(inspect_package(package, DEFAULT_LIMITS)):
        yield _error(file, "look", problem)


def try_template(
    template: Template | KeptTemplate,
    file: str,
    tried: Iterable[Trial],
    known: Iterable[TemplateProblem] = (),
) -> Iterator[TemplateFinding]:
    """Yield what goes wrong when the papers of trials are made with a template; findings call it `file`.

    A fault is reported once, with the first trial that it shows in; one that is known already, not at all.
    """
    seen = {(problem.part, problem.message) for problem in known}
    for trial in tried:
        try:
            problems = inspect(template.render(trial.content, trial.properties))
        except TemplateError as error:
            problems = error.problems
        except WordError as error:
            problems = (TemplateProblem(message_of(error)),)
        for problem in problems:
            if (problem.part, problem.message) not in seen:
                seen.add((problem.part, problem.message))
                yield _error(file, "tried", problem, example=trial.name)


def _error(file: str, kind: str, problem: TemplateProblem, **values: str) -> TemplateFinding:
    shown = {**values, "detail": problem.message}
    return TemplateFinding(file, "error", kind, problem.part, problem.place, problem.tag, shown)
