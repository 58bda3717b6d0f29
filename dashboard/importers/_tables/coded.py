"""Columns of text as numbers: each different text once, and its number in every row. What is read or decided is so once
for each different text; rows are arrays of numbers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]
_LARGEST = 1 << 62


@dataclass(frozen=True, slots=True)
class Coded:
    """A column: `texts[codes[row]]` is its text in a row."""

    codes: Numbers
    texts: Sequence[str]

    def __len__(self) -> int:
        return len(self.codes)

    def listed(self) -> list[str]:
        """The text of every row."""
        return [self.texts[code] for code in self.codes.tolist()]

    def spread(self, of_text: Sequence[Any], kind: Any) -> Any:
        """For every row what belongs to its text."""
        return np.asarray(of_text, dtype=kind)[self.codes] if len(self.texts) else np.empty(0, dtype=kind)

    def mapped(self, change: Callable[[str], str]) -> "Coded":
        """The column with every text changed; texts that become equal become one."""
        numbers: dict[str, int] = {}
        codes = [numbers.setdefault(change(text), len(numbers)) for text in self.texts]
        return Coded(self.spread(codes, np.int64), list(numbers))

    def filled(self) -> Mask:
        """For every row whether there is a text."""
        found: Mask = self.spread([bool(text) for text in self.texts], np.bool_)
        return found

    def only(self, mask: Mask) -> "Coded":
        """The rows for which the mask is true."""
        return Coded(self.codes[mask], self.texts)

    def compact(self) -> "Coded":
        """The column without texts that no row has."""
        used = np.unique(self.codes)
        if len(used) == len(self.texts):
            return self
        places = np.zeros(len(self.texts), dtype=np.int64)
        places[used] = np.arange(len(used))
        return Coded(places[self.codes], [self.texts[code] for code in used.tolist()])


def coded(texts: Iterable[str]) -> Coded:
    """A column from the text of every row."""
    array = np.empty(0, dtype=object) if not (listed := list(texts)) else np.array(listed, dtype=object)
    return coded_array(array)


def coded_array(texts: NDArray[np.object_]) -> Coded:
    """A column from an array of texts."""
    codes, found = pd.factorize(texts)
    return Coded(codes.astype(np.int64), found.tolist())


def constant(text: str, count: int) -> Coded:
    """A column that says the same in every row."""
    return Coded(np.zeros(count, dtype=np.int64), [text])


def together(columns: Sequence[Numbers], sizes: Sequence[int]) -> tuple[Numbers, list[tuple[int, ...]]]:
    """Several columns of numbers as one: for every row the number of its combination, and the combinations. `sizes` are
    the limits of the numbers in each column."""
    if not columns:
        return np.empty(0, dtype=np.int64), []
    key, reach = columns[0].astype(np.int64), max(1, sizes[0])
    parts: list[tuple[NDArray[Any], int]] = []
    for column, size in zip(columns[1:], sizes[1:], strict=True):
        if reach * max(1, size) >= _LARGEST:
            key, known = pd.factorize(key)
            parts.append((known, -1))
            reach = len(known)
        key = key * max(1, size) + column
        parts.append((np.empty(0), max(1, size)))
        reach *= max(1, size)
    codes, found = pd.factorize(key)
    return codes.astype(np.int64), _apart(found, parts)


def _apart(keys: NDArray[Any], parts: Sequence[tuple[NDArray[Any], int]]) -> list[tuple[int, ...]]:
    """The numbers that were put together in each key."""
    columns: list[list[int]] = []
    for known, size in reversed(parts):
        if size < 0:
            keys = known[keys]
        else:
            keys, rest = np.divmod(keys, size)
            columns.append(rest.tolist())
    columns.append(keys.tolist())
    return list(zip(*reversed(columns), strict=True))


def joined(columns: Sequence[Coded], make: Callable[[tuple[str, ...]], str]) -> Coded:
    """One column made of several, the text of each combination made once."""
    codes, found = together([one.codes for one in columns], [len(one.texts) for one in columns])
    texts = [make(tuple(one.texts[code] for one, code in zip(columns, parts, strict=True))) for parts in found]
    numbers: dict[str, int] = {}
    places = [numbers.setdefault(text, len(numbers)) for text in texts]
    spread = np.asarray(places, dtype=np.int64)[codes] if places else np.empty(0, dtype=np.int64)
    return Coded(spread, list(numbers))
