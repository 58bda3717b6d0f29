"""What coded elements say in words, and by which codes. Which analyte or kind of event a code means is decided by those
who read the resources."""

from collections.abc import Iterable, Iterator

from dashboard.importers._fhir.shape import Json, each, inner, words

LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
_ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"


def said(concept: Json) -> str:
    """A CodeableConcept in words: its text, else what a code is displayed as, else a code; "" where it says nothing."""
    text = words(concept, "text").strip()
    if text:
        return _visible(text)
    codings = each(concept, "coding")
    for name in ("display", "code"):
        for coding in codings:
            found = words(coding, name).strip()
            if found:
                return _visible(found)
    return ""


def _visible(text: str) -> str:
    """Without the blanks of no width by which some systems say where a line may break."""
    return text.replace("\u200b", "") if "\u200b" in text else text


def said_all(concepts: Iterable[Json]) -> str:
    """Several of them, each once."""
    return "; ".join(dict.fromkeys(text for text in map(said, concepts) if text))


def codes(concept: Json) -> Iterator[tuple[str, str]]:
    """(system, code) of each coding that has a code."""
    for coding in each(concept, "coding"):
        code = words(coding, "code").strip()
        if code:
            yield words(coding, "system").strip(), code


def has_code(concepts: Iterable[Json], wanted: Iterable[str]) -> bool:
    """Whether one of the concepts has one of the codes, of whatever system."""
    known = frozenset(wanted)
    return any(code in known for concept in concepts for _, code in codes(concept))


def first_code(concept: Json) -> str:
    """The first code that a concept has, or ""."""
    return next((code for _, code in codes(concept)), "")


def why_absent(element: Json) -> str:
    """The reason why a value is not there, as its extension gives it; ""."""
    for extension in each(element, "extension"):
        if words(extension, "url") == _ABSENT:
            return words(extension, "valueCode")
    return ""


def quantity_words(quantity: Json) -> str:
    """A Quantity as text: comparator, number and unit as received."""
    number = words(quantity, "comparator") + words(quantity, "value")
    return f"{number} {unit_of(quantity)}".strip() if number else ""


def unit_of(quantity: Json) -> str:
    """The unit as it is to be read: its UCUM code where the code is one, else its printed unit, else its code."""
    code = words(quantity, "code").strip()
    if code and words(quantity, "system").strip() == "http://unitsofmeasure.org":
        return code
    return words(quantity, "unit").strip() or code


def range_words(found: Json) -> str:
    """A Range as text: "2 to 5 mg/dL", "at least 2 mg/dL"."""
    low, high = quantity_words(inner(found, "low")), quantity_words(inner(found, "high"))
    if low and high:
        unit = unit_of(inner(found, "low"))
        first = words(inner(found, "low"), "value") if unit and unit == unit_of(inner(found, "high")) else low
        return f"{first} to {high}"
    return f"at least {low}" if low else f"at most {high}" if high else ""


def ratio_words(found: Json) -> str:
    """A Ratio as text: "1:128", "5 mg per 1 h"."""
    upper, lower = inner(found, "numerator"), inner(found, "denominator")
    if not unit_of(upper) and not unit_of(lower):
        return ":".join(text for text in map(quantity_words, (upper, lower)) if text)
    return " per ".join(text for text in map(quantity_words, (upper, lower)) if text)
