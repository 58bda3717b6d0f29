"""Patient: facts about a person, and their death. Names, addresses and identifiers are read past; one number, the
medical record number, is kept to recognise the patient's pictures and never shown."""

from dashboard.domain.events import Event, Kind
from dashboard.domain.when import When
from dashboard.importers._assembly.entries import Person
from dashboard.importers._fhir.codes import has_code
from dashboard.importers._fhir.shape import Json, each, inner, words
from dashboard.importers._fhir.times import moment

_RECORD_NUMBER = "MR"


def person(patient: Json) -> Person:
    """What a Patient says of the person. Raises Unreadable."""
    birth = words(patient, "birthDate").strip()
    if birth:
        moment(birth, "birthDate")
    return Person(birth=birth[:10], sex=words(patient, "gender"), patient_id=record_number(patient))


def record_number(patient: Json) -> str:
    """The one medical record number of a patient, "" where there is none or more than one."""
    found = {
        words(one, "value").strip()
        for one in each(patient, "identifier")
        if has_code([inner(one, "type")], [_RECORD_NUMBER]) and words(one, "use") != "old"
    } - {""}
    return found.pop() if len(found) == 1 else ""


def is_identified_by_id(patient: Json) -> bool:
    """Whether the id of the resource is itself one of the identifiers, which are never shown."""
    return words(patient, "id") in {words(one, "value") for one in each(patient, "identifier")}


def death(patient: Json) -> Event | None:
    """The death that a Patient states. Raises Unreadable."""
    if words(patient, "deceasedDateTime"):
        return Event("", Kind.OUTCOME, "Death", moment(patient["deceasedDateTime"], "deceasedDateTime"))
    if words(patient, "deceasedBoolean") == "true":
        return Event("", Kind.OUTCOME, "Death", When(), note="The record states the death and no date of it.")
    return None
