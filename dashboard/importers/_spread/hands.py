"""Who does the jobs of a large import: this process, processes of this machine or the workers of a cluster, by Dask.
The answers come in the order of the jobs, so that nothing depends on who was first."""

import json
import multiprocessing
import os
import shutil
import threading
import weakref
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Protocol, runtime_checkable

from dashboard.errors import Refused
from dashboard.importers._spread.jobs import Answer, Job, Task, answered, done, name_of
from dashboard.importers.base import NO_CHOICES, Choices, Import

_WAIT = "20s"
_NO_ANSWER = "The Dask cluster of TIMELINE_DASK does not answer, or its certificates are not those that are named"
_DIED = (
    "A process that reads a part of the import died, perhaps for want of memory: set TIMELINE_IMPORT_PART_MEGABYTES "
    "lower, or TIMELINE_IMPORT_PROCESSES"
)


@dataclass(frozen=True, slots=True)
class Spread:
    """How a large import is spread: over so many processes here (0 = one for each core), or the cluster at an address,
    with its certificates; in parts of so many bytes, which lie in `folder` ("": that for temporary files)."""

    processes: int = 1
    cluster: str = ""
    ca_file: str = ""
    cert_file: str = ""
    key_file: str = ""
    part: int = 64 * 1024**2
    folder: str = ""


class Folder:
    """A temporary folder that goes when nobody holds it any more."""

    def __init__(self) -> None:
        self.path = Path(mkdtemp(prefix="timeline-parts-"))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


@dataclass(slots=True)
class Hands:
    """Does jobs; as a context, so that its workers end. What jobs leave to each other lies in `folder`, which all who
    do them must see; where none is named it is one of this machine, which goes with `kept`."""

    spread: Spread = Spread()
    named: Path | None = None
    kept: Folder | None = None
    _schedule: Any = field(default=None, repr=False)
    _open: ExitStack = field(default_factory=ExitStack, repr=False)

    def __enter__(self) -> "Hands":
        return self

    def __exit__(self, *problem: object) -> None:
        self._schedule = None
        self._open.close()

    @property
    def folder(self) -> Path:
        """Where files between jobs lie."""
        if self.named is None:
            self.kept = self.kept or Folder()
            return self.kept.path
        self.named.mkdir(exist_ok=True)
        return self.named

    def do(self, task: Task, jobs: Sequence[Job]) -> list[Answer]:
        """The answers, in the order of the jobs. Raises ImportRefused with what the first of them has refused."""
        name, texts = name_of(task), [json.dumps(job) for job in jobs]
        if not _is_many(self.spread) or (len(jobs) == 1 and not self.spread.cluster):
            return [answered(done(name, text)) for text in texts]
        if self._schedule is None:  # workers are started once for all that is to be done
            self._schedule = self._open.enter_context(_scheduler(self.spread))
        try:
            return [answered(text) for text in self._schedule(name, texts)]
        except BrokenProcessPool as broken:
            raise Refused(_DIED) from broken


@runtime_checkable
class Spreads(Protocol):
    """An importer that reads large imports in parts."""

    @property
    def spreads(self) -> bool:
        """Says so."""

    def read(self, path: Path, choices: Choices = NO_CHOICES, hands: Hands | None = None) -> Import:
        """As `Importer.read`, with somebody who does the jobs."""


HERE = Spread()
"""All in this process."""


def _is_many(spread: Spread) -> bool:
    return bool(spread.cluster) or _processes(spread) > 1


def _processes(spread: Spread) -> int:
    return spread.processes or len(os.sched_getaffinity(0))


@contextmanager
def _scheduler(spread: Spread) -> Iterator[Any]:
    if spread.cluster:
        with _client(spread) as client:
            yield partial(_computed, {"scheduler": client})
        return
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(_processes(spread), mp_context=spawned, initializer=end_with_the_program) as pool:
        yield partial(_computed, {"scheduler": "processes", "pool": pool, "chunksize": 1})


def _computed(how: dict[str, Any], name: str, jobs: Sequence[str]) -> Sequence[str]:
    """The same graph of jobs for every scheduler of Dask."""
    from dask.base import compute  # most imports are small, and need not wait for it
    from dask.delayed import delayed

    found: Sequence[str] = compute(*(delayed(done, pure=False)(name, job) for job in jobs), optimize_graph=False, **how)
    return found


@contextmanager
def _client(spread: Spread) -> Iterator[Any]:
    from distributed import Client
    from distributed.security import Security

    files = {"tls_ca_file": spread.ca_file, "tls_client_cert": spread.cert_file, "tls_client_key": spread.key_file}
    given = {name: file for name, file in files.items() if file}
    security = Security(require_encryption=True, **given) if given else None
    try:
        client = Client(spread.cluster, security=security, timeout=_WAIT, set_as_default=False)
    except (OSError, ValueError, TypeError) as problem:
        raise Refused(_NO_ANSWER) from problem
    with client:
        yield client


def end_with_the_program() -> None:
    """Have this process of a pool end when the one that started it does, however that ends."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: Any) -> None:
    parent.join()
    os._exit(1)
