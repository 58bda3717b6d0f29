"""Dossiers for the tests of exporters: a case as `services/exports.py` would hand it over, without store and rights."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from dashboard.domain.cases import Case
from dashboard.domain.chronology import solve
from dashboard.domain.timing import place
from dashboard.domain.zeros import resolve
from dashboard.exporters.base import Dossier, Exporter, NoPictures, Row, Shown, Stamp
from dashboard.figures.stack import View
from dashboard.imaging import ImageRefused, key_images, key_slice, scan_study, thumbnail
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
    """The pictures of a case folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index = key_images(folder)

    def shown(self, study_id: str) -> Shown:
        key = self._index.get(study_id)
        return Shown(key.caption, key.illustration, True) if key else Shown()

    def key(self, study_id: str, size: int) -> bytes:
        try:
            found = scan_study(self._folder / study_id, study_id)
            return thumbnail(key_slice(found, self._index.get(study_id)), size)
        except ImageRefused:
            return b""

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
    counted = resolve(case, chronology, zero)
    placed = place(case, chronology, counted.moment)
    lines = [line(case, item) for item in placed]
    rows = tuple(Row(one.id, one.cells, one.record) for one in lines)
    if "stamp" not in more:
        zero_words = counted.full
        count = {"drawn": len(rows), "rows": len(rows)}
        more["stamp"] = replace(STAMP, code=case.id, zero=zero_words, **count)
    return Dossier(case, chronology, placed, rows, all_lanes(), **{"view": View(), "zero": zero} | more)


def with_pictures(name: str, zero: str = "", **more: Any) -> Dossier:
    """The dossier of a shipped case with its pictures."""
    return dossier(shipped(name), zero, pictures=FolderPictures(CASES / name / "images"), **more)


@cache
def plainly(exporter: Exporter, name: str) -> bytes:
    """The file that an exporter writes of a shipped case with its pictures, written once for all tests."""
    return written(exporter, with_pictures(name))


def written(exporter: Exporter, given: Dossier, **choices: str) -> bytes:
    """The file that an exporter writes."""
    out = BytesIO()
    chosen = {name: values[0] for name, values in exporter.choices.items()} | choices
    exporter.write(replace(given, choices=chosen), out, lambda share, words: None)
    return out.getvalue()
