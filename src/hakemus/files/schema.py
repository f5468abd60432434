"""The JSON Schema of an application file in a language, for editors: the official terms, guidance and choices."""

from collections.abc import Mapping
from typing import Any

from hakemus.documents.presentation import VOCABULARIES
from hakemus.model import Application
from hakemus.programme import Programme, open_programme
from hakemus.texts import Language, Wording, wording

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_REFERENCE = "#/$defs/"
_CHOICES = {kind.__name__: vocabulary for kind, vocabulary in VOCABULARIES.items()}

Schema = dict[str, Any]


def application_schema(language: Language, programme: Programme | None = None) -> Schema:
    """Return the JSON Schema of application files, with titles, descriptions and names of choices in a language.

    What an editor cannot know stays with `load`: check digits, likely dates, a sum given twice.

    >>> application_schema("fi")["properties"]["applicant"]["properties"]["business_id"]["title"]
    'Y-tunnus'
    """
    raw = Application.model_json_schema()
    titler = _Titler(wording(language), programme or open_programme(), raw["$defs"])
    schema = titler.table(raw, "")
    return {
        "$schema": _DIALECT,
        "title": wording(language).message("application-file.title-plain"),
        **schema,
        "required": ["schema_version"],
    }


class _Titler:
    """Writes a schema out in full: a person's name is called otherwise here than there, so no part is shared."""

    def __init__(self, words: Wording, programme: Programme, parts: Mapping[str, Schema]) -> None:
        self._words = words
        self._programme = programme
        self._parts = parts

    def table(self, schema: Schema, path: str) -> Schema:
        properties = {
            name: self._field(field, f"{path}.{name}" if path else name)
            for name, field in schema["properties"].items()
        }
        return {"type": "object", "properties": properties, "additionalProperties": False}

    def _field(self, schema: Schema, path: str) -> Schema:
        key = f"guidance.{path}"
        guidance = {"description": self._words.message(key)} if key in self._words.catalogue else {}
        return {"title": self._words.term(path), **guidance, **self._shape(schema, path)}

    def _shape(self, schema: Schema, path: str) -> Schema:
        kept = {key: value for key, value in schema.items() if key not in ("title", "description", "default")}
        if "$ref" in kept:
            return self._part(str(kept["$ref"]).removeprefix(_REFERENCE), path)
        if "anyOf" in kept:
            kept = self._any_of([self._shape(option, path) for option in kept["anyOf"]])
        if "items" in kept:
            kept["items"] = self._shape(kept["items"], path)
        return kept

    @staticmethod
    def _any_of(options: list[Schema]) -> Schema:
        """Return one list of choices where a closed list may also be missing, and else the options as they are."""
        choices = [choice for option in options for choice in option.get("oneOf", ())]
        if not choices:
            return {"anyOf": options}
        return {"oneOf": [*choices, *(option for option in options if "oneOf" not in option)]}

    def _part(self, name: str, path: str) -> Schema:
        vocabulary = _CHOICES.get(name)
        if vocabulary is None:
            return self.table(self._parts[name], path)
        language = self._words.language
        entries = self._programme.vocabulary(vocabulary).entries
        return {"oneOf": [{"const": entry.key, "title": entry.label.text(language)} for entry in entries]}
