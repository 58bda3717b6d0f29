"""Tables in a zip archive, unpacked into a folder of our own. Archives come from outside: they are limited by the bytes
that come out, and a name leads nowhere but below that folder."""

import re
import shutil
import weakref
import zipfile
from pathlib import Path
from tempfile import mkdtemp

from dashboard.importers._tables.finding import is_table
from dashboard.importers._tables.texts import Unreadable

STARTS = b"PK\x03\x04"
MOST_UNPACKED = 16 * 1024**3
"""As many bytes may come out of one archive."""

_SAFE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9 ._()-]{0,99}")


class Unpacked:
    """A folder with what an archive holds; it goes when nobody holds it any more. `refused` are members that could not
    be unpacked, with the reason."""

    def __init__(self, path: Path, where: str = "") -> None:
        self.folder = Path(mkdtemp(prefix="timeline-tables-", dir=where or None))
        weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        self.refused: list[tuple[str, str]] = []
        from dashboard.imaging.archives import unpacked  # most exports are no archive, and need not wait for it
        from dashboard.imaging.model import ImageRefused

        try:
            for member, content in unpacked(path, MOST_UNPACKED):
                if member.refused:
                    self.refused.append((member.name, member.refused.rstrip(".")))
                else:
                    self._keep(member.name, content)
        except ImageRefused as refusal:
            raise Unreadable(str(refusal).rstrip(".")) from refusal

    def _keep(self, name: str, content: bytes) -> None:
        parts = name.replace("\\", "/").split("/")
        if not is_table(Path(name)) or parts[-1].startswith("."):  # macOS puts ._results.csv beside results.csv
            return
        if not all(_SAFE.fullmatch(part) for part in parts):
            self.refused.append((name, "its name has characters that no name of a file here may have; rename it"))
            return
        file = self.folder.joinpath(*parts)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def holds_tables(path: Path) -> bool:
    """Whether a file is a zip archive (and no workbook) with tables in it. Never raises."""
    try:
        with path.open("rb") as file:
            if file.read(4) != STARTS or is_table(path):
                return False
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
        return any(is_table(Path(name)) for name in names)
    except Exception:  # a hostile archive raises nearly anything
        return False
