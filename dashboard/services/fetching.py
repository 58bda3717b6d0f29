"""Studies on their way from the PACS: one thread for each, two at a time, failures remembered for a minute. Nobody's
rights are asked here: `pacs` does."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event, Lock, Semaphore, Thread

from dashboard.config import Settings
from dashboard.imaging import read_instances
from dashboard.pacs import (
    Access,
    AnotherPatient,
    Arriving,
    Cache,
    Dicomweb,
    Gone,
    Held,
    Identity,
    Limits,
    Origin,
    PacsRefused,
    Transport,
    described,
)

LOG = logging.getLogger(__name__)
MEGABYTE = 1024 * 1024
AT_ONCE = 2
IN_LINE = 20
HASTE = 8.0
FAILURE_STANDS = 60.0
ON_ITS_WAY = "Its pictures are being fetched from the PACS."
UNEXPECTED = "Its pictures could not be fetched from the PACS."

Wanted = tuple[str, str]
"""StudyInstanceUID, and the patient id of the case or ""."""
Note = Callable[[PacsRefused | None], None]
"""Writes down how a retrieval ended. When it raises, what was fetched is dropped."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The folder of the pictures, or None and the sentence that says why; with `arriving` they are on their way."""

    folder: Path | None
    reason: str = ""
    arriving: Arriving | None = None


@dataclass(slots=True)
class Fetching:
    """What one process fetches from the PACS."""

    source: Dicomweb
    cache: Cache
    fresh_seconds: float
    _running: dict[Wanted, Event] = field(default_factory=dict)
    _failed: dict[Wanted, tuple[float, str]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _turn: Semaphore = field(default_factory=lambda: Semaphore(AT_ONCE))
    _waiting: Semaphore = field(default_factory=lambda: Semaphore(AT_ONCE))

    def standing(self, wanted: Wanted, note: Note, wait: float | None) -> Standing:
        """Where the study is; it is sent for when it is not here or was not compared lately. Waits `wait` seconds; with
        None it only tells, and sends for nothing."""
        held = self._held(wanted)
        fresh = held is not None and time.time() - held.compared < self.fresh_seconds
        reason = "" if fresh else self._reason(wanted)
        if not fresh and not reason and wait is not None:
            done = self._send(wanted, held, note)
            if held is None and self._waited(done, wait):
                held, reason = self._held(wanted), self._reason(wanted)
        if held is not None:  # what was fetched before stays while the PACS is asked, or does not answer
            return Standing(held.folder)
        if reason:
            return Standing(None, reason)
        return Standing(None, ON_ITS_WAY, self.cache.arriving(self.source, wanted[0]) or Arriving())

    def _waited(self, done: Event, wait: float) -> bool:
        """Whether `done` came. Few wait at once: who waits holds a thread that others need for their pages."""
        if not self._waiting.acquire(blocking=False):
            return done.is_set()
        try:
            return done.wait(wait)
        finally:
            self._waiting.release()

    def rendered(self, file: Path, window: tuple[float, float], frame: int, edge: int) -> Path | None:
        """A picture of a file of the cache as the PACS draws it, to be read as any from outside; None for other files.
        Raises PacsRefused."""
        if not file.is_relative_to(self.cache.root):
            return None
        transport = self.source.transport
        hasty = replace(transport, limits=replace(transport.limits, whole=HASTE))
        return self.cache.rendered(Dicomweb(hasty), file, window, frame, edge)

    def busy(self) -> bool:
        """Whether anything is on its way."""
        with self._lock:
            return bool(self._running)

    def _held(self, wanted: Wanted) -> Held | None:
        study, patient_id = wanted
        held = self.cache.held(self.source, study)
        return held if held is not None and patient_id in ("", held.patient_id) else None

    def _told(self, wanted: Wanted) -> frozenset[str]:
        return frozenset(one.uid for one in described(self.source, *wanted))

    def _reason(self, wanted: Wanted) -> str:
        with self._lock:
            since, reason = self._failed.get(wanted, (0.0, ""))
        return reason if time.monotonic() - since < FAILURE_STANDS else ""

    def _send(self, wanted: Wanted, held: Held | None, note: Note) -> Event:
        with self._lock:
            if wanted in self._running:
                return self._running[wanted]
            done = Event()
            elsewhere = held is None and self.cache.arriving(self.source, wanted[0]) is not None
            if elsewhere or len(self._running) >= IN_LINE:  # looked for again, or asked for again, at the next look
                return done
            self._running[wanted] = done
        Thread(target=self._job, args=(wanted, held, note, done), name="pacs", daemon=True).start()
        return done

    def _job(self, wanted: Wanted, held: Held | None, note: Note, done: Event) -> None:
        reason = ""
        try:
            with self._turn:
                self._fetch(wanted, held, note)
        except PacsRefused as refusal:
            reason = str(refusal)
        except Exception as problem:  # a thread has nobody above it; whatever it was, nothing of it is shown
            LOG.error("a study could not be fetched: %s", type(problem).__name__)
            reason = UNEXPECTED
        finally:
            with self._lock:
                self._failed.pop(wanted, None)
                if reason:
                    self._failed[wanted] = (time.monotonic(), reason)
                del self._running[wanted]
            done.set()

    def _fetch(self, wanted: Wanted, held: Held | None, note: Note) -> None:
        study, patient_id = wanted
        try:
            if held is not None and held.instances == self._told(wanted):
                self.cache.compared(self.source, study)
                return
            self.cache.fetch(self.source, study, patient_id, identities_of)
        except PacsRefused as refusal:
            final = isinstance(refusal, AnotherPatient | Gone)
            if final:
                LOG.warning("a study is not in the PACS, or not of the patient of the case that names it")
                self.cache.drop(self.source, study)
            if final or held is None:
                note(refusal)
            raise
        try:
            note(None)
        except Exception:
            self.cache.drop(self.source, study)
            raise


def source_of(settings: Settings) -> Dicomweb | None:
    """The PACS of the settings, or None."""
    if not settings.pacs_url:
        return None
    limits = Limits(settings.pacs_wait, settings.pacs_seconds, settings.pacs_megabytes * MEGABYTE)
    access = Access(settings.pacs_user, settings.pacs_password, settings.pacs_token, settings.pacs_ca_file)
    return Dicomweb(Transport(Origin(settings.pacs_url), access, limits))


def fetching_of(settings: Settings) -> Fetching | None:
    """What fetches from the PACS of the settings; None where there is no PACS."""
    source = source_of(settings)
    if source is None:
        return None
    cache = Cache(settings.data_dir / "pacs", settings.pacs_cache_megabytes * MEGABYTE)
    return Fetching(source, cache, settings.pacs_fresh_minutes * 60)


def identities_of(files: Sequence[Path]) -> dict[Path, Identity]:
    """What files say they are; those that cannot be read are left out."""
    instances, _ = read_instances(files)
    return {one.path: Identity(one.patient_id, one.study_uid, one.series_uid, one.instance_uid) for one in instances}
