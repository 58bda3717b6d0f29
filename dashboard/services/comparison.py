"""The table beside aligned cases: how far the same milestones lie from day 0 and from one another, and what the record
says at day 0, after it and as of writing. Every cell is a cell of the case's network, in words."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from dashboard.domain.brief import told_label
from dashboard.domain.distances import Distances
from dashboard.domain.events import Kind, State
from dashboard.domain.milestones import NOT_REPORTED, moment_of, name_of
from dashboard.domain.timing import Mark, Placed, place
from dashboard.services.mirror import Aligned

# As a course usually reads; the record decides what lies where.
READING_ORDER = (
    *("visit", "arrival", "first-count", "highest-count", "latest-count", "diagnosis", "leukapheresis"),
    *("intensive-care", "ventilation", "first-treatment", "first-steroid", "first-chemotherapy", "first-intrathecal"),
    *("induction", "first-sign", "first-scan", "first-ct", "first-mri", "second-mri", "latest-scan"),
    *("first-complication", "discharge"),
)
PAIRS = (
    ("visit", "first-mri"),
    ("highest-count", "first-sign"),
    ("first-count", "highest-count"),
    ("first-chemotherapy", "first-sign"),
    ("first-sign", "first-scan"),
    ("first-ct", "first-mri"),
    ("first-mri", "second-mri"),
)
MOST_SAID = 6
_DISEASE = re.compile(r"\bremission\b|\brelapse", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one case says in one row: words, how well they are known, and which events they are about."""

    words: str
    kind: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its name and a cell a case."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The table: from day 0, what is said, from one milestone to another, and milestones that no case can tell."""

    seen: tuple[Line, ...]
    said: tuple[Line, ...]
    pairs: tuple[Line, ...]
    untold: tuple[str, ...] = field(default=())


def comparison(cases: Sequence[Aligned], key: str, pair: tuple[str, str] | None = None) -> Comparison:
    """The table of these cases, aligned on `key`. `pair` is one more interval, asked for by the reader; it is first."""
    pairs = [line for first, second in PAIRS if (line := _pair(cases, first, second)) is not None]
    asked = [Line(pair_name(*pair), tuple(_cell(one, *pair) for one in cases))] if pair else []
    known = [other for other in READING_ORDER if any(one.found[other].event for one in cases)]
    untold = [other for other in READING_ORDER if other not in known and any(one.found[other].among for one in cases)]
    return Comparison(
        seen=tuple(_merged([_seen(cases, other) for other in known if other != key])),
        said=tuple(_said(cases)),
        pairs=(*asked, *(line for line in pairs if line.name not in {one.name for one in asked})),
        untold=tuple(map(name_of, untold)),
    )


def pair_name(first: str, second: str) -> str:
    """What an interval is called."""
    return f"{name_of(first)} to {name_of(second)}"


def _pair(cases: Sequence[Aligned], first: str, second: str) -> Line | None:
    """The interval in every case; None where no case has both its ends."""
    if not any(one.found[first].event and one.found[second].event for one in cases):
        return None
    return Line(pair_name(first, second), tuple(_cell(one, first, second) for one in cases))


def _cell(one: Aligned, first: str, second: str) -> Cell:
    for key in (first, second):
        if not one.found[key].event:
            return Cell(f"{name_of(key)}: {one.found[key].words}", "missing", _rivals(one, key))
    return _interval(one, moment_of(one.found, first), moment_of(one.found, second))


def _interval(one: Aligned, start: str, event: str) -> Cell:
    told = Distances(one.opened.case, one.opened.chronology).between(start, event)
    begun = one.label(start) if start else "day 0 of the case"
    return Cell(told.words, str(told.kind), f"from {begun} to {one.label(event) if event else 'day 0 of the case'}")


def _seen(cases: Sequence[Aligned], key: str) -> Line:
    return Line(name_of(key), tuple(_from_zero(one, key) for one in cases))


def _from_zero(one: Aligned, key: str) -> Cell:
    found = one.found[key]
    if not found.event:
        return Cell(found.words, "missing", _rivals(one, key))
    if one.zero is None:
        return Cell("not aligned", "missing", one.note)
    return _interval(one, one.start, moment_of(one.found, key))


def _rivals(one: Aligned, key: str) -> str:
    """Which events it could be, where it cannot be told which it is."""
    return " or ".join(one.label(event) for event in one.found[key].among)


def _merged(lines: Sequence[Line]) -> Iterator[Line]:
    """Milestones that are the same event in every case share a row."""
    names: dict[tuple[Cell, ...], list[str]] = {}
    for line in lines:
        names.setdefault(line.cells, []).append(line.name)
    for cells, own in names.items():
        yield Line(", ".join(own), cells)


def _said(cases: Sequence[Aligned]) -> Iterator[Line]:
    yield Line("day 0 is", tuple(map(_day_zero, cases)))
    told = (
        ("neurological status after it", _later_statuses),
        ("remission or relapse", _disease),
        (f"at {_writing(cases)}", _at_writing),
    )
    for name, tell in told:
        cells = tuple(tell(one) for one in cases)
        if any(cell.kind != "missing" for cell in cells):
            yield Line(name, cells)


def _writing(cases: Sequence[Aligned]) -> str:
    names = {one.opened.case.writing for one in cases if one.opened.case.writing}
    return names.pop() if len(names) == 1 else "writing"


def _day_zero(one: Aligned) -> Cell:
    """The event that is day 0, and when it was on the case's own clock."""
    if one.zero is None:
        return Cell(one.note, "missing")
    own = next(
        (item for item in place(one.opened.case, one.opened.chronology) if item.event.id == one.zero.event), None
    )
    if own is None:
        return Cell(one.zero.full)
    flags = own.event.detail("flags")
    return Cell("; ".join(part for part in (told_label(own.event), flags) if part), "", f"{own.time.words} of the case")


def _later_statuses(one: Aligned) -> Cell:
    """Reported statuses that surely lie after day 0, in the order of the record."""
    chronology = one.opened.chronology

    def later(item: Placed) -> bool:
        status = item.event.kind is Kind.NEURO_STATUS and item.event.state is State.PRESENT
        if not status or one.zero is None or item.event.id == one.zero.event or item.time.mark is Mark.AS_OF_WRITING:
            return False
        gap = chronology.interval(one.start, item.event.id)
        return gap.earliest is not None and gap.earliest >= 0

    return _listed(one, later)


def _disease(one: Aligned) -> Cell:
    return _listed(one, lambda item: item.event.kind is Kind.OUTCOME and bool(_DISEASE.search(item.event.term)))


def _at_writing(one: Aligned) -> Cell:
    return _listed(one, lambda item: item.time.mark is Mark.AS_OF_WRITING)


def _listed(one: Aligned, takes: Callable[[Placed], bool]) -> Cell:
    labels = [told_label(item.event) for item in one.placed if takes(item)]
    if not labels:
        return Cell(NOT_REPORTED.words if one.zero is not None else "not aligned", "missing")
    more = len(labels) - MOST_SAID
    return Cell("; ".join([*labels[:MOST_SAID], *([f"and {more} more"] if more > 0 else [])]))
