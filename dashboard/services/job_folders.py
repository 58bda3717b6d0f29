"""Work that takes its time, each piece with a folder of its own below the data folder, so that every process can tell
how far it is. What is worked on is not known here (`export_jobs`, `import_jobs`).

data folder/<kind>/<id>/   state.json   how far, and whose; its time says that the job is alive
"""

import fcntl
import json
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

from dashboard.errors import NotFound

STATE = "state.json"
LOST_SECONDS = 30.0
_ID = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True, slots=True)
class JobFolders:
    """The folders of one kind of work; `missing` is the sentence for one that is not there."""

    root: Path
    missing: str

    def make(self) -> str:
        """A new folder; its id cannot be guessed."""
        job_id = secrets.token_urlsafe(16)
        self.folder(job_id).mkdir(parents=True, mode=0o700)
        return job_id

    def folder(self, job_id: str) -> Path:
        """Where the job of that id lies, if it is there at all. Raises NotFound for what is no id."""
        if not _ID.fullmatch(job_id):
            raise NotFound(self.missing)
        return self.root / job_id

    def write(self, job_id: str, state: dict[str, Any]) -> None:
        """Write how far a job is, whole or not at all."""
        folder = self.folder(job_id)
        new = folder / f".state-{secrets.token_hex(4)}"
        new.write_text(json.dumps(state), encoding="utf-8")
        new.replace(folder / STATE)

    def read(self, job_id: str) -> dict[str, Any] | None:
        """What `write` wrote; None where there is nothing that can be read."""
        try:
            found = json.loads((self.folder(job_id) / STATE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def is_alive(self, job_id: str) -> bool:
        """Whether a process has said lately that it works on the job."""
        try:
            return time.time() - (self.folder(job_id) / STATE).stat().st_mtime <= LOST_SECONDS
        except OSError:
            return False

    def all(self) -> Iterator[str]:
        """The ids of all jobs."""
        if self.root.is_dir():
            yield from sorted(path.name for path in self.root.iterdir() if path.is_dir() and _ID.fullmatch(path.name))

    def untouched(self, job_id: str) -> float:
        """For how many seconds nobody has touched the job."""
        folder = self.folder(job_id)
        try:
            touched = max((path.lstat().st_mtime for path in folder.iterdir()), default=folder.stat().st_mtime)
        except OSError:
            return 0.0
        return time.time() - touched

    def remove(self, job_id: str) -> None:
        """Remove the job with all its files."""
        shutil.rmtree(self.folder(job_id), ignore_errors=True)

    @contextmanager
    def alone(self, job_id: str) -> Iterator[None]:
        """Wait until no other thread and no other process is in such a block of the same job. Raises NotFound."""
        try:
            lock = (self.folder(job_id) / ".lock").open("w")
        except OSError as problem:
            raise NotFound(self.missing) from problem
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # a process that is killed lets go of it
            yield

    @contextmanager
    def beating(self, job_id: str, seconds: float) -> Iterator[None]:
        """Say every few seconds that the job is alive, for as long as the block lasts."""
        ended = Event()
        Thread(target=_beat, args=(self.folder(job_id) / STATE, ended, seconds), name="beat", daemon=True).start()
        try:
            yield
        finally:
            ended.set()


def _beat(state: Path, ended: Event, seconds: float) -> None:
    while not ended.wait(seconds):
        try:
            state.touch()
        except OSError:
            return
