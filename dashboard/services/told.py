"""The state at a moment of a case that is too large to be with the browser whole: the few events that its sentence is
made of. What lies before what is told by the rules of assets/moment.js."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

import numpy as np

from dashboard.domain.events import Kind, State
from dashboard.domain.leukocytes import is_reported
from dashboard.domain.placed import Mark, Placed, Timing
from dashboard.figures.ledger import Ledger
from dashboard.figures.series import Series
from dashboard.services.records import Record


class Order(Enum):
    """Whether an event was at or before the moment."""

    BEFORE = "yes"
    AFTER = "no"
    PERHAPS = "perhaps"


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment: an event's window (with what the network says of its order to others), or a day."""

    earliest: float | None
    latest: float | None
    event: str = ""
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()

    def order(self, item: Placed) -> Order:
        """Whether `item` was at or before this moment."""
        time, name = item.time, item.event.id
        if time.earliest is None and time.latest is None and time.mark is not Mark.ORDER_ONLY:
            return Order.AFTER
        if name in self.before or name in self.after:
            return Order.BEFORE if name in self.before else Order.AFTER
        if _not_later(time.latest, self.earliest):
            return Order.BEFORE
        later = time.earliest is not None and self.latest is not None and time.earliest > self.latest
        return Order.AFTER if later else Order.PERHAPS

    def holds(self, item: Placed) -> bool:
        """Whether this moment surely lies inside what `item` surely lasts."""
        end = item.end.earliest if isinstance(item.end, Timing) else None
        return item.event.id != self.event and (
            _not_later(item.time.earliest, self.earliest) and _not_later(self.latest, end)
        )


def moment_of(item: Placed, related: Record | None = None) -> Moment:
    """The moment of an event; `related` is what the network says of its order to others, where that is known."""
    known = related or {}
    before, after = frozenset(known.get("before", ())), frozenset(known.get("after", ()))
    return Moment(item.time.earliest, item.time.latest, item.event.id, before, after)


def told_at(ledger: Ledger, moment: Moment) -> tuple[list[Placed], bool]:
    """The events that the sentence of a moment speaks of, in the order of the case, and whether the record says that
    nothing is reported of the neurological status then."""
    if moment.earliest is None and moment.latest is None:
        return [], False
    found: dict[str, Placed] = {}
    others = [item for item in ledger.placed if item.event.id != moment.event]
    for chosen in (_is_status, _is_count, _is_picture):
        for item in _last(filter(chosen, others), moment):
            found[item.event.id] = item
    for series in ledger.series:
        if _is_count(series.sample):
            found |= {item.event.id: item for item in _last_of(series, moment)}
    for item in others:
        if _is_running(item, moment):
            found[item.event.id] = item
    following = _next(ledger, others, moment)
    if following is not None:
        found[following.event.id] = following
    silent = [item for item in ledger.placed if _is_silence(item) and moment.holds(item)]
    found |= {item.event.id: item for item in silent}
    return sorted(found.values(), key=lambda item: ledger.rank(item.event.id) or 0), bool(silent)


def after_of(ledger: Ledger, moment: Moment) -> tuple[list[int], list[int]]:
    """The ranks of the events after a moment, and of those perhaps after it, by the rules of assets/since.js."""
    sides = ledger.column(lambda item: _side(item, moment), lambda series: _sides(series, moment))
    return tuple([rank for rank, side in enumerate(sides) if side == wanted] for wanted in (1, 2))  # type: ignore[return-value]


def _side(item: Placed, moment: Moment) -> int:
    """0 before (or of no time), 1 after, 2 perhaps."""
    time = item.time
    if item.event.id == moment.event or time.mark is Mark.NOT_DATED:
        return 0
    if time.mark is Mark.AS_OF_WRITING:
        return 1
    if time.earliest is None and time.latest is None and time.mark is not Mark.ORDER_ONLY:
        return 0
    if _is_after(item, moment):
        return 1
    same = time.earliest == time.latest == moment.earliest == moment.latest
    return 0 if moment.order(item) is Order.BEFORE and not same else 2


def _sides(series: Series, moment: Moment) -> list[int]:
    if not series.teller.exact or moment.earliest is None or moment.latest is None:
        return [_side(series.item(at), moment) for at in range(len(series))]
    sides = np.where(series.days > moment.latest, 1, np.where(series.days <= moment.earliest, 0, 2))
    if moment.earliest == moment.latest:
        sides[series.days == moment.earliest] = 2
    found: list[int] = sides.tolist()
    own = next((at for at, event in enumerate(series.events) if event.id == moment.event), None)
    if own is not None:
        found[own] = 0
    return found


def _last(items: Iterable[Placed], moment: Moment) -> list[Placed]:
    """The last that surely lies before the moment, and one after it that perhaps does."""
    last: list[Placed] = []
    for item in items:
        order = moment.order(item)
        if order is Order.BEFORE:
            last = [item]
        elif order is Order.PERHAPS and len(last) < 2:
            last.append(item)
    return last


def _last_of(series: Series, moment: Moment) -> list[Placed]:
    """`_last` for a series, where it can be looked up."""
    if not series.teller.exact or moment.earliest is None or moment.latest is None:
        near = slice(None)
    else:
        first, last = np.searchsorted(series.days, [moment.earliest, moment.latest], side="right")
        near = slice(max(int(first) - 2, 0), int(last) + 1)
    items = [series.item(at) for at in range(*near.indices(len(series)))]
    return _last([item for item in items if item.event.id != moment.event], moment)


def _is_running(item: Placed, moment: Moment) -> bool:
    """Treatments that began before the moment and are not known to have ended before it."""
    if item.event.kind is not Kind.TREATMENT or item.event.state is not State.PRESENT or item.end is None:
        return False
    ended = isinstance(item.end, Timing) and _not_later(item.end.latest, moment.earliest)
    return not ended and moment.order(item) is Order.BEFORE


def _next(ledger: Ledger, others: list[Placed], moment: Moment) -> Placed | None:
    """Of the events surely after the moment the one that is over first."""
    after = [item for item in others if item.time.on_axis and _is_after(item, moment)]
    for series in ledger.series:
        if moment.latest is not None:
            at = int(np.searchsorted(series.days, moment.latest, side="right"))
            ahead = [series.item(n) for n in range(at, min(at + 2, len(series)))]
            after += [item for item in ahead if item.event.id != moment.event and _is_after(item, moment)][:1]
    after.sort(key=lambda item: ledger.rank(item.event.id) or 0)
    return min(after, key=lambda item: np.inf if item.time.latest is None else item.time.latest, default=None)


def _is_after(item: Placed, moment: Moment) -> bool:
    if moment.after:
        return item.event.id in moment.after
    return moment.order(item) is Order.AFTER and item.time.earliest is not None


def _is_status(item: Placed) -> bool:
    ranked = item.event.detail("rank")[:1].isdigit()
    return item.event.kind is Kind.NEURO_STATUS and item.event.state is State.PRESENT and ranked


def _is_silence(item: Placed) -> bool:
    return item.event.kind is Kind.NEURO_STATUS and item.event.state is State.NOT_REPORTED


def _is_picture(item: Placed) -> bool:
    return item.event.kind is Kind.IMAGING and bool(item.event.detail("study"))


def _is_count(item: Placed) -> bool:
    return is_reported(item.event)


def _not_later(first: float | None, second: float | None) -> bool:
    return first is not None and second is not None and first <= second
