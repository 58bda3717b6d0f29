"""What the cBioPortal exporter writes of a case, and the case that comes back from it."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

from dashboard.domain.cases import Case
from dashboard.domain.chronology import solve
from dashboard.domain.timing import place
from dashboard.exporters.base import Dossier, Stamp
from dashboard.exporters.cbioportal import EXPORTER
from dashboard.figures.stack import View
from dashboard.importers.cbioportal import IMPORTER
from tests.exporters.portal_rules import metas, parsed
from tests.importers.cbioportal.studies import write

LIBRARY = Path(__file__).parents[2] / "data" / "cases"
STAMP = Stamp("Clinical timeline", "0123", "code", "zero", "all", (), 0, 0, "2026-11-27", "somebody", True)


def exported(case: Case, *, identified: bool = True) -> tuple[bytes, dict[str, str]]:
    """The archive, and the files of the one study in it."""
    chronology = solve(case)
    stamp = replace(STAMP, code=case.id, identified=identified)
    dossier = Dossier(case, chronology, place(case, chronology), (), (), View(), stamp)
    out = io.BytesIO()
    EXPORTER.write(dossier, out, lambda share, words: None)
    with zipfile.ZipFile(out) as archive:
        (folder,) = {name.partition("/")[0] for name in archive.namelist()}
        files = {name.partition("/")[2]: archive.read(name).decode() for name in archive.namelist()}
    assert metas(files)["meta_study.txt"]["cancer_study_identifier"] == folder
    return out.getvalue(), files


def again(case: Case, tmp_path: Path) -> Case:
    """The case that comes back from its export."""
    _, files = exported(case)
    (found,) = IMPORTER.read(write(tmp_path / f"{len(list(tmp_path.iterdir()))}", files)).cases
    return found


def plain(case: Case) -> Case:
    return replace(case, events=tuple(replace(event, place="") for event in case.events))


def rows(files: dict[str, str], name: str) -> list[dict[str, str]]:
    _, columns, found = parsed(files[name])
    return [dict(zip(columns, row, strict=True)) for row in found]


def timeline(files: dict[str, str]) -> list[dict[str, str]]:
    return [row for name in files if name.startswith("data_timeline") for row in rows(files, name)]
