"""Leukocyte counts of blood among the events of a case, and which of them is the highest."""

from collections.abc import Sequence
from decimal import Decimal

from dashboard.domain.analytes import analyte_key
from dashboard.domain.events import Event, Kind, State

UNIT = "10*9/L"


def is_count(event: Event) -> bool:
    """A leukocyte count of blood with a number in the canonical unit; counts of spinal fluid are another quantity."""
    quantity = event.quantity
    measured = quantity is not None and quantity.number is not None and quantity.unit == UNIT
    return event.kind is Kind.LAB and measured and analyte_key(event) == "leukocytes"


def is_reported(event: Event) -> bool:
    """A count that the record states to be so, not one that is presumed, ordered or taken back."""
    return event.state is State.PRESENT and is_count(event)


def highest(counts: Sequence[Event]) -> tuple[Event, ...]:
    """The counts that may be the highest: one, or several that are equal or of which the limits do not tell."""
    sure = max((_limits(event)[0] for event in counts), default=Decimal(0))
    return tuple(event for event in counts if (above := _limits(event)[1]) is None or above >= sure)


def _limits(event: Event) -> tuple[Decimal, Decimal | None]:
    """The lowest and the highest number that the count may be; None = no limit."""
    assert event.quantity is not None and event.quantity.number is not None, "a count has a number"
    number, comparator = event.quantity.number, event.quantity.comparator
    if comparator.startswith(">"):
        return number, None
    return (Decimal(0) if comparator.startswith("<") else number), number
