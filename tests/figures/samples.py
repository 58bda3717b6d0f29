"""Cases for the tests of figures and lanes: the two shipped ones, and small ones made up an event at a time."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from dashboard import lanes
from dashboard.domain.cases import Case
from dashboard.domain.chronology import Chronology, solve
from dashboard.domain.events import End, Event, Kind, State
from dashboard.domain.timing import Placed, place
from dashboard.domain.units import read_quantity
from dashboard.domain.when import When, parse_when
from dashboard.figures.lane import Drawing, Lane, LaneInput
from dashboard.figures.scale import drawable
from dashboard.figures.stack import View
from dashboard.figures.timeline import build_scale, timeline_figure
from dashboard.importers import case_folder
from dashboard.registry import extensions

LIBRARY = Path(__file__).parents[2] / "data" / "cases"
LANES: tuple[Lane, ...] = tuple(sorted(extensions(lanes, "LANE", Lane), key=lambda lane: lane.order))
BY_NAME: Mapping[str, Lane] = {lane.name: lane for lane in LANES}
SHIPPED = ("case-1", "case-2")
LEUKOCYTES = "Leukocytes [#/volume] in Blood"
MARK_OF = {
    "exact": "3", "bounded": "2..6", "approximate": "~4 in 1..8", "clock": "hospital day 4",
    "order only": "after zero; before last", "open order": "after zero", "as of writing": "with publication",
    "not dated": "", "unknown": "..",
}  # fmt: skip


@cache
def shipped(name: str) -> tuple[Case, Chronology]:
    """A case of the library, read and solved once."""
    case = case_folder.read(LIBRARY / name)
    return case, solve(case)


@cache
def placed_of(name: str, zero: str | None = None) -> tuple[Placed, ...]:
    """The events of a shipped case on the clock of `zero`."""
    return place(*shipped(name), zero)


def event(
    event_id: str,
    at: str,
    *,
    until: str | None = None,
    kind: Kind = Kind.NOTE,
    term: str = "",
    value: str = "",
    unit: str = "",
    **more: Any,
) -> Event:
    """An event at `at`; what `Event` does not know goes to its details."""
    own = {name: more.pop(name) for name in ("state", "components", "seq", "note", "group", "issues") if name in more}
    term = term or f"term of {event_id}"
    quantity = read_quantity(term, value, unit) if value else None
    return Event(event_id, kind, term, parse_when(at), _end(until), quantity=quantity, details=more, **own)


def _end(until: str | None) -> When | End | None:
    if until is None:
        return None
    return End(until) if until in tuple(End) else parse_when(until)


def case_of(*events: Event, zero: str = "", **more: Any) -> Case:
    """A case of these events, the first of them day 0 unless `zero` says otherwise."""
    return Case("case", "", "", zero or (events[0].id if events else ""), events=events, **more)


def timed(*events: Event, zero: str | None = None, **more: Any) -> tuple[Case, tuple[Placed, ...]]:
    """A case of these events, and their times."""
    case = case_of(*events, **more)
    return case, place(case, solve(case), zero)


def figure_of(*events: Event, view: View | None = None, **more: Any) -> dict[str, Any]:
    """The whole figure of a case of these events."""
    case, placed = timed(*events, **more)
    return timeline_figure(case, placed, LANES, view or View())


def shipped_figure(name: str, view: View | None = None, zero: str | None = None) -> dict[str, Any]:
    """The whole figure of a shipped case."""
    return timeline_figure(shipped(name)[0], placed_of(name, zero), LANES, view or View())


def drawing(
    lane: str | Lane, case: Case, placed: Sequence[Placed], view: View | None = None, spare: float = 0.0
) -> Drawing:
    """What one lane draws of a case."""
    view, lane = view or View(), BY_NAME[lane] if isinstance(lane, str) else lane
    own = tuple(item for item in placed if lane.takes(item) and drawable(item))
    given = LaneInput(own, tuple(placed), case, build_scale(placed, view), view.theme, view.options)
    return lane.draw(given, spare)


def drawn(lane: str | Lane, *events: Event, view: View | None = None, spare: float = 0.0, **more: Any) -> Drawing:
    """What one lane draws of a case of these events."""
    return drawing(lane, *timed(*events, **more), view, spare)


def shipped_drawing(lane: str, name: str, view: View | None = None, spare: float = 0.0) -> Drawing:
    """What one lane draws of a shipped case."""
    return drawing(lane, shipped(name)[0], placed_of(name), view, spare)


def one_of_each_mark(kind: Kind = Kind.NOTE, state: State = State.PRESENT, **more: Any) -> Case:
    """A case whose events differ in how well their time is known; ids are the keys of MARK_OF."""
    from dashboard.domain.cases import Clock

    ends = (event("zero", "0", seq=1), event("arrival", "0..2"), event("last", "20"))
    each = tuple(
        event(name, at, kind=kind, state=state, seq=None if name == "open order" else 5, **more)
        for name, at in MARK_OF.items()
    )
    clocks = (Clock("hospital day", "arrival"),)
    return case_of(
        *ends, *each, clocks=clocks, moments={"publication": parse_when("after last")}, writing="publication"
    )


def found_in(figure: dict[str, Any]) -> set[str]:
    """Ids of the events that the pointer finds in a figure: by a mark, in a heap, or on a curve."""
    marks = figure["layout"]["meta"]["marks"]
    found = {event_id for mark in marks for event_id in mark.get("heap", {}).get("ids", [mark["id"]])}
    curves = [trace for trace in figure["data"] if ":curve " in trace["name"]]
    return found | {event_id for trace in curves for event_id in trace["customdata"] if event_id}


def words_of(found: Drawing) -> list[str]:
    """Every text that a lane has written."""
    return [word["text"] for word in found.canvas.words]
