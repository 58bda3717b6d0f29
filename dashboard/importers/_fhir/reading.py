"""The second reading: what each resource of a file tells, of whom, and what became of its row. Pure but for the tally,
so that files and parts of files may be read side by side."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from dashboard.importers._fhir import care, conditions, medication, observations, people, reports
from dashboard.importers._fhir.context import Context, sentence
from dashboard.importers._fhir.dictionaries import public_key
from dashboard.importers._fhir.references import in_file, key_of, kind_of, referred
from dashboard.importers._fhir.resources import Found
from dashboard.importers._fhir.shape import Json, Unreadable, inner, without, words
from dashboard.importers._fhir.times import TimeRefused
from dashboard.importers._fhir.told import Fact, Told, withdrawn

Reader = Callable[[Json, Context], Told]
READERS: Final[Mapping[str, Reader]] = {
    "Observation": observations.observation,
    "MedicationRequest": medication.request,
    "MedicationAdministration": medication.administration,
    "MedicationStatement": medication.statement,
    "MedicationDispense": medication.dispense,
    "Condition": conditions.condition,
    "AllergyIntolerance": conditions.allergy,
    "AdverseEvent": conditions.adverse_event,
    "Encounter": care.encounter,
    "Procedure": care.procedure,
    "Immunization": care.immunization,
    "ServiceRequest": care.service_request,
    "CarePlan": care.care_plan,
    "ImagingStudy": reports.imaging_study,
    "DiagnosticReport": reports.diagnostic_report,
    "DocumentReference": reports.document,
    "Composition": reports.composition,
}
MOST_FLAGS: Final = 5
_SHAPE: Final = (TypeError, AttributeError, KeyError, IndexError, ValueError, ArithmeticError, RecursionError)


@dataclass(frozen=True, slots=True)
class Heard:
    """What one resource told: of which patient, as which version of which resource (`key`), from which row."""

    key: str
    patient: str
    kind: str
    name: str
    updated: str
    row: int
    told: Told
    source: str = ""
    url: str = ""


def hear(found: Found, around: Context) -> Heard | None:
    """What a resource tells, or None where its row is refused or not imported; then the tally says so."""
    row = around.tally.read()
    if found.wrong:
        around.tally.refuse(row, found.file, found.wrong, line=found.line, field=found.element)
        return None
    if found.deleted:
        return _deleted(found, row)
    try:
        return _heard(found, row, around)
    except Unreadable as error:
        reason, field = error.reason, error.field
    except _SHAPE:
        reason, field = "it has a shape that FHIR R4 does not allow", ""
    around.tally.refuse(row, found.file, reason, line=found.line, field=f"{found.kind}.{field}".rstrip("."))
    return None


def _deleted(found: Found, row: int) -> Heard:
    kind = kind_of(found.deleted) or "Resource"
    name = found.deleted.rpartition("/")[2]
    return Heard(found.deleted, "", kind, name, found.updated, row, withdrawn(kind, "deleted"))


def _heard(found: Found, row: int, around: Context) -> Heard | None:
    resource, kind = found.resource, found.kind
    if kind not in READERS and kind != "Patient":
        around.tally.leave(row, kind)
        return None
    unsafe = _unsafe(found)
    if unsafe:
        around.tally.leave(row, f"{kind}: carries {unsafe}, which changes what it means")
        return None
    patient = _patient_of(found, around)
    if patient in around.known.doubtful:
        raise Unreadable("", "two different people have the key of its patient in these files")
    if not patient:
        around.tally.leave(row, f"{kind}: not about a patient")
        return None
    about = around.of(found.url, found.file, around.known.births.get(patient, ""))
    told = _told(resource, _of_patient if kind == "Patient" else READERS[kind], about)
    key = key_of(resource, found.url)
    name = words(resource, "id") or found.url.rpartition(":")[2]
    return Heard(
        key, patient, kind, name, found.updated, row, told, words(inner(resource, "meta"), "source"), found.url
    )


def _told(resource: Json, read: Reader, about: Context) -> Told:
    """What a resource tells; a time in it that is none is kept as given beside its events, which then lack it."""
    flags: list[str] = []
    while True:
        try:
            return _flagged(read(resource, about), flags)
        except TimeRefused as error:
            smaller = without(resource, error.field.split("."))
            if smaller == resource or len(flags) == MOST_FLAGS:
                raise
            flags.append(f'{error.field} as received: "{error.text}", which is no time')
            about.tally.verify(words(resource, "resourceType"), flags[-1])
            resource = smaller


def _flagged(told: Told, flags: list[str]) -> Told:
    if not flags:
        return told
    facts = (replace(one, event=replace(one.event, note=sentence(*flags, one.event.note))) for one in told.facts)
    return replace(told, facts=tuple(facts))


def _of_patient(resource: Json, about: Context) -> Told:
    event = people.death(resource)
    return Told(() if event is None else (Fact(event),), people.person(resource))


def _patient_of(found: Found, around: Context) -> str:
    """The key of the patient that a resource is of; "" where it is about a group, a device or a place. Raises
    Unreadable where it does not say."""
    resource = found.resource
    if found.kind == "Patient":
        key = public_key(resource, found.url)
        if not key:
            raise Unreadable("id", "it has neither an id nor an address")
        return key
    name = next((one for one in ("subject", "patient") if resource.get(one) is not None), "")
    if not name:
        raise Unreadable("subject", "it does not say of whom it is")
    key = referred(resource, name, resource, found.url, "Patient")
    if not key:
        raise Unreadable(name, "it does not say of whom it is")
    return _known(key, found, around)


def _known(key: str, found: Found, around: Context) -> str:
    patients = around.known.patients
    for one in (key, in_file(found.file, key)):
        if patients.get(one):
            return patients[one]
    if kind_of(key) not in ("Patient", ""):
        return ""
    around.missing["Patient"] += 1
    return public_key({"resourceType": "Patient", "id": key.rpartition("/")[2].rpartition(":")[2]}, key)


def _unsafe(found: Found) -> str:
    """What in it changes what its other elements mean, so that it cannot be read without knowing that."""
    if found.resource.get("implicitRules"):
        return "implicitRules"
    return "a modifierExtension" if found.modified and _has_modifier(found.resource) else ""


def _has_modifier(resource: Json) -> bool:
    waiting: list[object] = [resource]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if one.get("modifierExtension"):
                return True
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return False
