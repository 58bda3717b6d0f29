"""The library for the browser: what it tells of each case, in one answer."""

from dataclasses import asdict
from typing import Any

import orjson
from flask import Blueprint, Response, url_for

from dashboard import caller
from dashboard.figures.course import looks
from dashboard.services import overview
from dashboard.services.overview import Overview

ROUTES = Blueprint("library", __name__)

PICTURE_PX = 176


@ROUTES.get("/library.json")
def library() -> Response:
    """Every case that the user may see, the sentence above them, and the legend of their strips."""
    found = overview.overviews(caller.user(), caller.context(), caller.hidden())
    answer = {
        "intro": overview.intro(found),
        "cases": [told(one) for one in found],
        "legend": looks([one.course for one in found]),
    }
    return Response(orjson.dumps(answer), mimetype="application/json")


def told(one: Overview) -> dict[str, Any]:
    """One case with the address of its picture, which is "" where there is none to show."""
    case = asdict(one)
    if one.picture:
        image_id = case["picture"].pop("image_id")
        address = url_for("images.picture", image_id=image_id, size=PICTURE_PX) if image_id else ""
        case["picture"]["address"] = address
    return case
