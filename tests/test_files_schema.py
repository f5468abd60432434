"""The JSON Schema for editors: every field by its official term, every closed list by its names."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hakemus.files import application_schema
from hakemus.model.schema import schema as fields_by_pattern
from hakemus.packaged import packaged_folder
from hakemus.programme import open_programme
from hakemus.reading import read_toml
from hakemus.texts import LANGUAGES, Language, wording

EXAMPLES = sorted(packaged_folder("examples").glob("*/application.toml"))


def options_of(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a schema and what may stand for it."""
    return [schema, *schema.get("anyOf", ()), *schema.get("oneOf", ())]


def described(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every field that a schema describes, with its path."""
    for name, field in schema.get("properties", {}).items():
        here = f"{path}.{name}" if path else name
        yield here, field
        yield from described(field, here)
        yield from described(field.get("items", {}), here)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_its_official_term(language: Language) -> None:
    """The schema has the fields of the model, no more and no less, each titled as the glossary does."""
    found = dict(described(application_schema(language)))

    assert set(found) == {field.path for field in fields_by_pattern().values()}
    assert all(field["title"] == wording(language).term(path) for path, field in found.items())


@pytest.mark.parametrize("language", LANGUAGES)
def test_guidance_describes_the_fields(language: Language) -> None:
    """What the guidance says of a field, an editor shows."""
    need = dict(described(application_schema(language)))["plan.need"]

    assert need["description"] == wording(language).message("guidance.plan.need")


def test_choices_go_by_their_names() -> None:
    """A closed list states each key with its name in the language, and nothing else is allowed."""
    rural_type = dict(described(application_schema("sv")))["classification.rural_type"]

    told = {
        option["const"]: option["title"]
        for one in options_of(rural_type)
        for option in options_of(one)
        if "const" in option
    }

    assert told == {entry.key: entry.label.sv for entry in open_programme().vocabulary("rural_type").entries}


def test_the_schema_stands_alone() -> None:
    """No part refers to another, and the whole goes through JSON."""
    text = json.dumps(application_schema("fi"), ensure_ascii=False)

    assert "$ref" not in text
    assert json.loads(text) == application_schema("fi")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.parent.name)
def test_the_examples_are_as_the_schema_says(example: Path) -> None:
    """An editor would find no unknown key and no unknown choice in the examples."""
    assert list(complaints(read_toml(example), application_schema("fi"), "")) == []


def test_an_unknown_key_and_an_unknown_choice_are_seen() -> None:
    """What the loader refuses, an editor marks."""
    values = {"schema_version": 1, "applicant": {"nimi": "x"}, "budget": {"cost_model": "guess"}}

    assert list(complaints(values, application_schema("fi"), "")) == [
        "applicant.nimi: unknown",
        "budget.cost_model: no choice",
    ]


def test_a_file_without_a_version_is_seen() -> None:
    """The loader asks for the version of the format, so the schema does."""
    assert application_schema("en")["required"] == ["schema_version"]


def test_no_amount_is_measured_in_binary_fractions() -> None:
    """145.33 is no multiple of 0.01 for an editor that divides binary fractions, so the schema does not ask it."""
    assert "multipleOf" not in json.dumps(application_schema("fi"))


def complaints(value: object, schema: dict[str, Any], path: str) -> Iterator[str]:
    """Yield what a validator would say of keys and choices: the two things that the schema adds to the types."""
    consts = [inner["const"] for one in options_of(schema) for inner in options_of(one) if "const" in inner]
    if consts and value not in consts:
        yield f"{path}: no choice"
    if isinstance(value, list):
        for item in value:
            yield from complaints(item, schema["items"], path)
    if isinstance(value, dict):
        for key, inner in value.items():
            here = f"{path}.{key}" if path else key
            if key not in schema["properties"]:
                yield f"{here}: unknown"
            else:
                yield from complaints(inner, schema["properties"][key], here)
