"""The statements that a time is made of, and how each is printed. Parsing lives in `when`, meaning in `links`."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dashboard.domain.spans import Exactly, Span, Unit, plain

END_OF = "end of "
_YEAR = re.compile(r"(?:1[89]|2[0-9])[0-9]{2}")


class Relation(StrEnum):
    """Order between two moments. None is strict: what comes after a moment may share its day."""

    AFTER = "after"
    BEFORE = "before"
    WITH = "with"


@dataclass(frozen=True, slots=True)
class Unplaced:
    """`..`: it happened, at an unknown time."""

    def __str__(self) -> str:
        return ".."


@dataclass(frozen=True, slots=True)
class On:
    """A day, a range of days or an approximate day on the case's own clock: `0`, `0..2`, `~14`."""

    span: Span

    def __str__(self) -> str:
        text = self.span.text(bare=True)
        # four bare digits are a year, so a day number that looks like one carries its unit
        return f"{text} d" if isinstance(self.span, Exactly) and looks_like_year(text) else text


@dataclass(frozen=True, slots=True)
class Dated:
    """A calendar date in ISO 8601, whole or in part: `2024`, `2024-03`, `2024-03-01T10:30+01:00`."""

    iso: str

    def __str__(self) -> str:
        return self.iso


@dataclass(frozen=True, slots=True)
class DatedRange:
    """Two calendar dates in ISO 8601 between which it was: `2024-03-01..2024-03-14`; "" = no limit on that side. Years
    alone are day numbers in this notation, so a year has its month here: `2024-01..2025-12`."""

    first: str
    last: str

    @classmethod
    def of(cls, first: str, last: str) -> "DatedRange":
        """The range, years filled up with their first and last month."""
        return cls(f"{first}-01" if looks_like_year(first) else first, f"{last}-12" if looks_like_year(last) else last)

    def __str__(self) -> str:
        return f"{self.first}..{self.last}"


@dataclass(frozen=True, slots=True)
class Count:
    """A day on a named clock: `hospital day 20`."""

    clock: str
    number: Decimal

    def __str__(self) -> str:
        return f"{self.clock} {plain(self.number)}"


@dataclass(frozen=True, slots=True)
class Offset:
    """A length counted from another moment: `P2-24 + 2 d`, `P1-03 - ~10 d`."""

    reference: str
    span: Span

    def __str__(self) -> str:
        if self.span.backward:
            return f"{self.reference} - {self.span.negated().text(bare=False)}"
        return f"{self.reference} + {self.span.text(bare=False)}"


@dataclass(frozen=True, slots=True)
class Order:
    """An order and no distance: `after P1-13`, `with P1-19`."""

    relation: Relation
    reference: str

    def __str__(self) -> str:
        return f"{self.relation} {self.reference}"


Statement = Unplaced | On | Dated | DatedRange | Count | Offset | Order


def looks_like_year(text: str) -> bool:
    """True for four bare digits from 1800 to 2999."""
    return _YEAR.fullmatch(text) is not None


def end_of(event_id: str) -> str:
    """The name of the moment at which an event ends."""
    return END_OF + event_id


def day(number: int | Decimal) -> On:
    """The statement of one exact day on the case's clock."""
    return On(Exactly(Decimal(number), Unit.DAY))
