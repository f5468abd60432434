"""The program: which commands there are, one run of it, and what it answers a shell that completes its line."""

import logging
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    ShellComplete,
    add_completion_class,
    get_completion_class,
    shell_complete,
)

from hakemus.cli.command import VERSION, Argument, Family, command, interrupted
from hakemus.cli.complaints import COMPLAINTS, complain
from hakemus.cli.session import (
    Outcome,
    Screen,
    Session,
    SpokenLanguage,
    json_asked,
    machine_language,
    show,
    spoken_language,
)
from hakemus.errors import FileError, UnknownNameError

NAME = "hakemus"
PROGRAM = Family(
    NAME,
    "cli",
    {
        "open": "starting.open_page",
        "new": "starting.new",
        "record": "starting.record",
        "check": "checking.check",
        "render": "papers.render",
        "papers": "papers.papers",
        "calendar": "papers.calendar",
        "form": "papers.form",
        "read": "word_files.read",
        "update": "word_files.update",
        "compare": "word_files.compare",
        "board": "groups.board",
        "schema": "starting.schema",
        "rules": "lookups.rules",
        "law": "lookups.law",
        "fields": "lookups.fields",
        "completion": "app.completion",
        "budget": "budget.BUDGET",
        "templates": "groups.TEMPLATES",
        "group": "groups.GROUP_COMMANDS",
    },
    [VERSION],
    about="about",
)


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run a command and return its exit code; what goes wrong is reported, not raised."""
    as_json = json_asked(arguments)
    try:
        spoken = spoken_language(arguments, environment)
    except UnknownNameError as error:
        spoken = SpokenLanguage(machine_language(environment))
        return complain(Session(spoken, Screen(), Screen(errors=True), as_json=as_json), error)
    return run_session(Session(spoken, Screen(), Screen(errors=True), as_json=as_json), arguments)


def run_session(session: Session, arguments: Sequence[str]) -> int:
    """Run a command in a session that is made already, and return its exit code."""
    if instruction := os.environ.get(_VARIABLE):
        sys.exit(shell_complete(PROGRAM, {"obj": session}, NAME, _VARIABLE, instruction))
    try:
        with (
            _waiting_said(session),
            PROGRAM.make_context(NAME, list(arguments), obj=session) as context,
        ):
            return int(PROGRAM.invoke(context) or 0)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except KeyboardInterrupt:
        return session.print_outcome(interrupted(session))
    except COMPLAINTS as error:
        return complain(session, error)
    except OSError as error:
        if not isinstance(error.filename, str):  # the console itself
            raise
        # A question to the file system that was refused; whatever is written or read in bulk names its own errors.
        return complain(session, FileError(error.filename, "unreadable", str(error)))


class _Waiting(logging.Handler):
    """Takes what the library logs of waiting, whose only value is the folder."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def emit(self, record: logging.LogRecord) -> None:
        """Print it to the error output."""
        if isinstance(record.args, tuple) and record.args:
            show(self._session.err, self._session.say("waiting", {"path": str(record.args[0])}))


@contextmanager
def _waiting_said(session: Session) -> Iterator[None]:
    """Say it in the user's language when a command waits for another that writes into the same folder."""
    log, handler = logging.getLogger("hakemus.files.saving"), _Waiting(session)
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)


_VARIABLE = "_HAKEMUS_COMPLETE"
"""By this variable of the environment a shell asks the program what may follow."""


@add_completion_class
class _BashComplete(BashComplete):
    """Bash, which makes three words of `--language=sv`."""

    def get_completion_args(self) -> tuple[list[str], str]:
        words, begun = super().get_completion_args()
        return [word for word in words if word != "="], begun


@add_completion_class
class _PowerShellComplete(ShellComplete):
    """PowerShell, which click doesn't know."""

    name = "powershell"
    source_template = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $Env:%(complete_var)s = "powershell_complete"
    $Env:COMP_WORDS = $commandAst.ToString()
    $Env:COMP_INCOMPLETE = $wordToComplete
    %(prog_name)s | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
    }
    Remove-Item Env:%(complete_var)s, Env:COMP_WORDS, Env:COMP_INCOMPLETE
}
"""

    def get_completion_args(self) -> tuple[list[str], str]:
        begun = os.environ.get("COMP_INCOMPLETE", "")
        words = re.findall(r'"[^"]*"|\S+', os.environ.get("COMP_WORDS", ""))[1:]
        return [word.strip('"') for word in (words[:-1] if begun else words)], begun

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        # Of files, it gives its own names where it is given none.
        return [item for item in super().get_completions(args, incomplete) if item.type == "plain"]

    def format_completion(self, item: CompletionItem) -> str:
        return str(item.value)


_SHELLS = ("bash", "zsh", "fish", "powershell")


@command("cli.completion", Argument("shell", "shell", names=lambda: _SHELLS))
def completion(session: Session, shell: str) -> Outcome:
    """Print the lines by which a shell completes the program's commands, options and names."""
    found = get_completion_class(shell) if shell in _SHELLS else None
    if found is None:
        raise UnknownNameError("shell", shell, _SHELLS)
    asking = found(PROGRAM, {}, NAME, _VARIABLE)
    script = f"{(asking.source_template % asking.source_vars()).strip()}\n"
    return Outcome(tell=lambda: session.put(script), more=lambda: {"text": script})
