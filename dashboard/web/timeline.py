"""The timeline of a case for the browser: figure, events and pictures in one answer, for a size, window and zero."""

import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from operator import itemgetter
from typing import Any, NamedTuple

from flask import Blueprint, Response, current_app, request, url_for
from werkzeug.datastructures import MultiDict

from dashboard import caller
from dashboard.domain.ages import told_age
from dashboard.domain.cases import Case, Grain
from dashboard.domain.dating import Anchor, Dating, beside_of, own_day
from dashboard.domain.discretion import aliases
from dashboard.domain.shifting import shifts
from dashboard.domain.zeros import Zero
from dashboard.errors import Refused
from dashboard.figures.lane import Options
from dashboard.figures.ledger import Ledger
from dashboard.figures.stack import View
from dashboard.figures.theme import LIGHT, THEMES
from dashboard.figures.timeline import timeline_figure
from dashboard.lanes import all_lanes
from dashboard.services import board, cases, details, images, ledgers, looks
from dashboard.services.context import OpenCase
from dashboard.services.glances import glance
from dashboard.services.images import StudyPicture
from dashboard.services.moments import zero_of
from dashboard.web.kept import kept_json

ROUTES = Blueprint("timeline", __name__)

PARTS = "timeline-parts"  # where a server keeps what makes the HTML of the parts of a page that are of one case alone

LANES = all_lanes()  # at import: a broken lane stops the start
WIDTHS, HEIGHTS = (600.0, 8000.0), (100.0, 6000.0)
SMALL, SHARP, LARGE = (
    70,
    140,
    330,
)  # of the film strip on a screen, on a fine one, and of the panel; at twice that density
LONGEST = 200
NAME = re.compile(r"[a-z_]{1,40}")
MOST_OPEN, LONGEST_OPEN = 40, 120
ALL = "all"  # the events of a case, be it ever so large
MOST_POINTS = 9  # what is selected, five pins, two ends of the ruler, one "since"


class Around(NamedTuple):
    """The cases before and after one, and whether it is on the agenda of a meeting."""

    beside: tuple[str, str]
    on_agenda: bool


@ROUTES.get("/cases/<case_id>/timeline.json")
def timeline(case_id: str) -> Response:
    """Figure and layout for the asked view; with `events=1` also events, their pictures and their order, `events=all`
    every event of a large case too; with `parts=1` what of the page is of this case alone. Lanes that the browser
    `have`s already, by their hashes, are not told again."""
    whole = request.args.get("events") in ("1", ALL)
    if whole:
        opened, pictures = images.open_with_pictures(caller.user(), caller.context(), case_id, caller.hidden())
    else:
        opened, pictures = cases.open_case(caller.user(), caller.context(), case_id, caller.hidden()), ()
    asked = tuple(sorted(request.args.items(multi=True), key=itemgetter(0)))  # points keep their order
    around = around_of(case_id) if request.args.get("parts") == "1" else None
    key = ("timeline", case_id, opened.version, caller.hidden(), asked, pictures, around)
    return kept_json(key, lambda: _answer(opened, pictures, around, whole=whole))


def around_of(case_id: str) -> Around:
    """What the page of a case tells besides the case; for whoever was let in already."""
    beside = looks.beside(caller.user(), caller.context(), case_id, caller.hidden())
    return Around(beside, board.is_on_an_agenda(caller.context(), case_id))


def _answer(
    opened: OpenCase, pictures: tuple[StudyPicture, ...], around: Around | None, *, whole: bool
) -> dict[str, Any]:
    zero = zero_of(opened, request.args.get("zero", "")[:LONGEST])
    dating = Dating(opened.case, opened.chronology)
    view = beside_the_days(view_of(request.args), dating.anchor(zero.moment), request.args.get("beside", ""))
    record = ledgers.ledger(opened, zero.moment)
    figure = timeline_figure(opened.case, record, LANES, view, have=_have(request.args))
    answer: dict[str, Any] = {
        "figure": figure,
        "zero": zero_told(opened, zero),
        "clock": clock_told(opened, zero, dating, record),
    }
    if around is not None:
        answer["parts"] = current_app.extensions[PARTS](opened.case, around)
    if whole:
        points = [point[:LONGEST] for point in request.args.getlist("point")[:MOST_POINTS]]
        told_by = [lane["sub_time"][0] for lane in figure["layout"]["meta"]["lanes"] if lane["sub_time"]]
        everything = request.args.get("events") == ALL
        answer |= details.known_at_once(opened, record, points, told_by, everything=everything)
        answer |= {"age": told_age(opened.case), "glance": glance(opened.case, record)}
        answer |= {"aliases": {} if caller.hidden().dates else aliases(opened.case)}
        answer["studies"] = [_study(opened.case, record, picture) for picture in pictures]
    return answer


def _have(args: Mapping[str, str]) -> dict[str, str]:
    """Lane and hash of what the browser has, from `lane-hash.lane-hash`."""
    parts = (part.rpartition("-") for part in args.get("have", "").split("."))
    return {lane: mark for lane, _, mark in parts if NAME.fullmatch(lane)}


def view_of(args: "MultiDict[str, str]") -> View:
    """The view that a query asks for; what makes no sense is refused with a sentence."""
    theme = THEMES.get(args.get("theme", "light"), LIGHT)
    density = 2 if args.get("compact") == "1" else 0
    unfolded = frozenset(one for one in args.getlist("open")[:MOST_OPEN] if len(one) <= LONGEST_OPEN)
    lines, log, film = args.get("lines") == "1", args.get("plain") != "1", args.get("film") != "0"
    options = Options(lines, log, density, film, unfolded=unfolded)
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


def clock_told(opened: OpenCase, zero: Zero, dating: Dating, record: Ledger) -> dict[str, Any]:
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
        "shift": record.told_by_numbers and shifts(opened.case, record.placed, own_clock=own),
    }


def _study(case: Case, record: Ledger, found: StudyPicture) -> dict[str, Any]:
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
        "turn": record.rank(study.event),
        "label": study.label,
        "modality": study.modality,
        "figure": study.figure,
        "illustration": found.illustration,
        "findings": said,
        "picture": study_address(found),
        "sharp": study_address(found, SHARP),
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


def study_address(found: StudyPicture, size: int = SMALL) -> str:
    """Where the browser finds the picture that stands for a study in the film strip."""
    return picture_address(found.image_id, size)


def picture_address(image_id: str, size: int) -> str:
    """Where the browser finds a picture, fitted into `size` CSS px."""
    return url_for("images.picture", image_id=image_id, size=size, **caller.handed_on())
