"""One rule of a mapping over the records of a table: columns of events, which `gathered` takes."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from dashboard.domain.events import End, Kind, State
from dashboard.domain.packs import Shape
from dashboard.importers._assembly.ids import event_id
from dashboard.importers._tables.clocks import NO_TIME, Times
from dashboard.importers._tables.coded import Coded, Mask, Numbers, constant, joined, together
from dashboard.importers._tables.counts import times_of
from dashboard.importers._tables.gathered import Columns, Gathered, Hashes, Space, hashed, hashes_of
from dashboard.importers._tables.mapping import Rule, Table
from dashboard.importers._tables.records import Records, passes
from dashboard.importers._tables.specs import Spec
from dashboard.importers._tables.values import Values

_PLAIN = ("state", "group", "note", "as_printed", "components", "label", "low", "high", "flag", "term")
_DETAILS = {"low": "reference_low", "high": "reference_high", "flag": "interpretation", "label": "label"}
_CODING = ("system", "code", "name", "specimen", "unit")
_STATES = frozenset(map(str, State))
_ENDS = frozenset(map(str, End))
Extra = dict[int, tuple[tuple[str, str], ...]]


class RuleReader:
    """Reads one rule of one file. Its clocks and `values` know what they have read before."""

    def __init__(self, table: Table, rule: Rule, source: str, into: Gathered, values: Values, order: str) -> None:
        self._table, self._rule, self._source, self._into, self._values = table, rule, source, into, values
        self.at, self.until = times_of(order, table.counted), times_of(order, table.counted)
        self._shapes: dict[tuple[Any, ...], int] = {}
        self._measures = "value" in rule.words or "name" in rule.words
        self._prefix = ".".join(filter(None, (table.name, rule.name)))
        details = {**rule.details, **{name: Spec(column=name) for name in table.keep}}
        self._plain = tuple(name for name in _PLAIN if name in rule.words)
        self._details = tuple(details)
        self._specs = (*(rule.words[name] for name in self._plain), *details.values())

    def read(self, records: Records, counted: Mask) -> None:
        """Add the events of the records. `counted` is True for those that gave one: their rows are counted once."""
        mask = np.ones(len(records), dtype=np.bool_)
        for name in self._rule.needs:
            mask &= self._word(name, records).filled()
        for one in self._rule.filters:
            mask &= passes(one, records)
        if not mask.any():
            return
        first = ~counted[mask]
        counted |= mask
        self._add(records if mask.all() else records.only(mask), first)

    def columns(self, what: str) -> str:
        """The names of the columns of a time, "at" or "until"."""
        specs = self._rule.at if what == "at" else self._rule.until
        return " + ".join(name for spec in specs for name in spec.columns())

    def _add(self, records: Records, first: Mask) -> None:
        into, count = self._into, len(records)
        patient = self._table.patient.read(records.column, count)
        at = self.at.read(_joined(self._rule.at, records))
        until, ends, extra = self._ends(at, records)
        value, part = self._measured(records)
        shape = self._shape(records, part, self._extra(at, extra))
        space, key = self._ids(records, (patient, at.at, until), value, shape)
        updated = records.column(self._table.updated) if self._table.updated else None
        into.add(
            Columns(
                into.patients.numbers(patient),
                np.full(count, space),
                key,
                into.times.numbers(at.at),
                into.times.numbers(until),
                at.start,
                np.where(at.start == NO_TIME, ends, np.maximum(at.start + at.span, ends)),
                value,
                shape,
                np.full(count, len(into.files) - 1),
                records.numbers,
                records.weights * first,
                into.versions.numbers(updated or constant("", count)),
            )
        )

    def _word(self, name: str, records: Records) -> Coded:
        """A part of the event as text; blank where the rule does not name it."""
        if name in ("at", "until"):
            return _joined(self._rule.at if name == "at" else self._rule.until, records)
        spec = self._rule.words.get(name)
        return constant("", len(records)) if spec is None else spec.read(records.column, len(records))

    def _ends(self, at: Times, records: Records) -> tuple[Coded, Numbers, Extra]:
        """The ends, and their last microseconds. One that cannot be read, or lies before the start, is not told as a
        time: what stands there goes along as a detail."""
        count, blank = len(records), self._rule.until_blank
        none = np.full(count, np.iinfo(np.int64).min)
        if not self._rule.until:
            return constant(blank, count), none, {}
        times = self.until.read(_joined(self._rule.until, records))
        known = times.start != NO_TIME
        last = np.where(known, times.start + np.where(known, times.span, 0), none)
        backward = known & (at.start != NO_TIME) & (last < at.start)
        given = times.received.texts
        ends = {code: text.casefold() for code, text in enumerate(given) if text.casefold() in _ENDS}
        texts = [ends.get(code) or text or blank for code, text in enumerate(times.at.texts)]
        said = times.received.spread([code in ends for code in range(len(given))], np.bool_)
        flagged = (times.flagged() & ~said) | backward
        codes = times.at.codes.copy()
        codes[flagged] = len(texts)
        extra: Extra = {}
        reasons: Counter[str] = Counter()
        for place in np.flatnonzero(flagged).tolist():
            code = int(times.received.codes[place])
            extra[place] = (("end_as_received", times.received.texts[code]),)
            reasons[_kind_of(times.flags.get(code, "it ends before it begins"))] += 1
        self._note(reasons, "until")
        return Coded(codes, [*texts, str(End.UNKNOWN)]).mapped(str), np.where(flagged, none, last), extra

    def _extra(self, at: Times, extra: Extra) -> Extra:
        """Details of the few events whose times could not be taken: what stands in the source."""
        reasons: Counter[str] = Counter()
        for place in np.flatnonzero(at.flagged()).tolist() if at.flags else ():
            code = int(at.received.codes[place])
            extra[place] = (*extra.get(place, ()), ("time_as_received", at.received.texts[code]))
            reasons[_kind_of(at.flags[code])] += 1
        self._note(reasons, "at")
        return extra

    def _measured(self, records: Records) -> tuple[Numbers, Numbers]:
        """The index of each value, and of what goes with it into the shape."""
        if not self._measures:
            return np.zeros(len(records), dtype=np.int64), np.zeros(len(records), dtype=np.int64)
        coding = [self._word(name, records) for name in _CODING]
        if "name" not in self._rule.words:
            coding[_CODING.index("name")] = self._word("term", records)
        return self._values.read(coding, self._word("value", records), counted=self._rule.kind is Kind.LAB)

    def _shape(self, records: Records, part: Numbers, extra: Extra) -> Numbers:
        """The shape of each event: one number for all that thousands of events share."""
        columns = [spec.read(records.column, len(records)) for spec in self._specs]
        sizes = [len(self._values.parts), *(len(one.texts) for one in columns)]
        codes, found = together([part, *(one.codes for one in columns)], sizes)
        numbers = []
        for first, *rest in found:
            key = (first, *(one.texts[code] for one, code in zip(columns, rest, strict=True)))
            if key not in self._shapes:
                self._shapes[key] = self._made(key, ())
            numbers.append(self._shapes[key])
        shape: Numbers = np.array(numbers, dtype=np.int64)[codes] if numbers else np.empty(0, dtype=np.int64)
        for place, more in extra.items():
            texts = (one.texts[int(one.codes[place])] for one in columns)
            shape[place] = self._made((int(part[place]), *texts), more)
        return shape

    def _made(self, key: tuple[Any, ...], more: Sequence[tuple[str, str]]) -> int:
        part = self._values.parts[key[0]]
        said = dict(zip(self._plain, key[1:], strict=False))
        found = {"system": part.system, "code": part.code, "analyte": part.analyte}
        found |= {_DETAILS[name]: text for name, text in said.items() if name in _DETAILS}
        found |= dict(zip(self._details, key[1 + len(self._plain) :], strict=True)) | dict(more)
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

    def _ids(self, records: Records, told: Sequence[Coded], value: Numbers, shape: Numbers) -> tuple[int, Hashes]:
        """The space of the ids, and the key of each: the number of its text, or without one a hash of what is said."""
        key = self._table.key
        if not key:
            columns = [hashes_of(one.texts)[one.codes] for one in told]
            columns.append(self._into.value_marks.of(self._into.pool.received)[value])
            columns.append(self._into.shape_marks.of(self._into.shapes)[shape])
            return self._into.space(Space(self._prefix[:40], True)), hashed(columns)
        parts = [records.column(name) or constant("", len(records)) for name in key]
        ids = joined(parts, lambda texts: event_id(self._prefix, *texts))
        return self._into.space(Space("", False)), self._into.keys.numbers(ids).astype(np.uint64)

    def _note(self, reasons: Counter[str], what: str) -> None:
        """Count what is wrong with times, by column and kind of fault; the text itself stays with its event."""
        for reason, count in reasons.items():
            self._into.verify[f"{self._source}, column {self.columns(what)}", reason] += count


def _kind_of(flag: str) -> str:
    """The sentence with the text of one row left out, so that it counts for all rows."""
    before, quote, rest = flag.partition('"')
    return flag if not quote else f"{before}it{rest.partition(chr(34))[2]}"


def _joined(specs: Sequence[Spec], records: Records) -> Coded:
    """The text of a time: one column, or the date and the time of day with a space between."""
    found = [spec.read(records.column, len(records)) for spec in specs]
    if not found:
        return constant("", len(records))
    return found[0] if len(found) == 1 else joined(found, lambda texts: " ".join(filter(None, texts)))
