"""Pictures: DICOM, PNG and JPEG in; headers, grey levels and thumbnails out. The only folder that knows pixels.

Nothing here knows Dash, SQL or who may see what. Every refusal is an `ImageRefused` whose text is one sentence.
"""

from dashboard.imaging.folders import KeyImage, key_images, key_slice, study_folder
from dashboard.imaging.frames import Window, apply_window, grey_levels, picture
from dashboard.imaging.headers import ImageRefused, RefusedFile, SeriesImages, Slice, StudyImages, scan_study
from dashboard.imaging.thumbnails import fingerprint, placeholder, thumbnail

__all__ = [
    "ImageRefused",
    "KeyImage",
    "RefusedFile",
    "SeriesImages",
    "Slice",
    "StudyImages",
    "Window",
    "apply_window",
    "fingerprint",
    "grey_levels",
    "key_images",
    "key_slice",
    "picture",
    "placeholder",
    "scan_study",
    "study_folder",
    "thumbnail",
]
