"""The library for the browser: what it tells of each case, in one answer."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import orjson
from flask import Blueprint, Response, request, url_for

from dashboard import caller
from dashboard.domain.milestones import OWN, name_of
from dashboard.figures.course import looks
from dashboard.services import mirror, overview
from dashboard.services.overview import Overview
from dashboard.services.series import Head, Query, listing

ROUTES = Blueprint("library", __name__)

PICTURE_PX = 176
MOST_NAMES = 50


@ROUTES.get("/library.json")
def library() -> Response:
    """The cases from `start` on that the search finds, the sentence above them, the legend of their strips, and two
    that can stand side by side."""
    text, start = request.args.get("q", "")[:200], whole(request.args, "start")
    page = overview.library_page(caller.user(), caller.context(), text, start)
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
    found = listing(caller.user(), caller.context(), Query(zero=OWN, text=text), "to choose from")
    heads = [line.head for line in found.lines[:count]]
    shown = [
        {"id": head.id, "title": head.title, "person": person(head), "diagnosis": head.diagnosis} for head in heads
    ]
    return Response(orjson.dumps({"found": len(found.lines), "cases": shown}), mimetype="application/json")


def person(head: Head) -> str:
    """Age and sex as they are told."""
    return ", ".join(part for part in (head.age, head.sex) if part)


def whole(args: Mapping[str, str], name: str, default: int = 0) -> int:
    """A whole number of a query; the default for anything else."""
    text = args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else default


def _pair() -> dict[str, Any] | None:
    """Two cases that share a milestone, for the way to their comparison."""
    ids, key = mirror.suggested(caller.user(), caller.context())
    if len(ids) < mirror.FEWEST:
        return None
    found = listing(caller.user(), caller.context(), Query(zero=key, aligned=True), "to compare")
    titles = [line.head.title for line in found.lines if line.head.id in ids]
    return {"cases": ids, "titles": titles, "day0": key, "name": name_of(key), "aligned": found.aligned}


def told(one: Overview) -> dict[str, Any]:
    """One case with the address of its picture, which is "" where there is none to show."""
    case = asdict(one)
    if one.picture:
        image_id = case["picture"].pop("image_id")
        address = url_for("images.picture", image_id=image_id, size=PICTURE_PX) if image_id else ""
        case["picture"]["address"] = address
    return case
