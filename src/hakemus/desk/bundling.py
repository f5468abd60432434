"""The bundle: everything that is handed in, numbered and listed in one archive, which says itself whether it is all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from hakemus.assembly import check, papers_of, print_paper, subject_of, words_of
from hakemus.desk.bundle_contents import WORKBOOK_OF, items_of
from hakemus.desk.bundle_items import DOCX, XLSX, Item, digits_of, with_pdfs
from hakemus.desk.bundle_result import MANIFEST, Bundle, files_of, manifest_of
from hakemus.documents import COVER_LIST, Enclosed, Enclosure, Subject, keeps_incomplete
from hakemus.errors import NotReadyError
from hakemus.files import LARGEST, NOT_NAMED, OF_A_FILE, find_attachments, save_archive
from hakemus.findings import Finding, Report
from hakemus.group import LeaderGroup
from hakemus.model import Application
from hakemus.pdf import Progress
from hakemus.texts import Wording
from hakemus.values.text import file_stem


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

    In it are all papers that the measure asks for, as Word files and with `pdf` as PDF too; the budget as a workbook,
    where openpyxl is installed; the attachments that the application names, seen from the folder `base`, each of at
    most `largest` bytes; a cover list; and a manifest. An archive that is not complete says so in its name.

    Raises `NotReadyError`, whose report tells of the attachments too, while errors stand, unless asked for as a
    `draft`; `PdfError` when LibreOffice is missing or fails; `FileError` when the archive cannot be written or an
    attachment changes meanwhile; otherwise as `render`. Then nothing is written.
    """
    words = words_of(application, language, group)
    attachments = find_attachments(application, Path(base), largest)
    report = _with_findings(check(application, on=on, group=group), attachments.findings)
    _refuse_unready(report, words, draft=draft)
    subject = subject_of(application, words, report.on, group, draft=draft)
    names = papers_of(application, on=report.on)
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


def _refuse_unready(report: Report, words: Wording, *, draft: bool) -> None:
    if report.errors and not draft:
        values = {"errors": len(report.errors), "first": report.errors[0].message(words.language)}
        raise NotReadyError(words.message("report.not-ready", values), report)


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
