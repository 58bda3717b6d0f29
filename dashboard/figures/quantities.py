"""What lanes draw of a measured value: its number, as precise as it was received, and whether it is only a limit."""

from dashboard.domain.events import State
from dashboard.domain.placed import Placed
from dashboard.domain.ucum import spoken_unit
from dashboard.domain.units import spoken


def number(item: Placed) -> float:
    """The canonical number, for drawing only."""
    quantity = item.event.quantity
    return float(quantity.number) if quantity is not None and quantity.number is not None else 0.0


def as_received(item: Placed) -> str:
    """The number in the canonical unit, as precise as it was received."""
    quantity = item.event.quantity
    if quantity is None:
        return ""
    return spoken(quantity).removesuffix(f" {spoken_unit(quantity.unit)}" if quantity.unit else "")


def censored(item: Placed) -> bool:
    """Reported as below or above a limit."""
    return item.event.quantity is not None and item.event.quantity.comparator != ""


def on_scale(item: Placed) -> bool:
    """A number above zero that the record states to be so, and no limit: what a log scale has a place for."""
    return item.event.state is State.PRESENT and number(item) > 0 and not censored(item)


def to_verify(item: Placed) -> str:
    """Why the value is to be verified, or ""."""
    return item.event.detail("verify")
