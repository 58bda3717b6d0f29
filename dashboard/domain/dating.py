"""The calendar beside the days: dates and ages of the events of one case, and the date of day 0 on a shown clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dashboard.domain.ages import age_in, age_words
from dashboard.domain.calendars import Calendar, calendar_of
from dashboard.domain.cases import Case, Grain
from dashboard.domain.chronology import Chronology
from dashboard.domain.dates import FIRST_DAY, LAST_DAY, MONTHS, date_of, date_words, day_words, time_words
from dashboard.domain.intervals import is_lowered
from dashboard.domain.measures import Grade
from dashboard.domain.placed import Mark, Placed
from dashboard.domain.spans import TICKS, Unit

_DAY = TICKS[Unit.DAY]
_UNTOLD = (Mark.AS_OF_WRITING, Mark.NOT_DATED)


@dataclass(frozen=True, slots=True)
class Dated:
    """When an event was by the calendar: date and age in words ("" where not known), and its first and last possible
    date in ISO 8601."""

    words: str = ""
    age: str = ""
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the calendar stands on a shown clock: the date `origin` (ISO) begins on its day `offset`. `birth` is the
    birth date, perhaps in part; `instants` says that the case counts times of day."""

    origin: str
    offset: float
    birth: str
    instants: bool


class Dating:
    """Tells the dates of one case; `known` is False where it has none, and then everything is blank."""

    def __init__(self, case: Case, chronology: Chronology) -> None:
        self._calendar: Calendar | None = calendar_of(case)
        self._birth = case.birth_date
        self._chronology = chronology
        self._instants = case.grain is Grain.INSTANT

    @property
    def known(self) -> bool:
        """True when the case has dates."""
        return self._calendar is not None

    @property
    def aged(self) -> bool:
        """True when it has ages too."""
        return self.known and bool(self._birth)

    def of(self, item: Placed) -> Dated:
        """The dates of an event; of one with an order and no day its window, unless that would be a day."""
        if self._calendar is None or item.time.mark in _UNTOLD:
            return Dated()
        window = self._chronology.window(item.event.id)
        if window.is_within_a_day and (window.grade is Grade.ORDER or is_lowered(item.event)):
            return Dated()
        words = date_words(self._calendar, window.earliest, window.latest)
        if window.grade is Grade.APPROXIMATE and words:
            words = f"about {words}"
        first, last = (
            None if day is None else date_of(self._calendar, day) for day in (window.earliest, window.latest)
        )
        return Dated(
            words,
            age_in(self._calendar, self._birth, window.earliest, window.latest),
            "" if first is None else first.isoformat(),
            "" if last is None else last.isoformat(),
        )

    def anchor(self, zero: str | None) -> Anchor | None:
        """The calendar on the clock of the moment `zero`; None without dates, or where that moment has no exact one."""
        day = own_day(self._chronology, zero)
        if self._calendar is None or day is None:
            return None
        return Anchor(self._calendar.origin.isoformat(), day, self._birth, self._instants)


def beside_of(anchor: Anchor | None, asked: str) -> Callable[[float], str] | None:
    """What tells the words beside a day of the axis, where `asked` ("dates" or "age") is known; else None."""
    if anchor is None or asked not in ("dates", "age") or (asked == "age" and not anchor.birth):
        return None
    return lambda day: beside_words(anchor, day, ages=asked == "age")


def beside_words(anchor: Anchor, day: float, *, ages: bool) -> str:
    """What stands beside a day number of the axis: its date, or the age on it; a time of day between two days."""
    ticks = round((day - anchor.offset) * _DAY)
    whole, rest = divmod(ticks, _DAY)
    ordinal = date.fromisoformat(anchor.origin).toordinal() + whole
    if not FIRST_DAY <= ordinal <= LAST_DAY:
        return ""
    found = date.fromordinal(ordinal)
    if ages:
        return age_words(anchor.birth, found, found, short=True)
    return (
        day_words(found)
        if rest == 0 or not anchor.instants
        else f"{found.day} {MONTHS[found.month - 1]}, {time_words(rest)}"
    )


def own_day(chronology: Chronology, zero: str | None) -> float | None:
    """The day of the clock of `zero` on which day 0 of the case's own clock begins; None where it is not exact."""
    if zero is None:
        return 0.0
    window = chronology.window(zero)
    return -window.earliest if window.is_point and window.earliest is not None else None
