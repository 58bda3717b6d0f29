"""FHIR's dates, periods, timings and ages as times of the notation. A missing part is a window, never a guess; ages
need a date of birth."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from dashboard.domain.events import End
from dashboard.domain.statements import Dated, DatedRange, Unplaced
from dashboard.domain.when import When, WhenError, parse_when
from dashboard.importers._fhir.shape import Json, Unreadable

_FRACTION = re.compile(r"(\.[0-9]{6})[0-9]+")
_UNITS = {"a": "year", "mo": "month", "wk": "week", "d": "day", "h": "hour", "min": "minute"}
_DAYS = {"wk": 7, "d": 1}
_MONTHS = {"a": 12, "mo": 1}


class TimeRefused(Unreadable):
    """A time that cannot be read; `field` is where it stands in the resource."""

    def __init__(self, field: str, text: str, expected: str) -> None:
        super().__init__(field, f'"{text[:60]}" is not a time: expected {expected}')
        self.text = text[:60]


@dataclass(frozen=True, slots=True)
class Times:
    """When something was, how it ended, and what of it the notation cannot hold, in words."""

    at: When = When()
    until: When | End | None = None
    said: str = ""


NO_TIME = Times()


@lru_cache(maxsize=65536)
def _when(text: str) -> When:
    return parse_when(_FRACTION.sub(r"\1", text))


def moment(text: Any, field: str) -> When:
    """The moment of a date, dateTime or instant. Raises TimeRefused."""
    expected = "a date such as 2024-03-01 or 2024-03-01T10:30:00+01:00"
    if not isinstance(text, str):
        raise TimeRefused(field, str(text), expected)
    try:
        when = _when(text)
    except WhenError as error:
        raise TimeRefused(field, text, error.expected if error.expected.startswith("a date") else expected) from error
    if len(when) != 1 or not isinstance(when[0], Dated):
        raise TimeRefused(field, text, expected)
    return when


def period(found: Any, field: str, open_end: End | None = End.UNKNOWN) -> Times:
    """A Period; `open_end` is what a missing end means. An end before its start is told and not used. Raises
    TimeRefused."""
    if not isinstance(found, Mapping):
        raise TimeRefused(field, str(found), "a period with start and end")
    start, end = found.get("start"), found.get("end")
    if start is None and end is None:
        return NO_TIME
    if start is None:
        return Times(When((Unplaced(),)), moment(end, f"{field}.end"))
    at = moment(start, f"{field}.start")
    if end is None:
        return Times(at, open_end)
    until = moment(end, f"{field}.end")
    if until == at and len(str(at)) >= len("2024-03-01"):
        return Times(at)
    return in_order(Times(at, until))


def in_order(times: Times) -> Times:
    """The times, with an end that cannot be before the start: one that is stated so is told and not used. Where only
    one of the two names its zone, both are read by the clock on the wall."""
    if not isinstance(times.until, When):
        return times
    first, last = _first_day(times.at), _last_day(times.until)
    if first is None or last is None:
        return times
    wall = _has_zone(first) != _has_zone(last)
    if _latest(last, wall=wall) < _earliest(first, wall=wall):
        told = f"the end is stated before the start: {times.until}"
        return replace(times, until=End.UNKNOWN, said="; ".join(filter(None, (times.said, told))))
    if _latest(last, wall=True) < _earliest(first, wall=True):  # the hour by which a clock is set back
        return replace(times, until=When((Dated(last[:10]),)))
    return times


def _first_day(when: When) -> str | None:
    for part in when:
        if isinstance(part, Dated):
            return part.iso
        if isinstance(part, DatedRange):
            return part.first or None
    return None


def _last_day(when: When) -> str | None:
    for part in when:
        if isinstance(part, Dated):
            return part.iso
        if isinstance(part, DatedRange):
            return part.last or None
    return None


def choice(resource: Json, stem: str, birth: str = "", open_end: End | None = End.UNKNOWN) -> Times:
    """The time that one of `stem`DateTime, Instant, Period, Timing, Age, Range or String holds; NO_TIME where none is
    there. `birth` is the patient's date of birth. Raises TimeRefused."""
    for name in ("DateTime", "Instant"):
        if (field := stem + name) in resource:
            return Times(moment(resource[field], field))
    if (field := f"{stem}Period") in resource:
        return period(resource[field], field, open_end)
    if (field := f"{stem}Timing") in resource:
        return timing(resource[field], field)
    if (field := f"{stem}Age") in resource:
        return _at_ages(resource[field], resource[field], birth)
    if (field := f"{stem}Range") in resource and isinstance(resource[field], Mapping):
        return _at_ages(resource[field].get("low"), resource[field].get("high"), birth)
    text = resource.get(f"{stem}String")
    return Times(said=f'time as received: "{text}"') if isinstance(text, str) and text else NO_TIME


def issued_by(text: str) -> Times:
    """The time of something of which only is known by when it was told. Raises TimeRefused."""
    if not text:
        return NO_TIME
    return Times(
        When((DatedRange("", str(moment(text, "issued"))),)), said="its own time is not given, only when it was told"
    )


def timing(found: Any, field: str) -> Times:
    """The stretch that a Timing spans: from its first to its last event, or its bounds; else its text. Raises
    TimeRefused."""
    if not isinstance(found, Mapping):
        raise TimeRefused(field, str(found), "a timing")
    events = [moment(one, f"{field}.event") for one in found.get("event") or ()]
    if events:
        ordered = sorted(events, key=lambda one: _earliest(str(one), wall=False))
        last = ordered[-1] if len(ordered) > 1 else None
        said = f"{len(ordered)} times: {', '.join(map(str, ordered[:12]))}" if last else ""
        return Times(ordered[0], last, said)
    repeat = found.get("repeat")
    if isinstance(repeat, Mapping) and "boundsPeriod" in repeat:
        return period(repeat["boundsPeriod"], f"{field}.repeat.boundsPeriod")
    return NO_TIME


def _at_ages(low: Any, high: Any, birth: str) -> Times:
    """Between the birthdays that two ages stand for."""
    ages = [_age(one) for one in (low, high)]
    said = " to ".join(dict.fromkeys(_age_words(age) for age in ages if age))
    if not said:
        return NO_TIME
    words = f"age {said}"
    first = _shifted(birth, ages[0], first=True) if ages[0] else ""
    last = _shifted(birth, ages[1], first=False) if ages[1] else ""
    return Times(When((DatedRange(first, last),)) if first or last else When(), said=words)


def _age(found: Any) -> tuple[Decimal, str] | None:
    if not isinstance(found, Mapping) or found.get("value") is None:
        return None
    unit = str(found.get("code") or found.get("unit") or "")
    known = unit if unit in _UNITS else next((code for code, word in _UNITS.items() if unit.rstrip("s") == word), "")
    try:
        number = Decimal(str(found["value"]))
    except InvalidOperation:
        return None
    return (number, known) if known and 0 <= number < 200_000 else None


def _age_words(age: tuple[Decimal, str]) -> str:
    number, unit = age
    return f"{number} {_UNITS[unit]}{'' if number == 1 else 's'}"


def _shifted(birth: str, age: tuple[Decimal, str], *, first: bool) -> str:
    """The first day on which somebody born at `birth` is of that age, or the last; "" where that cannot be said."""
    number, unit = age
    count = int(number) + (0 if first else 1)
    try:
        day = _earliest(birth, wall=True).date() if first else _latest(birth, wall=True).date()
        there = _later(day, unit, count) - timedelta(days=0 if first else 1)
    except (ValueError, OverflowError):
        return ""
    return str(there) if 1800 <= there.year <= 2999 else ""


def _later(day: date, unit: str, count: int) -> date:
    if unit in _DAYS:
        return day + timedelta(days=_DAYS[unit] * count)
    if unit in _MONTHS:
        return _months_later(day, _MONTHS[unit] * count)
    raise ValueError("hours and minutes are shorter than what is known of a birth")


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _has_zone(iso: str) -> bool:
    return "T" in iso and datetime.fromisoformat(iso).utcoffset() is not None


def _earliest(iso: str, *, wall: bool) -> datetime:
    whole = iso if len(iso) > 7 else f"{iso}-01" if len(iso) > 4 else f"{iso}-01-01"
    return _bare(datetime.fromisoformat(whole), wall)


def _latest(iso: str, *, wall: bool) -> datetime:
    start = _earliest(iso, wall=wall)
    if "T" in iso:
        return start
    days = 1 if len(iso) > 7 else monthrange(start.year, start.month)[1] if len(iso) > 4 else 366
    end = start + timedelta(days=days) - timedelta(microseconds=1)
    return end if len(iso) > 4 else end.replace(year=start.year, month=12, day=31)


def _bare(when: datetime, wall: bool) -> datetime:
    offset = when.utcoffset()
    return when.replace(tzinfo=None) - (timedelta() if wall or offset is None else offset)
