"""Decision records: what a board decided on a case, kept as an event of it, and the draft of whoever is writing."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from dashboard.domain.decisions import (
    ORIGIN,
    PREFIX,
    Occasion,
    decision_event,
    form_in,
    is_decision_of_ours,
    revised,
)
from dashboard.domain.events import Event
from dashboard.domain.meetings import Meeting, Standing
from dashboard.domain.packs import event_of, packed, rows_of
from dashboard.domain.people import Action, User, may
from dashboard.errors import Denied, NotFound, Stale
from dashboard.services.acting import acting, seeing
from dashboard.services.context import Context
from dashboard.services.meetings import item_of, standing_at
from dashboard.services.once import Answer, once
from dashboard.store import drafts, events
from dashboard.store import meetings as stored_meetings
from dashboard.store.cases import Save, Told, load_case, load_head, no_such_case, save_import, version_of
from dashboard.store.clock import now
from dashboard.store.drafts import Draft
from dashboard.store.session import one_at_a_time
from dashboard.store.text import refuse_unstorable

STALE = "Somebody else saved this decision meanwhile. Nothing was saved: both versions are shown."


@dataclass(frozen=True, slots=True)
class Record:
    """A decision as it stands: its event, since which version of the case (0: never saved), and who saved it when."""

    event: Event | None
    version: int = 0
    who: str = ""
    at: str = ""

    @property
    def form(self) -> Mapping[str, str]:
        """The texts of the form."""
        return {} if self.event is None else form_in(self.event)


def event_id_at(meeting_id: str) -> str:
    """The id of the event that a meeting's decision on a case is."""
    return f"{PREFIX}{meeting_id}"


def record_of(db: Connection, case_id: str, event_id: str) -> Record:
    """The decision of that id as it stands; an empty one where nothing was saved."""
    now = events.standing_event(db, case_id, ORIGIN, event_id)
    return Record(None) if now is None else Record(now.event, now.since, now.who, now.at)


def records_of(db: Connection, case_id: str) -> list[Event]:
    """The decisions that were recorded here on a case, oldest first."""
    told = [event_of(one.row) for one in events.standing(db, case_id, ORIGIN)]
    return sorted(filter(is_decision_of_ours, told), key=lambda event: (event.detail("meeting_date"), event.id))


def save(
    user: User,
    context: Context,
    case_id: str,
    form: Mapping[str, str],
    *,
    meeting_id: str = "",
    event_id: str = "",
    seen: int = 0,
    key: str = "",
) -> Record:
    """Keep a decision as an event of the case and throw the draft away; at a meeting the case counts as discussed. The
    event is that of the meeting, else `event_id` ("": a new one). Raises Stale where the decision is no longer at the
    version that was `seen`, and Refused where nothing is recommended."""
    wanted = event_id_at(meeting_id) if meeting_id else event_id

    def act() -> Answer:
        if event_id and not meeting_id and record_of(db, case_id, event_id).event is None:
            raise NotFound("There is no such decision.")
        one = wanted or f"{PREFIX}{secrets.token_hex(6)}"
        _write(db, user, case_id, one, form, meeting_id, seen)
        drafts.drop(db, user.name, case_id, wanted)
        return {"event": one}

    with acting(user, context, Action.EDIT, case_id, subject=wanted or "new decision") as db:
        version_of(db, case_id)
        return record_of(db, case_id, once(db, user, "decision", key, act)["event"])


def current(user: User, context: Context, case_id: str, event_id: str) -> Record:
    """A decision as it stands, for whoever may edit it."""
    with seeing(user, context, Action.VIEW, case_id, subject=event_id) as db:
        version_of(db, case_id)
        return record_of(db, case_id, event_id)


def versions(user: User, context: Context, case_id: str, event_id: str) -> list[Record]:
    """Every version of a decision, oldest first."""
    with seeing(user, context, Action.HISTORY, case_id, subject=event_id) as db:
        version_of(db, case_id)
        past = events.history(db, case_id, event_id)
    if not past or not is_decision_of_ours(past[-1].event):
        raise NotFound("There is no such decision.")
    return [Record(one.event, one.since, one.who, one.at) for one in past]


def keep_draft(user: User, context: Context, case_id: str, event_id: str, form: Mapping[str, str], seen: int) -> str:
    """Keep what somebody has typed so far; when. It is theirs alone and no part of the record, so it comes every few
    seconds without a line in the audit; the first one of a decision leaves one."""
    with context.store.reading() as db:
        begun = drafts.load(db, user.name, case_id, event_id) is not None
    if not begun:
        with acting(user, context, Action.EDIT, case_id, subject=f"draft {event_id or 'of a decision'}") as db:
            version_of(db, case_id)
            return drafts.keep(db, user.name, case_id, event_id, form, seen)
    if not may(user, Action.EDIT):
        raise Denied(f"The role {user.role} may not do this ({Action.EDIT}).")
    if not may(user, Action.EDIT, case_id):
        raise NotFound(no_such_case(case_id))
    with context.store.writing() as db:
        return drafts.keep(db, user.name, case_id, event_id, form, seen)


def drop_draft(user: User, context: Context, case_id: str, event_id: str) -> None:
    """Throw a draft away."""
    with acting(user, context, Action.EDIT, case_id, subject=f"draft {event_id or 'of a decision'}") as db:
        version_of(db, case_id)
        drafts.drop(db, user.name, case_id, event_id)


def draft_of(db: Connection, user: User, case_id: str, event_id: str) -> Draft | None:
    """What `user` has typed of a decision and not saved."""
    return drafts.load(db, user.name, case_id, event_id)


def _write(
    db: Connection, user: User, case_id: str, event_id: str, form: Mapping[str, str], meeting_id: str, seen: int
) -> None:
    refuse_unstorable(form, "The decision")
    one_at_a_time(db, case_id)
    meeting = stored_meetings.load(db, meeting_id) if meeting_id else None
    before = record_of(db, case_id, event_id)
    if before.version != seen:
        raise Stale(STALE)
    if meeting is not None:
        _discussed(db, user, meeting, case_id)
    case = load_case(db, case_id)
    event = decision_event(case, form, _occasion(user, meeting), event_id)
    if before.event is not None:
        event = revised(before.event, event)
        if form_in(event) == form_in(before.event):
            return
    save = Save(who=user.name, what="decision", origin=ORIGIN)
    told = Told([(1, content) for content in packed(rows_of([event]))])
    save_import(db, load_head(db, case_id), told, save)


def _occasion(user: User, meeting: Meeting | None) -> Occasion:
    written = f"{now()[:16].replace('T', ' ')} UTC"
    if meeting is None:
        return Occasion("", "", date.today().isoformat(), user.name, written)
    return Occasion(meeting.id, meeting.heading.title, meeting.heading.date, user.name, written)


def _discussed(db: Connection, user: User, meeting: Meeting, case_id: str) -> None:
    """A case that is decided on was discussed: nobody has to say so a second time."""
    item = item_of(meeting, case_id)
    if item.standing is Standing.DISCUSSED:
        return
    said = standing_at(db, replace(item, standing=Standing.DISCUSSED, reason=""))
    stored_meetings.save_item(db, meeting.id, said, item.version, user.name)
