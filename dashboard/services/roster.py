"""All cases of the library as columns: what lists ask of a hundred thousand at once, without opening or parsing any.
Read from the store when a case or a summary has changed; which of them a user may see is asked in `series`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dashboard.domain.date_text import without_dates
from dashboard.domain.discretion import NOTHING, Hidden, can_hide
from dashboard.services.bringing_up import bring_up, bring_up_later
from dashboard.services.context import Context
from dashboard.services.digests import ATTRIBUTES, BLOCK, BLOCK_OF, BLOCKS, FLOAT, MILESTONE, REACH, digest_of
from dashboard.services.summaries import RULES, UNREAD
from dashboard.store import summaries as stored
from dashboard.store.summaries import Head, Listed

AT_ONCE: Final = 60  # summaries that are made while somebody waits
BLANK: Final = digest_of(UNREAD)

Numbers = NDArray[np.float64]
Stamp = tuple[int, int]
Flags = NDArray[np.bool_]
Places = NDArray[np.int64]


class Roster:
    """The cases in the order in which they came; every column has one entry a case."""

    def __init__(self, listed: Sequence[Listed]) -> None:
        digests = [one.digest or BLANK for one in listed]
        lengths = np.fromiter((len(one) // FLOAT.itemsize for one in digests), np.int64, len(digests))
        self.heads = [one.head for one in listed]
        self.behind = sum(not one.digest for one in listed)
        self._flat: Numbers = np.frombuffer(b"".join(digests), FLOAT)
        self._starts: Places = np.cumsum(lengths) - lengths

    def __len__(self) -> int:
        return len(self.heads)

    def numbers(self, name: str) -> Numbers:
        """An attribute of every case; nan where it is not known."""
        return self._flat[self._starts + ATTRIBUTES.index(name)]

    def told(self, key: str) -> Flags:
        """Which cases tell a milestone."""
        return ~np.isnan(self._block_of(key))

    def reach(self, key: str) -> tuple[Numbers, Numbers]:
        """The first and the last known day of every case, seen from a milestone; nan where there is none."""
        base, shift = self._seen_from(key)
        return self._flat[base] - shift, self._flat[base + 1] - shift

    def interval(self, first: str, second: str) -> tuple[Numbers, Numbers]:
        """The shortest and the longest time from one milestone to another; nan where a case does not tell both."""
        base, shift = self._seen_from(first)
        place = base + REACH + 2 * MILESTONE[second]
        return np.round(self._flat[place] - shift, 4), np.round(self._flat[place + 1] - shift, 4)

    def _block_of(self, key: str) -> Numbers:
        return self._flat[self._starts + BLOCK_OF + MILESTONE[key]]

    def _seen_from(self, key: str) -> tuple[Places, Numbers]:
        """Where the block of a milestone begins, and by what the case's own clock is shifted there (nan: not told)."""
        block = self._block_of(key)
        own = self._flat[self._starts + BLOCKS + REACH + 2 * MILESTONE[key]]
        shift = np.where(block == 0, own, np.where(np.isnan(block), np.nan, 0.0))
        return self._starts + BLOCKS + np.nan_to_num(block).astype(np.int64) * BLOCK, shift

    def saying(self, words: Sequence[str], among: Places) -> Places:
        """Those `among` the cases in whose code, title, question or diagnosis every word stands."""
        said = self._said
        for word in words:
            among = np.fromiter((place for place in among.tolist() if word in said[place]), np.int64)
        return among

    @cached_property
    def _said(self) -> list[str]:
        return [f"{head.id} {head.title} {head.question} {head.diagnosis}".casefold() for head in self.heads]

    @cached_property
    def sexes(self) -> NDArray[Any]:
        """The sex of every case as it is told."""
        return np.array([head.sex for head in self.heads], dtype=object)

    def of_sex(self, sex: str) -> Flags:
        """Which cases are told to be of a sex."""
        wanted = {name for name in set(self.sexes.tolist()) if name.casefold() == sex.casefold()}
        return np.fromiter((name in wanted for name in self.sexes.tolist()), np.bool_, len(self))

    @cached_property
    def titles(self) -> Numbers:
        """The place of every title among all, with "Case 10" after "Case 9"."""
        return _ranks([_natural(head.title) for head in self.heads])

    @cached_property
    def diagnoses(self) -> Numbers:
        """The place of every diagnosis among all; nan where there is none."""
        return _ranks([head.diagnosis.casefold() for head in self.heads])

    @cached_property
    def by_sex(self) -> Numbers:
        """The place of every sex among all; nan where it is not known."""
        return _ranks([head.sex.casefold() for head in self.heads])

    @cached_property
    def place(self) -> dict[str, int]:
        """Where each case stands."""
        return {head.id: place for place, head in enumerate(self.heads)}

    def undated(self) -> "Roster":
        """The same cases without any date in what a list shows and finds them by; one whose code tells it is hidden
        by `shown`."""
        other = Roster(())
        other.heads, other.behind = list(map(_undated, self.heads)), self.behind
        other._flat, other._starts = self._flat, self._starts
        return other

    def shown(self, hidden: Hidden) -> Flags:
        """Which cases can be shown without what is hidden."""
        if not hidden.dates:
            return np.ones(len(self), np.bool_)
        return self._undatable

    @cached_property
    def _undatable(self) -> Flags:
        hidden = Hidden(dates=True)
        return np.fromiter((can_hide(head.id, hidden) for head in self.heads), np.bool_, len(self))


def roster_of(context: Context, hidden: Hidden) -> tuple[Stamp, Roster]:
    """Every case as of now, and the stamp of now; summaries that are behind are made, some at once and the others while
    people work. For services that have asked, or ask, what of it the user may see."""
    stamp, roster = read_roster(context)
    if roster.behind:
        bring_up(context, AT_ONCE)
        stamp, roster = read_roster(context)
    if roster.behind:
        bring_up_later(context)
    if not hidden.dates:
        return stamp, roster
    undated: Roster = context.rosters.get((stamp, hidden), roster.undated)
    return stamp, undated


def read_roster(context: Context) -> tuple[Stamp, Roster]:
    """Every case as the store knows it, read when something has changed; and the stamp of that state."""
    with context.store.reading() as db:
        stamp = stored.stamp(db)
        roster: Roster = context.rosters.get((stamp, NOTHING), lambda: Roster(stored.listed(db, RULES)))
        return stamp, roster


def _undated(head: Head) -> Head:
    told = map(without_dates, (head.title, head.question, head.age, head.sex, head.diagnosis))
    return replace(head, **dict(zip(("title", "question", "age", "sex", "diagnosis"), told, strict=True)))


def _ranks(keys: Sequence[Any]) -> Numbers:
    """The place of every key among the different ones in their order; nan for an empty one."""
    places = {key: place for place, key in enumerate(sorted(set(keys)))}
    return np.array([places[key] if key else np.nan for key in keys], dtype=np.float64)


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """ "Case 10" after "Case 9"."""
    parts = re.findall(r"[0-9]+|[^0-9]+", text.casefold())
    return tuple((0, int(part), "") if part[0].isdigit() else (1, 0, part) for part in parts)
