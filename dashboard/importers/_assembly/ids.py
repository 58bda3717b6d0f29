"""Ids of cases and events, made from the keys of a source: the same key gives the same id, whatever it holds."""

import hashlib
import re

from dashboard.domain.events import Event

LONGEST = 64
"""An id of the notation of times has as many characters at most (`domain.when`, the header of a case folder)."""

_ODD = re.compile(r"[^A-Za-z0-9._:-]+")
_ODD_IN_CASE = re.compile(r"[^A-Za-z0-9._-]+")
_HASH = 12


def event_id(*key: str) -> str:
    """The id of an event from the parts of its key, such as the table and the number of the row: `labevents-231847`.
    What an id cannot hold is replaced, and a hash keeps two keys apart that would look alike then."""
    return _safe(key, _ODD)


def case_id(source: str, patient: str) -> str:
    """The id of the case of a patient: the source is part of it, for two sources may number different people alike."""
    return _safe((source, patient), _ODD_IN_CASE)


def named_case_id(name: str) -> str:
    """The id of a case that somebody has named."""
    return _safe((name,), _ODD_IN_CASE)


def content_id(prefix: str, event: Event) -> str:
    """The id of an event whose source has no key: a hash of all that it says, but not of where it stands."""
    return event_id(prefix or str(event.kind), digest(said(event)))


def said(event: Event) -> str:
    """All that an event says, as one text: equal texts are one statement. Its id and its row are left out."""
    quantity = event.quantity
    value = () if quantity is None else (quantity.received, quantity.unit_received)
    parts = (
        *(event.kind, event.term, event.at, event.until, event.state, *value, event.components, event.group),
        *(event.source, event.as_printed, event.note, event.issues, event.seq, sorted(event.details.items())),
    )
    return "\x1f".join(map(str, parts))


def digest(text: str) -> str:
    """A short hash of a text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _safe(key: tuple[str, ...], odd: re.Pattern[str]) -> str:
    plain = "-".join(key)
    safe = odd.sub("-", plain).strip("-._:")
    parted = len(key) > 2 and any("-" in part for part in key[1:])  # "a-b", "c" and "a", "b-c" look alike
    if safe == plain and len(safe) <= LONGEST and not parted:
        return safe
    return f"{safe[: LONGEST - _HASH - 1].rstrip('-._:') or 'x'}-{digest(repr(key))[:_HASH]}"
