"""One rule of a mapping over the records of a table: columns of events, which `gathered` takes."""

from collections import Counter
from collections.abc import Sequence
from itertools import compress
from typing import Any

from dashboard.domain.events import End, State
from dashboard.domain.packs import Shape
from dashboard.importers._assembly.ids import LONGEST, digest, event_id
from dashboard.importers._tables.clocks import Clocks
from dashboard.importers._tables.gathered import Columns, Gathered
from dashboard.importers._tables.mapping import Rule, Table
from dashboard.importers._tables.records import Records, passes
from dashboard.importers._tables.specs import Column, Spec
from dashboard.importers._tables.values import Part, Values

_SAFE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-")
_PLAIN = ("state", "group", "note", "as_printed", "components", "label", "low", "high", "flag")
_DETAILS = {"low": "reference_low", "high": "reference_high", "flag": "interpretation", "label": "label"}
_STATES = frozenset(map(str, State))


class RuleReader:
    """Reads one rule of one file. `clocks` and `values` know what they have read before."""

    def __init__(self, table: Table, rule: Rule, source: str, into: Gathered, values: Values, order: str) -> None:
        self._table, self._rule, self._source, self._into, self._values = table, rule, source, into, values
        self.at, self.until = Clocks(order), Clocks(order)
        self._shapes: dict[tuple[Any, ...], int] = {}
        self._measures = "value" in rule.words or "name" in rule.words

    def read(self, records: Records, counted: list[bool]) -> None:
        """Add the events of the records. `counted` is True for records that gave an event; their rows are counted once."""
        count = len(records)
        words = {name: spec.read(records.column, count) for name, spec in self._rule.words.items()}
        times = {"at": _joined(self._rule.at, records), "until": _joined(self._rule.until, records)}
        needed = [(words | times)[name] for name in self._rule.needs]
        mask = [all(texts) for texts in zip(*needed, strict=True)] if needed else [True] * count
        for one in self._rule.filters:
            mask = [good and fits for good, fits in zip(mask, passes(one, records), strict=True)]
        if not any(mask):
            return
        first = [not done for done in compress(counted, mask)]
        counted[:] = [done or new for done, new in zip(counted, mask, strict=True)]
        if not all(mask):
            records = records.only(mask)
            words = {name: list(compress(column, mask)) for name, column in words.items()}
            times = {name: list(compress(column, mask)) for name, column in times.items()}
        self._add(records, words, times, first)

    def _add(self, records: Records, words: dict[str, Column], times: dict[str, Column], first: Sequence[bool]) -> None:
        count = len(records)
        patients = self._table.patient.read(records.column, count)
        at, start, span, flags = self.at.read(times["at"])
        until, until_start, until_span, until_flags = self._ends(times["until"], start)
        measured = self._measured(words, count)
        extra = self._extra(at, times, flags, until_flags)
        shape = self._shape(records, words, measured[1], extra)
        ids = self._ids(records, patients, (at, until, measured[0], shape))
        self._into.add(
            Columns(
                patient=patients,
                id=ids,
                at=at,
                start=start,
                span=span,
                until=until,
                until_start=until_start,
                until_span=until_span,
                value=measured[0],
                shape=shape,
                row=records.numbers,
                weight=records.weights,
                updated=records.column(self._table.updated) if self._table.updated else None,
            ),
            first,
        )
        self._note(flags, "at")
        self._note(until_flags, "until")

    def _ends(
        self, texts: Column, starts: Sequence[int | None]
    ) -> tuple[list[str | None], list[int | None], list[int], dict[int, str]]:
        """The ends. One that lies before its start is not told as a time: it cannot be true."""
        if not self._rule.until:
            blank = self._rule.until_blank or None
            return [blank] * len(starts), [None] * len(starts), [0] * len(starts), {}
        found, ends, spans, flags = self.until.read(texts)
        blank = self._rule.until_blank or None
        told: list[str | None] = [text or blank for text in found]
        for place, (begin, end) in enumerate(zip(starts, ends, strict=True)):
            if end is not None and begin is not None and end + spans[place] < begin:
                flags[place] = f'"{texts[place][:40]}" ends before it begins'
            if place in flags:
                told[place], ends[place] = str(End.UNKNOWN), None
        return told, ends, spans, flags

    def _measured(self, words: dict[str, Column], count: int) -> tuple[list[int], list[int]]:
        """The index of each value, and of what goes with it into the shape."""
        if not self._measures:
            return [0] * count, [-1] * count
        blank = [""] * count
        parts = [words.get(name, blank) for name in ("system", "code", "name", "specimen", "unit")]
        return self._values.read(list(zip(*parts, strict=True)), words.get("value", blank))

    def _extra(
        self, at: Sequence[str], times: dict[str, Column], flags: dict[int, str], ends: dict[int, str]
    ) -> dict[int, tuple[tuple[str, str], ...]]:
        """Details of the few events whose times could not be taken: what stands in the source."""
        found: dict[int, tuple[tuple[str, str], ...]] = {}
        for place in flags:
            found[place] = (("time_as_received", times["at"][place]),)
        for place in ends:
            found[place] = (*found.get(place, ()), ("end_as_received", times["until"][place]))
        return found

    def _shape(
        self,
        records: Records,
        words: dict[str, Column],
        parts: Sequence[int],
        extra: dict[int, tuple[tuple[str, str], ...]],
    ) -> list[int]:
        """The shape of each event: one number for all that thousands of events share."""
        count = len(records)
        names = [name for name in _PLAIN if name in words]
        if not self._measures or "term" in words:
            names.append("term")
        details = [*self._rule.details, *self._table.keep]
        specs = [*self._rule.details.values(), *(Spec(column=name) for name in self._table.keep)]
        columns = [words[name] for name in names] + [spec.read(records.column, count) for spec in specs]
        keys = list(zip(parts, *columns, strict=True))
        shapes = self._shapes
        for key in set(keys):
            if key not in shapes:
                shapes[key] = self._made(key, names, details, ())
        numbers = [shapes[key] for key in keys]
        for place, more in extra.items():
            numbers[place] = self._made(keys[place], names, details, more)
        return numbers

    def _made(
        self, key: tuple[Any, ...], names: Sequence[str], details: Sequence[str], more: Sequence[tuple[str, str]]
    ) -> int:
        part = self._values.parts[key[0]] if key[0] >= 0 else Part("", "", None, "", "", "", "")
        said = dict(zip(names, key[1:], strict=False))
        found = {"system": part.system, "code": part.code, "analyte": part.analyte}
        found |= {_DETAILS[name]: text for name, text in said.items() if name in _DETAILS}
        found |= dict(zip(details, key[1 + len(names) :], strict=True)) | dict(more)
        state = said.get("state", "").casefold() or str(State.PRESENT)
        if state not in _STATES:
            found["state_as_received"], state = said["state"], str(State.PRESENT)
        shape = Shape(
            self._rule.kind,
            said.get("term") or part.term,
            State(state),
            part.unit_received,
            part.unit,
            part.comparator,
            tuple(one.strip() for one in said.get("components", "").split(";") if one.strip()),
            said.get("group", ""),
            self._source,
            said.get("as_printed", ""),
            said.get("note", ""),
            details={name: text for name, text in found.items() if text},
        )
        return self._into.shape(shape)

    def _ids(self, records: Records, patients: Column, said: tuple[Sequence[Any], ...]) -> list[str]:
        prefix = ".".join(filter(None, (self._table.name, self._rule.name)))
        key = self._table.key
        if not key:
            marks = self._into.marks
            at, until, value, shape = said
            received = self._values.received
            return [
                f"{prefix[:40]}-{digest(f'{who}|{when}|{end}|{received[what]}|{marks[number]}')}"
                for who, when, end, what, number in zip(patients, at, until, value, shape, strict=True)
            ]
        columns = [records.column(name) or [""] * len(records) for name in key]
        if len(columns) == 1 and _SAFE.issuperset("".join(columns[0])) and _SAFE.issuperset(prefix):
            room = LONGEST - len(prefix) - 1
            if max(map(len, columns[0]), default=0) <= room and all(columns[0]):
                return [f"{prefix}-{text}" for text in columns[0]]
        return [event_id(prefix, *parts) for parts in zip(*columns, strict=True)]

    def columns(self, what: str) -> str:
        """The names of the columns of a time, "at" or "until"."""
        specs = self._rule.at if what == "at" else self._rule.until
        return " + ".join(name for spec in specs for name in spec.columns())

    def _note(self, flags: dict[int, str], what: str) -> None:
        """Count what is wrong with times, by the column and the kind of fault; the text itself stays with its event."""
        reasons = Counter(_without_quote(flag) for flag in flags.values())
        for reason, count in reasons.items():
            self._into.verify[f"{self._source}, column {self.columns(what)}", reason] += count


def _without_quote(flag: str) -> str:
    """The sentence with the text of one row left out, so that it counts for all rows."""
    before, quote, rest = flag.partition('"')
    return flag if not quote else f"{before}it{rest.partition(chr(34))[2]}"


def _joined(specs: Sequence[Spec], records: Records) -> Column:
    """The text of a time: one column, or the date and the time of day with a space between."""
    count = len(records)
    found = [spec.read(records.column, count) for spec in specs]
    if not found:
        return [""] * count
    return found[0] if len(found) == 1 else [" ".join(filter(None, texts)) for texts in zip(*found, strict=True)]
