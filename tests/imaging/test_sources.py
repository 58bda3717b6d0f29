"""Discs and archives: what they hold is read, what leads elsewhere or swells is refused, nothing else is touched."""

import stat
import zipfile
from pathlib import Path

import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, MediaStorageDirectoryStorage

from dashboard.imaging import ImageRefused, archives, readers, sources
from dashboard.imaging.sources import holds_dicom, source_at


def told(source):
    return {str(one.path): one.reason for one in source.refused}


def packed(tmp_path: Path, entries, **options) -> Path:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


def test_an_archive_is_unpacked_under_numbers_that_go_away(tmp_path, make_dicom):
    content = make_dicom("x.dcm").read_bytes()
    source = source_at(packed(tmp_path, [("CD/IM1", content), ("CD/IM2", content), ("readme.txt", "no")]))
    assert sorted(source.files.values()) == ["CD/IM1", "CD/IM2"]
    (folder,) = {path.parent for path in source.files}
    assert all(path.read_bytes() == content and path.name.isdigit() for path in source.files)
    assert source.passed_over == 1
    del source
    assert not folder.exists()


@pytest.mark.parametrize("name", ["../out", "/etc/out", "a/../../out", "..\\out", "C:\\out", "\\\\host\\out", "C:out"])
def test_a_name_that_leads_out_is_refused(tmp_path, name):
    source = source_at(packed(tmp_path, [(name, b"x" * 200)]))
    assert source.files == {}
    assert set(told(source).values()) == {"its name leads out of the archive"}
    assert not list(tmp_path.parent.glob("out"))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_links_and_devices_are_refused(tmp_path, kind):
    entry = zipfile.ZipInfo("link")
    entry.external_attr = (kind | 0o777) << 16
    source = source_at(packed(tmp_path, [(entry, b"/etc/passwd")]))
    assert told(source) == {"link": "it is a link or a device"}


def test_a_member_that_swells_or_nests_is_refused_and_the_others_stay(tmp_path, make_dicom):
    inner = packed(tmp_path, [("x", b"x")]).read_bytes()
    good = make_dicom("x.dcm").read_bytes()
    source = source_at(packed(tmp_path, [("bomb", bytes(80_000_000)), ("inner.zip", inner), ("good", good)]))
    assert list(source.files.values()) == ["good"]
    assert "unpacks to more than 100 times its size" in told(source)["bomb"]
    assert told(source)["inner.zip"] == "it is an archive within an archive, which is not opened"


def test_a_forged_size_does_not_help(tmp_path):
    path = packed(tmp_path, [("bomb", bytes(5_000_000))])
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = (100).to_bytes(4, "little")
    path.write_bytes(content)
    assert source_at(path).files == {}


def test_too_many_members_too_much_or_no_archive_at_all(tmp_path, monkeypatch):
    path = packed(tmp_path, [(str(number), b"x") for number in range(30)])
    monkeypatch.setattr(archives, "MOST_MEMBERS", 20)
    with pytest.raises(ImageRefused, match=r"a\.zip holds more than 20 files"):
        archives.members(path, 0)
    monkeypatch.setattr(readers, "MOST_UNPACKED", 10)
    with pytest.raises(ImageRefused, match=r"a\.zip unpacks to more than"):
        source_at(path)
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(ImageRefused, match="not a zip archive that can be read"):
        source_at(path)


def test_a_large_archive_comes_in_several_answers(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "AT_ONCE", 100)
    path = packed(tmp_path, [(str(number), bytes([number]) * 80) for number in range(5)])
    start, sizes = 0, []
    while start is not None:
        found, contents, start = archives.members(path, start)
        sizes.append([member.size for member in found])
        assert len(contents) == sum(sizes[-1])
    assert sizes == [[80, 80], [80, 80], [80]]


def index_of(folder: Path, names) -> None:
    header = Dataset()
    header.file_meta = FileMetaDataset()
    header.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    header.file_meta.MediaStorageSOPClassUID = MediaStorageDirectoryStorage
    header.file_meta.MediaStorageSOPInstanceUID = "1.2.3"
    records = []
    for name in names:
        record = Dataset()
        record.ReferencedFileID = name
        records.append(record)
    header.DirectoryRecordSequence = Sequence(records)
    header.save_as(folder / "DICOMDIR", enforce_file_format=True)


def test_a_dicomdir_leads_to_files_below_it_and_nowhere_else(tmp_path, make_dicom):
    make_dicom("disc/IMAGES/A")
    make_dicom("disc/images/b.txt")
    make_dicom("secret")
    (tmp_path / "disc" / "LINK").symlink_to(tmp_path / "secret")
    names = [["IMAGES", "A"], ["IMAGES", "B.TXT"], ["..", "secret"], "/etc/passwd", ["LINK"], ["GONE"], ["a:b"], [".."]]
    index_of(tmp_path / "disc", names)
    for source in (source_at(tmp_path / "disc"), source_at(tmp_path / "disc" / "DICOMDIR")):
        found = {path.relative_to(tmp_path).as_posix() for path in source.files}
        assert found == {"disc/IMAGES/A", "disc/images/b.txt"}
        assert set(told(source)) == {"LINK", "GONE"}


def test_what_is_dicom_is_known_by_content(tmp_path, make_dicom):
    make_dicom("disc/deep/IM1")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.dcm").write_text("not so")
    assert holds_dicom(tmp_path / "disc")
    assert holds_dicom(tmp_path / "disc" / "deep" / "IM1")
    scan = (tmp_path / "disc" / "deep" / "IM1").read_bytes()
    assert holds_dicom(packed(tmp_path, [("x", b"x"), ("IM1", scan)]))
    assert not holds_dicom(packed(tmp_path, [("x", b"x")]))
    assert not holds_dicom(tmp_path / "other")
    assert not holds_dicom(tmp_path / "nowhere")
    assert sources.source_at(tmp_path / "disc" / "deep" / "IM1").files
