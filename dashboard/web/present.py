"""A case in front of a room: a page by the code of the case, its views, its pictures. Nothing here names the patient
unless the address asks for it (`identified=1`)."""

from dataclasses import asdict
from typing import Any
from urllib.parse import quote, urlencode

import orjson
from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from dashboard import caller
from dashboard.domain.ages import told_age
from dashboard.domain.cases import Case
from dashboard.errors import NotFound, Refused
from dashboard.figures.stack import View
from dashboard.figures.strip import Look, strip_scene
from dashboard.figures.svg import svg_text
from dashboard.figures.theme import LIGHT, THEMES, Theme
from dashboard.services import presenting
from dashboard.services.presenting import Pictured, Presented, Slide
from dashboard.web.plain_page import plain_page
from dashboard.web.timeline import LONGEST

ROUTES = Blueprint("present", __name__)

STRIP = Look(24.0, 2.2, 3)  # its smallest letters are 24 px of 1080
WIDTHS = range(600, 6001)
SIZES = range(40, presenting.LARGEST + 1)
WINDOWS = {"": "present-stage", "notes": "present-notes"}


@ROUTES.get("/cases/<case_id>/present")
def begin(case_id: str) -> Answer:
    """Leads from a case to its presentation, whose address does not name it; to the words that have to be read first
    where nobody has, unless `unread=1`."""
    event = request.args.get("event", "")[:LONGEST]
    code, at, is_read = presenting.first_view(caller.user(), caller.context(), case_id, event, caller.hidden())
    view = request.args.get("view", "")
    number = int(view) if view.isdecimal() and len(view) < 5 else at + 1
    if not is_read and request.args.get("unread") != "1":
        return redirect(url_for("story.page", case_id=case_id, view=number, **_kept()))
    return redirect(url_for("present.page", code=code, view=number, **_kept()))


@ROUTES.get("/present/<code>", defaults={"window": ""})
@ROUTES.get("/present/<code>/<any(notes):window>")
def page(code: str, window: str) -> Response:
    """The page that a room sees, or the presenter's own window; its script fills it."""
    try:
        presenting.case_of(caller.user(), caller.context(), code)
    except NotFound:
        return Response(_document(code, "There is no case of that code."), 404, mimetype="text/html")
    return Response(_document(code, "", WINDOWS[window]), mimetype="text/html")


@ROUTES.get("/present/<code>/views.json")
def views(code: str) -> Response:
    """The views from `start` on, each with its strip for a width."""
    given = request.args
    start, width = given.get("start", "0"), given.get("w", "1808")
    if not start.isdecimal() or len(start) > 6 or not width.isdecimal() or int(width) not in WIDTHS:
        raise Refused(f"start is a number, w one from {WIDTHS.start} to {WIDTHS.stop - 1}")
    found = presenting.presented(
        caller.user(),
        caller.context(),
        code,
        start=int(start),
        identified=given.get("identified") == "1",
        every=given.get("every") == "1",
        hidden=caller.hidden(),
    )
    theme = THEMES.get(given.get("theme", "light"), LIGHT)
    return Response(orjson.dumps(_told(found, int(width), theme)), mimetype="application/json")


@ROUTES.get("/present/<code>/notes.json")
def notes(code: str) -> Response:
    """The presenter's own notes, one for each view of the story."""
    found = presenting.notes(caller.user(), caller.context(), code, caller.hidden())
    return Response(orjson.dumps({"notes": found}), mimetype="application/json")


@ROUTES.get("/present/<code>/pictures/<study>")
def picture(code: str, study: str) -> Response:
    """The picture of a study, `size` CSS px at most."""
    size = request.args.get("size", "560")
    if not size.isdecimal() or int(size) not in SIZES:
        raise Refused(f"size must be a whole number from {SIZES.start} to {SIZES.stop - 1}")
    identified = request.args.get("identified") == "1"
    found = presenting.picture(
        caller.user(), caller.context(), code, study, int(size), identified=identified, hidden=caller.hidden()
    )
    return Response(found, mimetype="image/jpeg")


@ROUTES.get("/present/<code>/<any(leave, story):way>")
def leave(code: str, way: str) -> Answer:
    """Back to the case, whose name the room has not seen, or to the page on which its story is prepared."""
    case_id = presenting.case_of(caller.user(), caller.context(), code)
    asked = urlencode(_kept())
    page = f"{_root()}cases/{quote(case_id, safe='')}{'/story' if way == 'story' else ''}"
    return redirect(f"{page}?{asked}" if asked else page)


def _kept() -> dict[str, str]:
    """What an address hands on to the next: the meeting, and that dates are hidden."""
    meeting = request.args.get("meeting", "")[:LONGEST]
    return {**({"meeting": meeting} if meeting else {}), **caller.handed_on()}


def _document(code: str, sentence: str, box: str = "present-missing") -> str:
    given = {"class": box, "data-code": code[:20], "data-root": _root(), "tabindex": "-1"}
    theme = "dark" if request.args.get("theme") == "dark" else "light"
    slot = '<aside id="present-meeting" hidden></aside>'
    return plain_page(code[:20], given, sentence, after=slot, page="present-page", theme=theme)


def _root() -> str:
    return url_for("present.page", code="x").removesuffix("present/x")


def _told(found: Presented, width: int, theme: Theme) -> dict[str, Any]:
    case = found.case
    return {
        "code": found.code,
        "identified": found.identified,
        "title": case.title if found.identified else found.code,
        "who": _who(case),
        "question": case.question,
        "start": found.start,
        "count": found.count,
        "withheld": found.withheld,
        "views": [_slide(found, slide, width, theme) for slide in found.slides],
    }


def _who(case: Case) -> str:
    return ", ".join(part for part in (told_age(case), case.sex, case.diagnosis) if part)


def _slide(found: Presented, slide: Slide, width: int, theme: Theme) -> dict[str, Any]:
    view = slide.view
    window = View(width=float(width), start=view.start, stop=view.stop, theme=theme)
    scene = strip_scene(found.case, slide.placed, found.marked, view.event, window, STRIP)
    return {
        **asdict(slide.told),
        "title": view.title,
        "own": view.own,
        "zero": slide.zero.full,
        "sources": slide.sources,
        "pictures": [_picture(found, one) for one in slide.pictures],
        "strip": svg_text(scene, title=f"Course; {slide.told.label} marked"),
    }


def _picture(found: Presented, one: Pictured) -> dict[str, Any]:
    asked = {"identified": "1", **caller.handed_on()} if found.identified else {}
    address = url_for("present.picture", code=found.code, study=one.study, size=560, **asked)
    return {**asdict(one), "address": address if one.available else ""}
