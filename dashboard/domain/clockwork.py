"""Instants in words: day and time of day on the case's own clock, hours and days elapsed from another moment."""

from collections.abc import Callable

from dashboard.domain.measures import DAY
from dashboard.domain.spans import TICKS, Unit
from dashboard.domain.wording import days_words

_MINUTE = TICKS[Unit.MINUTE]


def instant_words(earliest: float | None, latest: float | None) -> str:
    """A window on the case's own clock: "day 3, 14:20", "day 3" for a whole day; "" without limits."""
    if _whole(earliest, 0) and (_whole(latest, 0) or _whole(latest, 1)):
        return days_words(earliest, None if latest is None else _ticks(latest) // DAY)
    return _window(earliest, latest, _time_of_day)


def elapsed_words(earliest: float | None, latest: float | None) -> str:
    """A window from another moment, in hours while shorter than two days: "20 h 30 min", "3 d 14 h"."""
    return _window(earliest, latest, _elapsed)


def _window(earliest: float | None, latest: float | None, words: Callable[[float], str]) -> str:
    if earliest is None:
        return "" if latest is None else f"until {words(latest)}"
    if latest is None:
        return f"from {words(earliest)}"
    if earliest == latest:
        return words(earliest)
    first, last = words(earliest), words(latest)
    return first if first == last else f"{first} to {last}"


def _time_of_day(days: float) -> str:
    day, rest = divmod(round(_ticks(days) / _MINUTE), DAY // _MINUTE)
    return f"{days_words(day, day)}, {rest // 60:02}:{rest % 60:02}" if rest else days_words(day, day)


def _elapsed(days: float) -> str:
    minutes = round(abs(_ticks(days)) / _MINUTE)
    sign = "\u2212" if days < 0 and minutes else ""
    if minutes < 2 * DAY // _MINUTE:
        parts = ((minutes // 60, "h"), (minutes % 60, "min"))
    else:
        hours = round(minutes / 60)
        parts = ((hours // 24, "d"), (hours % 24, "h"))
    return sign + (" ".join(f"{number} {unit}" for number, unit in parts if number) or "0 h")


def _whole(days: float | None, short: int) -> bool:
    return days is None or (_ticks(days) + short) % DAY == 0


def _ticks(days: float) -> int:
    return round(days * DAY)
