"""A cBioPortal study: its timeline, clinical and resource files, one case for each patient. What the columns mean is
told in docs/import-cbioportal.md; molecular data are no part of a timeline and are listed as not imported."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Final

from dashboard.domain.cases import Case
from dashboard.errors import Refused
from dashboard.imaging import ImageRefused, readers
from dashboard.importers._assembly.cases import cases_of
from dashboard.importers._assembly.tally import Tally
from dashboard.importers._cbioportal.reading import Reading
from dashboard.importers._cbioportal.study import MOST_FILES, Study, Wrong, is_study, study_of
from dashboard.importers.base import NO_CHOICES, Choices, Import, ImportRefused, Refusal

ZIP: Final = b"PK\x03\x04"
_TAIL: Final = 4_000_000
_SIGNS: Final = (b"data_timeline", b"data_clinical_", b"data_clinical.", b"meta_study", b"meta_timeline")


class CBioPortal:
    """One study: a folder, a zip archive of one, or one of its files."""

    name = "cbioportal"
    title = "cBioPortal study (timeline, clinical and resource files)"
    needs = "tab-separated files in UTF-8: timeline data (data_timeline_*.txt), clinical data, or both; meta files help"

    def sniff(self, path: Path) -> bool:
        """True where a file, or one that lies in the folder or archive, says that it is of this format."""
        try:
            if path.is_dir():
                return is_study({one: one.name for one in _inside(path)})
            return _is_zip(path) and _names_a_study(path) or is_study({path: path.name})
        except OSError:
            return False

    def read(self, path: Path, choices: Choices = NO_CHOICES) -> Import:
        """The cases of the study, each row in the report. Raises ImportRefused where no file of it can be read."""
        with _files(path) as (files, lost):
            study = study_of(files, path.name if path.is_dir() else path.stem)
            study = replace(study, wrong=(*study.wrong, *lost))
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


def _inside(folder: Path) -> list[Path]:
    """The files of a study lie side by side."""
    files = sorted(one for one in folder.iterdir() if one.is_file() and not one.name.startswith("."))
    if len(files) > MOST_FILES:
        raise Refused(f"{folder.name} holds more than {MOST_FILES} files.")
    return files


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(ZIP)) == ZIP


def _names_a_study(archive: Path) -> bool:
    """Whether a file of a study is among the names at the end of an archive; nothing is unpacked."""
    with archive.open("rb") as file:
        file.seek(max(archive.stat().st_size - _TAIL, 0))
        tail = file.read(_TAIL)
    return any(sign in tail for sign in _SIGNS)


@contextmanager
def _files(path: Path) -> Iterator[tuple[dict[Path, str], list[Wrong]]]:
    """The files of the one study at `path`, each with the name that it is told by, and those that are lost."""
    if path.is_dir():
        yield {one: one.name for one in _inside(path)}, []
    elif not _is_zip(path):
        yield {path: path.name}, []
    else:
        folder = Path(tempfile.mkdtemp(prefix="timeline-"))
        try:
            yield _of_archive(path, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _of_archive(archive: Path, folder: Path) -> tuple[dict[Path, str], list[Wrong]]:
    try:
        written, refused = readers.unpacked(archive, folder)
    except ImageRefused as refusal:
        raise ImportRefused([Refusal(archive.name, str(refusal).rstrip("."))]) from refusal
    groups: dict[str, dict[Path, str]] = {}
    for one, name in written.items():
        if not PurePosixPath(name).name.startswith("."):
            groups.setdefault(str(PurePosixPath(name).parent), {})[one] = PurePosixPath(name).name
    studies = [files for files in groups.values() if is_study(files)]
    if len(studies) != 1:
        what = "no study" if not studies else f"{len(studies)} studies; import each by itself"
        raise ImportRefused([Refusal(archive.name, f"the archive holds {what}")])
    return studies[0], [Wrong(str(one.path), one.reason.rstrip(".")) for one in refused]


IMPORTER = CBioPortal()
