"""Dossiers for the tests of exporters: a case as `services/exports.py` would hand it over, without store and rights."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from dashboard.domain.cases import Case
from dashboard.domain.chronology import solve
from dashboard.domain.timing import place
from dashboard.exporters.base import Dossier, Exporter, NoPictures, Row, Stamp
from dashboard.figures.stack import View
from dashboard.importers import case_folder
from dashboard.lanes import all_lanes
from dashboard.services.tables import line

CASES = Path(__file__).parents[2] / "data" / "cases"
STAMP = Stamp(
    product="Clinical timeline 0.1.0",
    fingerprint="0123456789abcdef",
    code="case-1",
    zero="pediatrician visit",
    window="all",
    hidden=(),
    drawn=44,
    rows=44,
    made="2026-11-27 10:00 UTC",
    user="local user",
    identified=True,
)


class FolderPictures(NoPictures):
    """The pictures of a folder, file by file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def studies(self) -> frozenset[str]:
        return frozenset(path.name for path in self._folder.iterdir() if path.is_dir())

    def members(self) -> Iterator[tuple[str, bytes]]:
        for path in sorted(self._folder.rglob("*")):
            if path.is_file():
                yield path.relative_to(self._folder).as_posix(), path.read_bytes()


def shipped(name: str) -> Case:
    """A case that comes with the project."""
    return case_folder.read(CASES / name)


def dossier(case: Case, zero: str = "", **more: Any) -> Dossier:
    """The dossier of a case on its own clock, or on that of an event."""
    chronology = solve(case)
    placed = place(case, chronology, zero or None)
    lines = [line(case, item) for item in placed]
    rows = tuple(Row(one.id, one.cells, one.record) for one in lines)
    return Dossier(case, chronology, placed, rows, all_lanes(), **{"view": View(zero=zero), "stamp": STAMP} | more)


def written(exporter: Exporter, given: Dossier) -> bytes:
    """The file that an exporter writes."""
    out = BytesIO()
    exporter.write(given, out, lambda share, words: None)
    return out.getvalue()
