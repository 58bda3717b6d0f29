"""The story of a case for those who prepare it: its page, its views as they are kept, and the words to be read before a
room sees them."""

from dataclasses import asdict
from typing import Any

import orjson
from flask import Blueprint, Response, request, url_for

from dashboard import caller
from dashboard.domain.ages import told_age
from dashboard.domain.brief import has_time, told
from dashboard.domain.review import is_review_note
from dashboard.domain.timing import place
from dashboard.errors import NotFound, Refused
from dashboard.services import cases, stories
from dashboard.services.codes import code_of
from dashboard.services.context import OpenCase
from dashboard.services.stories import Story
from dashboard.web.plain_page import plain_page

ROUTES = Blueprint("story", __name__)


@ROUTES.get("/cases/<case_id>/story")
def page(case_id: str) -> Response:
    """The page on which a story is prepared; its script fills it."""
    try:
        title = cases.open_case(caller.user(), caller.context(), case_id, caller.hidden()).case.title
    except NotFound:
        return Response(
            plain_page("Not there", {"class": "story"}, "There is no such case."), 404, mimetype="text/html"
        )
    given = {
        "class": "story",
        "data-case": case_id,
        "data-decision-case": case_id,
        "data-root": url_for("story.page", case_id="x")[: -len("cases/x/story")],
    }
    return Response(plain_page(f"Story of {title}", given, page="story-page"), mimetype="text/html")


@ROUTES.get("/cases/<case_id>/story.json")
def story(case_id: str) -> Response:
    """The story, what it can be made of, and the words to be read."""
    opened, found, words = stories.story(caller.user(), caller.context(), case_id, caller.hidden())
    case = opened.case
    answer = {
        "code": code_of(caller.context(), case_id),
        **_told(found),
        "title": case.title,
        "who": ", ".join(part for part in (told_age(case), case.sex, case.diagnosis) if part),
        "question": case.question,
        "words": words,
        "locked": caller.hidden().dates,
        **_choices(opened),
    }
    return Response(orjson.dumps(answer), mimetype="application/json")


@ROUTES.post("/cases/<case_id>/story")
def keep(case_id: str) -> Response:
    """Keep a story: its views (null: by rule), whether its words have been read, and the version that was seen. What
    hides its dates is not kept over what tells them."""
    if caller.hidden().dates:
        raise Refused("A story can only be read while its dates are hidden.")
    asked = request.get_json(silent=True)
    if not isinstance(asked, dict) or not isinstance(asked.get("seen"), int):
        raise Refused("a story names the version that it follows")
    stories.keep(caller.user(), caller.context(), case_id, asked, asked["seen"])
    return story(case_id)


def _told(found: Story) -> dict[str, Any]:
    return asdict(found) | {"keeper": found.who}


def _choices(opened: OpenCase) -> dict[str, Any]:
    """The events, studies and day zeros that a view can be made of."""
    case = opened.case
    placed = [item for item in place(case, opened.chronology) if has_time(item) and not is_review_note(item.event)]
    shown = {study.event: study.id for study in case.studies}
    return {
        "events": [
            {"id": item.event.id, "words": told(case, item), "study": shown.get(item.event.id, "")} for item in placed
        ],
        "studies": [{"id": study.id, "words": study.label} for study in case.studies],
    }
