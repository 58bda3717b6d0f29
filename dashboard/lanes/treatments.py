"""Treatments: one row an agent, one bar an event. Doses, schedules and overlaps that the record does not give are
not drawn."""

from typing import Final

from dashboard.domain.events import End, Kind, State
from dashboard.domain.timing import Mark, Placed, Timing
from dashboard.figures.canvas import WORD_SIZE, Canvas
from dashboard.figures.lane import Drawing, Lane, LaneInput, RowLabel
from dashboard.figures.marks import FADE_PX, STATE_WORDS, fade, order_mark, span_px, state_glyph, time_mark
from dashboard.figures.packing import Rows
from dashboard.figures.rails import EDGE_PX
from dashboard.figures.text import text_width
from dashboard.figures.theme import DRUG_PATTERN
from dashboard.figures.words import GAP
from dashboard.lanes._treatments.courses import SHARED_ROWS, Course, courses, row_name
from dashboard.lanes._treatments.groups import draw_group, groups_of

BAR: Final = 9.0
LEAST_BAR: Final = 6.0
MOST_AGENTS: Final = (14, 11, 9)  # rows by density; what is more is folded
MOST_UNFOLDED: Final = 8  # rows of one agent
LONG: Final = 40  # so many bars of a row are drawn wherever they lie
SWATCH_PX: Final = 36.0
LABELS_PX: Final = 176.0
TITLE_PX: Final = 17.0  # the lines of title and subtitle themselves: rows may begin right below them
SUB_PX: Final = 13.0
END_WORDS: Final = {End.UNKNOWN: "end not reported", End.ONGOING: "ongoing"}


def draw(given: LaneInput, spare: float) -> Drawing:
    """Bars by agent, in the order of their first start; agents that have no room are folded into one line."""
    canvas = given.canvas()
    by_agent: dict[str, list[Course]] = {}
    for item in given.events:
        for course in courses(item):
            by_agent.setdefault(row_name(course), []).append(course)
    shown = _shown(by_agent, given)
    labels = []
    pitch = given.options.pitch
    y = first_row(given, shown)
    for name in shown:
        row = by_agent[name]
        key, groups = f"{given.lane}:{name}", groups_of(row, canvas)
        unfolded = key in given.options.unfolded
        grouped = unfolded or len(groups) < len(row)
        labels.append(RowLabel(y, name, row[0].drug, toggle=key if grouped else ""))
        if unfolded:
            y += pitch * _draw_each(given, canvas, row, y)
        else:
            _draw_row(canvas, row, groups, y)
            y += pitch
    folded = [course for name, row in by_agent.items() if name not in shown for course in row]
    if given.foldable and len(by_agent) > MOST_AGENTS[given.options.density] + 1:
        labels.append(_fold(len(by_agent) - len(shown), folded, y, given.lane))
        y += pitch
    unreported = all(
        course.item.event.detail("dose") in ("", "not reported") for row in by_agent.values() for course in row
    )
    drawn = {course.item.event.id for name in shown for course in by_agent[name]}
    hidden = {course.item.event.id: course.item for course in folded if course.item.event.id not in drawn}
    return Drawing(
        canvas,
        max(y - pitch, first_row(given, shown)) + given.options.top,
        rows=tuple(labels),
        sub=("doses not reported",) if unreported else (),
        folded=tuple(hidden.values()),
    )


def _shown(by_agent: dict[str, list[Course]], given: LaneInput) -> list[str]:
    """The agents that have a row: all, or first those of a known class and then those that were given most often."""
    most = MOST_AGENTS[given.options.density]
    if given.unfolded or len(by_agent) <= most + 1:
        return list(by_agent)
    ranked = sorted(by_agent, key=lambda name: (by_agent[name][0].drug == "not classified", -len(by_agent[name])))
    kept = set(ranked[:most])
    return [name for name in by_agent if name in kept]


def _fold(agents: int, folded: list[Course], y: float, lane: str) -> RowLabel:
    """The line that says what is folded, or folds it again."""
    text = f"{agents} more agents ({len(folded)} events)" if agents else "fewer agents"
    return RowLabel(y, text, toggle=lane)


def _draw_each(given: LaneInput, canvas: Canvas, row: list[Course], y: float) -> int:
    """Draws every event of an agent by itself, in as many rows as they need, and returns how many."""
    rows = Rows(given.options.pitch, y)
    near = {item.event.id for item in canvas.scale.beside([course.item for course in row])}
    for course in row:
        if course.item.event.id not in near:
            continue
        low, high = span_px(canvas, course.item.time)
        right = max(high, low + LEAST_BAR, _end_px(canvas, course.item, high)[1])
        free = next((n for n in range(MOST_UNFOLDED) if rows.free(n, low, right, 2)), MOST_UNFOLDED - 1)
        rows.reserve(free, low, right)
        left, right = _draw_bar(canvas, course, rows.y(free))
        canvas.hit(course.item.event.id, left, right, rows.y(free), given.options.pitch / 2)
    return max(rows.count, 1)


def first_row(given: LaneInput, names: list[str]) -> float:
    """The middle of the first row: below the lane's title where the two would meet in the label column."""
    title = text_width(LANE.title, 14, condensed=False, bold=True)
    meets = bool(names) and title + text_width(names[0], WORD_SIZE) + SWATCH_PX > LABELS_PX
    if given.options.density == 0:
        return TITLE_PX + SUB_PX + given.options.pitch / 2
    return TITLE_PX + given.options.pitch / 2 if meets else given.options.top


def _draw_row(canvas: Canvas, row: list[Course], groups: list[list[Course]], y: float) -> None:
    starts = [span_px(canvas, group[0].item.time)[0] for group in groups]
    limit = min(canvas.scale.width, canvas.scale.writing_px) - EDGE_PX
    reach = float("-inf")
    for group, following, near in zip(groups, [*starts[1:], float("inf")], _nearby(canvas, groups), strict=True):
        if near and len(group) > 1:
            reach = max(reach, draw_group(canvas, group, y, following, limit, reach))
        elif near:
            reach = max(reach, _draw_course(canvas, group[0], y, following, limit, reach))
    _say_earlier(canvas, row, y)


def _nearby(canvas: Canvas, groups: list[list[Course]]) -> list[bool]:
    """Which groups to draw: all of a short row; of a long one those in the plot or near it."""
    if len(groups) <= LONG:
        return [True] * len(groups)
    near = {item.event.id for item in canvas.scale.beside([course.item for group in groups for course in group])}
    return [any(course.item.event.id in near for course in group) for group in groups]


def _draw_course(canvas: Canvas, course: Course, y: float, following: float, limit: float, reach: float) -> float:
    """One event with its words, up to the next one of the row; none where one before it goes on. Returns how far
    its bar reaches."""
    left, bar = _draw_bar(canvas, course, y)
    right = _say_state(canvas, course, bar, y, following)
    room = -1 if right < reach else min(following, limit if right <= limit else float("inf")) - right - 2 * GAP
    shown = next((words for words in _words(course) if text_width(words, WORD_SIZE) <= room), "")
    end = right + GAP + canvas.word(right + GAP, y, shown, colour=canvas.theme.ink3)
    canvas.hit(course.item.event.id, left, max(end, right), y)
    return bar


def _say_state(canvas: Canvas, course: Course, right: float, y: float, following: float) -> float:
    """The glyph of a treatment that the record does not state as given, and its word where it ends before the next
    mark of the row; returns where they end."""
    state = course.item.event.state
    if state is State.PRESENT:
        return right
    x = right + GAP
    x += state_glyph(canvas, state, x, y)
    words = "not given" if state is State.ABSENT else STATE_WORDS[state]
    return x + (canvas.word(x, y, words) if text_width(words, WORD_SIZE) <= following - x - GAP else 0.0)


def _say_earlier(canvas: Canvas, row: list[Course], y: float) -> None:
    """A therapy that began before the window and whose end is open keeps its words at the window's edge."""
    if any(hit.x1 >= 0 and hit.x0 <= canvas.scale.width and abs(hit.y0 + hit.y1 - 2 * y) < 1 for hit in canvas.hits):
        return
    earlier = [course for course in row if span_px(canvas, course.item.time)[1] < 0]
    still = [course for course in earlier if isinstance(course.item.end, End) and _end_words(course)]
    if not still:
        return
    last = still[-1]
    name = f"{last.agent}, " if last.drug in SHARED_ROWS else ""
    state = STATE_WORDS.get(last.item.event.state, "")
    words = ", ".join(filter(None, (f"\u2190 {name}{last.item.time.words}", state, _end_words(last))))
    canvas.tells_times = True
    end = EDGE_PX + canvas.word(EDGE_PX, y, words, colour=canvas.theme.ink3)
    canvas.hit(last.item.event.id, EDGE_PX, end, y)


def _draw_bar(canvas: Canvas, course: Course, y: float) -> tuple[float, float]:
    """The bar of one agent: outlined where it may have been given or was only planned, solid where the record says
    that it was given then. That an order is known makes no day known, not even in a window of one day."""
    item, solid = course.item, course.item.event.state is State.PRESENT
    if item.event.state in (State.ABSENT, State.REJECTED):  # not given: no bar, only when it was not
        mark = time_mark(canvas, item, y, "")
        return mark.left, mark.right
    colour, pattern = canvas.theme.drug[course.drug], DRUG_PATTERN[course.drug]
    ordered = item.time.mark is Mark.ORDER_ONLY
    if item.time.mark is Mark.AS_OF_WRITING or (ordered and item.time.latest is None):
        mark = time_mark(canvas, item, y)
        return mark.left, mark.right
    low, high = span_px(canvas, item.time)
    right = max(high, low + LEAST_BAR)
    solid_to, possible_to = _end_px(canvas, item, high)
    exact = item.time.earliest == item.time.latest and not ordered
    if not exact:
        canvas.bar(low, right, y, height=BAR, colour=colour, pattern=pattern, solid=False)
    if exact or solid_to > high:
        start = low if exact else high
        canvas.bar(start, max(solid_to, right), y, height=BAR, colour=colour, pattern=pattern, solid=solid)
    right = max(right, solid_to)
    if possible_to > right:
        canvas.bar(right, possible_to, y, height=BAR, colour=colour, pattern=pattern, solid=False)
        right = possible_to
    if item.end is End.UNKNOWN and item.event.state is not State.NOT_REPORTED:
        fade(canvas, right, y, BAR, colour)
        right += FADE_PX
    if ordered:
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


def _words(course: Course) -> tuple[str, ...]:
    """What may stand behind a bar, longest first: the agent where the row does not name it, indication, start on its
    own clock, how the end is known."""
    event, item = course.item.event, course.item
    name = course.agent if course.drug in SHARED_ROWS else ""
    given = "" if event.detail("indication") == "not reported" else event.detail("indication")
    clock = f"from {item.time.clock_words}" if item.time.mark is Mark.CLOCK else ""
    choices = (
        (name, given, clock, _end_words(course)),
        (name, given, _end_words(course)),
        (name, _end_words(course)),
        (name,),
    )
    return tuple(dict.fromkeys(", ".join(part for part in parts if part) for parts in choices))


def _end_words(course: Course) -> str:
    """How the end of what was given is known; what was not given, or only planned, has none."""
    item = course.item
    if item.event.state not in (State.PRESENT, State.PRESUMED):
        return ""
    if item.end is None:
        return "one dose reported" if course.drug == "intrathecal" and item.event.state is State.PRESENT else ""
    return END_WORDS[item.end] if isinstance(item.end, End) else ""


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
