"""The register's page: whole, in any order, with any blanks; nothing lost and nothing invented."""

import random
from collections.abc import Sequence

import pytest

import hakemus
from hakemus.errors import LoadError
from hakemus.model import RuralType, SpecificObjective
from hakemus.programme import open_programme
from hakemus.texts import wording


def test_the_record_comes_back_complete(record_text: str) -> None:
    """Every line of the page is either a label or in a value; none is left over."""
    record = hakemus.read_record(record_text)
    labels = {term.fi for term in wording("fi").glossary.values()} | {"Hanke", "Lisätiedot"}
    held = [record.title, *record.values.values(), "- 30.07.2024"]
    for line in filter(None, (line.strip() for line in record_text.splitlines())):
        assert line in labels or line in held, line
    assert record.unread == ()


def test_nothing_is_invented(registered: hakemus.Application) -> None:
    """The application of the record states what the page states and nothing else."""
    stated = registered.model_dump(exclude_defaults=True)
    assert set(stated) == {"classification", "project", "applicant"}
    assert set(stated["project"]) == {"name", "end_date", "public_description"}
    assert set(stated["applicant"]) == {"name"}
    assert registered.project.start_date is None
    assert registered.leader_group is None
    assert registered.budget.financing.leader_support is None


def test_classes_are_typed(registered: hakemus.Application) -> None:
    """The rural type and the specific objective of the page become those of the closed lists."""
    assert registered.classification.rural_type is RuralType.LOCAL_CENTRE
    assert registered.classification.specific_objective is SpecificObjective.SO8
    assert registered.classification.is_leader_project is True
    assert registered.classification.project_number == 290170


def test_register_words_are_kept_as_found(registered: hakemus.Application) -> None:
    """What has no closed list is text, to the letter."""
    assert (
        registered.classification.measure_specification
        == "Yritys- tai viljelijäryhmähankkeen valmisteluraha, 5 000 €"
    )
    assert registered.classification.state == "Käynnissä"


def test_windows_line_ends_and_non_breaking_blanks(record_text: str, registered: hakemus.Application) -> None:
    """A page pasted with CRLF, a byte order mark and non-breaking blanks around labels reads alike."""
    pasted = "\ufeff" + record_text.replace("\n", "\r\n").replace(
        "Lisätiedot", "\N{NO-BREAK SPACE}Lisätiedot "
    )
    assert hakemus.read_record(pasted).to_application() == registered


def details(text: str) -> tuple[str, Sequence[str], str]:
    """Return the page before its details, the details as pairs, and what follows."""
    before, rest = text.split("Lisätiedot\n")
    middle, after = rest.split("Ajankohtaista hankkeesta")
    lines = [line for line in middle.splitlines() if line]
    return before, ["\n\n".join(lines[at : at + 2]) for at in range(0, len(lines), 2)], after


@pytest.mark.parametrize("seed", range(5))
def test_labels_may_stand_in_any_order(record_text: str, registered: hakemus.Application, seed: int) -> None:
    """The order of the details does not matter."""
    before, pairs, after = details(record_text)
    shuffled = list(pairs)
    random.Random(seed).shuffle(shuffled)  # noqa: S311
    page = before + "Lisätiedot\n\n" + "\n\n".join(shuffled) + "\n\nAjankohtaista hankkeesta" + after
    assert hakemus.read_record(page).to_application() == registered


@pytest.mark.parametrize("missing", range(11))
def test_a_label_may_be_missing(record_text: str, missing: int) -> None:
    """Without one label the others still come back, and its field is a hole (but for what the head states too)."""
    before, pairs, after = details(record_text)
    label = pairs[missing].splitlines()[0]
    page = before + "Lisätiedot\n\n" + "\n\n".join(pair for pair in pairs if pair != pairs[missing])
    page += "\n\nAjankohtaista hankkeesta" + after
    whole, part = hakemus.read_record(record_text).values, hakemus.read_record(page).values
    lost = {path for path in whole if path not in part}
    told_in_the_head = label in ("Hankenumero", "Loppumispäivämäärä", "Toimenpide")
    assert len(lost) == (0 if told_in_the_head else 1)
    assert all(part[path] == whole[path] for path in part)


def test_a_description_may_name_a_label() -> None:
    """A paragraph of the description that reads like a label stays in the description."""
    page = "Hanke\nNimi\nHakija ry\nJulkinen hankekuvaus\n"
    page += "Ensin:\nToimenpide\nsitten muuta\nLisätiedot\nHankenumero\n123456\n"
    record = hakemus.read_record(page)
    assert record["project.public_description"] == "Ensin:\nToimenpide\nsitten muuta"
    assert record["classification.project_number"] == "123456"


def test_news_and_contacts_are_text() -> None:
    """What is under news and contact persons is kept with its paragraphs."""
    page = "Hanke\nNimi\nLisätiedot\nHankenumero\n123456\n"
    page += "Ajankohtaista hankkeesta\nA\n\nB\nHankkeen yhteyshenkilöt\nMaija Meikäläinen\n040"
    application = hakemus.read_record(page).to_application()
    assert application.project.news == "A\n\nB"
    assert application.project.contacts == "Maija Meikäläinen\n040"


def test_what_no_field_takes_is_told() -> None:
    """A line under no label we know is not lost."""
    record = hakemus.read_record("Hanke\nNimi\nLisätiedot\nHankenumero\n123456\nUusi tieto\narvo\n")
    assert record.unread == ("Uusi tieto", "arvo")


def test_a_value_that_disagrees_is_told() -> None:
    """When the head and the details give two end days, the second is kept among the unread."""
    page = "Hanke\nNimi\nHakija ry\n1.4.2024 - 30.7.2024\nKäynnissä\nLisätiedot\nLoppumispäivämäärä\n31.07.2024\n"
    record = hakemus.read_record(page)
    assert record["project.end_date"] == "30.7.2024"
    assert record.unread == ("Loppumispäivämäärä: 31.07.2024",)


def test_start_of_the_period_is_read() -> None:
    """A period with both days gives both."""
    record = hakemus.read_record("Hanke\nNimi\nHakija ry\n1.4.2024 - 30.7.2024\nKäynnissä\nLisätiedot\n")
    assert record["project.start_date"] == "1.4.2024"


def test_every_fault_of_a_page_is_told_at_once(record_text: str) -> None:
    """An impossible day and an unknown class are both named, each with what is allowed."""
    page = record_text.replace("30.07.2024", "30.02.2024").replace("Maaseudun paikalliskeskukset", "Kuu")
    with pytest.raises(LoadError) as raised:
        hakemus.read_record(page).to_application()
    assert [fault.path for fault in raised.value.faults] == ["project.end_date", "classification.rural_type"]
    assert open_programme().vocabulary("rural_type").label("M4", "fi") in str(raised.value)


@pytest.mark.parametrize("text", ["", "   \n\n", "Hei vaan\nToinen rivi", "\x00\x01"])
def test_a_text_that_is_no_page_is_refused(text: str) -> None:
    """Text without any of the register's labels is refused with a word on how to copy the page."""
    with pytest.raises(LoadError, match="Hanke"):
        hakemus.read_record(text)
