"""The first look: what is true of a case at whatever size it will be drawn, for the moment before the timeline stands:
the latest values, and its pictures."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.figures.stack import View
from dashboard.figures.timeline import timeline_figure
from dashboard.lanes import all_lanes
from dashboard.services.context import OpenCase
from dashboard.services.images import StudyPicture
from dashboard.services.ledgers import ledger


@dataclass(frozen=True, slots=True)
class LatestValue:
    """The last value that a lane tells of: its name, and number and unit as the lane writes them."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class FirstLook:
    """Latest values in the order of the lanes, and the studies whose pictures are here in the order of the record."""

    values: tuple[LatestValue, ...]
    pictures: tuple[StudyPicture, ...]


def first_look(opened: OpenCase, pictures: Sequence[StudyPicture]) -> FirstLook:
    """What is true of an opened case at first sight, from whatever day it will be counted."""
    record = ledger(opened)
    lanes = timeline_figure(opened.case, record, all_lanes(), View())["layout"]["meta"]["lanes"]
    values = []
    for lane in lanes:
        if lane["latest"]:
            values.append(LatestValue(lane["title"], " ".join(lane["latest"])))
        values += [LatestValue(row["text"], row["value"]) for row in lane["rows"] if row["value"]]
    shown = sorted((one for one in pictures if not one.coming), key=lambda one: record.rank(one.study.event) or 0)
    return FirstLook(tuple(values), tuple(shown))
