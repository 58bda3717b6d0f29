"""The list of many cases: filtered, sorted and seen from one milestone, by the summaries that are kept of them. No case
is opened for it. What is uncertain is sorted by its limits and filtered as "surely" or "perhaps".
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, Final

import orjson

from dashboard.domain.date_text import names_date, without_dates
from dashboard.domain.discretion import NOTHING, Hidden, can_hide
from dashboard.domain.milestones import BY_KEY, OWN
from dashboard.domain.people import Action, User, may
from dashboard.errors import Refused
from dashboard.figures.swimmer import Extent, extent_of
from dashboard.services.acting import acting
from dashboard.services.context import Context
from dashboard.services.seen import Json, Window, days_of, interval, seen_from
from dashboard.services.summaries import RULES, UNREAD, bring_up
from dashboard.store import summaries as stored
from dashboard.store.summaries import Head, Kept

__all__ = ["Head", "Line", "Listing", "Query", "fits_head", "listing"]

AT_ONCE: Final = 60  # summaries that are made while somebody waits
DAY_ZERO: Final = "first-sign"
INTERVAL: Final = "interval"
NUMBERS: Final = ("years", "counts", "highest", "studies", "statements")
SURELY: Final = "surely"
PERHAPS: Final = "perhaps"


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: the milestone that is day 0, what to sort by, and what to keep. `ranges` are attributes with their
    lowest and highest number; `first` and `second` name an interval of `least` to `most` days; with `sure` only cases
    that surely fit are kept."""

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


@dataclass(frozen=True, slots=True)
class Line:
    """A case of the list. `perhaps`: it may lie outside the interval that is asked for."""

    head: Head
    record: str
    perhaps: bool = False

    def told(self) -> Json:
        """Its summary; one that says nothing where none is kept yet."""
        found: Json = orjson.loads(self.record) if self.record else UNREAD
        return found


@dataclass(frozen=True, slots=True)
class Listing:
    """The cases that a query finds, in its order: how many there are in all, how many have the day 0 that is asked for,
    how many only perhaps fit, how many have no summary yet, how many statements they hold. For the axis the days of
    which they speak, and whether some have events of unlimited order or facts as of writing. `sexes` are those of all.
    """

    lines: tuple[Line, ...]
    total: int
    aligned: int
    perhaps: int
    behind: int
    extent: Extent
    unlimited: bool = False
    writing: bool = False
    statements: int = 0
    sexes: tuple[str, ...] = ()


def listing(user: User, context: Context, query: Query, subject: str = "", hidden: Hidden = NOTHING) -> Listing:
    """The cases that `user` may see and the query finds, without what is `hidden`; a case whose code would tell it is
    left out. `subject` says in the audit which part of them is shown."""
    _check(query)
    with acting(user, context, Action.LIST, subject=f"series {subject}".strip()):
        pass
    stamp, every = current(context)
    behind = sum(not one.record for one in every)

    def find() -> Listing:
        seen = [one for one in every if may(user, Action.LIST, one.head.id) and can_hide(one.head.id, hidden)]
        return _found(list(map(_discreet, seen)) if hidden.dates else seen, query, behind)

    found: Listing = context.listings.get((stamp, user.role, user.cases, query, hidden), find)
    return found


def _discreet(one: Kept) -> Kept:
    """The case without any date in what a list shows and finds it by."""
    head = Head(one.head.id, *map(without_dates, (one.head.title, one.head.question, one.head.age, one.head.sex,
                                                 one.head.diagnosis)))  # fmt: skip
    if not one.record:
        return Kept(head, "")
    record: Json = orjson.loads(one.record)
    told = {"age": without_dates(record["age"]), "writing": list(map(without_dates, record["writing"]))}
    events = {key: "" if names_date(event) else event for key, event in record["at"].items()}
    return Kept(head, orjson.dumps(record | told | {"links": events}).decode())


def current(context: Context) -> tuple[tuple[int, int], tuple[Kept, ...]]:
    """Every case with its summary as of now, and the stamp of now; summaries that are behind are made, some at a time.
    For services that have asked, or ask, what of it the user may see."""
    stamp, every = _kept(context)
    if any(not one.record for one in every) and bring_up(context, AT_ONCE):
        return _kept(context)
    return stamp, every


def _kept(context: Context) -> tuple[tuple[int, int], tuple[Kept, ...]]:
    with context.store.reading() as db:
        stamp = stored.stamp(db)
        return stamp, context.summaries.get(stamp, lambda: tuple(stored.kept(db, RULES)))


def _check(query: Query) -> None:
    known = {OWN, *BY_KEY}
    if query.zero not in known or not {query.first, query.second} <= {"", *known}:
        raise Refused("no such milestone is known")
    if query.sort not in {"", INTERVAL, *_SORTS} or not {name for name, _, _ in query.ranges} <= set(NUMBERS):
        raise Refused("cases cannot be sorted or filtered by that")


def _found(every: Sequence[Kept], query: Query, behind: int) -> Listing:
    """Walks all summaries once: a few ten milliseconds for ten thousand."""
    kept: list[tuple[Any, Line]] = []
    spans: list[tuple[float, float]] = []
    aligned = unlimited = writing = statements = 0
    for one in every:
        if not fits_head(one.head, query.text, query.sex):
            continue
        record: Json = orjson.loads(one.record) if one.record else UNREAD
        fit = _fit(record, query)
        seen = seen_from(record, query.zero)
        if not fit or (query.aligned and seen is None):
            continue
        kept.append((_sort_key(one.head, record, query), Line(one.head, one.record, fit == PERHAPS)))
        statements += record["statements"]
        if seen is not None:
            aligned += 1
            unlimited += record["unlimited"]
            writing += len(record["writing"])
            spans += days_of(seen)
    lines = _ordered(kept, query)
    return Listing(
        lines,
        total=len(every),
        aligned=aligned,
        perhaps=sum(line.perhaps for line in lines),
        behind=behind,
        extent=extent_of(spans),
        unlimited=unlimited > 0,
        writing=writing > 0,
        statements=statements,
        sexes=tuple(sorted({one.head.sex for one in every if one.head.sex})),
    )


def fits_head(head: Head, text: str, sex: str = "") -> bool:
    """Whether every word of `text` stands in the code, title, question or diagnosis of a case, and its sex is `sex`."""
    said = f"{head.id} {head.title} {head.question} {head.diagnosis}".casefold()
    return all(word in said for word in text.casefold().split()) and sex.casefold() in ("", head.sex.casefold())


def _fit(record: Json, query: Query) -> str:
    """SURELY, PERHAPS, or "" where the case does not fit."""
    if not all(_between(record[name], low, high) for name, low, high in query.ranges):
        return ""
    if query.least is None and query.most is None:
        return SURELY
    window = interval(record, query.first, query.second)
    fit = "" if window is None else _within(window, query)
    return "" if query.sure and fit == PERHAPS else fit


def _between(number: float | None, low: float | None, high: float | None) -> bool:
    """Whether a number lies in a range; one that is not known lies in none."""
    if number is None:
        return False
    return (low is None or low <= number) and (high is None or number <= high)


def _within(window: Window, query: Query) -> str:
    """How surely an interval has the length that is asked for, before or after alike as its sign says."""
    low, high = _limits(window)
    least, most = -inf if query.least is None else query.least, inf if query.most is None else query.most
    if least <= low and high <= most:
        return SURELY
    return PERHAPS if low <= most and high >= least else ""


def _limits(window: Window) -> tuple[float, float]:
    return -inf if window[0] is None else window[0], inf if window[1] is None else window[1]


def _sort_key(head: Head, record: Json, query: Query) -> Any:
    """What the case is sorted by; None where it has no such thing, which comes last either way."""
    if query.sort != INTERVAL:
        value = _SORTS[query.sort](head, record) if query.sort else None
        return None if value in (None, "") else value
    window = interval(record, query.first, query.second)
    if window is None:
        return None
    low, high = _limits(window)
    return (high, low) if query.descending else (low, high)


def _ordered(kept: list[tuple[Any, Line]], query: Query) -> tuple[Line, ...]:
    if not query.sort:
        return tuple(line for _, line in (reversed(kept) if query.descending else kept))
    known = sorted((pair for pair in kept if pair[0] is not None), key=lambda pair: pair[0], reverse=query.descending)
    return tuple(line for _, line in [*known, *(pair for pair in kept if pair[0] is None)])


def _natural(text: str) -> list[tuple[int, int, str]]:
    """ "Case 10" after "Case 9"."""
    parts = re.findall(r"[0-9]+|[^0-9]+", text.casefold())
    return [(0, int(part), "") if part[0].isdigit() else (1, 0, part) for part in parts]


def _attribute(name: str) -> Callable[[Head, Json], Any]:
    return lambda head, record: record[name]


_SORTS: Final[dict[str, Callable[[Head, Json], Any]]] = {
    "title": lambda head, record: _natural(head.title),
    "age": lambda head, record: record["years"],
    "sex": lambda head, record: head.sex.casefold(),
    "diagnosis": lambda head, record: head.diagnosis.casefold(),
    **{name: _attribute(name) for name in ("counts", "highest", "studies", "statements")},
}
