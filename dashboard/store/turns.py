"""Turns: the writers of one SQLite file wait in a line. SQLite has them ask again and again, and some starve."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock


class Turns:
    """The line of one process. Between processes the system keeps the line, and a dead one leaves it."""

    def __init__(self, file: Path) -> None:
        self._file = file.with_name(f".{file.name}.turn")
        self._line = Lock()

    @contextmanager
    def turn(self, patience: float) -> Iterator[None]:
        """Wait for the turn, hold it for the block; `TimeoutError` when it has not come after `patience` seconds."""
        if not self._line.acquire(timeout=patience):
            raise TimeoutError
        try:
            with self._file.open("w") as handle:
                fcntl.flock(handle, fcntl.LOCK_EX)
                yield
        finally:
            self._line.release()
