"""Ledgers of opened cases: all events on one clock, kept with the case, as a long record is costly to place."""

from dashboard.figures.ledger import Ledger, ledger_of
from dashboard.services.context import OpenCase


def ledger(opened: OpenCase, zero: str | None = None) -> Ledger:
    """The ledger of a case that the user has opened, in days from the moment `zero` (from its own day 0 without);
    `Refused` where it cannot be day 0."""
    return opened.ledgers.get(zero or "", lambda: _made(opened, zero))


def _made(opened: OpenCase, zero: str | None) -> Ledger:
    known = ledger(opened) if zero else None
    return ledger_of(opened.case, opened.chronology, zero, known)
