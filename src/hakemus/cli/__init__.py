"""The command line: every command is one call of the library, with output in the user's language."""

import gc
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress

__all__ = ["main"]

INTERRUPTED = 130
"""The exit code of a command that was interrupted."""

_MANY_OBJECTS = 262_144


def main(arguments: Sequence[str] | None = None, environment: Mapping[str, str] | None = None) -> int:
    """Run a command and return its exit code: 0 fine, 1 findings, 2 use, 130 interrupted.

    Without the libraries that the command line needs, it says in plain words how to install them.

    Args:
        arguments: The words after `hakemus`; by default those of the process.
        environment: The variables of the environment; by default those of the process.
    """
    try:
        return _entered(arguments, environment)
    except KeyboardInterrupt:  # nothing has begun, and what says so isn't there yet
        return INTERRUPTED


def _entered(arguments: Sequence[str] | None, environment: Mapping[str, str] | None) -> int:
    asked = sys.argv[1:] if arguments is None else None
    if asked == ["--version"] and sys.stdout is not None:
        # Scripts ask for it, again and again: it needs no command, and a number no language.
        from hakemus.packaged import library_version  # noqa: PLC0415 - whatever takes time may be interrupted

        if number := library_version():
            with suppress(OSError):  # of which the door says what it is
                print(f"hakemus {number}", flush=True)
                return 0
    if environment is None:
        # What is loaded stays until the end: to look through all of it for garbage, again and again, frees nothing.
        gc.set_threshold(_MANY_OBJECTS)
    from hakemus.cli.door import enter  # noqa: PLC0415 - as said above

    return enter(arguments, environment)
