"""Contents of files under their own hash, in a folder of ours. What they mean and whose they are, the tables say."""

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from dashboard.errors import Refused

STEP = 1024 * 1024
PREAMBLE = 128
TIFF = (b"II*\0", b"MM\0*")
_DIGITS = frozenset("0123456789abcdef")


class Blobs:
    """The folder of contents. A file there is whole, for it gets its name last, and it is never changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, sha256: str) -> Path:
        """Where the content of that hash lies."""
        if len(sha256) != 64 or not set(sha256) <= _DIGITS:
            raise Refused("A content is named by 64 digits.")
        return self._folder / sha256[:2] / sha256

    def put(self, source: Path) -> str:
        """Keep what `source` holds; its hash. It is on the disk when this returns."""
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._folder, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as written:
                sha256 = _copied(source, written.fileno())
                os.fsync(written.fileno())
            place = self.path(sha256)
            place.parent.mkdir(exist_ok=True)
            Path(name).replace(place)
            for folder in (place.parent, self._folder):
                _fsync(folder)
        except BaseException:
            with suppress(FileNotFoundError):
                Path(name).unlink()
            raise
        return sha256

    def is_whole(self, sha256: str) -> bool:
        """Whether the content is there and is still what its name says."""
        digest = hashlib.sha256()
        try:
            with self.path(sha256).open("rb") as file:
                while block := file.read(STEP):
                    digest.update(block)
        except OSError:
            return False
        return digest.hexdigest() == sha256


def _copied(source: Path, target: int) -> str:
    digest = hashlib.sha256()
    with source.open("rb") as file:
        block = _without_preamble(file.read(STEP))
        while block:
            digest.update(block)
            view = memoryview(block)
            while view:
                view = view[os.write(target, view) :]
            block = file.read(STEP)
    return digest.hexdigest()


def _without_preamble(start: bytes) -> bytes:
    """The first 128 bytes of a DICOM file mean nothing to it, and may make it a program too; a TIFF needs its own."""
    if start[PREAMBLE : PREAMBLE + 4] == b"DICM" and not start.startswith(TIFF):
        return bytes(PREAMBLE) + start[PREAMBLE:]
    return start


def _fsync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
