"""What a group's folder puts in the place of ours: each message and template beside ours."""

import difflib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hakemus.assembly import template_path
from hakemus.group import LeaderGroup
from hakemus.texts import LANGUAGES, Language, wording
from hakemus.word import outline


@dataclass(frozen=True, slots=True)
class Override:
    """A file of the folder, or a message in it by its `key`, that stands in the place of ours.

    `ours` and `own` are the two as text: a message as it is, a template as its outline. `digest` changes with
    anything in ours, its form too.
    """

    file: str
    key: str
    language: Language
    ours: str
    own: str
    digest: str

    @property
    def place(self) -> str:
        """Return where it stands: the file, and the key in it."""
        return f"{self.file}: {self.key}" if self.key else self.file

    @property
    def difference(self) -> tuple[str, ...]:
        """Return the lines that differ: ours begin with `-`, the group's own with `+`."""
        return lines_that_differ(self.ours, self.own)


def overrides_of(group: LeaderGroup, folder: Path) -> Iterator[Override]:
    """Yield what a group's folder puts in the place of ours: messages, then templates, by language."""
    for language in LANGUAGES:
        ours = wording(language).catalogue
        for name, own in group.changed_messages(language).items():
            subject, _, key = name.partition(".")
            file = f"texts/{language}/{subject}.toml"
            yield Override(file, key, language, ours[name], own, _digest(ours[name].encode()))
    for language, document in group.changed_templates():
        file, path = f"templates/{language}/{document}.docx", template_path(document, language)
        content = path.read_bytes()
        yield Override(file, "", language, outline(content), outline(folder / file), _digest(content))


def lines_that_differ(before: str, after: str) -> tuple[str, ...]:
    r"""Return the lines that only one of two texts has, in order: `-` before, `+` after.

    >>> lines_that_differ("yksi\nkaksi", "yksi\nkolme")
    ('- kaksi', '+ kolme')
    """
    compared = difflib.ndiff(before.splitlines(), after.splitlines())
    return tuple(line for line in compared if line.startswith(("- ", "+ ")))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
