"""The bundle: everything that is handed in, numbered and listed in one archive, which says itself whether it is all."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from hakemus.assembly import (
    asked_papers,
    file_name,
    list_items,
    make_papers,
    print_paper,
    refuse_errors,
    subject_of,
)
from hakemus.case import Case
from hakemus.files import (
    LARGEST,
    NOT_NAMED,
    OF_A_FILE,
    Attachments,
    Member,
    Pages,
    find_attachments,
    pages_of,
    save_archive,
)
from hakemus.findings import Finding, Report
from hakemus.group import LeaderGroup
from hakemus.model import AnnexState, Application
from hakemus.packaged import library_version
from hakemus.papers import (
    COVER_LIST,
    Enclosed,
    Enclosure,
    Subject,
    annex_enclosures,
    document,
    keeps_incomplete,
    paper_enclosures,
)
from hakemus.pdf import Progress, to_pdfs
from hakemus.rules import check_case
from hakemus.texts import LANGUAGES, Language
from hakemus.values.text import file_stem

# An item of a bundle: a line of the cover list and the files that belong to it, named after their number.

DOCX, PDF, XLSX = ".docx", ".pdf", ".xlsx"
_HANDED_IN_FIRST = (PDF, DOCX, XLSX)
_LEAST_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the cover list with its files, by the endings of their names; an annex that is not there has none."""

    row: Enclosure
    files: Mapping[str, Member]

    @property
    def pages(self) -> int | None:
        """Return how many pages its PDF has, where there is one and they can be counted."""
        member = self.files.get(PDF)
        if isinstance(member, bytes):
            found = pages_of(member)
            return found.count if isinstance(found, Pages) else None
        return member.pages if member is not None else None

    @property
    def is_listed(self) -> bool:
        """Return whether the cover list names it: all but what is for one's own use."""
        return self.row.number is not None or self.row.annex is not None

    def listed(self, digits: int) -> Enclosure:
        """Return the line with the name of the file that is handed in, and its pages."""
        file = next((self.name(ending, digits) for ending in _HANDED_IN_FIRST if ending in self.files), "")
        return replace(self.row, file=file, pages=self.pages)

    def name(self, ending: str, digits: int) -> str:
        """Return the name of one of its files: with its number in so many digits, when it is handed in."""
        number = "" if self.row.number is None else f"{self.row.number:0{digits}}-"
        return f"{number}{self.row.stem}{ending}"


def with_pdfs(items: Sequence[Item], digits: int, progress: Progress | None = None) -> list[Item]:
    """Return the items, each that is a Word file with its PDF too; raise `PdfError` when one cannot be made."""
    papers = {item.name(DOCX, digits): item.files[DOCX] for item in items if DOCX in item.files}
    made = to_pdfs(
        {name: content for name, content in papers.items() if isinstance(content, bytes)}, progress=progress
    )
    return [
        replace(item, files={**item.files, PDF: made[name]})
        if (name := item.name(DOCX, digits)) in made
        else item
        for item in items
    ]


def digits_of(items: Sequence[Item]) -> int:
    """Return how many digits the numbers of these items have, so that names sort as numbers do."""
    return max(_LEAST_DIGITS, *(len(str(item.row.number or 0)) for item in items))


# What goes into a bundle, in its order: the papers, the workbook, the annexes, and what is for one's own use.

WORKBOOK_OF = "cost-estimate"
"""The document next to which the budget is handed in as a workbook."""


def items_of(subject: Subject, names: Sequence[str], found: Attachments, *, data: bool) -> list[Item]:
    """Return everything that belongs to an application: its papers of these names, the workbook, the annexes.

    An annex that is attached takes the place of the paper of its kind: it is the one that was signed. Last comes what
    is for one's own use, without a number.
    """
    kept = [name for name in names if name not in _kinds_attached(subject, found)]
    handed_in = list(_papers(subject, [name for name in kept if not document(name).for_own_use], data=data))
    if WORKBOOK_OF in kept:
        handed_in += _workbook(subject)
    lines = paper_enclosures([(item.row.stem, item.row.title) for item in handed_in], subject.words)
    numbered = [replace(item, row=line) for item, line in zip(handed_in, lines, strict=True)]
    rows = annex_enclosures(subject.application, subject.programme, subject.words, len(numbered) + 1)
    own = _papers(subject, [name for name in kept if document(name).for_own_use], data=data)
    return [*numbered, *(_annex(row, found, subject) for row in rows), *map(_put_aside(subject), own)]


def _papers(subject: Subject, names: Sequence[str], *, data: bool) -> Iterator[Item]:
    application, words = subject.application, subject.words
    made = make_papers(
        application,
        names,
        language=words.language,
        on=subject.on,
        group=subject.group,
        draft=subject.draft,
        data=data,
    )
    for name in names:
        for one in list_items(application, name) or ("",):
            file = file_name(name, words.language, one)
            title = ", ".join(filter(None, (words.message(f"documents.{name}.kind"), one)))
            yield Item(Enclosure(title, file.removesuffix(DOCX), ""), {DOCX: made[file]})


def _workbook(subject: Subject) -> Iterator[Item]:
    """Yield the budget as a workbook, if openpyxl is installed."""
    try:
        from hakemus.files.workbook import budget_workbook  # noqa: PLC0415 - an extra may not be there
    except ModuleNotFoundError:
        return
    words = subject.words
    content = budget_workbook(
        subject.application, language=words.language, on=subject.on, group=subject.group
    )
    row = Enclosure(words.message("bundle.workbook-title"), words.message("bundle.workbook"), "")
    yield Item(row, {XLSX: content})


def _kinds_attached(subject: Subject, found: Attachments) -> set[str]:
    """Return the kinds of the annexes whose files are there."""
    kinds = subject.programme.vocabulary("annex_kind")
    annexes = subject.application.annexes
    entries = (kinds.find(annexes[place].kind or "") for place in found.files)
    return {entry.key for entry in entries if entry is not None}


def _annex(row: Enclosure, found: Attachments, subject: Subject) -> Item:
    place = row.annex if row.annex is not None else -1
    annex, words = subject.application.annexes[place], subject.words
    if row.number is None:
        return Item(row, {})
    if place in found.files:
        return Item(row, {PDF: found.files[place]})
    if annex.file is not None:
        return Item(replace(row, state=words.message("bundle.state-to-mend")), {})
    if annex.state is AnnexState.COMING:
        return Item(row, {})
    return Item(replace(row, state=words.message("bundle.state-missing")), {})


def _put_aside(subject: Subject) -> Callable[[Item], Item]:
    folder = subject.words.message("bundle.own-use")
    return lambda item: replace(item, row=replace(item.row, stem=f"{folder}/{item.row.stem}"))


# The result of a bundle: its files with their digests, what is missing, and the manifest that states both.

MANIFEST = "manifest.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class BundledFile:
    """A file of a bundle: its name, title, size in bytes, digest (SHA-256), and its pages if they were counted.

    `number` is None for a file that is not handed in.
    """

    name: str
    number: int | None
    title: str
    size: int
    digest: str
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that was written: where, in which language, what is in it, and what was found.

    `report` holds the findings of the rules and of the attachments; `missing` are those of them that keep the bundle
    from being complete. `lacks_workbook` is true when a workbook belongs to it, and openpyxl is not installed.
    """

    path: Path
    language: Language
    draft: bool
    files: tuple[BundledFile, ...]
    report: Report
    missing: tuple[Finding, ...]
    lacks_workbook: bool = False

    @property
    def flawed(self) -> tuple[Finding, ...]:
        """What is reported about attachments that go in all the same: they are damaged, or their use is restricted."""
        return tuple(one for one in self.report.findings if one.id == OF_A_FILE and one not in self.missing)

    @property
    def complete(self) -> bool:
        """True when nothing is missing, and it was not made as a draft."""
        return not self.missing and not self.draft


def files_of(items: Sequence[Item], digits: int) -> tuple[BundledFile, ...]:
    """Return every file of the items as the manifest states it, in the order of their numbers."""
    return tuple(
        BundledFile(
            item.name(ending, digits),
            item.row.number,
            item.row.title,
            len(member) if isinstance(member, bytes) else member.size,
            hashlib.sha256(member).hexdigest() if isinstance(member, bytes) else member.digest,
            item.pages if ending == PDF else None,
        )
        for item in items
        for ending, member in item.files.items()
    )


def manifest_of(bundle: Bundle, application: Application) -> bytes:
    """Return the manifest of a bundle as JSON, the same for the same bundle; it lists every file but itself."""
    classification, applicant = application.classification, application.applicant
    values = application.model_dump(mode="json", exclude_none=True)
    told: Mapping[str, Any] = {
        "format": _FORMAT,
        "made_by": {"library": "hakemus", "version": library_version()},
        "complete": bundle.complete,
        "draft": bundle.draft,
        "language": bundle.language,
        "law_of": bundle.report.on.isoformat(),
        "application": {
            "project": application.project.name,
            "applicant": applicant.name,
            "business_id": applicant.business_id,
            "measure": classification.measure,
            "date": application.date.isoformat() if application.date is not None else None,
            "digest": hashlib.sha256(_json(values, indent=None)).hexdigest(),
        },
        "findings": {
            "errors": len(bundle.report.errors),
            "warnings": len(bundle.report.warnings),
            "notes": len(bundle.report.notes),
        },
        "missing": [_as_mapping(finding) for finding in bundle.missing],
        "files": [
            {
                "number": file.number,
                "name": file.name,
                "title": file.title,
                "bytes": file.size,
                "pages": file.pages,
                "sha256": file.digest,
            }
            for file in bundle.files
        ],
    }
    return _json(told, indent=2)


def _as_mapping(finding: Finding) -> dict[str, Any]:
    messages = {language: finding.message(language) for language in LANGUAGES}
    return {"id": finding.id, "path": finding.path, "message": messages}


def _json(value: Mapping[str, Any], indent: int | None) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=indent, sort_keys=indent is None) + "\n").encode()


def bundle(
    application: Application,
    folder: str | Path,
    *,
    base: str | Path = ".",
    language: str | None = None,
    on: date | None = None,
    group: LeaderGroup | None = None,
    draft: bool = False,
    pdf: bool = False,
    data: bool = True,
    largest: int = LARGEST,
    overwrite: bool = False,
    progress: Progress | None = None,
) -> Bundle:
    """Write everything that is handed in as one archive (ZIP) into a folder, and return what came of it.

    In it are all papers that the measure asks for; the budget as a workbook, where openpyxl is installed; the
    attachments that the application names; a cover list; and a manifest. An archive that is not complete says so in its
    name. When an error is raised, nothing is written.

    Args:
        application: What is handed in.
        folder: Where the archive is written.
        base: The folder from which the paths of attachments are seen.
        language: As in `render`, and so are `on`, `group`, `draft` and `data`.
        on: As in `render`.
        group: As in `render`.
        draft: As in `render`.
        pdf: Whether papers are in it as PDF too.
        data: As in `render`.
        largest: The largest attachment, in bytes.
        overwrite: Whether an archive that exists is replaced.
        progress: Called with how many papers are done, of how many, and the name of the last.

    Raises:
        NotReadyError: There are errors, of which the report includes those of attachments, and no draft is asked for.
        PdfError: LibreOffice is missing or fails.
        FileError: The archive cannot be written, or an attachment changes meanwhile.
        UnknownNameError: The language is not known.
        DayMissingError: There is neither `on` nor a date in the application.
    """
    case = Case.of(application, on=on, group=group, language=language)
    words = case.words
    attachments = find_attachments(application, Path(base), largest)
    report = _with_findings(check_case(case), attachments.findings)
    if not draft:
        refuse_errors(report, words)
    subject = subject_of(case, draft=draft)
    names = tuple(paper.key for paper in asked_papers(case))
    items = items_of(subject, names, attachments, data=data)
    digits = digits_of(items)
    if pdf:
        items = with_pdfs(items, digits, progress)
    missing = tuple(finding for finding in report.findings if _is_missing(finding))
    cover = [_cover(subject, items, digits, missing, data=data)]
    listed = [*(with_pdfs(cover, digits) if pdf else cover), *items]
    members = {item.name(ending, digits): member for item in listed for ending, member in item.files.items()}
    path = Path(folder) / _archive_name(subject, whole=_is_whole(missing, draft=draft))
    made = Bundle(
        path, words.language, draft, files_of(listed, digits), report, missing, _lacks_workbook(names, items)
    )
    save_archive(path, {**members, MANIFEST: manifest_of(made, application)}, overwrite=overwrite)
    return made


def _with_findings(report: Report, found: tuple[Finding, ...]) -> Report:
    in_its_words = tuple(replace(finding, words=report.words) for finding in found)
    return replace(report, findings=(*report.findings, *in_its_words))


def _is_missing(finding: Finding) -> bool:
    """Return whether a finding keeps a bundle from being complete."""
    return keeps_incomplete(finding) or (finding.id == OF_A_FILE and finding.variant == NOT_NAMED)


def _is_whole(missing: tuple[Finding, ...], *, draft: bool) -> bool:
    return not missing and not draft


def _cover(
    subject: Subject, items: Sequence[Item], digits: int, missing: tuple[Finding, ...], *, data: bool
) -> Item:
    """Return the cover list of these items, which has the number nought."""
    words = subject.words
    whole = _is_whole(missing, draft=subject.draft)
    enclosed = Enclosed(
        tuple(item.listed(digits) for item in items if item.is_listed),
        tuple(finding.message(words.language) for finding in missing),
        words.message("bundle.complete" if whole else "bundle.incomplete"),
    )
    content = print_paper(COVER_LIST, replace(subject, enclosed=enclosed), data=data)
    stem, title = (words.message(f"documents.{COVER_LIST.key}.{name}") for name in ("file", "kind"))
    return Item(Enclosure(title, stem, "", 0), {DOCX: content})


def _lacks_workbook(names: Sequence[str], items: Sequence[Item]) -> bool:
    return WORKBOOK_OF in names and not any(XLSX in item.files for item in items)


def _archive_name(subject: Subject, *, whole: bool) -> str:
    words, application = subject.words, subject.application
    named = file_stem(application.project.name or "") or file_stem(application.applicant.name or "")
    parts = [words.message("bundle.archive"), named]
    if not whole:
        parts.append(words.message("bundle.archive-incomplete"))
    return f"{'-'.join(filter(None, parts))}.zip"
