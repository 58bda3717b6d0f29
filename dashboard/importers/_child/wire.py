"""What the reading process writes into a file and the program reads back: lengths, JSON and packs. No objects."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from dashboard.domain.received import Coding, Confirmed
from dashboard.importers._assembly.entries import Rows
from dashboard.importers._assembly.packed import PackedCase, pack_case
from dashboard.importers._spread.shelf import Place, Shelf, places_in, read_frame, write_case, write_frame
from dashboard.importers.base import Choices, Dialect, Import, Refusal, Report, Route, Unmapped

PARTS = "parts"
"""The folder beside an answer in which the parts of a large import lie."""


def write(brought: Import, file: BinaryIO) -> None:
    """Write what an importer brought. Cases that lie in files beside this one stay there, and only their places are
    written."""
    packed, cases = brought.packed, packed_cases(brought)
    places: list[tuple[str, str, int]] = []
    if isinstance(packed, Shelf) and not brought.cases:
        places, cases = [(one.id, one.file.name, one.start) for one in packed.places], iter(())
    head = {"report": report_to_plain(brought.report), "origin": brought.origin, "places": places}
    write_frame(file, orjson.dumps(head))
    for case in cases:
        write_case(case, file)


def write_refusal(refusals: Iterable[Refusal], file: BinaryIO) -> None:
    """Write why nothing could be read."""
    write_frame(file, orjson.dumps({"refused": [asdict(one) for one in refusals]}))


def write_plain(told: dict[str, Any], file: BinaryIO) -> None:
    """Write what is no import: plain data under the key "plain"."""
    write_frame(file, orjson.dumps({"plain": told}))


def read_plain(path: Path) -> dict[str, Any]:
    """What `write_plain` wrote. Raises ValueError for anything else."""
    with path.open("rb") as file:
        head = orjson.loads(read_frame(file))
    if not isinstance(head, dict) or "plain" not in head:
        raise ValueError("no plain data")
    plain: dict[str, Any] = head["plain"]
    return plain


def read(path: Path, source: object) -> Import | list[Refusal]:
    """What the file holds. Raises ValueError where it is not whole."""
    with path.open("rb") as file:
        head = orjson.loads(read_frame(file))
        if "refused" in head:
            return [Refusal(**one) for one in head["refused"]]
        beside = [Place(name, path.parent / PARTS / Path(file_name).name, at) for name, file_name, at in head["places"]]
        places = beside or list(places_in(file, path))
    return Import(
        (), report_from_plain(head["report"]), source=source, origin=head["origin"], packed=Shelf(places, source)
    )


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


def report_to_plain(report: Report) -> dict[str, Any]:
    """A report as JSON writes it."""
    return asdict(report)


def report_from_plain(plain: dict[str, Any]) -> Report:
    """The report that JSON wrote."""
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
