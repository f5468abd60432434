"""The fields of an application: the path of each in the file, its official term, and what belongs there."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hakemus.model import Application, Part
from hakemus.texts import LANGUAGES, Language, wording
from hakemus.texts.catalogue import open_catalogue
from hakemus.texts.glossary import open_glossary


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


def list_fields() -> tuple[FieldTerm, ...]:
    """Return every field of an application file, in the order of the file.

    >>> [field.term("sv") for field in list_fields() if field.path == "applicant.business_id"]
    ['FO-nummer']
    """
    return tuple(FieldTerm(path) for path in _paths(Application, ""))


def fields_as_json(fields: Sequence[FieldTerm]) -> str:
    """Return fields as JSON, each with its terms and guidance in all languages, and where its terms come from."""
    glossary = open_glossary()
    values = [
        {
            "path": field.path,
            "term": {language: field.term(language) for language in LANGUAGES},
            "guidance": {language: field.guidance(language) for language in LANGUAGES},
            "source": glossary[field.plain_path].source,
            "certainty": glossary[field.plain_path].certainty,
            "ours": list(glossary[field.plain_path].ours),
        }
        for field in fields
    ]
    return json.dumps(values, ensure_ascii=False, indent=2)


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
