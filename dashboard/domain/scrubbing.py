"""What looks like an identifier in a text that somebody has read: dates, long numbers, addresses. A net below the
reader, not in place of one: names are not found.
"""

import re
from collections.abc import Iterable

from dashboard.domain.date_text import HIDDEN, without_dates

REMOVED = "[removed]"
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_PATTERNS = (
    re.compile(r"\S+@\S+|\bhttps?://\S+|\bwww\.\S+"),
    re.compile(
        r"\b\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?\b|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b|\b(?:19|20)\d{2}\b|"
        rf"\b(?:\d{{1,2}}\.? )?(?:{_MONTHS})[a-z]*\.? \d{{1,4}}(?:, \d{{4}})?\b",
        re.IGNORECASE,
    ),
    re.compile(r"(?<![\w.])[A-Z]{0,4}[-/]?\d{6,}\b|\b\d{2,}[-/]\d{2,}[-/]?\d*\b|\+?\d[\d ()/-]{8,}\d"),
)


def scrubbed(text: str, own: Iterable[str] = ()) -> str:
    """The text without what looks like a date, a long number or an address, and without the identifiers in `own`."""
    for identifier in sorted(own, key=len, reverse=True):
        text = re.sub(re.escape(identifier), REMOVED, text, flags=re.IGNORECASE)
    text = without_dates(text).replace(HIDDEN, REMOVED)
    for pattern in _PATTERNS:
        text = pattern.sub(REMOVED, text)
    return text
