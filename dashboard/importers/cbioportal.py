"""A cBioPortal study: its timeline, clinical and resource files, one case for each patient. What the columns mean is
told in docs/import-cbioportal.md; molecular data are no part of a timeline and are listed as not imported."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from dashboard.domain.cases import Case
from dashboard.errors import Refused
from dashboard.importers._assembly.cases import cases_of
from dashboard.importers._assembly.tally import Tally
from dashboard.importers._cbioportal.places import files_at, holds_a_study
from dashboard.importers._cbioportal.reading import Reading
from dashboard.importers._cbioportal.study import Study, study_of
from dashboard.importers.base import NO_CHOICES, Choices, Import, ImportRefused, Refusal


class CBioPortal:
    """One study: a folder, a zip archive of one, or one of its files."""

    name = "cbioportal"
    title = "cBioPortal study (timeline, clinical and resource files)"
    needs = "tab-separated files in UTF-8: timeline data (data_timeline_*.txt), clinical data, or both; meta files help"

    def sniff(self, path: Path) -> bool:
        """True where a file, or one that lies in the folder or archive, says that it is of this format."""
        try:
            return holds_a_study(path)
        except (OSError, Refused):
            return False

    def read(self, path: Path, choices: Choices = NO_CHOICES) -> Import:
        """The cases of the study, each row in the report. Raises ImportRefused where no file of it can be read."""
        with files_at(path) as found:
            study = study_of(found.files, path.name if path.is_dir() else path.stem)
            study = replace(study, wrong=(*study.wrong, *found.lost))
            if not study.files:
                raise ImportRefused(_refusals(study) or [Refusal(path.name, "it holds no file of a cBioPortal study")])
            return _imported(study, choices)


def _imported(study: Study, choices: Choices) -> Import:
    tally = Tally(CBioPortal.name)
    for name in study.meta:
        tally.file(name)
    for wrong in study.wrong:
        tally.refuse_file(wrong.name, wrong.reason, line=wrong.line)
    for name in study.others:
        tally.note(f"{name} holds no timeline, clinical or resource data and was not read")
    reading = Reading(study, choices, tally)
    source = choices.source or study.id
    made = cases_of(reading.entries(), tally, source, choices.case_id)
    cases = tuple(_dated(case, reading.dates) for case in made.cases)
    return Import(cases, tally.report(), origin=source, rows=made.rows)


def _dated(case: Case, dates: Mapping[str, str]) -> Case:
    """The case with the date of its day 0, where the study gives it."""
    return replace(case, origin=dates[case.patient_id]) if case.patient_id in dates else case


def _refusals(study: Study) -> list[Refusal]:
    return [Refusal(wrong.name, wrong.reason, wrong.line) for wrong in study.wrong]


IMPORTER = CBioPortal()
