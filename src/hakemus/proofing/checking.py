"""The check of templates: one file, or a folder of them laid out by language and document."""

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from hakemus.errors import FileError, TemplateError, TemplateProblem, WordError, message_of
from hakemus.group import LeaderGroup
from hakemus.group.folder import DATA as GROUP_FILE
from hakemus.group.folder import QUESTION
from hakemus.packaged import packaged_folder
from hakemus.papers import PAPERS, Document, Paper
from hakemus.papers.offer import board_placeholders, placeholders_of
from hakemus.proofing.trials import Trial, trials
from hakemus.texts import LANGUAGES, Language, in_language, wording
from hakemus.values.as_json import AsJson
from hakemus.word import Branding, Template, inspect
from hakemus.word.properties import language_of

# What was found in templates: for people as lines of text, for machines as JSON.

Severity = Literal["error", "note"]


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
        where = ", ".join(piece for piece in (self.part, in_language(self.place, words.language)) if piece)
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
            "findings": [_as_mapping(finding) for finding in self.findings],
        }


def _as_mapping(finding: TemplateFinding) -> dict[str, Any]:
    return {
        "file": finding.file,
        "severity": finding.severity,
        "kind": finding.kind,
        "part": finding.part,
        "place": finding.place,
        "tag": finding.tag,
        "values": dict(finding.values),
        "message": {language: finding.message(language) for language in LANGUAGES},
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


_LOCK = "~$"
"""How the name of the file begins that Word keeps next to an open one."""


def check_templates(folder: str | Path | None = None, *, group: LeaderGroup | None = None) -> TemplateReport:
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
    place, group = _place_and_group(folder, group)
    if not place.is_dir():
        raise FileError(place, "no-folder", f"{place} is no folder; name the one that holds fi, sv or en")
    files = [path for path in sorted(place.rglob("*.docx")) if not path.name.startswith(_LOCK)]
    known = {path: found for path in files if (found := _document_of(path, place)) is not None}
    if not known:
        example = f"fi/{PAPERS[0].key}.docx"
        raise FileError(place, "no-templates", f"{place} holds no templates, such as {example}")
    findings = [_stray(path, place) for path in files if path not in known]
    offered = {paper.key: offered_by(paper, group) for paper, _ in known.values()}
    for path, (paper, language) in known.items():
        file, tried = path.relative_to(place).as_posix(), trials(paper, language, group)
        case = _Case(path, file, paper, language, group, tried)
        findings += _template_findings(case, offered[paper.key])
    names = tuple(path.relative_to(place).as_posix() for path in known)
    return TemplateReport(str(place), names, tuple(findings))


def check_template(
    path: Path,
    file: str,
    paper: Paper,
    language: Language,
    *,
    group: LeaderGroup | None,
    tried: Iterable[Trial],
) -> list[TemplateFinding]:
    """Return what is to be corrected in one template of a document and its trials; findings call it `file`."""
    return _template_findings(_Case(path, file, paper, language, group, tried), offered_by(paper, group))


def try_template(template: Template, file: str, tried: Iterable[Trial]) -> Iterator[TemplateFinding]:
    """Yield what goes wrong when the papers of trials are made with a template; findings call it `file`."""
    return _tried(template, file, tried, ())


@dataclass(frozen=True, slots=True)
class _Case:
    """A template that is checked: its file and what findings call it, what it is for, whose, and its trials."""

    path: Path
    file: str
    paper: Paper
    language: Language
    group: LeaderGroup | None
    tried: Iterable[Trial]


def _place_and_group(folder: str | Path | None, group: LeaderGroup | None) -> tuple[Path, LeaderGroup | None]:
    """Return where the templates are, and the Leader group that was given, or else whose folder was named."""
    place = packaged_folder("templates") if folder is None else Path(folder)
    if not (place / GROUP_FILE).is_file():
        return place, group
    return place / "templates", group or LeaderGroup.open(place)


def _template_findings(case: _Case, offered: Collection[str]) -> list[TemplateFinding]:
    branding = case.group.branding(case.language) if case.group is not None else Branding()
    try:
        template = Template(case.path, branding=branding)
    except TemplateError as error:
        return [_finding_of(problem, case.file, "syntax") for problem in error.problems]
    except (FileError, WordError) as error:
        return [TemplateFinding(case.file, "error", "cannot-open", values={"detail": message_of(error)})]
    carried = [TemplateFinding(case.file, "note", "carried-data")] if template.was_a_paper else []
    looks = [_finding_of(problem, case.file, "look") for problem in dict.fromkeys(template.problems())]
    return [
        *_fields(template, case, offered),
        *_language(case),
        *carried,
        *looks,
        *_tried(template, case.file, case.tried, looks),
    ]


def _document_of(path: Path, place: Path) -> tuple[Paper, Language] | None:
    """Return the document and the language that a file in a folder of templates is for."""
    paper = next((paper for paper in PAPERS if paper.key == path.stem), None)
    language = next((language for language in LANGUAGES if path.parent == place / language), None)
    return (paper, language) if paper is not None and language is not None else None


def _stray(path: Path, place: Path) -> TemplateFinding:
    values = {"documents": tuple(paper.key for paper in PAPERS), "languages": LANGUAGES}
    return TemplateFinding(path.relative_to(place).as_posix(), "note", "stray", values=values)


def _finding_of(problem: TemplateProblem, file: str, kind: str) -> TemplateFinding:
    values = {"detail": problem.message}
    return TemplateFinding(file, "error", kind, problem.part, problem.place, problem.tag, values)


def _fields(template: Template, case: _Case, offered: Collection[str]) -> Iterator[TemplateFinding]:
    used = template.fields
    for key in used:
        if key not in offered:
            likely = difflib.get_close_matches(key, sorted(offered), n=1, cutoff=0.7)
            kind = "unknown-field-likely" if likely else "unknown-field"
            values = {"field": key, "document": case.paper.key, **({"likely": likely[0]} if likely else {})}
            yield TemplateFinding(case.file, "error", kind, values=values)
    if left := unused(offered, used):
        yield TemplateFinding(case.file, "note", "unused-fields", values={"fields": left})


def _language(case: _Case) -> Iterator[TemplateFinding]:
    found = language_of(case.path)
    if found and found.split("-")[0].lower() != case.language:
        values = {"found": found, "expected": case.language}
        yield TemplateFinding(case.file, "error", "language", values=values)


def _tried(
    template: Template, file: str, tried: Iterable[Trial], known: Iterable[TemplateFinding]
) -> Iterator[TemplateFinding]:
    """Yield what goes wrong when papers of the examples are made; each fault once, with the first paper showing it."""
    seen = {(finding.part, finding.values["detail"]) for finding in known}
    for trial in tried:
        for problem in _faults_of(template, trial):
            if (problem.part, problem.message) not in seen:
                seen.add((problem.part, problem.message))
                values = {"example": trial.name, "detail": problem.message}
                part, place, tag = problem.part, problem.place, problem.tag
                yield TemplateFinding(file, "error", "tried", part, place, tag, values)


def _faults_of(template: Template, trial: Trial) -> tuple[TemplateProblem, ...]:
    try:
        return inspect(template.render(trial.content, trial.properties))
    except TemplateError as error:
        return error.problems
    except WordError as error:
        return (TemplateProblem(message_of(error)),)
