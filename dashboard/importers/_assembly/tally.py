"""What became of every row that was read. Each has exactly one fate, so the numbers add up by construction."""

from collections import Counter
from collections.abc import Iterable

from dashboard.domain.received import Coding
from dashboard.importers.base import Dialect, Refusal, Report, Route, Unmapped

MOST_REFUSALS = 2000
"""How many refusals are kept with their place; the others are counted."""

UNTOLD = "rows that hold nothing to import"
_READ, _ACCEPTED, _MERGED, _REFUSED, _LEFT, _HANDED_ON = range(6)


class Tally:
    """Counts rows as they are read. A row that gets no fate is one that held nothing to import."""

    def __init__(self, format: str) -> None:
        self.format = format
        self._fates = bytearray()
        self._bulk = Counter[int]()
        self._left: Counter[str] = Counter()
        self._refusals: list[Refusal] = []
        self._files: dict[str, None] = {}
        self._dialects: dict[str, Dialect] = {}
        self._unmapped: Counter[tuple[Coding, str, str]] = Counter()
        self._routes: Counter[tuple[str, str, str]] = Counter()
        self._verify: Counter[tuple[str, str]] = Counter()
        self._notes: dict[str, None] = {}

    def file(self, name: str, dialect: Dialect | None = None) -> None:
        """Note a file that is read, and how its text was understood."""
        self._files[name] = None
        if dialect is not None:
            self._dialects[name] = dialect

    def read(self) -> int:
        """Count one row (or resource); the number by which its entries and its fate are told."""
        self._fates.append(_READ)
        return len(self._fates) - 1

    def refuse(self, row: int, file: str, reason: str, *, line: int | None = None, field: str = "") -> None:
        """The row cannot be taken. A second reason for the same row changes nothing: a row is refused once."""
        if self._fates[row] != _REFUSED:
            self._fates[row] = _REFUSED
            self._keep(Refusal(file, reason.rstrip("."), line, field))

    def refuse_file(self, file: str, reason: str, *, line: int | None = None, field: str = "") -> None:
        """A file that cannot be read at all counts as one row that was read and refused."""
        self._files[file] = None
        self.refuse(self.read(), file, reason, line=line, field=field)

    def leave(self, row: int, kind: str) -> None:
        """The row is of a kind that is not imported."""
        if row >= 0 and self._fates[row] == _READ:
            self._fates[row] = _LEFT
            self._left[kind] += 1

    def accept(self, row: int) -> None:
        """The row stands in a case. What was merged before and now gives something new counts as accepted."""
        if row >= 0 and self._fates[row] in (_READ, _MERGED):
            self._fates[row] = _ACCEPTED

    def merge(self, row: int) -> None:
        """The row says what another one, or an earlier import, has said."""
        if row >= 0 and self._fates[row] == _READ:
            self._fates[row] = _MERGED

    def hand_on(self, row: int) -> None:
        """The row is counted elsewhere, where its patient's case is made."""
        if self._fates[row] == _READ:
            self._fates[row] = _HANDED_ON

    def add(self, report: Report) -> None:
        """Take what was counted elsewhere."""
        self.many(accepted=report.accepted, merged=report.merged, left=report.not_imported.items())
        self.many(refused=report.rows_refused, refusals=report.refused)
        self._files |= dict.fromkeys(report.files)
        self._dialects |= report.dialects
        for one in report.unmapped:
            self.unmapped(one.coding, one.unit, one.why, one.count)
        for route in report.routes:
            self.route(route.what, route.kind, route.why, route.count)
        for what, why, count in report.verify:
            self.verify(what, why, count)
        self._notes |= dict.fromkeys(report.notes)

    def is_read(self, row: int) -> bool:
        """Whether nothing has become of the row yet."""
        return row >= 0 and self._fates[row] == _READ

    def many(
        self,
        *,
        accepted: int = 0,
        merged: int = 0,
        left: Iterable[tuple[str, int]] = (),
        refused: int = 0,
        refusals: Iterable[Refusal] = (),
    ) -> None:
        """Rows that were counted elsewhere, column by column; `refused` counts them all, `refusals` are those kept."""
        self._bulk.update({_ACCEPTED: accepted, _MERGED: merged, _REFUSED: refused})
        for kind, count in left:
            self._left[kind] += count
            self._bulk[_LEFT] += count
        for refusal in refusals:
            self._keep(refusal)

    def unmapped(self, coding: Coding, unit: str, why: str, count: int = 1) -> None:
        """Note a code or a unit that has no canonical value, and why."""
        self._unmapped[coding, unit, why] += count

    def route(self, what: str, kind: str, why: str, count: int = 1) -> None:
        """Note to which kind of event (and so which lane) something went, and why."""
        self._routes[what, kind, why] += count

    def verify(self, what: str, why: str, count: int = 1) -> None:
        """Note a value that is to be compared with its source (D4, and times kept as given)."""
        self._verify[what, why] += count

    def note(self, sentence: str) -> None:
        """Note what else a person should know, once."""
        self._notes[sentence] = None

    def report(self) -> Report:
        """The report so far."""
        left = Counter(self._left)
        untold = self._fates.count(_READ)
        if untold:
            left[UNTOLD] += untold
        fates = {fate: self._fates.count(fate) + self._bulk[fate] for fate in (_ACCEPTED, _MERGED, _REFUSED)}
        return Report(
            self.format,
            tuple(self._files),
            rows_read=len(self._fates) - self._fates.count(_HANDED_ON) + self._bulk.total(),
            accepted=fates[_ACCEPTED],
            merged=fates[_MERGED],
            rows_refused=fates[_REFUSED],
            refused=tuple(sorted(self._refusals, key=self._place)),
            not_imported=dict(sorted(left.items())),
            unmapped=tuple(Unmapped(*key, count) for key, count in sorted(self._unmapped.items(), key=_most)),
            routes=tuple(Route(*key, count) for key, count in sorted(self._routes.items())),
            verify=tuple((what, why, count) for (what, why), count in sorted(self._verify.items())),
            dialects=self._dialects,
            notes=tuple(self._notes),
        )

    def _place(self, refusal: Refusal) -> tuple[int, int]:
        return list(self._files).index(refusal.file) if refusal.file in self._files else -1, refusal.line or 0

    def _keep(self, refusal: Refusal) -> None:
        if len(self._refusals) < MOST_REFUSALS:
            self._refusals.append(refusal)


def _most(item: tuple[tuple[Coding, str, str], int]) -> tuple[int, str]:
    (coding, unit, why), count = item
    return -count, f"{coding}{unit}{why}"
