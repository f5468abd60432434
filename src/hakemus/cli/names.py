"""The names that a shell completes: what may stand in the place of an argument or of an option's value."""

# ruff: noqa: PLC0415 - the names are looked up when a shell asks for them, so that help and complaints come at once

from collections.abc import Callable, Iterable

from hakemus.texts import LANGUAGES

SHELLS = ("bash", "zsh", "fish", "powershell")


def completer(place: str) -> Callable[[str], list[str]] | None:
    """Return what tells a shell the names that begin as typed; None for a place without known names, as a file's.

    >>> completer("language")("s")
    ['sv']
    """
    names = _NAMES.get(place)
    if names is None:
        return None

    def begun(incomplete: str) -> list[str]:
        return [name for name in names() if name.startswith(incomplete)]

    return begun


def _measures() -> Iterable[str]:
    from hakemus.programme import keys_of_every_programme

    return keys_of_every_programme("measure")


def _documents() -> Iterable[str]:
    from hakemus.papers import list_documents

    return list_documents()


def _rules() -> Iterable[str]:
    from hakemus.desk.rule_explanation import explain_rules

    return (rule.id for rule in explain_rules())


def _parts() -> Iterable[str]:
    from hakemus.desk.rule_explanation import list_fields

    return (field.path for field in list_fields() if "." not in field.path)


_NAMES: dict[str, Callable[[], Iterable[str]]] = {
    "language": lambda: LANGUAGES,
    "shell": lambda: SHELLS,
    "measure": _measures,
    "document": _documents,
    "rule": _rules,
    "part": _parts,
}
