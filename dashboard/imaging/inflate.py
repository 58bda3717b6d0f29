"""How far a deflated DICOM file unpacks, measured without keeping what comes out: 1 MB can hide gigabytes."""

import zlib
from typing import BinaryIO

from pydicom.dataset import Dataset

MAX_UNPACKED = 256 * 1024 * 1024
STEP = 1024 * 1024
PREAMBLE_AND_GROUP_LENGTH = 128 + 4 + 12


def refuse_if_it_unpacks_too_far(file: BinaryIO, meta: Dataset) -> None:
    """Raises OverflowError when a deflated file unpacks to more than MAX_UNPACKED bytes."""
    file.seek(PREAMBLE_AND_GROUP_LENGTH + int(meta["FileMetaInformationGroupLength"].value))
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    size, waiting = 0, b""
    while not unpack.eof and (waiting := waiting or file.read(STEP)):
        size += len(unpack.decompress(waiting, STEP))
        waiting = unpack.unconsumed_tail
        if size > MAX_UNPACKED:
            raise OverflowError(f"it unpacks to more than {MAX_UNPACKED // STEP} MB")
