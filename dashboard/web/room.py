"""A decision written down in front of a room: by the code of the case, with nothing that a room is not to read. What
was saved or asked before is not shown, as nobody has read it for names; what was just typed is, without dates,
numbers and the identifiers of the case.
"""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request

from dashboard import caller
from dashboard.domain.cases import Case
from dashboard.domain.date_text import without_dates
from dashboard.domain.decisions import FIELDS, TITLES, form_of
from dashboard.domain.deidentify import identifiers
from dashboard.domain.scrubbing import scrubbed
from dashboard.errors import Stale
from dashboard.services import board, decisions, presenting
from dashboard.services.cases import kept
from dashboard.services.codes import code_of
from dashboard.web.meetings import LONGEST, answer, body, number, word

ROUTES = Blueprint("room", __name__)
SAVED = "A decision of this meeting is saved already; open it on the page of the case"


@ROUTES.get("/present/<code>/board.json")
def shown(code: str) -> Response:
    """The blank form, or one's own draft, for `meeting`, else the one at hand."""
    user, context = caller.user(), caller.context()
    case_id = presenting.case_of(user, context, code)
    found = board.board(user, context, case_id, _meeting(case_id))
    case = kept(context, case_id, found.case_version).case
    draft = None if found.draft is None else {"form": _room(found.draft.form, case), "seen": found.draft.seen}
    is_saved = found.decision.event is not None
    told = {"event": found.event_id if is_saved else "", "version": found.decision.version, "who": "", "at": ""}
    return answer(
        {
            "place": _place(found),
            "event": found.event_id,
            "fields": [[name, TITLES[name]] for name in FIELDS],
            "decisions": [],
            "draft": draft,
            "decision": told | {"form": dict.fromkeys(FIELDS, ""), "locked": False},
            "locked": is_saved
            or (draft is not None and draft["form"] != dict(found.draft.form if found.draft else {})),
            "saved": SAVED if is_saved else "",
            "may_edit": found.may_edit,
        }
    )


@ROUTES.post("/present/<code>/decision.json")
def save(code: str) -> Response:
    """Keep a decision. Where somebody else saved it since, a sentence says so and theirs is not shown."""
    user, context, asked = caller.user(), caller.context(), body()
    case_id = presenting.case_of(user, context, code)
    form, seen, key = form_of(asked.get("form")), number(asked, "seen"), word(asked, "key")
    told = {"meeting_id": word(asked, "meeting"), "event_id": word(asked, "event")}
    try:
        kept_now = decisions.save(user, context, case_id, form, **told, seen=seen, key=key)
    except Stale:
        return answer({"error": f"{SAVED}. Yours is kept as a draft."}, 409)
    return answer({"event": kept_now.event.id if kept_now.event else "", "version": kept_now.version})


@ROUTES.post("/present/<code>/draft.json")
def keep_draft(code: str) -> Response:
    """Keep what somebody has typed so far."""
    user, context, asked = caller.user(), caller.context(), body()
    case_id = presenting.case_of(user, context, code)
    form, seen = form_of(asked.get("form")), number(asked, "seen")
    return answer({"at": decisions.keep_draft(user, context, case_id, word(asked, "event"), form, seen)})


@ROUTES.delete("/present/<code>/draft.json")
def drop_draft(code: str) -> Response:
    """Throw away what somebody has typed of the decision `event`."""
    user, context = caller.user(), caller.context()
    case_id = presenting.case_of(user, context, code)
    decisions.drop_draft(user, context, case_id, request.args.get("event", "")[:LONGEST])
    return answer({})


def _meeting(case_id: str) -> str:
    return request.args.get("meeting", "")[:LONGEST] or board.meeting_at_hand(caller.context(), case_id)


def _place(found: board.Board) -> dict[str, Any] | None:
    if found.place is None:
        return None
    meeting = found.place.seen.meeting
    told = {"id": meeting.id, "title": without_dates(meeting.heading.title), "date": ""}
    beside = {"before": found.place.before, "after": found.place.after}
    codes = {name: code_of(caller.context(), case_id) if case_id else "" for name, case_id in beside.items()}
    return {"meeting": told, "item": {"question": ""}} | codes


def _room(form: Mapping[str, str], case: Case) -> dict[str, str]:
    """The texts as a room may read them."""
    own = [*identifiers(case), *filter(None, [case.title])]
    return {name: scrubbed(text, own) for name, text in form.items()}
