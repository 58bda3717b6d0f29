"""Single events of a large case for the browser, which does not hold them all."""

from typing import Any

import orjson
from flask import Blueprint, Response, request

from dashboard import caller
from dashboard.errors import Refused
from dashboard.services import details

ROUTES = Blueprint("details", __name__)

LONGEST = 200


@ROUTES.get("/cases/<case_id>/events/<event_id>.json")
def event(case_id: str, event_id: str) -> Response:
    """One event with all that is known of it, and what its moment's sentence speaks of."""
    return _json(details.event_told(caller.user(), caller.context(), case_id, event_id, _zero(), caller.hidden()))


@ROUTES.get("/cases/<case_id>/moment.json")
def moment(case_id: str) -> Response:
    """What the sentence of a day speaks of."""
    try:
        day = float(request.args.get("day", ""))
    except ValueError:
        raise Refused("day must be a number of days") from None
    return _json(details.moment_told(caller.user(), caller.context(), case_id, day, _zero(), caller.hidden()))


@ROUTES.get("/cases/<case_id>/since.json")
def since(case_id: str) -> Response:
    """How many events came after a point, and the first of them."""
    point = request.args.get("point", "")[:LONGEST]
    return _json(details.since_told(caller.user(), caller.context(), case_id, point, _zero(), caller.hidden()))


def _zero() -> str:
    return request.args.get("zero", "")[:LONGEST]


def _json(answer: dict[str, Any]) -> Response:
    return Response(orjson.dumps(answer), mimetype="application/json")
