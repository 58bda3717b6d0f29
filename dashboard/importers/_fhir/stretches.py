"""Files of FHIR in batches that can be read side by side: stretches of lines (NDJSON), and documents whole."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from dashboard.importers._fhir.sources import DAMAGE, Source, stored_source
from dashboard.importers._fhir.splitting import STEP, is_of_lines

Stretch = list[int]
"""A file by its number, the first byte and how many (0: the whole file), and how many lines come before."""
Batch = list[Stretch]


def batches_of(sources: Sequence[Source], size: int) -> list[Batch]:
    """All files in batches of about that size, in their order."""
    batches: list[Batch] = [[]]
    room = size
    for number, source in enumerate(sources):
        for start, length in _stretches(source, size):
            weight = length or source.size
            if weight > room and batches[-1]:
                batches.append([])
                room = size
            batches[-1].append([number, start, length, 0])
            room -= weight
    return batches


def numbered(batches: Sequence[Batch], lines: Sequence[Sequence[int]]) -> list[Batch]:
    """The batches, each stretch with the number of lines before it, where each has so many lines."""
    before: dict[int, int] = {}
    found: list[Batch] = []
    for batch, counts in zip(batches, lines, strict=True):
        found.append([])
        for (number, start, length, _), count in zip(batch, counts, strict=True):
            found[-1].append([number, start, length, before.get(number, 0)])
            before[number] = before.get(number, 0) + count
    return found


def source_of(stored: Sequence[object], stretch: Stretch) -> Source:
    """What is read of a file; `stored` is what `Source.stored` says of it."""
    source, (_, start, length, lines) = stored_source(*stored), stretch
    if not length:
        return source
    return replace(source, opened=partial(_stretch, Path(str(source.path)), start, length), lines=lines)


def count_lines(source: Source) -> int:
    """How many lines a stretch of lines has; 0 for a whole file."""
    if source.lines is None:
        return 0
    with source.opened() as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(STEP), b""))


def _stretches(source: Source, size: int) -> Iterator[tuple[int, int]]:
    """(start, length) of each stretch of a file of lines; (0, 0) for a file that cannot be cut."""
    whole = source.size
    if not source.can_be_cut or whole <= size or not _has_lines(source):
        yield 0, 0
        return
    start = 0
    with Path(str(source.path)).open("rb") as file:
        while start < whole:
            file.seek(min(start + size, whole))
            file.readline()
            end = file.tell()
            yield start, end - start
            start = end


def _has_lines(source: Source) -> bool:
    try:
        with source.opened() as file:
            return is_of_lines(file.read(STEP))
    except DAMAGE:
        return False


@contextmanager
def _stretch(path: Path, start: int, length: int) -> Iterator[BinaryIO]:
    with path.open("rb") as file:
        file.seek(start)
        yield cast(BinaryIO, _Stretch(file, length))


class _Stretch:
    """A file that ends after so many bytes."""

    def __init__(self, file: BinaryIO, length: int) -> None:
        self._file, self._left = file, length

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        found = self._file.read(min(size, self._left) if size >= 0 else self._left)
        self._left -= len(found)
        return found
