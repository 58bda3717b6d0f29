"""The library for the browser: what it tells of each case, in one answer."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import orjson
from flask import Blueprint, Response, request

from dashboard import caller
from dashboard.domain.milestones import OWN, name_of
from dashboard.figures.course import looks
from dashboard.services import mirror, overview
from dashboard.services.overview import Overview
from dashboard.services.series import Line, Query, listing
from dashboard.web.timeline import picture_address

ROUTES = Blueprint("library", __name__)

PICTURE_PX = 176
MOST_NAMES = 50


@ROUTES.get("/library.json")
def library() -> Response:
    """The cases from `start` on that the search finds, the sentence above them, the legend of their strips, and two
    that can stand side by side."""
    text, start = request.args.get("q", "")[:200], whole(request.args, "start")
    page = overview.library_page(caller.user(), caller.context(), text, start, hidden=caller.hidden())
    answer: dict[str, Any] = {
        "intro": overview.intro(page),
        "found": page.found,
        "total": page.total,
        "start": start,
        "cases": [told(one) for one in page.cases],
        "legend": looks([one.course for one in page.cases]),
    }
    if start == 0 and not text:
        answer["pair"] = _pair()
    return Response(orjson.dumps(answer), mimetype="application/json")


@ROUTES.get("/cases.json")
def names() -> Response:
    """The first cases that a search finds, by name only."""
    text, count = request.args.get("q", "")[:200], min(whole(request.args, "count", 20), MOST_NAMES)
    query, hidden = Query(zero=OWN, text=text), caller.hidden()
    found = listing(caller.user(), caller.context(), query, "to choose from", hidden, count=count)
    shown = [
        {"id": line.head.id, "title": line.head.title, "person": person(line), "diagnosis": line.head.diagnosis}
        for line in found.lines
    ]
    return Response(orjson.dumps({"found": found.found, "cases": shown}), mimetype="application/json")


def person(line: Line) -> str:
    """Age and sex as they are told."""
    return ", ".join(part for part in (line.told()["age"] or line.head.age, line.head.sex) if part)


def whole(args: Mapping[str, str], name: str, default: int = 0) -> int:
    """A whole number of a query; the default for anything else."""
    text = args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else default


def _pair() -> dict[str, Any] | None:
    """Two cases that share a milestone, for the way to their comparison."""
    ids, key = mirror.suggested(caller.user(), caller.context(), hidden=caller.hidden())
    if len(ids) < mirror.FEWEST:
        return None
    query, hidden = Query(zero=key, aligned=True), caller.hidden()
    found = listing(caller.user(), caller.context(), query, "to compare", hidden, count=len(ids))
    titles = [line.head.title for line in found.lines]
    return {"cases": ids, "titles": titles, "day0": key, "name": name_of(key), "aligned": found.aligned}


def told(one: Overview) -> dict[str, Any]:
    """One case with the address of its picture, which is "" where there is none to show."""
    case = asdict(one)
    if one.picture:
        image_id = case["picture"].pop("image_id")
        case["picture"]["address"] = picture_address(image_id, PICTURE_PX) if image_id else ""
    return case
