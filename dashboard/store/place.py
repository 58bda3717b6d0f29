"""The place of the embedded database's file: the file systems it must not be on, and what is there already."""

from pathlib import Path

from dashboard.errors import Misconfigured

MOUNTS = Path("/proc/mounts")
_REMOTE = ("nfs", "cifs", "smb", "fuse", "9p", "afs")
_HEADER = b"SQLite format 3\0"


def refuse_remote(folder: Path, mounts: str | None = None) -> None:
    """Raise `Misconfigured` when `folder` lies on a network or FUSE file system, whose locks SQLite cannot trust."""
    if mounts is None:
        mounts = MOUNTS.read_text() if MOUNTS.exists() else ""
    kind = _file_system(folder.resolve(), mounts)
    if kind.startswith(_REMOTE):
        raise Misconfigured(
            f"The database would lie in {folder}, a file system of type {kind}, where SQLite may lose data. "
            "Set TIMELINE_DATA_DIR to a local disk, or TIMELINE_DATABASE_URL to a PostgreSQL server."
        )


def _file_system(folder: Path, mounts: str) -> str:
    best, kind = -1, ""
    for line in mounts.splitlines():
        _, point, found, *_ = line.split(" ")
        # The kernel writes blanks of a mount point as octal escapes; a later mount hides an earlier one.
        path = Path(point.encode().decode("unicode_escape"))
        if folder.is_relative_to(path) and len(path.parts) >= best:
            best, kind = len(path.parts), found
    return kind


def refuse_damaged(file: Path) -> None:
    """Raise `Misconfigured` when `file` is not a SQLite database. It is never replaced: somebody must look at it."""
    with file.open("rb") as opened:
        head = opened.read(len(_HEADER))
    if head == _HEADER:
        return
    what = "is empty (0 bytes)" if not head else "does not begin like a SQLite database"
    raise Misconfigured(damaged(file, what))


def damaged(file: Path, what: str) -> str:
    """The sentence for a database file that cannot be used."""
    return (
        f"The database file {file} {what}. Nothing was changed. "
        "Put back a backup, or move the file away to start with an empty database."
    )
