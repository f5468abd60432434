"""The command that checks an application, and a report as a table: findings by severity, each with its provision."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from hakemus.cli.command import FILE, GROUP, ON, Opened, command
from hakemus.cli.session import Outcome, Session, show, wrapped
from hakemus.findings import SEVERITIES, Finding, Report, Severity
from hakemus.texts import Wording

if TYPE_CHECKING:
    from hakemus.group import LeaderGroup


@command("cli.check", FILE, ON, GROUP)
def check(session: Session, file: Path, on: date | None, group: "LeaderGroup | None") -> Outcome:
    """Check an application, and list what it finds."""
    import hakemus

    opened = Opened.of(session, file, on, group)
    report = hakemus.check(opened.application, on=opened.day, group=group)

    def tell() -> None:
        name = opened.application.project.name
        show(session.out, f"{file}: {name}" if name else str(file))
        show(session.out, opened.by_law)
        show_report(session.out, report, opened.words)

    return Outcome(tell=tell, code=0 if report.ok else 1, more=report.as_mapping)


_STYLES: dict[Severity, str] = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
_WIDEST = 120
_NARROWEST_MESSAGE = 30
_BORDERS = 7
"""Blanks to the left and right of both columns, the edges, and what separates the columns."""


def show_report(where: Console, report: Report, words: Wording) -> None:
    """Print every finding, the gravest first, and the line of totals."""
    if report.findings:
        show_findings(where, report.findings, words)
    else:
        show(where, words.message("cli.check.none"))
    show(where)
    show(where, report.summary(words.language), "bold")


def show_findings(where: Console, findings: Sequence[Finding], words: Wording) -> None:
    """Print findings, a table for each severity."""
    width = min(where.width, _WIDEST)
    places = _width_of_places(findings, words)
    for severity in SEVERITIES:
        if own := [finding for finding in findings if finding.severity == severity]:
            show(where)
            heading = words.message(f"cli.check.{severity}", {"count": len(own)})
            show(where, heading, _STYLES[severity])
            if width - places - _BORDERS < _NARROWEST_MESSAGE:
                _show_lines(where, own, words)
            else:
                show(where, _table(own, words, places, width), width=width)


def _table(findings: Iterable[Finding], words: Wording, places: int, width: int) -> Table:
    messages = width - places - _BORDERS
    table = Table(box=box.HORIZONTALS, header_style="")
    table.add_column(Text(words.message("cli.check.field")), width=places)
    table.add_column(Text(words.message("cli.check.finding")), width=messages)
    for _, group in groupby(findings, key=_rule):
        own = list(group)
        for finding in own:
            table.add_row(_place(finding, words), Text(wrapped(finding.message(words.language), messages)))
        table.add_row(Text(), Text(wrapped(_source(own[0], words), messages), "dim"), end_section=True)
    return table


def _show_lines(where: Console, findings: Iterable[Finding], words: Wording) -> None:
    for _, group in groupby(findings, key=_rule):
        own = list(group)
        for finding in own:
            show(where, _place(finding, words))
            show(where, finding.message(words.language))
        show(where, _source(own[0], words), "dim")
        show(where)


def _rule(finding: Finding) -> tuple[str, str]:
    return finding.id, finding.reference.text("fi") if finding.reference else ""


def _place(finding: Finding, words: Wording) -> Text:
    if not finding.path:
        return Text(words.message("cli.check.whole"))
    return Text.assemble(words.term(finding.path), "\n", (finding.path, "dim"))


def _source(finding: Finding, words: Wording) -> str:
    rule = words.message("cli.check.rule", {"id": finding.id})
    provision = f" ({finding.reference.text(words.language)})" if finding.reference else ""
    return f"{rule}{provision}"


def _width_of_places(findings: Iterable[Finding], words: Wording) -> int:
    """Return how wide the column of fields is, so that no word in it is cut."""
    head = words.message("cli.check.field")
    words_of_places = (word for finding in findings for word in _place(finding, words).plain.split())
    return max(len(word) for word in (head, *words_of_places))
