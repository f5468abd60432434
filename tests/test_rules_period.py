"""How long a project lasts: the last day of so many years, months or days."""

from datetime import date

import pytest

from hakemus.rules.plan import latest_end


@pytest.mark.parametrize(
    ("start", "length", "unit", "end"),
    [
        (date(2024, 4, 1), 1, "years", date(2025, 3, 31)),
        (date(2024, 1, 1), 1, "years", date(2024, 12, 31)),
        (date(2024, 2, 29), 1, "years", date(2025, 2, 28)),
        (date(2023, 2, 28), 1, "years", date(2024, 2, 27)),
        (date(2023, 3, 1), 1, "years", date(2024, 2, 29)),
        (date(2024, 5, 6), 3, "years", date(2027, 5, 5)),
        (date(2024, 5, 6), 4, "months", date(2024, 9, 5)),
        (date(2024, 9, 1), 4, "months", date(2024, 12, 31)),
        (date(2024, 12, 1), 1, "months", date(2024, 12, 31)),
        (date(2024, 10, 31), 4, "months", date(2025, 2, 28)),
        (date(2024, 10, 29), 4, "months", date(2025, 2, 28)),
        (date(2024, 10, 28), 4, "months", date(2025, 2, 27)),
        (date(2024, 12, 31), 1, "days", date(2024, 12, 31)),
        (date(2024, 12, 31), 2, "days", date(2025, 1, 1)),
    ],
)
def test_the_last_day(start: date, length: int, unit: str, end: date) -> None:
    """A year or a month ends on the day before the same day of a later one, or on the last that there is."""
    assert latest_end(start, length, unit) == end
