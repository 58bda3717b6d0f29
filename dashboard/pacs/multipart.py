"""multipart/related read as it comes: parts with their headers, and bodies in blocks. Nothing is kept in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from dashboard.pacs.failures import PacsRefused

LONGEST_HEADER = 16 * 1024
LONGEST_BOUNDARY = 200
BROKEN = "The PACS broke off in the middle of its answer."
WRONG = "The PACS sent something else than was asked for."


@dataclass(frozen=True, slots=True)
class Part:
    """One part; `blocks` is read once, and before the next part is asked for."""

    headers: Message
    blocks: Iterator[bytes]


def content(value: str) -> Message:
    """A Content-Type with its parameters, for `get_content_type` and `get_param`."""
    message = Message()
    message["Content-Type"] = value
    return message


def parts(content_type: str, blocks: Iterator[bytes]) -> Iterator[Part]:
    """The parts of a multipart/related body. Raises PacsRefused where it is none, or ends before its end."""
    told = content(content_type)
    boundary = told.get_param("boundary")
    if told.get_content_type() != "multipart/related" or not isinstance(boundary, str):
        raise PacsRefused(WRONG)
    if not 0 < len(boundary) <= LONGEST_BOUNDARY or not boundary.isascii():
        raise PacsRefused(WRONG)
    feed = _Feed(blocks, b"\r\n--" + boundary.encode())
    for _ in feed.until_boundary():
        pass
    while not feed.at_end():
        part = Part(feed.headers(), feed.until_boundary())
        yield part
        for _ in part.blocks:
            pass


class _Feed:
    def __init__(self, blocks: Iterator[bytes], mark: bytes) -> None:
        self._blocks = blocks
        self._mark = mark
        self._held = b"\r\n"  # the first boundary need not follow a line

    def until_boundary(self) -> Iterator[bytes]:
        """What comes before the next boundary, which is passed over."""
        while (place := self._held.find(self._mark)) < 0:
            keep = len(self._mark) - 1
            if len(self._held) > keep:
                yield self._held[:-keep]
                self._held = self._held[-keep:]
            self._more()
        if place:
            yield self._held[:place]
        self._held = self._held[place + len(self._mark) :]

    def at_end(self) -> bool:
        """Whether the boundary just passed was the last one."""
        while len(self._held) < 2:
            self._more()
        return self._held.startswith(b"--")

    def headers(self) -> Message:
        """The headers of the part that begins here."""
        while (end := self._held.find(b"\r\n\r\n")) < 0:
            if len(self._held) > LONGEST_HEADER:
                raise PacsRefused(WRONG)
            self._more()
        lines, self._held = self._held[:end], self._held[end + 4 :]
        told = Message()
        for line in lines.decode("latin-1").split("\r\n"):
            name, colon, value = line.partition(":")
            if colon:
                told[name.strip()] = value.strip()
        return told

    def _more(self) -> None:
        block = next(self._blocks, b"")
        if not block:
            raise PacsRefused(BROKEN)
        self._held += block
