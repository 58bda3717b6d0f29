"""Sifting a header gives what parsing all of it gives, for files of many makers and for broken ones."""

import io
import random
from pathlib import Path

import pydicom
import pytest

from dashboard.imaging import ImageRefused
from dashboard.imaging.headers import header_of

FILES = sorted((Path(pydicom.__file__).parent / "data" / "test_files").glob("*.dcm"))


def read(file):
    try:
        header = header_of(file, "x", sorting=True)
    except ImageRefused as refusal:
        return str(refusal), 0
    return str(header.dataset), file.tell() if header.get("Rows") and header.syntax.name[:8] != "Deflated" else 0


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_header_is_the_same_from_memory_and_from_the_file(path):
    with path.open("rb") as file:
        assert read(io.BytesIO(path.read_bytes())) == read(file)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(40))
def test_a_broken_header_breaks_nothing(seed):
    chance = random.Random(seed)
    content = bytearray(FILES[seed % len(FILES)].read_bytes()[:20_000])
    for _ in range(5):
        content[chance.randrange(132, len(content))] = chance.randrange(256)
    said, _ = read(io.BytesIO(bytes(content)))
    assert said is not None
