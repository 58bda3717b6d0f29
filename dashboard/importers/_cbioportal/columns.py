"""Columns that have no field of their own here: kept with the event as details, by their names in small letters."""

from collections.abc import Iterable, Iterator
from typing import Final

from dashboard.importers._cbioportal.tsv import Line

# Details that mean something here: a column of the same name may mean something else and is told apart.
_OWN: Final = frozenset(
    ("analyte", "as_printed", "at", "attribution", "code", "compared_with", "components", "conflict", "dose")
    + (
        "drug_class",
        "emphasis",
        "event_type",
        "figure",
        "flags",
        "group",
        "id",
        "indication",
        "issues",
        "kind",
        "label",
    )
    + ("link", "modality", "note", "place", "rank", "read_as", "route", "seq", "source", "state", "stop_date", "study")
    + ("system", "term", "time_kind", "trend", "unit", "until", "value", "verify", "zero_label")
)
PREFIX: Final = "column "


AS_GIVEN: Final = "_AS_GIVEN"
"""Behind the name of a column that a portal would refuse for its name or its value: the column without it is meant."""

SAMPLES: Final = "sample "
"""Before what an event tells of its sample."""


def rest_of(line: Line, told: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What the row says besides the columns `told`, as details."""
    known = frozenset(told)
    return (
        (detail_name(column), line.get(column)) for column in line.cells if column not in known and line.get(column)
    )


def detail_name(column: str) -> str:
    """The name under which a column is kept."""
    name = column.removesuffix(AS_GIVEN).lower()
    return PREFIX + name if name in _OWN or name.startswith((SAMPLES, PREFIX)) else name
