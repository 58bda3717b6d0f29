"""events.csv: one row a fact, to Event. The meaning of the columns is told in docs/case-format.md."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TypeVar

from dashboard.domain.events import End, Event, Kind, Quantity, State
from dashboard.domain.units import UnitError, read_quantity
from dashboard.domain.when import When, WhenError, parse_when
from dashboard.importers._folder.header import NAME, RESERVED
from dashboard.importers._folder.names import Names
from dashboard.importers._folder.problems import Problems, either, quoted
from dashboard.importers._folder.readings import EXPECTED, stated_quantity
from dashboard.importers._folder.tables import Row

FILE = "events.csv"
REQUIRED = ("id", "kind", "term", "at")
TRENDS = ("new", "worsening", "stable", "improving", "improved", "recovered")
_CORE = frozenset(
    ("id", "seq", "kind", "term", "at", "until", "state", "value", "unit", "read_as", "components", "group", "source")
    + ("place", "as_printed", "note", "issues")
)
_RANK = re.compile(r"NR|([1345])(?:\.\.([1345]))?")
_SEQ = re.compile(r"[0-9]{1,9}")
_WORDS = frozenset(
    ("time_kind", "rank", "trend", "flags", "emphasis", "study", "modality", "figure", "drug_class", "route", "label")
)
_Word = TypeVar("_Word", bound=StrEnum)


def read_events(rows: Sequence[Row], decimal: str | None, names: Names, problems: Problems) -> tuple[Event, ...]:
    """The events of the rows; a row with a problem is noted and left out."""
    return tuple(event for row in rows if (event := _EventRow(row, decimal, names, problems).read()) is not None)


class _EventRow:
    """One row on its way to an Event."""

    def __init__(self, row: Row, decimal: str | None, names: Names, problems: Problems) -> None:
        self._row = row
        self._decimal = decimal
        self._names = names
        self._problems = problems
        self._good = True

    def read(self) -> Event | None:
        """The event, or None when something was wrong."""
        row = self._row
        kind = self._one_of(Kind, "kind", row.word("kind").replace(" ", "_"))
        state = self._one_of(State, "state", row.word("state") or "present")
        event = Event(
            id=self._id(),
            kind=kind or Kind.NOTE,
            term=self._term(),
            at=self._when("at"),
            until=self._until(),
            state=state or State.PRESENT,
            quantity=self._quantity(),
            components=row.words("components"),
            group=row.word("group"),
            source=row.word("source"),
            place=row.word("place"),
            as_printed=row.free("as_printed"),
            note=row.free("note"),
            issues=row.words("issues"),
            seq=self._seq(),
            details=dict(self._details()),
        )
        self._check_parallel(event)
        self._check_names(event)
        return event if self._good else None

    def _refuse(self, column: str, reason: str) -> None:
        self._good = False
        self._problems.add(FILE, reason, self._row.number, column)

    def _one_of(self, words: type[_Word], column: str, text: str) -> _Word | None:
        try:
            return words(text.lower())
        except ValueError:
            self._refuse(column, f"{quoted(text)} is not known; expected {either(words)}")
            return None

    def _id(self) -> str:
        text = self._row.word("id")
        if not NAME.fullmatch(text) or text in RESERVED:
            expected = 'letters, digits, "." "_" ":" and "-", 64 at most'
            self._refuse("id", f"{quoted(text)} is not an id; expected {expected}")
        return text

    def _term(self) -> str:
        text = self._row.free("term")
        if not text.strip():
            self._refuse("term", "the cell is blank; expected what happened, in words")
        return text

    def _when(self, column: str) -> When:
        try:
            return parse_when(self._row.free(column))
        except WhenError as error:
            self._refuse(column, f"{quoted(error.part)} is not a time; expected {error.expected}")
            return When()

    def _until(self) -> When | End | None:
        text = self._row.word("until").lower()
        if text in tuple(End):
            return End(text)
        return self._when("until") if text else None

    def _quantity(self) -> Quantity | None:
        row, read_as = self._row, self._row.word("read_as")
        if read_as:
            stated = stated_quantity(row.free("value"), row.free("unit"), read_as)
            if stated is None or not row.word("value"):
                self._refuse("read_as", f"{quoted(read_as)} is no reading of a value; expected {EXPECTED}")
            return stated
        try:
            return read_quantity(row.free("term"), row.free("value"), row.free("unit"), self._decimal)
        except UnitError as error:
            self._refuse(error.field, error.reason)
            return None

    def _seq(self) -> int | None:
        text = self._row.word("seq")
        if not text:
            return None
        if not _SEQ.fullmatch(text):
            self._refuse("seq", f"{quoted(text)} is not a whole number from 0 on")
            return None
        return int(text)

    def _details(self) -> Iterator[tuple[str, str]]:
        for column, cell in self._row.cells.items():
            if column in _CORE or not cell.strip():
                continue
            expected = _expected(column, cell.strip())
            if expected:
                self._refuse(column, f"{quoted(cell)} is not known; expected {expected}")
            yield column, cell.strip() if column in _WORDS else cell

    def _check_names(self, event: Event) -> None:
        wrong = [("study", self._names.lacks_study(event.detail("study")))]
        wrong += [("issues", self._names.lacks_issue(issue)) for issue in event.issues]
        for column, when in (("at", event.at), ("until", event.until)):
            if isinstance(when, When):
                wrong += [(column, self._names.lacks_time(reference)) for reference in when.references]
        for column, reason in wrong:
            if reason:
                self._refuse(column, reason)

    def _check_parallel(self, event: Event) -> None:
        for column in ("drug_class", "route"):
            parts = len(self._row.words(column))
            if parts > 1 and parts != len(event.components):
                self._refuse(column, f"there are {parts} entries for {len(event.components)} components")


def _expected(column: str, word: str) -> str:
    """What should stand in a column that takes certain words only; "" when the word is one of them."""
    if column == "time_kind":
        return "" if word == "order only" else "order only or nothing"
    if column == "trend":
        return "" if word in TRENDS else either(TRENDS)
    if column == "emphasis":
        return "" if word == "strong" else "strong or nothing"
    if column == "rank":
        match = _RANK.fullmatch(word)
        good = match is not None and (match[2] is None or match[1] < match[2])
        return "" if good else "1, 3, 4, 5, a span such as 1..3, or NR"
    return ""
