"""What is handed in with an application, numbered in one order: its papers, its workbook, its annexes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hakemus.findings import Finding
from hakemus.model import Annex, AnnexState, Application
from hakemus.programme import Programme
from hakemus.rules.annexes import lacks_annex
from hakemus.texts import Wording
from hakemus.values.text import file_stem


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One thing that is handed in: its title, the name of its file without number and ending, and its state in words.

    `number` is None for what is not handed in: an annex that is not needed, a paper for one's own use. `file` and
    `pages` are there when the file is; `annex` is the place among the application's annexes, or None for what the
    library makes.
    """

    title: str
    stem: str
    state: str
    number: int | None = None
    file: str = ""
    pages: int | None = None
    annex: int | None = None


@dataclass(frozen=True, slots=True)
class Enclosed:
    """All that is handed in, what is missing of it, and whether that is all, each in the words of a language."""

    rows: tuple[Enclosure, ...]
    missing: tuple[str, ...] = ()
    verdict: str = ""


_UNCOVERED = "measure.not-covered"


def keeps_incomplete(finding: Finding) -> bool:
    """Return whether a finding keeps what is handed in from being complete: an error, a lacking annex, no rules."""
    return finding.severity == "error" or finding.id == _UNCOVERED or lacks_annex(finding)


def paper_enclosures(papers: Sequence[tuple[str, str]], words: Wording) -> list[Enclosure]:
    """Return papers, each given by the stem of its file and its title, numbered from one."""
    attached = words.message("bundle.state-attached")
    return [Enclosure(title, stem, attached, number) for number, (stem, title) in enumerate(papers, start=1)]


def annex_enclosures(
    application: Application, programme: Programme, words: Wording, first: int
) -> Iterator[Enclosure]:
    """Yield the annexes of an application, numbered from `first`; one that is still to come keeps its number."""
    kinds, states = programme.vocabulary("annex_kind"), programme.vocabulary("annex_state")
    number = first
    for index, annex in enumerate(application.annexes):
        entry = kinds.find(annex.kind or "")
        kind = entry.label.text(words.language) if entry is not None else annex.kind or ""
        needed = annex.state is not AnnexState.NOT_NEEDED
        yield Enclosure(
            title=_title(annex, kind),
            stem=file_stem(kind or annex.title or "") or words.message("bundle.annex"),
            state=states.label(state.value, words.language) if (state := annex.standing) is not None else "",
            number=number if needed else None,
            annex=index,
        )
        number += needed


def _title(annex: Annex, kind: str) -> str:
    if not kind or not annex.title:
        return kind or annex.title or ""
    return f"{kind}: {annex.title}"
