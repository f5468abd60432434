"""Commands that make Word papers: one document, or all that the measure asks for."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from hakemus.cli.bundle import BundleOptions, make_bundle
from hakemus.cli.help_page import Command
from hakemus.cli.options import (
    argument,
    given_group,
    group_option,
    json_option,
    language_option,
    law_day,
    option,
    overwrite_option,
    own_language,
)
from hakemus.cli.outcome import Outcome, error_values
from hakemus.cli.portable import with_pdf
from hakemus.cli.session import Session, show
from hakemus.errors import NotReadyError
from hakemus.texts import Wording

FOLDER = Path("papers")


def add_render(app: typer.Typer, session: Session) -> None:
    """Add the command that makes one document."""
    examples, short = session.say("render.examples"), session.say("render.short")
    documents = ", ".join(document_names(session.words))

    @app.command("render", cls=Command, help=session.say("render.help"), short_help=short, epilog=examples)
    def render(
        file: Annotated[Path, argument(session, "file", "file")],
        document: Annotated[str, argument(session, "document", "document", {"documents": documents})],
        *,
        on: Annotated[str | None, option(session, "--on", "on", "day")] = None,
        group: Annotated[str | None, group_option(session)] = None,
        out: Annotated[Path | None, option(session, "--out", "out-paper", "file")] = None,
        draft: Annotated[bool, option(session, "--draft", "draft")] = False,
        pdf: Annotated[bool, option(session, "--pdf", "pdf")] = False,
        no_data: Annotated[bool, option(session, "--no-data", "no-data")] = False,
        overwrite: Annotated[bool, overwrite_option(session)] = False,
        _json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session, "language-paper")] = None,
    ) -> Outcome:
        import hakemus
        from hakemus.assembly import make_papers
        from hakemus.files import save_all

        application = hakemus.load(file)
        chosen = given_group(group)
        own = own_language(application, chosen)
        words = session.words_for(own)
        day, told = law_day(session, application, on, words)
        names = [document_key(document)]
        language = session.spoken.asked or own
        try:
            made = make_papers(
                application, names, language=language, on=day, group=chosen, draft=draft, data=not no_data
            )
        except NotReadyError as error:
            return refused(session, error, told, words)
        papers = named_paths(made, out)
        paths = save_all(with_pdf(session, papers) if pdf else papers, overwrite=overwrite)
        return _written(session, paths, told, words, draft=draft)


def add_papers(app: typer.Typer, session: Session) -> None:
    """Add the command that makes every paper."""
    examples, short = session.say("papers.examples"), session.say("papers.short")

    @app.command("papers", cls=Command, help=session.say("papers.help"), short_help=short, epilog=examples)
    def papers(
        file: Annotated[Path, argument(session, "file", "file")],
        *,
        on: Annotated[str | None, option(session, "--on", "on", "day")] = None,
        group: Annotated[str | None, group_option(session)] = None,
        out: Annotated[
            Path, option(session, "--out", "out-folder", "folder", {"name": str(FOLDER)})
        ] = FOLDER,
        draft: Annotated[bool, option(session, "--draft", "draft")] = False,
        pdf: Annotated[bool, option(session, "--pdf", "pdf")] = False,
        archive: Annotated[bool, option(session, "--zip", "zip")] = False,
        largest: Annotated[int | None, option(session, "--largest", "largest", "megabytes")] = None,
        no_data: Annotated[bool, option(session, "--no-data", "no-data")] = False,
        overwrite: Annotated[bool, overwrite_option(session)] = False,
        _json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session, "language-paper")] = None,
    ) -> Outcome:
        import hakemus
        from hakemus.assembly import make_papers
        from hakemus.files import save_all

        application = hakemus.load(file)
        chosen = given_group(group)
        own = own_language(application, chosen)
        words = session.words_for(own)
        day, told = law_day(session, application, on, words)
        language = session.spoken.asked or own
        try:
            if archive:
                asked = BundleOptions(out, language, day, chosen, draft, pdf, not no_data, largest, overwrite)
                return make_bundle(session, file, application, asked, day=told, words=words)
            made = make_papers(
                application, language=language, on=day, group=chosen, draft=draft, data=not no_data
            )
        except NotReadyError as error:
            return refused(session, error, told, words)
        papers = {out / name: content for name, content in made.items()}
        paths = save_all(with_pdf(session, papers) if pdf else papers, overwrite=overwrite)
        return _written(session, paths, told, words, draft=draft)


def named_paths(made: Mapping[str, bytes], out: Path | None) -> dict[Path, bytes]:
    """Return the papers of one document by their paths: one under the name given, several in a folder of that name."""
    if out is not None and len(made) == 1:
        (content,) = made.values()
        return {out: content}
    folder = out or Path()
    return {folder / name: content for name, content in made.items()}


def document_names(words: Wording) -> tuple[str, ...]:
    """Return the names of all documents: those that have a name for their file."""
    keys = (key.split(".") for key in words.catalogue.messages if key.startswith("documents."))
    return tuple(parts[1] for parts in keys if parts[2:] == ["file"])


def document_key(text: str) -> str:
    """Return the key of a document that is named by it or by its name in any language; another text as it is."""
    from hakemus.programme import entry_named

    entry = entry_named("paper", text)
    return entry.key if entry is not None else text


def refused(session: Session, error: NotReadyError, told: str, words: Wording) -> Outcome:
    """Return the errors that stand in the way of papers, and how to get a draft all the same."""
    from hakemus.cli.report_table import show_findings
    from hakemus.findings import Report

    findings = error.report.errors if isinstance(error.report, Report) else ()
    why = "cli.complaint.not-ready"

    def tell() -> None:
        show(session.out, told)
        show_findings(session.out, findings, words)
        show(session.err)
        show(session.err, words.message("cli.complaint.head", {"message": words.message(why)}))

    return Outcome(
        tell=tell,
        code=1,
        findings=[finding.as_mapping() for finding in findings],
        error=error_values("not-ready", why),
    )


def _written(session: Session, paths: tuple[Path, ...], told: str, words: Wording, *, draft: bool) -> Outcome:
    def tell() -> None:
        show(session.out, told)
        show(session.out, words.message("cli.written-draft" if draft else "cli.written"))
        for path in paths:
            show(session.out, f"  {path}")

    return Outcome(tell=tell, written=paths, more={"draft": draft})
