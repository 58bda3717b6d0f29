"""The days of a row: START_DATE and STOP_DATE as whole days from the study's day 0, and an end that is no day."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from dashboard.domain.events import End
from dashboard.domain.spans import Between
from dashboard.domain.statements import On, day
from dashboard.domain.when import When
from dashboard.importers._cbioportal.tsv import Line

FARTHEST: Final = 100_000
_DAY: Final = re.compile(r"[+-]?[0-9]+(?:\.0*)?")
_ONGOING: Final = frozenset(("ongoing", "continuing", "still ongoing", "present", "current"))
_UNKNOWN: Final = frozenset(("unknown", "not reported"))
END_STATUS: Final = "END_STATUS"
"""A column of ours: `ongoing`, `unknown`, or in words what is known of an end that is no day."""

_YES: Final = frozenset(("y", "yes", "true", "1", "x", "ongoing", "continuing"))
_MARKS: Final = re.compile(r"(?:IS_|STILL_)?(?:[A-Z0-9]+_)?(?:ONGOING|CONTINUING)(?:_FLAG|_YN)?")
_END_MISSING: Final = re.compile(
    r"\b(?:end|stop)[ _]date\s*(?:is|was|=|:)?\s*(?:na|n/a|unknown|missing|not (?:available|known|reported))\b", re.I
)
_REMARKS: Final = ("COMMENTS", "COMMENT", "NOTE", "NOTES")


class DayError(Exception):
    """A day that cannot be read: its column, and why, as a sentence without its full stop."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Days:
    """When a row begins and ends; `until` is None for a point in time. `status` is what the row says of an end that is
    neither a day nor simply open or unknown."""

    at: When
    until: When | End | None
    start: int | None
    stop: int | None
    status: str = ""


def days_of(line: Line) -> Days:
    """The days of a row. Day 0 is a day; a blank start is not dated, a blank stop is a point in time unless the row
    says that it goes on or that its end is not known. Raises DayError."""
    start = _day(line, "START_DATE")
    stop_words = line.get("STOP_DATE").casefold()
    stop = None if stop_words in _ONGOING else _day(line, "STOP_DATE")
    if start is not None and stop is not None and stop < start:
        raise DayError("STOP_DATE", f"it ends on day {stop}, before it begins on day {start}")
    at = When() if start is None else When((day(start),))
    if start is None and stop is not None:
        at = When((On(Between(None, Decimal(stop))),))
    status = line.get(END_STATUS)
    plain = status.casefold() in _ONGOING | _UNKNOWN
    return Days(at, _until(line, stop, ongoing=stop_words in _ONGOING), start, stop, "" if plain else status)


def _until(line: Line, stop: int | None, *, ongoing: bool) -> When | End | None:
    status = line.get(END_STATUS).casefold()
    if ongoing or (stop is None and (status in _ONGOING or _goes_on(line))):
        return End.ONGOING
    if (
        status in _UNKNOWN
        or (stop is None and status and status not in _ONGOING)
        or any(_END_MISSING.search(line.get(column)) for column in _REMARKS if column in line.cells)
    ):
        return End.UNKNOWN
    return None if stop is None else When((day(stop),))


def _goes_on(line: Line) -> bool:
    return any(text.casefold() in _YES and _MARKS.fullmatch(column) for column, text in line.cells.items())


def _day(line: Line, column: str) -> int | None:
    text = line.get(column).replace("\u2212", "-")
    if not text:
        return None
    if not _DAY.fullmatch(text):
        expected = "a whole number of days from day 0, such as -10, 0 or 45"
        raise DayError(column, f'"{text[:60]}" is not a day; expected {expected}')
    number = int(text.partition(".")[0])
    if abs(number) > FARTHEST:
        raise DayError(column, f"day {number} is more than {FARTHEST} days from day 0")
    return number
