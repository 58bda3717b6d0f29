"""The colour that a source gives an event: used where it can be seen, never as the only sign of anything."""

import re
from typing import Final

from dashboard.domain.events import Event
from dashboard.figures.theme import Theme

LEAST_CONTRAST: Final = 3.0
_HEX: Final = re.compile(r"#[0-9a-fA-F]{6}")


def tint_of(event: Event, theme: Theme) -> str:
    """The event's `style_color` as #rrggbb; "" without one, or where it would be lost on the theme's ground and make
    a solid symbol look hollow."""
    colour = event.detail("style_color")
    return colour if _HEX.fullmatch(colour) and contrast(colour, theme.bg) >= LEAST_CONTRAST else ""


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
