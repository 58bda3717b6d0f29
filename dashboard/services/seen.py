"""Reading a kept summary: the case seen from any of its milestones, and the interval between two of them."""

from typing import Any, Final

from dashboard.domain.cases import Grain
from dashboard.domain.chronology import Window as Days
from dashboard.domain.distances import words_of
from dashboard.domain.milestones import OWN, name_of
from dashboard.domain.placed import TimeKind
from dashboard.services.summaries import KINDS, moved, shifted

ORDER: Final = KINDS.index(TimeKind.ORDER_ONLY)

Json = dict[str, Any]
Window = list[Any]


def seen_from(record: Json, key: str) -> Json | None:
    """Milestones, treatments and course of a case in days from a milestone; None where the case does not tell it."""
    if key not in record["at"]:
        return None
    own: Json = record["from"][OWN]
    if key not in record["exact"]:
        found: Json = record["from"][record["at"][key]]
        return found
    shift = record["exact"][key]
    return own if shift == 0 else shifted(own, shift)


def interval(record: Json, first: str, second: str) -> Window | None:
    """The window from one milestone to another; None where the case does not tell both."""
    if first not in record["at"] or second not in record["at"]:
        return None
    if first in record["exact"]:
        return moved(record["from"][OWN]["m"][second], record["exact"][first])
    found: Window = record["from"][record["at"][first]]["m"][second]
    return found


def interval_words(record: Json, window: Window) -> str:
    """The window as people say it."""
    grain = Grain.INSTANT if record["instant"] else Grain.DAY
    return words_of(Days(*window[:3]), KINDS[window[3]], grain)


def why_not(record: Json, key: str) -> str:
    """Why a case has no such milestone."""
    return f"{name_of(key)}: {record['untold'].get(key, 'not reported')}"


def days_of(seen: Json) -> list[tuple[float, float]]:
    """The days of which a case speaks where a day is known: the pieces that an axis must hold."""
    windows = [*seen["c"], *seen["m"].values(), *(start for _, start, _ in seen["t"])]
    windows += [end for _, _, end in seen["t"] if isinstance(end, list)]
    known = {(window[0], window[1]) for window in windows if window[3] != ORDER}
    return [(low, high) for low, high in known if low is not None and high is not None]
