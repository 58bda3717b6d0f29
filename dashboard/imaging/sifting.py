"""The elements that are wanted, out of a header in memory, without parsing the rest: most of a CT's header is about
the scanner. Anything unusual is left to pydicom."""

import struct
from collections.abc import Collection

HEAD = struct.Struct("<HH2sH")
LENGTH = struct.Struct("<L")
UNDEFINED = 0xFFFFFFFF
_LONG = frozenset({b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN", b"UR", b"UT", b"UV"})
_SHORT = frozenset(b"AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US".split())


def sifted(content: memoryview, start: int, wanted: Collection[int], last: Collection[int]) -> tuple[bytes, int] | None:
    """The `wanted` elements of an explicit, little-endian data set from `start` on, and where the first of `last`
    begins; None where a length is undefined or leads out of the content, or none of `last` is there."""
    parts: list[memoryview] = []
    at, end = start, len(content)
    while at + HEAD.size <= end:
        group, element, vr, length = HEAD.unpack_from(content, at)
        tag = group << 16 | element
        if tag in last:
            return b"".join(parts), at
        body = at + HEAD.size
        if vr in _LONG and body + LENGTH.size <= end:
            length = LENGTH.unpack_from(content, body)[0]
            body += LENGTH.size
        elif vr not in _SHORT:
            return None
        if length == UNDEFINED or body + length > end:
            return None
        if tag in wanted:
            parts.append(content[at : body + length])
        at = body + length
    return None
