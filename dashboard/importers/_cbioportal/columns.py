"""Columns that have no field of their own here: kept with the event as details, by their names in small letters."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
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


_AS_GIVEN: Final = re.compile(r"_AS_GIVEN(?:_DATE)?(?:_2)?$")

SAMPLES: Final = "sample "
"""Before what an event tells of its sample."""


def rest_of(line: Line, told: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What the row says besides the columns `told`, as details."""
    known = frozenset(told)
    return (
        (detail_name(column), line.get(column)) for column in line.cells if column not in known and line.get(column)
    )


@lru_cache(maxsize=4096)
def detail_name(column: str) -> str:
    """The name under which a column is kept."""
    name = meant(column).lower()
    return PREFIX + name if name in _OWN or name.startswith((SAMPLES, PREFIX)) else name


def meant(column: str) -> str:
    """The column that is meant: an export puts _AS_GIVEN behind a name that a portal would refuse for itself or for its
    value."""
    return _AS_GIVEN.sub("", column)
