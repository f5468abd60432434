"""The bundle as a command tells it: what was written, whether it is all, and what is missing."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hakemus.cli.outcome import Outcome
from hakemus.cli.session import Session, show
from hakemus.texts import Language, Wording

if TYPE_CHECKING:
    from hakemus.desk import Bundle
    from hakemus.group import LeaderGroup
    from hakemus.model import Application

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class BundleOptions:
    """What the options of the command ask for; `largest` is in megabytes."""

    out: Path
    language: Language
    day: date
    group: "LeaderGroup | None"
    draft: bool
    pdf: bool
    data: bool
    largest: int | None
    overwrite: bool


def make_bundle(
    session: Session,
    file: Path,
    application: "Application",
    asked: BundleOptions,
    *,
    day: str,
    words: Wording,
) -> Outcome:
    """Write the bundle of an application file, and return what came of it: the code is 0 when it is complete.

    `day` is the line that tells whose law counts. Raises as `hakemus.bundle`.
    """
    made = _made(session, file, application, asked)

    def tell() -> None:
        show(session.out, day)
        _tell(session, made, asked, words)

    return Outcome(
        tell=tell,
        code=0 if made.complete else 1,
        written=(made.path,),
        findings=[finding.as_mapping() for finding in (*made.missing, *made.flawed)],
        more={
            "draft": made.draft,
            "complete": made.complete,
            "files": [{"name": one.name, "sha256": one.digest, "pages": one.pages} for one in made.files],
        },
    )


def _made(session: Session, file: Path, application: "Application", asked: BundleOptions) -> "Bundle":
    from hakemus.desk import bundle
    from hakemus.files import LARGEST

    def tell(done: int, total: int, _: str) -> None:
        if status is not None:
            status.update(session.say("pdf.making", {"done": done, "total": total}))

    waiting = (
        session.err.status(session.say("pdf.making", {"done": 0, "total": "…"}))
        if asked.pdf
        else nullcontext()
    )
    with waiting as status:
        return bundle(
            application,
            asked.out,
            base=file.parent,
            language=asked.language,
            on=asked.day,
            group=asked.group,
            draft=asked.draft,
            pdf=asked.pdf,
            data=asked.data,
            largest=asked.largest * _MEGABYTE if asked.largest is not None else LARGEST,
            overwrite=asked.overwrite,
            progress=tell,
        )


def _tell(session: Session, made: "Bundle", asked: BundleOptions, words: Wording) -> None:
    from hakemus.cli.report_table import show_findings

    show(session.out, words.message("cli.written-draft" if made.draft else "cli.written"))
    show(session.out, f"  {made.path}")
    for file in made.files:
        show(session.out, f"    {file.name}")
    if told := (*made.missing, *made.flawed):
        show_findings(session.out, told, words)
    show(session.out)
    show(session.out, words.message("bundle.complete" if made.complete else "bundle.incomplete"), "bold")
    if not asked.pdf:
        show(session.out, words.message("cli.papers.pdf-for-hyrra"))
    if made.lacks_workbook:
        show(session.out, words.message("workbook.command.not-installed"))
