"""Which language the user speaks: as the command says, else the environment, else Finnish."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hakemus.texts import LANGUAGES, Language, known_language

OPTION = "--language"
VARIABLE = "HAKEMUS_LANGUAGE"
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


@dataclass(frozen=True, slots=True)
class SpokenLanguage:
    """The user's language. `asked` is the one the option names; `chosen` is true when option or variable names it."""

    language: Language
    chosen: bool = False
    asked: Language | None = None


def spoken_language(arguments: Sequence[str], environment: Mapping[str, str]) -> SpokenLanguage:
    """Return the user's language; raise `UnknownNameError` when the option or the variable names another.

    The option may stand before or after the command, and the last one counts.

    >>> spoken_language(["check", "application.toml", "--language", "sv"], {"LANG": "fi_FI.UTF-8"})
    SpokenLanguage(language='sv', chosen=True, asked='sv')
    """
    if (asked := _option(arguments)) is not None:
        language = known_language(asked.lower())
        return SpokenLanguage(language, chosen=True, asked=language)
    if named := environment.get(VARIABLE):
        return SpokenLanguage(known_language(named.lower()), chosen=True)
    return SpokenLanguage(machine_language(environment))


def machine_language(environment: Mapping[str, str]) -> Language:
    """Return the language of the machine's locale, where it is one of ours, or else Finnish.

    >>> machine_language({"LANG": "sv_FI.UTF-8"}), machine_language({"LANG": "C.UTF-8"})
    ('sv', 'fi')
    """
    locale = next(filter(None, (environment.get(name) for name in _LOCALE_VARIABLES)), "")
    return next((language for language in LANGUAGES if locale.lower().startswith(language)), "fi")


def _option(arguments: Sequence[str]) -> str | None:
    found: str | None = None
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == OPTION and index + 1 < len(arguments):
            found = arguments[index + 1]
        elif argument.startswith(f"{OPTION}="):
            found = argument.partition("=")[2]
    return found
