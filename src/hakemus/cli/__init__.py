"""The command line: every command is one call of the library, told in the user's language."""

import os
import sys
from collections.abc import Mapping, Sequence

from hakemus.cli.outcome import Outcome, error_values, json_asked
from hakemus.cli.user_language import spoken_language
from hakemus.errors import HakemusError, UnknownNameError
from hakemus.texts import wording

__all__ = ["main"]

_NEEDED = ("typer", "rich")
_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None, environment: Mapping[str, str] | None = None) -> int:
    """Run a command and return its exit code: 0 fine, 1 findings, 2 use, 130 interrupted.

    The arguments are the process's own when not given, and so is the environment. Without the libraries that the
    command line needs, it says in plain words how to install them.
    """
    given = sys.argv[1:] if arguments is None else arguments
    surroundings = os.environ if environment is None else environment
    for stream in (sys.stdout, sys.stderr):
        # A console that knows no ä shows a question mark; it is no reason to stop.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        return _run(given, surroundings)
    except KeyboardInterrupt:
        _fail(_INTERRUPTED, "interrupted", given, surroundings)
        return _INTERRUPTED
    except OSError as error:
        # What a command reads and writes is told as a `FileError`: this is the console, or a full disk behind it.
        print(_say("no-output", given, surroundings, {"detail": str(error)}), file=sys.stderr)
        return 2
    except HakemusError as error:
        # Only the library's own texts can be at fault here: then there is no other language to say it in.
        print(error, file=sys.stderr)
        return 2


def _run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    try:
        from hakemus.cli.app import run  # noqa: PLC0415 - what it needs may not be installed
    except ModuleNotFoundError as error:
        name = (error.name or "").partition(".")[0]
        if name not in _NEEDED:
            raise
        _fail(2, "not-installed", arguments, environment, {"name": name})
        return 2
    return run(arguments, environment)


def _fail(
    code: int,
    key: str,
    arguments: Sequence[str],
    environment: Mapping[str, str],
    values: Mapping[str, str] | None = None,
) -> None:
    """Print why nothing came of a command, without the libraries that the command line needs."""
    if json_asked(arguments):
        error = error_values(key, f"cli.{key}", values)
        print(Outcome(tell=lambda: None, code=code, error=error).to_json())
    else:
        print(_say(key, arguments, environment, values), file=sys.stderr)


def _say(
    key: str,
    arguments: Sequence[str],
    environment: Mapping[str, str],
    values: Mapping[str, str] | None = None,
) -> str:
    try:
        language = spoken_language(arguments, environment).language
    except UnknownNameError:
        language = "fi"
    return wording(language).message(f"cli.{key}", values)
