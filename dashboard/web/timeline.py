"""The timeline of a case for the browser: figure, events and pictures in one answer, for a size, window and zero."""

import re
from collections.abc import Mapping
from typing import Any

import orjson
from flask import Blueprint, Response, request, url_for

from dashboard import caller
from dashboard.domain.cases import Case
from dashboard.domain.timing import Placed, place
from dashboard.errors import Refused
from dashboard.figures.lane import Lane, Options, divided, owner_of
from dashboard.figures.scale import drawable
from dashboard.figures.stack import View
from dashboard.figures.theme import LIGHT, THEMES
from dashboard.figures.timeline import timeline_figure
from dashboard.lanes import all_lanes
from dashboard.services import cases, images
from dashboard.services.context import OpenCase
from dashboard.services.images import StudyPicture
from dashboard.services.records import detailed

ROUTES = Blueprint("timeline", __name__)

LANES = all_lanes()  # at import: a broken lane stops the start
WIDTHS, HEIGHTS = (600.0, 8000.0), (200.0, 6000.0)
SMALL, LARGE = 210, 330
NAME = re.compile(r"[a-z_]{1,40}")


@ROUTES.get("/cases/<case_id>/timeline.json")
def timeline(case_id: str) -> Response:
    """Figure and layout for the asked view; with `events=1` also the events, their pictures and their order."""
    whole = request.args.get("events") == "1"
    if whole:
        opened, pictures = images.open_with_pictures(caller.user(), caller.context(), case_id)
    else:
        opened, pictures = cases.open_case(caller.user(), caller.context(), case_id), ()
    view = view_of(request.args)
    placed = place(opened.case, opened.chronology, view.zero or None)
    answer: dict[str, Any] = {
        "figure": timeline_figure(opened.case, placed, LANES, view),
        "zero": zero_words(opened.case, view),
    }
    if whole:
        answer |= _events(opened, placed, pictures)
    return Response(orjson.dumps(answer), mimetype="application/json")


def view_of(args: Mapping[str, str]) -> View:
    """The view that a query asks for; what makes no sense is refused with a sentence."""
    theme = THEMES.get(args.get("theme", "light"), LIGHT)
    density = 2 if args.get("compact") == "1" else 0
    options = Options(args.get("lines") == "1", args.get("plain") != "1", density, args.get("film") != "0")
    only = _names(args, "only")
    return View(
        width=_number(args, "w", 1540.0, WIDTHS),
        height=_number(args, "h", 900.0, HEIGHTS),
        start=args.get("from", "")[:40],
        stop=args.get("to", "")[:40],
        zero=args.get("zero", "")[:200],
        theme=theme,
        linear=args.get("linear") == "1",
        hidden=(*_names(args, "hide"), *(lane.name for lane in LANES if only and lane.name not in only)),
        folded=_names(args, "fold"),
        order=_names(args, "order"),
        options=options,
    )


def _number(args: Mapping[str, str], name: str, default: float, limits: tuple[float, float]) -> float:
    try:
        number = float(args.get(name, default))
    except ValueError:
        raise Refused(f"{name} must be a number of pixels") from None
    if not limits[0] <= number <= limits[1]:
        raise Refused(f"{name} must lie between {limits[0]:g} and {limits[1]:g} pixels")
    return number


def _names(args: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part for part in args.get(name, "").split(".") if NAME.fullmatch(part))[:40]


def zero_words(case: Case, view: View) -> dict[str, Any]:
    """What day 0 is, in words, and what else it could be."""
    zero = view.zero or case.zero
    labels = {event.id: event.detail("label") or event.term for event in case.events}
    labels |= {study.event: study.label for study in case.studies}
    labels |= {event.id: event.detail("zero_label") for event in case.events if event.detail("zero_label")}
    return {
        "event": zero,
        "label": labels.get(zero, zero),
        "choices": [{"event": key, "label": labels.get(key, key)} for key in case.zeros],
        "others": [{"event": key, "label": label} for key, label in labels.items()],
    }


def _events(opened: OpenCase, placed: tuple[Placed, ...], pictures: tuple[StudyPicture, ...]) -> dict[str, Any]:
    lanes = divided(LANES, placed)
    return {
        "events": [detailed(opened.case, item) | _on_chart(item, lanes) for item in placed],
        "related": opened.related,
        "age": opened.case.age,
        "studies": [_study(opened.case, picture) for picture in pictures],
    }


def _on_chart(item: Placed, lanes: tuple[Lane, ...]) -> dict[str, Any]:
    lane = owner_of(item, lanes)
    return {"lane": lane.name if lane else "", "on_axis": drawable(item)}


def _study(case: Case, found: StudyPicture) -> dict[str, Any]:
    study = found.study
    conflicts = {issue.id for issue in case.issues if issue.conflict}
    said = {
        finding.finding: {
            "trend": str(finding.trend),
            "word": finding.word,
            "place": finding.place,
            "conflicts": [issue for issue in finding.issues if issue in conflicts],
        }
        for finding in case.findings
        if finding.study == study.id
    }
    return {
        "id": study.id,
        "event": study.event,
        "label": study.label,
        "modality": study.modality,
        "figure": study.figure,
        "illustration": found.illustration,
        "findings": said,
        "picture": picture_address(found.image_id, SMALL),
        "pacs_link": found.viewer_link,
        "caption": found.caption,
        "pictures": [
            {"large": picture_address(one.image_id, LARGE), "caption": one.description} for one in found.series
        ]
        or [{"large": picture_address(found.image_id, LARGE), "caption": found.caption}],
        "series": [
            {
                "address": url_for("images.picture", image_id=one.image_id),
                "caption": one.description,
                "modality": one.modality,
                "slices": one.slices,
                "key": one.key,
                "chosen": one.name == found.chosen,
            }
            for one in found.series
        ],
    }


def picture_address(image_id: str, size: int) -> str:
    """Where the browser finds a picture, fitted into `size` CSS px."""
    return url_for("images.picture", image_id=image_id, size=size)
