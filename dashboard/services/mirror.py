"""Two to six cases side by side, each on its own day 0: opening them, and finding the day 0 that was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.domain.discretion import NOTHING, Hidden
from dashboard.domain.links import ORIGIN
from dashboard.domain.milestones import BY_KEY, MILESTONES, OWN, Found, milestones_of, name_of
from dashboard.domain.people import User
from dashboard.domain.timing import Placed, place
from dashboard.domain.wording import labels_of
from dashboard.domain.zeros import Zero
from dashboard.errors import Refused
from dashboard.services import images
from dashboard.services.context import Context, OpenCase
from dashboard.services.images import StudyPicture
from dashboard.services.moments import zero_of
from dashboard.services.roster import roster_of
from dashboard.services.series import DAY_ZERO, Query, listing

FEWEST, MOST = 2, 6
_WANTED = (DAY_ZERO, *(one.key for one in MILESTONES if one.key != DAY_ZERO), OWN)


@dataclass(frozen=True, slots=True)
class Aligned:
    """A case on its day 0; None where the case does not have the milestone, and `note` then says so."""

    opened: OpenCase
    pictures: tuple[StudyPicture, ...]
    found: dict[str, Found]
    zero: Zero | None
    note: str
    placed: tuple[Placed, ...]

    @property
    def start(self) -> str:
        """The moment of day 0, as the chronology names it."""
        return ORIGIN if self.zero is None or self.zero.moment is None else self.zero.moment

    @property
    def title(self) -> str:
        """What the case is called."""
        return self.opened.case.title

    def label(self, event_id: str) -> str:
        """What an event of the case is called."""
        return labels_of(self.opened.case)(event_id)


def aligned(
    user: User,
    context: Context,
    case_ids: Sequence[str],
    key: str,
    zeros: Sequence[str] = (),
    hidden: Hidden = NOTHING,
) -> tuple[Aligned, ...]:
    """The cases without what is `hidden`, each counted from the milestone `key`, or from a day 0 of its own among
    `zeros` (selectors in the order of the cases, "" for the milestone). `Refused` for another number of cases or where
    a selector names none; `NotFound` as for `cases.open_case`."""
    if not FEWEST <= len(set(case_ids)) == len(case_ids) <= MOST:
        raise Refused(f"{FEWEST} to {MOST} different cases can stand side by side")
    if key != OWN and key not in BY_KEY:
        raise Refused("no such milestone is known")
    own = [*zeros, *[""] * len(case_ids)]
    return tuple(_aligned(user, context, case_id, key, own[number], hidden) for number, case_id in enumerate(case_ids))


def suggested(
    user: User, context: Context, key: str = "", beside: str = "", hidden: Hidden = NOTHING
) -> tuple[list[str], str]:
    """The first two cases that share a milestone, and its key: the one asked for, else the first that two cases share.
    One of them is `beside`, where it is named. Fewer than two ids where there are no two such cases."""
    for candidate in [key] if key else _WANTED:
        query = Query(zero=candidate, aligned=True)
        if beside and not listing(user, context, replace(query, case=beside), "to compare", hidden).found:
            ids: list[str] = []
            continue
        lines = listing(user, context, query, "to compare", hidden, count=FEWEST + 1).lines
        others = [line.head.id for line in lines if line.head.id != beside]
        ids = [beside, *others] if beside else others
        if len(ids) >= FEWEST:
            break
    return ids[:FEWEST], candidate


def common(context: Context, case_ids: Sequence[str]) -> str:
    """The first milestone that all of these cases tell, the one that two cases are best aligned on before the others.
    It is told to those only who may open the cases: `aligned` asks."""
    _, roster = roster_of(context, NOTHING)
    places = [roster.place[name] for name in case_ids if name in roster.place]
    return next((key for key in _WANTED if roster.told(key)[places].all()), DAY_ZERO)


def milestones(context: Context, opened: OpenCase, hidden: Hidden = NOTHING) -> dict[str, Found]:
    """The milestones of a case, found once a process."""
    case = opened.case
    return context.milestones.get((case.id, opened.version, hidden), lambda: milestones_of(case, opened.chronology))


def _aligned(user: User, context: Context, case_id: str, key: str, own: str, hidden: Hidden) -> Aligned:
    opened, pictures = images.open_with_pictures(user, context, case_id, hidden)
    found = milestones(context, opened, hidden)
    if not own and key != OWN and not found[key].event:
        return Aligned(opened, pictures, found, None, f"{name_of(key)}: {found[key].words}", ())
    zero = zero_of(opened, own or ("" if key == OWN else found[key].event))
    return Aligned(opened, pictures, found, zero, "", place(opened.case, opened.chronology, zero.moment))
