"""Small FHIR resources for tests: each function gives one that is right, keywords change or take away elements."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from dashboard.domain.events import Event
from dashboard.importers.base import NO_CHOICES, Choices, Import
from dashboard.importers.fhir import IMPORTER

Json = dict[str, Any]
LOINC, UCUM, SNOMED = "http://loinc.org", "http://unitsofmeasure.org", "http://snomed.info/sct"
DAY = "2024-03-01"
TIME = "2024-03-01T10:30:00+01:00"
GONE = object()


def concept(text: str = "", *codings: tuple[str, str] | tuple[str, str, str]) -> Json:
    """A CodeableConcept of a text and of (system, code[, display])."""
    found: Json = {"text": text} if text else {}
    if codings:
        names = ("system", "code", "display")
        found["coding"] = [dict(zip(names, one, strict=False)) for one in codings]
    return found


def quantity(value: float | str, unit: str = "", code: str = "", comparator: str = "") -> Json:
    """A Quantity, with a UCUM code where one is named."""
    found: Json = {"value": value, "unit": unit or code}
    if code:
        found |= {"system": UCUM, "code": code}
    return found | ({"comparator": comparator} if comparator else {})


def _made(kind: str, own: Json, more: Json) -> Json:
    whole = {"resourceType": kind, "id": f"{kind[0].lower()}1", **own, **more}
    return {name: value for name, value in whole.items() if value is not GONE}


def of(kind: str, **more: Any) -> Json:
    """A resource of patient p1 with nothing but what is given."""
    return _made(kind, {"subject": {"reference": "Patient/p1"}}, more)


def patient(**more: Any) -> Json:
    """A woman of 1950."""
    return _made("Patient", {"id": "p1", "gender": "female", "birthDate": "1950-03-14"}, more)


def leukocytes(**more: Any) -> Json:
    """A leukocyte count of 211 000 /uL."""
    own = {
        "status": "final",
        "category": [concept("", ("http://terminology.hl7.org/CodeSystem/observation-category", "laboratory"))],
        "code": concept("Leukocytes", (LOINC, "6690-2")),
        "subject": {"reference": "Patient/p1"},
        "effectiveDateTime": TIME,
        "valueQuantity": quantity(211000, "/uL", "/uL"),
    }
    return _made("Observation", own, more)


def observation(value: Json | None = None, category: str = "laboratory", **more: Any) -> Json:
    """An Observation without a LOINC code; `value` is its value[x]."""
    own = {"code": concept("Something"), "valueQuantity": GONE, "category": [concept("", ("x", category))]}
    return leukocytes(**(own if category else own | {"category": GONE}) | (value or {}) | more)


def medication(kind: str, **more: Any) -> Json:
    """A medication resource: 2 mg of vincristine into a vein."""
    own = {
        "status": "completed",
        "medicationCodeableConcept": concept("vincristine"),
        "subject": {"reference": "Patient/p1"},
    }
    return _made(kind, own, more)


def condition(**more: Any) -> Json:
    """A confirmed, active leukemia since March 2024."""
    own = {
        "clinicalStatus": concept("", ("x", "active")),
        "verificationStatus": concept("", ("x", "confirmed")),
        "code": concept("Acute leukemia", (SNOMED, "91857003")),
        "subject": {"reference": "Patient/p1"},
        "onsetDateTime": "2024-03",
    }
    return _made("Condition", own, more)


def bundle(*resources: Json, kind: str = "transaction", urls: bool = True, **more: Any) -> Json:
    """A Bundle of resources, each with a urn:uuid where `urls`."""
    entries = [{"resource": one} | ({"fullUrl": f"urn:uuid:{one['id']}"} if urls else {}) for one in resources]
    return {"resourceType": "Bundle", "type": kind, "entry": entries, **more}


def lines(resources: Iterable[Json]) -> str:
    """NDJSON."""
    return "".join(json.dumps(one) + "\n" for one in resources)


def read(
    folder: Path, content: str | bytes | Json | Iterable[Json], choices: Choices = NO_CHOICES, name: str = "x.json"
) -> Import:
    """What importing a file of that content brings: text, bytes, one document, or resources as NDJSON."""
    path = folder / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif isinstance(content, str):
        path.write_text(content, encoding="utf-8")
    else:
        path.write_text(json.dumps(content) if isinstance(content, dict) else lines(content), encoding="utf-8")
    return IMPORTER.read(path, choices)


def events_of(brought: Import) -> list[Event]:
    """The events of the one case."""
    (case,) = brought.cases
    return list(case.events)


Reader = Callable[..., Event]
