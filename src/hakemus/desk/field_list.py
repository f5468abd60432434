"""The fields of an application: the path of each in the file, its official term, and what belongs there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hakemus.model import Application, Part
from hakemus.texts import LANGUAGES, Language, wording
from hakemus.texts.catalogue import open_catalogue, open_glossary


@dataclass(frozen=True, slots=True)
class FieldTerm:
    """A field by its path, positions in lists written `[]`."""

    path: str

    @property
    def plain_path(self) -> str:
        """Return the path under which glossary and guidance know it."""
        return self.path.replace("[]", "")

    def term(self, language: Language) -> str:
        """Return what it is called."""
        return wording(language).term(self.plain_path)

    def guidance(self, language: Language) -> str:
        """Return what belongs there, or nothing when its name says it."""
        told = open_catalogue(language).messages.get(f"guidance.{self.plain_path}", "")
        return " ".join(told.split())

    def as_mapping(self) -> dict[str, Any]:
        """Return it as plain values: terms and guidance in all languages, and where the terms come from."""
        entry = open_glossary()[self.plain_path]
        return {
            "path": self.path,
            "term": {language: self.term(language) for language in LANGUAGES},
            "guidance": {language: self.guidance(language) for language in LANGUAGES},
            "source": entry.source,
            "certainty": entry.certainty,
            "ours": list(entry.ours),
        }


def list_fields() -> tuple[FieldTerm, ...]:
    """Return every field of an application file, in the order of the file.

    >>> [field.term("sv") for field in list_fields() if field.path == "applicant.business_id"]
    ['FO-nummer']
    """
    return tuple(FieldTerm(path) for path in _paths(Application, ""))


def _paths(part: type[Part], prefix: str) -> Iterator[str]:
    for name, info in part.model_fields.items():
        path = f"{prefix}{name}"
        yield path
        inner, is_list = _part_in(info.annotation)
        if inner is not None:
            yield from _paths(inner, f"{path}{'[]' if is_list else ''}.")


def _part_in(annotation: object) -> tuple[type[Part] | None, bool]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation, False
    for argument in getattr(annotation, "__args__", ()):
        if isinstance(argument, type) and issubclass(argument, Part):
            return argument, True
    return None, False
