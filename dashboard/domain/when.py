"""When: a time as a record states it; parsing and printing. What the statements mean together lives in `chronology`.

Parts are joined by ";". Day numbers are on the case's clock; units are min, h, d (the default), wk, mo, a.

    0    -10    12.5    2024 d          a day; four bare digits from 1800 to 2999 are a year, so such a day carries "d"
    ~14    ~2 wk    ~14 in 11..19    ~2 wk +- 4 d
    0..2    29..    ..19    ..          between limits; ".." alone is "at an unknown time"
    2024    2024-03    2024-03-01    2024-03-01T10:30+01:00
    2024-03-01..2024-04    2024-03..    ..2024-03-01    between two dates; 2024..2025 are days, 2024-01..2025-12 is not
    hospital day 20                     a clock of the case (letters and spaces) and a number
    P2-24 + 2 d    P1-15 + 0..24 h    P1-21 + ~3 wk    P1-03 - ~10 d    end of P1-24 + 1 wk
    after P1-13    before P1-21    with P1-19    after end of P1-24
"""

import re
from datetime import datetime
from decimal import Decimal

from dashboard.domain.spans import NUMBER, Span, read_span
from dashboard.domain.statements import (
    END_OF,
    Count,
    Dated,
    DatedRange,
    Offset,
    On,
    Order,
    Relation,
    Statement,
    Unplaced,
    looks_like_year,
)
from dashboard.errors import Refused

_NAME = r"(?:end of )?[A-Za-z0-9][A-Za-z0-9._:-]*(?: [A-Za-z][A-Za-z0-9._:-]*)*"
_ORDER = re.compile(rf"(after|before|with) ({_NAME})")
_OFFSET = re.compile(rf"({_NAME}) ([+-]) (.+)")
_COUNT = re.compile(rf"([A-Za-z]+(?: [A-Za-z]+)*) ({NUMBER})")
_DATE = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)"
    r"(?:[T ](?P<time>[0-9]{2}(?::[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)?)(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_WHOLE_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+)?")
_RESERVED = ("after", "before", "with", "end", "in")
_SPAN = 'a length such as "2 d", "0..24 h", "~3 wk" or "~2 wk +- 4 d", in min, h, d, wk, mo or a'
_PART = 'a day ("12", "0..2", "~14", "~2 wk"), a date ("2024-03-01"), a clock ("hospital day 20"), ' + (
    'an offset ("P1-03 + 2 d") or an order ("after P1-03")'
)


class WhenError(Refused):
    """A part of a time that cannot be read; `part` is that part, `expected` what may stand there."""

    def __init__(self, part: str, expected: str) -> None:
        super().__init__(f'"{part}" is not a time: expected {expected}')
        self.part = part
        self.expected = expected


class When(tuple[Statement, ...]):
    """All that is stated of one moment; empty = nothing is. Prints as the canonical notation."""

    __slots__ = ()

    @property
    def references(self) -> tuple[str, ...]:
        """Ids of events, names of moments and of clocks that the statements mention, each once."""
        return tuple(dict.fromkeys(name for name in map(_reference, self) if name))

    def __str__(self) -> str:
        return "; ".join(map(str, self))

    def __repr__(self) -> str:
        return f"When({str(self)!r})"


def parse_when(text: str) -> When:
    """The time that `text` states; blank text gives `When()`. Raises WhenError."""
    if not text.strip():
        return When()
    return When(_part(" ".join(part.split())) for part in text.replace("\u2212", "-").replace("±", "+-").split(";"))


def _part(part: str) -> Statement:
    dated = _WHOLE_DATE.fullmatch(part) and _date(part)  # first, as most times of a long record are dates
    statement = dated or _order(part) or _offset(part) or _date(part) or _dates(part) or _on(part) or _count(part)
    if statement is None:
        raise WhenError(part, _PART)
    return statement


def _order(part: str) -> Statement | None:
    if part == "..":
        return Unplaced()
    match = _ORDER.fullmatch(part)
    return None if match is None else Order(Relation(match[1]), match[2])


def _offset(part: str) -> Statement | None:
    match = _OFFSET.fullmatch(part)
    if match is None:
        return None
    span = _span(part, match[3])
    if span is None:
        raise WhenError(part, f"{_SPAN} after {match[2]}")
    return Offset(match[1], span if match[2] == "+" else span.negated())


def _on(part: str) -> Statement | None:
    span = _span(part, part)
    return None if span is None else On(span)


def _span(part: str, text: str) -> Span | None:
    try:
        return read_span(text)
    except ValueError as error:
        raise WhenError(part, str(error)) from error


def _date(part: str) -> Statement | None:
    if looks_like_year(part):
        return Dated(part)
    match = _DATE.fullmatch(part)
    if match is None:
        return None
    day, time, zone = match["day"], match["time"], match["zone"]
    whole = len(day) == len("2024-03-01")
    if not looks_like_year(day[:4]) or (time is not None and not whole):
        raise WhenError(part, "a date of the years 1800 to 2999, with day and month before a time of day")
    iso = day if time is None else f"{day}T{time}{_zone(zone)}"
    try:
        datetime.fromisoformat(iso if whole else f"{day}-01")
    except ValueError as error:
        raise WhenError(part, "a date and a time of day that exist") from error
    return Dated(iso)


def _dates(part: str) -> Statement | None:
    """A range of dates; `2024..2030` stays a range of days."""
    sides = [side.strip() for side in part.split("..")]
    if len(sides) != 2 or not any(_DATE.fullmatch(side) for side in sides):
        return None
    first, last = (_date(side) if side else None for side in sides)
    if any(isinstance(side, Dated) is not bool(text) for side, text in zip((first, last), sides, strict=True)):
        raise WhenError(part, "a date on each side of the two points, or on one of them")
    found = DatedRange.of(*("" if side is None else str(side) for side in (first, last)))
    known = min(len(found.first), len(found.last), len("2024-03-01"))
    if found.first[:known] > found.last[:known]:
        raise WhenError(part, "a range with its earlier date first")
    return found


def _zone(zone: str | None) -> str:
    if zone is None:
        return ""
    text = "+0000" if zone == "Z" else zone.replace(":", "")
    return "+00:00" if text == "-0000" else f"{text[:3]}:{text[3:]}"


def _count(part: str) -> Statement | None:
    match = _COUNT.fullmatch(part)
    if match is None or match[1].split()[0] in _RESERVED:
        return None
    return Count(match[1], Decimal(match[2]))


def _reference(statement: Statement) -> str:
    match statement:
        case Order(reference=name) | Offset(reference=name):
            return name.removeprefix(END_OF)
        case Count(clock=name):
            return name
        case _:
            return ""
