"""What clinical attributes are here: facts about the person, listed attributes, and survival as a statement of time.

Attributes have no time of their own: they are listed and stand on no day. Months are rounded or cut, and no file says
how long its months are, so a time in months is a window.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import ceil, floor
from typing import Final

from dashboard.domain.events import Event, Kind
from dashboard.domain.spans import Between
from dashboard.domain.statements import On, day
from dashboard.domain.when import When
from dashboard.importers._assembly.cases import FIRST_DIAGNOSIS
from dashboard.importers._assembly.entries import NOBODY, Entry, Person
from dashboard.importers._assembly.ids import event_id
from dashboard.importers._assembly.tally import Tally
from dashboard.importers._cbioportal.clinic import Clinic, Told
from dashboard.importers._cbioportal.columns import SAMPLES, rest_of
from dashboard.importers._cbioportal.kinds import spoken
from dashboard.importers._cbioportal.tsv import Line

PATIENT: Final = "patient attributes"
SAMPLE: Final = "sample attributes"
SURVIVAL: Final = "survival"
HELD: Final = "samples that hold the place of one"
SHORTEST_MONTH: Final = Decimal(30)
LONGEST_MONTH: Final = Decimal("30.5")
_NUMBER: Final = re.compile(r"[0-9]{1,4}(?:\.([0-9]{1,9}))?")
_WHOLE: Final = re.compile(r"([0-9]{1,5})(?:\.0*)?")
_SEXES: Final = {"f": "female", "m": "male", "female": "female", "male": "male"}
_AGES: Final = ("AGE", "AGE_AT_DIAGNOSIS", "DIAGNOSIS_AGE")
_SITES: Final = ("METASTATIC_SITE", "PRIMARY_SITE", "TUMOR_TISSUE_SITE", "BIOPSY_SITE", "SAMPLE_SITE")
_TYPES: Final = ("CANCER_TYPE_DETAILED", "CANCER_TYPE", "ONCOTREE_CODE")
_DIED: Final = re.compile(r"(?:1:)?(?:deceased|dead|died)", re.IGNORECASE)
_LIVES: Final = re.compile(r"(?:0:)?(?:living|alive)", re.IGNORECASE)
_DAYS: Final = {
    True: ("DAYS_TO_DEATH",),
    False: ("DAYS_TO_LAST_FOLLOWUP", "DAYS_TO_LAST_FOLLOW_UP"),
}


def clinical_entries(clinic: Clinic, study: str, zero: str, tally: Tally) -> Iterator[Entry]:
    """What the clinical files say of patients and samples; `zero` is what day 0 of the study is."""
    for patient, told in clinic.patients.items():
        yield _patient(patient, told, study, zero)
        alive = survival(told.line(), study, told.place, zero)
        if alive is not None:
            yield Entry(patient, alive, rows=tuple(told.rows))
    for (patient, sample), told in clinic.samples.items():
        person = person_of(told.line(), zero)
        yield Entry(patient, _sample(sample, told, study), person, rows=tuple(told.rows))
    for patient, told in clinic.held.items():
        person = person_of(told.line(), zero)
        if person == NOBODY:
            for row in told.rows:
                tally.leave(row, HELD)
        yield Entry(patient, person=person, rows=tuple(told.rows))


def of_samples(clinic: Clinic) -> dict[tuple[str, str], dict[str, str]]:
    """What is known of each sample of a patient, by names that say that it is the sample's."""
    return {
        key: {SAMPLES + name: text for name, text in rest_of(told.line(), ())} for key, told in clinic.samples.items()
    }


def person_of(line: Line, zero: str) -> Person:
    """Age, sex and diagnosis. The format's age is the one at first diagnosis, so where days count from another day it
    says so."""
    age = re.sub(r"\.0+$", "", line.get(*_AGES))
    words = f"{age} years" if age and age[-1].isdigit() else age
    at = "" if zero == FIRST_DIAGNOSIS or not words else " at first diagnosis"
    sex = line.get("SEX", "GENDER")
    return Person(age=words + at, sex=_SEXES.get(sex.casefold(), sex), diagnosis=line.get(*_TYPES))


def _patient(patient: str, told: Told, study: str, zero: str) -> Entry:
    event = None
    if told.values:
        event = _listed("patient", "Clinical attributes of the patient", told, study, {"label": PATIENT}, PATIENT)
    return Entry(patient, event, person_of(told.line(), zero), rows=tuple(told.rows))


def _sample(sample: str, told: Told, study: str) -> Event:
    line = told.line()
    said = dict.fromkeys(filter(None, (line.get("SAMPLE_TYPE"), line.get(*_TYPES), line.get(*_SITES))))
    name = f"Sample {sample}" + (f": {', '.join(said)}" if said else "")
    own = {"label": f"sample {sample}", "sample_id": sample}
    return _listed(event_id("sample", sample), name, told, study, own, SAMPLE, sample)


def _listed(
    name: str, term: str, told: Told, study: str, own: Mapping[str, str], event_type: str, sample: str = ""
) -> Event:
    """An event without a time that lists attributes."""
    return Event(
        name,
        Kind.PATHOLOGY if sample else Kind.NOTE,
        term,
        When(),
        group=sample,
        source=study,
        place=told.place,
        details={**own, "event_type": event_type, **dict(rest_of(told.line(), ()))},
    )


def survival(line: Line, study: str, place: str, zero: str) -> Event | None:
    """That the patient died, or lived when last heard of, at the time that the row gives; None without one. In days
    where the row counts days, else the window that its months allow; no day where day 0 is not the first diagnosis."""
    column = "OS_STATUS" if line.get("OS_STATUS") else "VITAL_STATUS"
    status = line.get(column)
    died = _DIED.fullmatch(status) is not None
    if not died and not _LIVES.fullmatch(status):
        return None
    days, months = line.get(*_DAYS[died]), line.get("OS_MONTHS")
    at, told = When(), f"{column} {status}"
    if whole := _WHOLE.fullmatch(days):
        at, told = When((day(int(whole[1])),)), f"{told}, {spoken(_DAYS[died][0]).lower()} {days}"
    elif window := months_window(months):
        at, told = When((On(window),)), f"{told}, OS_MONTHS {months}"
    else:
        return None
    return Event(
        SURVIVAL,
        Kind.OUTCOME,
        "Died" if died else "Living when last heard of",
        at if zero == FIRST_DIAGNOSIS else When(),
        source=study,
        place=place,
        as_printed=told,
        details={"label": "died" if died else "living", "event_type": SURVIVAL},
    )


def months_window(text: str) -> Between | None:
    """The days that a number of months may mean: a month of 30 to 30.5 days, the last digit rounded or cut."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    months, last = Decimal(text), Decimal(1).scaleb(-len(match[1] or ""))
    low = max(floor((months - last) * SHORTEST_MONTH), 0)
    return Between(Decimal(low), Decimal(ceil((months + last) * LONGEST_MONTH)))
