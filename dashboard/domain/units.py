"""Values with their units: as received, and in one canonical unit where the conversion is safe. Spellings of units live
in `ucum`, of numbers in `decimals`."""

import re
from decimal import Decimal

from dashboard.domain.analytes import Analyte, analyte_of, named
from dashboard.domain.decimals import NumberError, plain_decimal, read_number, significant, stripped
from dashboard.domain.events import Quantity
from dashboard.domain.ucum import COUNT, UNITY, canonical_unit, counts_whole, spoken_unit
from dashboard.errors import Refused

__all__ = ["UnitError", "analyte_of", "read_quantity", "spoken"]


class UnitError(Refused):
    """A value that cannot be taken without a guess; `field` is "value" or "unit", `reason` says why."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


def read_quantity(term: str, value: str, unit: str, decimal: str | None = None) -> Quantity | None:
    """The quantity of a cell pair; None when both are blank. Raises UnitError where it would take a guess.

    `decimal` is the decimal mark that the source declares ("." or ","). A value without digits is text and stays text.
    """
    received, given = value.strip(), unit.strip()
    if not received:
        if given:
            raise UnitError("value", f'there is a unit "{given}" but no value')
        return None
    code = canonical_unit(given) if given else ""
    analyte = _fitting(term, code)
    if code is None:
        raise UnitError("unit", f'"{given}" is not a unit that is known, such as {_expected(analyte)}')
    if not any(sign.isdigit() for sign in received):
        return Quantity(value, unit)
    return _measured(analyte, value, unit, code, decimal)


def _measured(analyte: Analyte | None, value: str, unit: str, code: str, decimal: str | None) -> Quantity:
    try:
        reading = read_number(value, decimal=decimal, whole=counts_whole(code))
    except NumberError as error:
        raise UnitError("value", str(error)) from error
    if analyte is None and reading is None and not code:
        return Quantity(value, unit)
    if reading is None:
        raise UnitError("value", f'"{value.strip()}" is not a number')
    if analyte is None:
        return Quantity(value, unit, reading.number, code, reading.comparator)
    factor = analyte.factor(code or UNITY)
    if factor is None and not code:
        raise UnitError("unit", f"{analyte.title} need a unit, such as {_expected(analyte)}")
    if factor is None:
        what = f'"{unit.strip()}" does not measure {analyte.title.lower()}'
        raise UnitError("unit", f"{what}: expected {_expected(analyte)}")
    number = reading.number if factor == 1 else stripped(significant(reading.number * factor, 12))
    return Quantity(value, unit, number, analyte.unit, reading.comparator)


def _fitting(term: str, code: str | None) -> Analyte | None:
    """Of the analytes of that name the one that `code` measures, else the usual one."""
    found = named(term)
    return next(
        (one for one in found if code is not None and one.factor(code or UNITY) is not None), next(iter(found), None)
    )


def spoken(quantity: Quantity) -> str:
    """The value in its canonical unit as people read it, no more precise than it was received."""
    if quantity.number is None or quantity.unit is None:
        return f"{quantity.received} {quantity.unit_received}".strip()
    number = f"{quantity.comparator}{plain_decimal(_as_precise(quantity, quantity.number))}"
    return f"{number} {spoken_unit(quantity.unit)}".strip()


def _as_precise(quantity: Quantity, number: Decimal) -> Decimal:
    if quantity.unit in ("", COUNT, canonical_unit(quantity.unit_received)):
        return number
    digits = re.sub(r"[^0-9]", "", quantity.received).lstrip("0")
    return significant(number, max(3, len(digits)))


def _expected(analyte: Analyte | None) -> str:
    return '"mg/dL", "10*9/L" or "%"' if analyte is None else analyte.expected
