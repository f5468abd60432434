"""Which of a group's texts a language lacks, so that its papers show them in another."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakemus.desk.group_report import GroupFinding
from hakemus.group import LeaderGroup
from hakemus.group.data_files import file_of
from hakemus.group.languages import texts_of
from hakemus.texts import LANGUAGES, Language, wording

_NAME = "name"
_MOST_SHOWN = 6


def in_another_language(group: LeaderGroup) -> Iterator[GroupFinding]:
    """Yield a note for each language and file with texts that the language lacks; a name may be one in all."""
    texts = [(path, names) for path, names in texts_of(group) if path != _NAME]
    for language in LANGUAGES:
        lacking = [path for path, names in texts if language not in names.languages]
        for file in sorted(set(map(file_of, lacking))):
            here = [path for path in lacking if file_of(path) == file]
            shown = ", ".join(here[:_MOST_SHOWN]) + (" …" if len(here) > _MOST_SHOWN else "")
            values = {"texts": shown, "count": len(here), "key": language, "language": _Called(language)}
            yield GroupFinding.of("texts-lack-language", "note", file, **values)


@dataclass(frozen=True, slots=True)
class _Called:
    """A language, by what it is called in another."""

    language: Language

    def text(self, reader: Language) -> str:
        """Return its name for a reader of a language."""
        return wording(reader).message(f"words.language-{self.language}")
