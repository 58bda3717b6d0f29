"""Values with their units: as received, and in one canonical unit where the conversion is safe. Spellings of units live
in `ucum`, of numbers in `decimals`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from dashboard.domain.decimals import NumberError, plain_decimal, read_number, significant, stripped
from dashboard.domain.events import Quantity
from dashboard.domain.ucum import COUNT, canonical_unit, count_factor, counts_whole, spoken_unit
from dashboard.errors import Refused


class UnitError(Refused):
    """A value that cannot be taken without a guess; `field` is "value" or "unit", `reason` says why."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Analyte:
    """What a laboratory measures: its key, the words it goes by, its canonical unit, and the factors into it."""

    key: str
    title: str
    names: re.Pattern[str]
    unit: str
    factors: Mapping[str, Decimal] = field(default_factory=dict)

    def factor(self, code: str) -> Decimal | None:
        """What turns a number in `code` into the canonical unit; None when that is another quantity."""
        return count_factor(code) if self.unit == COUNT else self.factors.get(code)


_IN = r"(?: in (?:(?:peripheral )?blood|serum|plasma|serum or plasma|bone marrow))?(?: by [a-z ]+)?(?: ?[,(].*)?"
_VOLUME = r"(?: \[#/volume\])?"


def _named(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words}){_IN}", re.IGNORECASE)


_LEUKOCYTES = _named(rf"(?:leu[ck]ocytes?|wbc|white blood cells?)(?: count)?{_VOLUME}")
_PLATELETS = _named(rf"(?:platelets?|thrombocytes)(?: count)?{_VOLUME}")
_BLASTS = _named(r"blasts(?:/100 (?:leukocytes|cells|nucleated cells))?")
_CREATININE = _named(r"creatinine(?: \[(?:mass|moles)/volume\])?")
# 113.1 g/mol, so 1 mg/dL is 88.4 umol/L
_CREATININE_FACTORS = {"umol/L": "1", "mmol/L": "1000", "mg/dL": "88.4", "mg/L": "8.84"}
ANALYTES = (
    Analyte("leukocytes", "Leukocytes", _LEUKOCYTES, COUNT),
    Analyte("platelets", "Platelets", _PLATELETS, COUNT),
    Analyte("blasts", "Blasts", _BLASTS, "%", {"%": Decimal(1)}),
    Analyte(
        "creatinine",
        "Creatinine",
        _CREATININE,
        "umol/L",
        {code: Decimal(factor) for code, factor in _CREATININE_FACTORS.items()},
    ),
)


@lru_cache(maxsize=1024)
def analyte_of(term: str) -> Analyte | None:
    """The analyte that a term names, or None: `Leukocytes [#/volume] in Blood` is leukocytes, in spinal fluid not."""
    words = " ".join(term.split())
    return next((analyte for analyte in ANALYTES if analyte.names.fullmatch(words)), None)


def read_quantity(term: str, value: str, unit: str, decimal: str | None = None) -> Quantity | None:
    """The quantity of a cell pair; None when both are blank. Raises UnitError where it would take a guess.

    `decimal` is the decimal mark that the source declares ("." or ","). A value without digits is text and stays text.
    """
    received, given = value.strip(), unit.strip()
    if not received:
        if given:
            raise UnitError("value", f'there is a unit "{given}" but no value')
        return None
    analyte, code = analyte_of(term), canonical_unit(given) if given else ""
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
    if not code:
        raise UnitError("unit", f"{analyte.title} need a unit, such as {_expected(analyte)}")
    factor = analyte.factor(code)
    if factor is None:
        what = f'"{unit.strip()}" does not measure {analyte.title.lower()}'
        raise UnitError("unit", f"{what}: expected {_expected(analyte)}")
    number = reading.number if factor == 1 else stripped(reading.number * factor)
    return Quantity(value, unit, number, analyte.unit, reading.comparator)


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
    if analyte is None:
        return '"mg/dL", "10*9/L" or "%"'
    if analyte.unit == COUNT:
        return '"10*9/L", "10*3/uL" or "/uL"'
    return " or ".join(f'"{code}"' for code in analyte.factors)
