"""How a frame wants to be shown, by its header; no pixels."""

from dashboard.imaging.decoding import frame_header
from dashboard.imaging.headers import Header, is_picture
from dashboard.imaging.model import Slice
from dashboard.imaging.stack import Display
from dashboard.imaging.windows import first_number, stored_windows


def display_of(source: Slice) -> Display:
    """The windows of the frame, whether it is inverted, and what its values are. Raises ImageRefused."""
    return Display() if is_picture(source.path) else display_by(frame_header(source))


def display_by(header: Header) -> Display:
    """The same by a header that is read already."""
    inverted = header.get("PhotometricInterpretation") == "MONOCHROME1"
    return Display(tuple(stored_windows(header)), inverted, "HU" if _is_hounsfield(header) else "")


def _is_hounsfield(header: Header) -> bool:
    """Whether the values are HU: a CT that is rescaled and does not say that its values are something else."""
    rescaled = first_number(header.get("RescaleIntercept")) is not None
    return header.get("Modality") == "CT" and rescaled and str(header.get("RescaleType") or "HU") == "HU"
