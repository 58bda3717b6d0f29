"""What an Observation measures, and its value in a canonical unit. LOINC decides, or what a person has confirmed of a
local code; a name decides nothing: it is proposed in the report."""

from decimal import Decimal

from dashboard.domain.analytes import NO_ANALYTE, Analyte, analytes, coded, named
from dashboard.domain.events import Quantity
from dashboard.domain.received import Coding, Received, received, unit_code
from dashboard.importers._fhir.codes import LOINC, codes, said
from dashboard.importers._fhir.context import Context, details
from dashboard.importers._fhir.shape import Json
from dashboard.importers._fhir.values import Value

UNKNOWN = "no analyte is known by this code"


def coding_of(concept: Json, specimen: str) -> Coding:
    """What is measured: the LOINC code where there is one, else the first."""
    found = list(codes(concept))
    system, code = next((one for one in found if one[0] == LOINC), found[0] if found else ("", ""))
    return Coding(system, code, said(concept), specimen)


def as_number(value: Value) -> Quantity:
    """A value that is a number and has no unit that could be converted."""
    read = received((), _plain(value.received), "", decimal=".").quantity if value.measured else None
    return _as_received(value, read)


def measured(coding: Coding, term: str, value: Value, at: Context) -> tuple[Quantity | None, dict[str, str]]:
    """The quantity, and what is known of its code. What has no canonical value, and what is to be verified, is noted
    in the report."""
    found = _decided(coding, at)
    unit, conflict = _unit(value, found, at)
    about = details(system=coding.system, code=coding.code, analyte="" if found else _not(term))
    if conflict:
        at.tally.verify(term, conflict)
        return Quantity(value.received, value.unit), about | {"analyte": NO_ANALYTE, "verify": f"verify: {conflict}"}
    confirmed = at.choices.confirmed
    read = received(found, _plain(value.received), unit, decimal="." if value.measured else None, confirmed=confirmed)
    why = read.why or ("" if found or not value.measured else _proposal(coding, unit, at))
    if why:
        at.tally.unmapped(coding, value.unit, why)
    if read.quantity is None:
        return None, about
    return _as_received(value, read.quantity), about | _analyte(read, found, term)


def _as_received(value: Value, read: Quantity | None) -> Quantity:
    """What was read of a value, beside the value itself: it may have been read by the code of its unit."""
    if read is None:
        return Quantity(value.received, value.unit)
    return Quantity(value.received, value.unit, read.number, read.unit, read.comparator)


def _analyte(read: Received, found: tuple[Analyte, ...], term: str) -> dict[str, str]:
    return details(analyte=read.analyte_key or ("" if not found else _not(term)))


def _not(term: str) -> str:
    """Lanes know an analyte by its term too, where nothing else is said."""
    return NO_ANALYTE if named(term) else ""


def _decided(coding: Coding, at: Context) -> tuple[Analyte, ...]:
    """The analyte that a person has confirmed, or that the LOINC code means; none for any other code or name."""
    if coding not in at.decided:
        at.decided[coding] = _decide(coding, at)
    return at.decided[coding]


def _decide(coding: Coding, at: Context) -> tuple[Analyte, ...]:
    confirmed = at.choices.confirmed.analytes
    for said_ in (f"{coding.system}|{coding.code}", coding.code, coding.name):
        if said_ and said_ in confirmed:
            chosen = analytes().get(confirmed[said_])
            return () if chosen is None else (chosen,)
    known = coded(coding.system, coding.code)
    return () if known is None else (known,)


def _proposal(coding: Coding, unit: str, at: Context) -> str:
    """What the name and the unit suggest, for a person to confirm."""
    code = unit_code(unit, at.choices.confirmed)
    fits = (
        one for one in named(coding.name, coding.specimen) if code is not None and one.factor(code or "1") is not None
    )
    found = next(fits, None)
    if found is None or coding.system == LOINC:
        return UNKNOWN
    return f"{UNKNOWN}; its name and unit are those of {found.key}: confirm it to have it there"


def _unit(value: Value, found: tuple[Analyte, ...], at: Context) -> tuple[str, str]:
    """The unit to read the value by, and why it is to be verified where the printed unit and its code differ."""
    if not value.code or value.code == value.unit:
        return value.unit, ""
    printed, sent = (unit_code(one, at.choices.confirmed) for one in (value.unit, value.code))
    if printed is None or sent is None:
        return (value.unit if sent is None else value.code), ""
    factors = {one.factor(code or "1") for one in found for code in (printed, sent)}
    if len(factors) > 1:
        return value.unit, f'the unit is printed as "{value.unit}" and coded as "{value.code}"'
    return value.code if found else value.unit, ""


def _plain(number: str) -> str:
    """A number without an exponent, for a reader of printed numbers."""
    if "e" not in number.lower():
        return number
    comparator = number[: len(number) - len(number.lstrip("<>="))]
    try:
        value = Decimal(number[len(comparator) :])
    except ArithmeticError:
        return number
    return comparator + format(value, "f") if -20 < value.adjusted() < 20 else number
