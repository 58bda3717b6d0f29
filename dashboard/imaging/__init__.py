"""Pictures: DICOM, PNG and JPEG in; headers, grey levels and thumbnails out. The only folder that knows pixels.

Nothing here knows Dash, SQL or who may see what. Every refusal is an `ImageRefused` whose text is one sentence. What is
offered here opens no file from outside in this process: `readers` has worker processes do it, and pydicom stays there.
"""

from dashboard.imaging.folders import (
    KeyImage,
    check_names,
    is_plain_name,
    key_files,
    key_images,
    key_slice,
    study_folder,
)
from dashboard.imaging.model import (
    ImageRefused,
    Instance,
    Letters,
    Listed,
    RefusedFile,
    SeriesImages,
    Slice,
    StudyImages,
    Window,
)
from dashboard.imaging.readers import cleaned, placeholder, read_instances, scan_study, stack_of, thumbnail, wire_slice
from dashboard.imaging.stack import Stack

__all__ = [
    "ImageRefused",
    "Instance",
    "KeyImage",
    "Letters",
    "Listed",
    "RefusedFile",
    "SeriesImages",
    "Slice",
    "Stack",
    "StudyImages",
    "Window",
    "cleaned",
    "check_names",
    "is_plain_name",
    "key_files",
    "key_images",
    "key_slice",
    "placeholder",
    "read_instances",
    "scan_study",
    "stack_of",
    "study_folder",
    "thumbnail",
    "wire_slice",
]
