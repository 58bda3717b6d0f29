"""Moments of a case for the browser: what else day zero can be, and how far two moments lie apart."""

from dataclasses import asdict
from typing import Any

import orjson
from flask import Blueprint, Response, request

from dashboard import caller
from dashboard.domain.comparison import Comparison
from dashboard.domain.zeros import Zero
from dashboard.services import moments

ROUTES = Blueprint("moments", __name__)

LONGEST = 200


@ROUTES.get("/cases/<case_id>/zeros.json")
def zeros(case_id: str) -> Response:
    """With `zero` the day zero of that selector, or the sentence why there is none; without all that is offered."""
    selector = request.args.get("zero", "")[:LONGEST]
    if selector:
        found = moments.choice(caller.user(), caller.context(), case_id, selector, caller.hidden())
        return _answer(_told(found))
    offered, measured = moments.choices(caller.user(), caller.context(), case_id, caller.hidden())
    return _answer(
        {
            "offers": [_told(one.zero) | {"group": one.group, "words": one.words, "why": one.why} for one in offered],
            "measured": [asdict(one) for one in measured],
        }
    )


@ROUTES.get("/cases/<case_id>/interval.json")
def interval(case_id: str) -> Response:
    """The time between the points `first` and `second`, and their values held against each other."""
    first, second, zero = (request.args.get(name, "")[:LONGEST] for name in ("first", "second", "zero"))
    confirmed = request.args.get("confirmed") == "1"
    found = moments.between(
        caller.user(),
        caller.context(),
        case_id,
        (first, second),
        zero,
        confirmed=confirmed,
        hidden=caller.hidden(),
    )
    told = {"first": found.first, "second": found.second, "words": found.words}
    return _answer(told | {"comparison": _compared(found.comparison)})


def _compared(found: Comparison | None) -> dict[str, Any] | None:
    return None if found is None else {"rows": found.rows, "refused": found.refused, "confirm": found.confirm}


def _told(zero: Zero) -> dict[str, Any]:
    return {
        "selector": zero.selector,
        "event": zero.event,
        "label": zero.label,
        "note": zero.note,
        "known": zero.moment is not None,
    }


def _answer(told: Any) -> Response:
    return Response(orjson.dumps(told), mimetype="application/json")
