"""Units of measure as UCUM codes: reading the spellings of laboratories, and nothing else. Values live in `units`.

The common part of UCUM is read here: products and quotients of prefixed units, powers of ten and {annotations}, in the
spellings of laboratories. Whatever else is a code of UCUM as it stands is known by the grammar of `ucumvert`. What is
not recognised is None, never a guess: MG/DL could be megagrams, so it is refused.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

COUNT = "10*9/L"
"""The one unit in which counts of cells are kept."""

UNITY = "1"
"""The unit of a plain number."""

_METRIC = r"g|l|L|mol|eq|osm|\[iU\]|U|kat|Pa|m\[Hg\]|m\[H2O\]|m|s|J|W|V|Hz|bar|Ci|Bq|Gy|Sv|cal|lm"
_PLAIN = r"%|min|h|d|wk|mo|a|Cel|\[pH\]|\[degF\]|\[in_i\]|\[lb_av\]|\[arb'U\]|\[HPF\]|deg|100|1"
_FACTOR = rf"(?:10\*-?[0-9]{{1,2}}|(?:da|[TGMkhdcmunpf])?(?:{_METRIC})[23]?|(?:{_PLAIN})2?|\{{[^{{}}]{{1,40}}\}})"
_PRODUCT = rf"{_FACTOR}(?:\.{_FACTOR}|\{{[^{{}}]{{1,40}}\}})*"
_UNIT = re.compile(rf"(?:{_PRODUCT})?(?:/{_PRODUCT})*")
COUNTS = re.compile(r"(?:10\*(?P<power>-?[0-9]{1,2}))?(?:\.?\{[^{}]*\})?/(?P<volume>[a-z]*L|[mc]m3)")
"""Units that count cells in a volume."""

_AMOUNT = re.compile(r"(?P<prefix>[kcmunpf]?)(?P<base>g|mol)(?:/(?P<volume>[a-z]?L))?")
_TENS = {"k": 3, "": 0, "c": -2, "m": -3, "u": -6, "n": -9, "p": -12, "f": -15}
# powers of ten of a litre
_VOLUMES = {"L": 0, "dL": -1, "mL": -3, "cm3": -3, "uL": -6, "mm3": -6, "nL": -9, "fL": -15}

_LONGEST = 40
_NO_UNIT = frozenset({"n/a", "na", "none", "null", "nil"})
_FOLD = str.maketrans({"\u00b5": "u", "\u03bc": "u", "\u00d7": "x", "\u00b7": ".", "\u2215": "/", "\u00b0": "deg"})
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_POWER = re.compile(r"(?:\b[xX]\.?|\*)?10(?:\^|\*\*?|E|e|exp|(?=\())\(?(-?[0-9]{1,2})\)?")
_SPELLED = {
    "mcg": "ug", "mcL": "uL", "mcl": "uL", "gm": "g", "cc": "mL", "ul": "uL", "ml": "mL", "dl": "dL", "nl": "nL",
    "l": "L", "cumm": "mm3", "cmm": "mm3", "IU": "[iU]", "mIU": "m[iU]", "uIU": "u[iU]", "mEq": "meq",
    "mmHg": "mm[Hg]", "cmH2O": "cm[H2O]", "degC": "Cel", "degF": "[degF]", "percent": "%", "cells": "{cells}",
    "sec": "s", "minutes": "min", "hr": "h", "hours": "h", "day": "d", "days": "d", "week": "wk", "weeks": "wk",
    "month": "mo", "months": "mo", "year": "a", "years": "a", "yr": "a", "1.73m2": "{1.73_m2}",
}  # fmt: skip
_THOUSANDS = {
    "K": "10*3", "k": "10*3", "thou": "10*3", "thousand": "10*3", "Thousand": "10*3", "M": "10*6", "G": "10*9",
    "Gpt": "10*9", "T": "10*12", "Tpt": "10*12",
}  # fmt: skip
_SPOKEN = {"[iU]": "IU", "[Hg]": "Hg", "[H2O]": "H₂O", "Cel": "°C", "uL": "µL", "umol": "µmol", "ug": "µg"}


@lru_cache(maxsize=1024)
def canonical_unit(text: str) -> str | None:
    """The UCUM code of a unit as laboratories spell it; None when it is not recognised."""
    first, *rest = _folded(text).split("/")
    parts = [_THOUSANDS.get(first) or _SPELLED.get(first, first), *(_SPELLED.get(part, part) for part in rest)]
    code = "/".join(parts)
    return code if code and _UNIT.fullmatch(code) else _by_the_book(text.strip())


def _by_the_book(text: str) -> str | None:
    """The text where the grammar of UCUM takes it as it stands. A plain number is a unit there, and N/A newton per
    ampere: nobody means that."""
    if not 0 < len(text) <= _LONGEST or text.isdecimal() or text.casefold() in _NO_UNIT or not text.isascii():
        return None
    try:
        _grammar().parse(text)
    except Exception:  # each kind of nonsense has its own
        return None
    return text


@lru_cache(maxsize=1)
def _grammar() -> Any:
    """Costs half a second, and is needed for rare units only."""
    from ucumvert import get_ucum_parser

    return get_ucum_parser()


@lru_cache(maxsize=1024)
def count_factor(code: str) -> Decimal | None:
    """What turns a number in the UCUM unit `code` into 10*9/L; None when `code` does not count cells in a volume."""
    match = COUNTS.fullmatch(code)
    if match is None or match["volume"] not in _VOLUMES:
        return None
    return Decimal(1).scaleb(int(match["power"] or 0) - _VOLUMES[match["volume"]] - 9)


def ratio(code: str, unit: str, molar_mass: Decimal | None = None) -> Decimal | None:
    """What turns a number in `code` into `unit`, both amounts (g or mol) in a volume; between mass and substance by the
    molar mass in g/mol. None where the two do not measure the same."""
    if code == unit:
        return Decimal(1)
    here, there = _AMOUNT.fullmatch(code), _AMOUNT.fullmatch(unit)
    if here is None or there is None or (here["volume"] is None) != (there["volume"] is None):
        return None
    factor = Decimal(1).scaleb(_power(here) - _power(there))
    if here["base"] == there["base"]:
        return factor
    if molar_mass is None:
        return None
    return factor * molar_mass if here["base"] == "mol" else factor / molar_mass


def _power(amount: re.Match[str]) -> int:
    return _TENS[amount["prefix"]] - _VOLUMES.get(amount["volume"] or "L", 0)


def counts_whole(code: str) -> bool:
    """True when a number in `code` is a plain number of cells, which has no fraction."""
    return count_factor(code) is not None and "10*" not in code


def spoken_unit(code: str) -> str:
    """The unit as people read it: `10*9/L` is ×10⁹/L, `{revisions}` is revisions."""
    raised = re.sub(r"10\*(-?[0-9]+)", lambda found: "×10" + _raise(found[1]), code)
    for ucum, spoken in _SPOKEN.items():
        raised = raised.replace(ucum, spoken)
    return re.sub(r"[{}]", "", raised)


def _folded(text: str) -> str:
    folded = "".join(text.translate(_FOLD).split())
    folded = re.sub(r"10([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)", lambda found: "10^" + found[1].translate(_RAISED), folded)
    folded = _POWER.sub(r"10*\1", folded.translate(_RAISED))
    return re.sub(r"(?<=[A-Za-z])\^(?=[23]\b)", "", folded)


def _raise(digits: str) -> str:
    return digits.translate(str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"))
