"""Numbers as reports print them, read without a guess: separators of thousands, decimal marks, comparators."""

import re
from dataclasses import dataclass
from decimal import Decimal

_SPACES = re.compile("[ \u00a0\u202f\u2009]")
_NUMBER = re.compile(r"(?P<comparator><=|>=|<|>)? ?(?P<sign>[-+])?(?P<digits>[0-9][0-9.,' ]*)")
_LONGEST = 24


class NumberError(ValueError):
    """A number that can be read in two ways or in none; the text says which."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A number and the comparator before it ("" for none)."""

    number: Decimal
    comparator: str = ""


def read_number(text: str, *, decimal: str | None = None, whole: bool = False) -> Reading | None:
    """The number that `text` prints; None when it is no number at all. Raises NumberError where it is ambiguous.

    `decimal` is the mark that the source declares, "." or ","; without it a point is taken for the decimal mark, and
    a single group of three digits is refused where both readings are possible. `whole`: the quantity has no fraction,
    so a comma before three digits separates thousands, and a point there is refused.
    """
    plain = _SPACES.sub(" ", text.strip()).replace("\u2264", "<=").replace("\u2265", ">=").replace("\u2212", "-")
    match = _NUMBER.fullmatch(plain)
    if match is None or len(plain) > _LONGEST:
        return None
    digits = _grouped(match["digits"], decimal or ".", text) if decimal else _undeclared(match["digits"], whole, text)
    number = Decimal(digits)
    return Reading(-number if match["sign"] == "-" else number, match["comparator"] or "")


def plain_decimal(number: Decimal) -> str:
    """`number` without exponent, its trailing zeros kept."""
    return format(number, "f")


def stripped(number: Decimal) -> Decimal:
    """`number` without trailing zeros behind the decimal mark."""
    whole = number.to_integral_value()
    return whole.quantize(Decimal(1)) if number == whole else number.normalize()


def significant(number: Decimal, digits: int) -> Decimal:
    """`number` rounded to that many significant digits."""
    if number == 0:
        return number
    return round(number, digits - 1 - number.adjusted())


def _undeclared(digits: str, whole: bool, text: str) -> str:
    one_group = re.fullmatch(r"[0-9]{1,3}[.,][0-9]{3}", digits)
    if one_group and (("." in digits) is whole or digits.startswith("0,")):
        head, tail = re.split("[.,]", digits)
        raise NumberError(f'"{text}" may be {head}{tail} or {head} and a fraction: write it without separators')
    return _grouped(digits, ".", text)


def _grouped(digits: str, decimal: str, text: str) -> str:
    thousands = "," if decimal == "." else "."
    whole, mark, fraction = digits.partition(decimal)
    separator = next((one for one in (" ", thousands, "'") if one in whole), None)
    groups = [whole] if separator is None else whole.split(separator)
    well = all(group.isdecimal() for group in groups) and all(len(group) == 3 for group in groups[1:])
    if not well or (separator is not None and len(groups[0]) > 3) or (mark and not fraction.isdecimal()):
        raise NumberError(f'"{text}" is not a number with "{decimal}" as decimal mark and groups of three digits')
    return "".join(groups) + (f".{fraction}" if fraction else "")
