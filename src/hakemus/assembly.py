"""Papers of an application: one, or all that the measure asks for, as files."""

import warnings
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from hakemus import word as word_room
from hakemus.case import Case, known_group
from hakemus.errors import ArgumentError, NotReadyError, UnknownNameError, verb
from hakemus.files import save_all
from hakemus.findings import Report
from hakemus.model import Application
from hakemus.packaged import built, digest_of, keep_built, packaged_folder
from hakemus.papers import Document, Subject, asked_documents, installed_documents, papers_with
from hakemus.papers import document as document_of
from hakemus.papers.paper import carried_data, report_of
from hakemus.programme.built import keep_law
from hakemus.texts import LANGUAGE_TAGS, Language, Wording, wording
from hakemus.texts.wording import keep_texts
from hakemus.values.money import exact
from hakemus.word.branding import Branding
from hakemus.word.package import has_too_many_paragraphs
from hakemus.word.ready import KeptTemplate, Properties, Ready

if TYPE_CHECKING:
    from hakemus.group import LeaderGroup
    from hakemus.word.template import Template


@verb
@exact
def render(
    application: Application,
    name: str | None = None,
    *,
    document: Document | None = None,
    item: str | None = None,
    language: str | None = None,
    on: date | None = None,
    group: "LeaderGroup | str | Path | None" = None,
    draft: bool = False,
    data: bool = True,
) -> bytes:
    """Return a document of an application as a Word file (DOCX); the same input gives the same bytes.

    Args:
        application: What the paper is of.
        name: One of `list_documents()`, or a document of the group's own, whether the measure asks for it or not.
        document: A document of one's own, in the place of a name.
        item: One of `list_items`, of a document that is made once for each of several things.
        language: `"fi"`, `"sv"` or `"en"`; by default the application's own, or the first of the group's when the
            application names none.
        on: The day whose law counts; by default the application's own date.
        group: The Leader group whose templates, messages, logo, colours and font the paper has, with the answers to its
            questions; a path is that of its folder.
        draft: Makes the paper despite errors; every page then says that it is a draft.
        data: Whether the file carries the fields of the document as data, from which `read` reads them back (not of a
            document that is made to be published). Without, it holds only what is seen. A paper of some
            10 000 costs is too long to be read back, which a `UserWarning` says.

    Raises:
        NotReadyError: The application has errors, and no draft is asked for.
        UnknownNameError: The document, item or language is not known.
        DayMissingError: There is neither `on` nor a date in the application.
    """
    if name is None and document is None:
        raise ArgumentError("render", "name", "NoneType", ["str"])
    group = known_group(group)
    paper = document if document is not None else document_of(name or "", group)
    case = Case.of(application, on=on, group=group, language=language)
    if not draft:
        refuse_errors(report_of(case))
    subjects = subjects_of(paper, subject_of(case, draft=draft))
    content = print_paper(paper, _chosen(subjects, item), data=data)
    if data:
        _warn_if_too_long(paper, content, paper.key)
    return content


@verb
def assemble(
    application: Application,
    folder: str | Path,
    *,
    language: str | None = None,
    on: date | None = None,
    group: "LeaderGroup | str | Path | None" = None,
    draft: bool = False,
    overwrite: bool = False,
    data: bool = True,
) -> tuple[Path, ...]:
    """Write every paper that the measure and the application ask for into a folder, and return their paths.

    All papers are made before the first is written.

    Args:
        application: What the papers are of.
        folder: Where they are written; it is made if it isn't there.
        language: As in `render`, and so are `on`, `group`, `draft` and `data`.
        on: As in `render`.
        group: As in `render`.
        draft: As in `render`.
        overwrite: Whether files that exist are replaced.
        data: As in `render`.

    Raises:
        NotReadyError: The application has errors, and no drafts are asked for.
        FileError: A file exists, or cannot be written.
        UnknownNameError: The language is not known.
        DayMissingError: There is neither `on` nor a date in the application.
    """
    papers = make_papers(application, language=language, on=on, group=group, draft=draft, data=data)
    contents = {Path(folder) / name: content for name, content in papers.items()}
    return save_all(contents, overwrite=overwrite)


@verb
@exact
def make_papers(
    application: Application,
    names: Sequence[str] | None = None,
    *,
    language: str | None = None,
    on: date | None = None,
    group: "LeaderGroup | str | Path | None" = None,
    draft: bool = False,
    data: bool = True,
) -> dict[str, bytes]:
    """Return documents of an application as Word files, by the name of the file; checked and counted once for all.

    `names` are of `list_documents()`; without them, those of `papers_of`. A document that is made once for each of
    several things gives a file for each. Raises as `render`.
    """
    group = known_group(group)
    case = Case.of(application, on=on, group=group, language=language)
    papers = asked_documents(case) if names is None else [document_of(name, group) for name in names]
    if not draft:
        refuse_errors(report_of(case))
    subject, made = subject_of(case, draft=draft), dict[str, bytes]()
    for paper in papers:
        for one in subjects_of(paper, subject):
            file = paper_file(paper, case.words, one.item)
            made[file] = print_paper(paper, one, data=data)
            if data:
                _warn_if_too_long(paper, made[file], file)
    return made


class TooLongToReadWarning(UserWarning):
    """A paper was made that is so long that it cannot be read back: `file`. The application's own file can."""

    def __init__(self, file: str) -> None:
        super().__init__(
            f"{file} is too long to be read back from Word; keep the application's file, and change that"
        )
        self.file = file


def _warn_if_too_long(paper: Document, content: bytes, name: str) -> None:
    """Warn of a paper that is longer than what `read` takes of a file, though it was made to be read."""
    if not paper.published and has_too_many_paragraphs(content):
        warnings.warn(TooLongToReadWarning(name), stacklevel=5)


@verb
def papers_of(
    application: Application, *, on: date | None = None, group: "LeaderGroup | str | Path | None" = None
) -> tuple[str, ...]:
    """Return the names of the documents that the measure has among its papers and the application asks for.

    A group's own are among them. Of an unknown measure, every document that the application asks for.
    """
    group = known_group(group)
    return tuple(paper.key for paper in asked_documents(Case.of(application, on=on, group=group)))


@verb
def list_items(
    application: Application, name: str, *, group: "LeaderGroup | str | Path | None" = None
) -> tuple[str, ...]:
    """Return what a document of an application is made once for each of; nothing for one that is made but once.

    Args:
        application: What the document is of.
        name: One of `list_documents()`.
        group: The Leader group whose own documents are known too.

    Raises:
        UnknownNameError: There is no such document.

    >>> list_items(Application(), "project-plan")
    ()
    """
    group = known_group(group)
    return tuple(item.name for item in document_of(name, group).items(application) if item.name)


def file_name(name: str, language: Language, item: str = "") -> str:
    """Return what a document's file is called in a language; one that is made for each of several, with the item.

    >>> file_name("project-plan", "fi")
    'hankesuunnitelma.docx'
    """
    return paper_file(document_of(name), wording(language), item)


def paper_file(paper: Document, words: Wording, item: str = "") -> str:
    """Return what a document's file is called in a language, with the item where there are several."""
    return f"{'-'.join(filter(None, (paper.stem(words), item)))}.docx"


@cache
def template_path(name: str, language: Language) -> Path:
    """Return where the library's own template of a document is, in a language."""
    known = tuple(paper.key for paper in papers_with(None))
    if name not in known:
        raise UnknownNameError("document", name, known)
    return packaged_folder("templates") / language / f"{name}.docx"


def template_of(
    name: str, language: Language, group: "LeaderGroup | None" = None
) -> "Template | KeptTemplate":
    """Return the group's own template of a document, or else the library's with the group's branding on it."""
    if group is not None and (own := group.template(name, language)) is not None:
        return own
    for brought in installed_documents():
        if brought.key == name and (made := _own_template(brought, language, group)) is not None:
            return made
    path = template_path(name, language)
    stamp = path.stat()
    branding = group.branding(language) if group is not None else _NOBODYS
    return _template(path, stamp.st_mtime_ns, stamp.st_size, branding)


def refuse_errors(report: Report) -> None:
    """Raise `NotReadyError` when a report has errors."""
    if report.errors:
        values = {"errors": len(report.errors), "first": report.errors[0].message("en")}
        raise NotReadyError(wording("en").message("report.not-ready", values), report)


def subject_of(case: Case, *, draft: bool) -> Subject:
    """Return what documents are made of: a case with the papers that it asks for; as a draft, or not."""
    return Subject(
        case, draft, papers=lambda: tuple(one for one in asked_documents(case) if not one.for_own_use)
    )


def subjects_of(paper: Document, subject: Subject) -> tuple[Subject, ...]:
    """Return what each paper of a document describes: the application, or one for each thing it is made for."""
    # The same case, or all of it, where nothing is left out: its budget is counted, its report made once.
    case, application = subject.case, subject.application
    return tuple(
        subject
        if item.application is application and item.name == subject.item
        else replace(
            subject,
            case=case if item.application is application else replace(case, application=item.application),
            item=item.name,
        )
        for item in paper.items(application)
    )


def _chosen(subjects: Sequence[Subject], item: str | None) -> Subject:
    if item is None and len(subjects) == 1:
        return subjects[0]
    for subject in subjects:
        if subject.item and subject.item == item:
            return subject
    raise UnknownNameError("item", item or "", tuple(subject.item for subject in subjects if subject.item))


def properties_of(paper: Document, subject: Subject) -> Properties:
    """Return what a paper says of itself: its title, whose it is, its language and day."""
    application, words = subject.application, subject.words
    kind = paper.title(words)
    about = ", ".join(filter(None, (application.project.name, subject.item)))
    return Properties(
        title=f"{kind}: {about}" if about else kind,
        author=application.applicant.name or "",
        language=LANGUAGE_TAGS[words.language],
        created=application.date,
    )


@exact
def print_paper(paper: Document, subject: Subject, *, data: bool) -> bytes:
    """Return a paper, ready or not, with the data it carries or without."""
    language, group = subject.words.language, subject.group
    template = _own_template(paper, language, group) or template_of(paper.key, language, group)
    carried = carried_data(paper, subject, template.digest) if data else None
    return template.render(paper.content(subject), properties_of(paper, subject), carried)


def _own_template(paper: Document, language: Language, group: "LeaderGroup | None") -> "Template | None":
    """Return the template that a document brings itself, with a group's branding; None for one that brings none."""
    source = paper.template(language)
    return (
        None if source is None else _template_from(source, group.branding(language) if group else Branding())
    )


@lru_cache(maxsize=16)
def _template_from(source: str | Path | bytes, branding: Branding) -> "Template":
    from hakemus.word import Template  # noqa: PLC0415 - slow, and seldom needed

    return Template(source, branding=branding)


_NOBODYS = Branding()


@lru_cache(maxsize=128)
def _template(path: Path, _changed: int, _size: int, branding: Branding) -> "Template | KeptTemplate":
    # Made once for each version of the file and each branding; a template is immutable and safe to share.
    kept = None if branding != Branding() else built(_kept_as(path), [path], _engine())
    if kept is not None:
        return KeptTemplate(path, Ready.of_bytes(kept))
    from hakemus.word.template import Template  # noqa: PLC0415 - it knows docxtpl, which takes long to load

    return Template(path, branding=branding)


def keep_all() -> None:
    """Keep the law as checked, all texts as read, and the library's templates as compiled; only a build does."""
    keep_law()
    keep_texts()
    from hakemus.word.template import Template  # noqa: PLC0415 - it knows docxtpl, which takes long to load

    for path in sorted(packaged_folder("templates").glob("*/*.docx")):
        if (ready := Template(path, branding=Branding()).made_ready()) is not None:
            keep_built(_kept_as(path), [path], ready.as_bytes(), _engine())


def _kept_as(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}.bin"


@cache
def _engine() -> str:
    """Return the digest of the code that compiles templates, which doesn't change while it runs."""
    folder = Path(word_room.__file__).parent
    values = folder.parent / "values"  # which it reads text by
    return digest_of(sorted((*folder.glob("*.py"), *folder.glob("*.toml"), *values.glob("*.py"))))
