"""The commands: each with its words, options and examples, from the program itself, in a language."""

from collections.abc import Iterator
from typing import Any

from typer.core import TyperGroup
from typer.main import get_command

from generators.markdown import code, page, table
from hakemus.cli.app import PROGRAM, build
from hakemus.cli.session import Session, console
from hakemus.cli.user_language import SpokenLanguage
from hakemus.texts import Language

_TITLES: dict[Language, str] = {"en": "Commands", "fi": "Komennot", "sv": "Kommandon"}


def commands_page(language: Language) -> str:
    """Return the page of every command in a language."""
    session = Session(SpokenLanguage(language, chosen=True), console(), console(errors=True))
    program: Any = get_command(build(session))
    return page(
        _TITLES[language],
        program.help,
        table((session.say("help.commands"), ""), _listed(program, PROGRAM)),
        *_about(program, PROGRAM, session),
        session.say("help.exit-codes"),
        *(_section(command, path, session) for path, command in _all(program, PROGRAM)),
    )


def _all(group: Any, path: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Yield every command below a group, with the words by which it is called."""
    for name, command in group.commands.items():
        yield f"{path} {name}", command
        if isinstance(command, TyperGroup):
            yield from _all(command, f"{path} {name}")


def _listed(group: Any, path: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    for name, command in group.commands.items():
        yield f"[{code(f'{path} {name}')}](#{path}-{name})", command.short_help or ""


def _section(command: Any, path: str, session: Session) -> str:  # noqa: ANN401
    group = isinstance(command, TyperGroup)
    parts = [
        f"## {code(path)}",
        command.help or "",
        *([table((session.say("help.commands"), ""), _nested(command, path))] if group else []),
        *_about(command, path, session),
    ]
    return "\n\n".join(part for part in parts if part)


def _nested(group: Any, path: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    for name, command in group.commands.items():
        called = f"{path} {name}"
        yield f"[{code(called)}](#{called.replace(' ', '-')})", command.short_help or ""


def _about(command: Any, path: str, session: Session) -> Iterator[str]:  # noqa: ANN401
    """Yield how a command is called, its words, its options, and examples."""
    words = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option"]
    places = [one.metavar or "" for one in words]
    if isinstance(command, TyperGroup):
        places.append(session.say("help.command-here"))
    usage = " ".join([path, *places, session.say("help.options-here")])
    yield f"```text\n{usage}\n```"
    rows = [*((one.metavar or "", one.help or "") for one in words), *map(_option, options)]
    yield table((session.say("help.options"), ""), ((code(name), text) for name, text in rows))
    if command.epilog:
        yield f"{session.say('help.examples')}:"
        yield f"```text\n{command.epilog.strip()}\n```"


def _option(parameter: Any) -> tuple[str, str]:  # noqa: ANN401
    name = str(parameter.opts[0])
    return f"{name} {parameter.metavar}" if parameter.metavar else name, parameter.help or ""
