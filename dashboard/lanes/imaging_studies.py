"""Imaging: studies at their moment, their pictures, and what each says of each finding."""

from collections import Counter
from typing import Final

from dashboard.domain.cases import studies_words
from dashboard.domain.events import Kind
from dashboard.domain.timing import Mark, Placed
from dashboard.figures.canvas import Canvas
from dashboard.figures.lane import Drawing, Lane, LaneInput
from dashboard.figures.marks import CHIP_HALF, Extent, time_mark
from dashboard.figures.packing import Rows
from dashboard.figures.rows import EDGE_WORDS_PX, draw_rows
from dashboard.figures.scale import drawable

MARKS_Y: Final = 12.0
LEADER_PX: Final = 10.0
CAPTION_PX: Final = 17.0
PICTURE_PX: Final = 92.0
TIGHT_PICTURE_PX: Final = 66.0
SMALL_PICTURE_PX: Final = 60.0
LARGEST_PICTURE_PX: Final = 210.0
GAP_PX: Final = 12.0
FINDING_PX: Final = 12.5


def draw(given: LaneInput, spare: float) -> Drawing:
    """Marks of the studies, room for their pictures, room for the findings, then events tied to no study."""
    canvas = given.canvas()
    study_of = {study.event: study.id for study in given.case.studies}
    marks: dict[str, Extent] = {}
    slots: Counter[float] = Counter()
    for item in given.all_events:
        if item.event.id in study_of and drawable(item):
            place = _shared_place(canvas, item)
            mark = time_mark(canvas, item, MARKS_Y, "square", slot=0 if place is None else slots[place])
            marks[study_of[item.event.id]] = mark
            canvas.hit(item.event.id, *_box(item, mark), MARKS_Y, x=mark.x)
            if place is not None:
                slots[place] += 1
    loose = []
    for item in given.events:
        if item.event.id in study_of:
            continue
        told_by = marks.get(item.event.detail("study"))
        if told_by is None:
            loose.append(item)
        else:
            canvas.hit(item.event.id, told_by.x - 8, told_by.x + 8, MARKS_Y)
    return _with_pictures(given, canvas, marks, loose, spare)


def _with_pictures(
    given: LaneInput, canvas: Canvas, marks: dict[str, Extent], loose: list[Placed], spare: float
) -> Drawing:
    compact = given.options.density == 2
    least = (PICTURE_PX, TIGHT_PICTURE_PX, SMALL_PICTURE_PX)[given.options.density]
    # Pictures grow with the height that is free, but not so far that they would lie on one another.
    room = given.scale.width / max(len(marks), 1) - GAP_PX
    picture = min(least + spare, LARGEST_PICTURE_PX, max(least, room))
    film = (MARKS_Y + 8 + LEADER_PX, picture) if marks and given.options.film else None
    y = film[0] + picture + CAPTION_PX if film else MARKS_Y + 8
    names = finding_names(given) if given.options.findings else ()
    findings = () if compact or not film else names
    top = y + 4
    y = top + len(findings) * FINDING_PX + (4 if findings else 0)
    if compact and film and names:  # without pictures here they stand over the timeline, findings too
        words = f"{len(names)} findings in {len(marks)} studies, folded: select a study to read them"
        canvas.word(EDGE_WORDS_PX, y + 6, words, colour=canvas.theme.ink3)
        y += given.options.pitch
    rows = Rows(given.options.pitch, y + 8)
    draw_rows(canvas, loose, lambda item: "square", rows)
    height = rows.y(rows.count - 1) + 10 if rows.count else y + 2
    words = studies_words(given.case.studies)
    return Drawing(canvas, height, film=film, findings=findings, findings_top=top, sub=(words,) if words else ())


def _shared_place(canvas: Canvas, item: Placed) -> float | None:
    """Where studies stand side by side, as only their order or nothing is said of their days; None where a mark is a
    day: two studies of one day stand on one another."""
    if item.time.mark is Mark.ORDER_ONLY:
        return round(canvas.scale.chip(item.event.id), 1)
    return float("inf") if item.time.mark is Mark.AS_OF_WRITING else None


def _box(item: Placed, mark: Extent) -> tuple[float, float]:
    """What a study is found by: its whole mark, but only the chip of an order-only one, whose rail others share."""
    return (mark.x - CHIP_HALF, mark.x + CHIP_HALF) if item.time.mark is Mark.ORDER_ONLY else (mark.left, mark.right)


def finding_names(given: LaneInput) -> tuple[str, ...]:
    """Findings that an identified study speaks of, in the order of the table."""
    return tuple(dict.fromkeys(finding.finding for finding in given.case.findings if finding.study))


def takes(item: Placed) -> bool:
    """Imaging."""
    return item.event.kind is Kind.IMAGING


def has_study(item: Placed) -> bool:
    """Events of other kinds that have a picture, such as histology."""
    return bool(item.event.detail("study"))


LANE = Lane(
    "imaging_studies",
    "Imaging",
    60,
    "studies with their pictures and a table of study by finding",
    takes,
    draw,
    spare=2,
    shows=has_study,
)
