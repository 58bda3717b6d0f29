"""What the reading process writes into a file and the program reads back: lengths, JSON and packs. No objects."""

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, BinaryIO, overload

import orjson

from dashboard.domain.received import Coding, Confirmed
from dashboard.importers._assembly.entries import Rows
from dashboard.importers._assembly.packed import Pack, PackedCase, pack_case
from dashboard.importers._assembly.summary import AnalyteSummary, Summary
from dashboard.importers.base import Choices, Dialect, Import, Refusal, Report, Route, Unmapped
from dashboard.store.rows import case_of, case_row

_LENGTH = struct.Struct(">Q")
MOST = 1 << 31
"""No frame is longer: what says so is damaged."""


class Spooled(Sequence[Pack]):
    """Packs that lie in a file until they are asked for."""

    def __init__(self, file: Path, places: Sequence[tuple[int, int, int]]) -> None:
        self._file, self._places = file, places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, number: int) -> Pack: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Pack]: ...
    def __getitem__(self, number: int | slice) -> Pack | Sequence[Pack]:
        if isinstance(number, slice):
            return Spooled(self._file, self._places[number])
        events, start, length = self._places[number]
        with self._file.open("rb") as file:
            file.seek(start)
            return events, file.read(length)


def write(brought: Import, file: BinaryIO) -> None:
    """Write what an importer brought."""
    head = {"report": asdict(brought.report), "origin": brought.origin}
    _frame(file, orjson.dumps(head))
    for case in packed_cases(brought):
        about = {
            "head": case_row(case.head),
            "rows": {"events": dict(case.rows.events), "person": case.rows.person},
            "summary": asdict(case.summary),
            "packs": [[events, len(content)] for events, content in case.packs],
            "withdrawn": case.withdrawn,
            "parted": case.parted,
        }
        _frame(file, orjson.dumps(about))
        for _, content in case.packs:
            file.write(content)


def write_refusal(refusals: Iterable[Refusal], file: BinaryIO) -> None:
    """Write why nothing could be read."""
    _frame(file, orjson.dumps({"refused": [asdict(one) for one in refusals]}))


def write_plain(told: dict[str, Any], file: BinaryIO) -> None:
    """Write what is no import: plain data under the key "plain"."""
    _frame(file, orjson.dumps({"plain": told}))


def read_plain(path: Path) -> dict[str, Any]:
    """What `write_plain` wrote. Raises ValueError for anything else."""
    with path.open("rb") as file:
        head = orjson.loads(_framed(file))
    if not isinstance(head, dict) or "plain" not in head:
        raise ValueError("no plain data")
    plain: dict[str, Any] = head["plain"]
    return plain


def read(path: Path, source: object) -> Import | list[Refusal]:
    """What the file holds. Raises ValueError where it is not whole."""
    with path.open("rb") as file:
        head = orjson.loads(_framed(file))
        if "refused" in head:
            return [Refusal(**one) for one in head["refused"]]
        cases = tuple(_cases(path, file))
    return Import((), _report(head["report"]), source=source, origin=head["origin"], packed=cases)


def packed_cases(brought: Import) -> Iterator[PackedCase]:
    """The cases of an import of another system, packed."""
    yield from brought.packed
    for case in brought.cases:
        withdrawn = tuple(brought.withdrawn.get(case.id, ()))
        yield replace(pack_case(case, brought.rows.get(case.id, Rows())), withdrawn=withdrawn, parted=brought.parted)


def choices_to_plain(choices: Choices) -> dict[str, Any]:
    """The choices as JSON writes them."""
    return asdict(replace(choices, mapping=None)) | {"mapping": str(choices.mapping) if choices.mapping else None}


def choices_from_plain(plain: dict[str, Any]) -> Choices:
    """The choices that JSON wrote."""
    mapping = Path(plain["mapping"]) if plain["mapping"] else None
    dialect = _dialect(plain["dialect"])
    return Choices(**plain | {"mapping": mapping, "dialect": dialect, "confirmed": Confirmed(**plain["confirmed"])})


def _cases(path: Path, file: BinaryIO) -> Iterator[PackedCase]:
    while (frame := _framed(file, end=True)) is not None:
        about = orjson.loads(frame)
        places = []
        start = file.tell()
        for events, length in about["packs"]:
            places.append((events, start, length))
            start += length
        file.seek(start)
        summary = about["summary"]
        analytes = tuple(AnalyteSummary(**one) for one in summary["analytes"])
        yield PackedCase(
            case_of(about["head"], ()),
            Spooled(path, places),
            Summary(**summary | {"analytes": analytes}),
            Rows(**about["rows"]),
            tuple(about["withdrawn"]),
            about["parted"],
        )


def _report(plain: dict[str, Any]) -> Report:
    lists = {
        "files": tuple(plain["files"]),
        "refused": tuple(Refusal(**one) for one in plain["refused"]),
        "unmapped": tuple(Unmapped(**one | {"coding": Coding(**one["coding"])}) for one in plain["unmapped"]),
        "routes": tuple(Route(**one) for one in plain["routes"]),
        "verify": tuple((what, why, count) for what, why, count in plain["verify"]),
        "dialects": {name: _dialect(one) for name, one in plain["dialects"].items()},
        "notes": tuple(plain["notes"]),
    }
    return Report(**plain | lists)


def _dialect(plain: dict[str, Any]) -> Dialect:
    return Dialect(**plain | {"said": tuple(plain["said"])})


def _frame(file: BinaryIO, content: bytes) -> None:
    file.write(_LENGTH.pack(len(content)))
    file.write(content)


def _framed(file: BinaryIO, *, end: bool = False) -> Any:
    head = file.read(_LENGTH.size)
    if end and not head:
        return None
    if len(head) < _LENGTH.size:
        raise ValueError("a length is cut off")
    (length,) = _LENGTH.unpack(head)
    content = file.read(length) if length <= MOST else b""
    if len(content) < length:
        raise ValueError("a frame is cut off")
    return content
