"""An application file brought to say something else: it says just that, and all else stays to the letter."""

import json
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import hakemus
from any_application import APPLICATIONS
from hakemus.files import application_from, commented_file
from hakemus.files.rewriting import rewritten
from hakemus.model import Application
from hakemus.packaged import packaged_folder
from hakemus.reading import parse_json, parse_toml

EXAMPLES = sorted(packaged_folder("examples").glob("*/application.toml"))
TOML, JSON = Path("application.toml"), Path("application.json")
ANY = settings(max_examples=15, suppress_health_check=list(HealthCheck), derandomize=True)
MANY = settings(max_examples=2000, suppress_health_check=list(HealthCheck))

TEXT = """\
schema_version = 1 # oma huomautus
leader_group = "Malli ry"

# Hanke
[project]
name = "Kylätalon katto" # lyhyt
start_date = 2026-01-01

[[partners]] # ensimmäinen
name = "Yksi"

[[partners]] # toinen
name = "Kaksi"
role = "Auttaa"

[plan]
need = \"\"\"
Tarve.
\"\"\"
"""


def said(text: str) -> Application:
    """Return the application of a TOML text."""
    return application_from(parse_toml(text, "application"))


def brought(text: str, **changed: Any) -> str:
    """Return the text with other values of the application's own fields."""
    old = said(text)
    new = Application.model_validate({**old.model_dump(), **changed})
    return rewritten(TOML, text.encode(), old, new).decode()


def test_nothing_new_changes_no_letter() -> None:
    """The same bytes."""
    assert rewritten(TOML, TEXT.encode(), said(TEXT), said(TEXT)) == TEXT.encode()


def test_one_value_changes_one_line() -> None:
    """The comment behind it stays."""
    assert brought(TEXT, project={"name": "Uusi nimi", "start_date": "2026-01-01"}) == TEXT.replace(
        "Kylätalon katto", "Uusi nimi"
    )


def test_a_new_value_stands_in_its_table() -> None:
    """Behind those that are there."""
    project = {"name": "Kylätalon katto", "start_date": "2026-01-01", "end_date": "2026-12-31"}
    assert brought(TEXT, project=project) == TEXT.replace(
        "start_date = 2026-01-01\n", "start_date = 2026-01-01\nend_date = 2026-12-31\n"
    )


def test_a_new_section_comes_at_the_end() -> None:
    """A part that the file did not have."""
    text = brought(TEXT, contact_person={"name": "Oiva Malli"})
    assert text.startswith(TEXT)
    assert text.removeprefix(TEXT).split() == ["[contact_person]", "name", "=", '"Oiva', 'Malli"']


def test_a_row_put_between_others_keeps_their_comments() -> None:
    """The others stay as they are, with what is written next to them."""
    text = brought(TEXT, partners=[{"name": "Yksi"}, {"name": "Väli"}, {"name": "Kaksi", "role": "Auttaa"}])
    assert [partner.name for partner in said(text).partners] == ["Yksi", "Väli", "Kaksi"]
    assert all(line in text for line in ("# ensimmäinen", "# toinen", "# Hanke"))


def test_lines_end_as_they_did() -> None:
    """A file of Windows stays one, and a byte order mark stays."""
    old = said(TEXT)
    content = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    new = rewritten(TOML, content, old, old.model_copy(update={"leader_group": "Toinen"}))
    assert new == content.replace(b"Malli ry", b"Toinen")


def test_json_keeps_order_indent_and_numbers() -> None:
    """An amount that was written with cents stays so."""
    text = '{\n  "budget": {"items": []},\n  "schema_version": 1,\n  "date": "2024-03-01"\n}\n'
    text = json.dumps(json.loads(text), indent=2) + "\n"
    text = text.replace(
        "[]", '[\n      {\n        "description": "Katto",\n        "amount": 300.10\n      }\n    ]'
    )
    old = application_from(parse_json(text, "application"))
    new = old.model_copy(update={"date": date(2024, 3, 2)})
    assert rewritten(JSON, text.encode(), old, new).decode() == text.replace("03-01", "03-02")


@pytest.mark.parametrize("layout", ["commented", "inline", "dotted", "plain", "json"])
@given(old=APPLICATIONS, new=APPLICATIONS)
@ANY
def test_any_application_becomes_any_other(layout: str, old: Application, new: Application) -> None:
    """However the file was written."""
    prove(layout, old, new)


@pytest.mark.fuzz
@pytest.mark.parametrize("layout", ["commented", "inline", "dotted", "plain", "json"])
@given(old=APPLICATIONS, new=APPLICATIONS)
@MANY
def test_any_application_becomes_any_other_in_thousands_of_cases(
    layout: str, old: Application, new: Application
) -> None:
    """However the file was written."""
    prove(layout, old, new)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.parent.name)
@given(data=st.data())
@settings(max_examples=3, suppress_health_check=list(HealthCheck), derandomize=True)
def test_an_example_becomes_another_and_itself_again(file: Path, data: st.DataObject) -> None:
    """From the files that people copy."""
    old, new = hakemus.load(file), data.draw(APPLICATIONS)
    there = rewritten(file, file.read_bytes(), old, new)
    back = rewritten(file, there, new, old)
    assert said(back.decode()) == old


def prove(layout: str, old: Application, new: Application) -> None:
    """Bring a file from one application to another; that it says just that, `rewritten` proves itself."""
    text = written_as(layout, old)
    path = JSON if layout == "json" else TOML
    parse = parse_json if layout == "json" else parse_toml
    old = application_from(parse(text, "application"))  # blank text is nothing
    written = rewritten(path, text.encode(), old, new).decode()
    assert application_from(parse(written, "application")) == new


def plain(value: Any) -> Any:
    """Return values as TOML and JSON hold them."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value.value if isinstance(value, StrEnum) else value


def of(application: Application) -> dict[str, Any]:
    """Return what an application holds."""
    return {**plain(application.model_dump(exclude_defaults=True)), "schema_version": 1}


def toml_of(value: Any) -> str:
    """Return a value on one line, tables inline."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml_of(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml_of, value)) + "]"
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(tomlkit.item(value).as_string())


def dotted(values: dict[str, Any], path: str = "") -> str:
    """Return values as dotted keys."""
    lines = ""
    for key, value in values.items():
        lines += (
            dotted(value, f"{path}{key}.") if isinstance(value, dict) else f"{path}{key} = {toml_of(value)}\n"
        )
    return lines


def plain_toml(application: Application) -> str:
    """Return the application as tomlkit itself writes it."""

    def exact(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: exact(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [exact(inner) for inner in value]
        return tomlkit.parse(f"x = {value:f}\n")["x"] if isinstance(value, Decimal) else value

    return tomlkit.dumps(exact(of(application)))


def json_of(value: Any) -> str:
    """Return a value as JSON, numbers exact."""
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}": {json_of(inner)}' for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(json_of, value)) + "]"
    if isinstance(value, Decimal):
        return format(value, "f")
    return json.dumps(value.isoformat() if isinstance(value, date) else value, ensure_ascii=False)


def written_as(layout: str, application: Application) -> str:
    """Return a file that holds an application."""
    if layout == "commented":
        return commented_file(application, "fi")
    if layout == "inline":
        return "\n".join(f"{key} = {toml_of(value)}" for key, value in of(application).items())
    if layout == "dotted":
        return dotted(of(application))
    return plain_toml(application) if layout == "plain" else json_of(of(application))
