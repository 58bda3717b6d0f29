"""A value of another system, read as far as it goes: whatever it is, it stays visible as received. Nothing is raised
here; the strict reading of a case folder is in `units`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from dashboard.domain.analytes import Analyte, analytes, coded, named
from dashboard.domain.decimals import NumberError, Reading, read_number, significant, stripped
from dashboard.domain.events import Quantity
from dashboard.domain.ucum import UNITY, canonical_unit, counts_whole


@dataclass(frozen=True, slots=True)
class Coding:
    """What a source says that it measured: code system, code and name as received, and the specimen if it says so."""

    system: str = ""
    code: str = ""
    name: str = ""
    specimen: str = ""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a person has confirmed of a source: `analytes` maps its codes or names to keys of the table of analytes,
    `units` its spellings of units to UCUM codes. "" as an analyte says that it is none."""

    analytes: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a value. `analyte` is None where the code and the name are not in the table, or the unit measures
    something else. `why` says in words why the value has no canonical number; "" where it has one, or none is due."""

    quantity: Quantity | None
    analyte: Analyte | None = None
    why: str = ""

    @property
    def analyte_key(self) -> str:
        """The key of the analyte, or ""."""
        return "" if self.analyte is None else self.analyte.key


NOTHING_CONFIRMED = Confirmed()
_DIGITS = 12  # a quotient of molar masses has no end


def candidates(coding: Coding, confirmed: Confirmed = NOTHING_CONFIRMED) -> tuple[Analyte, ...]:
    """The analytes that a coding may mean: what a person confirmed, else its LOINC code, else its name."""
    for said in (coding.code, coding.name):
        if said and said in confirmed.analytes:
            chosen = analytes().get(confirmed.analytes[said])
            return () if chosen is None else (chosen,)
    known = coded(coding.system, coding.code)
    return (known,) if known is not None else named(coding.name, coding.specimen)


def received(
    found: Sequence[Analyte],
    value: str,
    unit: str,
    *,
    decimal: str | None = None,
    confirmed: Confirmed = NOTHING_CONFIRMED,
) -> Received:
    """The value of one of the analytes `found` (`candidates`), in its canonical unit where a safe conversion exists;
    else the number in the unit as received; else the text. Never raises.

    `decimal` is the decimal mark of the source ("." or ","); None where that is not known.
    """
    if not value.strip():
        return Received(None, why="there is a unit but no value" if unit.strip() else "")
    code = unit_code(unit, confirmed)
    try:
        reading = read_number(value, decimal=decimal, whole=code is not None and counts_whole(code))
    except NumberError as error:
        return Received(Quantity(value, unit), _measuring(found, code), str(error))
    if reading is None:
        return Received(Quantity(value, unit), _measuring(found, code))
    return _numbered(found, value, unit, code, reading)


@lru_cache(maxsize=4096)
def _canonical(unit: str) -> str | None:
    return canonical_unit(unit) if unit.strip() else ""


def unit_code(unit: str, confirmed: Confirmed = NOTHING_CONFIRMED) -> str | None:
    """The UCUM code of a unit as received; "" for none, None where it is not known."""
    return _canonical(confirmed.units.get(unit.strip(), unit))


def _measuring(found: Sequence[Analyte], code: str | None) -> Analyte | None:
    """The analyte that `code` measures; without a code the usual one, for a text needs no unit."""
    if not code:
        return found[0] if found and (code == "" or len(found) == 1) else None
    return next((one for one in found if one.factor(code) is not None), None)


def _numbered(found: Sequence[Analyte], value: str, unit: str, code: str | None, reading: Reading) -> Received:
    as_received = Quantity(value, unit, reading.number, unit.strip() if code is None else code, reading.comparator)
    if code is None:
        only = found[0] if len(found) == 1 else None
        return Received(as_received, only, f'"{unit.strip()}" is not a unit that is known')
    if not found:
        return Received(as_received)
    analyte = next((one for one in found if one.factor(code or UNITY) is not None), None)
    if analyte is None:
        what = f'"{unit.strip()}" does not measure' if code else "there is no unit for"
        return Received(as_received, why=f"{what} {found[0].title.lower()}, expected {found[0].expected}")
    factor = analyte.factor(code or UNITY)
    assert factor is not None, "the analyte was chosen by it"
    return Received(Quantity(value, unit, _times(reading.number, factor), analyte.unit, reading.comparator), analyte)


def _times(number: Decimal, factor: Decimal) -> Decimal:
    return number if factor == 1 else stripped(significant(number * factor, _DIGITS))
