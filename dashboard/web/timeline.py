"""The timeline of a case for the browser: figure, events and pictures in one answer, for a size, window and zero."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

import orjson
from flask import Blueprint, Response, request, url_for

from dashboard import caller
from dashboard.domain.ages import told_age
from dashboard.domain.cases import Case, Grain
from dashboard.domain.dating import Anchor, Dating, beside_of, own_day
from dashboard.domain.discretion import aliases
from dashboard.domain.shifting import shifts
from dashboard.domain.timing import Placed, Timing, place
from dashboard.domain.zeros import Zero
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
from dashboard.services.moments import zero_of
from dashboard.services.records import detailed

ROUTES = Blueprint("timeline", __name__)

LANES = all_lanes()  # at import: a broken lane stops the start
WIDTHS, HEIGHTS = (600.0, 8000.0), (100.0, 6000.0)
SMALL, LARGE = 210, 330
LONGEST = 200
NAME = re.compile(r"[a-z_]{1,40}")


@ROUTES.get("/cases/<case_id>/timeline.json")
def timeline(case_id: str) -> Response:
    """Figure and layout for the asked view; with `events=1` also the events, their pictures and their order."""
    whole = request.args.get("events") == "1"
    if whole:
        opened, pictures = images.open_with_pictures(caller.user(), caller.context(), case_id, caller.hidden())
    else:
        opened, pictures = cases.open_case(caller.user(), caller.context(), case_id, caller.hidden()), ()
    zero = zero_of(opened, request.args.get("zero", "")[:LONGEST])
    dating = Dating(opened.case, opened.chronology)
    view = beside_the_days(view_of(request.args), dating.anchor(zero.moment), request.args.get("beside", ""))
    placed = place(opened.case, opened.chronology, zero.moment)
    answer: dict[str, Any] = {
        "figure": timeline_figure(opened.case, placed, LANES, view),
        "zero": zero_told(opened, zero),
        "clock": clock_told(opened, zero, dating, placed),
    }
    if whole:
        answer |= _events(opened, placed, pictures, dating)
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


def beside_the_days(view: View, anchor: Anchor | None, asked: str) -> View:
    """The view with dates or ages beside the day numbers of its axis, where they are asked for and known."""
    return replace(view, beside=beside_of(anchor, asked))


def zero_told(opened: OpenCase, zero: Zero) -> dict[str, Any]:
    """What day 0 is, in words, and what it can be with one press."""
    own = zero_of(opened, "")
    quick = [zero_of(opened, event) for event in opened.case.zeros if event != own.event]
    return {**told(zero), "choices": [told(own), *map(told, quick)]}


def told(zero: Zero) -> dict[str, str]:
    """A day zero for the browser."""
    return {"selector": zero.selector, "event": zero.event, "label": zero.label, "note": zero.note}


def clock_told(opened: OpenCase, zero: Zero, dating: Dating, placed: Sequence[Placed]) -> dict[str, Any]:
    """How the shown clock counts: where the case's own day 0 lies on it, the calendar beside it, and whether another
    day zero is a plain shift."""
    own, anchor = zero.moment is None, dating.anchor(zero.moment)
    return {
        "own": own,
        "own_day": own_day(opened.chronology, zero.moment),
        "instants": opened.case.grain is Grain.INSTANT,
        "calendar": None if anchor is None else asdict(anchor),
        "dated": dating.known,
        "aged": dating.aged,
        "shift": shifts(opened.case, placed, own_clock=own),
    }


def _events(
    opened: OpenCase, placed: tuple[Placed, ...], pictures: tuple[StudyPicture, ...], dating: Dating
) -> dict[str, Any]:
    lanes = divided(LANES, placed)
    return {
        "events": [
            detailed(opened.case, item) | _on_chart(item, lanes) | _to_the_instant(item) | _dates(dating, item)
            for item in placed
        ],
        "related": opened.related,
        "age": told_age(opened.case),
        "studies": [_study(opened.case, picture) for picture in pictures],
        "aliases": {} if caller.hidden().dates else aliases(opened.case),
    }


def _to_the_instant(item: Placed) -> dict[str, float | None]:
    """The limits of a time as they are counted; a day of instants ends a microsecond before the next."""
    found = {"earliest": item.time.earliest, "latest": item.time.latest}
    if isinstance(item.end, Timing):
        found |= {"end_earliest": item.end.earliest, "end_latest": item.end.latest}
    return found


def _dates(dating: Dating, item: Placed) -> dict[str, str]:
    if not dating.known:
        return {}
    found = dating.of(item)
    return {"date": found.words, "age": found.age}


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
        "arrival": url_for("slices.arrival", image_id=found.image_id) if found.coming else "",
        "reason": found.reason,
        "objects": [[one.what, one.count] for one in found.listed],
        "refused": found.refused,
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
                "warnings": one.warnings,
            }
            for one in found.series
        ],
    }


def picture_address(image_id: str, size: int) -> str:
    """Where the browser finds a picture, fitted into `size` CSS px."""
    return url_for("images.picture", image_id=image_id, size=size, **({"dates": "0"} if caller.hidden().dates else {}))
