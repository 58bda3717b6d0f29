"""Starts the reading process, waits for it as long as it may take, and takes what it wrote."""

import json
import os
import shutil
import subprocess
import sys
import time
import weakref
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from dashboard.importers._child import wire
from dashboard.importers._spread.hands import HERE, Spread
from dashboard.importers.base import NO_CHOICES, Choices, Import, Importer, ImportRefused, Refusal

ROOT = Path(__file__).resolve().parents[3]
# One thread, for the library of numpy reserves memory for each. Columns come and go by the megabyte: glibc would give
# each back to the system and fetch it again.
_ENVIRON = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "MALLOC_MMAP_THRESHOLD_": str(256 * 1024**2),
    "MALLOC_TRIM_THRESHOLD_": str(1024**3),
}
_KEPT = ("PATH", "LD_LIBRARY_PATH", "TZ", "TMPDIR")


STEP_SECONDS = 0.2
GLIMPSE = "glimpse"  # of worker
QUESTION, ANSWER, PROGRESS = "question.json", "answer", "progress"


@dataclass(frozen=True, slots=True)
class Watched:
    """Where the answer of a reading process stays, and who is told every now and then how many bytes it has read: that
    call may raise, and ends it."""

    folder: Path
    tell: Callable[[int], None]


class Answers:
    """A temporary folder that goes when nobody holds it any more."""

    def __init__(self, where: str = "") -> None:
        self.path = Path(mkdtemp(prefix="timeline-import-", dir=where or None))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


def read_apart(
    importer: Importer,
    path: Path,
    choices: Choices = NO_CHOICES,
    *,
    megabytes: int = 4096,
    seconds: int = 3600,
    watched: Watched | None = None,
    spread: Spread = HERE,
) -> Import:
    """What `importer` brings from `path`, read by a process that may use so much memory and time, or where it is large
    by several. Raises ImportRefused, also where that process died."""
    held = Answers(spread.folder) if watched is None else watched
    folder = held.path if isinstance(held, Answers) else held.folder
    limits = {"megabytes": megabytes, "seconds": seconds}
    _ask(folder, importer.name, path, choices, limits | {"spread": asdict(spread), "parts": str(folder / wire.PARTS)})
    _run(folder, path, seconds, watched)
    try:
        return answered(folder, held)
    except (OSError, ValueError) as problem:
        why = f"reading it needs more than {megabytes} MB of memory or {seconds} s, or it breaks the program that reads"
        raise ImportRefused([Refusal(path.name, why)]) from problem


def glimpse_apart(path: Path, choices: Choices, *, megabytes: int, seconds: int) -> dict[str, Any]:
    """The first rows of the tables at `path` (`_tables/glimpse`), read like an import. Raises ImportRefused."""
    held = Answers()
    _ask(held.path, GLIMPSE, path, choices, {"megabytes": megabytes, "seconds": seconds})
    _run(held.path, path, seconds, None)
    try:
        return wire.read_plain(held.path / ANSWER)
    except (OSError, ValueError) as problem:
        raise ImportRefused([Refusal(path.name, "its tables cannot be looked at")]) from problem


def _ask(folder: Path, name: str, path: Path, choices: Choices, besides: dict[str, Any]) -> None:
    asked = {"format": name, "path": str(path.resolve()), "choices": wire.choices_to_plain(choices), **besides}
    (folder / ANSWER).unlink(missing_ok=True)
    (folder / QUESTION).write_text(json.dumps(asked), encoding="utf-8")


def answered(folder: Path, held: object = None) -> Import:
    """What a reading process has left in a folder. Raises ImportRefused for its refusals, and OSError or ValueError
    where its answer is not whole."""
    found = wire.read(folder / ANSWER, held)
    if isinstance(found, list):
        raise ImportRefused(found)
    return found


def _run(folder: Path, path: Path, seconds: int, watched: Watched | None) -> None:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    process = subprocess.Popen(  # noqa: S603 - our own program, and nothing of a user's in the words
        [sys.executable, "-P", "-m", "dashboard.importers._child.worker", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",  # a folder named as a module must not take its place
        env=kept | _ENVIRON | {"PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    try:
        _wait(process, folder, seconds, watched)
    except subprocess.TimeoutExpired as late:
        raise ImportRefused([Refusal(path.name, f"reading it takes longer than {seconds} s")]) from late
    finally:
        process.kill()
        process.wait()
        assert process.stdin is not None
        process.stdin.close()


def _wait(process: "subprocess.Popen[bytes]", folder: Path, seconds: int, watched: Watched | None) -> None:
    if watched is None:
        process.wait(timeout=seconds)
        return
    until = time.monotonic() + seconds
    while process.poll() is None:
        watched.tell(_bytes_read(folder))
        try:
            process.wait(timeout=STEP_SECONDS)
        except subprocess.TimeoutExpired:
            if time.monotonic() > until:
                raise


def _bytes_read(folder: Path) -> int:
    try:
        return int((folder / PROGRESS).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0
