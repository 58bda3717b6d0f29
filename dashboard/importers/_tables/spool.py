"""Packs of a table too large for the memory, kept in a file until they are asked for."""

from dataclasses import replace
from pathlib import Path
from tempfile import NamedTemporaryFile

from dashboard.importers._assembly.packed import PackedCase
from dashboard.importers._child.wire import Spooled


class Spool:
    """A file that goes when the import that holds it does."""

    def __init__(self) -> None:
        self._file = NamedTemporaryFile(prefix="timeline-packs-")  # noqa: SIM115 - it lives as long as the import

    def keep(self, case: PackedCase) -> PackedCase:
        """The case, its packs in the file."""
        places = []
        for events, content in case.packs:
            places.append((events, self._file.tell(), len(content)))
            self._file.write(content)
        self._file.flush()
        return replace(case, packs=Spooled(Path(self._file.name), places))
