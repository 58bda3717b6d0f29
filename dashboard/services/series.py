"""The list of many cases: filtered, sorted and seen from one milestone, by what is kept of them. No case is opened for
it, and only the summaries that are shown are read. What is uncertain is sorted by its limits and filtered as "surely"
or "perhaps".
"""

from dataclasses import dataclass, replace
from math import inf
from typing import Final

import numpy as np
import orjson

from dashboard.domain.date_text import names_date, without_dates
from dashboard.domain.discretion import NOTHING, Hidden
from dashboard.domain.milestones import BY_KEY, OWN
from dashboard.domain.people import Action, User
from dashboard.errors import Refused
from dashboard.figures.swimmer import Extent, crowd_of, extent_of
from dashboard.services.acting import seeing
from dashboard.services.context import Context
from dashboard.services.roster import Flags, Numbers, Places, Roster, roster_of
from dashboard.services.seen import Json, days_of, seen_from
from dashboard.services.summaries import RULES, UNREAD
from dashboard.store import summaries as stored
from dashboard.store.summaries import Head

__all__ = ["Head", "Line", "Listing", "Query", "listing"]

PART: Final = 100
FEW: Final = 10  # so many aligned cases have an axis of their pieces of days; more have one stretch
DAY_ZERO: Final = "first-sign"
INTERVAL: Final = "interval"
NUMBERS: Final = ("years", "counts", "highest", "studies", "statements")
SORTS: Final = ("title", "age", "sex", "diagnosis", "counts", "highest", "studies", "statements")


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: the milestone that is day 0, what to sort by, and what to keep. `ranges` are attributes with their
    lowest and highest number; `first` and `second` name an interval of `least` to `most` days; with `sure` only cases
    that surely fit are kept; with `case` only that one."""

    zero: str = DAY_ZERO
    sort: str = ""
    descending: bool = False
    text: str = ""
    sex: str = ""
    ranges: tuple[tuple[str, float | None, float | None], ...] = ()
    first: str = ""
    second: str = ""
    least: float | None = None
    most: float | None = None
    sure: bool = False
    aligned: bool = False
    case: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A case of the list with its summary, "" where none is kept yet. `perhaps`: it may lie outside the interval that
    is asked for."""

    head: Head
    record: str
    perhaps: bool = False

    def told(self) -> Json:
        """Its summary; one that says nothing where none is kept yet."""
        found: Json = orjson.loads(self.record) if self.record else UNREAD
        return found


@dataclass(frozen=True, slots=True)
class Listing:
    """The cases that a query finds: a part of them, in its order; how many are found, how many there are in all, how
    many have the day 0 that is asked for, how many only perhaps fit, how many have no summary yet, how many statements
    they hold. For the axis the days of which they speak, and whether some have events of unlimited order or facts as of
    writing. `sexes` are those of all."""

    lines: tuple[Line, ...]
    found: int
    total: int
    aligned: int
    perhaps: int
    behind: int
    extent: Extent
    unlimited: bool = False
    writing: bool = False
    statements: int = 0
    sexes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """What a query finds: the places of the cases in their order, which of them only perhaps fit, and all that is said
    of them together."""

    order: Places
    perhaps: frozenset[int]
    said: Listing


def listing(
    user: User,
    context: Context,
    query: Query,
    subject: str = "",
    hidden: Hidden = NOTHING,
    *,
    start: int = 0,
    count: int = PART,
) -> Listing:
    """The cases that `user` may see and the query finds, without what is `hidden`, `count` of them from `start` on; a
    case whose code would tell it is left out. `subject` says in the audit which part of them is shown."""
    _check(query)
    with seeing(user, context, Action.LIST, subject=f"series {subject}".strip()):
        pass
    stamp, roster = roster_of(context, hidden)
    search = _Search(context, roster, query, hidden)
    found: _Found = context.listings.get((stamp, user.cases, query, hidden), lambda: search.run(user))
    places = found.order[start : start + count].tolist()
    return replace(found.said, lines=search.lines(places, found.perhaps))


def _check(query: Query) -> None:
    known = {OWN, *BY_KEY}
    if query.zero not in known or not {query.first, query.second} <= {"", *known}:
        raise Refused("no such milestone is known")
    if query.sort not in {"", INTERVAL, *SORTS} or not {name for name, _, _ in query.ranges} <= set(NUMBERS):
        raise Refused("cases cannot be sorted or filtered by that")


@dataclass(frozen=True, slots=True)
class _Search:
    """A query over the columns of all cases: a few ten milliseconds for a hundred thousand."""

    context: Context
    roster: Roster
    query: Query
    hidden: Hidden

    def run(self, user: User) -> _Found:
        """What it finds of the cases that `user` may see."""
        roster, query = self.roster, self.query
        seen = roster.shown(self.hidden)
        if user.cases is not None:
            seen = seen & _only(roster, user.cases)
        sure, may_be = self._within()
        fits = seen & self._ranges() & (sure if query.sure else may_be)
        if query.aligned:
            fits = fits & roster.told(query.zero)
        if query.case:
            fits = fits & _only(roster, {query.case})
        places = roster.saying(query.text.casefold().split(), np.flatnonzero(fits))
        perhaps = frozenset(places[~sure[places]].tolist())
        return _Found(self._ordered(places), perhaps, self._said(places, len(perhaps), seen))

    def lines(self, places: list[int], perhaps: frozenset[int]) -> tuple[Line, ...]:
        """These cases with their summaries."""
        heads = [self.roster.heads[place] for place in places]
        records = self._records([head.id for head in heads])
        return tuple(
            Line(head, records.get(head.id, ""), place in perhaps) for place, head in zip(places, heads, strict=True)
        )

    def _records(self, ids: list[str]) -> dict[str, str]:
        with self.context.store.reading() as db:
            records = stored.records(db, RULES, ids)
        return {name: _discreet(text) for name, text in records.items()} if self.hidden.dates else records

    def _within(self) -> tuple[Flags, Flags]:
        """Which cases surely have an interval of the length that is asked for, before or after alike as its sign says,
        and which have it perhaps."""
        query = self.query
        if query.least is None and query.most is None:
            every = np.ones(len(self.roster), np.bool_)
            return every, every
        if not query.first or not query.second:
            none = np.zeros(len(self.roster), np.bool_)
            return none, none
        low, high = self.roster.interval(query.first, query.second)
        least, most = -inf if query.least is None else query.least, inf if query.most is None else query.most
        return (least <= low) & (high <= most), (low <= most) & (high >= least)

    def _ranges(self) -> Flags:
        """Which cases lie in every range, and have the sex; a number that is not known lies in none."""
        fits = np.ones(len(self.roster), np.bool_)
        for name, low, high in self.query.ranges:
            numbers = self.roster.numbers(name)
            fits &= (numbers >= (-inf if low is None else low)) & (numbers <= (inf if high is None else high))
        if self.query.sex:
            fits &= self.roster.of_sex(self.query.sex)
        return fits

    def _ordered(self, places: Places) -> Places:
        """The places sorted; what a case does not tell comes last either way."""
        query = self.query
        if not query.sort:
            return places[::-1] if query.descending else places
        keys = [key[places] for key in self._keys()]
        known = ~np.isnan(keys[0])
        sign = -1 if query.descending else 1
        order = np.lexsort([sign * key[known] for key in reversed(keys)])
        return np.concatenate([places[known][order], places[~known]])

    def _keys(self) -> tuple[Numbers, ...]:
        """What the cases are sorted by, the first thing first."""
        name, roster = self.query.sort, self.roster
        if name == INTERVAL:
            if not self.query.first or not self.query.second:
                return (np.full(len(roster), np.nan),)
            low, high = roster.interval(self.query.first, self.query.second)
            return (high, low) if self.query.descending else (low, high)
        ranks = {"title": lambda: roster.titles, "sex": lambda: roster.by_sex, "diagnosis": lambda: roster.diagnoses}
        return (ranks[name]() if name in ranks else roster.numbers("years" if name == "age" else name),)

    def _said(self, places: Places, perhaps: int, seen: Flags) -> Listing:
        roster = self.roster
        told = places[roster.told(self.query.zero)[places]]
        return Listing(
            (),
            found=len(places),
            total=int(seen.sum()),
            aligned=len(told),
            perhaps=perhaps,
            behind=roster.behind,
            extent=self._extent(told),
            unlimited=bool(roster.numbers("unlimited")[told].any()),
            writing=bool(roster.numbers("writing")[told].any()),
            statements=int(roster.numbers("statements")[places].sum()),
            sexes=tuple(sorted({sex for sex in set(roster.sexes[seen].tolist()) if sex})),
        )

    def _extent(self, told: Places) -> Extent:
        if len(told) > FEW:
            low, high = (days[told] for days in self.roster.reach(self.query.zero))
            known = ~np.isnan(low)
            return crowd_of(low[known].tolist(), high[known].tolist())
        lines = self.lines(told.tolist(), frozenset())
        rows = [seen_from(line.told(), self.query.zero) for line in lines]
        return extent_of([piece for row in rows if row is not None for piece in days_of(row)])


def _only(roster: Roster, ids: "frozenset[str] | set[str]") -> Flags:
    flags = np.zeros(len(roster), np.bool_)
    flags[[roster.place[name] for name in ids if name in roster.place]] = True
    return flags


def _discreet(text: str) -> str:
    """The summary without any date in what a list shows of it."""
    record: Json = orjson.loads(text)
    told = {"age": without_dates(record["age"]), "writing": list(map(without_dates, record["writing"]))}
    events = {key: "" if names_date(event) else event for key, event in record["at"].items()}
    return orjson.dumps(record | told | {"links": events}).decode()
