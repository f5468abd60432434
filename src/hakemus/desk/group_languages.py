"""Which of a group's texts a language lacks, so that its papers show them in another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hakemus.desk.group_report import GroupFinding
from hakemus.group import LeaderGroup
from hakemus.group.folder import file_of
from hakemus.group.settings import texts_of
from hakemus.texts import LANGUAGES, Language, wording

_NAME = "name"
_MOST_SHOWN = 6


def in_another_language(group: LeaderGroup) -> Iterator[GroupFinding]:
    """Yield a note for the texts that a language lacks, by their file; a group's name may be one in all."""
    lacking: dict[tuple[str, tuple[Language, ...]], list[str]] = {}
    for path, names in texts_of(group):
        languages = tuple(language for language in LANGUAGES if language not in names.languages)
        if languages and path != _NAME:
            lacking.setdefault((file_of(path), languages), []).append(path)
    for (file, languages), paths in sorted(lacking.items()):
        yield _note(file, languages, paths)


def _note(file: str, languages: Sequence[Language], paths: Sequence[str]) -> GroupFinding:
    shown = ", ".join(paths[:_MOST_SHOWN]) + (" …" if len(paths) > _MOST_SHOWN else "")
    keys = ", ".join(f'{language} = "…"' for language in languages)
    values = {"texts": shown, "count": len(paths), "keys": keys, "languages": _Called(tuple(languages))}
    return GroupFinding.of("texts-lack-language", "note", file, **values)


@dataclass(frozen=True, slots=True)
class _Called:
    """Languages, by what they are called in another."""

    languages: tuple[Language, ...]

    def text(self, reader: Language) -> str:
        """Return their names for a reader of a language."""
        words = wording(reader)
        return words.list([words.message(f"words.language-{language}") for language in self.languages])
