"""The words of a time on a shown clock, by its mark. The words of single days and statements live in `wording`."""

from collections.abc import Sequence
from copy import copy

from dashboard.domain.cases import Case, Grain
from dashboard.domain.chronology import Window
from dashboard.domain.clockwork import elapsed_words, instant_words
from dashboard.domain.placed import Mark
from dashboard.domain.spans import About, Exactly
from dashboard.domain.statements import Count, Dated, DatedRange, Offset, On, Statement
from dashboard.domain.wording import Label, days_words, length_words, number_words, statement_words

_UNKNOWN = "order known, day unknown"


class Phrases:
    """Words for the times of one case, counted from `zero` (from the case's own day 0 where None)."""

    def __init__(self, case: Case, zero: str | None, label: Label) -> None:
        self._grain = case.grain
        self._writing = case.writing
        self._own_clock = zero is None
        self._day_zero = case.zero if zero is None else zero
        self._label = label

    def of_end(self, event_id: str) -> "Phrases":
        """The same words for the end of that event, which speaks of the event's own start as such."""
        phrases = copy(self)
        phrases._label = lambda moment: "its start" if moment == event_id else self._label(moment)
        return phrases

    def clock(self, shared: Sequence[Statement]) -> str:
        """The count on a named clock, or ""."""
        return next((statement_words(part, self._label) for part in shared if isinstance(part, Count)), "")

    def time(self, mark: Mark, window: Window, stated: Sequence[Statement], shared: Sequence[Statement]) -> str:
        """The words of one time; `stated` are its own statements, `shared` also those of what it coincides with."""
        match mark:
            case Mark.AS_OF_WRITING:
                return f"at {self._writing}"
            case Mark.CLOCK:
                return _with(self.clock(shared), self._range(window))
            case Mark.APPROXIMATE:
                return self._approximate(window, shared)
            case Mark.ORDER_ONLY:
                # Its window may be one day where a curator has lowered a computed one; that day is not told.
                return _with(self._order(stated), "" if window.is_within_a_day else self._range(window))
            case _:
                return self._bounded(window, shared)

    def _range(self, window: Window) -> str:
        if self._grain is Grain.DAY:
            return days_words(window.earliest, window.latest)
        return (instant_words if self._own_clock else elapsed_words)(window.earliest, window.latest)

    def _bounded(self, window: Window, shared: Sequence[Statement]) -> str:
        """A length counted from an event says more than its window, so both are told."""
        days = self._range(window)
        if window.is_point:
            return days
        counted = (part for part in shared if isinstance(part, Offset) and isinstance(part.span, Exactly))
        said = next((statement_words(part, self._label) for part in counted), "")
        return _with(said, days) or "at an unknown time"

    def _approximate(self, window: Window, shared: Sequence[Statement]) -> str:
        days = self._range(window)
        about = (part for part in shared if isinstance(part, On | Offset) and isinstance(part.span, About))
        said = next((words for words in map(self._about, about) if words), "")
        if not said and window.nominal is not None and self._grain is Grain.DAY:
            said = f"~day {number_words(window.nominal)}"
        return _with(said, days) if said else f"about {days}"

    def _about(self, part: On | Offset) -> str:
        """An approximate statement; one that counts from the shown day 0 need not name it."""
        if isinstance(part, On):
            return statement_words(part, self._label) if self._own_clock else ""
        if part.reference != self._day_zero:
            return statement_words(part, self._label)
        if part.span.backward:
            return f"{length_words(part.span.negated())} before day 0"
        return length_words(part.span)

    def _order(self, stated: Sequence[Statement]) -> str:
        """The neighbours; a day that a curator has lowered to order only is not told."""
        days = On | Dated | DatedRange | Count
        told = [statement_words(part, self._label) for part in stated if not isinstance(part, days)]
        return ", ".join(told) or _UNKNOWN


def _with(said: str, days: str) -> str:
    return f"{said} ({days})" if said and days else said or days
