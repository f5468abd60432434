"""The JSON Schema of files in a language, for editors: the official terms, guidance and choices."""

from collections.abc import Mapping
from typing import Any

from hakemus.files.board_blank import board_choices
from hakemus.model import Application, Assessment, Meeting, Part
from hakemus.papers.presentation import VOCABULARIES
from hakemus.programme import Programme, programme_on
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
    title = wording(language).message("application-file.title-plain")
    return _schema(Application, "", title, wording(language), programme or programme_on(None))


def meeting_schema(language: Language) -> Schema:
    """Return the JSON Schema of `meeting.toml`, as `application_schema`.

    >>> meeting_schema("sv")["properties"]["tie_rule"]["oneOf"][0]["title"]
    'Delad placering'
    """
    words = wording(language)
    return _schema(Meeting, "meeting", words.term("meeting"), words, programme_on(None))


def assessment_schema(language: Language) -> Schema:
    """Return the JSON Schema of `assessment.toml`, as `application_schema`; which criteria there are, groups tell.

    >>> assessment_schema("fi")["properties"]["proposed_amount"]["title"]
    'Esitetty Leader-tuki'
    """
    words = wording(language)
    return _schema(Assessment, "assessment", words.term("assessment"), words, programme_on(None))


def _schema(model: type[Part], root: str, title: str, words: Wording, programme: Programme) -> Schema:
    raw = model.model_json_schema()
    table = _Titler(words, programme, raw.get("$defs", {})).table(raw, root)
    return {"$schema": _DIALECT, "title": title, **table, "required": ["schema_version"]}


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
        if "enum" in kept and (named := board_choices(path, self._words)):
            return {"oneOf": [{"const": key, "title": name} for key, name in named.items()]}
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
