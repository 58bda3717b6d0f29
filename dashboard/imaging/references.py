"""DICOMDIR: the files that the index of a disc names. It is from outside, so a name may lead nowhere but below it."""

from pathlib import Path

from pydicom import dcmread
from pydicom.multival import MultiValue

from dashboard.imaging.model import ImageRefused

MOST = 20_000


def referenced_files(index: Path) -> list[tuple[str, ...]]:
    """The Referenced File ID (0004,1500) of each record, in its parts; those that could lead elsewhere are left out."""
    try:
        records = dcmread(index, specific_tags=["DirectoryRecordSequence"]).get("DirectoryRecordSequence") or ()
        found = [_parts(record.get("ReferencedFileID")) for record in records]
    except Exception as error:  # a hostile file raises nearly anything
        raise ImageRefused(f"{index.name} cannot be read.") from error
    if len(found) > MOST:
        raise ImageRefused(f"{index.name} names more than {MOST} files.")
    return [parts for parts in dict.fromkeys(found) if parts and all(map(_is_plain, parts))]


def _parts(value: object) -> tuple[str, ...]:
    if not value:
        return ()
    return tuple(map(str, value)) if isinstance(value, MultiValue) else (str(value),)


def _is_plain(part: str) -> bool:
    return part.strip(". ") != "" and not set(part) & set("/\\:\0")
