"""Cases side by side for the browser: figure, cases, events and the table of intervals in one answer."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

import orjson
from flask import Blueprint, Response, request

from dashboard import caller
from dashboard.domain.ages import told_age
from dashboard.domain.cases import Case
from dashboard.domain.discretion import aliases
from dashboard.domain.milestones import BY_KEY, MILESTONES, OWN, name_of
from dashboard.domain.offers import Offer, offers
from dashboard.domain.timing import Placed
from dashboard.domain.wording import labels_of
from dashboard.figures.blocks import Shown
from dashboard.figures.lane import Lane, owner_of
from dashboard.figures.mirror import mirror_figure
from dashboard.figures.scale import drawable
from dashboard.lanes import all_lanes
from dashboard.services import comparison, mirror
from dashboard.services.images import StudyPicture
from dashboard.services.mirror import Aligned
from dashboard.services.records import detailed
from dashboard.web.timeline import LONGEST, picture_address, view_of

ROUTES = Blueprint("mirror", __name__)

PICTURE_PX = 210

TOLD = (
    *("id", "label", "study_label", "term", "words", "mark", "earliest", "latest", "nominal", "value", "unit"),
    *("source", "place"),
)
SHOWN = ("blood_counts", "treatments", "imaging_studies", "neuro_status")  # until the reader chooses lanes


@ROUTES.get("/mirror.json")
def side_by_side() -> Response:
    """Figure and layout of the asked cases on the asked day 0; with `events=1` also what stands round the figure."""
    args = request.args
    case_ids, key = args.getlist("case")[: mirror.MOST + 1], args.get("day0", "")[:40]
    if len(case_ids) < mirror.FEWEST:
        beside = "".join(case_ids)
        case_ids, key = mirror.suggested(caller.user(), caller.context(), key, beside, caller.hidden())
        if len(case_ids) < mirror.FEWEST:
            return _answer({"cases": [], "few": len(case_ids)})
    key = key or mirror.common(caller.context(), case_ids)
    cases = mirror.aligned(
        caller.user(), caller.context(), case_ids, key, [one[:LONGEST] for one in args.getlist("zero")], caller.hidden()
    )
    answer: dict[str, Any] = {"figure": _figure(cases, key, args), "day0": key}
    if args.get("events") == "1":
        answer |= {
            "cases": [_case(one) for one in cases],
            "milestones": _milestones(cases),
            "lanes": [{"name": lane.name, "title": lane.title} for lane in _owning()],
            "table": asdict(comparison.comparison(cases, key, _pair(args))),
        }
    return _answer(answer)


def _owning() -> list[Lane]:
    """The lanes that have events of their own."""
    return [lane for lane in all_lanes() if lane.name != "order_only"]


def _answer(content: Mapping[str, Any]) -> Response:
    return Response(orjson.dumps(content), mimetype="application/json")


def _figure(cases: Sequence[Aligned], key: str, args: Mapping[str, str]) -> dict[str, Any]:
    view = view_of(args)
    if not args.get("only"):
        view = replace(view, hidden=tuple(lane.name for lane in all_lanes() if lane.name not in SHOWN))
    options = replace(view.options, film=len(cases) == 2, findings=False)
    shown = [Shown(one.opened.case, one.placed, _note(one)) for one in cases]
    return mirror_figure(shown, all_lanes(), replace(view, options=options), zero_name(cases, key))


def _note(one: Aligned) -> str:
    return f"{one.title}, {one.note}" if one.note else ""


def zero_name(cases: Sequence[Aligned], key: str) -> str:
    """What day 0 is called: the milestone, where every aligned case counts from it."""
    if any(one.zero is not None and one.zero.event != one.found[key].event for one in cases):
        return "day 0 of each case"
    return "own day 0 of each case" if key == OWN else f"{name_of(key)}, day 0"


def _pair(args: Mapping[str, str]) -> tuple[str, str] | None:
    pair = args.get("a", ""), args.get("b", "")
    return pair if all(key in BY_KEY for key in pair) else None


def _milestones(cases: Sequence[Aligned]) -> list[dict[str, Any]]:
    """What the cases can be aligned on, and which of them have it."""
    keys = (*(one.key for one in MILESTONES), OWN)
    return [
        {
            "key": key,
            "name": name_of(key),
            "rule": BY_KEY[key].rule if key in BY_KEY else "the day 0 of each case's own clock",
            "lacking": [one.title for one in cases if not one.found[key].event],
        }
        for key in keys
        if any(one.found[key].event for one in cases)
    ]


def _case(one: Aligned) -> dict[str, Any]:
    case, label = one.opened.case, labels_of(one.opened.case)
    return {
        "id": case.id,
        "title": case.title,
        "person": ", ".join(part for part in (told_age(case), case.sex) if part),
        "diagnosis": case.diagnosis,
        "zero": one.zero.selector if one.zero is not None else "",
        "zero_label": one.zero.full if one.zero is not None else "",
        "note": one.note,
        "choices": [
            *({"event": event.id, "label": label(event.id)} for event in case.events),
            *({"event": found.zero.selector, "label": found.zero.full} for found in offered(one) if not found.why),
        ],
        "events": [_event(case, item) for item in one.placed],
        "studies": [_study(picture) for picture in one.pictures],
        "aliases": {} if caller.hidden().dates else aliases(case),
    }


def offered(one: Aligned) -> tuple[Offer, ...]:
    """What else the day 0 of a case can be: clocks, moments, extremes, the n-th of a kind."""
    return offers(one.opened.case, one.opened.chronology)


def _event(case: Case, item: Placed) -> dict[str, Any]:
    """What the line through the figure and the box beside the pointer tell of an event."""
    lane, record = owner_of(item, all_lanes()), detailed(case, item)
    return {name: record[name] for name in TOLD} | {"lane": lane.name if lane else "", "on_axis": drawable(item)}


def _study(found: StudyPicture) -> dict[str, Any]:
    study = found.study
    return {
        "event": study.event,
        "label": study.label,
        "illustration": found.illustration,
        "picture": picture_address(found.image_id, PICTURE_PX),
        "caption": found.caption,
        "findings": {},
    }
