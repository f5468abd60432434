"""Papers as PDF beside their Word files, with the progress shown while a person waits."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from collections.abc import Mapping
from pathlib import Path

from hakemus.cli.session import Session


def with_pdf(session: Session, papers: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """Return Word papers by their paths, each followed by its PDF; raise `PdfError` when one cannot be made."""
    from hakemus.pdf import to_pdfs

    def tell(done: int, total: int, _: str) -> None:
        status.update(session.say("pdf.making", {"done": done, "total": total}))

    with session.err.status(session.say("pdf.making", {"done": 0, "total": len(papers)})) as status:
        made = to_pdfs({path.name: content for path, content in papers.items()}, progress=tell)
    both: dict[Path, bytes] = {}
    for path, content in papers.items():
        both |= {path.with_suffix(".docx"): content, path.with_suffix(".pdf"): made[path.name]}
    return both
