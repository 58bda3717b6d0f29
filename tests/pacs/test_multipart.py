"""Parts are found wherever the network cuts, and what is no whole multipart is refused."""

from collections.abc import Iterator

import pytest

from dashboard.pacs import PacsRefused
from dashboard.pacs.multipart import parts

TYPE = 'multipart/related; type="application/dicom"; boundary="ab-c"'
BODIES = [b"one\r\n--ab", b"", b"\r\n\r\n--ab-\r\n", bytes(range(256)) * 3]
WHOLE = (
    b"--ab-c\r\n"
    + b"\r\n--ab-c\r\n".join(b"Content-Type: application/dicom\r\nX: 1\r\n\r\n" + body for body in BODIES)
    + b"\r\n--ab-c--\r\n"
)


def cut(body: bytes, size: int) -> Iterator[bytes]:
    return (body[start : start + size] for start in range(0, len(body), size))


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 11, 64, 10_000])
@pytest.mark.parametrize("before", [b"", b"a preamble\r\n", b"\r\n"])
def test_parts_come_as_they_were_wherever_they_are_cut(size: int, before: bytes) -> None:
    assert [b"".join(part.blocks) for part in parts(TYPE, cut(before + WHOLE, size))] == BODIES


def test_a_part_that_is_not_read_is_passed_over() -> None:
    assert [part.headers["X"] for part in parts(TYPE, cut(WHOLE, 9))] == ["1"] * len(BODIES)


@pytest.mark.parametrize("length", range(0, len(WHOLE) - 4, 7))
def test_what_ends_before_its_end_is_refused(length: int) -> None:
    with pytest.raises(PacsRefused, match="broke off"):
        [list(part.blocks) for part in parts(TYPE, cut(WHOLE[:length], 50))]


@pytest.mark.parametrize(
    "told",
    [
        "",
        "text/html",
        "multipart/related",
        "multipart/form-data; boundary=ab-c",
        "multipart/related; boundary=" + "a" * 300,
    ]
    + ['multipart/related; boundary="ü"', 'multipart/related; boundary=""', "multipart/related; boundary*0=a"],
)
def test_what_is_no_multipart_is_refused(told: str) -> None:
    with pytest.raises(PacsRefused, match=r"something else|broke off"):
        list(parts(told, iter([WHOLE])))


def test_endless_headers_are_refused() -> None:
    with pytest.raises(PacsRefused, match="something else"):
        list(parts(TYPE, iter([b"--ab-c\r\n", *[b"X: y\r\n" * 1000] * 10])))
