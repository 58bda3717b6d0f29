"""How far a deflated DICOM file unpacks, measured without keeping what comes out: 1 MB can hide gigabytes."""

import zlib
from pathlib import Path

from pydicom.filereader import read_file_meta_info
from pydicom.uid import DeflatedExplicitVRLittleEndian

MAX_UNPACKED = 256 * 1024 * 1024
STEP = 1024 * 1024
PREAMBLE_AND_GROUP_LENGTH = 128 + 4 + 12


def refuse_if_it_unpacks_too_far(path: Path) -> None:
    """Raises OverflowError when a deflated file unpacks to more than MAX_UNPACKED bytes; other files pass."""
    meta = read_file_meta_info(path)
    if meta.get("TransferSyntaxUID") != DeflatedExplicitVRLittleEndian:
        return
    with path.open("rb") as file:
        file.seek(PREAMBLE_AND_GROUP_LENGTH + int(meta.FileMetaInformationGroupLength))
        unpack = zlib.decompressobj(-zlib.MAX_WBITS)
        size, waiting = 0, b""
        while not unpack.eof and (waiting := waiting or file.read(STEP)):
            size += len(unpack.decompress(waiting, STEP))
            waiting = unpack.unconsumed_tail
            if size > MAX_UNPACKED:
                raise OverflowError(f"it unpacks to more than {MAX_UNPACKED // STEP} MB")
