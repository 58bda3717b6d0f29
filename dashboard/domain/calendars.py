"""Calendar dates as time since the day 0 of a case. Reading their text lives in `when`."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from dashboard.domain.cases import Case, Grain
from dashboard.domain.spans import TICKS, Unit
from dashboard.domain.statements import Dated, DatedRange
from dashboard.domain.when import When
from dashboard.errors import Refused

_TICK = timedelta(microseconds=1)
_DAY = TICKS[Unit.DAY]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The calendar of one case: `origin` is day 0; `zone` is the zone in which its instants are counted.

    `settled` is False when no date of the record says which day is day 0 and the earliest one had to serve.
    """

    origin: date
    zone: tzinfo
    grain: Grain
    settled: bool = True

    def limits(self, iso: str) -> tuple[int, int]:
        """Microseconds from the start of day 0 to the earliest and the latest moment that `iso` allows.

        With grain day both are whole days and a time of day is left out. With grain instant a zone is reckoned with,
        a missing zone is the case's own, and a missing part reaches to the last microsecond that it may mean. A zone
        one hour off the case's own is its summer or winter time: the clock on the wall stands, so that no event
        moves to another calendar day.
        """
        if "T" not in iso or self.grain is Grain.DAY:
            first, last = days_of(iso)
            rest_of_day = 0 if self.grain is Grain.DAY else _DAY - 1
            return (first - self.origin).days * _DAY, (last - self.origin).days * _DAY + rest_of_day
        moment = datetime.fromisoformat(iso)
        if moment.tzinfo is None or _is_summer_time(moment, self.zone):
            since = (moment.replace(tzinfo=None) - _midnight(self.origin)) // _TICK
        else:
            since = (moment - datetime.combine(self.origin, time(), self.zone)) // _TICK
        return since, since + (0 if ":" in iso.partition("T")[2][:3] else TICKS[Unit.HOUR] - 1)


def calendar_of(case: Case) -> Calendar | None:
    """The calendar of `case`, or None when it holds no date. Raises Refused when its origin is no date.

    Day 0 is `case.origin`; else the date of the zero event or moment; else the earliest date of the case.
    """
    zero = case.event(case.zero)
    stated = case.moments.get(case.zero, When()) if zero is None else zero.at
    dated = [part.iso for part in stated if isinstance(part, Dated)]
    whole = [iso for iso in dated if len(iso) >= len("2024-03-01")]
    zone = _zone(whole) or _zone(_every_date(case)) or UTC
    if case.origin:
        return Calendar(_origin(case), zone, case.grain)
    if whole:
        return Calendar(_local(whole[0], zone, case.grain), zone, case.grain)
    earliest = min((_local(iso, zone, case.grain) for iso in _every_date(case)), default=None)
    return None if earliest is None else Calendar(earliest, zone, case.grain, settled=False)


@lru_cache(maxsize=64)
def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _is_summer_time(moment: datetime, zone: tzinfo) -> bool:
    """One hour between two zones that are not UTC, in which systems often write whatever the place."""
    here, there = zone.utcoffset(moment), moment.utcoffset()
    if not here or not there:
        return False
    return abs(here - there) == timedelta(hours=1)


def days_of(iso: str) -> tuple[date, date]:
    """The first and the last day that a date, whole or in part, may mean. Raises ValueError where it does not exist."""
    year, month, day = (*(int(part) for part in iso[:10].split("-")), None, None)[:3]
    if year is None or month is None:
        return date(int(iso[:4]), 1, 1), date(int(iso[:4]), 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def _local(iso: str, zone: tzinfo, grain: Grain) -> date:
    if "T" in iso and grain is Grain.INSTANT:
        moment = datetime.fromisoformat(iso)
        return (moment if moment.tzinfo is None else moment.astimezone(zone)).date()
    return days_of(iso)[0]


def _zone(dates: Iterable[str]) -> tzinfo | None:
    """The first zone that the dates state."""
    zoned = (datetime.fromisoformat(iso).tzinfo for iso in dates if "T" in iso)
    return next((zone for zone in zoned if zone is not None), None)


def _origin(case: Case) -> date:
    try:
        return date.fromisoformat(case.origin)
    except ValueError as error:
        raise Refused(f'origin "{case.origin}" is not a date such as 2024-03-01') from error


def _every_date(case: Case) -> Iterator[str]:
    for event in case.events:
        yield from _dates(event.at)
        if isinstance(event.until, When):
            yield from _dates(event.until)
    for when in case.moments.values():
        yield from _dates(when)


def _dates(when: When) -> Iterator[str]:
    for statement in when:
        if isinstance(statement, Dated):
            yield statement.iso
        elif isinstance(statement, DatedRange):
            yield from (iso for iso in (statement.first, statement.last) if iso)
