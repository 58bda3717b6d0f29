"""Events as flat rows, and many of them packed as columns of JSON: what the store keeps and what a bulk import makes.
`event_of(row_of(event)) == event`. What events mean is not known here.

A row holds apart what differs from event to event; all else is its shape, one JSON text that thousands of rows share.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

import orjson

from dashboard.domain.events import End, Event, Kind, Quantity, State
from dashboard.domain.order import starts
from dashboard.domain.statements import Dated, looks_like_year
from dashboard.domain.when import When, parse_when

MOST = 2000
"""How many rows one pack holds."""

_COLUMNS = ("id", "order", "at", "until", "received", "number", "place")
_ROW = re.compile(r"(?:.*, )?row [0-9]+")


class Row(NamedTuple):
    """One event. `order` sorts the rows of a source: the number of the row in a case folder, else the microsecond at
    which the event starts; None without one. `number` is the canonical number as text; `shape` all else."""

    id: str
    order: int | None
    at: str
    until: str | None
    received: str | None
    number: str | None
    place: str
    shape: str

    @property
    def said(self) -> tuple[object, ...]:
        """What the event says, but not where: the number of a row changes whenever a file is sorted anew."""
        place = "" if _ROW.fullmatch(self.place) else self.place
        return self.at, self.until, self.received, self.number, place, self.shape


@dataclass(frozen=True, slots=True)
class Shape:
    """What many events share."""

    kind: Kind
    term: str
    state: State = State.PRESENT
    unit_received: str = ""
    unit: str | None = None
    comparator: str = ""
    components: tuple[str, ...] = ()
    group: str = ""
    source: str = ""
    as_printed: str = ""
    note: str = ""
    issues: tuple[str, ...] = ()
    seq: int | None = None
    details: Mapping[str, str] | None = None

    def text(self) -> str:
        """The shape as JSON. The same shape is the same text."""
        parts = [str(self.kind), self.term, str(self.state), self.unit_received, self.unit, self.comparator]
        rest = [list(self.components), self.group, self.source, self.as_printed, self.note, list(self.issues)]
        return json.dumps([*parts, *rest, self.seq, dict(self.details or {})], ensure_ascii=False)


def row_of(event: Event, order: int | None) -> Row:
    """The row of an event."""
    quantity = event.quantity or Quantity("", "")
    shape = Shape(
        event.kind,
        event.term,
        event.state,
        quantity.unit_received,
        quantity.unit,
        quantity.comparator,
        event.components,
        event.group,
        event.source,
        event.as_printed,
        event.note,
        event.issues,
        event.seq,
        event.details,
    )
    return Row(
        event.id,
        order,
        str(event.at),
        None if event.until is None else str(event.until),
        None if event.quantity is None else quantity.received,
        None if quantity.number is None else str(quantity.number),
        event.place,
        shape.text(),
    )


def rows_of(events: Iterable[Event]) -> list[Row]:
    """The rows of events that are sorted by their time, as those of an import are."""
    return [row_of(event, order_number(event.at)) for event in events]


def order_number(when: When) -> int | None:
    """The microsecond by which an event of an import is sorted; None where no day is known."""
    found = starts(when)
    return int(found) if abs(found) < 1e18 else None


def event_of(row: Row) -> Event:
    """The event of a row."""
    shape = _shape(row.shape)
    quantity = None
    if row.received is not None:
        number = None if row.number is None else Decimal(row.number)
        quantity = Quantity(row.received, shape.unit_received, number, shape.unit, shape.comparator)
    return Event(
        row.id,
        shape.kind,
        shape.term,
        _when(row.at),
        None if row.until is None else End(row.until) if row.until in _ENDS else _when(row.until),
        shape.state,
        quantity,
        shape.components,
        shape.group,
        shape.source,
        row.place,
        shape.as_printed,
        shape.note,
        shape.issues,
        shape.seq,
        shape.details or {},
    )


def packed(rows: Sequence[Row]) -> Iterator[bytes]:
    """The rows in packs, in their order."""
    for start in range(0, len(rows), MOST):
        part = rows[start : start + MOST]
        numbers: dict[str, int] = {}
        shape = [numbers.setdefault(row.shape, len(numbers)) for row in part]
        yield packed_columns(list(numbers), shape, [list(column) for column in list(zip(*part, strict=True))[:-1]])


def packed_columns(shapes: Sequence[str], shape: Any, columns: Sequence[Any]) -> bytes:
    """A pack from its columns, in the order of `Row`; `shape` is the number of each row's shape among `shapes`.

    A column is a list (or an array of numpy), `numbered` texts, or None: then the order follows from the times.
    """
    named = dict(zip(_COLUMNS, columns, strict=True))
    return orjson.dumps({"shapes": shapes, "shape": shape} | named, option=orjson.OPT_SERIALIZE_NUMPY)


def numbered(before: str, numbers: Any, *, hexadecimal: bool = False) -> dict[str, Any]:
    """A column of texts that are one text and a number behind it, of 16 hexadecimal digits or plain."""
    return {"before": before, "hex" if hexadecimal else "plain": numbers}


def unpacked(content: bytes) -> list[Row]:
    """The rows of a pack."""
    pack = orjson.loads(content)
    shapes = pack["shapes"]
    if pack["order"] is None:
        pack["order"] = [_order(text) for text in pack["at"]]
    columns = (_spelled(pack[name]) for name in _COLUMNS)
    return list(map(Row._make, zip(*columns, (shapes[number] for number in pack["shape"]), strict=True)))


def _spelled(column: Any) -> Iterable[Any]:
    if isinstance(column, list):
        return column
    before = column["before"]
    if "hex" in column:
        return (f"{before}{number:016x}" for number in column["hex"])
    return (f"{before}{number}" for number in column["plain"])


@lru_cache(maxsize=65536)
def _order(at: str) -> int | None:
    return order_number(_when(at))


def place_in_order(row: Row) -> tuple[bool, int, str, str]:
    """By what the rows of one source are sorted; those without a day come last."""
    return row.order is None, row.order or 0, row.shape, row.id


_ENDS = frozenset(map(str, End))


@lru_cache(maxsize=4096)
def _shape(text: str) -> Shape:
    kind, term, state, unit_received, unit, comparator, components, group, *rest = json.loads(text)
    source, as_printed, note, issues, seq, details = rest
    return Shape(
        Kind(kind),
        term,
        State(state),
        unit_received,
        unit,
        comparator,
        tuple(components),
        group,
        source,
        as_printed,
        note,
        tuple(issues),
        seq,
        details,
    )


@lru_cache(maxsize=65536)
def _when(text: str) -> When:
    """The time that the text prints. Most are plain dates, which need no reading again."""
    plain = text[4:5] in ("", "-") and looks_like_year(text[:4]) and not set(text) & set("; ")
    return When((Dated(text),)) if plain and ".." not in text else parse_when(text)
