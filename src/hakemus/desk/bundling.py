"""The bundle: everything that is handed in, numbered and listed in one archive, which says itself whether it is all."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from hakemus.assembly import paper_file, print_paper, refuse_errors, subject_of, subjects_of
from hakemus.case import Case, known_group
from hakemus.errors import verb
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
from hakemus.files.workbook import budget_workbook
from hakemus.findings import Finding, Report
from hakemus.group import LeaderGroup
from hakemus.model import AnnexState, Application
from hakemus.packaged import library_version
from hakemus.papers import (
    COVER_LIST,
    Document,
    Enclosed,
    Enclosure,
    Subject,
    annex_enclosures,
    asked_documents,
    keeps_incomplete,
    lack_in_words,
    paper_enclosures,
)
from hakemus.pdf import Progress, missing_fonts, to_pdfs
from hakemus.rules import check_case
from hakemus.texts import LANGUAGES, Language
from hakemus.values.money import exact
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
    def missing_fonts(self) -> tuple[str, ...]:
        """Return the fonts of its Word file that its PDF was made without."""
        word, pdf = self.files.get(DOCX), self.files.get(PDF)
        return missing_fonts(word, pdf) if isinstance(word, bytes) and isinstance(pdf, bytes) else ()

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
    names = [item.name(DOCX, digits) for item in items]
    papers = {name: item.files.get(DOCX) for name, item in zip(names, items, strict=True)}
    made = to_pdfs({name: one for name, one in papers.items() if isinstance(one, bytes)}, progress=progress)
    return [
        replace(item, files={**item.files, PDF: made[name]}) if name in made else item
        for name, item in zip(names, items, strict=True)
    ]


# What goes into a bundle, in its order: the papers, the workbook, the annexes, and what is for one's own use.

WORKBOOK_OF = "cost-estimate"
"""The document with which the budget is handed in as a workbook."""


def items_of(subject: Subject, papers: Sequence[Document], found: Attachments, *, data: bool) -> list[Item]:
    """Return everything that belongs to an application: these papers, the workbook, the annexes.

    An annex that is attached takes the place of the paper of its kind: it is the one that was signed. Last comes what
    is for one's own use, without a number.
    """
    application, words = subject.application, subject.words
    kinds = subject.programme.vocabulary("annex_kind")
    entries = (kinds.find(application.annexes[place].kind) for place in found.files)
    attached = {entry.key for entry in entries if entry is not None}
    handed_in: list[Item] = []
    own_use: list[Item] = []
    for paper in papers:
        if paper.key in attached:
            continue
        for one in subjects_of(paper, subject):
            title = ", ".join(filter(None, (paper.title(words), one.item)))
            stem = paper_file(paper, words, one.item).removesuffix(DOCX)
            if paper.for_own_use:
                stem = f"{words.message('bundle.own-use')}/{stem}"
            item = Item(Enclosure(title, stem, ""), {DOCX: print_paper(paper, one, data=data)})
            (own_use if paper.for_own_use else handed_in).append(item)
    if any(paper.key == WORKBOOK_OF for paper in papers) and WORKBOOK_OF not in attached:
        handed_in += _workbook(subject)
    lines = paper_enclosures([(item.row.stem, item.row.title) for item in handed_in], words)
    items = [replace(item, row=line) for item, line in zip(handed_in, lines, strict=True)]
    rows = annex_enclosures(application, subject.programme, words, len(items) + 1)
    for place, (row, annex) in enumerate(zip(rows, application.annexes, strict=True)):
        files: dict[str, Member] = {}
        state = row.state
        if row.number is not None:
            if place in found.files:
                files = {PDF: found.files[place]}
            elif annex.file is not None:
                state = words.message("bundle.state-to-mend")
            elif annex.state is not AnnexState.COMING:
                state = words.message("bundle.state-missing")
        items.append(Item(replace(row, state=state), files))
    return [*items, *own_use]


def _workbook(subject: Subject) -> list[Item]:
    words = subject.words
    row = Enclosure(words.message("bundle.workbook-title"), words.message("bundle.workbook"), "")
    content = budget_workbook(
        subject.application, language=words.language, on=subject.on, group=subject.group
    )
    return [Item(row, {XLSX: content})]


# What came of a bundle: its files with their digests, what is missing, and the manifest that lists both.

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
    from being complete. `lacks_workbook` is never true any more: the workbook needs no library of its own.
    `missing_fonts` are those that its PDFs were made without, see `hakemus.pdf.missing_fonts`.
    """

    path: Path
    language: Language
    draft: bool
    files: tuple[BundledFile, ...]
    report: Report
    missing: tuple[Finding, ...]
    lacks_workbook: bool = False
    missing_fonts: tuple[str, ...] = ()

    @property
    def flawed(self) -> tuple[Finding, ...]:
        """The findings on attachments that go in all the same: they are damaged, or their use is restricted."""
        return tuple(one for one in self.report.findings if one.id == OF_A_FILE and one not in self.missing)

    @property
    def complete(self) -> bool:
        """True when nothing is missing, and it was not made as a draft."""
        return not self.missing and not self.draft


def manifest_of(bundle: Bundle, application: Application) -> bytes:
    """Return the manifest of a bundle as JSON, the same for the same bundle; it lists every file but itself."""
    classification, applicant, report = application.classification, application.applicant, bundle.report
    values = application.model_dump(mode="json", exclude_none=True)
    content: Mapping[str, Any] = {
        "format": _FORMAT,
        "made_by": {"library": "hakemus", "version": library_version()},
        "complete": bundle.complete,
        "draft": bundle.draft,
        "language": bundle.language,
        "law_of": report.on.isoformat(),
        "application": {
            "project": application.project.name,
            "applicant": applicant.name,
            "business_id": applicant.business_id,
            "measure": classification.measure,
            "date": application.date.isoformat() if application.date is not None else None,
            "digest": hashlib.sha256(_json(values, indent=None)).hexdigest(),
        },
        "findings": {name: len(getattr(report, name)) for name in ("errors", "warnings", "notes")},
        "missing": [
            {
                "id": finding.id,
                "path": finding.path,
                "message": {language: finding.message(language) for language in LANGUAGES},
            }
            for finding in bundle.missing
        ],
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
    return _json(content, indent=2)


def _json(value: Mapping[str, Any], indent: int | None) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=indent, sort_keys=indent is None) + "\n").encode()


@verb
@exact
def bundle(
    application: Application,
    folder: str | Path,
    *,
    base: str | Path = ".",
    language: str | None = None,
    on: date | None = None,
    group: LeaderGroup | str | Path | None = None,
    draft: bool = False,
    pdf: bool = False,
    data: bool = True,
    largest: int = LARGEST,
    overwrite: bool = False,
    progress: Progress | None = None,
) -> Bundle:
    """Write everything that is handed in as one archive (ZIP) into a folder, and return what came of it.

    In it are all papers that the measure asks for; the budget as a workbook; the attachments that the application
    names; a cover list; and a manifest. An archive that is not complete says so in its name. When an error is raised,
    nothing is written.

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
    group = known_group(group)
    case = Case.of(application, on=on, group=group, language=language)
    words = case.words
    attachments = find_attachments(application, Path(base), largest)
    report = check_case(case)
    of_files = (replace(finding, words=report.words) for finding in attachments.findings)
    report = replace(report, findings=(*report.findings, *of_files))
    if not draft:
        refuse_errors(report)
    subject, papers = subject_of(case, draft=draft), asked_documents(case)
    items = items_of(subject, papers, attachments, data=data)
    # So many digits that names sort as numbers do.
    digits = max(_LEAST_DIGITS, *(len(str(item.row.number or 0)) for item in items))
    if pdf:
        items = with_pdfs(items, digits, progress)
    missing = tuple(
        finding
        for finding in report.findings
        if keeps_incomplete(finding) or (finding.id == OF_A_FILE and finding.variant == NOT_NAMED)
    )
    # The cover list of all that is not for one's own use, with the number nought.
    is_complete = not missing and not draft
    enclosed = Enclosed(
        tuple(
            item.listed(digits) for item in items if item.row.number is not None or item.row.annex is not None
        ),
        tuple(dict.fromkeys(lack_in_words(finding, words.language) for finding in missing)),
        words.message("bundle.complete" if is_complete else "bundle.incomplete"),
    )
    stem, title = COVER_LIST.stem(words), COVER_LIST.title(words)
    content = print_paper(COVER_LIST, replace(subject, enclosed=enclosed), data=data)
    cover = [Item(Enclosure(title, stem, "", 0), {DOCX: content})]
    # The archive: its files, then the manifest that lists them.
    listed = [*(with_pdfs(cover, digits) if pdf else cover), *items]
    members = {item.name(ending, digits): member for item in listed for ending, member in item.files.items()}
    files = tuple(
        BundledFile(
            item.name(ending, digits),
            item.row.number,
            item.row.title,
            len(member) if isinstance(member, bytes) else member.size,
            hashlib.sha256(member).hexdigest() if isinstance(member, bytes) else member.digest,
            item.pages if ending == PDF else None,
        )
        for item in listed
        for ending, member in item.files.items()
    )
    named = file_stem(application.project.name or "") or file_stem(application.applicant.name or "")
    incomplete = "" if is_complete else words.message("bundle.archive-incomplete")
    name = "-".join(filter(None, (words.message("bundle.archive"), named, incomplete)))
    path = Path(folder) / f"{name}.zip"
    fonts = dict.fromkeys(font for item in listed if pdf for font in item.missing_fonts)
    made = Bundle(path, words.language, draft, files, report, missing, missing_fonts=tuple(fonts))
    save_archive(path, {**members, MANIFEST: manifest_of(made, application)}, overwrite=overwrite)
    return made
