"""Which SQLite library to use, and whether its write-ahead log can be trusted. Opens nothing.

SQLite 3.7.0 to 3.51.2 may lose committed rows when one process writes while another checkpoints the write-ahead log
("WAL-reset bug"); 3.44.6 and 3.50.7 mend their branches. https://sqlite.org/wal.html#walresetbug
"""

import importlib
from typing import Any

Version = tuple[int, ...]


def wal_is_safe(version: Version) -> bool:
    """Whether that version of SQLite is free of the WAL-reset bug."""
    if version >= (3, 51, 3) or version < (3, 7, 0):
        return True
    return any(version[:2] == fixed[:2] and version >= fixed for fixed in ((3, 44, 6), (3, 50, 7)))


def sqlite_driver() -> Any:
    """The DB-API module to use: one whose library is safe with several processes if there is one, else the newest."""
    found = [module for module in map(_imported, ("sqlite3.dbapi2", "pysqlite3.dbapi2")) if module is not None]
    return max(found, key=lambda module: (wal_is_safe(module.sqlite_version_info), module.sqlite_version_info))


def journal_mode(version: Version) -> str:
    """The journal to use with that library: the write-ahead log where it is safe."""
    return "wal" if wal_is_safe(version) else "delete"


def _imported(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None
