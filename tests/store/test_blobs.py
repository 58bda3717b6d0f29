"""Contents under their own hash: whole or not there, found by nothing but their hash, and no program in front."""

import hashlib
from pathlib import Path

import pytest

from dashboard.errors import Refused
from dashboard.store import blobs
from dashboard.store.blobs import Blobs

DICOM = bytes(128) + b"DICM" + b"rest" * 1000


@pytest.fixture
def kept(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "contents")


def put(kept: Blobs, tmp_path: Path, content: bytes) -> str:
    (tmp_path / "source").write_bytes(content)
    return kept.put(tmp_path / "source")


def test_a_content_lies_under_its_hash_once(kept: Blobs, tmp_path: Path) -> None:
    name = put(kept, tmp_path, DICOM)
    assert name == put(kept, tmp_path, DICOM) == hashlib.sha256(DICOM).hexdigest()
    assert kept.path(name).read_bytes() == DICOM
    assert [path for path in (tmp_path / "contents").rglob("*") if path.is_file()] == [kept.path(name)]
    assert kept.is_whole(name)


@pytest.mark.parametrize("start", [b"MZ" + bytes(126), b"\x7fELF" + bytes(124), b"<script>" + b"x" * 120])
def test_a_program_in_front_of_a_picture_is_left_out(kept: Blobs, tmp_path: Path, start: bytes) -> None:
    assert kept.path(put(kept, tmp_path, start + DICOM[128:])).read_bytes() == DICOM
    tiff = b"II*\0" + bytes(124) + DICOM[128:]
    assert kept.path(put(kept, tmp_path, tiff)).read_bytes() == tiff


def test_a_changed_or_missing_content_is_not_whole(kept: Blobs, tmp_path: Path) -> None:
    name = put(kept, tmp_path, DICOM)
    kept.path(name).write_bytes(DICOM + b"x")
    assert not kept.is_whole(name)
    kept.path(name).unlink()
    assert not kept.is_whole(name)


@pytest.mark.parametrize("name", ["", "../x", "a" * 63, "A" * 64, "/" * 64])
def test_nothing_is_found_by_a_path(kept: Blobs, name: str) -> None:
    with pytest.raises(Refused):
        kept.path(name)


def test_a_failure_leaves_nothing_behind(kept: Blobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_source: Path, _target: int) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(blobs, "_copied", full)
    with pytest.raises(OSError, match="No space"):
        put(kept, tmp_path, DICOM)
    assert list((tmp_path / "contents").iterdir()) == []
