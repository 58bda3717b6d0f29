"""The process that reads files from outside: `python -m dashboard.importers._child.worker FOLDER`, told what to read by
one file of that folder, answering into another. It may die of any file, and dies with the program that started it."""

import errno
import gc
import importlib.util
import json
import multiprocessing
import os
import resource
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from dashboard import importers
from dashboard.errors import CaseRefused, Refused
from dashboard.importers._child.wire import choices_from_plain, write, write_plain, write_refusal
from dashboard.importers._spread.hands import Hands, Spread, Spreads
from dashboard.importers.base import Importer, ImportRefused, Refusal
from dashboard.registry import extensions

GLIMPSE = "glimpse"
"""Asked for instead of a format: the first rows of tables, for a person who says what their columns are."""

FILES = 256
TELL_SECONDS = 0.3
COUNTERS = Path("/proc/self/io")


def main(words: list[str]) -> None:
    """Read what the question names and write the answer."""
    folder = Path(words[0])
    question, answer = folder / "question.json", folder / "answer"
    asked = json.loads(question.read_text(encoding="utf-8"))
    threading.Thread(target=_end_with_the_program, daemon=True).start()
    limit(asked["megabytes"], asked["seconds"])
    gc.disable()  # this process lives for one import, and nothing in it goes in circles
    part = answer.with_suffix(".part")
    with part.open("wb") as file:
        try:
            _answer(asked, folder / "progress", file)
        except Exception as problem:  # also a fault of ours: that path alone is refused, and nobody sees a trace
            file.seek(0)
            file.truncate()
            write_refusal(_refusals(problem, Path(asked["path"]).name), file)
    part.replace(answer)


def limit(megabytes: int, seconds: int) -> None:
    """Take from this process what it does not need."""
    limits = {
        resource.RLIMIT_AS: megabytes * 1024**2,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: FILES,
    }
    for what, most in limits.items():
        resource.setrlimit(what, (most, most))


def _answer(asked: dict[str, Any], progress: Path, file: BinaryIO) -> None:
    if asked["format"] == GLIMPSE:
        from dashboard.importers._tables.glimpse import glimpse

        write_plain(glimpse(Path(asked["path"]), choices_from_plain(asked["choices"]).dialect), file)
    else:
        write(_read(asked, progress), file)


def _read(asked: dict[str, Any], progress: Path) -> Any:
    importer, path, choices = _importer(asked["format"]), Path(asked["path"]), choices_from_plain(asked["choices"])
    threading.Thread(target=_tell_how_far, args=(progress, _bytes_read()), daemon=True).start()
    if not isinstance(importer, Spreads):
        return importer.read(path, choices)
    with Hands(Spread(**asked.get("spread", {})), Path(asked["parts"]) if "parts" in asked else None) as hands:
        return importer.read(path, choices, hands)


def _tell_how_far(progress: Path, before: int) -> None:
    """Write every now and then how many bytes were read, without the program's own."""
    while True:
        time.sleep(TELL_SECONDS)
        progress.write_text(str(_bytes_read() - before), encoding="ascii")


def _bytes_read() -> int:
    """By this process, and by those that it has started for a large import."""
    started = (Path(f"/proc/{one.pid}/io") for one in multiprocessing.active_children())
    return sum(map(_bytes_in, (COUNTERS, *started)))


def _bytes_in(counters: Path) -> int:
    try:
        return int(counters.read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0


def _importer(name: str) -> Importer:
    """The importer of that name; the others stay unloaded where its module is named like it."""
    module = f"{importers.__name__}.{name.replace('-', '_')}"
    if importlib.util.find_spec(module) is not None:
        found = getattr(importlib.import_module(module), "IMPORTER", None)
        if isinstance(found, Importer) and found.name == name:
            return found
    every: dict[str, Importer] = {
        one.name: one for one in extensions(importers, "IMPORTER", Importer, but=frozenset({"base"}))
    }
    return every[name]


def _refusals(problem: Exception, name: str) -> Sequence[Refusal]:
    if isinstance(problem, ImportRefused):
        return problem.refusals
    if isinstance(problem, CaseRefused):
        return [Refusal(name, one) for one in problem.problems]
    return [Refusal(name, _said(problem))]


def _said(problem: Exception) -> str:
    without_room = isinstance(problem, OSError) and problem.errno == errno.ENOMEM
    if without_room or isinstance(problem, MemoryError | ImportError):  # a library that finds no room cannot be loaded
        return "it needs more memory than TIMELINE_IMPORT_MEGABYTES allows"
    if isinstance(problem, OSError):
        return f"{Path(problem.filename or '').name} cannot be read: {problem.strerror}"
    if isinstance(problem, Refused):
        return str(problem).rstrip(".")
    return f"it cannot be read; this should not have happened ({type(problem).__name__})"


def _end_with_the_program() -> None:
    """Nothing is ever written to our standard input: it ends when the program does."""
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
