"""The help of a command in the user's language: what it does, its words and options, examples."""

from collections.abc import Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from typer.core import TyperCommand, TyperGroup

from hakemus.cli.outcome import Outcome
from hakemus.cli.refusals import TooManyWordsError
from hakemus.cli.session import Session, without_blanks_at_ends
from hakemus.errors import UnknownNameError

_WIDEST = 100


class Command(TyperCommand):
    """A command that tells its help and its outcome in the user's language, or its outcome as JSON.

    What a command returns is an `Outcome`; nothing is printed before it is there.
    """

    allow_extra_args = True  # so that they come here, to be told in the user's language

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """Refuse words that the command has no place for."""
        rest = super().parse_args(ctx, args)
        if ctx.args:
            raise TooManyWordsError(list(ctx.args))
        return rest

    def invoke(self, ctx: Any) -> int:  # noqa: ANN401
        """Run the command, print its outcome, and return the exit code."""
        return print_outcome(ctx.find_root().obj, super().invoke(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the help page."""
        formatter.write(printed_help(self, ctx))


class CommandGroup(TyperGroup):
    """The whole program: its commands, and what is said of one that it lacks."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """Return the command that is named; raise `UnknownNameError` when there is none."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            raise UnknownNameError("command", args[0], self.commands)
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the help page."""
        formatter.write(printed_help(self, ctx))


def print_outcome(session: Session, outcome: Outcome) -> int:
    """Print what came of a command, as JSON where that was asked for, and return the exit code."""
    if session.as_json:
        session.put(f"{outcome.to_json()}\n")
    else:
        outcome.tell()
    return outcome.code


def printed_help(command: TyperCommand | TyperGroup, ctx: Any) -> str:  # noqa: ANN401
    """Return the help of a command as text for the session's console."""
    session: Session = ctx.find_root().obj
    width = min(session.out.width, _WIDEST)
    with session.out.capture() as captured:
        session.out.print(Group(*_page(command, ctx, session)), width=width)
    return without_blanks_at_ends(captured.get())


def _page(command: TyperCommand | TyperGroup, ctx: Any, session: Session) -> Iterator[RenderableType]:  # noqa: ANN401
    parameters: list[Any] = list(command.params)
    arguments = [parameter for parameter in parameters if parameter.param_type_name == "argument"]
    options = [parameter for parameter in parameters if parameter.param_type_name == "option"]
    placeholders = [parameter.metavar or "" for parameter in arguments]
    if isinstance(command, TyperGroup):
        placeholders.append(session.say("help.command-here"))
    usage = " ".join([ctx.command_path, *placeholders, session.say("help.options-here")])
    yield Text.assemble((f"{session.say('help.usage')}: ", "bold"), usage)
    yield _paragraph(command.help or "")
    if arguments:
        yield ""
        yield _terms([(parameter.metavar or "", parameter.help or "") for parameter in arguments])
    if isinstance(command, TyperGroup):
        yield _heading(session.say("help.commands"))
        yield _terms([(name, own.short_help or "") for name, own in command.commands.items()])
    yield _heading(session.say("help.options"))
    told = [(_option(parameter), parameter.help or "") for parameter in options]
    yield _terms([*told, ("--help", session.say("help.help"))])
    if command.epilog:
        yield _heading(session.say("help.examples"))
        yield from (Padding(Text(line), (0, 0, 0, 2)) for line in command.epilog.strip().splitlines())
    if isinstance(command, TyperGroup):
        yield _paragraph(session.say("help.exit-codes"))
        yield _paragraph(session.say("help.more"))


def _option(parameter: Any) -> str:  # noqa: ANN401
    return f"{parameter.opts[0]} {parameter.metavar}" if parameter.metavar else str(parameter.opts[0])


def _paragraph(text: str) -> RenderableType:
    return Padding(Text(text), (1, 0, 0, 0))


def _heading(text: str) -> RenderableType:
    return Padding(Text(text, style="bold"), (1, 0, 0, 0))


def _terms(rows: list[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 3, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column()
    for name, text in rows:
        table.add_row(Text(f"  {name}"), Text(text))
    return table
