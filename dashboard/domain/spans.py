"""Lengths of time as a record states them: exact, between two limits, or about. Reading and printing them lives here;
what a length means in days (rounding, tolerance, grain) lives in `measures`."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

NUMBER = r"-?[0-9]{1,7}(?:\.[0-9]{1,6})?"
_UNIT = r"(?:min|h|d|wk|mo|a)"
_EXACT = re.compile(rf"({NUMBER}) ?({_UNIT})?")
_BETWEEN = re.compile(rf"({NUMBER})?\.\.({NUMBER})?(?: ?({_UNIT}))?")
_ABOUT = re.compile(rf"~ ?({NUMBER}) ?({_UNIT})?(?: in (?P<within>.+)| ?\+- ?({NUMBER}) ?({_UNIT})?)?")
_SECOND = 1_000_000


class Unit(StrEnum):
    """The units of the notation; a month is 30.44 days, a year 365.25."""

    MINUTE = "min"
    HOUR = "h"
    DAY = "d"
    WEEK = "wk"
    MONTH = "mo"
    YEAR = "a"


TICKS = {
    Unit.MINUTE: 60 * _SECOND,
    Unit.HOUR: 3_600 * _SECOND,
    Unit.DAY: 86_400 * _SECOND,
    Unit.WEEK: 7 * 86_400 * _SECOND,
    Unit.MONTH: 2_630_016 * _SECOND,
    Unit.YEAR: 31_557_600 * _SECOND,
}
"""Microseconds in each unit: whole numbers, so that sums and comparisons of times are exact."""


def ticks(number: Decimal, unit: Unit) -> int:
    """`number` units in microseconds."""
    return int((number * TICKS[unit]).to_integral_value())


@dataclass(frozen=True, slots=True)
class Exactly:
    """One length, such as `2 d`."""

    number: Decimal
    unit: Unit = Unit.DAY

    @property
    def backward(self) -> bool:
        """True when it reads better counted back from its reference."""
        return self.number < 0

    def negated(self) -> "Exactly":
        """The same length the other way."""
        return Exactly(-self.number, self.unit)

    def text(self, bare: bool) -> str:
        """Its notation; `bare` leaves the unit of days out."""
        return plain(self.number) + _unit(self.unit, bare)


@dataclass(frozen=True, slots=True)
class Between:
    """A length between two limits, such as `0..24 h`; a limit of None is open, one of the two is given."""

    low: Decimal | None
    high: Decimal | None
    unit: Unit = Unit.DAY

    @property
    def backward(self) -> bool:
        """True when it reads better counted back from its reference."""
        return self.high is not None and self.high <= 0 and self.low != 0

    def negated(self) -> "Between":
        """The same limits the other way."""
        return Between(_minus(self.high), _minus(self.low), self.unit)

    def text(self, bare: bool) -> str:
        """Its notation; `bare` leaves the unit of days out."""
        low, high = ("" if limit is None else plain(limit) for limit in (self.low, self.high))
        return f"{low}..{high}" + _unit(self.unit, bare)


@dataclass(frozen=True, slots=True)
class About:
    """An approximate length, such as `~2 wk`: with its own limits (`within`), its own tolerance on each side
    (`give`), or neither: then the unit decides."""

    number: Decimal
    unit: Unit = Unit.DAY
    within: Between | None = None
    give: Exactly | None = None

    @property
    def backward(self) -> bool:
        """True when it reads better counted back from its reference."""
        return self.number < 0

    def negated(self) -> "About":
        """The same length the other way."""
        return About(-self.number, self.unit, None if self.within is None else self.within.negated(), self.give)

    def text(self, bare: bool) -> str:
        """Its notation; `bare` leaves the unit of days out."""
        own = "" if self.within is None else f" in {self.within.text(bare)}"
        give = "" if self.give is None else f" +- {self.give.text(bare=False)}"
        return f"~{plain(self.number)}{_unit(self.unit, bare)}{own}{give}"


Span = Exactly | Between | About


def read_span(text: str) -> Span | None:
    """The length that `text` states, or None when it is none. ValueError says what is wrong with its numbers."""
    if match := _EXACT.fullmatch(text):
        return Exactly(Decimal(match[1]), _read_unit(match[2]))
    if match := _ABOUT.fullmatch(text):
        return _read_about(match)
    return _read_between(text)


def plain(number: Decimal) -> str:
    """`number` without exponent, trailing zeros or a negative zero."""
    return format(number.normalize() + 0, "f")


def _read_between(text: str) -> Between | None:
    match = _BETWEEN.fullmatch(text)
    if match is None or (match[1] is None and match[2] is None):
        return None
    low, high = (None if limit is None else Decimal(limit) for limit in match.group(1, 2))
    if low is not None and high is not None and low > high:
        raise ValueError("a range with its lower limit first")
    return Between(low, high, _read_unit(match[3]))


def _read_about(match: re.Match[str]) -> About | None:
    within = None
    if match["within"] is not None:
        within = _read_between(match["within"])
        if within is None:
            return None
    give = None if match[4] is None else Exactly(Decimal(match[4]), _read_unit(match[5]))
    about = About(Decimal(match[1]), _read_unit(match[2]), within, give)
    if give is not None and give.number < 0:
        raise ValueError("a tolerance of 0 or more")
    if within is not None and not _holds(within, ticks(about.number, about.unit)):
        raise ValueError("a range that holds the approximate value itself")
    return about


def _holds(within: Between, value: int) -> bool:
    low_ok = within.low is None or ticks(within.low, within.unit) <= value
    return low_ok and (within.high is None or value <= ticks(within.high, within.unit))


def _read_unit(text: str | None) -> Unit:
    return Unit.DAY if text is None else Unit(text)


def _unit(unit: Unit, bare: bool) -> str:
    return "" if bare and unit is Unit.DAY else f" {unit}"


def _minus(number: Decimal | None) -> Decimal | None:
    return None if number is None else -number
