"""Where FHIR lies: a file, a folder of any mixture, a zip archive, each also packed by gzip; told by content. Sizes are
limited by the bytes that come out. What the texts hold is not read here."""

import gzip
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from dashboard.imaging.archives import first_bytes

MOST_FILES = 50_000
MOST_RATIO = 250
_USUAL_RATIO = 8
SMALL = 64 << 20
MOST_BYTES = 64 << 30
LOOKED_AT = 500
LOOKED_INTO = 4096
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_BLANK = b"\xef\xbb\xbf \t\r\n"
_XML = b"http://hl7.org/fhir"
DAMAGE = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError)
"""What a packed file that is damaged or encrypted raises while it is read."""


class TooLarge(OSError):
    """A packed file that unpacks to more than it may."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file: the name it is told by, and how it is opened for reading from its start; where it lies, as a member of
    an archive with its number there; and how many bytes it seems to hold. `lines`: it is a stretch of a file of lines,
    so many of which come before."""

    name: str
    opened: Callable[[], AbstractContextManager[BinaryIO]]
    path: Path | None = None
    member: int = -1
    size: int = 0
    lines: int | None = None

    @property
    def can_be_cut(self) -> bool:
        """Whether reading can begin at any byte of it."""
        return self.member < 0 and self.path is not None and not _is_packed(self.path)

    @property
    def stored(self) -> tuple[str, str, int]:
        """What another process needs to open it (`stored_source`)."""
        return self.name, str(self.path), self.member


@dataclass(frozen=True, slots=True)
class Passed:
    """A file that is not read, and why; `wrong` where it should have been."""

    name: str
    reason: str
    wrong: bool = False


def stored_source(name: object, path: object, member: object) -> Source:
    """The file of that name, path and number in its archive."""
    file, number = Path(str(path)), int(str(member))
    if number < 0:
        return _file(str(name), file)
    return _packed_file(str(name), file, number, members(file)[number])


@lru_cache(maxsize=4)
def members(path: Path) -> tuple[zipfile.ZipInfo, ...]:
    """What an archive says that it holds."""
    with zipfile.ZipFile(path) as archive:
        return tuple(archive.infolist())


def _file(name: str, path: Path) -> Source:
    size = path.stat().st_size
    return Source(name, partial(_plain, path), path, size=size * _USUAL_RATIO if _is_packed(path) else size)


def _packed_file(name: str, path: Path, number: int, member: zipfile.ZipInfo) -> Source:
    return Source(name, partial(_member, path, member), path, number, member.file_size)


def _is_packed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == _GZIP


def sources_at(path: Path) -> Iterator[Source | Passed]:
    """What lies at `path`, in the order of names."""
    if not path.is_dir():
        yield from _of_file(path, path.name, alone=True)
        return
    files = sorted(one for one in path.rglob("*") if one.is_file() and not one.is_symlink())
    for number, one in enumerate(files):
        if number == MOST_FILES:
            yield Passed(path.name, f"the folder holds more than {MOST_FILES} files; the others were not read", True)
            return
        yield from _of_file(one, one.relative_to(path).as_posix(), alone=False)


def holds_fhir(path: Path) -> bool:
    """Whether there is FHIR at `path`, by content: a file, one of the first files of a folder or of an archive."""
    try:
        if path.is_dir():
            looked = (one for one, _ in zip(path.rglob("*"), range(LOOKED_AT), strict=False) if one.is_file())
            return any(_looks_like_fhir(one) for one in looked)
        return path.is_file() and _looks_like_fhir(path)
    except DAMAGE:
        return False


def _looks_like_fhir(path: Path) -> bool:
    start = _start(path)
    if not start.startswith(_ZIP):
        return _is_fhir(start)
    return any(_is_fhir(_unpacked(one)) for one in first_bytes(path, LOOKED_AT, LOOKED_INTO))


def _is_fhir(start: bytes) -> bool:
    text = start.lstrip(_BLANK)
    return (text[:1] in (b"{", b"[") and b'"resourceType"' in text) or (text[:1] == b"<" and _XML in text)


def _start(path: Path) -> bytes:
    return _first_bytes(partial(path.open, "rb"))


def _first_bytes(opened: Callable[[], object]) -> bytes:
    with cast(BinaryIO, opened()) as file:
        return _unpacked(file.read(LOOKED_INTO))


def _unpacked(start: bytes) -> bytes:
    return zlib.decompressobj(wbits=31).decompress(start, LOOKED_INTO) if start.startswith(_GZIP) else start


def _of_file(path: Path, name: str, *, alone: bool) -> Iterator[Source | Passed]:
    try:
        start = _start(path)
        if start.startswith(_ZIP):
            yield from _of_archive(path, name)
            return
    except DAMAGE as error:
        yield Passed(name, _cannot(error), True)
        return
    yield _judged(_file(name, path), start, alone)


def _of_archive(path: Path, name: str) -> Iterator[Source | Passed]:
    with zipfile.ZipFile(path) as archive:
        numbered = [(number, one) for number, one in enumerate(archive.infolist()) if not one.is_dir()]
    if len(numbered) > MOST_FILES:
        yield Passed(name, f"the archive holds more than {MOST_FILES} files", True)
        return
    for number, member in sorted(numbered, key=lambda one: one[1].filename):
        told = f"{name}/{member.filename}"
        reason = _wrong(member)
        if reason:
            yield Passed(told, reason, True)
            continue
        try:
            with zipfile.ZipFile(path) as archive:
                start = _first_bytes(partial(archive.open, member))
        except DAMAGE as error:
            yield Passed(told, _cannot(error), True)
            continue
        if start.startswith(_ZIP):
            yield Passed(told, "it is an archive within an archive, which is not opened", True)
        else:
            yield _judged(_packed_file(told, path, number, member), start, False)


def _judged(source: Source, start: bytes, alone: bool) -> Source | Passed:
    name, text = source.name, start.lstrip(_BLANK)
    if text[:1] == b"<" and _XML in text:
        return Passed(name, "it is FHIR in XML, which is not read; export it as JSON", True)
    if alone or text[:1] in (b"{", b"[") or start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return source
    return Passed(name, "it holds no FHIR")


def _wrong(member: zipfile.ZipInfo) -> str:
    parts = PurePosixPath(member.filename.replace("\\", "/")).parts
    if stat.S_IFMT(member.external_attr >> 16) not in (0, stat.S_IFREG):
        return "it is a link or a device"
    if ".." in parts or member.filename.startswith(("/", "\\")) or member.filename[1:2] == ":":
        return "its name leads out of the archive"
    return "it is encrypted" if member.flag_bits & 1 else ""


def _cannot(error: BaseException) -> str:
    return str(error) if isinstance(error, TooLarge) else "it cannot be unpacked or read"


@contextmanager
def _plain(path: Path) -> Iterator[BinaryIO]:
    size = path.stat().st_size
    with path.open("rb") as file:
        packed = file.read(2) == _GZIP
        file.seek(0)
        yield _limited(cast(BinaryIO, gzip.GzipFile(fileobj=file)), size) if packed else file


@contextmanager
def _member(path: Path, member: zipfile.ZipInfo) -> Iterator[BinaryIO]:
    with zipfile.ZipFile(path) as archive, archive.open(member) as file:
        size = member.compress_size
        packed = file.read(2) == _GZIP
        file.seek(0)
        inner = _limited(cast(BinaryIO, file), size)
        yield _limited(cast(BinaryIO, gzip.GzipFile(fileobj=inner)), size) if packed else inner


def _limited(file: BinaryIO, packed_bytes: int) -> BinaryIO:
    return cast(BinaryIO, _Limited(file, min(MOST_BYTES, max(SMALL, MOST_RATIO * packed_bytes))))


class _Limited:
    """A stream of which only so many bytes may come."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        self._file = file
        self._left = most

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises TooLarge."""
        found = self._file.read(min(size, self._left + 1) if size >= 0 else self._left + 1)
        self._left -= len(found)
        if self._left < 0:
            raise TooLarge(f"it unpacks to more than {MOST_RATIO} times its size, or more than it may")
        return found

    def close(self) -> None:
        """Nothing: whoever opened the file closes it."""
