"""One case at its meeting: its place on the agenda, the checklist, what is new, the decision, and review notes."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from dashboard.domain.checklist import Line, Told, checklist, missing, recorded
from dashboard.domain.discretion import NOTHING, Hidden, aliases, can_hide, refuse_unhidable
from dashboard.domain.events import Event
from dashboard.domain.meetings import Item, Meeting, Standing, neighbours, text_of
from dashboard.domain.people import Action, User, may
from dashboard.services.acting import acting, seeing
from dashboard.services.cases import kept
from dashboard.services.context import Context
from dashboard.services.decisions import Record, draft_of, event_id_at, record_of, records_of
from dashboard.services.meetings import Seen, item_of, seen_by
from dashboard.services.once import Answer, once
from dashboard.store import cases as stored_cases
from dashboard.store import meetings as stored
from dashboard.store import news as stored_news
from dashboard.store import review_notes
from dashboard.store.drafts import Draft
from dashboard.store.news import News
from dashboard.store.review_notes import ReviewNote

NEAR_DAYS = 31


@dataclass(frozen=True, slots=True)
class Since:
    """What is new since a case was last discussed: at which meeting, when (UTC), and what."""

    meeting: Meeting
    at: str
    news: News


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a case on an agenda: the meeting as its reader sees it, the cases before and after ("": none)."""

    seen: Seen
    item: Item
    number: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Board:
    """All that the page of a case shows of its meeting. Without a `place` it is shown apart from any."""

    meetings: tuple[Meeting, ...]
    place: Place | None
    lines: tuple[Line, ...]
    since: Since | None
    decision: Record
    draft: Draft | None
    decisions: tuple[Event, ...]
    notes: tuple[ReviewNote, ...]
    event_id: str
    may_edit: bool
    case_version: int
    asked: str

    @property
    def missing(self) -> int:
        """How many items of the checklist are missing."""
        return missing(self.lines)


def board(
    user: User, context: Context, case_id: str, meeting_id: str = "", event_id: str = "", hidden: Hidden = NOTHING
) -> Board:
    """A case at a meeting, or apart from any; with `event_id` another of its decisions is the one to read. `NotFound`
    where the case is not on that agenda."""
    with seeing(user, context, Action.VIEW, case_id, subject=f"meeting {meeting_id}" if meeting_id else "board") as db:
        version = stored_cases.version_of(db, case_id)
        meetings = stored.of_case(db, case_id)
        place = _place(user, stored.load(db, meeting_id), case_id, hidden) if meeting_id else None
        wanted = event_id or (event_id_at(meeting_id) if meeting_id else "")
        since = _since(db, meetings, case_id, place)
        decision = record_of(db, case_id, wanted) if wanted else Record(None)
        draft = draft_of(db, user, case_id, wanted)
        decisions, notes = tuple(records_of(db, case_id)), tuple(review_notes.of_case(db, case_id))
    told = facts(context, case_id, version, hidden)
    if since is not None and hidden.dates:
        since = replace(since, news=_renamed(since.news, aliases(kept(context, case_id, version).case)))
    item = place.item if place else Item(case_id)
    return Board(
        meetings=tuple(meetings),
        place=place,
        lines=checklist(told, item.checklist, item.question),
        since=since,
        decision=decision,
        draft=draft,
        decisions=decisions,
        notes=notes,
        event_id=wanted,
        may_edit=may(user, Action.EDIT, case_id),
        case_version=version,
        asked=kept(context, case_id, version, hidden).case.question,
    )


def meeting_at_hand(context: Context, case_id: str) -> str:
    """The meeting that a page means which names none: of those where the case is still to be discussed, or that are
    today, the one nearest to today within a month; "" where there is none. For whoever was let in already."""
    today = date.today()
    with context.store.reading() as db:
        known = stored.of_case(db, case_id)
    near = [(abs((date.fromisoformat(one.heading.date) - today).days), one) for one in known]
    open_ones = [pair for pair in near if pair[0] == 0 or pair[1].items[0].standing is Standing.TO_DISCUSS]
    by_day = sorted(open_ones, key=lambda pair: (pair[0], pair[1].items[0].standing is not Standing.TO_DISCUSS))
    days, found = next(iter(by_day), (NEAR_DAYS + 1, None))
    return found.id if found is not None and days <= NEAR_DAYS else ""


def facts(context: Context, case_id: str, version: int, hidden: Hidden = NOTHING) -> dict[str, Told]:
    """What the record of a case says of the items of the checklist, looked at once a version."""
    key = (case_id, version, hidden)
    return context.facts.get(key, lambda: recorded(kept(context, case_id, version, hidden).case))


def is_on_an_agenda(context: Context, case_id: str) -> bool:
    """Whether the page of a case has a meeting to show; for whoever was let in already."""
    with context.store.reading() as db:
        return bool(stored.of_case(db, case_id))


def write_note(
    user: User, context: Context, case_id: str, text: str, *, note_id: str = "", meeting_id: str = "", seen: int = 0,
    key: str = "",
) -> tuple[ReviewNote, ...]:  # fmt: skip
    """Add a review note, or change one (a blank text takes it back); the notes of the case then. Raises Stale where
    somebody else was first."""

    def act() -> Answer:
        note = ReviewNote(note_id or secrets.token_hex(6), seen, meeting_id, "", user.name, text_of(text))
        return {"id": review_notes.save(db, case_id, note, seen).id}

    with acting(user, context, Action.EDIT, case_id, subject=f"review note {note_id or 'new'}") as db:
        stored_cases.version_of(db, case_id)
        if meeting_id:
            item_of(stored.load(db, meeting_id), case_id)
        once(db, user, "note", key, act)
        return tuple(review_notes.of_case(db, case_id))


def _renamed(news: News, names: Mapping[str, str]) -> News:
    """What is new under the names that a reader has who sees no dates."""
    told = [tuple(names.get(one, one) for one in ids) for ids in (news.added, news.changed)]
    return replace(news, added=told[0], changed=told[1])


def _place(user: User, meeting: Meeting, case_id: str, hidden: Hidden) -> Place:
    seen = seen_by(user, meeting)
    item = item_of(seen.meeting, case_id)
    refuse_unhidable(case_id, hidden)
    order = [item.case_id for item in seen.meeting.items if can_hide(item.case_id, hidden)]
    before, after = neighbours(order, case_id)
    return Place(seen, item, order.index(case_id) + 1, before, after)


def _since(db: Connection, meetings: Sequence[Meeting], case_id: str, place: Place | None) -> Since | None:
    """What is new since the case was last discussed, before the meeting that is shown where it was discussed there."""
    shown = place.seen.meeting.id if place else ""
    until = place.item.discussed_at if place else ""
    held = [(meeting.items[0], meeting) for meeting in meetings if meeting.id != shown]
    held = [one for one in held if one[0].standing is Standing.DISCUSSED]
    held = [one for one in held if not until or one[0].discussed_at < until]
    if not held:
        return None
    item, meeting = max(held, key=lambda one: one[0].discussed_at)
    news = stored_news.since(db, case_id, item.seen)
    told_there = {event_id_at(meeting.id), event_id_at(shown)} if shown else {event_id_at(meeting.id)}
    added = tuple(name for name in news.added if name not in told_there)
    changed = tuple(name for name in news.changed if name not in told_there)
    return Since(meeting, item.discussed_at, replace(news, added=added, changed=changed))
