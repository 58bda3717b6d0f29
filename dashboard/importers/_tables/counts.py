"""The times of a column that counts from a moment of the patient: minutes from an admission, days from a diagnosis.
They are days of the case's own clock; no date is made of them."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from dashboard.importers._tables.clocks import DAY, Clocks, Doubt, Time
from dashboard.importers._tables.coded import Coded

STUDY_DAYS: Final = "study days"
UNITS: Final = {"minutes": 1440, "hours": 24, "days": 1, STUDY_DAYS: 1}
"""How many of each make a day. Study days begin with 1, and the day before is -1."""

FARTHEST: Final = 100_000
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,9}(?:\.[0-9]{1,9})?")
_YEARS: Final = range(1800, 3000)


@dataclass(slots=True)
class Counts(Clocks):
    """Reads a column of numbers in `unit`, one of UNITS."""

    unit: str = "days"
    doubt: Doubt = field(default_factory=Doubt)

    def one(self, text: str) -> Time:
        """The time of one text."""
        if text not in self._odd:
            self._odd[text] = self._counted(text.strip().replace("\u2212", "-"))
        return self._odd[text]

    def _counted(self, text: str) -> Time:
        if not text:
            return Time()
        if not _NUMBER.fullmatch(text):
            return Time(flag=f'"{text[:40]}" is not a number of {self.unit}')
        number = Decimal(text)
        if self.unit == STUDY_DAYS:
            if number == 0:
                return Time(flag=f'"{text}" is no study day: they begin with 1')
            number -= number > 0
        days = round(number / UNITS[self.unit], 6)
        if abs(days) > FARTHEST:
            return Time(flag=f'"{text}" is more than {FARTHEST} days away')
        whole = days == days.to_integral_value()
        exact = not whole or UNITS[self.unit] > 1
        return Time(_notation(days, whole=whole), int(days * DAY), 0 if exact else DAY - 1)


def times_of(order: str, unit: str) -> Clocks:
    """What reads the times of a table: dates in that order, or numbers of a unit."""
    return Counts(order, unit=unit) if unit else Clocks(order)


def is_moment(text: str) -> bool:
    """Whether a time in the notation says a time of day."""
    return "T" in text or "." in text


def patients_of(column: Coded) -> list[str]:
    """The patients that have a row."""
    return list(column.compact().texts)


def _notation(days: Decimal, *, whole: bool) -> str:
    """A day in the notation of `domain.when`, where a bare number may be a year."""
    text = str(int(days)) if whole else format(days.normalize(), "f")
    return f"{text} d" if whole and int(days) in _YEARS else text
