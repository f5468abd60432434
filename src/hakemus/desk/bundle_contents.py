"""What goes into a bundle, in its order: the papers, the workbook, the annexes, and what is for one's own use."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from hakemus.assembly import file_name, list_items, make_papers
from hakemus.desk.bundle_items import DOCX, PDF, XLSX, Item
from hakemus.documents import Enclosure, Subject, annex_enclosures, document, paper_enclosures
from hakemus.files import Attachments
from hakemus.model import AnnexState

WORKBOOK_OF = "cost-estimate"
"""The document beside which the budget is handed in as a workbook."""


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
