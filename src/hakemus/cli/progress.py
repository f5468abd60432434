"""How far a long command has come, shown to one who waits at a terminal."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from hakemus.cli.session import Session


@contextmanager
def progress_shown(session: Session, beginning: str) -> Iterator[Callable[[int, int, str], None]]:
    """Show a bar until the work is done, where somebody sees it; what is yielded is told how much of it is done.

    It stands with the error output, which is no part of what a program reads, and leaves no trace.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        console=session.err,
        transient=True,
        disable=not session.err.is_terminal,
    )
    with bar:
        task = bar.add_task(beginning, total=None)
        yield lambda done, count, name: bar.update(task, completed=done, total=count, description=name)
