"""Ledgers of opened cases: all events on one clock, kept a process, as a long record is costly to place."""

from dashboard.figures.ledger import Ledger, ledger_of
from dashboard.services.context import Context, OpenCase


def ledger(context: Context, opened: OpenCase, zero: str = "") -> Ledger:
    """The ledger of a case that the user has opened, in days from the moment `zero` (from its own day 0 without);
    `Refused` where it cannot be day 0."""
    case, version = opened.case, opened.version
    return context.ledgers.get((case.id, version, zero), lambda: _made(context, opened, zero))


def _made(context: Context, opened: OpenCase, zero: str) -> Ledger:
    known = ledger(context, opened) if zero else None
    return ledger_of(opened.case, opened.chronology, zero or None, known)
