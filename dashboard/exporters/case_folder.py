"""The case folder as a zip archive: imported again it is the same case, its pictures included (docs/case-format.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import BinaryIO

from dashboard.exporters import _case_tables as tables
from dashboard.exporters._archive import Archive
from dashboard.exporters._case_toml import case_toml
from dashboard.exporters.base import Dossier, Step

STAMP = "export.txt"


class CaseFolder:
    """One case in one folder. But for the stamp, the bytes of the archive depend on the case and its pictures alone."""

    name = "case-folder"
    title = "Case folder"
    about = "Everything, pictures included, in files that a spreadsheet opens; importing it gives the same case."
    suffix = ".zip"
    media_type = "application/zip"
    choices: Mapping[str, Sequence[str]] = {}

    def write(self, given: Dossier, out: BinaryIO, step: Step) -> None:
        """The archive: a folder named after the case, in it what docs/case-format.md says and the stamp."""
        case, pictured = given.case, given.pictures.studies()
        texts = {
            "case.toml": case_toml(case, pictured),
            "events.csv": tables.events_csv(case, given.chronology),
            "findings.csv": tables.findings_csv(case),
            "issues.csv": tables.issues_csv(case),
        }
        with Archive(out) as archive:
            for name, text in texts.items():
                if text:
                    archive.add(f"{case.id}/{name}", text)
            for name, content in given.pictures.members():
                step(0.5, "pictures")
                archive.add(f"{case.id}/images/{name}", content)
            left_out = (*given.stamp.left_out, *given.pictures.remarks())
            archive.add(f"{case.id}/{STAMP}", replace(given.stamp, left_out=left_out).text())


EXPORTER = CaseFolder()
