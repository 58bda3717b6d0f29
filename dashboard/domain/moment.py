"""The state at the moment of an event: the last reported status, count and picture, and what treatment was begun.

Nothing is carried forward: each is told with its own time, and what is only possibly earlier is said to be so. The page
tells the same in assets/moment.js for any day that a reader points at; a test holds the two together.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.domain.cases import Case
from dashboard.domain.chronology import Chronology
from dashboard.domain.events import End, Event, Kind, State
from dashboard.domain.leukocytes import is_reported
from dashboard.domain.placed import Mark, Placed, Timing
from dashboard.domain.statements import end_of

MOST_RELATED = 400
YES, PERHAPS, NO = "yes", "perhaps", "no"


@dataclass(frozen=True, slots=True)
class Last:
    """The last of its kind that surely lies before; `surely` is False where another perhaps lies between."""

    item: Placed
    surely: bool = True


@dataclass(frozen=True, slots=True)
class Moment:
    """What was true when an event was: None and () where nothing is reported that surely lies before it. `silent` is
    True inside a time for which the record gives no status."""

    status: Last | None
    count: Last | None
    picture: Last | None
    begun: tuple[Placed, ...]
    silent: bool


def moment_of(case: Case, placed: Sequence[Placed], chronology: Chronology, event_id: str) -> Moment:
    """The state at the moment of an event of the case."""
    at = next(item for item in placed if item.event.id == event_id)
    teller = _Teller(placed, chronology, at)
    scans = {study.event for study in case.studies}
    return Moment(
        status=teller.last(is_status),
        count=teller.last(is_reported),
        picture=teller.last(lambda event: event.kind is Kind.IMAGING and event.id in scans),
        begun=teller.begun(),
        silent=any(_is_silence(item, at) for item in placed),
    )


def is_status(event: Event) -> bool:
    """A reported state with a rank."""
    ranked = event.detail("rank")[:1].isdigit()
    return event.kind is Kind.NEURO_STATUS and event.state is State.PRESENT and ranked


class _Teller:
    """Which events surely lie before one of them."""

    def __init__(self, placed: Sequence[Placed], chronology: Chronology, at: Placed) -> None:
        self._placed = placed
        self._chronology = chronology if len(placed) <= MOST_RELATED else None
        self._at = at

    def last(self, wanted: Callable[[Event], bool]) -> Last | None:
        """The last of the wanted events that surely lies before."""
        own = [item for item in self._placed if wanted(item.event)]
        sure = [at for at, item in enumerate(own) if item is not self._at and self._before(item) == YES]
        if not sure:
            return None
        later = [item for item in own[sure[-1] + 1 :] if item is not self._at]
        return Last(own[sure[-1]], not any(self._before(item) == PERHAPS for item in later))

    def begun(self) -> tuple[Placed, ...]:
        """Courses of treatment that surely began before and are not known to have ended."""
        return tuple(
            item
            for item in self._placed
            if item.event.kind is Kind.TREATMENT
            and item.event.state is State.PRESENT
            and item is not self._at
            and item.end is not None
            and self._before(item) == YES
            and not self._ended(item)
        )

    def _before(self, item: Placed) -> str:
        """Whether an event surely, perhaps or not at all lies at or before the moment."""
        time, at = item.time, self._at.time
        if not _is_limited(item) and time.mark is not Mark.ORDER_ONLY:
            return NO
        related = self._related(item)
        if related is not None:
            return YES if related else NO
        if time.latest is not None and at.earliest is not None and time.latest <= at.earliest:
            return YES
        if time.earliest is not None and at.latest is not None and time.earliest > at.latest:
            return NO
        return PERHAPS

    def _related(self, item: Placed) -> bool | None:
        """True before, False after, as the network or the record's own order says; None where neither does."""
        if self._chronology is None or not _is_limited(item) or not _is_limited(self._at):
            return None
        told = _told_order(item.event.seq, self._at.event.seq)
        gap = self._chronology.interval(item.event.id, self._at.event.id)
        if told > 0 or (told == 0 and gap.latest is not None and gap.latest <= 0 and gap.earliest != 0):
            return False
        if told < 0 or (gap.earliest is not None and gap.earliest >= 0):
            return True
        return None

    def _ended(self, item: Placed) -> bool:
        if not isinstance(item.end, Timing):
            return False
        at = self._at.time
        if item.end.latest is not None and at.earliest is not None and item.end.latest <= at.earliest:
            return True
        if self._chronology is None:
            return False
        gap = self._chronology.interval(end_of(item.event.id), self._at.event.id)
        return gap.earliest is not None and gap.earliest > 0


def _is_limited(item: Placed) -> bool:
    return item.time.earliest is not None or item.time.latest is not None


def _told_order(first: int | None, second: int | None) -> int:
    """-1, 0 or 1: which of two ranks of the record comes first; 0 where one has none."""
    return 0 if first is None or second is None else (first > second) - (first < second)


def _is_silence(item: Placed, at: Placed) -> bool:
    """Whether `at` surely lies inside a time for which the record reports no status."""
    if item.event.kind is not Kind.NEURO_STATUS or item.event.state is not State.NOT_REPORTED or item is at:
        return False
    if not isinstance(item.end, Timing) or item.time.earliest is None or item.end.earliest is None:
        return False
    time = at.time
    if time.earliest is None or time.latest is None:
        return False
    return time.earliest >= item.time.earliest and time.latest <= item.end.earliest


def end_words(item: Placed) -> str:
    """How the record ends a course: "end not reported", "ongoing", or the words of its end; "" for a moment."""
    if item.end is None:
        return ""
    if isinstance(item.end, End):
        return "end not reported" if item.end is End.UNKNOWN else "ongoing"
    return f"until {item.end.words}"
