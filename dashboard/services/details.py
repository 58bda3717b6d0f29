"""What the page of a case knows of its events: all of them where they are few; else those on the screen and in its
sentence, and one by one the others, as somebody comes to them."""

import re
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
from dashboard.figures.stack import lanes_of
from dashboard.lanes import all_lanes
from dashboard.services.acting import seeing
from dashboard.services.cases import kept
from dashboard.services.context import Context, OpenCase
from dashboard.services.ledgers import ledger
from dashboard.services.moments import zero_of
from dashboard.services.records import RELATED_LIMIT, Record, detailed
from dashboard.services.told import Moment, after_of, moment_of, told_at
from dashboard.store import cases as stored

DAY = re.compile(r"day:(-?[0-9]{1,7}(?:\.[0-9]{1,6})?)")
LISTED = 100  # of what came after a moment
BESIDE = 100  # events on either side whose order the browser gets to know, so that stepping to them asks nobody


def is_whole(opened: OpenCase) -> bool:
    """Whether the page gets every event of the case at once."""
    return len(opened.case.events) <= RELATED_LIMIT


def known_at_once(
    opened: OpenCase,
    record: Ledger,
    points: Sequence[str] = (),
    events: Sequence[str] = (),
    *,
    everything: bool = False,
) -> Record:
    """The events that come with the page: all, of a small case or where `everything` is wanted; or those of its
    studies, `events`, and what the sentences of `points` speak of, which the reader holds on to: events, or days
    ("day:12.5"). What is not in the case is passed over."""
    whole = everything or is_whole(opened)
    silent: dict[str, bool] = {}
    chosen = [point for point in points if record.rank(point) is not None]
    if whole:
        ranks: Iterable[int] = range(len(record))
    else:
        own = [study.event for study in opened.case.studies]
        found = {rank for name in (*own, *chosen, *events) if (rank := record.rank(name)) is not None}
        for point in points:
            told, silent[point] = _told_at(opened, record, point)
            found |= {record.rank(item.event.id) or 0 for item in told}
        ranks = sorted(found)
    return {
        "whole": whole,
        "all": len(record),
        "events": _records(opened, record, [record.item(rank) for rank in ranks]),
        "related": opened.related,
        "silent": silent,
        "steps": steps(record, record.rank(chosen[0]) or 0 if chosen else 0, everything=whole),
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
    told, silent = _told_at(opened, record, event_id)
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
    with seeing(user, context, Action.VIEW, case_id, subject=subject) as db:
        version = stored.version_of(db, case_id)
    return kept(context, case_id, version, hidden)


def since_told(
    user: User, context: Context, case_id: str, point: str, zero: str = "", hidden: Hidden = NOTHING
) -> Record:
    """How many events lie after a point (an event, or a day) and how many perhaps do, and the first of either."""
    opened = _opened(user, context, case_id, f"since {point}", hidden)
    record = ledger(opened, zero_of(opened, zero).moment)
    moment = _moment(opened, record, point)
    if moment is None:
        raise NotFound(f"The case has no moment {point[:80]!r}.")
    after, perhaps = after_of(record, moment)
    return {
        "after": len(after),
        "perhaps": len(perhaps),
        "first": [record.event(rank).id for rank in after[:LISTED]],
        "maybe": [record.event(rank).id for rank in perhaps[:LISTED]],
        "events": _records(opened, record, [record.item(rank) for rank in (*after[:LISTED], *perhaps[:LISTED])]),
    }


def _told_at(opened: OpenCase, record: Ledger, point: str) -> tuple[list[Placed], bool]:
    moment = _moment(opened, record, point)
    return ([], False) if moment is None else told_at(record, moment)


def _moment(opened: OpenCase, record: Ledger, point: str) -> Moment | None:
    """The moment of an event or a day; None where it is neither."""
    rank = record.rank(point)
    if rank is not None:
        return moment_of(record.item(rank), opened.related.get(point))
    day = DAY.fullmatch(point)
    return None if day is None else Moment(float(day[1]), float(day[1]))


def _records(opened: OpenCase, record: Ledger, items: Iterable[Placed]) -> list[Record]:
    """Everything about these events; `turn` is their place in the order of the case."""
    lanes, dating = lanes_of(record, all_lanes()), Dating(opened.case, opened.chronology)
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
