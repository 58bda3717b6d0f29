"""value[x] of an Observation or of one of its components: what was received, number and unit apart where both are
there."""

from dataclasses import dataclass

from dashboard.importers._fhir.codes import quantity_words, range_words, ratio_words, said, why_absent
from dashboard.importers._fhir.shape import Json, Unreadable, each, inner, words

UCUM = "http://unitsofmeasure.org"
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
COMPARATORS = ("", "<", "<=", ">", ">=")
LONGEST_DATA = 20_000


@dataclass(frozen=True, slots=True)
class Value:
    """A value as received. `unit` is the printed unit, `code` its UCUM code where one was sent; `measured`: it is a
    number of the source's own; `data` is sampled data as text; `ordinal` the number that stands for a coded answer."""

    received: str
    unit: str = ""
    code: str = ""
    measured: bool = False
    data: str = ""
    ordinal: str = ""


def value_of(element: Json) -> Value | None:
    """The value of an Observation or component; None where it has none. Raises Unreadable."""
    names = [name for name in element if name.startswith("value")]
    if not names:
        return None
    if len(names) > 1:
        raise Unreadable(names[1], f"there is a second value beside {names[0]}")
    read = _READERS.get(names[0])
    if read is None:
        raise Unreadable(names[0], "an Observation of FHIR R4 has no value of this type")
    return read(element, names[0])


def absence(element: Json) -> str:
    """Why a value is not there, in the words of the source; ""."""
    reason = said(inner(element, "dataAbsentReason"))
    return reason or next((why for name, one in element.items() if name.startswith("value") and (why := _why(one))), "")


def range_of(element: Json) -> str:
    """The reference ranges as text, each with what it is for."""
    return "; ".join(text for one in each(element, "referenceRange") if (text := _range(one)))


def _why(found: object) -> str:
    return why_absent(found) if isinstance(found, dict) else ""


def _range(found: Json) -> str:
    limits = range_words(found) or words(found, "text").strip()
    age = range_words(inner(found, "age"))
    whom = [said(inner(found, "type")), *map(said, each(found, "appliesTo")), f"age {age}" if age else ""]
    about = ", ".join(text for text in whom if text)
    return f"{limits} ({about})" if limits and about else limits


def _quantity(element: Json, name: str) -> Value | None:
    found = inner(element, name)
    number, comparator = words(found, "value").strip(), words(found, "comparator").strip()
    if not number:
        return None
    unit, code = words(found, "unit").strip(), words(found, "code").strip()
    ucum = code if words(found, "system").strip() == UCUM else ""
    known = comparator in COMPARATORS
    return Value(f"{comparator}{number}", unit or code, ucum, measured=known)


def _concept(element: Json, name: str) -> Value | None:
    found = inner(element, name)
    text = said(found)
    return Value(text, ordinal=_ordinal(found)) if text else None


def _ordinal(concept: Json) -> str:
    """The number of a coded answer, as its extension gives it."""
    for one in [concept, *each(concept, "coding")]:
        for extension in each(one, "extension"):
            if words(extension, "url") == ORDINAL:
                return words(extension, "valueDecimal")
    return ""


def _text(element: Json, name: str) -> Value | None:
    text = words(element, name).strip()
    return Value(text) if text else None


def _integer(element: Json, name: str) -> Value | None:
    text = words(element, name).strip()
    return Value(text, measured=True) if text else None


def _range_value(element: Json, name: str) -> Value | None:
    text = range_words(inner(element, name))
    return Value(text) if text else None


def _ratio(element: Json, name: str) -> Value | None:
    text = ratio_words(inner(element, name))
    return Value(text) if text else None


def _period(element: Json, name: str) -> Value | None:
    found = inner(element, name)
    sides = [text for text in (words(found, "start"), words(found, "end")) if text]
    return Value(" to ".join(sides)) if sides else None


def _sampled(element: Json, name: str) -> Value | None:
    found = inner(element, name)
    data = words(found, "data").strip()
    told = f"sampled data, {len(data.split())} values, origin {quantity_words(inner(found, 'origin'))}".rstrip()
    period = words(found, "period")
    cut = data if len(data) <= LONGEST_DATA else f"{data[:LONGEST_DATA]} … (cut)"
    return Value(f"{told}, one in {period} ms" if period else told, data=cut) if found else None


_READERS = {
    "valueQuantity": _quantity,
    "valueCodeableConcept": _concept,
    "valueString": _text,
    "valueBoolean": _text,
    "valueInteger": _integer,
    "valueRange": _range_value,
    "valueRatio": _ratio,
    "valueSampledData": _sampled,
    "valueTime": _text,
    "valueDateTime": _text,
    "valuePeriod": _period,
}
