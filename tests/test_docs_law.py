"""The reference of the law: every rule and every value, with its day and its source, is on the generated pages."""

from typing import Any

from generators.law import coverage_page, rules_page, values_page

from hakemus.programme import open_programme
from hakemus.rules import REPORT_FINDINGS, RULES, BoardRule, list_rules
from hakemus.texts import LANGUAGES

BOARD_RULES: tuple[BoardRule[Any], ...] = (*list_rules("assessment"), *list_rules("meeting"))


def test_every_rule_is_on_the_page_in_three_languages() -> None:
    """Each rule has a row with its id, its words, its measures and its values."""
    lines = [line for line in rules_page().splitlines() if line.startswith("| `")]
    rows = {line.split(" | ")[0].partition("<br>")[0]: line for line in lines}

    assert set(rows) == {
        f"| `{identifier}`"
        for identifier in {rule.id for rule in RULES} | {own.id for own in BOARD_RULES} | {*REPORT_FINDINGS}
    }
    for own in BOARD_RULES:
        assert all(own.in_language(language) in rows[f"| `{own.id}`"] for language in LANGUAGES)
    for rule in RULES:
        row = rows[f"| `{rule.id}`"]
        assert all(rule.in_language(language) in row for language in LANGUAGES)
        assert all(f"`{name}`" in row for name in (*rule.parameters, *rule.measures))


def test_every_value_is_on_the_page_with_its_day_and_source() -> None:
    """Each value of each parameter has a row with its first day, its certainty and the address of its source."""
    text = values_page()
    rows = [line for line in text.splitlines() if line.startswith("|")]

    for parameter in open_programme().parameters():
        file, _, name = parameter.path.partition(".")
        assert f"\n## {file}\n" in text
        assert any(f"`{name}`" in row and parameter.label.en in row for row in rows)
        for entry in parameter.timeline:
            source = f"{entry.certainty}: [{entry.reference.title.en}]({entry.reference.address})"
            assert any(f"| {entry.start} |" in row and source in row for row in rows)


def test_what_is_unsure_of_a_value_is_printed_with_it() -> None:
    """The note of a value is printed with it."""
    text = values_page()
    notes = [
        entry.note
        for parameter in open_programme().parameters()
        for entry in parameter.timeline
        if entry.note
    ]

    assert notes
    assert all(note.text("en") in text for note in notes)


def test_every_unit_of_the_statutes_is_on_the_page() -> None:
    """Each listed unit has a row under its statute, with what it says in three languages and where it lives."""
    text = coverage_page()

    for number, statute in open_programme().statutes_by_number.items():
        _, _, own = text.partition(f"\n## {number}\n")
        rows = own.partition("\n## ")[0].splitlines()
        for unit in statute.units.values():
            said = "<br>".join(unit.says.text(language) for language in ("en", "fi", "sv"))
            assert any(row.startswith(f"| {unit.unit} | {said} | ") for row in rows), unit.unit
