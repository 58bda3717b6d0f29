"""A zip archive whose bytes depend on its content alone: fixed times, members in the order in which they come."""

from types import TracebackType
from typing import BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
PACKED: Final = (".png", ".jpg", ".jpeg", ".dcm", ".woff2")


class Archive:
    """Use it as `with Archive(out) as archive: archive.add(name, content)`."""

    def __init__(self, out: BinaryIO) -> None:
        self._zip = ZipFile(out, "w")

    def __enter__(self) -> "Archive":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def add(self, name: str, content: str | bytes) -> None:
        """A member: text as UTF-8. Names are relative, with / between folders."""
        member = ZipInfo(name, date_time=EARLIEST)
        member.compress_type = ZIP_STORED if name.lower().endswith(PACKED) else ZIP_DEFLATED
        member.external_attr = 0o644 << 16
        self._zip.writestr(member, content)
