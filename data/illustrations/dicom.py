"""A stack as DICOM files: real geometry, the standard's own flags for a phantom, no date, JPEG-LS lossless."""

from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, JPEGLSLossless, MRImageStorage, generate_uid

from data.illustrations.mark import WORDS
from data.illustrations.scanner import MATRIX, PIXEL_MM, Stack
from data.illustrations.series import Series, Study
from data.illustrations.shapes import Volume

MR_SCALE = 1000
CT_OFFSET = 1024
HIGHEST_LEVEL = 4095
MR_TIMES = {
    "FLAIR": {"ScanningSequence": "IR", "SequenceVariant": "SK", "RepetitionTime": 9000, "EchoTime": 120,
              "EchoTrainLength": 16, "InversionTime": 2500},
    "T1": {"ScanningSequence": "SE", "SequenceVariant": "NONE", "RepetitionTime": 550, "EchoTime": 12,
           "EchoTrainLength": 1, "ContrastBolusAgent": "SIMULATED"},
}  # fmt: skip


def write_series(folder: Path, study: Study, series: Series, stack: Stack) -> int:
    """Writes the series into `folder`; returns its size in bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    size = 0
    for place in range(len(stack.heights)):
        header = _header(study, series, stack, place)
        header.PixelData = _stored(stack.slices[place], series.is_ct).tobytes()
        header["PixelData"].VR = "OW"
        header.compress(JPEGLSLossless, generate_instance_uid=False)
        path = folder / f"IM{place + 1:04d}.dcm"
        header.save_as(path, enforce_file_format=True)
        size += path.stat().st_size
    return size


def _stored(pixels: Volume, is_ct: bool) -> Volume:
    levels = pixels + CT_OFFSET if is_ct else pixels * MR_SCALE
    return np.round(np.clip(levels, 0, HIGHEST_LEVEL)).astype("<u2")


def _uid(*parts: object) -> str:
    """A UID that follows from what it names, so that a series made twice is the same to the byte."""
    return str(generate_uid(entropy_srcs=["clinical-timeline-illustrations", *map(str, parts)]))


def _header(study: Study, series: Series, stack: Stack, place: int) -> Dataset:
    header = Dataset()
    header.file_meta = FileMetaDataset()
    header.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    header.SpecificCharacterSet = "ISO_IR 192"
    header.SOPClassUID = CTImageStorage if series.is_ct else MRImageStorage
    header.SOPInstanceUID = _uid(study.case, study.id, series.name, place)
    header.file_meta.MediaStorageSOPClassUID = header.SOPClassUID
    header.file_meta.MediaStorageSOPInstanceUID = header.SOPInstanceUID
    _describe(header, study, series)
    header.InstanceNumber = len(stack.heights) - place  # against the position, as many scanners number
    _place(header, study, stack, place)
    _pixel_module(header)
    _contrast_module(header, series)
    return header


def _describe(header: Dataset, study: Study, series: Series) -> None:
    header.ImageType = ["DERIVED", "PRIMARY", "AXIAL" if series.is_ct else "OTHER"]
    header.Modality = "CT" if series.is_ct else "MR"
    header.Manufacturer = "Drawn by a program (synthetic)"
    # The report gives no date, so there is none here.
    for keyword in ("StudyDate", "StudyTime", "AccessionNumber", "ReferringPhysicianName", "PatientBirthDate"):
        setattr(header, keyword, "")
    header.PatientName, header.PatientID, header.PatientSex = (
        "ILLUSTRATION^NOT A PATIENT",
        f"ILLUSTRATION-{study.case}",
        "",
    )
    header.StudyDescription = f"{study.label} (ILLUSTRATION)"
    header.SeriesDescription = f"{series.description} (ILLUSTRATION)"
    header.QualityControlSubject = header.QualityControlImage = "YES"  # the standard's words for a phantom
    header.PatientComments = f"Synthetic. {WORDS}"
    header.ImageComments = f"{WORDS}. {series.comment}".strip()
    header.BodyPartExamined, header.PatientPosition, header.ProtocolName = "HEAD", "HFS", series.contrast
    header.StudyID = study.id
    header.SeriesNumber = 1 + study.series.index(series)
    header.StudyInstanceUID = _uid(study.case, study.id)
    header.SeriesInstanceUID = _uid(study.case, study.id, series.name)


def _place(header: Dataset, study: Study, stack: Stack, place: int) -> None:
    height, spacing = stack.heights[place], stack.heights[1] - stack.heights[0]
    header.FrameOfReferenceUID = _uid(study.case, "one frame: all scans of a case are drawn on one head")
    header.PositionReferenceIndicator = ""
    header.ImagePositionPatient = [f"{value:.4f}" for value in (-stack.corner[0], -stack.corner[1], height)]
    header.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
    header.PixelSpacing = [PIXEL_MM, PIXEL_MM]
    header.SliceThickness = header.SpacingBetweenSlices = spacing
    header.SliceLocation = height


def _pixel_module(header: Dataset) -> None:
    header.SamplesPerPixel, header.PhotometricInterpretation = 1, "MONOCHROME2"
    header.Rows = header.Columns = MATRIX
    header.BitsAllocated, header.BitsStored, header.HighBit, header.PixelRepresentation = 16, 12, 11, 0
    header.BurnedInAnnotation = header.RecognizableVisualFeatures = "NO"
    header.LossyImageCompression = "00"


def _contrast_module(header: Dataset, series: Series) -> None:
    center, width = series.window
    if series.is_ct:
        header.RescaleIntercept, header.RescaleSlope, header.RescaleType, header.KVP = -CT_OFFSET, 1, "HU", 120
        header.WindowCenter, header.WindowWidth = [center, 40, 75, 500], [width, 80, 215, 2500]
        header.WindowCenterWidthExplanation = ["ILLUSTRATION", "BRAIN", "SUBDURAL", "BONE"]
        return
    header.ScanOptions, header.MRAcquisitionType = "", "2D"
    for keyword, value in MR_TIMES[series.contrast].items():
        setattr(header, keyword, value)
    header.WindowCenter, header.WindowWidth = center, width
