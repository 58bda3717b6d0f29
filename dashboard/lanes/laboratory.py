"""All other laboratory results: chemistry, cerebrospinal fluid, pressures. A few stand as they were reported, side by
side; more of them in tracks, one an analyte. No range is assumed."""

import re
from typing import Final

from dashboard.domain.events import Kind
from dashboard.domain.timing import Placed
from dashboard.figures.lane import Drawing, Lane, LaneInput, RowLabel
from dashboard.figures.rows import drawn_in_rows
from dashboard.figures.tracks import Track, draw_track, label_of_track, tracks_of

SUB: Final = ("no range for age",)
FEW: Final = 40  # so many results still stand one beside the other
TOP: Final = 30.0  # tracks begin below the title in the label column
TRACK_PX: Final = (34.0, 28.0, 24.0)  # by density
TRACKS: Final = (9, 7, 5)
FOLD_PX: Final = 16.0

# What a board looks at first, in this order; then the analytes that were measured most often.
FIRST: Final = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"platelets?\b|thrombocytes",
        r"ha?emoglobin\b(?! a1c)|hgb\b",
        r"(absolute )?(neutrophils?|granulocytes)\b|anc\b",
        r".*\b(cerebrospinal|csf|spinal fluid)\b",
        r"creatinine\b",
        r"(lactate|lactic acid) dehydrogenase\b|ldh?\b",
        r"uric acid|urates?\b",
        r"potassium\b",
        r"phosph(ate|orus)\b",
        r"calcium\b",
        r"bilirubin\b",
        r"alanine (amino)?transaminase|alanine aminotransferase|alt\b",
        r"c.reactive protein|crp\b",
    )
)


def draw(given: LaneInput, spare: float) -> Drawing:
    """Rows of results, or tracks; those of the analytes that have no room are folded into one line."""
    if not given.series and len(given.events) <= FEW:
        return drawn_in_rows(given, lambda item: "circle", sub=SUB)
    canvas, tracks = given.canvas(), sorted(tracks_of(given.events, given.series), key=_rank)
    most = len(tracks) if given.unfolded else TRACKS[given.options.density]
    shown = tracks if len(tracks) <= most + 1 else tracks[:most]
    height = TRACK_PX[given.options.density]
    labels = []
    for number, track in enumerate(shown):
        top = TOP + number * height
        draw_track(canvas, track, top, height)
        labels.append(label_of_track(track, top + height / 2))
    bottom = TOP + len(shown) * height
    if len(tracks) > TRACKS[given.options.density] + 1:
        bottom += FOLD_PX
        labels.append(_fold(tracks[len(shown) :], bottom - FOLD_PX / 2, given.lane))
    folded = tracks[len(shown) :]
    items = tuple(item for track in folded for item in track.single)
    series = tuple(one for track in folded for one in track.series if one in given.series)
    return Drawing(canvas, bottom + 2, sub=SUB, rows=tuple(labels), folded=items, folded_series=series)


def _fold(folded: list[Track], y: float, lane: str) -> RowLabel:
    """The line that says what is folded, or folds it again."""
    if not folded:
        return RowLabel(y, "fewer analytes", toggle=lane)
    count = sum(track.count for track in folded)
    return RowLabel(y, f"{len(folded)} more analytes ({count} results)", toggle=lane)


def _rank(track: Track) -> tuple[int, int]:
    term = (track.items[0] if track.items else track.series[0].sample).event.term
    place = next((place for place, words in enumerate(FIRST) if words.match(term)), len(FIRST))
    return place, -track.count


def takes(item: Placed) -> bool:
    """Laboratory results that no lane before this one takes."""
    return item.event.kind is Kind.LAB


LANE = Lane(
    "laboratory",
    "Other laboratory",
    40,
    "chemistry, cerebrospinal fluid, pressures, as reported; a track for each analyte where there are many results",
    takes,
    draw,
    series=True,
)
