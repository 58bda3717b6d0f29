"""Context: settings, store and what a process keeps for speed. Made once at the start, handed to every service."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from dashboard.config import Settings
from dashboard.domain.cases import Case
from dashboard.domain.checklist import Told
from dashboard.domain.chronology import Chronology
from dashboard.domain.deidentify import Nameless
from dashboard.domain.discretion import Hidden
from dashboard.domain.milestones import Found
from dashboard.domain.zeros import Zero
from dashboard.exporters.base import PageMaker
from dashboard.figures.ledger import Ledger
from dashboard.imaging import KeyImage, Stack, StudyImages
from dashboard.services.fetching import Fetching, fetching_of
from dashboard.services.recent import Recent
from dashboard.services.records import Record
from dashboard.services.together import Together
from dashboard.store.prepare import open_store
from dashboard.store.session import Store

MOST_BYTES = 64_000_000  # of answers that were made before and may be asked for again
MOST_EVENTS = 500_000  # of opened cases in the memory of one process: half a GB


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case as its reader may see it, its times solved, the version it was read at, which event surely lies before
    which, and the day zeros and ledgers that were asked for lately. `nameless` tells what its names became where they
    are hidden."""

    case: Case
    chronology: Chronology
    version: int
    related: dict[str, Record] = field(default_factory=dict)
    zeros: Recent[str, Zero] = field(default_factory=lambda: Recent(64), compare=False)
    ledgers: Recent[str, Ledger] = field(default_factory=lambda: Recent(8), compare=False)
    nameless: Nameless | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What every service needs besides the user. Nothing in it belongs to one person. `secret` lasts as long as the
    process and those it starts: it turns what must not be told into tokens. `page` makes the page
    of a case for an offline file; who starts the process hands it in, as it stands above the services."""

    settings: Settings
    store: Store
    opened: Recent[tuple[str, int, Hidden], OpenCase] = field(default_factory=lambda: Recent(64, MOST_EVENTS, _events))
    scans: Recent[tuple[object, ...], StudyImages] = field(default_factory=lambda: Recent(256))
    pictures: Recent[tuple[object, ...], Any] = field(default_factory=lambda: Recent(256))
    keys: Recent[tuple[object, ...], dict[str, KeyImage]] = field(default_factory=lambda: Recent(256))
    stacks: Recent[tuple[object, ...], Stack] = field(default_factory=lambda: Recent(256))
    facts: Recent[tuple[str, int, Hidden], dict[str, Told]] = field(default_factory=lambda: Recent(4096))
    contents: Recent[tuple[object, ...], str] = field(default_factory=lambda: Recent(4096))
    thumbnails: Recent[tuple[object, ...], bytes] = field(default_factory=lambda: Recent(1024))
    answers: Recent[tuple[object, ...], bytes] = field(default_factory=lambda: Recent(2048, MOST_BYTES, len))
    milestones: Recent[tuple[str, int, Hidden], dict[str, Found]] = field(default_factory=lambda: Recent(256))
    rosters: Recent[tuple[object, ...], Any] = field(default_factory=lambda: Recent(2))
    listings: Recent[tuple[object, ...], Any] = field(default_factory=lambda: Recent(16))
    together: Together = field(default_factory=Together)
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    pacs: Fetching | None = None
    page: PageMaker | None = None


def _events(opened: OpenCase) -> int:
    return len(opened.case.events)


def open_context(settings: Settings) -> Context:
    """The context of a process, its database made ready; `Misconfigured` or `Unavailable` when it cannot be."""
    return Context(settings, open_store(settings.database_url), pacs=fetching_of(settings))
