"""Windows of days as calendar dates in words, for cases that have dates. The same rules stand in assets/calendar.js;
tests/js/words.json holds both to one table of examples. Dates of the record become days in `calendars`."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from dashboard.domain.calendars import Calendar
from dashboard.domain.cases import Grain
from dashboard.domain.spans import TICKS, Unit

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = TICKS[Unit.DAY]
FIRST_DAY, LAST_DAY = date(1, 1, 2).toordinal(), date(9999, 12, 30).toordinal()


def date_of(calendar: Calendar, day: float) -> date | None:
    """The calendar date on which `day` of the case's own clock lies; None beyond the years that a calendar has."""
    ordinal = calendar.origin.toordinal() + round(day * _DAY) // _DAY
    return date.fromordinal(ordinal) if FIRST_DAY <= ordinal <= LAST_DAY else None


def date_words(calendar: Calendar, earliest: float | None, latest: float | None) -> str:
    """A window on the case's own clock as dates: "3 Mar 2024", "3–5 Mar 2024" (en dash), "Mar 2024", "from 3 Mar 2024";
    with a time of day where the case counts in instants. "" without limits."""
    first = None if earliest is None else date_of(calendar, earliest)
    last = None if latest is None else date_of(calendar, latest)
    if first is None:
        return "" if last is None else f"until {day_words(last)}"
    if last is None:
        return f"from {day_words(first)}"
    assert earliest is not None and latest is not None, "both have a date"
    if calendar.grain is Grain.INSTANT and first == last:
        return day_words(first) + _clock_words(earliest, latest)
    return range_words(first, last)


def day_words(day: date) -> str:
    """3 Mar 2024."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def range_words(first: date, last: date) -> str:
    """Two dates in as few words as are true: a whole month or year is named as such."""
    if first == last:
        return day_words(first)
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1] and first.year == last.year
    if whole and first.month == last.month:
        return f"{MONTHS[first.month - 1]} {first.year}"
    if whole and (first.month, last.month) == (1, 12):
        return str(first.year)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_words(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} to {day_words(last)}"
    return f"{day_words(first)} to {day_words(last)}"


def _clock_words(earliest: float, latest: float) -> str:
    """The time of day of an instant; "" for a whole day, and two times for what lies between."""
    first, last = (round(day * _DAY) % _DAY for day in (earliest, latest))
    if first == 0 and last in (_DAY - 1, 0):
        return "" if last else ", 00:00"
    start, end = time_words(first), time_words(last)
    return f", {start}" if start == end else f", {start} to {end}"


def time_words(ticks: int) -> str:
    """A time of day, as microseconds since midnight: 14:20."""
    moment = datetime.combine(date(2000, 1, 1), time()) + timedelta(microseconds=ticks)
    return f"{moment:%H:%M}"
