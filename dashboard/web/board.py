"""A case at its meeting for the browser: its place, checklist, what is new, the decision with its draft, review notes.

While dates are hidden, no text of a decision or note is sent with one; and what had one cannot be changed, as saving
would lose it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, request

from dashboard import caller
from dashboard.domain.brief import told_label
from dashboard.domain.date_text import without_dates
from dashboard.domain.decisions import FIELDS, TITLES, form_in, form_of
from dashboard.domain.events import Event
from dashboard.domain.meetings import text_of
from dashboard.domain.people import Action, may
from dashboard.errors import Stale
from dashboard.services import board, decisions
from dashboard.services.board import Board, Place, Since
from dashboard.services.decisions import Record
from dashboard.store.review_notes import ReviewNote
from dashboard.web.meetings import LONGEST, answer, body, heading_told, item_told, number, word

ROUTES = Blueprint("board", __name__)
SPOKEN = {"birth_date": "birth date", "zero": "day 0"}


@ROUTES.get("/cases/<case_id>/board.json")
def shown(case_id: str) -> Response:
    """A case at `meeting`, with `hand=1` at the one that is at hand, or apart from any; `decision` names another of its
    decisions to be read."""
    user, context, event_id = caller.user(), caller.context(), _asked("decision")
    meeting_id = _asked("meeting")
    if not meeting_id and not event_id and may(user, Action.VIEW, case_id) and _asked("hand") == "1":
        meeting_id = board.meeting_at_hand(context, case_id)
    return answer(_told(board.board(user, context, case_id, meeting_id, event_id, caller.hidden())))


@ROUTES.post("/cases/<case_id>/decision.json")
def save(case_id: str) -> Response:
    """Keep a decision. Where somebody else saved it since, 409 with theirs; the same `key` twice saves once."""
    asked = body()
    meeting_id, event_id, form = word(asked, "meeting"), word(asked, "event"), form_of(asked.get("form"))
    seen, key = number(asked, "seen"), word(asked, "key")
    user, context = caller.user(), caller.context()
    try:
        kept = decisions.save(
            user, context, case_id, form, meeting_id=meeting_id, event_id=event_id, seen=seen, key=key
        )
    except Stale as problem:
        wanted = decisions.event_id_at(meeting_id) if meeting_id else event_id
        theirs = decisions.current(user, context, case_id, wanted)
        return answer({"error": str(problem), "theirs": record_told(theirs)}, 409)
    return answer(record_told(kept))


@ROUTES.post("/cases/<case_id>/draft.json")
def keep_draft(case_id: str) -> Response:
    """Keep what somebody has typed so far of a decision."""
    asked = body()
    form, seen = form_of(asked.get("form")), number(asked, "seen")
    at = decisions.keep_draft(caller.user(), caller.context(), case_id, word(asked, "event"), form, seen)
    return answer({"at": at})


@ROUTES.delete("/cases/<case_id>/draft.json")
def drop_draft(case_id: str) -> Response:
    """Throw away what somebody has typed of a decision."""
    decisions.drop_draft(caller.user(), caller.context(), case_id, _asked("event"))
    return answer({})


@ROUTES.get("/cases/<case_id>/decisions/<event_id>.json")
def versions(case_id: str, event_id: str) -> Response:
    """Every version of a decision, oldest first."""
    found = decisions.versions(caller.user(), caller.context(), case_id, event_id)
    return answer({"versions": [record_told(one) for one in found]})


@ROUTES.post("/cases/<case_id>/notes.json")
def note(case_id: str) -> Response:
    """Add a review note, change one, or take one back by a blank text; answers those of the case."""
    asked = body()
    told = {"note_id": word(asked, "id"), "meeting_id": word(asked, "meeting"), "key": word(asked, "key")}
    text, seen = text_of(asked.get("text", "")), number(asked, "seen")
    found = board.write_note(caller.user(), caller.context(), case_id, text, **told, seen=seen)
    return answer({"notes": _notes(found)})


def record_told(record: Record) -> dict[str, Any]:
    """A decision for the browser: its form, its version, who saved it and when."""
    told = {"event": record.event.id if record.event else "", "version": record.version, "who": record.who}
    form = _discreet(record.form)
    return told | {"at": "" if caller.hidden().dates else record.at, "form": form, "locked": form != dict(record.form)}


def _told(found: Board) -> dict[str, Any]:
    draft = None if found.draft is None else {"form": _discreet(found.draft.form), "seen": found.draft.seen}
    locked = found.draft is not None and draft is not None and draft["form"] != dict(found.draft.form)
    return {
        "meetings": [heading_told(one) | {"standing": str(one.items[0].standing)} for one in found.meetings],
        "asked": found.asked,
        "place": _place(found.place) if found.place else None,
        "checklist": [_line(asdict(line)) for line in found.lines],
        "missing": found.missing,
        "since": _since(found.since) if found.since else None,
        "decision": record_told(found.decision),
        "draft": draft,
        "locked": locked,
        "event": found.event_id,
        "decisions": [_decision(event) for event in found.decisions],
        "notes": _notes(found.notes),
        "fields": [[name, TITLES[name]] for name in FIELDS],
        "may_edit": found.may_edit,
    }


def _place(place: Place) -> dict[str, Any]:
    meeting = place.seen.meeting
    told = {"number": place.number, "of": len(meeting.items), "before": place.before, "after": place.after}
    return told | {"meeting": heading_told(meeting), "item": item_told(place.item)}


def _line(line: dict[str, str]) -> dict[str, str]:
    hides = caller.hidden().dates
    return line | {"note": _said(line["note"]), "at": "" if hides else line["at"]}


def _since(since: Since) -> dict[str, Any]:
    news = since.news
    return {
        "meeting": heading_told(since.meeting),
        "added": news.added,
        "changed": news.changed,
        "gone": [_said(told_label(event)) for event in news.gone],
        "fields": [SPOKEN.get(name, name) for name in news.fields],
        "count": news.count,
    }


def _decision(event: Event) -> dict[str, str]:
    date = "" if caller.hidden().dates else event.detail("meeting_date")
    told = form_in(event)["recommendation"]
    return {"event": event.id, "meeting": _said(event.place), "date": date, "words": _said(told)[:200]}


def _notes(notes: Iterable[ReviewNote]) -> list[dict[str, Any]]:
    told = [asdict(note) | {"text": _said(note.text), "locked": _said(note.text) != note.text} for note in notes]
    return [note | {"at": ""} for note in told] if caller.hidden().dates else told


def _discreet(form: Mapping[str, str]) -> dict[str, str]:
    return {name: _said(text) for name, text in form.items()}


def _said(text: str) -> str:
    return without_dates(text) if caller.hidden().dates else text


def _asked(name: str) -> str:
    return request.args.get(name, "")[:LONGEST]
