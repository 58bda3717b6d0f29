"""What the page of a case knows of its events: all of them where they are few; else those on the screen and in its
sentence, and one by one the others, as somebody comes to them."""

from collections.abc import Iterable, Sequence

import numpy as np

from dashboard.domain.dating import Dating
from dashboard.domain.discretion import NOTHING, Hidden
from dashboard.domain.people import Action, User
from dashboard.domain.placed import Placed, Timing
from dashboard.errors import NotFound, Refused
from dashboard.figures.lane import owner_of
from dashboard.figures.ledger import Ledger
from dashboard.figures.scale import drawable
from dashboard.lanes import all_lanes
from dashboard.services.acting import acting
from dashboard.services.cases import kept
from dashboard.services.context import Context, OpenCase
from dashboard.services.ledgers import ledger
from dashboard.services.moments import zero_of
from dashboard.services.records import RELATED_LIMIT, Record, detailed
from dashboard.services.told import Moment, moment_of, told_at
from dashboard.store import cases as stored

BESIDE = 100  # events on either side whose order the browser gets to know, so that stepping to them asks nobody


def is_whole(opened: OpenCase) -> bool:
    """Whether the page gets every event of the case at once."""
    return len(opened.case.events) <= RELATED_LIMIT


def known_at_once(opened: OpenCase, record: Ledger, chosen: Sequence[str] = ()) -> Record:
    """The events that come with the page, and the order of those round `chosen`, which the reader has selected."""
    silent: dict[str, bool] = {}
    if is_whole(opened):
        items = [record.item(rank) for rank in range(len(record))]
    else:
        own = [study.event for study in opened.case.studies]
        ranks = {rank for name in (*own, *chosen) if (rank := record.rank(name)) is not None}
        told = {name: _told(opened, record, name) for name in chosen}
        ranks |= {record.rank(item.event.id) or 0 for found, _ in told.values() for item in found}
        items = [record.item(rank) for rank in sorted(ranks)]
        silent = {name: said for name, (_, said) in told.items()}
    start = record.rank(chosen[0]) if chosen else None
    return {
        "whole": is_whole(opened),
        "all": len(record),
        "events": _records(opened, record, items),
        "related": opened.related,
        "silent": silent,
        "steps": steps(record, start or 0, everything=is_whole(opened)),
    }


def event_told(
    user: User, context: Context, case_id: str, event_id: str, zero: str = "", hidden: Hidden = NOTHING
) -> Record:
    """One event with all that is known of it, the events that the sentence of its moment speaks of, and the order of
    those round it. `NotFound` where the case has none of that id."""
    opened = _opened(user, context, case_id, event_id, hidden)
    record = ledger(opened, zero_of(opened, zero).moment)
    rank = record.rank(event_id)
    if rank is None:
        raise NotFound(f"The case has no event {event_id[:80]!r}.")
    told, silent = _told(opened, record, event_id)
    items = sorted({rank, *(record.rank(item.event.id) or 0 for item in told)})
    return {
        "events": _records(opened, record, [record.item(one) for one in items]),
        "silent": silent,
        "steps": steps(record, rank),
    }


def moment_told(
    user: User, context: Context, case_id: str, day: float, zero: str = "", hidden: Hidden = NOTHING
) -> Record:
    """The events that the sentence of a day speaks of, and where stepping would go on from there."""
    if not np.isfinite(day):
        raise Refused("day must be a number of days")
    opened = _opened(user, context, case_id, f"day {day:g}", hidden)
    record = ledger(opened, zero_of(opened, zero).moment)
    told, silent = told_at(record, Moment(day, day))
    return {"events": _records(opened, record, told), "silent": silent}


def steps(record: Ledger, rank: int, *, everything: bool = False) -> Record:
    """Ids of events in the order of stepping, from place `first` of `all` on, and the lane of each; with the first and
    the last id of all."""
    order = record.dated
    at = int(np.searchsorted(order, rank))
    first, last = (0, len(order)) if everything else (max(at - BESIDE, 0), min(at + BESIDE + 1, len(order)))
    ids = [record.event(int(one)).id for one in order[first:last]]
    ends = [record.event(int(order[end])).id for end in (0, -1)] if len(order) else []
    return {"first": first, "all": len(order), "ids": ids, "ends": ends}


def _opened(user: User, context: Context, case_id: str, subject: str, hidden: Hidden) -> OpenCase:
    with acting(user, context, Action.VIEW, case_id, subject=subject) as db:
        version = stored.version_of(db, case_id)
    return kept(context, case_id, version, hidden)


def _told(opened: OpenCase, record: Ledger, event_id: str) -> tuple[list[Placed], bool]:
    rank = record.rank(event_id)
    assert rank is not None, "the caller has looked for it"
    return told_at(record, moment_of(record.item(rank), opened.related.get(event_id)))


def _records(opened: OpenCase, record: Ledger, items: Iterable[Placed]) -> list[Record]:
    """Everything about these events; `turn` is their place in the order of the case."""
    lanes, dating = all_lanes(), Dating(opened.case, opened.chronology)
    return [
        detailed(opened.case, item)
        | _to_the_instant(item)
        | _dates(dating, item)
        | {
            "lane": lane.name if (lane := owner_of(item, lanes)) else "",
            "on_axis": drawable(item),
            "turn": record.rank(item.event.id),
        }
        for item in items
    ]


def _to_the_instant(item: Placed) -> dict[str, float | None]:
    """The limits of a time as they are counted; a day of instants ends a microsecond before the next."""
    found = {"earliest": item.time.earliest, "latest": item.time.latest}
    if isinstance(item.end, Timing):
        found |= {"end_earliest": item.end.earliest, "end_latest": item.end.latest}
    return found


def _dates(dating: Dating, item: Placed) -> dict[str, str]:
    if not dating.known:
        return {}
    found = dating.of(item)
    return {"date": found.words, "age": found.age}
