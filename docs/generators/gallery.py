"""The gallery: every document with a place for its pictures, and which example they show."""

from collections.abc import Iterator

from showcase import shown_trial

from generators.markdown import code, page
from hakemus.documents import BOARD_DOCUMENTS, DOCUMENTS, Paper
from hakemus.texts import LANGUAGES, wording


def gallery_page() -> str:
    """Return the page of the gallery."""
    return page(
        "Gallery",
        "The first page of every paper in Finnish, Swedish and English, made of the examples when these pages "
        "are built.\n"
        "A click on a page shows it larger. What each document is made of, tells\n"
        "[its reference](reference/documents.md).",
        "## The applicant's papers",
        *(block for paper in DOCUMENTS for block in _section(paper)),
        "## The board's papers",
        *(block for paper in BOARD_DOCUMENTS for block in _section(paper)),
    )


def _section(paper: Paper) -> Iterator[str]:
    yield f"### {wording('en').message(f'documents.{paper.key}.kind')}"
    shown = dict.fromkeys(code(shown_trial(paper, language).name) for language in LANGUAGES)
    yield f"{code(paper.key)}, made of the example {' and '.join(shown)}."
    yield f"```{{paper-pictures}} {paper.key}\n```"
