"""Treatments: one row an agent, one bar an event. Doses, schedules and overlaps that the record does not give are
not drawn."""

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.domain.events import End, Kind
from dashboard.domain.timing import Mark, Placed, Timing
from dashboard.figures.canvas import WORD_SIZE, Canvas
from dashboard.figures.lane import Drawing, Lane, LaneInput, RowLabel
from dashboard.figures.marks import FADE_PX, fade, order_mark, span_px
from dashboard.figures.rows import GAP
from dashboard.figures.text import shorten
from dashboard.figures.theme import DRUG_PATTERN

PITCH = 15.0
BAR = 9.0
TOP = 11.0
LEAST_BAR = 6.0


@dataclass(frozen=True, slots=True)
class Course:
    """One agent of one treatment event."""

    agent: str
    drug: str
    route: str
    item: Placed


def draw(given: LaneInput, spare: float) -> Drawing:
    """Bars by agent, in the order of their first start."""
    canvas = given.canvas()
    by_agent: dict[str, list[Course]] = {}
    for item in given.events:
        for course in courses(item):
            by_agent.setdefault(row_name(course), []).append(course)
    labels = []
    for number, (name, row) in enumerate(by_agent.items()):
        y = TOP + number * PITCH
        labels.append(RowLabel(y, name, row[0].drug))
        _draw_row(canvas, row, y)
    unreported = all(
        course.item.event.detail("dose") in ("", "not reported") for row in by_agent.values() for course in row
    )
    return Drawing(
        canvas,
        TOP * 2 + max(len(by_agent) - 1, 0) * PITCH,
        rows=tuple(labels),
        sub=("doses not reported",) if unreported else (),
    )


def row_name(course: Course) -> str:
    """The agent; its route too where it is given into the cerebrospinal fluid."""
    return f"{course.agent}, intrathecal" if course.drug == "intrathecal" else course.agent


def courses(item: Placed) -> Iterator[Course]:
    """The event's agents with drug class and route; columns with one entry hold for all agents."""
    event = item.event
    agents = event.components or (event.detail("label") or event.term,)
    classes = [part.strip() for part in event.detail("drug_class").split(";")]
    routes = [part.strip() for part in event.detail("route").split(";")]
    for number, agent in enumerate(agents):
        route = routes[number] if number < len(routes) else routes[-1]
        yield Course(agent, drug_group(classes[number] if number < len(classes) else classes[-1], route), route, item)


def drug_group(drug_class: str, route: str) -> str:
    """The group that has a colour and a pattern."""
    if route == "intrathecal":
        return "intrathecal"
    known = {"irradiation": "radiotherapy"}.get(drug_class, drug_class)
    return known if known in DRUG_PATTERN else "not classified"


def _draw_row(canvas: Canvas, row: list[Course], y: float) -> None:
    starts = [span_px(canvas, course.item.time)[0] for course in row]
    for course, following in zip(row, [*starts[1:], float("inf")], strict=True):
        left, right = _draw_bar(canvas, course, y)
        words = _words(course)
        room = min(following, canvas.scale.width - 4 if right <= canvas.scale.width else float("inf")) - right - 2 * GAP
        shown = shorten(words, WORD_SIZE, room) if room < 1e6 else words
        end = right + GAP + canvas.word(right + GAP, y, shown, colour=canvas.theme.ink3)
        canvas.hit(course.item.event.id, left, max(end, right), y)


def _draw_bar(canvas: Canvas, course: Course, y: float) -> tuple[float, float]:
    """The bar of one agent: outlined where it may have been given, solid where the record says so."""
    item = course.item
    colour, pattern = canvas.theme.drug[course.drug], DRUG_PATTERN[course.drug]
    if item.time.mark is Mark.ORDER_ONLY and item.time.latest is None:
        mark = order_mark(canvas, item, y)
        return mark.left, mark.right
    low, high = span_px(canvas, item.time)
    right = max(high, low + LEAST_BAR)
    solid_to, possible_to = _end_px(canvas, item, high)
    exact = item.time.earliest == item.time.latest
    if not exact:
        canvas.bar(low, right, y, height=BAR, colour=colour, pattern=pattern, solid=False)
    if exact or solid_to > high:
        canvas.bar(
            high if not exact else low, max(solid_to, right), y, height=BAR, colour=colour, pattern=pattern, solid=True
        )
    right = max(right, solid_to)
    if possible_to > right:
        canvas.bar(right, possible_to, y, height=BAR, colour=colour, pattern=pattern, solid=False)
        right = possible_to
    if item.end is End.UNKNOWN:
        fade(canvas, right, y, BAR, colour)
        right += FADE_PX
    if item.time.mark is Mark.ORDER_ONLY:
        order_mark(canvas, item, y, rail=False)
    return low, right


def _end_px(canvas: Canvas, item: Placed, start: float) -> tuple[float, float]:
    """Px up to which it was surely given, and possibly given."""
    if isinstance(item.end, Timing) and item.end.mark is not Mark.NOT_DATED:
        low, high = span_px(canvas, item.end)
        return (start, high) if item.time.mark is Mark.ORDER_ONLY else (max(low, start), high)
    if item.end is End.ONGOING:
        return canvas.scale.days_end, canvas.scale.days_end
    return start, start


def _words(course: Course) -> str:
    """Indication, then how the end is known."""
    event = course.item.event
    said = [event.detail("indication")] if event.detail("indication") not in ("", "not reported") else []
    if course.item.time.mark is Mark.CLOCK:
        said.append(f"from {course.item.time.clock_words}")
    if course.item.end is End.UNKNOWN:
        said.append("end not reported")
    if course.item.end is End.ONGOING:
        said.append("ongoing")
    if course.item.end is None:
        said.append("one dose reported" if course.drug == "intrathecal" else "")
    return ", ".join(word for word in said if word)


def takes(item: Placed) -> bool:
    """Treatments."""
    return item.event.kind is Kind.TREATMENT


LANE = Lane(
    "treatments",
    "Treatment",
    50,
    "one bar an agent; colour and pattern by drug class; open ends with words",
    takes,
    draw,
)
