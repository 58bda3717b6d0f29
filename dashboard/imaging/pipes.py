"""What goes through the pipes between the program and its workers: two lengths, JSON, bytes. No objects, no code."""

import json
import os
import select
import struct
import time
from typing import Any

HEAD = struct.Struct(">II")
MOST = 512 * 1024 * 1024
STEP = 1024 * 1024
Message = tuple[dict[str, Any], bytes]


class Broken(Exception):
    """The other side is gone, or speaks nonsense."""


class Late(Exception):
    """The other side did not answer in time."""


def send(pipe: int, said: dict[str, Any], payload: bytes = b"") -> None:
    """Send one message. Raises Broken."""
    words = json.dumps(said).encode()
    rest = memoryview(b"".join((HEAD.pack(len(words), len(payload)), words, payload)))
    try:
        while rest:
            rest = rest[os.write(pipe, rest) :]
    except OSError as problem:
        raise Broken from problem


def receive(pipe: int, seconds: float | None = None) -> Message:
    """The next message, waiting `seconds` at most. Raises Late, and Broken at the end of the pipe."""
    deadline = None if seconds is None else time.monotonic() + seconds
    found = bytearray()
    _fill(found, pipe, HEAD.size, deadline)
    words, payload = HEAD.unpack_from(found)
    end = HEAD.size + words
    if words + payload > MOST:
        raise Broken
    _fill(found, pipe, end + payload, deadline)
    try:
        said = json.loads(found[HEAD.size : end])
    except (ValueError, RecursionError) as problem:
        raise Broken from problem
    if not isinstance(said, dict) or len(found) != end + payload:
        raise Broken
    return said, bytes(memoryview(found)[end:])


def _fill(found: bytearray, pipe: int, size: int, deadline: float | None) -> None:
    """Read until there are `size` bytes; what else lies in the pipe comes along, for a message is never followed by
    another before it is answered."""
    while len(found) < size:
        if deadline is not None and not select.select([pipe], [], [], max(deadline - time.monotonic(), 0))[0]:
            raise Late
        try:
            part = os.read(pipe, STEP)
        except OSError as problem:
            raise Broken from problem
        if not part:
            raise Broken
        found += part
