"""Where the embedded database may lie, and what is said of a file that is no longer one. It is never replaced."""

import sqlite3
from pathlib import Path

import pytest

from dashboard.errors import Misconfigured
from dashboard.store.place import refuse_remote
from dashboard.store.prepare import open_store

MOUNTS = """\
/dev/vda / ext4 rw 0 0
server:/home /mnt/nfs nfs4 rw 0 0
//server/share /mnt/with\\040blank cifs rw 0 0
sshfs /mnt/fuse fuse.sshfs rw 0 0
tmpfs /mnt/nfs/local tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [("/mnt/nfs/a/b", "nfs4"), ("/mnt/with blank", "cifs"), ("/mnt/fuse", "fuse.sshfs")],
)
def test_network_and_fuse_file_systems_are_refused(folder: str, kind: str) -> None:
    with pytest.raises(Misconfigured, match=rf"type {kind}.*TIMELINE_DATA_DIR"):
        refuse_remote(Path(folder), MOUNTS)


@pytest.mark.parametrize("folder", ["/home", "/mnt/nfs/local/a", "/mnt/nfsish", "/"])
def test_local_file_systems_are_taken(folder: str) -> None:
    refuse_remote(Path(folder), MOUNTS)


def opened_again(file: Path) -> str:
    before = file.read_bytes() if file.exists() else None
    with pytest.raises(Misconfigured) as problem:
        open_store(f"sqlite:///{file}")
    assert (file.read_bytes() if file.exists() else None) == before
    assert "Nothing was changed" in str(problem.value) and "backup" in str(problem.value)
    return str(problem.value)


def test_an_empty_file_is_reported_and_left(sqlite_file: Path) -> None:
    sqlite_file.write_bytes(b"")
    assert "is empty (0 bytes)" in opened_again(sqlite_file)


def test_another_kind_of_file_is_reported_and_left(sqlite_file: Path) -> None:
    sqlite_file.write_bytes(b"PK\x03\x04 a spreadsheet, perhaps")
    assert "does not begin like a SQLite database" in opened_again(sqlite_file)


def test_a_file_cut_short_is_reported_and_left(sqlite_file: Path) -> None:
    sqlite_file.write_bytes(sqlite_file.read_bytes()[:9000])
    assert "is damaged" in opened_again(sqlite_file)


def test_a_damaged_page_is_reported_and_left(sqlite_file: Path) -> None:
    content = bytearray(sqlite_file.read_bytes())
    content[4096:8192] = b"\xff" * 4096
    sqlite_file.write_bytes(content)
    assert "is damaged" in opened_again(sqlite_file)


def test_a_database_of_another_program_is_reported_and_left(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()
    assert "holds no tables of this program" in opened_again(file)


def test_a_journal_without_its_database_is_reported(sqlite_file: Path) -> None:
    sqlite_file.rename(sqlite_file.with_name("timeline.db-journal"))
    assert "is missing, but its journal" in opened_again(sqlite_file)
    assert not sqlite_file.exists()


def test_what_a_killed_start_left_is_swept(tmp_path: Path) -> None:
    left = [tmp_path / ".timeline.db.new", tmp_path / ".timeline.db.new-journal"]
    for file in left:
        file.write_bytes(b"half")
    open_store(f"sqlite:///{tmp_path / 'timeline.db'}").close()
    assert not any(file.exists() for file in left)


def test_only_its_owner_can_read_the_file(sqlite_file: Path) -> None:
    assert sqlite_file.stat().st_mode & 0o077 == 0
    assert sqlite_file.parent.stat().st_mode & 0o077 == 0


def test_a_relative_path_stays_the_same_after_a_change_of_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = open_store("sqlite:///here.db")
    monkeypatch.chdir("/")
    assert store.answers()
    assert store.file == tmp_path / "here.db"
