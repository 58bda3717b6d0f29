"""The workers of this process: started when first needed, each with one question at a time, replaced when they die."""

import atexit
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any

from dashboard.imaging import pipes
from dashboard.imaging.model import ImageRefused

MOST = 2
SECONDS = 45.0
ROOT = Path(__file__).resolve().parents[2]
# An answer of one slice goes through the pipe at once, where the system allows it.
PIPE_BYTES = 1024 * 1024
_SET_PIPE_SIZE = 1031
# One thread, for the library of numpy reserves memory for each. Pictures come and go by the megabyte: glibc would give
# each back to the system and fetch it again, which takes a quarter of the time of a thumbnail.
_ENVIRON = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MALLOC_MMAP_THRESHOLD_": str(32 * 1024 * 1024),
    "MALLOC_TRIM_THRESHOLD_": str(64 * 1024 * 1024),
}


class Workers:
    """A few worker processes. A fork starts with none and makes its own."""

    def __init__(self, most: int = MOST, seconds: float = SECONDS) -> None:
        self._most, self.seconds = most, seconds
        self._of_process: dict[int, _Crew] = {}

    def ask(self, name: str, job: str, **asked: Any) -> pipes.Message:
        """What a worker answers. Raises ImageRefused, with `name` in its sentence where the worker itself has none."""
        crew = self._crew()
        with crew.free:
            worker = crew.take()
            try:
                said, payload = worker.answer({"job": job, **asked}, self.seconds)
            except pipes.Late as late:
                worker.end()
                raise ImageRefused(f"{name} takes longer than {self.seconds:.0f} seconds to read.") from late
            except pipes.Broken as broken:
                worker.end()
                raise ImageRefused(f"{name} cannot be read: it ends the program that reads pictures.") from broken
            except BaseException:
                worker.end()
                raise
            crew.give_back(worker)
        if "refused" in said:
            raise ImageRefused(str(said["refused"]))
        if "failed" in said:
            worker.end()  # it may be short of memory now
            raise ImageRefused(f"{name} cannot be read ({said['failed']}).")
        return said, payload

    def processes(self) -> list[int]:
        """The process ids of the idle workers."""
        return [worker.process.pid for worker in self._crew().idle]

    def close(self) -> None:
        """End the workers of this process."""
        crew = self._of_process.pop(os.getpid(), None)
        for worker in crew.idle if crew else ():
            worker.end()

    def _crew(self) -> "_Crew":
        crew = self._of_process.get(os.getpid())
        if crew is None:
            atexit.register(self.close)
            crew = self._of_process.setdefault(os.getpid(), _Crew(self._most))
        return crew


class _Crew:
    """The workers of one process; `free` counts those that may be busy at once."""

    def __init__(self, most: int) -> None:
        self.free = BoundedSemaphore(most)
        self.idle: list[_Worker] = []
        self._lock = Lock()

    def take(self) -> "_Worker":
        with self._lock:
            while self.idle:
                worker = self.idle.pop()
                if worker.process.poll() is None:
                    return worker
                worker.end()
        return _Worker()

    def give_back(self, worker: "_Worker") -> None:
        with self._lock:
            self.idle.append(worker)


class _Worker:
    """One process and the pipes to it."""

    def __init__(self) -> None:
        command = [sys.executable, "-P", "-m", "dashboard.imaging.worker"]
        kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "TZ") if name in os.environ}
        environ = kept | _ENVIRON | {"PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(  # noqa: S603 - our own program, and nothing of a user's in the words
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd="/",  # a folder named as a module must not take its place
            env=environ,
            start_new_session=True,
        )
        assert self.process.stdin is not None and self.process.stdout is not None
        self._question, self._answer = self.process.stdin.fileno(), self.process.stdout.fileno()
        with suppress(OSError, ImportError):
            import fcntl

            fcntl.fcntl(self._answer, _SET_PIPE_SIZE, PIPE_BYTES)

    def answer(self, asked: dict[str, Any], seconds: float) -> pipes.Message:
        pipes.send(self._question, asked)
        return pipes.receive(self._answer, seconds)

    def end(self) -> None:
        """Kill it and leave nothing of it behind."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
