"""Meetings for the browser: the list, an agenda, and everything that is done to them. One case at its meeting is in
`board`."""

from collections.abc import Mapping
from typing import Any

import orjson
from flask import Blueprint, Response, request

from dashboard import caller
from dashboard.domain.checklist import checklist, missing
from dashboard.domain.date_text import without_dates
from dashboard.domain.meetings import USUAL_MINUTES, Item, Meeting, Standing, heading_of, minutes_of, text_of
from dashboard.domain.people import Action, may
from dashboard.errors import Refused
from dashboard.services import agenda, meetings
from dashboard.services.meetings import Seen

ROUTES = Blueprint("meetings", __name__)
LONGEST = 200


@ROUTES.get("/meetings.json")
def listed() -> Response:
    """All meetings, the latest first, with how many cases stand how."""
    found = meetings.meetings(caller.user(), caller.context())
    return answer({"meetings": [_line(one) for one in found], "may_edit": may(caller.user(), Action.EDIT)})


@ROUTES.post("/meetings.json")
def create() -> Response:
    """A new meeting; answers its id. The same `key` twice makes one."""
    asked = body()
    made = meetings.create(caller.user(), caller.context(), _heading(asked), word(asked, "key"))
    return answer({"id": made})


@ROUTES.get("/meetings/cases.json")
def offered() -> Response:
    """The cases that can be put on an agenda: id and words."""
    return answer({"cases": agenda.offered(caller.user(), caller.context(), caller.hidden())})


@ROUTES.get("/meetings/<meeting_id>/agenda.json")
def one(meeting_id: str) -> Response:
    """A meeting with its agenda, each case with what the record tells of it."""
    return _agenda(meeting_id)


@ROUTES.post("/meetings/<meeting_id>/heading.json")
def revise(meeting_id: str) -> Response:
    """Another date, title or other people."""
    asked = body()
    meetings.revise(caller.user(), caller.context(), meeting_id, _heading(asked), number(asked, "seen"))
    return _agenda(meeting_id)


@ROUTES.post("/meetings/<meeting_id>/order.json")
def reorder(meeting_id: str) -> Response:
    """Another order of the cases."""
    asked = body()
    meetings.reorder(caller.user(), caller.context(), meeting_id, _names(asked, "cases"), number(asked, "seen"))
    return _agenda(meeting_id)


@ROUTES.post("/meetings/<meeting_id>/cases.json")
def add(meeting_id: str) -> Response:
    """One case more, at the end of the agenda."""
    asked = body()
    minutes = minutes_of(asked.get("minutes", USUAL_MINUTES))
    item = Item(word(asked, "case"), text_of(asked.get("question", "")), minutes)
    meetings.add_case(caller.user(), caller.context(), meeting_id, item)
    return _agenda(meeting_id)


@ROUTES.delete("/meetings/<meeting_id>/cases/<case_id>.json")
def take_off(meeting_id: str, case_id: str) -> Response:
    """The agenda without a case."""
    meetings.take_off(caller.user(), caller.context(), meeting_id, case_id)
    return _agenda(meeting_id)


@ROUTES.post("/meetings/<meeting_id>/cases/<case_id>.json")
def change(meeting_id: str, case_id: str) -> Response:
    """Question, minutes, state or one item of the checklist of a case; answers how it stands then."""
    asked = body()
    seen = number(asked, "seen")
    item = meetings.change_item(caller.user(), caller.context(), meeting_id, case_id, asked, seen)
    return answer(item_told(item))


@ROUTES.get("/meetings/<meeting_id>/history.json")
def history(meeting_id: str) -> Response:
    """What a meeting, or with `case` one case of its agenda, has said: who, when, what."""
    if caller.hidden().dates:
        raise Refused("What a meeting has said is told with its dates. Show dates to read it.")
    case_id = request.args.get("case", "")[:LONGEST]
    found = meetings.history(caller.user(), caller.context(), meeting_id, case_id)
    return answer({"editions": [{"version": e.version, "at": e.at, "who": e.who, "record": e.record} for e in found]})


def answer(told: Any, status: int = 200) -> Response:
    """An answer as JSON."""
    return Response(orjson.dumps(told), status, mimetype="application/json")


def body() -> dict[str, Any]:
    """The object that a request brings. Raises Refused for anything else."""
    asked = request.get_json(silent=True)
    if not isinstance(asked, dict):
        raise Refused("This request brings no object.")
    return asked


def word(asked: Mapping[str, Any], name: str) -> str:
    """A short text of a request, "" where it has none. Raises Refused for anything else."""
    found = asked.get(name, "")
    if not isinstance(found, str) or len(found) > LONGEST:
        raise Refused(f"{name} is a text of at most {LONGEST} characters.")
    return found


def number(asked: Mapping[str, Any], name: str) -> int:
    """A version of a request. Raises Refused for anything else."""
    found = asked.get(name)
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found < 10**9:
        raise Refused(f"{name} is a number.")
    return found


def heading_told(meeting: Meeting) -> dict[str, Any]:
    """A meeting without its cases; without its date and the dates in its title for whoever hides them."""
    heading, hides = meeting.heading, caller.hidden().dates
    told = {"id": meeting.id, "version": meeting.version, "minutes": meeting.minutes, "cases": len(meeting.items)}
    if hides:
        return told | {"date": "", "title": without_dates(heading.title), "expected": []}
    return told | {"date": heading.date, "title": heading.title, "expected": list(heading.expected)}


def item_told(item: Item) -> dict[str, Any]:
    """What the agenda says of a case."""
    told = {"case": item.case_id, "minutes": item.minutes, "standing": str(item.standing), "version": item.version}
    hides = caller.hidden().dates
    texts = {"question": item.question, "reason": item.reason}
    return told | {name: without_dates(text) if hides else text for name, text in texts.items()}


def _line(seen: Seen) -> dict[str, Any]:
    counts = {str(standing): seen.meeting.count(standing) for standing in Standing}
    return heading_told(seen.meeting) | {"standing": counts, "others": seen.others}


def _agenda(meeting_id: str) -> Response:
    user, context, hidden = caller.user(), caller.context(), caller.hidden()
    seen = meetings.meeting(user, context, meeting_id)
    heads = agenda.heads(user, context, seen.meeting, hidden)
    told = [item_told(item) | _head(item, heads[item.case_id]) for item in seen.meeting.items if item.case_id in heads]
    may_edit = may(user, Action.EDIT) and not hidden.dates
    return answer(heading_told(seen.meeting) | {"agenda": told, "others": seen.others, "may_edit": may_edit})


def _head(item: Item, head: agenda.Head) -> dict[str, Any]:
    lines = checklist(head.facts, item.checklist, item.question)
    absent = [line.title for line in lines if line.found == "missing"]
    return {
        "title": head.title,
        "person": head.person,
        "diagnosis": head.diagnosis,
        "asked": head.question,
        "decision": head.decision,
        "missing": missing(lines),
        "missing_titles": absent,
    }


def _heading(asked: Mapping[str, Any]) -> Any:
    return heading_of(word(asked, "date"), word(asked, "title"), _names(asked, "expected"))


def _names(asked: Mapping[str, Any], name: str) -> list[str]:
    found = asked.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise Refused(f"{name} is a list of texts.")
    return found
