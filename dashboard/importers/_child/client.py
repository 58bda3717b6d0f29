"""Starts the reading process, waits for it as long as it may take, and takes what it wrote."""

import json
import os
import shutil
import subprocess
import sys
import weakref
from dataclasses import asdict
from pathlib import Path
from tempfile import mkdtemp

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
    spread: Spread = HERE,
) -> Import:
    """What `importer` brings from `path`, read by a process that may use so much memory and time, or where it is large
    by several. Raises ImportRefused, also where that process died."""
    folder = Answers(spread.folder)
    question, answer = folder.path / "question.json", folder.path / "answer"
    asked = {
        "format": importer.name,
        "path": str(path.resolve()),
        "choices": wire.choices_to_plain(choices),
        "megabytes": megabytes,
        "seconds": seconds,
        "spread": asdict(spread),
        "parts": str(folder.path / wire.PARTS),
    }
    question.write_text(json.dumps(asked), encoding="utf-8")
    _run(question, answer, path, seconds)
    try:
        found = wire.read(answer, folder)
    except (OSError, ValueError) as problem:
        why = f"reading it needs more than {megabytes} MB of memory or {seconds} s, or it breaks the program that reads"
        raise ImportRefused([Refusal(path.name, why)]) from problem
    if isinstance(found, list):
        raise ImportRefused(found)
    return found


def _run(question: Path, answer: Path, path: Path, seconds: int) -> None:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    process = subprocess.Popen(  # noqa: S603 - our own program, and nothing of a user's in the words
        [sys.executable, "-P", "-m", "dashboard.importers._child.worker", str(question), str(answer)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",  # a folder named as a module must not take its place
        env=kept | _ENVIRON | {"PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as late:
        raise ImportRefused([Refusal(path.name, f"reading it takes longer than {seconds} s")]) from late
    finally:
        process.kill()
        process.wait()
        assert process.stdin is not None
        process.stdin.close()
