"""DICOM files, folders, discs and zip archives to imaging studies. Which case a study belongs to is not decided here:
headers are no cases, and `services.joining` is told or finds the same patient id."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from dashboard.imaging import ImageRefused, Instance, RefusedFile, read_instances
from dashboard.imaging.scan import shown_as
from dashboard.imaging.sources import Source, holds_dicom, source_at
from dashboard.imaging.stacks import Stack, positions, stacks_of
from dashboard.importers.base import (
    NO_CHOICES,
    Choices,
    ImagingSeries,
    ImagingStudy,
    Import,
    ImportRefused,
    PictureFile,
    Refusal,
    Report,
)


class Dicom:
    """Whatever holds DICOM; each study in it comes for itself."""

    name = "dicom"
    title = "DICOM (files, folder, DICOMDIR or zip)"
    limited = False  # its files are opened by worker processes of `imaging`
    needs = "files in the format of DICOM, by themselves, in folders, on a disc with a DICOMDIR or in a zip archive"

    def sniff(self, path: Path) -> bool:
        """True where a file, the first files of a folder or an archive say that they are DICOM."""
        return holds_dicom(path)

    def read(self, path: Path, choices: Choices = NO_CHOICES) -> Import:
        """The studies at `path`; a file that cannot be read is listed and stops nothing. Raises ImportRefused where
        nothing can be read at all."""
        try:
            source = source_at(path)
            instances, refused = read_instances(source.files)
        except ImageRefused as refusal:
            raise ImportRefused([Refusal(path.name, str(refusal).rstrip("."))]) from refusal
        photos = [RefusedFile(one.path, _PHOTO) for one in instances if one.kind == "photo"]
        read = [one for one in instances if one.kind != "photo"]
        unique = list({one.instance_uid or str(one.path): one for one in reversed(read)}.values())[::-1]
        refusals = tuple(_refusal(one, source) for one in [*source.refused, *refused, *photos])
        if not unique:
            raise ImportRefused(refusals or [Refusal(path.name, "it holds no DICOM")])
        report = Report(
            self.name,
            files=(path.name,),
            rows_read=len(read) + len(refusals) + source.passed_over,
            accepted=len(unique),
            merged=len(read) - len(unique),
            rows_refused=len(refusals),
            refused=refusals,
            not_imported={"files of other kinds": source.passed_over} if source.passed_over else {},
        )
        return Import((), report, _studies(unique, source), source)


_PHOTO = "it is a plain picture without a header; those lie in the images folder of a case"


def _refusal(refused: RefusedFile, source: Source) -> Refusal:
    name = source.files.get(refused.path, str(refused.path))
    reason = refused.reason.removeprefix(f"{refused.path.name} ").rstrip(".")
    return Refusal(name, reason.replace(refused.path.name, Path(name).name))


def _studies(instances: list[Instance], source: Source) -> tuple[ImagingStudy, ...]:
    groups: dict[str, list[Instance]] = {}
    for one in instances:
        groups.setdefault(one.study_uid, []).append(one)
    return tuple(_study(uid, group) for uid, group in groups.items())


def _study(uid: str, instances: list[Instance]) -> ImagingStudy:
    groups: dict[str, list[Instance]] = {}
    for one in instances:
        groups.setdefault(one.series_uid, []).append(one)
    shown = [one for one in instances if one.kind != "none"] or instances
    return ImagingStudy(
        uid=uid,
        date=_date(_same(one.date for one in instances)),
        modality=", ".join(dict.fromkeys(one.modality for one in shown if one.modality)),
        patient_id=_same(one.patient_id for one in instances),
        accession=_same(one.accession for one in instances),
        series=tuple(_series(series_uid, group) for series_uid, group in groups.items()),
        files=tuple(PictureFile(one.path, one.instance_uid) for one in instances),
    )


def _series(uid: str, instances: list[Instance]) -> ImagingSeries:
    pictures = [one for one in instances if one.kind != "none"]
    stacks = stacks_of(pictures)
    kinds = [shown_as(stack) for stack in stacks] or [one.what for one in instances]
    first = (pictures or instances)[0]
    return ImagingSeries(
        uid=uid,
        modality=first.modality,
        description=first.description,
        instances=len(instances),
        positions=_positions(stacks),
        frames=sum(len(one.frames) for one in pictures),
        rows=first.rows,
        columns=first.columns,
        shown_as=", ".join(dict.fromkeys(kinds)),
    )


def _positions(stacks: Iterable[Stack]) -> int:
    """How many positions there are: time points of one orientation share theirs."""
    places = {
        (stack.frames[0].header.orientation, round(place, 2)) for stack in stacks for place in positions(stack.frames)
    }
    return len(places)


def _same(words: Iterable[str]) -> str:
    """The word that all files say, or "": where they differ nothing is chosen."""
    found = set(words)
    return found.pop() if len(found) == 1 else ""


def _date(word: str) -> str:
    """A Study Date as ISO 8601; "" for what is no date."""
    try:
        return date(int(word[:4]), int(word[4:6]), int(word[6:])).isoformat() if len(word) == 8 else ""
    except ValueError:
        return ""


IMPORTER = Dicom()
