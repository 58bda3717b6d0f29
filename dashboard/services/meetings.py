"""Meetings and their agendas: reading them, and all that somebody does to them. One case at its meeting is in
`board`."""

import secrets
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from dashboard.domain.checklist import ticked
from dashboard.domain.meetings import (
    MOST_CASES,
    Heading,
    Item,
    Meeting,
    Standing,
    minutes_of,
    reordered,
    standing_of,
    text_of,
)
from dashboard.domain.people import Action, User, may
from dashboard.errors import NotFound, Refused
from dashboard.services.acting import acting, seeing
from dashboard.services.context import Context
from dashboard.services.once import Answer, once
from dashboard.store import cases as stored_cases
from dashboard.store import meetings as stored
from dashboard.store.clock import now
from dashboard.store.meetings import Edition
from dashboard.store.session import one_at_a_time

__all__ = ["Edition", "Meeting"]


@dataclass(frozen=True, slots=True)
class Seen:
    """A meeting as a person sees it: with the cases that they may see, and how many others there are."""

    meeting: Meeting
    others: int = 0


def meetings(user: User, context: Context) -> list[Seen]:
    """All meetings, the latest first; of their cases those that `user` may see."""
    with seeing(user, context, Action.LIST, subject="meetings") as db:
        found = stored.load_all(db)
    return [seen_by(user, meeting) for meeting in found]


def meeting(user: User, context: Context, meeting_id: str) -> Seen:
    """One meeting; the audit notes each of its cases as listed. `NotFound` when there is none."""
    with context.store.reading() as db:
        known = _known(db, meeting_id)
    cases = [] if known is None else [item.case_id for item in seen_by(user, known).meeting.items]
    with seeing(user, context, Action.LIST, *cases, subject=f"meeting {meeting_id}") as db:
        found = stored.load(db, meeting_id)
    return seen_by(user, found)


def seen_by(user: User, meeting: Meeting) -> Seen:
    """The meeting with the cases that `user` may see."""
    shown = tuple(item for item in meeting.items if may(user, Action.LIST, item.case_id))
    return Seen(replace(meeting, items=shown), len(meeting.items) - len(shown))


def create(user: User, context: Context, heading: Heading, key: str = "") -> str:
    """Keep a new meeting; its id."""

    def act() -> Answer:
        made = Meeting(secrets.token_hex(6), heading)
        stored.add(db, made, user.name)
        return {"id": made.id}

    with _editing(user, context, "new meeting") as db:
        answer = once(db, user, "meeting", key, act)
    return str(answer["id"])


def revise(user: User, context: Context, meeting_id: str, heading: Heading, seen: int) -> int:
    """Give a meeting another heading; its version then. Raises Stale where somebody else was first."""
    with _editing(user, context, f"meeting {meeting_id}") as db:
        known = stored.load(db, meeting_id)
        return stored.save_heading(db, replace(known, heading=heading), seen, user.name)


def reorder(user: User, context: Context, meeting_id: str, order: Sequence[str], seen: int) -> int:
    """Give the agenda another order; the version of the meeting then. Cases that `user` may not see stay in place."""
    with _editing(user, context, f"meeting {meeting_id}") as db:
        known = stored.load(db, meeting_id)
        wanted = [case_id for case_id in order if may(user, Action.LIST, case_id)]
        whole = reordered([item.case_id for item in known.items], wanted)
        return stored.save_order(db, known, whole, seen, user.name)


def add_case(user: User, context: Context, meeting_id: str, item: Item) -> int:
    """Put a case on an agenda, last; the version of the meeting then. A case that is there already stays as it is."""
    with _editing(user, context, f"meeting {meeting_id}", item.case_id) as db:
        one_at_a_time(db, f"meeting {meeting_id}")
        known = stored.load(db, meeting_id)
        stored_cases.version_of(db, item.case_id)
        if known.item(item.case_id) is not None:
            return known.version
        if len(known.items) >= MOST_CASES:
            raise Refused(f"An agenda has at most {MOST_CASES} cases.")
        return stored.add_item(db, known, item, user.name)


def take_off(user: User, context: Context, meeting_id: str, case_id: str) -> int:
    """Take a case off an agenda; the version of the meeting then. A decision on it stays an event of the case."""
    with _editing(user, context, f"meeting {meeting_id}", case_id) as db:
        one_at_a_time(db, f"meeting {meeting_id}")
        known = stored.load(db, meeting_id)
        item_of(known, case_id)
        return stored.take_off(db, known, case_id, user.name)


def change_item(
    user: User, context: Context, meeting_id: str, case_id: str, change: Mapping[str, object], seen: int
) -> Item:
    """Change question, minutes, state or one item of the checklist of a case; how it stands then. Raises Stale where
    somebody else was first, Refused for what makes no sense."""
    with _editing(user, context, f"meeting {meeting_id}", case_id) as db:
        item = changed(item_of(stored.load(db, meeting_id), case_id), change, user)
        item = standing_at(db, item)
        version = stored.save_item(db, meeting_id, item, seen, user.name)
    return replace(item, version=version)


def history(user: User, context: Context, meeting_id: str, case_id: str = "") -> list[Edition]:
    """What a meeting, or one case of its agenda, has said, oldest first."""
    cases = (case_id,) if case_id else ()
    with seeing(user, context, Action.HISTORY, *cases, subject=f"meeting {meeting_id}") as db:
        stored.load(db, meeting_id)
        return stored.history(db, meeting_id, case_id)


def item_of(meeting: Meeting, case_id: str) -> Item:
    """The place of a case on an agenda; `NotFound` when it has none."""
    item = meeting.item(case_id)
    if item is None:
        raise NotFound("This case is not on the agenda of that meeting.")
    return item


def changed(item: Item, change: Mapping[str, object], user: User) -> Item:
    """The item with what somebody changed."""
    if "question" in change:
        item = replace(item, question=text_of(change["question"]))
    if "minutes" in change:
        item = replace(item, minutes=minutes_of(change["minutes"]))
    if "standing" in change:
        standing, reason = standing_of(str(change["standing"]), text_of(change.get("reason", "")))
        item = replace(item, standing=standing, reason=reason)
    if "tick" in change:
        told = (str(change["tick"]), str(change.get("found", "")), text_of(change.get("note", "")))
        item = replace(item, checklist=ticked(item.checklist, *told, user.name, now()))
    return item


def standing_at(db: Connection, item: Item) -> Item:
    """The item with the version of its case at which it was discussed: what comes later is new at the next meeting."""
    if item.standing is not Standing.DISCUSSED:
        return replace(item, seen=0, discussed_at="")
    if item.seen:
        return item
    return replace(item, seen=stored_cases.version_of(db, item.case_id), discussed_at=now())


def _editing(user: User, context: Context, subject: str, *case_ids: str) -> AbstractContextManager[Connection]:
    return acting(user, context, Action.EDIT, *case_ids, subject=subject)


def _known(db: Connection, meeting_id: str) -> Meeting | None:
    try:
        return stored.load(db, meeting_id)
    except NotFound:
        return None
