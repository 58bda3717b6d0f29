"""Enhanced multi-frame objects keep geometry, rescale and windows in functional groups: laid flat here."""

from collections.abc import Iterator

from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from dashboard.imaging.headers import Header

SHARED, PER_FRAME = "SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence"


def flattened(header: Header, frame: int) -> Header:
    """The header as a file of this frame alone would have it; the header itself where it has no functional groups."""
    groups = [*_items(header, SHARED)[:1], *_items(header, PER_FRAME)[frame : frame + 1]]
    if not groups:
        return header
    flat = Dataset()
    flat.update({element.tag: element for element in header.dataset if element.keyword not in (SHARED, PER_FRAME)})
    flat.file_meta = header.dataset.file_meta
    for group in groups:
        for macro in _macros(group):
            flat.update({element.tag: element for element in macro if not element.tag.is_private})
    return Header(flat)


def has_functional_groups(header: Header) -> bool:
    """Whether the header speaks of each frame apart."""
    return bool(_items(header, PER_FRAME))


def _items(header: Header, keyword: str) -> list[Dataset]:
    value = header.get(keyword)
    return list(value) if isinstance(value, Sequence) else []


def _macros(group: Dataset) -> Iterator[Dataset]:
    for element in group:
        if isinstance(element.value, Sequence) and not element.tag.is_private and len(element.value) == 1:
            yield element.value[0]
