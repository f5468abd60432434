"""The check of templates: one file, or a folder of them laid out by language and document."""

import difflib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from hakemus.documents import DOCUMENTS, Document, list_documents
from hakemus.errors import FileError, TemplateError, TemplateProblem, WordError
from hakemus.packaged import packaged_folder
from hakemus.proofing.offered import offered_by, unused
from hakemus.proofing.report import TemplateFinding, TemplateReport
from hakemus.proofing.trials import Trial, trials
from hakemus.texts import LANGUAGES, Language
from hakemus.word import Template, inspect
from hakemus.word.language import language_of

_LOCK = "~$"
"""How the file begins that Word keeps beside one that is open."""


def check_templates(folder: str | Path | None = None) -> TemplateReport:
    """Return what is to be mended in the templates of a folder laid out as `LANGUAGE/DOCUMENT.docx`.

    Without a folder, the library's own templates are checked. Every template is compiled, its placeholders are held
    against what its document offers, and it is tried with the examples that come with the library; template and papers
    are looked over for structure and accessibility.
    Raises `FileError` for a folder that is not there or holds no templates.

    >>> check_templates().ok
    True
    """
    place = packaged_folder("templates") if folder is None else Path(folder)
    if not place.is_dir():
        raise FileError(place, "no-folder", f"{place} is no folder; name the one that holds fi, sv or en")
    files = [path for path in sorted(place.rglob("*.docx")) if not path.name.startswith(_LOCK)]
    known = {path: found for path in files if (found := _document_of(path, place)) is not None}
    if not known:
        raise FileError(
            place, "no-templates", f"{place} holds no templates, such as fi/{DOCUMENTS[0].key}.docx"
        )
    findings = [_stray(path, place) for path in files if path not in known]
    for path, (paper, language) in known.items():
        findings += check_template(path, paper, language, path.relative_to(place).as_posix())
    return TemplateReport(
        str(place), tuple(path.relative_to(place).as_posix() for path in known), tuple(findings)
    )


def check_template(path: Path, paper: Document, language: Language, file: str) -> list[TemplateFinding]:
    """Return what is to be mended in one template of a document; findings call it `file`."""
    try:
        template = Template(path)
    except TemplateError as error:
        return [_told(problem, file, "syntax") for problem in error.problems]
    except (FileError, WordError) as error:
        return [TemplateFinding(file, "error", "cannot-open", values={"detail": str(error)})]
    looks = [_told(problem, file, "look") for problem in dict.fromkeys(template.problems())]
    return [
        *_fields(template, paper, file),
        *_language(path, language, file),
        *looks,
        *_tried(template, paper, language, file, looks),
    ]


def _document_of(path: Path, place: Path) -> tuple[Document, Language] | None:
    """Return the document and the language that a file in a folder of templates is for."""
    paper = next((paper for paper in DOCUMENTS if paper.key == path.stem), None)
    language = next((language for language in LANGUAGES if path.parent == place / language), None)
    return (paper, language) if paper is not None and language is not None else None


def _stray(path: Path, place: Path) -> TemplateFinding:
    values = {"documents": list_documents(), "languages": LANGUAGES}
    return TemplateFinding(path.relative_to(place).as_posix(), "note", "stray", values=values)


def _told(problem: TemplateProblem, file: str, kind: str) -> TemplateFinding:
    values = {"detail": problem.message}
    return TemplateFinding(file, "error", kind, problem.part, problem.place, problem.tag, values)


def _fields(template: Template, paper: Document, file: str) -> Iterator[TemplateFinding]:
    offered, used = _offered(paper), template.fields
    for field in used:
        if field not in offered:
            likely = difflib.get_close_matches(field, sorted(offered), n=1, cutoff=0.7)
            kind = "unknown-field-likely" if likely else "unknown-field"
            values = {"field": field, "document": paper.key, **({"likely": likely[0]} if likely else {})}
            yield TemplateFinding(file, "error", kind, values=values)
    if left := unused(offered, used):
        yield TemplateFinding(file, "note", "unused-fields", values={"fields": left})


@cache
def _offered(paper: Document) -> frozenset[str]:
    # Once for each document: it follows from the code and the examples that come with it.
    return offered_by(paper)


def _language(path: Path, language: Language, file: str) -> Iterator[TemplateFinding]:
    found = language_of(path)
    if found and found.split("-")[0].lower() != language:
        values = {"found": found, "expected": language}
        yield TemplateFinding(file, "error", "language", values=values)


def _tried(
    template: Template, paper: Document, language: Language, file: str, known: Iterable[TemplateFinding]
) -> Iterator[TemplateFinding]:
    """Yield what goes wrong when papers of the examples are made; a fault is told once, with the first it shows in."""
    seen = {(finding.part, finding.values["detail"]) for finding in known}
    for trial in trials(paper, language):
        for problem in _faults_of(template, trial):
            if (problem.part, problem.message) not in seen:
                seen.add((problem.part, problem.message))
                values = {"example": trial.name, "detail": problem.message}
                yield TemplateFinding(
                    file, "error", "tried", problem.part, problem.place, problem.tag, values
                )


def _faults_of(template: Template, trial: Trial) -> tuple[TemplateProblem, ...]:
    try:
        return inspect(template.render(trial.content, trial.properties))
    except TemplateError as error:
        return error.problems
    except WordError as error:
        return (TemplateProblem(str(error)),)
