"""The commands: each with its words, options and examples, from the program itself, in a language."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from generators.markdown import code, page, table
from hakemus.cli.app import NAME, PROGRAM
from hakemus.cli.command import Command, Family, terms_of, texts_of, usage
from hakemus.cli.session import Screen, Session, SpokenLanguage
from hakemus.texts import Language

_CONTRACT = Path(__file__).parents[2] / "tests" / "frozen" / "contract.json"
_OF_EVERY = ("ok", "written", "findings", "error")
_TITLES: dict[Language, str] = {"en": "Commands", "fi": "Komennot", "sv": "Kommandon"}


def commands_page(language: Language) -> str:
    """Return the page of every command in a language."""
    session = Session(SpokenLanguage(language, chosen=True), Screen(), Screen(errors=True))
    return page(
        _TITLES[language],
        texts_of(PROGRAM, session)[0],
        _listed(PROGRAM, NAME, session),
        *_about(PROGRAM, NAME, session),
        session.say("help.exit-codes"),
        *(_section(command, f"{NAME} {words}", session) for words, command in PROGRAM.walk()),
        *(_json_keys() if language == "en" else ()),
    )


def _json_keys() -> Iterator[str]:
    """Yield the table of what each command's JSON has, as the tests hold it."""
    shapes = json.loads(_CONTRACT.read_text(encoding="utf-8"))["json"]
    rows = (
        (code(command), ", ".join(_shown(key, value) for key, value in shape.items() if key not in _OF_EVERY))
        for command, (_, shape) in shapes.items()
        if {*shape} - {*_OF_EVERY}
    )
    yield "## What is in the JSON"
    yield (
        "With `--json` each command prints these keys in addition to [those of every command]"
        "(../command-line.md#common-to-all-commands);\nin brackets the keys of each entry of a list."
    )
    yield table(("Command", "Keys"), rows)


def _shown(key: str, value: object) -> str:
    inner = value[0] if isinstance(value, list) and value else value
    return f"{code(key)} ({', '.join(map(code, inner))})" if isinstance(inner, Mapping) else code(key)


def _listed(family: Family, path: str, session: Session) -> str:
    """Return the table of a family's commands, each with a link to its section."""
    rows = (
        (f"[{code(f'{path} {name}')}](#{path.replace(' ', '-')}-{name})", texts_of(command, session)[1])
        for name, command in family.own_commands().items()
    )
    return table((session.say("help.commands"), ""), rows)


def _section(command: Command | Family, path: str, session: Session) -> str:
    listed = [_listed(command, path, session)] if isinstance(command, Family) else []
    return "\n\n".join(
        [f"## {code(path)}", texts_of(command, session)[0], *listed, *_about(command, path, session)]
    )


def _about(command: Command | Family, path: str, session: Session) -> Iterator[str]:
    """Yield how a command is called, its words, its options, and examples."""
    yield f"```text\n{usage(command, path, session)}\n```"
    words, options = terms_of(command, session)
    rows = ((code(name), text) for name, text in (*words, *options))
    yield table((session.say("help.options"), ""), rows)
    if examples := texts_of(command, session)[2]:
        yield f"{session.say('help.examples')}:"
        yield f"```text\n{examples}\n```"
