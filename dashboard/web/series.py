"""The series for the browser: the axis that all rows share and a part of the rows, filtered and sorted as asked."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from math import inf, isfinite
from typing import Any, Final

import orjson
from flask import Blueprint, Response, request

from dashboard import caller
from dashboard.domain.events import Kind
from dashboard.domain.milestones import BY_KEY, MILESTONES, OWN, name_of
from dashboard.errors import Refused
from dashboard.figures import swimmer
from dashboard.figures.axis import Axis, Zone
from dashboard.figures.course import axis_words, breaks_of, zone_of
from dashboard.figures.swimmer import Bar, Course, Span, Tail
from dashboard.services import series
from dashboard.services.seen import interval, interval_words, seen_from, why_not
from dashboard.services.series import Line, Listing, Query
from dashboard.services.summaries import KINDS, TIMED
from dashboard.web.library import whole

ROUTES = Blueprint("series", __name__)

Json = dict[str, Any]
MOST: Final = 200
MARKS: Final = ("highest-count", "diagnosis", "first-sign", "first-scan", "first-complication", "discharge")
SYMBOLS: Final = {
    Kind.LAB: "circle",
    Kind.IMAGING: "square",
    Kind.ENCOUNTER: "pentagon",
    Kind.NEURO_STATUS: "flag",
    Kind.PATHOLOGY: "diamond-wide",
    Kind.PROCEDURE: "diamond",
    Kind.COMPLICATION: "triangle",
    Kind.TREATMENT: "cross",
}
TAILS: Final = {None: Tail.MOMENT, "ongoing": Tail.ONGOING, "unknown": Tail.UNKNOWN, TIMED: Tail.TIMED}


@ROUTES.get("/series.json")
def rows() -> Response:
    """The rows from `start` on, and, with `start=0`, what stands round them."""
    args = request.args
    query, start, count = query_of(args), whole(args, "start"), min(whole(args, "count", 100), MOST)
    part = {"start": start, "count": count}
    subject = f"rows {start} to {start + count}"
    found = series.listing(caller.user(), caller.context(), query, subject, caller.hidden(), **part)
    marks = marks_of(args)
    axis = _axis(found, _number(args, "days", whole=True))
    answer: Json = {
        "start": start,
        "found": found.found,
        "rows": [_row(line, query, marks, axis) for line in found.lines],
    }
    if start == 0:
        answer |= _round(found, query, marks, axis)
    return Response(orjson.dumps(answer), mimetype="application/json")


def query_of(args: Mapping[str, str]) -> Query:
    """The query that an address asks for; what makes no sense is refused with a sentence."""
    return Query(
        zero=args.get("day0", "")[:40] or series.DAY_ZERO,
        sort=args.get("sort", "")[:40],
        descending=args.get("desc") == "1",
        text=args.get("q", "")[:200],
        sex=args.get("sex", "")[:40],
        ranges=tuple(_ranges(args)),
        first=args.get("a", "")[:40],
        second=args.get("b", "")[:40],
        least=_number(args, "least"),
        most=_number(args, "most"),
        sure=args.get("sure") == "1",
        aligned=args.get("aligned") == "1",
    )


def _ranges(args: Mapping[str, str]) -> Iterator[tuple[str, float | None, float | None]]:
    """The ranges of attributes that are asked for: `years_from`, `years_to` and so on."""
    for name in series.NUMBERS:
        low, high = _number(args, f"{name}_from"), _number(args, f"{name}_to")
        if low is not None or high is not None:
            yield name, low, high


def marks_of(args: Mapping[str, str]) -> tuple[str, ...]:
    """The milestones that are marked in the rows."""
    if "marks" not in args:
        return MARKS
    return tuple(key for key in args["marks"].split(".") if key in BY_KEY)


def _number(args: Mapping[str, str], name: str, *, whole: bool = False) -> float | None:
    text = args.get(name, "").strip().replace("\u2212", "-")
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not isfinite(number) and not (whole and number == inf):
        raise Refused(f"{name.replace('_', ' ')} must be a number")
    return max(number, 1.0) if whole else number


def _axis(found: Listing, days: float | None) -> Axis:
    return swimmer.shared_axis(found.extent, order=found.unlimited, writing=found.writing, days=days)


def _round(found: Listing, query: Query, marks: tuple[str, ...], axis: Axis) -> Json:
    """The numbers, the axis and the legend."""
    order, writing = zone_of(axis, Zone.ORDER), zone_of(axis, Zone.WRITING)
    return {
        "total": found.total,
        "aligned": found.aligned,
        "perhaps": found.perhaps,
        "behind": found.behind,
        "day0": query.zero,
        "zero": round(axis.x(0) / axis.width * 100, 2),
        "days_end": round(axis.metric[-1].x1 / axis.width * 100, 2),
        "words": [asdict(word) for word in axis_words(axis, "writing")],
        "breaks": [asdict(gap) for gap in breaks_of(axis)],
        "zones": {"order": order and asdict(order), "writing": writing and asdict(writing)},
        "groups": swimmer.GROUPS,
        "sexes": found.sexes,
        "milestones": [_milestone(key) for key in (OWN, *(one.key for one in MILESTONES))],
        "marks": marks,
    }


def _milestone(key: str) -> Json:
    rule = BY_KEY[key].rule if key in BY_KEY else "the day 0 of each case's own clock"
    return {
        "key": key,
        "name": name_of(key),
        "rule": rule,
        "symbol": SYMBOLS[BY_KEY[key].kind] if key in BY_KEY else "",
    }


def _row(line: Line, query: Query, marks: tuple[str, ...], axis: Axis) -> Json:
    head, record = line.head, line.told()
    seen = seen_from(record, query.zero)
    row = None if seen is None else swimmer.row_of(_course(seen, marks), axis)
    return {
        "id": head.id,
        "title": head.title,
        "question": head.question,
        "age": record["age"] or head.age,
        "sex": head.sex,
        "diagnosis": head.diagnosis,
        "counts": record["counts"],
        "highest": record["highest_words"],
        "studies": record["studies"],
        "statements": record["statements"],
        "zero": "" if query.zero == OWN else record.get("links", record["at"]).get(query.zero, ""),
        "note": "" if seen is not None else why_not(record, query.zero),
        "perhaps": line.perhaps,
        "interval": _interval(record, query),
        "order": record["unlimited"],
        "writing": record["writing"],
        "more": record["more"],
        **({} if row is None or seen is None else asdict(row) | {"told": _told(record, seen, marks)}),
    }


def _told(record: Json, seen: Json, marks: tuple[str, ...]) -> list[str]:
    """How far each marked milestone lies from day 0, in words; "" where the case does not tell it."""
    return [interval_words(record, seen["m"][key]) if key in seen["m"] else "" for key in marks]


def _interval(record: Json, query: Query) -> Json | None:
    """The interval that the reader chose, in words; `sure` where it is one length."""
    if not query.first or not query.second:
        return None
    window = interval(record, query.first, query.second)
    if window is None:
        missing = next(key for key in (query.first, query.second) if key not in record["at"])
        return {"words": why_not(record, missing), "sure": True, "missing": True}
    return {"words": interval_words(record, window), "sure": window[0] == window[1], "missing": False}


def _course(seen: Json, marks: tuple[str, ...]) -> Course:
    numbered = ((number, seen["m"].get(key)) for number, key in enumerate(marks))
    return Course(
        ends=tuple(map(_span, seen["c"])),
        bars=tuple(_bar(*bar) for bar in seen["t"]),
        marks=tuple((number, _span(window)) for number, window in numbered if window is not None),
    )


def _bar(group: str, start: list[Any], end: Any) -> Bar:
    timed = isinstance(end, list)
    return Bar(group, _span(start), Tail.TIMED if timed else TAILS[end], _span(end) if timed else None)


def _span(window: list[Any]) -> Span:
    return Span(window[0], window[1], window[2], KINDS[window[3]])
