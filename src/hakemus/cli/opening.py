"""The command that opens the page in the browser: a server of this computer's own, until it is stopped."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

import errno
import sys
from pathlib import Path

from hakemus.cli.command import Argument, Option, command, leader_group
from hakemus.cli.complaints import RefusalError, error_mapping
from hakemus.cli.session import Outcome, Session, show
from hakemus.values import typed
from hakemus.values.typed import TypedError

_LARGEST_PORT = 65_535


def _port(text: str) -> int:
    try:
        port = typed.whole(text)
    except TypedError:
        port = -1
    if not 0 <= port <= _LARGEST_PORT:
        raise RefusalError("cli.open.not-a-port", {"typed": text})
    return port


@command(
    "cli.open",
    Argument("file", "file", Path, required=False, text="cli.argument.file-open"),
    Option("--group", "folder", text="group.command.option"),
    Option("--port", "number", _port, default="0"),
    Option("--no-browser"),
)
def open_page(
    session: Session, file: Path | None, *, group: str | None, port: int, no_browser: bool
) -> Outcome:
    """Open the page in the browser, and serve it until it is stopped."""
    from hakemus.page import open_page as serve

    leader = leader_group(group) if group is not None else None

    def opened(address: str) -> None:
        show(session.out, session.say("open.opened"))
        show(session.out, f"  {address}")
        sys.stdout.flush()

    try:
        serve(
            file,
            today=session.today,
            language=session.spoken.language,
            group=group if group is not None and Path(group).is_dir() else leader,
            port=port,
            browser=not no_browser,
            opened=opened,
            in_words=lambda error, language: str(error_mapping(session, error)["message"][language]),
        )
    except ImportError as error:
        raise RefusalError("cli.open.no-web", {"missing": error.name or ""}) from error
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise RefusalError("cli.open.port-taken", {"port": port}) from error
    return Outcome(tell=lambda: show(session.out, session.say("open.closed")))
