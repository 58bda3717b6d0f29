"""Two to six cases side by side, each on its own day 0: opening them, and finding the day 0 that was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.domain.milestones import BY_KEY, MILESTONES, OWN, Found, milestones_of, name_of
from dashboard.domain.people import User
from dashboard.domain.timing import Placed, place
from dashboard.domain.wording import labels_of
from dashboard.errors import Refused
from dashboard.services import images
from dashboard.services.context import Context, OpenCase
from dashboard.services.images import StudyPicture
from dashboard.services.series import DAY_ZERO, Query, listing

FEWEST, MOST = 2, 6


@dataclass(frozen=True, slots=True)
class Aligned:
    """A case on its day 0: the event `zero`, "" where the case does not have the milestone; `note` then says so."""

    opened: OpenCase
    pictures: tuple[StudyPicture, ...]
    found: dict[str, Found]
    zero: str
    note: str
    placed: tuple[Placed, ...]

    @property
    def title(self) -> str:
        """What the case is called."""
        return self.opened.case.title

    def label(self, event_id: str) -> str:
        """What an event of the case is called."""
        return labels_of(self.opened.case)(event_id)


def aligned(
    user: User, context: Context, case_ids: Sequence[str], key: str, zeros: Sequence[str] = ()
) -> tuple[Aligned, ...]:
    """The cases, each counted from the milestone `key`, or from its own event among `zeros` (in the order of the cases,
    "" for the milestone). `Refused` for another number of cases; `NotFound` as for `cases.open_case`."""
    if not FEWEST <= len(set(case_ids)) == len(case_ids) <= MOST:
        raise Refused(f"{FEWEST} to {MOST} different cases can stand side by side")
    if key != OWN and key not in BY_KEY:
        raise Refused("no such milestone is known")
    own = [*zeros, *[""] * len(case_ids)]
    return tuple(_aligned(user, context, case_id, key, own[number]) for number, case_id in enumerate(case_ids))


def suggested(user: User, context: Context, key: str = "", beside: str = "") -> tuple[list[str], str]:
    """The first two cases that share a milestone, and its key: the one asked for, else the first that two cases share.
    One of them is `beside`, where it is named. Fewer than two ids where there are no two such cases."""
    wanted = [key] if key else [DAY_ZERO, *(one.key for one in MILESTONES if one.key != DAY_ZERO), OWN]
    for candidate in wanted:
        lines = listing(user, context, Query(zero=candidate, aligned=True), "to compare").lines
        ids = [line.head.id for line in lines]
        if beside:
            ids = [beside, *(one for one in ids if one != beside)] if beside in ids else []
        if len(ids) >= FEWEST:
            break
    return ids[:FEWEST], candidate


def milestones(context: Context, opened: OpenCase) -> dict[str, Found]:
    """The milestones of a case, found once a process."""
    case = opened.case
    return context.milestones.get((case.id, opened.version), lambda: milestones_of(case, opened.chronology))


def _aligned(user: User, context: Context, case_id: str, key: str, own: str) -> Aligned:
    opened, pictures = images.open_with_pictures(user, context, case_id)
    found = milestones(context, opened)
    zero = own or found[key].event
    note = "" if zero else f"{name_of(key)}: {found[key].words}"
    placed = place(opened.case, opened.chronology, zero or None)
    return Aligned(opened, pictures, found, zero, note, placed if zero else ())
