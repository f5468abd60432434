"""Slips of the pen in a TOML file: each recognised on its line, all at once, with the line as it should be."""

from contextlib import suppress
from pathlib import Path

import pytest

import hakemus
from hakemus.errors import DataError, Fault, LoadError
from hakemus.texts import LANGUAGES, describe_fault

GOOD = '''schema_version = 1
date = 2026-03-01

[classification]
is_leader_project = true

[project]
name = "Kylätalon katto"
public_description = """
Katto vuotaa.

Se korjataan.
"""
news = """
Uutinen.
"""

[applicant]
name = "Mallikylän kyläyhdistys ry"
iban = "FI21 1234 5600 0007 85"

[applicant.address]
postal_code = "00100"

[budget.financing]
leader_support = 4500.50
support_rate = 50

[[budget.items]]
description = "Laudat"
year = 2026
amount = 2000.00

[[budget.items]]
description = "Naulat"
year = 2026
amount = 12.50
# loppu
'''


def faults_of(text: str, folder: Path) -> tuple[Fault, ...]:
    """Return what is wrong with an application file."""
    file = folder / "a.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LoadError) as raised:
        hakemus.load(file)
    return raised.value.faults


def line_of(text: str, line: str) -> int:
    """Return the number of a line."""
    return text.split("\n").index(line) + 1


SLIPS = [
    ("leader_support = 4500.50", "leader_support = 4500,50", "leader_support = 4500.50"),
    ("leader_support = 4500.50", "leader_support = 4 500,50 €", "leader_support = 4500.50"),
    ("leader_support = 4500.50", "leader_support = 4500,50 # haettu", "leader_support = 4500.50 # haettu"),
    ("leader_support = 4500.50", "leader_support: 4500.50", "leader_support = 4500.50"),
    ("leader_support = 4500.50", "leader_support =\u00a04500.50", "leader_support = 4500.50"),
    ("leader_support = 4500.50", "leader_support = 4\u00a0500.50", "leader_support = 4500.50"),
    ("leader_support = 4500.50", "leader_support =", "# leader_support ="),
    ("support_rate = 50", "support_rate = 50 %", "support_rate = 50"),
    ("date = 2026-03-01", "date = 1.3.2026", "date = 2026-03-01"),
    ("date = 2026-03-01", "date = 01. 03. 2026", "date = 2026-03-01"),
    ("date = 2026-03-01", "date = 2026-3-1", "date = 2026-03-01"),
    ("is_leader_project = true", "is_leader_project = kyllä", "is_leader_project = true"),
    ("is_leader_project = true", "is_leader_project = Ja", "is_leader_project = true"),
    ("is_leader_project = true", "is_leader_project = yes", "is_leader_project = true"),
    ("is_leader_project = true", "is_leader_project = Ei", "is_leader_project = false"),
    ('name = "Kylätalon katto"', "name = Kylätalon katto", 'name = "Kylätalon katto"'),
    ('name = "Kylätalon katto"', 'name = "Kylätalon katto', 'name = "Kylätalon katto"'),
    ('name = "Kylätalon katto"', 'name = Kylätalon katto"', 'name = "Kylätalon katto"'),
    ('name = "Kylätalon katto"', "name = ”Kylätalon katto”", 'name = "Kylätalon katto"'),
    ('name = "Kylätalon katto"', "name = „Kylätalon katto“", 'name = "Kylätalon katto"'),
    ('name = "Kylätalon katto"', 'name = "Kylätalon katto”', 'name = "Kylätalon katto"'),
    ('name = "Kylätalon katto"', 'name = "Kylätalon "katto""', "name = 'Kylätalon \"katto\"'"),
    ('name = "Kylätalon katto"', 'name = "Katto" ja seinät', "name = '\"Katto\" ja seinät'"),
    ('name = "Kylätalon katto"', "name = Ei", 'name = "Ei"'),
    ('name = "Kylätalon katto"', "name =", 'name = ""'),
    ('name = "Kylätalon katto"', 'name = "C:\\kylä"', "name = 'C:\\kylä'"),
    ('iban = "FI21 1234 5600 0007 85"', "iban = FI21 1234 5600 0007 85", 'iban = "FI21 1234 5600 0007 85"'),
    ('postal_code = "00100"', "postal_code = 00100", 'postal_code = "00100"'),
    ("year = 2026", "year = vuosi", ""),
    ("[applicant]", "[applicant", "[applicant]"),
    ("[[budget.items]]", "[[budget.items]", "[[budget.items]]"),
    ("[applicant.address]", "# [applicant.address]", "[applicant.address]"),
    ("[budget.financing]", "#[budget.financing]", "[budget.financing]"),
    ("[applicant]", "## [applicant]", None),
    ('news = """', "news = ”””", 'news = """'),
    ('public_description = """', "public_description =", 'public_description = """'),
    ("support_rate = 50", "support_rate == 50", "support_rate = 50"),
    ('name = "Kylätalon katto"', 'name = "Kylätalon katto",', 'name = "Kylätalon katto"'),
    ("year = 2026", "year = 2026;", "year = 2026"),
    ('postal_code = "00100"', 'postal code = "00100"', 'postal_code = "00100"'),
    ("# loppu", "// loppu", "# loppu"),
]


def test_an_impossible_day_in_a_list_is_named_at_its_place(tmp_path: Path) -> None:
    """The line is not called a slip of the pen; a day in quotes is text."""
    row = '  {granted_on = 2026-02-28, name = "2026-02-31"}, {granted_on = 2026-02-30},'
    (fault,) = faults_of(f"{GOOD}earlier_aid = [\n{row}\n]\n", tmp_path)
    place = f"{GOOD.count(chr(10)) + 2}:{row.index('2026-02-30') + 1}"
    assert (fault.path, fault.code, fault.found) == (place, "not-a-date", "2026-02-30")


@pytest.mark.parametrize(
    ("good", "slip", "code", "example"),
    [
        ("date = 2026-03-01", "date = 1/3/2026", "not-a-date", "2026-05-01"),
        ("date = 2026-03-01", "date = 2026-02-30", "not-a-date", "2026-05-01"),
        ("is_leader_project = true", "is_leader_project = on", "not-yes-no", "true"),
        ("leader_support = 4500.50", "leader_support = noin 4000", "not-money", "1000.00"),
        ("year = 2026", "year = vuosi", "not-a-whole-number", "2026"),
    ],
)
def test_a_value_that_nobody_understands_is_asked_for_by_its_kind(
    good: str, slip: str, code: str, example: str, tmp_path: Path
) -> None:
    """With how it is written, in every language."""
    (fault,) = faults_of(GOOD.replace(f"{good}\n", f"{slip}\n", 1), tmp_path)
    assert fault.code == code
    for language in LANGUAGES:
        said = describe_fault(fault, language)
        assert slip in said
        assert example in said


@pytest.mark.parametrize(("good", "slip", "meant"), SLIPS, ids=[slip for _, slip, _ in SLIPS])
def test_a_slip_is_recognised_on_its_line(good: str, slip: str, meant: str | None, tmp_path: Path) -> None:
    """The fault has the line as it should be; where nobody can know what was meant, only its place."""
    faults = faults_of(GOOD.replace(f"{good}\n", f"{slip}\n", 1), tmp_path)
    if meant is None:  # what explains is no heading
        assert "heading-in-comment" not in {fault.code for fault in faults}
        return
    (fault,) = faults
    assert fault.path.partition(":")[0] == str(line_of(GOOD, good))
    assert fault.suggestion == meant
    for language in LANGUAGES:
        assert meant in describe_fault(fault, language)


@pytest.mark.parametrize(("good", "slip", "meant"), [one for one in SLIPS if one[2]])
def test_the_line_as_it_should_be_is_read(good: str, slip: str, meant: str, tmp_path: Path) -> None:
    """Written so, the file has no slip."""
    file = tmp_path / "a.toml"
    file.write_text(GOOD.replace(f"{good}\n", f"{meant}\n", 1), encoding="utf-8")
    assert hakemus.load(file).applicant.name or slip


@pytest.mark.parametrize(
    ("closed", "line", "ends"),
    [("Se korjataan.\n", "public_description = ", 13), ("Uutinen.\n", "news = ", 16)],
)
def test_long_text_without_its_last_quotes_is_named_with_the_line_where_it_ends(
    closed: str, line: str, ends: int, tmp_path: Path
) -> None:
    """The rest of the file isn't read as a part of the text."""
    (fault,) = faults_of(GOOD.replace(f'{closed}"""\n', closed), tmp_path)
    assert fault.code == "text-not-closed"
    assert (fault.path, fault.allowed) == (f"{line_of(GOOD, line + chr(34) * 3)}:1", str(ends))


def test_all_slips_of_a_file_are_reported_at_once_with_the_faults_of_its_fields(tmp_path: Path) -> None:
    """A planner corrects the file once."""
    text = GOOD
    wrong = [(good, slip) for good, slip, meant in SLIPS if meant][::3]
    for good, slip in wrong:
        text = text.replace(f"{good}\n", f"{slip}\n", 1)
    text = text.replace("amount = 12.50", "amont = 12,50").replace("Uutinen.\n" + '"""', "Uutinen.")
    faults = faults_of(text, tmp_path)
    lines = [int(fault.path.partition(":")[0]) for fault in faults if ":" in fault.path]
    assert lines == sorted(lines)
    assert len(lines) >= 8
    assert [fault.suggestion for fault in faults if fault.code == "unknown-key"] == ["amount"]


def test_text_that_looks_like_a_file_is_text(tmp_path: Path) -> None:
    """Prose may hold what looks like a heading or a field, also where a slip is elsewhere."""
    prose = 'Katto vuotaa.\n[applicant]\nname = "x"\nHuom: [liite]'
    (fault,) = faults_of(
        GOOD.replace("Katto vuotaa.", prose).replace("leader_support = 4500.50", "leader_support = 1,5"),
        tmp_path,
    )
    assert fault.suggestion == "leader_support = 1.5"


def test_a_number_that_could_be_two_is_asked_about(tmp_path: Path) -> None:
    """`5.000` is five to TOML, and five thousand to many who type it; neither is guessed."""
    for typed in ("5.000", "5,000", '"5.000"'):
        (fault,) = faults_of(GOOD.replace("4500.50", typed), tmp_path)
        assert (fault.code, fault.allowed) == ("ambiguous-number", "5000 / 5,000")


@pytest.mark.parametrize(
    ("good", "typed"),
    [
        ("leader_support = 4500.50", 'leader_support = "4 500,50 €"'),
        ("leader_support = 4500.50", 'leader_support = "4500.50"'),
        ("date = 2026-03-01", 'date = "1.3.2026"'),
        ("is_leader_project = true", 'is_leader_project = "kyllä"'),
        ("is_leader_project = true", 'is_leader_project = "Ja"'),
        ("year = 2026", 'year = "2026"'),
        ("support_rate = 50", 'support_rate = "50 %"'),
    ],
)
def test_values_as_people_write_them_are_read_in_quotes(good: str, typed: str, tmp_path: Path) -> None:
    """As forms and workbooks read them."""
    file = tmp_path / "a.toml"
    file.write_text(GOOD, encoding="utf-8")
    application = hakemus.load(file)
    file.write_text(GOOD.replace(good, typed), encoding="utf-8")
    assert hakemus.load(file) == application


def test_a_slip_in_a_groups_file_is_recognised_too(tmp_path: Path) -> None:
    """Whatever file a person writes."""
    (tmp_path / "group.toml").write_text(
        'name = { fi = ”Esimerkki ry” }\nstreet = Katu 1\nlabel = { fi: ”Ry” }\nwords = ["a" "b"]\n',
        encoding="utf-8",
    )
    with pytest.raises(DataError) as raised:
        hakemus.LeaderGroup.open(tmp_path)
    assert [fault.suggestion for fault in raised.value.faults] == [
        'name = { fi = "Esimerkki ry" }',
        'street = "Katu 1"',
        'label = { fi = "Ry" }',
        'words = ["a", "b"]',
    ]


def test_a_file_that_was_cut_anywhere_is_told_what_is_wrong(tmp_path: Path) -> None:
    """Also in the middle of a long text, or on the line that opens one."""
    file = tmp_path / "a.toml"
    ends = {GOOD.index('"""') + 3, *range(1, len(GOOD), 7)}
    for end in ends:
        file.write_text(GOOD[:end], encoding="utf-8")
        with suppress(LoadError):  # and nothing else
            hakemus.load(file)
