"""The canonical order of events: by time, kind, term and id, whatever the order in which a source told them."""

from datetime import UTC, datetime
from math import inf

from dashboard.domain.cases import Grain
from dashboard.domain.events import Event
from dashboard.domain.measures import measure
from dashboard.domain.statements import Dated, DatedRange, On
from dashboard.domain.when import When

Key = tuple[float, str, str, str]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def order_of(event: Event) -> Key:
    """By what an event is sorted."""
    return starts(event.at), str(event.kind), event.term, event.id


def starts(when: When) -> float:
    """The earliest moment that a day number or a date allows (the latest of a range without a beginning), in
    microseconds; infinity where neither is given. Only for sorting: day numbers and dates do not meet in one source."""
    for part in when:
        if isinstance(part, Dated):
            return (_moment(part.iso) - _EPOCH).total_seconds() * 1e6
        if isinstance(part, DatedRange):
            return (_moment(part.first or part.last) - _EPOCH).total_seconds() * 1e6
        if isinstance(part, On):
            low = measure(part.span, Grain.INSTANT).low
            return -inf if low is None else low
    return inf


def _moment(iso: str) -> datetime:
    whole = iso if len(iso) >= len("2024-03-01") else f"{iso}-01-01"[: len("2024-03-01")]
    moment = datetime.fromisoformat(whole)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
