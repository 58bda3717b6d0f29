"""Where the header of a table stands: laboratories write titles, dates and blank lines above it. It is the first row
near the beginning that names the columns that are wanted; without such a row, the first that is not blank."""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, islice

from dashboard.importers._tables.specs import folded

NEAR = 40
"""As many rows at the beginning of a file may be its header."""


def place_of(rows: Sequence[Sequence[str]], wanted: Collection[str]) -> int:
    """The place of the header among the first rows of a file."""
    found = [len(names_in(row) & set(wanted)) for row in rows[:NEAR]]
    if any(found):
        return max(range(len(found)), key=found.__getitem__)
    return next((place for place, row in enumerate(rows[:NEAR]) if any(cell.strip() for cell in row)), 0)


def names_in(row: Sequence[str]) -> frozenset[str]:
    """The names of columns in a row, folded."""
    return frozenset(folded(cell.removeprefix("\ufeff")) for cell in row) - {""}


def headed(rows: Iterator[list[str]], wanted: Collection[str]) -> tuple[int, Iterator[list[str]]]:
    """How many rows stand above the header, and the rows from the header on."""
    first = list(islice(rows, NEAR))
    above = place_of(first, wanted)
    return above, chain(first[above:], rows)


def told_above(name: str, above: int) -> str:
    """The sentence about rows above the header."""
    return f"{name}: {'1 row' if above == 1 else f'{above} rows'} above the header left out"
