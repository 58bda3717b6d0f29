"""A case of an import as it goes to the store: its own facts, its events in packs, and what they come to."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.domain.cases import Case
from dashboard.domain.packs import MOST, event_of, packed, place_in_order, rows_of, unpacked
from dashboard.importers._assembly.entries import Rows
from dashboard.importers._assembly.summary import Summary, summary_of

Pack = tuple[int, bytes]
"""How many events, and their content (`domain.packs`)."""


@dataclass(frozen=True, slots=True)
class PackedCase:
    """`head` is the case without events; `withdrawn` and `parted` are those of `Import`."""

    head: Case
    packs: Sequence[Pack]
    summary: Summary
    rows: Rows = Rows()
    withdrawn: tuple[str, ...] = ()
    parted: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing is told of the patient, only withdrawn."""
        return not self.packs and not self.rows.person


def pack_case(case: Case, rows: Rows) -> PackedCase:
    """A case of single events, packed. Raises Refused where its times cannot all be true."""
    listed = rows_of(case.events)
    parts = [listed[start : start + MOST] for start in range(0, len(listed), MOST)]
    packs = tuple((len(part), content) for part in parts for content in packed(part))
    return PackedCase(replace(case, events=()), packs, summary_of(case), rows)


def unpack_case(case: PackedCase) -> Case:
    """The case with its events one by one, in their canonical order."""
    rows = (row for _, content in case.packs for row in unpacked(content))
    return replace(case.head, events=tuple(map(event_of, sorted(rows, key=place_in_order))))
