"""The days to remember, and the calendar file that holds them: counted by the law, named when open, read by others."""

from datetime import UTC, date, datetime
from typing import Any

import icalendar
import pytest
import vobject

import hakemus
from hakemus import LeaderGroup
from hakemus.errors import DataError, DayMissingError, HakemusError, UnknownNameError
from hakemus.model import Application
from hakemus.papers.dates import Calendar, project_dates
from hakemus.programme import open_programme
from hakemus.rules import Case
from hakemus.texts import LANGUAGES, wording
from hakemus.texts.wording import open_catalogue
from hakemus.word import text

DAY = date(2026, 3, 2)
SOURCE = {"title": "Opas", "section": "raportit", "address": "https://ryhma.example/opas"}


def application(measure: str = "investment", **project: Any) -> Application:
    """Return an application of the day whose project has this time."""
    values = {"name": "Kylätalon katto; osa 1, \N{LATIN SMALL LETTER A WITH RING ABOVE}", **project}
    return Application.model_validate(
        {
            "date": DAY,
            "classification": {"measure": measure},
            "applicant": {"name": "Kylä ry"},
            "project": values,
        }
    )


WHOLE = application(start_date=date(2026, 5, 1), end_date=date(2027, 10, 31))


def group(**values: Any) -> LeaderGroup:
    """Return a Leader group with these settings."""
    return LeaderGroup.from_mapping({"name": {"fi": "Ryhmä ry"}, **values})


def every(months: int, **more: Any) -> dict[str, Any]:
    """Return a group's setting of interim reports."""
    return {"from": date(2024, 1, 1), "every_months": months, "reference": SOURCE, **more}


def days(made: Calendar, key: str) -> list[date | None]:
    """Return the days of one kind."""
    return [one.day for one in made.dates if one.key == key]


def one(made: Calendar, key: str) -> hakemus.ProjectDate:
    """Return the only day of a kind."""
    (found,) = (each for each in made.dates if each.key == key)
    return found


@pytest.mark.parametrize(
    ("measure", "key", "provision"),
    [
        ("investment", "last-claim", "617/2023, 41 §:n 1 ja 2 momentti"),
        ("business-investment", "last-claim-business", "646/2023, 41 §:n 1 ja 2 momentti"),
    ],
)
def test_the_last_claim_is_four_months_after_the_end(measure: str, key: str, provision: str) -> None:
    """By the decree of the measure, on the last day of a month that is too short."""
    found = one(hakemus.calendar(application(measure, end_date=date(2027, 10, 31))), key)
    assert (found.day, found.provision, found.lacks) == (date(2028, 2, 29), provision, "")


@pytest.mark.parametrize(
    ("measure", "key", "last"),
    [
        ("investment", "use", date(2033, 3, 1)),
        ("business-investment", "use-business", date(2031, 3, 1)),
        ("business-part-time", "activity-business", date(2031, 3, 1)),
    ],
)
def test_an_investment_is_used_for_years_from_the_last_payment(measure: str, key: str, last: date) -> None:
    """Five, in a business three; as long as nobody knows the payment, the day is open and nothing is lacking."""
    asked = application(measure, end_date=date(2027, 10, 31))
    found = one(hakemus.calendar(asked), key)
    assert (found.day, found.lacks) == (None, "")
    assert "Päivä ei ole tiedossa ennen viimeistä maksua." in found.text
    assert found.provision.startswith("1325/2022, 27 §:n")
    assert one(hakemus.calendar(asked, last_payment=date(2028, 3, 1)), key).day == last


def test_a_project_without_investment_has_no_use() -> None:
    """Records are kept all the same."""
    asked = application("cooperation-services", end_date=date(2027, 10, 31))
    made = hakemus.calendar(asked, last_payment=date(2028, 3, 1))
    assert days(made, "use") == []
    assert days(made, "records") == [date(2031, 3, 1)]


@pytest.mark.parametrize(
    ("project", "said"),
    [
        ({}, "Päivää ei voi laskea: täytä"),
        ({"start_date": date(2027, 1, 2), "end_date": date(2027, 1, 1)}, "päättyy ennen kuin se alkaa"),
    ],
)
def test_without_an_end_no_last_claim_is_made_up(project: dict[str, Any], said: str) -> None:
    """The day is open, says why, and names the field."""
    made = hakemus.calendar(application(**project))
    found = one(made, "last-claim")
    assert (found.day, found.lacks) == (None, "project.end_date")
    assert said in found.text
    assert made.lacking == (found,)
    with pytest.raises(HakemusError, match="no day is known"):
        made.to_ics()


def test_an_end_on_the_first_day_is_an_end() -> None:
    """A project of one day."""
    first = date(2027, 1, 1)
    assert days(hakemus.calendar(application(start_date=first, end_date=first)), "last-claim") == [
        date(2027, 5, 1)
    ]


def test_a_payment_before_the_application_is_refused() -> None:
    """On the day itself it counts."""
    early = one(hakemus.calendar(WHOLE, last_payment=date(2026, 3, 1)), "use")
    assert (early.day, early.lacks) == (None, "last_payment")
    assert days(hakemus.calendar(WHOLE, last_payment=DAY), "use") == [date(2031, 3, 2)]


def test_a_measure_whose_data_ask_for_no_last_claim_has_none() -> None:
    """The list of the measure's duties decides."""
    law = open_programme()
    duty = law.vocabulary("duty")
    counted = {entry.key for entry in duty.entries if entry.text("counted_from")}
    for measure in law.measures():
        listed = {*measure.parameter("duties").on(DAY).keys}
        made = hakemus.calendar(application(measure.key, end_date=date(2027, 10, 31)))
        assert {each.key for each in made.dates} == listed & counted, measure.key


def test_a_support_form_that_nobody_knows_has_no_days() -> None:
    """Another one's law would be made up; a group's own form has only the days of the group."""
    with pytest.raises(UnknownNameError, match="own-youth"):
        hakemus.calendar(application("own-youth", end_date=DAY))
    with pytest.raises(TypeError, match="last_payment"):
        hakemus.calendar(WHOLE, last_payment=datetime(2028, 3, 1, tzinfo=UTC))


def test_without_a_day_no_law_can_be_read() -> None:
    """Neither the application's date nor one that is given."""
    with pytest.raises(DayMissingError):
        hakemus.calendar(Application())


def test_before_the_text_was_known_that_is_said() -> None:
    """The section is known as in force from 2026; what follows from it earlier is no more than likely."""
    said = (
        one(hakemus.calendar(WHOLE, on=day, language="en"), "last-claim").text
        for day in (date(2025, 12, 31), DAY)
    )
    assert ["known as in force from 1 January 2026" in each for each in said] == [True, False]


def test_rounds_are_those_that_take_it_and_have_not_closed() -> None:
    """One that closes on the day of application is among them; one that is open already doesn't open again."""
    rounds = [
        {"closes": date(2026, 3, 1)},
        {"closes": DAY, "opens": date(2026, 1, 1), "meeting": date(2026, 4, 1)},
        {
            "closes": date(2026, 9, 30),
            "opens": date(2026, 8, 1),
            "name": {"fi": "Syksy"},
            "reference": SOURCE,
        },
        {"closes": date(2026, 10, 1), "measures": ["small-project"]},
    ]
    made = hakemus.calendar(WHOLE, group=group(rounds=rounds))
    assert days(made, "round-opens") == [date(2026, 8, 1)]
    assert days(made, "round-closes") == [DAY, date(2026, 9, 30)]
    assert days(made, "board-meets") == [date(2026, 4, 1)]
    opens = one(made, "round-opens")
    assert (opens.text, opens.provision, opens.address) == (
        "Syksy",
        "Opas, raportit",
        "https://ryhma.example/opas",
    )
    assert next(each for each in made.dates if each.key == "board-meets").provision == "Ryhmä ry"


def test_interim_reports_are_as_far_apart_as_the_group_sets() -> None:
    """The last one comes before the end: what is due on the last day is the final report."""
    six = hakemus.calendar(WHOLE, group=group(interim_reports=[every(6)]))
    assert days(six, "interim-report") == [date(2026, 11, 1), date(2027, 5, 1)]
    ends = application(start_date=date(2026, 5, 1), end_date=date(2027, 5, 1))
    short = hakemus.calendar(ends, group=group(interim_reports=[every(6)]))
    assert days(short, "interim-report") == [date(2026, 11, 1)]
    assert days(hakemus.calendar(WHOLE, group=group()), "interim-report") == []


def test_an_interval_that_depends_on_what_is_not_stated_gives_no_day() -> None:
    """A setting for some applications only, and one for all: nobody knows which, so both are open."""
    both = [every(6), every(3, when={"legal_form": "municipality"})]
    made = hakemus.calendar(WHOLE, group=group(interim_reports=both))
    assert days(made, "interim-report") == [None, None]
    alone = hakemus.calendar(WHOLE, group=group(interim_reports=both[1:]))
    assert days(alone, "interim-report") == [None]
    without_start = hakemus.calendar(application(end_date=DAY), group=group(interim_reports=[every(6)]))
    assert one(without_start, "interim-report").lacks == "project.start_date"


@pytest.mark.parametrize("months", [0, -1, 241, "joka kuukausi"])
def test_an_interval_that_is_none_is_a_fault_of_the_group(months: Any) -> None:
    """With its place in the group's data."""
    with pytest.raises(DataError) as refused:
        group(interim_reports=[every(months)])
    assert [fault.path for fault in refused.value.faults] == ["interim_reports[0].every_months"]


def full(language: str = "fi") -> Calendar:
    """Return a calendar with a day of every kind."""
    own = group(
        rounds=[{"closes": date(2026, 9, 30), "opens": date(2026, 8, 1), "meeting": date(2026, 10, 1)}],
        interim_reports=[every(6)],
        name={"fi": "Ryhmä ry", "sv": "Gruppen rf"},
    )
    return hakemus.calendar(WHOLE, group=own, language=language, last_payment=date(2028, 3, 1))


@pytest.mark.parametrize("read", ["icalendar", "vobject"])
def test_two_programs_read_the_same_days(read: str) -> None:
    """Every day that is known, as a whole day, with the name as it is in the application."""
    made = full()
    content, known = made.to_ics(), [(each.day, f"{made.name}: {each.title}") for each in made.dates]
    if read == "icalendar":
        events = icalendar.Calendar.from_ical(content).walk("VEVENT")
        found = [(event.decoded("dtstart"), str(event["summary"])) for event in events]
    else:
        whole = vobject.readOne(content.decode())
        assert whole.version.value == "2.0"
        found = [(event.dtstart.value, event.summary.value) for event in whole.vevent_list]
    assert found == known
    assert len(found) == 8


def test_a_line_is_as_the_standard_has_it() -> None:
    """At most 75 octets, ended by CR and LF; a semicolon and a comma in a text are marked."""
    content = full().to_ics()
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    assert r"Kylätalon katto\; osa 1\, å".encode() in content.replace(b"\r\n ", b"")


def test_the_same_days_give_the_same_bytes_and_the_day_is_the_applications() -> None:
    """No clock is read."""
    content = full().to_ics()
    assert content == full().to_ics()
    stamps = {event.decoded("dtstamp") for event in icalendar.Calendar.from_ical(content).walk("VEVENT")}
    assert stamps == {datetime(2026, 3, 2, tzinfo=UTC)}


def uids(made: Calendar) -> list[str]:
    """Return the identifiers of the events."""
    return [str(event["uid"]) for event in icalendar.Calendar.from_ical(made.to_ics()).walk("VEVENT")]


def test_a_day_that_moves_keeps_its_identifier() -> None:
    """Another language or end is the same event; another project or applicant is not, and no two events share one."""
    ends = application(end_date=date(2027, 10, 31))
    later = application(end_date=date(2027, 12, 31))
    other = application(end_date=date(2027, 10, 31), name="Silta")
    assert uids(hakemus.calendar(ends)) == uids(hakemus.calendar(later, language="sv"))
    assert sorted(uids(full())) == sorted(uids(full(language="sv")))
    assert uids(hakemus.calendar(ends)) != uids(hakemus.calendar(other))
    every_one = uids(full())
    assert len(every_one) == len({*every_one})


def test_each_day_of_the_law_has_its_words_in_every_language() -> None:
    """What a duty of the data is called in the calendar."""
    for entry in open_programme().vocabulary("duty").entries:
        for language in LANGUAGES:
            assert (f"documents.date.{entry.key}" in open_catalogue(language)) == bool(
                entry.text("counted_from")
            )


def test_the_checklist_has_the_same_days() -> None:
    """Each with its provision, the open ones as open."""
    own = group(interim_reports=[every(6)], rounds=[{"closes": date(2026, 9, 30)}])
    shown = plain(text(hakemus.render(WHOLE, "checklist", group=own, draft=True)))
    words = wording("fi")
    dates = project_dates(Case.of(WHOLE, group=own), words)
    assert len(dates) == 6
    for each in dates:
        day = "avoin" if each.day is None else words.day(each.day)
        assert plain(" ".join(filter(None, (day, f"{each.title}.", each.text))).rstrip(".")) in shown
        assert plain(each.provision) in shown


def plain(said: str) -> str:
    """Return words with their blanks evened out."""
    return " ".join(said.replace("\N{NO-BREAK SPACE}", " ").split())
