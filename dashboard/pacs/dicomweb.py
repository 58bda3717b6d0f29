"""DICOMweb: searching (QIDO-RS) and fetching (WADO-RS), reading only. Windows and thumbnails are made on our side.

What a PACS may render is never asked for without a window: Orthanc then stretches the full range. Files are asked for
as they are stored (transfer syntax *), for being asked to convert JPEG-LS or JPEG 2000 some servers fail.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from dashboard.pacs.answers import Dataset, InstanceRecord, StudyRecord, datasets, instance_record, study_record
from dashboard.pacs.failures import PacsRefused
from dashboard.pacs.multipart import WRONG, Part, content, parts
from dashboard.pacs.transport import Transport

JSON = "application/dicom+json"
FILES = 'multipart/related; type="application/dicom"; transfer-syntax=*'
PIXELS = 'multipart/related; type="application/octet-stream"; transfer-syntax=*'
UID = re.compile(r"(?=.{1,64}$)[0-9]+(\.[0-9]+)*")
LONGEST_PATIENT_ID = 64


@dataclass(frozen=True, slots=True)
class Frame:
    """The pixels of one frame as they are stored, and what they are encoded in."""

    media_type: str
    transfer_syntax: str
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Dicomweb:
    """One PACS."""

    transport: Transport

    def studies_of(self, patient_id: str) -> tuple[StudyRecord, ...]:
        """The studies of exactly this patient. Raises PacsRefused for an id that a PACS would take as a pattern."""
        if not _is_exact(patient_id):
            raise PacsRefused("This patient id cannot be searched for: it is empty, too long or holds * ? or \\.")
        found = map(study_record, self._json(f"studies?PatientID={quote(patient_id, safe='')}"))
        # A PACS may ignore case, or take a part for the whole.
        return tuple(one for one in found if one.patient_id == patient_id and UID.fullmatch(one.uid))

    def study(self, study: str) -> StudyRecord | None:
        """The study of that UID, or None."""
        found = map(study_record, self._json(f"studies?StudyInstanceUID={_uid(study)}"))
        return next((one for one in found if one.uid == study), None)

    def instances(self, study: str) -> tuple[InstanceRecord, ...]:
        """The instances of a study by their metadata."""
        found = tuple(map(instance_record, self._json(f"studies/{_uid(study)}/metadata")))
        for one in found:
            if one.study != study or not UID.fullmatch(one.uid) or not UID.fullmatch(one.series):
                raise PacsRefused(WRONG)
        return found

    def files(self, study: str, series: str, size: int) -> Iterator[Iterator[bytes]]:
        """The files of a series as they are stored, each in blocks; of all together at most `size` bytes."""
        path = f"studies/{_uid(study)}/series/{_uid(series)}"
        for part in self._parts(path, FILES, size):
            if part.headers.get_content_type() != "application/dicom":
                raise PacsRefused(WRONG)
            yield part.blocks

    def frames(self, instance: InstanceRecord, numbers: tuple[int, ...]) -> tuple[Frame, ...]:
        """Frames of an instance, counted from 1, as they are stored."""
        wanted = ",".join(str(int(number)) for number in numbers)
        path = f"{_path(instance)}/frames/{wanted}"
        found = tuple(map(_frame, self._parts(path, PIXELS, self.transport.limits.size)))
        if len(found) != len(numbers):
            raise PacsRefused(WRONG)
        return found

    def rendered(self, instance: InstanceRecord, window: tuple[float, float], frame: int, edge: int) -> bytes:
        """A JPEG of a frame (from 1) through a window (centre, width), fitted into `edge` pixels."""
        # Without a window the file's own is ignored, and linear-exact puts the centre elsewhere; both by Orthanc.
        wanted = f"window={window[0]:g},{window[1]:g},linear&viewport={edge},{edge}"
        path = f"{_path(instance)}/frames/{int(frame)}/rendered?{wanted}"
        with self.transport.get(path, "image/jpeg", size=self.transport.limits.text) as answer:
            if content(answer.media_type).get_content_type() != "image/jpeg":
                raise PacsRefused(WRONG)
            return b"".join(answer.blocks)

    def _json(self, path: str) -> tuple[Dataset, ...]:
        limits = self.transport.limits
        with self.transport.get(path, JSON, size=limits.text) as answer:
            if answer.status == 204:  # nothing was found
                return ()
            if content(answer.media_type).get_content_type() not in (JSON, "application/json"):
                raise PacsRefused(WRONG)
            body = b"".join(answer.blocks)
        return datasets(body, self.transport.origin, limits.records)

    def _parts(self, path: str, accept: str, size: int) -> Iterator[Part]:
        with self.transport.get(path, accept, size=size) as answer:
            for count, part in enumerate(parts(answer.media_type, answer.blocks)):
                if count >= self.transport.limits.records:
                    raise PacsRefused(f"The PACS sent more than {count} parts; the rest was not read.")
                for name in ("Location", "Content-Location"):
                    if name in part.headers and not self.transport.origin.holds(part.headers[name]):
                        raise PacsRefused("The PACS named an address outside of itself; its answer was not taken.")
                yield part


def _frame(part: Part) -> Frame:
    # Orthanc writes the transfer syntax within the quotation marks of the type, or not at all.
    told = part.headers.get("Content-Type", "")
    syntax = re.search(r"transfer-syntax=\"?([0-9.]+)", told)
    return Frame(part.headers.get_content_type(), syntax[1] if syntax else "", b"".join(part.blocks))


def _path(instance: InstanceRecord) -> str:
    return f"studies/{_uid(instance.study)}/series/{_uid(instance.series)}/instances/{_uid(instance.uid)}"


def _uid(text: str) -> str:
    if not UID.fullmatch(text):
        raise PacsRefused("This is no UID of DICOM: digits and points, 64 at most.")
    return text


def _is_exact(patient_id: str) -> bool:
    """Whether a PACS takes the id for itself: `*` and `?` are patterns, the backslash separates values."""
    plain = patient_id.isprintable() and patient_id == patient_id.strip() and not set(patient_id) & set("*?\\")
    return plain and 0 < len(patient_id) <= LONGEST_PATIENT_ID
