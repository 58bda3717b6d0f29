"""Whether another day zero is a plain shift: then a browser can tell all times anew from their numbers, by the rules of
assets/words.js. Where zero is exact on the shown clock the network moves as one; words decide the rest."""

from collections.abc import Iterable

from dashboard.domain.cases import Case, Grain
from dashboard.domain.clockwork import elapsed_words, instant_words
from dashboard.domain.placed import Mark, Placed, Timing
from dashboard.domain.wording import days_words

_CONSTANT = (Mark.AS_OF_WRITING, Mark.NOT_DATED)


def shifts(case: Case, placed: Iterable[Placed], *, own_clock: bool) -> bool:
    """True when every time of `placed` is told by its numbers alone: "day 3", "day 3–9", and not "~2 weeks after MRI
    1". `own_clock`: they count from the case's own day 0."""
    for item in placed:
        if item.time.mark not in _CONSTANT and not _by_numbers(case, item.time, own_clock):
            return False
        end = item.end if isinstance(item.end, Timing) else None
        if end is not None and end.mark is not Mark.NOT_DATED and not _by_numbers(case, end, own_clock):
            return False
    return True


def _by_numbers(case: Case, time: Timing, own_clock: bool) -> bool:
    if time.mark not in (Mark.EXACT, Mark.BOUNDED):
        return False
    return time.words == range_words(case.grain, time.earliest, time.latest, own_clock=own_clock)


def range_words(grain: Grain, earliest: float | None, latest: float | None, *, own_clock: bool) -> str:
    """A window as it is told where nothing but its days is known."""
    if grain is Grain.DAY:
        return days_words(earliest, latest)
    return (instant_words if own_clock else elapsed_words)(earliest, latest)
