"""The reader: data that is not sound is refused, with every fault of every file, each with place and what to do."""

import copy
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from hakemus.errors import Fault, ParameterError
from hakemus.programme import Programme, Provision, read_programme
from hakemus.texts import LANGUAGES, fault_message

LABEL = 'label = { fi = "Summa", sv = "Summa", en = "Sum", ours = [] }'
REFERENCE = 'reference = { source = "decree", section = "§ 1" }'
FILES = {
    "sources.toml": '[decree]\ntitle = "Asetus"\naddress = "https://finlex.fi/"\n',
    "programme.toml": f'{LABEL}\nfrom = 2023-04-06\ncertainty = "A"\n{REFERENCE}\n',
    "vocabularies/colour.toml": f"""
{LABEL}
complete = true
columns = {{ warm = "yes-no", code = "number?", like = "key:colour?" }}
[entries.red]
label = {{ fi = "Punainen", sv = "Röd", en = "Red", ours = [] }}
certainty = "A"
{REFERENCE}
columns = {{ warm = true }}
""",
    "fee.toml": f"""
[parameters.amount]
{LABEL}
unit = "EUR"
decided_by = "application-date"
[[parameters.amount.values]]
from = 2023-04-06
value = 100
certainty = "A"
{REFERENCE}
[[parameters.amount.values]]
from = 2024-01-01
repealed = true
certainty = "B"
{REFERENCE}
""",
}

Write = Callable[[dict[str, str]], Path]


@pytest.fixture(name="write")
def _write(tmp_path: Path) -> Write:
    def write(files: dict[str, str]) -> Path:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def _faults(folder: Path) -> dict[str, Fault]:
    with pytest.raises(ParameterError) as caught:
        read_programme(folder)
    return {fault.path: fault for fault in caught.value.faults}


def _changed(name: str, old: str, new: str) -> dict[str, str]:
    files = copy.copy(FILES)
    assert old in files[name]
    files[name] = files[name].replace(old, new, 1)
    return files


def _read(write: Write) -> Programme:
    return read_programme(write(FILES))


def test_a_sound_folder_reads(write: Write) -> None:
    """The smallest sound programme has its parameter and its vocabulary."""
    law = _read(write)

    assert [parameter.path for parameter in law.parameters()] == ["fee.amount"]
    assert law.number("fee.amount", date(2023, 4, 6)) == 100
    assert law.vocabulary("colour").entry("red").flag("warm")


@pytest.mark.parametrize(
    ("day", "code"), [(date(2023, 4, 5), "not-yet-in-force"), (date(2024, 1, 1), "repealed")]
)
def test_outside_its_days_a_value_is_an_error(write: Write, day: date, code: str) -> None:
    """The day before the first, and the day of the repeal, have no value: an error, never nothing."""
    parameter = _read(write).parameter("fee.amount")
    with pytest.raises(ParameterError) as caught:
        parameter.on(day)

    assert caught.value.faults[0].code == code
    assert parameter.standing(day) == code


def test_the_last_day_before_the_repeal_has_the_value(write: Write) -> None:
    """A value holds to the end of the day before its repeal."""
    assert _read(write).parameter("fee.amount").on(date(2023, 12, 31)).number == 100


def test_a_plain_section_stands_for_every_language(write: Write) -> None:
    """A title or section that is one text reads so in all languages; a table gives each its own."""
    both = _changed("fee.toml", 'section = "§ 1"', 'section = { fi = "1 §", sv = "1 §", en = "section 1" }')
    law = read_programme(write(both))

    assert [law.reference.text(language) for language in ("fi", "sv", "en")] == ["Asetus, §\u00a01"] * 3
    assert law.parameter("fee.amount").timeline[0].reference.text("en") == "Asetus, section 1"


VALUES = "parameters.amount.values[0]"


@pytest.mark.parametrize(
    ("old", "new", "path", "code"),
    [
        (LABEL, "", "parameters.amount.label", "missing"),
        (', sv = "Summa"', "", "parameters.amount.label.sv", "missing"),
        (", ours = []", "", "parameters.amount.label.ours", "missing"),
        ('sv = "Summa"', 'sv = ""', "parameters.amount.label.sv", "blank"),
        ('sv = "Summa"', 'sv = " Summa"', "parameters.amount.label.sv", "blank"),
        ("ours = []", 'ours = ["de"]', "parameters.amount.label.ours[0]", "not-allowed"),
        ("ours = []", 'ours = ["sv", "sv"]', "parameters.amount.label.ours", "repeated"),
        ('unit = "EUR"\n', "", "parameters.amount.unit", "missing"),
        ('unit = "EUR"', 'unit = "USD"', "parameters.amount.unit", "not-allowed"),
        ('unit = "EUR"', 'unit = "keys"', "parameters.amount", "vocabulary"),
        ('decided_by = "application-date"\n', "", "parameters.amount.decided_by", "missing"),
        ('"application-date"', '"any-date"', "parameters.amount.decided_by", "not-allowed"),
        ("from = 2023-04-06\n", "", f"{VALUES}.from", "missing"),
        ("from = 2023-04-06", 'from = "2023-04-06"', f"{VALUES}.from", "not-a-date"),
        ("from = 2023-04-06", "from = 2023-04-06T00:00:00", f"{VALUES}.from", "not-a-date"),
        ("value = 100\n", "", VALUES, "not-one"),
        ("value = 100", "value = 100\nrepealed = true", VALUES, "not-one"),
        ("value = 100", 'value = 100\nset_by = "group"', VALUES, "not-one"),
        ("value = 100", 'set_by = "anyone"', f"{VALUES}.set_by", "not-allowed"),
        ("value = 100", "repealed = false", f"{VALUES}.repealed", "not-allowed"),
        ("value = 100", "value = 99.5", f"{VALUES}.value", "float"),
        ("value = 100", "value = 1e2", f"{VALUES}.value", "float"),
        ("value = 100", "value = -100", f"{VALUES}.value", "not-a-number"),
        ("value = 100", "value = true", f"{VALUES}.value", "not-a-number"),
        ("value = 100", 'value = "100"', f"{VALUES}.value", "not-a-number"),
        ("value = 100", 'value = "99.505"', f"{VALUES}.value", "decimals"),
        ("value = 100", "value = []", f"{VALUES}.value", "not-a-list"),
        ("value = 100", "value = [100, 1.5]", f"{VALUES}.value[1]", "float"),
        ('certainty = "A"\n', "", f"{VALUES}.certainty", "missing"),
        ('certainty = "A"', 'certainty = "D"', f"{VALUES}.certainty", "not-allowed"),
        (f"{REFERENCE}\n", "", f"{VALUES}.reference", "missing"),
        ('source = "decree"', 'source = "degree"', f"{VALUES}.reference.source", "unknown-source"),
        (', section = "§ 1"', "", f"{VALUES}.reference.section", "missing"),
        ('section = "§ 1"', 'section = ""', f"{VALUES}.reference.section", "blank"),
        ('section = "§ 1"', "section = 1", f"{VALUES}.reference.section", "not-a-table"),
        ('section = "§ 1"', 'section = { fi = "1", sv = "1" }', f"{VALUES}.reference.section.en", "missing"),
        ('section = "§ 1"', 'unit = "1"', f"{VALUES}.reference.unit", "not-a-statute"),
        ("from = 2024-01-01", "from = 2023-04-06", "parameters.amount.values[1].from", "overlap"),
        ("from = 2024-01-01", "from = 2022-01-01", "parameters.amount.values[1].from", "overlap"),
    ],
)
def test_a_faulty_parameter_is_refused(write: Write, old: str, new: str, path: str, code: str) -> None:
    """Whatever a value of the law lacks or has wrong is one fault, with file, key and kind."""
    faults = _faults(write(_changed("fee.toml", old, new)))

    assert [*faults] == [f"fee.toml: {path}"]
    assert faults[f"fee.toml: {path}"].code == code


def _of_a_statute(unit: str) -> dict[str, str]:
    files = _changed("fee.toml", 'section = "§ 1"', unit)
    files["sources.toml"] += 'statute = "617/2023"\n'
    return files


@pytest.mark.parametrize(
    ("unit", "finnish", "swedish", "english"),
    [
        ('"25"', "25\u00a0§", "25\u00a0§", "section 25"),
        ('"25.2"', "25\u00a0§:n 2 momentti", "25\u00a0§\u00a02 mom.", "section 25(2)"),
        (
            '"25.2.3"',
            "25\u00a0§:n 2 momentin 3 kohta",
            "25\u00a0§\u00a02 mom. 3 punkten",
            "section 25(2), point 3",
        ),
        ('"12a.1"', "12\u00a0a\u00a0§:n 1 momentti", "12\u00a0a\u00a0§\u00a01 mom.", "section 12a(1)"),
        (
            '["3", "4.1"]',
            "3\u00a0§ ja 4\u00a0§:n 1 momentti",
            "3\u00a0§ och 4\u00a0§\u00a01 mom.",
            "section 3 and section 4(1)",
        ),
    ],
)
def test_a_unit_of_a_statute_is_cited_in_every_language(
    write: Write, unit: str, finnish: str, swedish: str, english: str
) -> None:
    """Section, moment and point are written once as numbers, and each language says them as it cites a statute."""
    reference = (
        read_programme(write(_of_a_statute(f"unit = {unit}"))).parameter("fee.amount").timeline[0].reference
    )

    assert [reference.text(language) for language in ("fi", "sv", "en")] == [
        f"Asetus, {cited}" for cited in (finnish, swedish, english)
    ]
    assert isinstance(reference, Provision)
    assert reference.statute == "617/2023"


@pytest.mark.parametrize(
    ("unit", "path", "code"),
    [
        ('unit = ""', "unit[0]", "not-a-unit"),
        ('unit = "25 §"', "unit[0]", "not-a-unit"),
        ('unit = "25.0"', "unit[0]", "not-a-unit"),
        ('unit = "25.2.3.4"', "unit[0]", "not-a-unit"),
        ("unit = 25", "unit[0]", "not-a-unit"),
        ("unit = []", "unit", "not-a-list"),
        ('unit = ["3", "3"]', "unit", "repeated"),
        ('unit = "1", section = "§ 1"', "section", "not-one"),
    ],
)
def test_a_faulty_unit_is_refused(write: Write, unit: str, path: str, code: str) -> None:
    """A unit that is no section, moment and point, or that has a section written next to it, is one fault."""
    faults = _faults(write(_of_a_statute(unit)))

    (fault,) = faults.values()
    assert fault.code == code
    assert [*faults] == [f"fee.toml: {VALUES}.reference.{path}"]
    for language in LANGUAGES:  # each kind of fault is said in words, none by its code
        assert f"({code})" not in fault_message(fault, language)


@pytest.mark.parametrize("key", ["certanity", "until"])
def test_an_unknown_key_is_refused(write: Write, key: str) -> None:
    """A key that no table has is refused, with the keys that may stand there."""
    faults = _faults(write(_changed("fee.toml", "value = 100", f'value = 100\n{key} = "A"')))
    fault = faults[f"fee.toml: {VALUES}.{key}"]

    assert fault.code == "unknown-key"
    assert "certainty" in fault.allowed
    assert fault.suggestion == ("certainty" if key == "certanity" else "")


def test_a_file_without_parameters_is_refused(write: Write) -> None:
    """A misspelt head of a table is reported with the head that was meant."""
    faults = _faults(write(_changed("fee.toml", "[parameters.amount]", "[parameter.amount]")))

    assert faults["fee.toml: parameter"].suggestion == "parameters"


def test_a_per_cent_is_at_most_a_hundred(write: Write) -> None:
    """A rate of 120 per cent is refused; a rate of 37.5, written in quotes, is exact."""
    files = _changed("fee.toml", 'unit = "EUR"', 'unit = "per cent"')
    files["fee.toml"] = files["fee.toml"].replace("value = 100", "value = 120")
    assert _faults(write(files))[f"fee.toml: {VALUES}.value"].allowed == "≤ 100"

    files["fee.toml"] = files["fee.toml"].replace("value = 120", 'value = "37.5"')
    number = read_programme(write(files)).number("fee.amount", date(2023, 5, 1))
    assert str(number) == "37.5"


@pytest.mark.parametrize(
    ("unit", "value", "code"),
    [
        ("yes-no", "1", "not-yes-no"),
        ("date", '"2024-01-01"', "not-a-date"),
        ("text", '"words"', "not-a-table"),
        ("text", '{ fi = "a", sv = "b", en = "c" }', "missing"),
    ],
)
def test_a_value_is_of_its_unit_s_kind(write: Write, unit: str, value: str, code: str) -> None:
    """A value that does not fit the unit is refused at its place."""
    files = _changed("fee.toml", 'unit = "EUR"', f'unit = "{unit}"')
    files["fee.toml"] = files["fee.toml"].replace("value = 100", f"value = {value}")

    assert [fault.code for fault in _faults(write(files)).values()] == [code]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ('["red"]', ""),
        ('["blue"]', "not-allowed"),
        ('["red", "red"]', "repeated"),
        ('"red"', "not-a-list"),
        ("[]", "not-a-list"),
    ],
)
def test_keys_are_those_of_the_vocabulary(write: Write, value: str, code: str) -> None:
    """A list of keys holds keys of its vocabulary, each once."""
    files = _changed("fee.toml", 'unit = "EUR"', 'unit = "keys"\nvocabulary = "colour"')
    files["fee.toml"] = files["fee.toml"].replace("value = 100", f"value = {value}")
    folder = write(files)

    if code:
        assert {fault.code for fault in _faults(folder).values()} == {code}
    else:
        assert read_programme(folder).parameter("fee.amount").on(date(2023, 5, 1)).keys == ("red",)


def test_an_unknown_vocabulary_is_refused(write: Write) -> None:
    """A parameter whose keys come from no vocabulary names those that there are."""
    files = _changed("fee.toml", 'unit = "EUR"', 'unit = "keys"\nvocabulary = "color"')
    fault = _faults(write(files))["fee.toml: parameters.amount.vocabulary"]

    assert (fault.code, fault.allowed) == ("unknown-vocabulary", "colour")


@pytest.mark.parametrize(
    ("old", "new", "path", "code"),
    [
        ("columns = { warm = true }", "", "entries.red.columns.warm", "missing"),
        ("warm = true", 'warm = "yes"', "entries.red.columns.warm", "not-yes-no"),
        ("warm = true", "warm = true, cold = false", "entries.red.columns.cold", "unknown-key"),
        ("warm = true", "warm = true, code = 1.5", "entries.red.columns.code", "float"),
        ("warm = true", 'warm = true, like = "blue"', "entries.red.columns.like", "not-allowed"),
        ('"key:colour?"', '"key:shade?"', "columns.like", "unknown-vocabulary"),
        ('"yes-no"', '"maybe"', "columns.warm", "column-kind"),
        ("complete = true\n", "", "complete", "missing"),
        ('certainty = "A"\n', "", "entries.red.certainty", "missing"),
        ('fi = "Punainen", ', "", "entries.red.label.fi", "missing"),
        ("[entries.red]", '[entries."red "]', "entries.red ", "not-a-key"),
    ],
)
def test_a_faulty_vocabulary_is_refused(write: Write, old: str, new: str, path: str, code: str) -> None:
    """An entry has exactly the columns that its list declares, each of its kind."""
    faults = _faults(write(_changed("vocabularies/colour.toml", old, new)))

    assert faults[f"vocabularies/colour.toml: {path}"].code == code


def test_two_entries_never_share_a_name(write: Write) -> None:
    """A text that could mean two entries is refused, so that finding by label is never a guess."""
    files = copy.copy(FILES)
    files["vocabularies/colour.toml"] += f"""
[entries.scarlet]
label = {{ fi = "Tulipunainen", sv = "Scharlakansröd", en = "RED", ours = [] }}
certainty = "A"
{REFERENCE}
columns = {{ warm = true }}
"""
    fault = _faults(write(files))["vocabularies/colour.toml: entries.scarlet"]

    assert (fault.code, fault.found) == ("same-name", "red")


@pytest.mark.parametrize(
    "address", ["http://finlex.fi/", "finlex.fi", "https://finlex.fi/…/laki", "https://a b"]
)
def test_an_address_is_whole(write: Write, address: str) -> None:
    """The address of a source is a whole https address."""
    faults = _faults(write(_changed("sources.toml", "https://finlex.fi/", address)))

    assert faults["sources.toml: decree.address"].code == "address"


@pytest.mark.parametrize("name", ["sources.toml", "programme.toml"])
def test_the_files_of_the_whole_must_be_there(write: Write, name: str) -> None:
    """Without its sources or its head a programme is none."""
    folder = write(FILES)
    (folder / name).unlink()

    assert _faults(folder)[name].code == "missing"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[parameters", "syntax"),
        ("a = 1\na = 2", "duplicate-key"),
        ("", "empty"),
        ("parameters = 1", "not-a-table"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_fault(write: Write, text: str, code: str) -> None:
    """Broken TOML, a key twice, an empty file: a fault that names the file."""
    faults = _faults(write(FILES | {"fee.toml": text}))

    assert [fault.code for fault in faults.values()] == [code]
    assert next(iter(faults)).startswith("fee.toml")


def test_all_faults_of_all_files_come_at_once(write: Write) -> None:
    """One reading says what is wrong in every file, so that correcting takes one round."""
    files = _changed("fee.toml", 'unit = "EUR"\n', "")
    files["programme.toml"] = files["programme.toml"].replace('certainty = "A"\n', "")
    files["vocabularies/colour.toml"] = files["vocabularies/colour.toml"].replace("complete = true\n", "")
    files["other.toml"] = files["fee.toml"].replace("value = 100", "value = 1.5")
    faults = _faults(write(files))

    assert {path.split(":")[0] for path in faults} == {
        "fee.toml",
        "programme.toml",
        "vocabularies/colour.toml",
        "other.toml",
    }
    with pytest.raises(ParameterError, match=r"fee\.toml: parameters\.amount\.unit: missing"):
        read_programme(write(files))
