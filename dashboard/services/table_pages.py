"""Pages of the table of a case, in the order of the record or of a column: of a large case nobody wants all rows at
once."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from dashboard.domain.brief import told_label
from dashboard.domain.cases import Case
from dashboard.domain.dating import Dating
from dashboard.domain.discretion import NOTHING, Hidden
from dashboard.domain.people import User
from dashboard.domain.timing import Placed
from dashboard.figures.ledger import Ledger
from dashboard.figures.series import Series
from dashboard.services import cases
from dashboard.services.context import Context
from dashboard.services.ledgers import ledger
from dashboard.services.moments import zero_of
from dashboard.services.tables import MARKS, NUMBERED, STATES, EventTable, line, shown_columns, sort_keys

MOST_ROWS = 500
_NUMBER = re.compile(r"([0-9]+)")

Natural = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Sorting:
    """The column by which rows are sorted ("" = the record's own order), and whether downwards."""

    key: str = ""
    down: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a table: from which place on, and how many there are in all."""

    table: EventTable
    first: int
    all: int


def table_page(
    user: User,
    context: Context,
    case_id: str,
    first: int,
    rows: int,
    sorting: Sorting,
    zero: str = "",
    hidden: Hidden = NOTHING,
) -> Page:
    """At most `rows` rows from place `first` on, days from the selected day `zero`, without what is `hidden`. Raises
    Refused where there is no such day."""
    opened = cases.open_case(user, context, case_id, hidden)
    counted, dating = zero_of(opened, zero), Dating(opened.case, opened.chronology)
    record = ledger(opened, counted.moment)
    columns = tuple(shown_columns(dating))
    known = sorting if sorting.key in dict(columns) else Sorting()
    ranks = _order(opened.case, record, dating, known)[first : first + min(rows, MOST_ROWS)]
    lines = tuple(line(opened.case, record.item(rank), dating) for rank in ranks)
    return Page(EventTable(opened.case.id, counted.full, lines, columns), first, len(record))


def _order(case: Case, record: Ledger, dating: Dating, sorting: Sorting) -> list[int] | range:
    """Ranks in the order of a column, blank cells last either way, those that tie in the order of the record."""
    if not sorting.key:
        return range(len(record))
    return record.once(("table", sorting), lambda: _sorted(case, record, dating, sorting))


def _sorted(case: Case, record: Ledger, dating: Dating, sorting: Sorting) -> list[int]:
    if sorting.key in NUMBERED:
        return _filled_first(_numbers(record, sorting.key), sorting.down)
    cell = CELLS.get(sorting.key)
    if cell is None:
        texts = [line(case, record.item(rank), dating).cells[sorting.key] for rank in range(len(record))]
    else:
        texts = record.column(cell, lambda series: [cell(item) for item in series.bare()])
    known = {text: natural(text) for text in set(texts)}
    return _filled_first([known[text] if text else None for text in texts], sorting.down)


def _numbers(record: Ledger, key: str) -> list[list[float] | None]:
    wanted = "words" if key in ("date", "age") else key

    def of_series(series: Series) -> list[list[float] | None]:
        columns = {"words": series.days, "value": series.values}
        return [[number] for number in columns[wanted].tolist()] if wanted in columns else [None] * len(series)

    return record.column(lambda item: sort_keys(item).get(wanted), of_series)


def _filled_first(values: list[list[float] | None] | list[Natural | None], down: bool) -> list[int]:
    filled = [rank for rank, value in enumerate(values) if value is not None]
    blank = [rank for rank, value in enumerate(values) if value is None]
    return sorted(filled, key=lambda rank: values[rank], reverse=down) + blank  # type: ignore[arg-type, return-value]


def natural(text: str) -> Natural:
    """A key by which texts sort as people read them: numbers by size, capitals aside."""
    parts = _NUMBER.split(text.casefold())
    return tuple((1, int(part), "") if at % 2 else (0, 0, part) for at, part in enumerate(parts) if part)


# Cells that need no whole row to be made: a column of 200,000 is sorted by them in a second.
CELLS: dict[str, Callable[[Placed], str]] = {
    "id": lambda item: item.event.id,
    "kind": lambda item: str(item.event.kind).replace("_", " "),
    "event": lambda item: told_label(item.event),
    "time_kind": lambda item: ", ".join(
        part for part in (str(item.time.kind), MARKS.get(str(item.time.mark), "")) if part
    ),
    "state": lambda item: STATES.get(str(item.event.state), str(item.event.state)),
    "place": lambda item: ", ".join(part for part in (item.event.source, item.event.place) if part),
}
