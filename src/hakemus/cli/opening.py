"""The command that opens the page in the browser: a server of this computer's own, until it is stopped."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

import socket
import sys
import threading
import webbrowser
from contextlib import suppress
from pathlib import Path

from hakemus.cli.command import Argument, Option, command, installed_groups, leader_group
from hakemus.cli.complaints import RefusalError, error_mapping
from hakemus.cli.session import Outcome, Session, show
from hakemus.values import typed
from hakemus.values.typed import TypedError

_LOOPBACK = "127.0.0.1"
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
    Option("--group", "folder", text="group.command.option", names=installed_groups),
    Option("--port", "number", _port, default="0"),
    Option("--no-browser"),
)
def open_page(
    session: Session, file: Path | None, *, group: str | None, port: int, no_browser: bool
) -> Outcome:
    """Open the page in the browser, and serve it until it is stopped."""
    try:
        import uvicorn

        from hakemus.checking import load
        from hakemus.page.server import application, new_token
        from hakemus.page.workspace import Workspace
        from hakemus.reading import read_bytes
    except ImportError as error:
        raise RefusalError("cli.open.no-web", {"missing": error.name or ""}) from error

    own = leader_group(group) if group is not None else None
    folder = Path(group) if group is not None and Path(group).is_dir() else None
    is_application = file is not None and file.suffix.lower() in {".toml", ".json"}
    space = Workspace(
        file.resolve().parent if file is not None and is_application else Path.cwd(),
        session.today,
        session.spoken.language,
        own,
        folder,
        in_words=lambda error, language: str(error_mapping(session, error)["message"][language]),
    )
    way = ""
    if file is not None:
        path = file if is_application else space.take_in(file.name, read_bytes(file))
        load(path)  # so that what cannot be understood is said here
        way = f"a/{space.key(path)}"
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as place:
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            place.bind((_LOOPBACK, port))
        except OSError as error:
            raise RefusalError("cli.open.port-taken", {"port": port}) from error
        place.listen()
        port, token = place.getsockname()[1], new_token()
        address = f"http://{_LOOPBACK}:{port}/{way}?token={token}"
        show(session.out, session.say("open.opened"))
        show(session.out, f"  {address}")
        sys.stdout.flush()
        served = application(space, token, [f"{_LOOPBACK}:{port}", f"localhost:{port}"])
        if not no_browser:
            threading.Timer(0.5, webbrowser.open, [address]).start()
        server = uvicorn.Server(
            uvicorn.Config(served, log_level="error", lifespan="off", ws="none", timeout_graceful_shutdown=1)
        )
        with suppress(KeyboardInterrupt):
            server.run(sockets=[place])
    return Outcome(tell=lambda: show(session.out, session.say("open.closed")))
