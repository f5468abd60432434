"""What all commands have in common: how their words and options are read, their help, and how their outcome is printed.

A command is a function that is called with the session and with what its words and options say, already read, and that
returns an `Outcome`. `@command` names its texts in the catalogue, and adds `--json`, `--language` and the help.
"""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click
from click.shell_completion import CompletionItem

from hakemus.cli import INTERRUPTED
from hakemus.cli.complaints import NotADayError, RefusalError, unfit_group_reported
from hakemus.cli.session import (
    JSON,
    LANGUAGE,
    TO_THE_SCREEN,
    Outcome,
    Session,
    as_printed,
    error_values,
    show,
    terms_table,
)
from hakemus.errors import UnknownNameError
from hakemus.texts import LANGUAGES, Wording
from hakemus.values import typed
from hakemus.values.typed import TypedError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from hakemus.group import LeaderGroup
    from hakemus.model import Application
    from hakemus.texts import Language

_WIDEST = 100
_ChoiceT = TypeVar("_ChoiceT")

Names = Callable[[], Iterable[str | tuple[str, ...]]]
"""What a shell offers: a name, or a key with its names in Finnish, Swedish and English and what else it is called."""
NamesAfter = Callable[[Mapping[str, Any]], Iterable[str]]
Values = Callable[[Session], Mapping[str, object]]


class _Read(click.ParamType):  # type: ignore[type-arg]  # in older versions it takes none
    """Reads what was typed by a function of ours, whose errors are reported like those of the command itself."""

    name = "text"

    def __init__(self, read: Callable[[str], Any]) -> None:
        self._read = read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401, ARG002
        return self._read(value) if isinstance(value, str) else value


class Texts(NamedTuple):
    """What help says of a word or an option: `key` is the full key of its message, `name` that of what its value is."""

    key: str
    name: str
    values: Values | None

    def place(self, words: Wording) -> str:
        """Return what its value is called, such as FILE; of a switch, nothing."""
        key = f"cli.place.{self.name}"
        return words.message(key) if key in words.catalogue else self.name

    def help(self, session: Session) -> str:
        """Return what it is for."""
        return session.words.message(self.key, self.values(session) if self.values else None)


class Argument(click.Argument):
    """A word of a command: it must be there unless it has a default, or `required` is false.

    A shell completes it with `names`, or with `names_after`, which depend on the words before it.
    """

    def __init__(
        self,
        name: str,
        place: str,
        read: Callable[[str], Any] = str,
        *,
        text: str = "",
        names: Names | None = None,
        names_after: NamesAfter | None = None,
        values: Values | None = None,
        **more: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(
            [name], type=_Read(read), shell_complete=_completion(read, place, names, names_after), **more
        )
        self.texts = Texts(text or f"cli.argument.{name}", place, values)


class Option(click.Option):
    """An option of a command: one with a `place` takes a value, which `read` reads; one without is a switch.

    `shows` is true of an `--out` for which a plain `-` stands for the screen; another refuses it.
    """

    def __init__(
        self,
        name: str,
        place: str = "",
        read: Callable[[str], Any] = str,
        *,
        called: str = "",
        text: str = "",
        names: Names | None = None,
        values: Values | None = None,
        shows: bool = False,
        **more: Any,  # noqa: ANN401
    ) -> None:
        kind: dict[str, Any] = {"is_flag": True}
        if place:
            reads = _to_a_file if name == "--out" and not shows else read
            kind = {"type": _Read(reads), "shell_complete": _completion(read, place, names)}
        own = called or name.removeprefix("--").replace("-", "_")
        super().__init__([name, own], **kind, **more)
        self.texts = Texts(text or f"cli.option.{name.removeprefix('--')}", place, values)


def _to_a_file(text: str) -> Path:
    if Path(text) == TO_THE_SCREEN:
        raise RefusalError("cli.complaint.not-to-screen", {})
    return Path(text)


def _completion(
    read: Callable[[str], Any], place: str, names: Names | None, names_after: NamesAfter | None = None
) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Return what gives a shell what may follow: names that begin as typed, files or folders."""

    def begun_items(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
        known = names() if names else names_after(context.params) if names_after else ()
        session: Session = context.find_root().obj
        given, found = begun.casefold().replace(" ", ""), []
        if read is Path or place == "folder":  # first, since a shell begins anew with it
            found.append(CompletionItem(begun, type="dir" if place == "folder" else "file"))
        for key, *called in ((one,) if isinstance(one, str) else one for one in known):
            if any(name.casefold().replace(" ", "").startswith(given) for name in (key, *called)):
                label = called[LANGUAGES.index(session.spoken.language)] if called else None
                found.append(CompletionItem(key, help=label))
        return found

    return begun_items


class Command(click.Command):
    """A command whose texts are in the catalogue under `key`: `help`, `short` and `examples`."""

    allow_extra_args = True  # so that they come here, to be refused in the user's language

    def __init__(
        self, key: str, run: Callable[..., Outcome], params: Iterable[click.Parameter], language: str
    ) -> None:
        super().__init__(key.rpartition(".")[2], params=[*params, *_of_every_command(language)])
        self.key, self._run = key, run

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse words that the command has no place for."""
        rest = super().parse_args(ctx, args)
        if ctx.args and not ctx.resilient_parsing:
            raise RefusalError("cli.complaint.too-many", {"names": list(ctx.args)})
        return rest

    def invoke(self, ctx: click.Context) -> int:
        """Run the command, print its outcome, and return the exit code. Nothing is printed before it is there."""
        session: Session = ctx.find_root().obj
        return session.print_outcome(self._run(session, **ctx.params))

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help page."""
        formatter.write(printed_help(self, ctx))


def choice_of(kind: str, choices: Mapping[str, _ChoiceT]) -> Callable[[str], _ChoiceT]:
    """Return what reads one of a few words as what it stands for; another raises `UnknownNameError`."""

    def chosen(text: str) -> _ChoiceT:
        if text not in choices:
            raise UnknownNameError(kind, text, choices)
        return choices[text]

    return chosen


class Family(click.Group):
    """Commands under one word, such as `hakemus group`, or the whole program: alone, it shows its help.

    `commands` says where each command is: `groups.new` is `new` in the module `hakemus.cli.groups`.
    """

    def __init__(
        self,
        name: str,
        key: str,
        commands: Mapping[str, str],
        params: Iterable[click.Parameter] = (),
        about: str = "help",
    ) -> None:
        super().__init__(
            name,
            params=[*params, *_of_every_command("language")],
            invoke_without_command=True,
            callback=self._without_command,
        )
        self.key, self.about, self._places = key, about, commands

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of its commands, in the order of its help."""
        return list(self._places)

    def get_command(self, ctx: click.Context | None, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command, importing its module."""
        if cmd_name not in self._places:
            return None
        module, _, name = self._places[cmd_name].partition(".")
        found: click.Command = getattr(import_module(f"hakemus.cli.{module}"), name)
        return found

    def own_commands(self) -> "dict[str, Command | Family]":
        """Return its commands by their names."""
        found = {name: self.get_command(None, name) for name in self._places}
        return {name: one for name, one in found.items() if isinstance(one, Command | Family)}

    def walk(self) -> "Iterator[tuple[str, Command | Family]]":
        """Yield every command below it, each after the family it belongs to, with the words that it is called by."""
        for name, one in self.own_commands().items():
            yield name, one
            if isinstance(one, Family):
                yield from ((f"{name} {inner}", own) for inner, own in one.walk())

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is named; raise `UnknownNameError` when there is none."""
        if args[0] not in self._places and not args[0].startswith("-") and not ctx.resilient_parsing:
            raise UnknownNameError("command", args[0], list(self._places))
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help page."""
        formatter.write(printed_help(self, ctx))

    @staticmethod
    def _without_command(version: bool = False) -> None:
        context = click.get_current_context()
        session: Session = context.find_root().obj
        if version:
            context.exit(session.print_outcome(_version(session)))
        if context.invoked_subcommand is None:
            session.out.console.print(context.get_help().rstrip())
            context.exit(2)


def command(
    key: str, *params: click.Parameter, language: str = "language"
) -> Callable[[Callable[..., Outcome]], Command]:
    """Return what makes a command of a function that returns an `Outcome`.

    Args:
        key: Where its texts are in the catalogue; the command is called by the last word of it.
        params: Its words and options, in the order of its help; each is passed on by its name.
        language: The key of what is said of `--language`.
    """
    return lambda run: Command(key, run, params, language)


def _version(session: Session) -> Outcome:
    from hakemus.packaged import library_version

    number = library_version()
    text = f"hakemus {number}" if number else session.say("version-unknown")
    return Outcome(tell=lambda: show(session.out, text), more=lambda: {"version": number or None})


def interrupted(session: Session) -> Outcome:
    """Return what comes of a command that was interrupted."""
    return Outcome(
        tell=lambda: show(session.err, session.say("interrupted")),
        code=INTERRUPTED,
        error=error_values("interrupted", "cli.interrupted"),
    )


# What help says.


def printed_help(of: Command | Family, ctx: click.Context) -> str:
    """Return the help of a command as text for the session's console."""
    from rich.console import Group

    session: Session = ctx.find_root().obj
    width, console = min(session.out.width, _WIDEST), session.out.console
    with console.capture() as captured:
        console.print(Group(*_page(of, ctx.command_path, session)), width=width)
    return as_printed(captured.get())


def usage(of: Command | Family, path: str, session: Session) -> str:
    """Return how a command is called."""
    places = [one.texts.place(session.words) for one in of.params if isinstance(one, Argument)]
    if isinstance(of, Family):
        places.append(session.say("help.command-here"))
    return " ".join([path, *places, session.say("help.options-here")])


def texts_of(of: Command | Family, session: Session) -> tuple[str, str, str]:
    """Return what a command does, in a sentence and in a few words, and examples of it, a line each."""
    say, catalogue = session.words.message, session.words.catalogue
    about = of.about if isinstance(of, Family) else "help"
    keys = (f"{of.key}.{name}" for name in (about, "short", "examples"))
    full, short, examples = (say(key).strip() if key in catalogue else "" for key in keys)
    return full, short, examples


def terms_of(of: Command | Family, session: Session) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the words and the options of a command, each with what it is for."""
    words, options = [], []
    for one in of.params:
        if isinstance(one, Argument):
            words.append((one.texts.place(session.words), one.texts.help(session)))
        elif isinstance(one, Option):
            called = f"{one.opts[0]} {one.texts.place(session.words)}".strip()
            options.append((called, one.texts.help(session)))
    return words, options


def _page(of: Command | Family, path: str, session: Session) -> "Iterator[RenderableType]":
    from rich.padding import Padding
    from rich.text import Text

    about, _, examples = texts_of(of, session)
    words, options = terms_of(of, session)
    yield Text.assemble((f"{session.say('help.usage')}: ", "bold"), usage(of, path, session))
    yield _paragraph(about)
    if words:
        yield ""
        yield terms_table((f"  {name}", text) for name, text in words)
    if isinstance(of, Family):
        yield _paragraph(session.say("help.commands"), "bold")
        listed = of.own_commands().items()
        yield terms_table((f"  {name}", texts_of(own, session)[1]) for name, own in listed)
    yield _paragraph(session.say("help.options"), "bold")
    every = (*options, ("--help", session.say("help.help")))
    yield terms_table((f"  {name}", text) for name, text in every)
    if examples:
        yield _paragraph(session.say("help.examples"), "bold")
        yield from (Padding(Text(line), (0, 0, 0, 2)) for line in examples.splitlines())
    if isinstance(of, Family):
        yield _paragraph(session.say("help.exit-codes"))
        yield _paragraph(session.say("help.more"))


def _paragraph(text: str, style: str = "") -> "RenderableType":
    from rich.padding import Padding
    from rich.text import Text

    return Padding(Text(text, style=style), (1, 0, 0, 0))


# The words and options that several commands share.


def day(text: str) -> date:
    """Return the day of `2024-03-01` or `1.3.2024`; raise `NotADayError` for anything else.

    >>> day("1.3.2024") == day("2024-03-01")
    True
    """
    try:
        found = typed.day(text)
    except TypedError as error:
        raise NotADayError(text, "not-a-day") from error
    if not typed.is_likely(found):  # as the model, which takes no other
        raise NotADayError(text, "unlikely-day")
    return found


def leader_group(text: str) -> "LeaderGroup":
    """Return the Leader group of a folder, or the installed one of that name.

    Raises:
        UnfitGroupError: The folder cannot be used.
    """
    from hakemus.group import find_group

    with unfit_group_reported(text):
        return find_group(text)


def document_key(text: str) -> str:
    """Return the key of a document that is named by it or by its name in any language; another text as it is."""
    from hakemus.programme import entry_named

    entry = entry_named("paper", text)
    return entry.key if entry is not None else text


def documents() -> tuple[str, ...]:
    """Return the documents that can be made, as the programme lists them: their papers needn't be imported for it."""
    from hakemus.programme import keys_of_every_programme

    return keys_of_every_programme("paper")


def names_of(vocabulary: str) -> Iterator[tuple[str, ...]]:
    """Yield what a shell offers of a vocabulary: each key with its names, also those of everyday speech."""
    from hakemus.programme import entry_named, keys_of_every_programme

    for key in keys_of_every_programme(vocabulary):
        if (entry := entry_named(vocabulary, key)) is not None:
            yield (key, *map(entry.label.text, LANGUAGES), *entry.keys("also"))


def documents_named() -> Iterator[tuple[str, ...]]:
    """Yield the documents that can be made, with their names."""
    return names_of("paper")


def measures_listed(_: Session) -> Mapping[str, str]:
    """Return the keys of the forms of support as help lists them."""
    return {"measures": ", ".join(key for key, *_ in measures_named())}


def measures_named() -> Iterator[tuple[str, ...]]:
    """Yield the forms of support, with their names."""
    return names_of("measure")


def installed_groups() -> tuple[str, ...]:
    """Return the names of the Leader groups that installed packages bring."""
    from hakemus.group import list_installed

    return list_installed()


def _of_every_command(language: str) -> tuple[Option, Option]:
    # What both say was read before the command was found.
    return (
        Option(JSON, expose_value=False),
        Option(
            LANGUAGE,
            "language",
            names=lambda: LANGUAGES,
            text=f"cli.option.{language}",
            expose_value=False,
        ),
    )


FILE = Argument("file", "file", Path)
PAPER = Argument("paper", "paper", Path)
DOCUMENT = Argument(
    "document",
    "document",
    document_key,
    names=documents_named,
    values=lambda _: {"documents": ", ".join(documents())},
)
ON = Option("--on", "day", day)
GROUP = Option("--group", "folder", leader_group, text="group.command.option", names=installed_groups)
OVERWRITE = Option("--overwrite")
VERSION = Option("--version")


class Opened(NamedTuple):
    """An application file that a command was given, the day whose law counts, and the languages it is dealt with in.

    Attributes:
        application: What the file holds.
        words: The language of messages: the user's if they chose one, else the application's or the group's.
        language: The language of papers.
        day: As given, the application's, or today.
        by_law: A line that says which day it is.
    """

    application: "Application"
    words: Wording
    language: "Language"
    day: date
    by_law: str

    @classmethod
    def of(
        cls, session: Session, file: Path, on: date | None, group: "LeaderGroup | None" = None
    ) -> "Opened":
        """Return what is in a file; raises as `hakemus.load`."""
        import hakemus

        application = hakemus.load(file)
        own = application.language if group is None else group.language_of(application)
        words = session.words_for(own)
        found = on or application.date or session.today()
        source = "given" if on else "application" if application.date else "today"
        if group is not None and group.own_form(application.classification.measure) is not None:
            source = "own-form"
        by_law = words.message(f"cli.day.{source}", {"day": found})
        return cls(application, words, session.spoken.asked or own, found, by_law)


def refuse_to_replace(path: Path, *, overwrite: bool) -> None:
    """Raise `FileError` for a file that exists, before there is work to lose."""
    from hakemus.files.saving import refuse_existing

    if path != TO_THE_SCREEN:
        refuse_existing(path, overwrite=overwrite)
