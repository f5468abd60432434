"""The command that checks applications, what a change of law changes in them, and a report as a table."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table
from rich.text import Text

from hakemus.cli.command import GROUP, ON, Argument, Opened, Option, command, day, leader_group
from hakemus.cli.complaints import RefusalError, error_mapping, show_error
from hakemus.cli.session import Outcome, Screen, Session, cell, show
from hakemus.findings import SEVERITIES, Alike, Finding, Report, Severity, alike
from hakemus.texts import Wording

if TYPE_CHECKING:
    from hakemus.desk import ChangesOfFiles, FileChange
    from hakemus.group import LeaderGroup


@command(
    "cli.check",
    Argument("files", "file", Path, text="cli.argument.files", nargs=-1, required=True),
    ON,
    GROUP,
    Option("--against", "day", day),
    Option("--against-group", "folder", leader_group),
)
def check(
    session: Session,
    files: tuple[Path, ...],
    *,
    on: date | None,
    group: "LeaderGroup | None",
    against: date | None,
    against_group: "LeaderGroup | None",
) -> Outcome:
    """Check an application, and list what it finds; or compare two checks of one, or of many."""
    if against is not None or against_group is not None:
        return _compared(session, files, on=on, group=group, against=against, against_group=against_group)
    if len(files) > 1:
        raise RefusalError("cli.complaint.check-one", {"name": str(files[1])})
    import hakemus

    file = files[0]
    opened = Opened.of(session, file, on, group)
    report = hakemus.check(opened.application, on=opened.day, group=group)

    def tell() -> None:
        name = opened.application.project.name
        show(session.out, f"{file}: {name}" if name else str(file))
        show(session.out, opened.by_law)
        show_report(session.out, report, opened.words)

    return Outcome(tell=tell, code=0 if report.ok else 1, more=report.as_mapping)


def _compared(
    session: Session,
    files: Sequence[Path],
    *,
    on: date | None,
    group: "LeaderGroup | None",
    against: date | None,
    against_group: "LeaderGroup | None",
) -> Outcome:
    """Return what a change of day or of the group's data changes for each application."""
    from hakemus.desk import check_changes

    with session.progress(session.say("check.working")) as progress:
        found = check_changes(
            files,
            on=on,
            against=against,
            undated=session.today(),
            group=group,
            against_group=against_group,
            progress=progress,
        )
    counts = {
        "files": len(found.files),
        "changed": len(found.changed),
        "same": len(found.same),
        "unreadable": len(found.unreadable),
    }
    return Outcome(
        tell=lambda: _show_changes(session, found, counts),
        code=2 if found.unreadable else 1 if found.changed else 0,
        more=lambda: {"files": [_values_of(session, one) for one in found.files], "summary": counts},
    )


def _values_of(session: Session, one: "FileChange") -> dict[str, Any]:
    """Return what changes for the application of a file, of the same shape whether it could be read or not."""
    empty: dict[str, Any] = {"changed": False, "before": None, "after": None, "findings": [], "amounts": []}
    return {
        "file": str(one.file),
        "name": one.application and one.application.project.name,
        "error": None if one.cause is None else error_mapping(session, one.cause),
        **(empty if one.change is None else one.change.as_mapping()),
    }


def _show_changes(session: Session, found: "ChangesOfFiles", counts: Mapping[str, int]) -> None:
    """Print what changes for each application; of several, first what all have in common, and last a table of all."""
    where = session.out
    (only,) = found.files if len(found.files) == 1 else (None,)
    spoken = only.application if only is not None else None
    words = session.words if spoken is None else session.words_for(spoken.language)
    language = words.language
    readable = [one.change for one in found.files if one.change is not None]
    # A group's own form of support is decided by no law, so no change of law is common to it and the others.
    by_law = [change for change in readable if change.after.by_law]
    common: list[str] = []
    if len(by_law) > 1:
        firsts = [[next(one.lines(language)) for one in change.findings] for change in by_law]
        common = [line for line in firsts[0] if all(line in lines for lines in firsts)]
    if common:
        kind = "common" if len(by_law) == len(readable) else "common-by-law"
        show(where, words.message(f"cli.check.{kind}"), "bold")
        _show_signed(where, common)
        show(where)
    for one in found.files if only is not None else (*found.changed, *found.unreadable):
        lines: list[str] = []
        if one.change is not None:
            told = [of for of in one.change.findings if next(of.lines(language)) not in common]
            if common and not told and not one.change.amounts and not one.change.is_of_another_programme:
                continue
            lines = replace(one.change, findings=tuple(told)).to_text(language).splitlines()[:-1]
            lines.append(one.change.summary(language))
        name = one.application.project.name if one.application is not None else None
        show(where, f"{one.file}: {name}" if name else str(one.file), "bold")
        if one.cause is not None:
            show_error(session, one.cause, words, where)
        _show_signed(where, lines)
        show(where)
    if only is None:
        show(where, _table_of_changes(found.files, words), width=min(where.width, _WIDEST))
        show(where)
        show(where, words.message("cli.check.changes", counts), "bold")


def _show_signed(where: Screen, lines: Iterable[str]) -> None:
    """Print lines, those that begin with a sign or a blank with their text below one another."""
    for line in lines:
        sign, _, text = line.partition(" ")
        if sign and sign not in _SIGNS_OF_CHANGE:
            show(where, line)
            continue
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(width=1)
        grid.add_column(overflow="fold")
        grid.add_row(sign, cell(text.strip()))
        show(where, grid, width=where.width)


def _table_of_changes(files: Iterable["FileChange"], words: Wording) -> Table:
    """Return a table of files: how many errors there were and are, and how much comes, goes and changes."""
    table = Table(box=box.HORIZONTALS, header_style="")
    table.add_column(Text(words.message("cli.check.file")), overflow="fold")
    for name in ("errors", "came", "went", "changed", "amounts"):
        table.add_column(Text(words.message(f"cli.check.{name}")), justify="right")
    for one in files:
        change = one.change
        if change is None:
            table.add_row(_short_name(one.file), Text(words.message("cli.check.unreadable")), *["–"] * 4)
            continue
        kinds = [found.kind for found in change.findings]
        numbers = (kinds.count("came"), kinds.count("went"), kinds.count("changed"), len(change.amounts))
        errors = f"{len(change.before.errors)} → {len(change.after.errors)}"
        table.add_row(_short_name(one.file), errors, *(str(number) if number else "–" for number in numbers))
    return table


def _short_name(file: Path) -> Text:
    """Return a file's path for a narrow column: of the usual name in a folder of its own, the folder's."""
    return Text(str(file.parent if file.name == _USUAL_NAME and file.parent.name else file))


_USUAL_NAME = "application.toml"
_SIGNS_OF_CHANGE = ("+", "-", "~", "=")

_STYLES: dict[Severity, str] = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
_WIDEST = 120
_NARROWEST_MESSAGE = 30
_BORDERS = 7
"""Blanks to the left and right of both columns, the edges, and what separates the columns."""


def show_report(where: Screen, report: Report, words: Wording) -> None:
    """Print every finding, the gravest first, and the line of totals."""
    if report.findings:
        show_findings(where, report.findings, words)
    else:
        show(where, words.message("cli.check.none"))
    show(where)
    show(where, report.summary(words.language), "bold")


def show_findings(where: Screen, findings: Sequence[Finding], words: Wording) -> None:
    """Print findings, a table for each severity, in which findings of one kind are one."""
    width = min(where.width, _WIDEST)
    # The column of fields is so wide that no word in it is cut.
    named = " ".join(_place(told, words).plain for told in alike(findings))
    places = max(map(len, (words.message("cli.check.field"), *named.split())))
    for severity in SEVERITIES:
        if own := alike(finding for finding in findings if finding.severity == severity):
            show(where)
            heading = words.message(f"cli.check.{severity}", {"count": len(own)})
            show(where, heading, _STYLES[severity])
            if width - places - _BORDERS < _NARROWEST_MESSAGE:
                _show_lines(where, own, words)
            else:
                show(where, _table(own, words, places, width), width=width)


def _table(findings: Iterable[Alike], words: Wording, places: int, width: int) -> Table:
    messages = width - places - _BORDERS
    table = Table(box=box.HORIZONTALS, header_style="")
    table.add_column(Text(words.message("cli.check.field")), width=places, overflow="fold")
    table.add_column(Text(words.message("cli.check.finding")), width=messages, overflow="fold")
    for source, group in groupby(findings, key=lambda told: _source(told, words)):
        for told in group:
            table.add_row(_place(told, words), cell(told.message(words.language)))
        table.add_row(Text(), cell(source, "dim"), end_section=True)
    return table


def _show_lines(where: Screen, findings: Iterable[Alike], words: Wording) -> None:
    for source, group in groupby(findings, key=lambda told: _source(told, words)):
        for told in group:
            show(where, _place(told, words))
            show(where, told.message(words.language))
        show(where, source, "dim")
        show(where)


def _place(told: Alike, words: Wording) -> Text:
    """Return where findings are: a field by its term and path; several by their paths, whose terms the message has."""
    if not told.paths:
        return Text(words.message("cli.check.whole"))
    if len(told.paths) > 1:
        return Text("\n".join(told.paths), "dim")
    return Text.assemble(words.term(told.paths[0]), "\n", (told.paths[0], "dim"))


def _source(told: Alike, words: Wording) -> str:
    rule, provision = words.message("cli.check.rule", {"id": told.first.id}), told.provision(words.language)
    return f"{rule} ({provision})" if provision else rule
