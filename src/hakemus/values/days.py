"""Days: a date without a time of day, which is what the law counts by."""

from calendar import monthrange
from datetime import date


def plain_day(day: object) -> date:
    """Return a day as it is; raise `TypeError` for what is not one, such as a text or a point in time.

    >>> plain_day(date(2024, 3, 1))
    datetime.date(2024, 3, 1)
    >>> plain_day("2024-03-01")
    Traceback (most recent call last):
    ...
    TypeError: a day is a datetime.date, such as date(2024, 3, 1), not '2024-03-01'
    """
    if type(day) is not date:  # a datetime is a date to Python, but cannot be compared with one
        raise TypeError(f"a day is a datetime.date, such as date(2024, 3, 1), not {day!r}")
    return day


def months_after(day: date, months: int) -> date:
    """Return the day of the same number so many months later, or the last one of a shorter month.

    >>> months_after(date(2026, 10, 31), 4)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
