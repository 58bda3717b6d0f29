"""How a frame wants to be shown, by its header; no pixels."""

from dashboard.imaging.decoding import frame_header
from dashboard.imaging.headers import is_picture
from dashboard.imaging.model import Slice
from dashboard.imaging.stack import Display
from dashboard.imaging.windows import stored_windows


def display_of(source: Slice) -> Display:
    """The windows of the frame and whether it is inverted. Raises ImageRefused."""
    if is_picture(source.path):
        return Display()
    header = frame_header(source)
    return Display(tuple(stored_windows(header)), header.get("PhotometricInterpretation") == "MONOCHROME1")
