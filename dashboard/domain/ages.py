"""Age from a birth date, which may be known in part: then it is a window of ages, and told as one. The same rules stand
in assets/calendar.js; tests/js/words.json holds both to one table of examples."""

import re
from datetime import date

from dashboard.domain.calendars import Calendar, calendar_of, days_of
from dashboard.domain.cases import Case
from dashboard.domain.dates import date_of
from dashboard.errors import Refused

_BIRTH = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_MONTHS_TOLD = 24  # below two years an age is told in months
_DAYS_TOLD = 2  # below two months in days


def checked_birth(text: str) -> str:
    """`text` if it is a birth date, whole or in part ("2015-03-07", "2015-03", "2015"), or "". Raises Refused."""
    try:
        if text and _BIRTH.fullmatch(text) is None:
            raise ValueError(text)
        if text:
            days_of(text)
    except ValueError:
        raise Refused(f'birth date "{text}" is not a date such as 2015-03-07, 2015-03 or 2015') from None
    return text


def age_words(birth: str, first: date, last: date, *, short: bool = False) -> str:
    """The age of who was born on `birth` at a moment from `first` to `last`: "9 years 3 months", "9 or 10 years",
    "14 months", "12 days"; `short` for an axis: "9 y 3 mo"."""
    born_first, born_last = days_of(birth)
    least, most = _months(born_last, first), _months(born_first, last)
    least_days, most_days = (first - born_last).days, (last - born_first).days
    if most_days < 0:
        return "before birth"
    if least_days < 0:
        return f"at most {_told(most, most, most_days, most_days, short)}"
    return _told(least, most, least_days, most_days, short)


def age_in(calendar: Calendar | None, birth: str, earliest: float | None, latest: float | None) -> str:
    """The age over a window of the case's own clock; "" where no birth date, no calendar or no limit is known."""
    if calendar is None or not birth or earliest is None or latest is None:
        return ""
    first, last = date_of(calendar, earliest), date_of(calendar, latest)
    return "" if first is None or last is None else age_words(birth, first, last)


def age_on(birth: str, day: date) -> str:
    """The age on a day for a heading: from two years on without the months."""
    return re.sub(r"(years?) [0-9]+ months?", r"\1", age_words(birth, day, day))


def told_age(case: Case) -> str:
    """The age of a case for its heading: its own words, else the age on the date of day 0."""
    calendar = calendar_of(case)
    if case.age or not case.birth_date or calendar is None or not calendar.settled:
        return case.age
    return age_on(case.birth_date, calendar.origin)


def _months(born: date, day: date) -> int:
    """Completed months; negative before birth."""
    return (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)


def _told(least: int, most: int, least_days: int, most_days: int, short: bool) -> str:
    if most < _DAYS_TOLD:
        return _counted(least_days, most_days, "d" if short else "day", short)
    if most < _MONTHS_TOLD:
        return _counted(least, most, "mo" if short else "month", short)
    years = _counted(least // 12, most // 12, "y" if short else "year", short)
    if least == most and least % 12:
        return f"{years} {_counted(least % 12, least % 12, 'mo' if short else 'month', short)}"
    return years


def _counted(low: int, high: int, unit: str, short: bool) -> str:
    joint = " or " if high - low == 1 else " to "
    number = str(high) if low == high else f"{low}{joint}{high}"
    return f"{number} {unit}" + ("" if short or high == 1 else "s")
