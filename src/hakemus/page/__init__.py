"""The page in the browser: a local server that shows the same fields, findings and papers as the files and commands."""

# ruff: noqa: PLC0415 - what serves the page may not be installed, and nobody else waits for it

import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

from hakemus.errors import HakemusError, verb
from hakemus.group import LeaderGroup, known_group
from hakemus.texts import Language, known_language

_LOOPBACK = "127.0.0.1"


@verb
def open_page(
    file: str | Path | None = None,
    *,
    today: Callable[[], date],
    language: str = "fi",
    group: LeaderGroup | str | Path | None = None,
    port: int = 0,
    browser: bool = True,
    opened: Callable[[str], object] = print,
    in_words: Callable[[Exception, Language], str] | None = None,
) -> None:
    """Return once the page in the browser, which this serves on this computer only, is stopped by Ctrl-C.

    Args:
        file: An application file, or what an application can be read from; by default the page begins at its start.
        today: Returns the day of today, such as `datetime.date.today`: the library itself never asks a clock.
        language: The language of the page.
        group: The Leader group whose data are used; a path is that of its folder.
        port: The port; 0 is any that is free.
        browser: Whether the page is opened in the browser.
        opened: Called with the address of the page.
        in_words: Returns what an error says to people in a language; by default `HakemusError.message`.

    Raises:
        ImportError: What `hakemus[web]` brings isn't installed.
        OSError: Another program uses the port.
        FileError: The file cannot be read.
        LoadError: The file cannot be understood.
    """
    import uvicorn

    from hakemus.checking import load
    from hakemus.page.server import application, new_token
    from hakemus.page.workspace import Workspace
    from hakemus.reading import read_bytes

    path = None if file is None else Path(file)
    is_application = path is not None and path.suffix.lower() in {".toml", ".json"}
    folder = Path(group) if isinstance(group, str | Path) and Path(group).is_dir() else None
    space = Workspace(
        path.resolve().parent if path is not None and is_application else Path.cwd(),
        today,
        known_language(language),
        known_group(group),
        folder,
        in_words=in_words or _in_words,
    )
    way = ""
    if path is not None:
        taken = path if is_application else space.take_in(path.name, read_bytes(path))
        load(taken)  # so that what cannot be understood is said here
        way = f"a/{space.key(taken)}"
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as place:
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        place.bind((_LOOPBACK, port))
        place.listen()
        port, token = place.getsockname()[1], new_token()
        address = f"http://{_LOOPBACK}:{port}/{way}?token={token}"
        opened(address)
        served = application(space, token, [f"{_LOOPBACK}:{port}", f"localhost:{port}"])
        if browser:
            threading.Timer(0.5, webbrowser.open, [address]).start()
        server = uvicorn.Server(
            uvicorn.Config(served, log_level="error", lifespan="off", ws="none", timeout_graceful_shutdown=1)
        )
        with suppress(KeyboardInterrupt):
            server.run(sockets=[place])


def _in_words(error: Exception, language: Language) -> str:
    return error.message(language) if isinstance(error, HakemusError) else str(error)
