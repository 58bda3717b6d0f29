"""The first look: what is true of a case at whatever size it will be drawn, for the moment before the timeline stands:
the latest values, its pictures, and the way to the cases beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.domain.discretion import NOTHING, Hidden, can_hide
from dashboard.domain.people import Action, User, may
from dashboard.figures.stack import View
from dashboard.figures.timeline import timeline_figure
from dashboard.lanes import all_lanes
from dashboard.services.context import Context, OpenCase
from dashboard.services.images import StudyPicture
from dashboard.services.ledgers import ledger
from dashboard.store import summaries as stored

MOST_PICTURES: Final = 6
"""So many are soon there; the others come when the timeline stands."""


@dataclass(frozen=True, slots=True)
class LatestValue:
    """The last value that a lane tells of: its name, and number and unit as the lane writes them."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class FirstLook:
    """Latest values in the order of the lanes, and the latest studies whose pictures are here, in the order of the
    record."""

    values: tuple[LatestValue, ...]
    pictures: tuple[StudyPicture, ...]


def beside(user: User, context: Context, case_id: str, hidden: Hidden = NOTHING) -> tuple[str, str]:
    """The ids of the cases before and after one in the order of the library, "" where there is none for `user`. Of a
    case that has been opened for them: the audit has that, and no more is told here than that others exist."""
    with context.store.reading() as db:
        before, after = stored.around(db, case_id)
    return _nearest(user, before, hidden), _nearest(user, after, hidden)


def _nearest(user: User, case_ids: list[str], hidden: Hidden) -> str:
    found = (case_id for case_id in case_ids if may(user, Action.LIST, case_id) and can_hide(case_id, hidden))
    return next(found, "")


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
    return FirstLook(tuple(values), tuple(shown[-MOST_PICTURES:]))
