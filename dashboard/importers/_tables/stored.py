"""Chunks of rows in a file: sorted by patient into parts, and read again part by part."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np
import orjson

from dashboard.importers._spread.shelf import read_frame, write_frame
from dashboard.importers._tables.chunks import Chunk
from dashboard.importers._tables.coded import Coded, Numbers

Segment = tuple[int, int]
"""The number of a part, and the byte at which a chunk of its rows begins."""


def part_of(patient: str, parts: int) -> int:
    """The part to which a patient falls; rows without a patient are of the first."""
    return zlib.crc32(patient.encode()) % parts if patient else 0


def write_parted(chunk: Chunk, patients: Coded, parts: int, file: BinaryIO) -> Iterator[Segment]:
    """Write the rows of a chunk, those of each part by themselves."""
    owners = patients.spread([part_of(text, parts) for text in patients.texts], np.int64)
    for part in np.unique(owners).tolist():
        mask = owners == part
        yield part, file.tell()
        columns = {name: column.only(mask).compact() for name, column in chunk.columns.items()}
        _write(Chunk(chunk.numbers[mask], columns), file)


def read_parted(path: Path, starts: Iterable[int]) -> Iterator[Chunk]:
    """The chunks that begin at these bytes."""
    with path.open("rb") as file:
        for start in starts:
            file.seek(start)
            yield _read(file)


def _write(chunk: Chunk, file: BinaryIO) -> None:
    write_frame(file, orjson.dumps({name: column.texts for name, column in chunk.columns.items()}))
    _write_numbers([chunk.numbers, *(column.codes for column in chunk.columns.values())], file)


def _read(file: BinaryIO) -> Chunk:
    texts = orjson.loads(read_frame(file))
    numbers, *codes = _read_numbers(file, 1 + len(texts))
    named = zip(texts.items(), codes, strict=True)
    return Chunk(numbers, {name: Coded(column, listed) for (name, listed), column in named})


def _write_numbers(columns: Sequence[Numbers], file: BinaryIO) -> None:
    for column in columns:
        write_frame(file, column.astype("<i8").tobytes())


def _read_numbers(file: BinaryIO, count: int) -> list[Numbers]:
    return [np.frombuffer(read_frame(file), dtype="<i8").astype(np.int64) for _ in range(count)]
