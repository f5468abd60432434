"""The door of the command line: what the process needs before a command, and what is said when none can run."""

import gc
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import ModuleType

from hakemus.cli import INTERRUPTED
from hakemus.cli.session import JSON, Outcome, error_values, json_asked, spoken_language
from hakemus.errors import HakemusError, UnknownNameError
from hakemus.texts import wording

_NEEDED = ("click", "rich")


def enter(arguments: Sequence[str] | None = None, environment: Mapping[str, str] | None = None) -> int:
    """Run a command and return its exit code: 0 fine, 1 findings, 2 use, 130 interrupted.

    Without the libraries that the command line needs, it says in plain words how to install them.

    Args:
        arguments: The words after `hakemus`; by default those of the process.
        environment: The variables of the environment; by default those of the process.
    """
    given = sys.argv[1:] if arguments is None else arguments
    surroundings = os.environ if environment is None else environment
    if environment is None:
        # Only our own models are read here: looking through every installed package for plugins takes time.
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        # Nor the module that would look, which loads all that reads mail and archives.
        sys.modules.setdefault("pydantic.plugin._loader", _NoPlugins("pydantic.plugin._loader"))
    if sys.stdout is None:
        return _failed(
            2, "no-output", [one for one in given if one != JSON], surroundings, {"detail": "closed"}
        )
    if arguments is None:
        _end_as_by_ctrl_c()
    try:
        return _run_and_write(given, surroundings)
    except ModuleNotFoundError as error:
        name = (error.name or "").partition(".")[0]
        if name not in _NEEDED:
            raise
        return _failed(2, "not-installed", given, surroundings, {"name": name})
    except KeyboardInterrupt:
        return _failed(INTERRUPTED, "interrupted", given, surroundings)
    except BrokenPipeError:
        _write_no_more()  # whoever reads the output, such as `head`, has read enough
        return 1
    except OSError as error:
        # What a command reads and writes is reported as a `FileError`: this is the console, or a full disk behind it.
        _write_no_more()
        return _failed(
            2, "no-output", [one for one in given if one != JSON], surroundings, {"detail": str(error)}
        )
    except HakemusError as error:
        # Only the library's own texts can be at fault here: then there is no other language to say it in.
        print(error, file=sys.stderr)
        return 2
    finally:
        if arguments is None:
            gc.freeze()  # nor when Python ends, where that takes a quarter of a short command


class _NoPlugins(ModuleType):
    """The module that pydantic asks for its plugins, as it answers where they are switched off."""

    @staticmethod
    def get_plugins() -> tuple[object, ...]:
        """Return none."""
        return ()


def _run_and_write(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run a command, and return its exit code once its output is written."""
    for stream in (sys.stdout, sys.stderr):
        # A console that knows no ä shows a question mark; it is no reason to stop.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    import rich  # noqa: F401, PLC0415 - it draws when the work is done, and may not be installed

    from hakemus.cli.app import run  # noqa: PLC0415 - as above

    code = run(arguments, environment)
    sys.stdout.flush()  # what cannot be written is seen here, and not when Python ends
    return code


def _write_no_more() -> None:
    """Let go of what is left of the output: Python would try to write it once more when it ends, and fail again."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _end_as_by_ctrl_c() -> None:
    """Let a command that is asked to end, or whose terminal is closed, end as by Ctrl-C: with nothing left behind."""

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP"):
        # Windows has but one of them, and only the main thread may ask.
        with suppress(AttributeError, ValueError):
            number = getattr(signal, name)
            if signal.getsignal(number) == signal.SIG_DFL:  # `nohup` wants it to go on
                signal.signal(number, end)


def _failed(
    code: int,
    key: str,
    arguments: Sequence[str],
    environment: Mapping[str, str],
    values: Mapping[str, str] | None = None,
) -> int:
    """Print why nothing came of a command, without the libraries that the command line needs; return the code."""
    if json_asked(arguments):
        print(Outcome(tell=lambda: None, error=error_values(key, f"cli.{key}", values), code=code).to_json())
        return code
    try:
        language = spoken_language(arguments, environment).language
    except UnknownNameError:
        language = "fi"
    print(wording(language).message(f"cli.{key}", values), file=sys.stderr)
    return code
