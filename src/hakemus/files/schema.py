"""The JSON Schema of files in a language, for editors: the official terms, guidance and choices."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from hakemus.errors import verb
from hakemus.files.commented import named_choices
from hakemus.model import Application, Assessment, Meeting, Part
from hakemus.model.schema import Field, fields_of
from hakemus.programme import Programme, programme_on
from hakemus.texts import Language, Wording, wording

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]


@verb
def application_schema(language: Language, programme: Programme | None = None) -> Schema:
    """Return the JSON Schema of application files, with titles, descriptions and names of choices in a language.

    What an editor cannot know stays with `load`: check digits, likely dates, a sum given twice.

    >>> application_schema("fi")["properties"]["applicant"]["properties"]["business_id"]["title"]
    'Y-tunnus'
    """
    title = wording(language).message("application-file.title-plain")
    return _schema(Application, "", title, wording(language), programme or programme_on(None))


@verb
def meeting_schema(language: Language) -> Schema:
    """Return the JSON Schema of `meeting.toml`, as `application_schema`.

    >>> meeting_schema("sv")["properties"]["tie_rule"]["oneOf"][0]["title"]
    'Delad placering'
    """
    words = wording(language)
    return _schema(Meeting, "meeting", words.term("meeting"), words, programme_on(None))


@verb
def assessment_schema(language: Language) -> Schema:
    """Return the JSON Schema of `assessment.toml`, as `application_schema`; which criteria there are, groups tell.

    >>> assessment_schema("fi")["properties"]["proposed_amount"]["title"]
    'Esitetty Leader-tuki'
    """
    words = wording(language)
    return _schema(Assessment, "assessment", words.term("assessment"), words, programme_on(None))


def _schema(model: type[Part], root: str, title: str, words: Wording, programme: Programme) -> Schema:
    table = _Titler(words, programme, f"{root}." if root else "").table(fields_of(model))
    return {"$schema": _DIALECT, "title": title, **table, "required": ["schema_version"]}


class _NoDefaults(GenerateJsonSchema):
    """Leaves out what a field holds that nobody has filled: no editor needs it, and older pydantic can't write it."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> dict[str, Any]:
        """Return what the field takes, without its default."""
        return self.generate_inner(schema["schema"])


@dataclass(frozen=True, slots=True)
class _Titler:
    """Writes a schema out in full: a person's name is called otherwise here than there, so no part is shared."""

    words: Wording
    programme: Programme
    root: str

    def table(self, fields: Iterable[Field]) -> Schema:
        fields = tuple(fields)
        owners = {field.owner for field in fields}
        said = {one: one.model_json_schema(schema_generator=_NoDefaults)["properties"] for one in owners}
        properties = {field.name: self._property(field, said[field.owner][field.name]) for field in fields}
        return {"type": "object", "properties": properties, "additionalProperties": False}

    def _property(self, field: Field, said: Schema) -> Schema:
        """Return what a field takes, as pydantic says it, with the table of its part or the names of its choices."""
        path = self.root + field.path
        titled = {"title": self.words.term(path)}
        if (guidance := f"guidance.{path}") in self.words.catalogue:
            titled["description"] = self.words.message(guidance)
        shape = {key: value for key, value in said.items() if key not in ("title", "description", "default")}
        if field.part is not None:
            table = self.table(field.fields)
            shape = {**shape, "items": table} if field.is_list else table
        elif field.keys:
            choices = named_choices(field, self.words, self.programme)
            missing = [{"type": "null"}] if field.default is None else []
            shape = {"oneOf": [*({"const": key, "title": name} for key, name in choices.items()), *missing]}
        return {**titled, **shape}
