"""Writing down a decision in front of a room: what `board` answers, by the code of the case and without what names the
patient. What the board itself has typed is shown, without dates and numbers."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request

from dashboard import caller
from dashboard.domain.decisions import FIELDS, TITLES, form_in
from dashboard.domain.discretion import DATES
from dashboard.domain.events import Event
from dashboard.domain.scrubbing import scrubbed
from dashboard.services import board, decisions, presenting
from dashboard.services.decisions import Record
from dashboard.web import board as by_case
from dashboard.web.meetings import LONGEST, answer

ROUTES = Blueprint("present_board", __name__)
PATH = "/present/<code>/cases/<_again>"


@ROUTES.get(f"{PATH}/board.json")
def shown(code: str, _again: str) -> Response:
    """The decision at `meeting`, or apart from any, and the draft of whoever asks: nothing else of the case."""
    asked = {name: request.args.get(name, "")[:LONGEST] for name in ("meeting", "decision")}
    user, context = caller.user(), caller.context()
    found = board.board(user, context, _case_id(code), asked["meeting"], asked["decision"], DATES)
    draft = None if found.draft is None else {"form": _plain(found.draft.form), "seen": found.draft.seen}
    told = {
        "place": None,
        "decision": _record(found.decision),
        "draft": draft,
        "locked": found.draft is not None and _plain(found.draft.form) != dict(found.draft.form),
        "event": found.event_id,
        "decisions": [_other(event) for event in found.decisions],
        "fields": [[name, TITLES[name]] for name in FIELDS],
        "may_edit": found.may_edit,
    }
    return answer(told)


@ROUTES.post(f"{PATH}/decision.json")
def save(code: str, _again: str) -> Response:
    """Keep a decision."""
    return by_case.save(_case_id(code))


@ROUTES.post(f"{PATH}/draft.json")
def keep_draft(code: str, _again: str) -> Response:
    """Keep what somebody has typed so far."""
    return by_case.keep_draft(_case_id(code))


@ROUTES.delete(f"{PATH}/draft.json")
def drop_draft(code: str, _again: str) -> Response:
    """Throw away what somebody has typed."""
    return by_case.drop_draft(_case_id(code))


@ROUTES.get(f"{PATH}/decisions/<event_id>.json")
def versions(code: str, _again: str, event_id: str) -> Response:
    """Every version of a decision, oldest first."""
    found = decisions.versions(caller.user(), caller.context(), _case_id(code), event_id)
    return answer({"versions": list(map(_record, found))})


def _case_id(code: str) -> str:
    return presenting.case_of(caller.user(), caller.context(), code)


def _record(record: Record) -> dict[str, Any]:
    """A decision without dates and numbers; what had one can be read here and not changed, as saving would lose it."""
    form = _plain(record.form)
    told = {"event": record.event.id if record.event else "", "version": record.version, "who": record.who}
    return told | {"at": "", "form": form, "locked": form != dict(record.form)}


def _other(event: Event) -> dict[str, str]:
    """Another decision of the case, to be found again; where and when it was made is not told."""
    told = scrubbed(form_in(event)["recommendation"])
    return {"event": event.id, "meeting": "", "date": "", "words": told[:200]}


def _plain(form: Mapping[str, str]) -> dict[str, str]:
    return {name: scrubbed(text) for name, text in form.items()}
