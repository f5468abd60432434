"""Commands that make papers: one document, all that the measure asks for, the bundle, a calendar, a form to fill."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter

from hakemus.cli.command import (
    DOCUMENT,
    FILE,
    GROUP,
    ON,
    OVERWRITE,
    Argument,
    Opened,
    Option,
    command,
    day,
    measures_listed,
    measures_named,
)
from hakemus.cli.complaints import RefusalError
from hakemus.cli.session import Outcome, Session, error_values, show, show_written, terms_table, typed_command
from hakemus.errors import NotReadyError
from hakemus.texts import LANGUAGES
from hakemus.values import typed
from hakemus.values.typed import TypedError

if TYPE_CHECKING:
    from hakemus.findings import Finding
    from hakemus.group import LeaderGroup
    from hakemus.papers.dates import ProjectDate
    from hakemus.texts import Wording

_MEGABYTE = 1024 * 1024


def _megabytes(text: str) -> int:
    """Return a size in bytes."""
    refused = RefusalError("cli.complaint.option-value", {"name": "--largest"})
    try:
        megabytes = typed.whole(text)
    except TypedError as error:
        raise refused from error
    if megabytes < 1:
        raise refused
    return megabytes * _MEGABYTE


_OUT = Option("--out", "file", Path, text="cli.option.out-paper")
_DRAFT = Option("--draft")
_PDF = Option("--pdf")
_NO_DATA = Option("--no-data")


@command(
    "cli.render",
    FILE,
    DOCUMENT,
    ON,
    GROUP,
    _OUT,
    _DRAFT,
    _PDF,
    _NO_DATA,
    OVERWRITE,
    language="language-paper",
)
def render(
    session: Session,
    file: Path,
    document: str,
    *,
    on: date | None,
    group: "LeaderGroup | None",
    out: Path | None,
    **switches: bool,
) -> Outcome:
    """Make one document of an application; of one that is made for each of several things, several files."""
    made = _Papers(session, file, on, group, switches)
    return made.written(lambda contents: named_paths(contents, out), [document])


@command(
    "cli.papers",
    FILE,
    ON,
    GROUP,
    Option(
        "--out",
        "folder",
        Path,
        text="cli.option.out-folder",
        values=lambda session: {"name": session.say("folder.papers")},
    ),
    _DRAFT,
    _PDF,
    Option("--zip", called="archive"),
    Option("--largest", "megabytes", _megabytes),
    _NO_DATA,
    OVERWRITE,
    language="language-paper",
)
def papers(
    session: Session,
    file: Path,
    *,
    on: date | None,
    group: "LeaderGroup | None",
    out: Path | None,
    archive: bool,
    largest: int | None,
    **switches: bool,
) -> Outcome:
    """Make every paper that the measure asks for, or the bundle of all that is handed in."""
    made = _Papers(session, file, on, group, switches)
    folder = out or Path(session.say("folder.papers"))
    if archive:
        return made.bundled(file.parent, folder, largest)
    return made.written(lambda contents: {folder / name: content for name, content in contents.items()})


class _Papers:
    """What both commands do: an application, the day whose law counts, the language of its papers."""

    def __init__(
        self,
        session: Session,
        file: Path,
        on: date | None,
        group: "LeaderGroup | None",
        switches: Mapping[str, bool],
    ) -> None:
        self._session, self._group = session, group
        self._opened = Opened.of(session, file, on, group)
        self._words = self._opened.words
        self._pdf, self._overwrite = switches["pdf"], switches["overwrite"]
        self._draft, self._data = switches["draft"], not switches["no_data"]
        self._missing_fonts: tuple[str, ...] = ()

    def _options(self) -> dict[str, Any]:
        return {
            "language": self._opened.language,
            "on": self._opened.day,
            "group": self._group,
            "draft": self._draft,
            "data": self._data,
        }

    def written(self, paths_of: Any, names: list[str] | None = None) -> Outcome:  # noqa: ANN401
        """Write documents, by default those that the measure asks for; `paths_of` says where each goes."""
        from hakemus.assembly import TooLongToReadWarning, make_papers
        from hakemus.files import save_all

        try:
            with catch_warnings(record=True) as noticed:
                simplefilter("always", TooLongToReadWarning)
                contents = paths_of(make_papers(self._opened.application, names, **self._options()))
        except NotReadyError as error:
            return self._refused(error)
        told = (one.message for one in noticed)
        too_long = [*dict.fromkeys(one.file for one in told if isinstance(one, TooLongToReadWarning))]
        if self._pdf:
            contents = self._with_pdf(contents)
        paths = save_all(contents, overwrite=self._overwrite)

        def tell() -> None:
            show(self._session.out, self._opened.by_law)
            heading = self._words.message("cli.written-draft" if self._draft else "cli.written")
            show_written(self._session.out, heading, paths)
            for name in too_long:
                show(self._session.out, self._words.message("cli.papers.too-long", {"file": name}))
            self._show_remarks()
            self._show_of_pdf()

        notice = {"too_long_to_read": too_long} if too_long else {}
        return Outcome(
            tell=tell, written=paths, more=lambda: {"draft": self._draft, **notice, **self._of_pdf}
        )

    def bundled(self, base: Path, out: Path, largest: int | None) -> Outcome:
        """Write the bundle, with the attachments that are under `base`; the code is 0 when it is complete."""
        from hakemus.desk import bundle
        from hakemus.files import LARGEST

        try:
            with _pdf_progress(self._session, "…") if self._pdf else nullcontext() as progress:
                made = bundle(
                    self._opened.application,
                    out,
                    base=base,
                    pdf=self._pdf,
                    largest=LARGEST if largest is None else largest,
                    overwrite=self._overwrite,
                    progress=progress,
                    **self._options(),
                )
        except NotReadyError as error:
            return self._refused(error)
        findings, self._missing_fonts = (*made.missing, *made.flawed), made.missing_fonts
        words, where = self._words, self._session.out

        def tell() -> None:
            show(where, self._opened.by_law)
            show_written(
                where, words.message("cli.written-draft" if made.draft else "cli.written"), [made.path]
            )
            for file in made.files:
                show(where, f"    {file.name}")
            _show_findings(where, findings, words)
            self._show_remarks()
            show(where)
            show(where, words.message("bundle.complete" if made.complete else "bundle.incomplete"), "bold")
            if not self._pdf:
                show(where, words.message("cli.papers.pdf-for-hyrra"))
            self._show_of_pdf()

        return Outcome(
            tell=tell,
            code=0 if made.complete else 1,
            written=(made.path,),
            findings=(finding.as_mapping() for finding in findings),
            more=lambda: {
                "draft": made.draft,
                "complete": made.complete,
                "files": [{"name": one.name, "sha256": one.digest, "pages": one.pages} for one in made.files],
                **self._of_pdf,
            },
        )

    def _show_remarks(self) -> None:
        """Show what the group's own templates hold that papers don't get, such as comments of their makers."""
        if self._group is None:
            return
        from hakemus.desk.in_words import template_problem_text
        from hakemus.papers import list_documents

        for name in list_documents():
            template = self._group.template(name, self._opened.language)
            for problem in template.remarks if template is not None else ():
                said = f"{name}.docx: {template_problem_text(problem, self._words.language)}"
                show(self._session.out, self._words.message("cli.papers.remark", {"remark": said}))

    def _show_of_pdf(self) -> None:
        """Show what there is to know of the PDFs, where some are made."""
        if self._pdf:
            from hakemus.pdf import can_conform

            if not can_conform():
                show(self._session.out, self._words.message("cli.pdf.not-conforming"))
        if self._missing_fonts:
            show(self._session.out, self._words.message("cli.pdf.fonts", {"fonts": [*self._missing_fonts]}))

    @property
    def _of_pdf(self) -> dict[str, Any]:
        return {"missing_fonts": [*self._missing_fonts]} if self._pdf else {}

    def _with_pdf(self, contents: Mapping[Path, bytes]) -> dict[Path, bytes]:
        """Return Word papers by their paths, each followed by its PDF; raise `PdfError` when one cannot be made."""
        from hakemus.pdf import missing_fonts, to_pdfs

        with _pdf_progress(self._session, len(contents)) as progress:
            made = to_pdfs({path.name: content for path, content in contents.items()}, progress=progress)
        both: dict[Path, bytes] = {}
        missing: dict[str, None] = {}
        for path, content in contents.items():
            both |= {path.with_suffix(".docx"): content, path.with_suffix(".pdf"): made[path.name]}
            missing |= dict.fromkeys(missing_fonts(content, made[path.name]))
        self._missing_fonts = tuple(missing)
        return both

    def _refused(self, error: NotReadyError) -> Outcome:
        """Return the errors that prevent papers, and how to get a draft all the same."""
        from hakemus.findings import Report

        findings = error.report.errors if isinstance(error.report, Report) else ()
        words, why = self._words, "cli.complaint.not-ready"

        def tell() -> None:
            show(self._session.out, self._opened.by_law)
            _show_findings(self._session.out, findings, words)
            show(self._session.err)
            show(self._session.err, words.message("cli.complaint.head", {"message": words.message(why)}))

        return Outcome(
            tell=tell,
            code=1,
            findings=(finding.as_mapping() for finding in findings),
            error=error_values("not-ready", why),
        )


def _show_findings(where: Any, findings: "tuple[Finding, ...]", words: "Wording") -> None:  # noqa: ANN401
    from hakemus.cli.checking import show_findings

    if findings:
        show_findings(where, findings, words)


def named_paths(made: Mapping[str, bytes], out: Path | None) -> dict[Path, bytes]:
    """Return the papers of one document by their paths: one under the name given, several in a folder of that name."""
    if out is not None and len(made) == 1:
        (content,) = made.values()
        return {out: content}
    folder = out or Path()
    return {folder / name: content for name, content in made.items()}


@contextmanager
def _pdf_progress(session: Session, total: object) -> Iterator[Any]:
    def tell(done: int, of: int, _: str) -> None:
        status.update(session.say("pdf.making", {"done": done, "total": of}))

    with session.err.console.status(session.say("pdf.making", {"done": 0, "total": total})) as status:
        yield tell


@command(
    "cli.calendar",
    FILE,
    ON,
    GROUP,
    Option("--last-payment", "day", day),
    Option("--out", "file", Path, text="cli.option.out-calendar"),
    OVERWRITE,
    language="language-paper",
)
def calendar(
    session: Session,
    file: Path,
    *,
    on: date | None,
    group: "LeaderGroup | None",
    last_payment: date | None,
    out: Path | None,
    overwrite: bool,
) -> Outcome:
    """Show the days of a project to remember, and write those that are known to a calendar file."""
    import hakemus
    from hakemus.files import save

    opened = Opened.of(session, file, on, group)
    made = {
        language: hakemus.calendar(
            opened.application, on=opened.day, group=group, language=language, last_payment=last_payment
        )
        for language in LANGUAGES
    }
    dates, words = made[opened.words.language].dates, opened.words
    written: list[Path] = []
    if made[words.language].has_days:
        try:
            content = made[opened.language].to_ics()
        except ImportError as error:
            raise RefusalError("cli.calendar.no-icalendar", {"missing": error.name or ""}) from error
        written = [save(out or Path(f"{file.stem}.ics"), content, overwrite=overwrite)]

    def tell() -> None:
        where = session.out
        show(where, opened.by_law)
        show(where, words.message("cli.calendar.heading"), "bold")
        rows = []
        for one in dates:
            on_day = words.message("documents.checklist.open") if one.day is None else words.day(one.day)
            said = ". ".join(filter(None, (one.title, one.text)))
            rows.append((f"  {on_day}", f"{said} ({one.provision})"))
        show(where, terms_table(rows))
        if written:
            show_written(where, words.message("cli.written"), written)
        else:
            nothing = "nothing-yet" if made[words.language].lacking else "nothing"
            show(where, words.message(f"cli.calendar.{nothing}"))

    return Outcome(
        tell=tell,
        code=1 if made[words.language].lacking else 0,
        written=written,
        more=lambda: {
            "dates": [_date_values(own) for own in zip(*(one.dates for one in made.values()), strict=True)]
        },
    )


def _date_values(own: "Sequence[ProjectDate]") -> dict[str, Any]:
    """Return a day to remember, given in each language, as plain values."""
    first = own[0]
    texts = {
        name: {language: getattr(one, name) for language, one in zip(LANGUAGES, own, strict=True)}
        for name in ("title", "text", "provision")
    }
    day_ = None if first.day is None else first.day.isoformat()
    return {"key": first.key, "day": day_, **texts, "address": first.address, "lacks": first.lacks}


@command(
    "cli.form",
    Argument("measure", "measure", required=False, names=measures_named, values=measures_listed),
    GROUP,
    Option("--all", called="everything"),
    Option("--on", "day", day, text="cli.option.on-form"),
    _OUT,
    OVERWRITE,
    language="language-form",
)
def form(
    session: Session,
    measure: str | None,
    *,
    group: "LeaderGroup | None",
    everything: bool,
    on: date | None,
    out: Path | None,
    overwrite: bool,
) -> Outcome:
    """Make a form of a measure to fill in with Word."""
    import hakemus
    from hakemus.cli.starting import measures_outcome
    from hakemus.files import save

    if measure is None:
        return measures_outcome(session, group)
    words = session.words
    made = hakemus.blank_form(
        measure,
        language=words.language,
        group=group,
        on=on,
        law_of=session.today(),
        everything=everything,
    )
    path = save(out or Path(f"{words.message('form.file')}.docx"), made, overwrite=overwrite)

    def tell() -> None:
        show(session.out, f"{session.say('written')} {path}")
        show(session.out, f"{session.say('form.next')} {typed_command('read', path)}")

    return Outcome(tell=tell, written=(path,))
