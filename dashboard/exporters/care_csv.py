"""The timeline table that the CARE guideline asks of a case report, as CSV: the kind of every time in words."""

from collections.abc import Mapping, Sequence
from typing import BinaryIO

from dashboard.exporters import _telling as telling
from dashboard.exporters._case_tables import table_text
from dashboard.exporters._cells import MARK, as_text
from dashboard.exporters.base import Dossier, Step


class CareCsv:
    """One row a record, in the order of the record; an order-only record has a window in words and no day."""

    name = "care-csv"
    title = "CARE timeline table, CSV"
    about = "The timeline table of a case report, each time with its kind in words, for a spreadsheet."
    suffix = ".csv"
    media_type = "text/csv; charset=utf-8"
    choices: Mapping[str, Sequence[str]] = {}

    def write(self, given: Dossier, out: BinaryIO, step: Step) -> None:
        """The table, and below it, behind a blank row, the stamp."""
        columns = telling.columns_of(given)
        titles = [title for _, title in columns]
        rows = [
            {title: as_text(cells.get(key, "").replace("\n", " | ")) for key, title in columns}
            for cells in map(telling.cells_of, given.rows)
        ]
        step(0.5, "rows")
        first, second = titles[:2]
        stamp = [{first: as_text(name), second: as_text(words)} for name, words in given.stamp.lines()]
        out.write((MARK + table_text(titles, [*rows, {}, *stamp])).encode())


EXPORTER = CareCsv()
