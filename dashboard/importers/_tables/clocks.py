"""The times of one column, read as they stand: dates in the order that somebody has confirmed, in whole or in part,
with or without a time of day and a zone. What is no date is flagged and kept as given; an order of day and month is
never guessed."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import numpy as np

from dashboard.importers._tables.coded import Coded, Mask, Numbers

DAY = 86_400_000_000
NO_TIME = int(np.iinfo(np.int64).max)
"""Stands for a start that is not known: such events come last."""

DAY_FIRST, MONTH_FIRST, YEAR_FIRST = "day first", "month first", "year first"
_EPOCH = date(1970, 1, 1).toordinal()
_YMD = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_COMPACT = re.compile(
    r"([12][0-9]{3})([01][0-9])([0-3][0-9])"
    r"(?:[T ]?([0-2][0-9]):?([0-5][0-9])(?::?([0-5][0-9](?:\.[0-9]{1,6})?))?(Z|[+-][0-9]{4})?)?"
)
_NUMERIC = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_NAMED = re.compile(r"([0-9]{1,2})[. -]{0,2}([^\W\d_]{3,9})\.?[ ,-]{0,2}([0-9]{4}|[0-9]{2})")
_NAMED_FIRST = re.compile(r"([^\W\d_]{3,9})\.? ([0-9]{1,2}),? ([0-9]{4})")
_PART = re.compile(r"([0-9]{4})(?:[-/]([0-9]{1,2}))?(?:-(?:NK|UNK?|XX))*(?:-(?:NK|UNK?|XX))?", re.IGNORECASE)
_MONTH = re.compile(r"([0-9]{1,2})[./]([0-9]{4})")
_NAMED_MONTH = re.compile(r"([^\W\d_]{3,9})\.?[ -]([0-9]{4})")
_SHORT_CLOCK = re.compile(r"([0-2]?[0-9])(?:[.h]|(?<=[0-9]{2}))([0-5][0-9])([0-5][0-9])?")
_TIME_OF_DAY = re.compile(
    r"[ T:](?=[0-9]{1,2}:)|(?<=[0-9]{4})[ T](?=[0-2][0-9][0-5][0-9](?:[0-5][0-9])?$|[0-9]{1,2}[.h][0-9]{2}$)"
)
_LETTER_T = re.compile(r"(?<=[0-9])T(?=[0-9])")
_CLOCK = re.compile(
    r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)? ?([ap]\.?m\.?)? ?"
    r"(Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?",
    re.IGNORECASE,
)
_MONTHS = {
    word: number
    for number, words in enumerate(
        ("jan", "feb", "mar mär", "apr", "may mai", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec dez"), start=1
    )
    for word in words.split()
}


@dataclass(frozen=True, slots=True)
class Time:
    """`at` is the time in the notation of `domain.when` ("" = not dated), `start` its first microsecond since 1970, by
    the clock on the wall, and `span` how many more it may mean (a day has 86 400 000 000 - 1). `flag` says what is
    wrong with the text."""

    at: str = ""
    start: int | None = None
    span: int = 0
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Times:
    """The times of a column: their notation, start (NO_TIME where none is known) and span in every row; flags by the
    code of the text; and the column as it was received."""

    at: Coded
    start: Numbers
    span: Numbers
    flags: dict[int, str]
    received: Coded

    def flagged(self) -> Mask:
        """For every row whether its time has a flag."""
        found: Mask = self.received.spread([code in self.flags for code in range(len(self.received.texts))], np.bool_)
        return found


@dataclass(slots=True)
class Doubt:
    """Dates of a column whose order nobody has confirmed: examples that read both ways, day first, and month first."""

    either: str = ""
    day_first: str = ""
    month_first: str = ""

    def sentence(self) -> str:
        """What to ask, "" without a doubt."""
        if self.day_first and self.month_first:
            return f'"{self.day_first}" is day first and "{self.month_first}" month first: the column holds both'
        for example, order in ((self.day_first, DAY_FIRST), (self.month_first, MONTH_FIRST)):
            if example:
                return f'dates such as "{example}" are {order}: confirm with dates = "{order}"'
        if not self.either:
            return ""
        first, second, year = re.split("[-/.]", self.either)
        readings = f"{year}-{second:0>2}-{first:0>2} (day first) or {year}-{first:0>2}-{second:0>2} (month first)"
        how = f'say which with dates = "{DAY_FIRST}" or "{MONTH_FIRST}"'
        return f'dates such as "{self.either}" read both ways, {readings}: {how}'


@dataclass(slots=True)
class Clocks:
    """Reads a column. `order` is the confirmed order of dates, "" where none is; `doubt` gathers what must be asked."""

    order: str = ""
    doubt: Doubt = field(default_factory=Doubt)
    _dates: dict[str, tuple[str, int]] = field(default_factory=dict)
    _times: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    _odd: dict[str, Time] = field(default_factory=dict)

    def read(self, column: Coded) -> "Times":
        """The times of a column."""
        found = [self.one(text) for text in column.texts]
        starts = [NO_TIME if one.start is None else one.start for one in found]
        return Times(
            Coded(column.codes, [one.at for one in found]),
            column.spread(starts, np.int64),
            column.spread([one.span for one in found], np.int64),
            {code: one.flag for code, one in enumerate(found) if one.flag},
            column,
        )

    def one(self, text: str) -> Time:
        """The time of one text. Dates and times of day are read apart, for both come again in other texts."""
        day, clock = self._dates.get(text[:10]), self._times.get(text[10:])
        if day is not None and clock is not None:
            return Time(day[0] + clock[0], day[1] + clock[1], clock[2])
        found = self._odd.get(text)
        return self._learnt(text) if found is None else found

    def _learnt(self, text: str) -> Time:
        """Read a text for the first time; a plain one teaches its date and its time of day."""
        found = self._parsed(text.strip())
        day, clock = text[:10], text[10:]
        plain = found.start is not None and not found.flag and len(day) == 10 and found.span in (0, DAY - 1)
        if plain and (not clock or clock[0] in " T"):
            midnight = _midnight(found.at[:10])
            self._dates[day] = found.at[:10], midnight
            self._times[clock] = found.at[10:], (found.start or 0) - midnight, found.span
        else:
            self._odd[text] = found
        return found

    def _parsed(self, text: str) -> Time:
        if not text:
            return Time()
        compact = _COMPACT.fullmatch(text)
        if compact is not None:
            year, month, day, *clock, zone = compact.groups()
            hour = ":".join(part for part in clock if part)
            return self._timed(text, _ymd(text, year, month, day), hour + (zone or ""))
        head, _, tail = _LETTER_T.sub(" ", text, count=1).partition(" ") if text[:4].isdecimal() else _halves(text)
        return self._timed(text, self._date(head, text), tail.strip())

    def _date(self, head: str, text: str) -> Time:
        if match := _YMD.fullmatch(head):
            return _ymd(text, match[1], match[3], match[4])
        if match := _NUMERIC.fullmatch(head):
            return self._numeric(match, text)
        if match := _NAMED.fullmatch(head):
            return _named(text, match[3], match[2], match[1])
        if match := _NAMED_FIRST.fullmatch(head):
            return _named(text, match[3], match[1], match[2])
        if match := _PART.fullmatch(head):
            return _part(text, match[1], match[2])
        if match := _MONTH.fullmatch(head):
            return _part(text, match[2], match[1])
        if (match := _NAMED_MONTH.fullmatch(head)) and (number := _MONTHS.get(match[1][:3].casefold())):
            return _part(text, match[2], str(number))
        return Time(flag=f'"{text[:40]}" is not a date')

    def _numeric(self, match: re.Match[str], text: str) -> Time:
        first, second, year = match[1], match[3], match[4]
        if len(year) == 2:
            return Time(flag=f'"{text[:40]}" has a year of two digits')
        if self.order == DAY_FIRST:
            return _ymd(text, year, second, first)
        if self.order == MONTH_FIRST:
            return _ymd(text, year, first, second)
        if int(first) > 12 and int(second) <= 12:
            self.doubt.day_first = self.doubt.day_first or match[0]
        elif int(second) > 12 and int(first) <= 12:
            self.doubt.month_first = self.doubt.month_first or match[0]
        else:
            self.doubt.either = self.doubt.either or match[0]
        return Time(flag=f'the order of day and month in "{text[:40]}" is not confirmed')

    def _timed(self, text: str, day: Time, clock: str) -> Time:
        """The date with its time of day."""
        if day.start is None or day.flag or not clock:
            return day
        short = _SHORT_CLOCK.fullmatch(clock.removesuffix(" Uhr"))
        match = _CLOCK.fullmatch(":".join(filter(None, short.groups())) if short else clock.removesuffix(" Uhr"))
        if match is None or day.span != DAY - 1:
            return Time(day.at, day.start, day.span, f'the time of day of "{text[:40]}" cannot be read')
        hour, minute, second, fraction, half, zone = match.groups()
        hours = _hours(int(hour), half)
        if hours is None or int(minute) > 59 or int(second or 0) > 59:
            return Time(day.at, day.start, day.span, f'the time of day of "{text[:40]}" does not exist')
        seconds = "" if second is None else f":{second}" + (f".{fraction[:6]}" if fraction else "")
        iso = f"{day.at}T{hours:02}:{minute}{seconds}{_zone(zone)}"
        moment = datetime.fromisoformat(iso)
        return Time(iso, (moment.replace(tzinfo=None) - datetime(1970, 1, 1)) // timedelta(microseconds=1), 0)


def _halves(text: str) -> tuple[str, str, str]:
    """A text such as "Feb 12, 2024 10:30" in two: its time of day begins before a colon or behind a year."""
    found = _TIME_OF_DAY.search(text)
    return (text, "", "") if found is None else (text[: found.start()], " ", text[found.end() :])


def _ymd(text: str, year: str, month: str, day: str) -> Time:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return Time(flag=f'"{text[:40]}" is a date that does not exist')
    if not 1800 <= found.year <= 2999:
        return Time(flag=f'"{text[:40]}" lies outside the years 1800 to 2999')
    return Time(found.isoformat(), (found.toordinal() - _EPOCH) * DAY, DAY - 1)


def _named(text: str, year: str, month: str, day: str) -> Time:
    number = _MONTHS.get(month[:3].casefold())
    if number is None:
        return Time(flag=f'"{text[:40]}" is not a date')
    if len(year) == 2:
        return Time(flag=f'"{text[:40]}" has a year of two digits')
    return _ymd(text, year, str(number), day)


def _part(text: str, year: str, month: str | None) -> Time:
    """A year, or a year and a month: a window, not a guess."""
    first = _ymd(text, year, month or "1", "1")
    if first.start is None:
        return first
    start = date.fromisoformat(first.at)
    after = date(start.year + (month is None or start.month == 12), 1 if month is None else start.month % 12 + 1, 1)
    span = (after.toordinal() - start.toordinal()) * DAY - 1
    return Time(first.at[:4] if month is None else first.at[:7], first.start, span)


def _hours(hour: int, half: str | None) -> int | None:
    if half is None:
        return hour if hour < 24 else None
    if not 1 <= hour <= 12:
        return None
    return hour % 12 + (12 if half[0].lower() == "p" else 0)


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    plain = "+00:00" if zone.upper() in ("Z", "UTC", "GMT") else f"{zone[:3]}:{zone[3:].lstrip(':') or '00'}"
    return "+00:00" if plain == "-00:00" else plain


def _midnight(iso: str) -> int:
    return (date.fromisoformat(iso).toordinal() - _EPOCH) * DAY
