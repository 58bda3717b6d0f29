"""To which kind of event an Observation goes, and why: by its code where that is a scale, a stage or a status, by its
mCODE profile, else by its category. Values are read in `observations`."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dashboard.domain.analytes import coded
from dashboard.domain.events import Kind
from dashboard.importers._fhir.codes import codes, said
from dashboard.importers._fhir.shape import Json, each, inner


@dataclass(frozen=True, slots=True)
class Place:
    """The kind of an event, the scale of a scored one, the type of one that no kind names, and why it goes there."""

    kind: Kind
    why: str
    scale: str = ""
    event_type: str = ""


STAGE: Final = "Cancer stage"
GCS: Final = "Glasgow Coma Scale"
GCS_PARTS: Final = {"9267-6": "E", "9270-0": "V", "9268-4": "M"}
SCALES: Final = {
    "9269-2": GCS,
    "35088-4": GCS,
    "9267-6": "Glasgow Coma Scale, eyes",
    "9270-0": "Glasgow Coma Scale, verbal",
    "9268-4": "Glasgow Coma Scale, motor",
    "89247-1": "ECOG performance status",
    "89243-0": "Karnofsky performance status",
    "C38144": "Lansky play-performance status",
    "70182-1": "NIH Stroke Scale",
    "72089-6": "NIH Stroke Scale",
    "75859-9": "Modified Rankin scale",
}
_NEUROLOGICAL: Final = frozenset(
    {GCS, "NIH Stroke Scale", "Modified Rankin scale"} | {SCALES[code] for code in GCS_PARTS}
)
NEURO_STATUS: Final = frozenset({"80288-4", "67775-7", "11454-5"})
STATUS: Final = frozenset({"97509-4", "88040-1"})
DEATH: Final = frozenset({"69453-9"})
# Stage groups and T, N and M categories, clinical, pathologic and other, in LOINC and SNOMED CT.
STAGES: Final = frozenset(
    ("21908-9", "21902-2", "21914-7", "21905-5", "21899-0", "21911-3", "21906-3", "21900-6", "21912-1", "21907-1")
    + ("21901-4", "21913-9", "399390009", "399537006", "399588009", "78873005", "399504009", "384625004", "277206009")
    + ("399534004", "371494008", "277208005", "399387003", "371497001")
)
GENETICS: Final = frozenset(
    ("69548-6", "51969-4", "81247-9", "55233-1", "53037-8", "48018-6", "51963-7", "93044-6", "94077-5", "94076-7", "GE")
)
VITAL_SIGNS: Final = frozenset(
    ("85353-1", "85354-9", "8480-6", "8462-4", "8478-0", "9279-1", "8867-4", "2708-6", "59408-5", "8310-5", "8331-1")
    + (
        "8302-2",
        "8306-3",
        "29463-7",
        "3141-9",
        "39156-5",
        "3140-1",
        "9843-4",
        "8287-5",
        "77606-2",
        "59576-9",
        "55284-4",
    )
)
_PROFILES: Final = (
    ("-stage", Place(Kind.OTHER, "its profile is a stage", event_type=STAGE)),
    ("mcode-tnm-", Place(Kind.OTHER, "its profile is a stage", event_type=STAGE)),
    ("mcode-cancer-disease-status", Place(Kind.OUTCOME, "its profile is a status of the disease")),
    ("genomic", Place(Kind.PATHOLOGY, "its profile is a genetic finding")),
)
_TITLES: Final = {
    "vital-signs": "Vital signs",
    "social-history": "Social history",
    "imaging": "Observations in images",
    "procedure": "Observations at procedures",
    "survey": "Surveys",
    "exam": "Examination",
    "therapy": "Therapy",
    "activity": "Activity",
}
OTHER: Final = "Observations"


def place_of(resource: Json, *, measured: bool, scored: bool) -> Place:
    """Where an Observation goes. `measured`: its value is a number; `scored`: that number is a score or has no unit."""
    own = tuple(code for _, code in codes(inner(resource, "code")))
    categories = tuple(code for one in each(resource, "category") for _, code in codes(one))
    place = _by_code(own) or _by_profile(resource)
    if place is not None:
        return place
    name = said(inner(resource, "code"))
    return _by_category(categories or ("",), own, measured, scored, name if scored else "")


@lru_cache(maxsize=8192)
def _by_code(own: tuple[str, ...]) -> Place | None:
    for code in own:
        if code in SCALES:
            scale = SCALES[code]
            if scale in _NEUROLOGICAL:
                return Place(Kind.NEURO_STATUS, "its code is that of a scale", scale)
            return Place(Kind.OTHER, "its code is that of a scale", scale, "Performance status")
        for known, place in _BY_CODE:
            if code in known:
                return place
    return None


_BY_CODE: Final = (
    (NEURO_STATUS, Place(Kind.NEURO_STATUS, "its code is a level of consciousness")),
    (STATUS, Place(Kind.OUTCOME, "its code is a status of the disease")),
    (DEATH, Place(Kind.OUTCOME, "its code is a cause of death")),
    (STAGES, Place(Kind.OTHER, "its code is a stage", event_type=STAGE)),
    (GENETICS, Place(Kind.PATHOLOGY, "its code is a genetic finding")),
)


def _by_profile(resource: Json) -> Place | None:
    profiles = inner(resource, "meta").get("profile")
    names = [one for one in profiles if isinstance(one, str)] if isinstance(profiles, list) else []
    return next((place for part, place in _PROFILES for name in names if part in name.rpartition("/")[2]), None)


@lru_cache(maxsize=8192)
def _by_category(categories: tuple[str, ...], own: tuple[str, ...], measured: bool, scored: bool, name: str) -> Place:
    if "GE" in categories:
        return Place(Kind.PATHOLOGY, "its category is genetics")
    if scored and not {"laboratory", "LAB"} & set(categories):
        return Place(Kind.OTHER, "its value is a score", name, "Scored values")
    if {"laboratory", "LAB"} & set(categories):
        return Place(Kind.LAB, "its category is laboratory")
    if any(coded("http://loinc.org", code) for code in own):
        return Place(Kind.LAB, "its code is that of a laboratory value")
    if "vital-signs" in categories or (VITAL_SIGNS & set(own) and not any(categories)):
        return Place(Kind.OTHER, "it is a vital sign", event_type="Vital signs")
    if not any(categories):
        if measured:
            return Place(Kind.LAB, "it is a measurement without a category")
        return Place(Kind.OTHER, "it has no category", event_type=OTHER)
    title = next((_TITLES[one] for one in categories if one in _TITLES), OTHER)
    return Place(Kind.OTHER, f"its category is {categories[0]}", event_type=title)
