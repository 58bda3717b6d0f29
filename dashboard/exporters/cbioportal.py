"""A case as a cBioPortal study, in the form that its validator accepts. What that format cannot say, above all every
time that is no whole day, is not exported and told in a list beside it (docs/import-cbioportal.md)."""

from collections.abc import Mapping, Sequence
from typing import BinaryIO, Final

from dashboard.exporters._archive import Archive
from dashboard.exporters._cbio_study import FIRST_DIAGNOSIS, NOT_EXPORTED, Study, study_of, zero_of
from dashboard.exporters._cbio_tables import table
from dashboard.exporters.base import Dossier, Step

README: Final = "README.txt"
DATES: Final = "dates_first_diagnosis.txt"


class CBioPortal:
    """One study of one patient: timeline, clinical and resource files with their meta files."""

    name = "cbioportal"
    title = "cBioPortal study"
    about = "Timeline, clinical and resource files for cBioPortal; what has no whole day is listed, not exported."
    suffix = ".zip"
    media_type = "application/zip"
    choices: Mapping[str, Sequence[str]] = {}

    def write(self, given: Dossier, out: BinaryIO, step: Step) -> None:
        """The study as a folder in an archive. Days count from the case's own day 0, as the format has but one."""
        case = given.case
        study = study_of(case, given.chronology, identified=given.stamp.identified)
        zero = zero_of(case)
        step(0.5, "rows")
        with Archive(out) as archive:
            for name, text in study.files(zero):
                archive.add(f"{study.id}/{name}", text)
            if given.stamp.identified and case.origin and zero == FIRST_DIAGNOSIS:
                dates = {"PATIENT_ID": study.patient, "DATE": case.origin[:10]}
                archive.add(f"{study.id}/{DATES}", table(("PATIENT_ID", "DATE"), [dates]))
            archive.add(f"{study.id}/{NOT_EXPORTED}", study.not_exported())
            archive.add(f"{study.id}/{README}", _readme(given, study, zero))


def _readme(given: Dossier, study: Study, zero: str) -> str:
    lines = [f"{name}: {words}" for name, words in given.stamp.lines() if name not in ("day 0", "rows")]
    lines += [
        f"day 0: {zero}",
        f"rows: {len(study.rows)} in timeline files",
        f"not exported: {len(study.left)}, each with its reason in {NOT_EXPORTED}",
    ]
    return "\n".join(lines) + "\n"


EXPORTER = CBioPortal()
