"""The command that teaches a shell to complete the program's commands, options and names."""

from typing import Annotated, Any

import typer
from typer._completion_classes import completion_init
from typer._completion_shared import get_completion_script

from hakemus.cli.help_page import Command
from hakemus.cli.names import SHELLS
from hakemus.cli.options import argument, json_option, language_option
from hakemus.cli.outcome import Outcome
from hakemus.cli.session import Session
from hakemus.errors import UnknownNameError

_VARIABLE = "_HAKEMUS_COMPLETE"
"""By this variable of the environment a shell asks the program what may follow."""


def answer_shells() -> None:
    """Let the program answer a shell that asks what may follow on its line."""
    completion_init()


def add_completion(app: typer.Typer, session: Session) -> None:
    """Add the command that prints the lines a shell needs."""
    told = {"help": "help", "short_help": "short", "epilog": "examples"}
    texts: dict[str, Any] = {name: session.say(f"completion.{key}") for name, key in told.items()}

    @app.command("completion", cls=Command, **texts)
    def completion(
        shell: Annotated[str, argument(session, "shell", "shell")],
        *,
        _json: Annotated[bool, json_option(session)] = False,
        _language: Annotated[str | None, language_option(session)] = None,
    ) -> Outcome:
        if shell not in SHELLS:
            raise UnknownNameError("shell", shell, SHELLS)
        script = get_completion_script(prog_name="hakemus", complete_var=_VARIABLE, shell=shell)
        return Outcome(tell=lambda: session.put(f"{script}\n"), more={"text": f"{script}\n"})
