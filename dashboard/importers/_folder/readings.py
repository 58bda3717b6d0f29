"""The column `read_as`: how a value is to be read, where its own words would be read in another way or in none."""

import re
from decimal import Decimal

from dashboard.domain.events import Quantity

TEXT = "text"
_READ_AS = re.compile(r"(<=|>=|<|>)?(-?[0-9]{1,24}(?:\.[0-9]{1,24})?)(?: (\S.*))?")
EXPECTED = 'a number with its unit, such as "8.4 10*9/L" or "<0.1 mg/dL", or text'


def stated_quantity(value: str, unit: str, read_as: str) -> Quantity | None:
    """The quantity of a cell pair whose reading is stated; None when the statement is none."""
    if read_as == TEXT:
        return Quantity(value, unit)
    match = _READ_AS.fullmatch(read_as)
    if match is None:
        return None
    return Quantity(value, unit, Decimal(match[2]), match[3] or "", match[1] or "")
