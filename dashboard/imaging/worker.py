"""The process that opens files from outside: `python -m dashboard.imaging.worker`. It has little memory and time,
writes nothing, and may die of any file: then that file alone is refused (`workers`)."""

import os
import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dashboard.imaging import pipes
from dashboard.imaging.archives import members
from dashboard.imaging.cleaning import cleaned
from dashboard.imaging.display import display_of
from dashboard.imaging.instances import read_instance
from dashboard.imaging.model import ImageRefused, Slice
from dashboard.imaging.plain import to_plain
from dashboard.imaging.references import referenced_files
from dashboard.imaging.thumbnails import placeholder, thumbnail
from dashboard.imaging.wire import wire_slice

MEMORY = 2 * 1024**3
CPU_SECONDS = 40
FILES = 64
Answer = tuple[dict[str, Any], bytes]


def main() -> None:
    """Answer one question after the other until the pipe ends."""
    question, answer = os.dup(0), os.dup(1)
    os.dup2(os.open(os.devnull, os.O_RDWR), 1)  # what a codec prints must not stand between our messages
    limit()
    while True:
        try:
            asked, _ = pipes.receive(question)
        except pipes.Broken:
            return
        _limit_cpu()
        try:
            said, payload = JOBS[asked["job"]](asked)
        except ImageRefused as refusal:
            said, payload = {"refused": str(refusal)}, b""
        except Exception as problem:  # a fault of ours, or one that no codec has shown before: the parent has the words
            said, payload = {"failed": type(problem).__name__}, b""
        pipes.send(answer, said, payload)


def limit() -> None:
    """Take from this process what it does not need."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, FILES),
    ):
        resource.setrlimit(what, (most, most))


def _limit_cpu() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    soon = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (soon, resource.RLIM_INFINITY))


def _source(asked: dict[str, Any]) -> Slice:
    return Slice(Path(asked["path"]), asked["frame"])


def _instances(asked: dict[str, Any]) -> Answer:
    return {"found": [_instance(Path(path)) for path in asked["paths"]]}, b""


def _instance(path: Path) -> dict[str, Any]:
    try:
        return {"instance": to_plain(read_instance(path))}
    except ImageRefused as refusal:
        return {"refused": str(refusal)}


def _thumbnail(asked: dict[str, Any]) -> Answer:
    return {}, thumbnail(_source(asked), asked["size"], asked["encoding"])


def _placeholder(asked: dict[str, Any]) -> Answer:
    return {}, placeholder(asked["text"], asked["size"], asked["encoding"])


def _slice(asked: dict[str, Any]) -> Answer:
    return {}, wire_slice(_source(asked), alone=asked["alone"])


def _display(asked: dict[str, Any]) -> Answer:
    return to_plain(display_of(_source(asked))), b""


def _references(asked: dict[str, Any]) -> Answer:
    return {"files": [list(parts) for parts in referenced_files(Path(asked["path"]))]}, b""


def _members(asked: dict[str, Any]) -> Answer:
    found, contents, more = members(Path(asked["path"]), asked["start"])
    return {"members": [to_plain(member) for member in found], "next": more}, contents


def _cleaned(asked: dict[str, Any]) -> Answer:
    return {}, cleaned(Path(asked["path"]), bytes.fromhex(asked["key"]), asked["code"])


JOBS: dict[str, Callable[[dict[str, Any]], Answer]] = {
    "instances": _instances,
    "thumbnail": _thumbnail,
    "placeholder": _placeholder,
    "slice": _slice,
    "display": _display,
    "references": _references,
    "members": _members,
    "cleaned": _cleaned,
}

if __name__ == "__main__":
    main()
