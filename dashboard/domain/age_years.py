"""Ages as records state them, as a number to sort and filter by; what is shown stays the record's own text."""

import re

_AGE = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?)[ -]?(years?|yrs?|y|a|months?|mo|weeks?|wk|days?|d)\b", re.IGNORECASE)
_IN_YEARS = {"y": 1.0, "a": 1.0, "m": 1 / 12, "w": 7 / 365.25, "d": 1 / 365.25}


def years_of(text: str) -> float | None:
    """The first age that the text states, in years; None where it states none that can be told."""
    found = _AGE.search(text)
    return float(found[1]) * _IN_YEARS[found[2][0].lower()] if found else None
