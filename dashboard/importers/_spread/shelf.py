"""Packed cases in files: written by those who make them, and read one by one when they are asked for, so that a hundred
thousand of them never stand in the memory at once."""

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from io import SEEK_CUR
from pathlib import Path
from typing import Any, BinaryIO, overload

import orjson

from dashboard.importers._assembly.entries import Rows
from dashboard.importers._assembly.packed import PackedCase
from dashboard.importers._assembly.summary import AnalyteSummary, Summary
from dashboard.store.rows import case_of, case_row

_LENGTH = struct.Struct(">Q")
MOST = 1 << 31
"""No frame is longer: what says so is damaged."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a case stands: its id, the file and the byte."""

    id: str
    file: Path
    start: int


class Shelf(Sequence[PackedCase]):
    """Cases that lie in files, in the order of their places."""

    def __init__(self, places: Sequence[Place], source: object = None) -> None:
        self._places, self._source = places, source

    @property
    def places(self) -> Sequence[Place]:
        """Where the cases stand."""
        return self._places

    @property
    def ids(self) -> list[str]:
        """The ids of the cases, without reading these."""
        return [one.id for one in self._places]

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, number: int) -> PackedCase: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[PackedCase]: ...
    def __getitem__(self, number: int | slice) -> PackedCase | Sequence[PackedCase]:
        if isinstance(number, slice):
            return Shelf(self._places[number], self._source)
        place = self._places[number]
        with place.file.open("rb") as file:
            file.seek(place.start)
            return _case(file)


def ids_of(cases: Sequence[PackedCase]) -> list[str]:
    """The ids of cases."""
    return cases.ids if isinstance(cases, Shelf) else [case.head.id for case in cases]


def write_case(case: PackedCase, file: BinaryIO) -> None:
    """Write one case, its packs behind it."""
    about = {
        "head": case_row(case.head),
        "rows": {"events": dict(case.rows.events), "person": case.rows.person},
        "summary": asdict(case.summary),
        "packs": [[events, len(content)] for events, content in case.packs],
        "withdrawn": case.withdrawn,
        "parted": case.parted,
    }
    write_frame(file, orjson.dumps(about))
    for _, content in case.packs:
        file.write(content)


def write_cases(cases: Iterable[PackedCase], path: Path) -> list[tuple[str, int]]:
    """Write cases into a file; the id and the start of each."""
    places = []
    with path.open("wb") as file:
        for case in cases:
            places.append((case.head.id, file.tell()))
            write_case(case, file)
    return places


def places_in(file: BinaryIO, path: Path) -> Iterator[Place]:
    """The places of the cases of an open file, from where it stands to its end. Raises ValueError where one is cut."""
    start, end = file.tell(), path.stat().st_size
    while start < end:
        about = orjson.loads(read_frame(file))
        yield Place(about["head"]["id"], path, start)
        start = file.seek(sum(length for _, length in about["packs"]), SEEK_CUR)
    if start > end:
        raise ValueError("a case is cut off")


def write_frame(file: BinaryIO, content: bytes) -> None:
    """Write a length and so many bytes."""
    file.write(_LENGTH.pack(len(content)))
    file.write(content)


def read_frame(file: BinaryIO) -> bytes:
    """The bytes of a frame. Raises ValueError where they are not all there."""
    head = file.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise ValueError("a length is cut off")
    (length,) = _LENGTH.unpack(head)
    content = file.read(length) if length <= MOST else b""
    if len(content) < length:
        raise ValueError("a frame is cut off")
    return content


def _case(file: BinaryIO) -> PackedCase:
    about: dict[str, Any] = orjson.loads(read_frame(file))
    summary = about["summary"]
    analytes = tuple(AnalyteSummary(**one) for one in summary["analytes"])
    return PackedCase(
        case_of(about["head"], ()),
        tuple((events, file.read(length)) for events, length in about["packs"]),
        Summary(**summary | {"analytes": analytes}),
        Rows(**about["rows"]),
        tuple(about["withdrawn"]),
        about["parted"],
    )
