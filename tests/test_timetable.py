"""The timetable over months, quarters or years; what lacks a date is said so."""

from datetime import date
from typing import Any

import pytest

from hakemus.assembly import subject_of
from hakemus.case import Case
from hakemus.model import Application
from hakemus.papers.money import financing_chart
from hakemus.papers.project_plan import shown_timetable
from hakemus.texts import LANGUAGES, Language, wording
from hakemus.word import Schedule, Span

DAY = date(2024, 3, 1)


def timetable(*activities: dict[str, Any], language: Language = "fi", **project: Any) -> Schedule:
    """Return the schedule of an application with these activities."""
    values = {"plan": {"activities": activities}, "project": project}
    application = Application.model_validate(values)
    return shown_timetable(subject_of(Case.of(application, on=DAY, language=language), draft=True))


def test_months_of_two_years() -> None:
    """A column a month, under the years they belong to; each activity from its first month to its last."""
    found = timetable(
        {"name": "a", "start_date": date(2024, 11, 15), "end_date": date(2025, 1, 2)},
        {"name": "b", "start_date": date(2025, 2, 1), "end_date": date(2025, 2, 28)},
    )
    assert found.columns == ("11", "12", "1", "2")
    assert found.groups == (("2024", 2), ("2025", 2))
    assert found.rows == (Span("a", 0, 2), Span("b", 3, 3))


def test_the_project_frames_the_columns() -> None:
    """Months of the project without any activity are there too."""
    found = timetable(
        {"name": "a", "start_date": date(2024, 5, 1), "end_date": date(2024, 5, 31)},
        start_date=date(2024, 4, 1),
        end_date=date(2024, 7, 31),
    )
    assert found.columns == ("4", "5", "6", "7")
    assert found.rows == (Span("a", 1, 1),)


def test_quarters_when_months_are_too_many() -> None:
    """More than two years give quarters, which begin with the calendar's."""
    found = timetable({"name": "a", "start_date": date(2024, 2, 1), "end_date": date(2026, 4, 1)})
    assert found.columns == ("1", "2", "3", "4", "1", "2", "3", "4", "1", "2")
    assert found.groups == (("2024", 4), ("2025", 4), ("2026", 2))
    assert found.corner == wording("fi").message("documents.schedule.quarters")
    assert found.rows == (Span("a", 0, 9),)


@pytest.mark.parametrize(("last", "columns"), [(2034, 11), (2060, 19)])
def test_years_when_quarters_are_too_many(last: int, columns: int) -> None:
    """A very long time takes years, or several years a column, and always fits the sheet."""
    found = timetable({"name": "a", "start_date": date(2024, 2, 1), "end_date": date(last, 4, 1)})
    assert len(found.columns) == columns
    assert found.groups == ()
    assert found.columns[0] == "2024"
    assert found.rows == (Span("a", 0, columns - 1),)


def test_one_date_takes_its_column() -> None:
    """An activity with a first or a last day only is shown where that day is."""
    found = timetable(
        {"name": "a", "start_date": date(2024, 4, 1)},
        {"name": "b", "end_date": date(2024, 6, 1)},
    )
    assert found.rows == (Span("a", 0, 0), Span("b", 2, 2))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_date_is_said_so(language: Language) -> None:
    """An activity without a day is in the table, unshaded, and its label says that the time is missing."""
    found = timetable({"name": "a", "start_date": date(2024, 4, 1)}, {"name": "b"}, language=language)
    told = wording(language).message("documents.schedule.undated", {"activity": "b"})
    assert found.rows[1] == Span(told)
    assert "b: –" in found.description


def test_days_the_wrong_way_round_are_shown_all_the_same() -> None:
    """That the end is before the beginning is a finding; the table shows the time between."""
    found = timetable({"name": "a", "start_date": date(2024, 6, 1), "end_date": date(2024, 4, 1)})
    assert found.rows == (Span("a", 0, 2),)


def test_without_any_date_there_is_no_table() -> None:
    """Nor without activities, whatever the project's own days are."""
    assert not timetable({"name": "a"}, start_date=date(2024, 4, 1))
    assert not timetable(start_date=date(2024, 4, 1))


def test_the_chart_tells_each_part_that_pays(complete: Application, budgeted: Application) -> None:
    """Amounts are those of the costing, and the alternative text states each."""
    for application in (complete, budgeted):
        subject = subject_of(Case.of(application, on=DAY, language="fi"), draft=True)
        chart = financing_chart(subject)
        paying = [part.amount for part in subject.costing.financing if part.amount]
        assert [amount for _, amount in chart.bars] == paying
        assert all(wording("fi").money(amount) in chart.description for amount in paying)


def test_without_financing_there_is_no_chart() -> None:
    """A paper draws no financing that nobody stated."""
    assert not financing_chart(subject_of(Case.of(Application(), on=DAY), draft=True))
