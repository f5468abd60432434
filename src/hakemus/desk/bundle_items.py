"""An item of a bundle: a line of the cover list and the files that belong to it, named after their number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hakemus.documents import Enclosure
from hakemus.files import Member, Pages, pages_of
from hakemus.pdf import Progress, to_pdfs

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
        """Return whether the cover list tells of it: all but what is for one's own use."""
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
