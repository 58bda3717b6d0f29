"""What the event types of cBioPortal are here, and which column names an event. Any type that is not listed stays what
its source calls it: the kind `other`, in a lane of that name."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from dashboard.domain.events import Kind
from dashboard.importers._cbioportal.tsv import Line

_TYPES: Final = {
    Kind.TREATMENT: "treatment, treatments, medication, medications, systemic therapy, chemotherapy, immunotherapy, "
    "hormone therapy, targeted therapy, radiation, radiation therapy, radiotherapy",
    Kind.LAB: "lab test, lab tests, labtest, lab, labs, laboratory, laboratory test, lab result, lab results",
    Kind.IMAGING: "imaging, radiology, scan",
    Kind.PATHOLOGY: "specimen, sample, sample acquisition, sequencing, pathology",
    Kind.PROCEDURE: "surgery, surgeries, procedure, procedures, biopsy",
    Kind.DIAGNOSIS: "diagnosis, initial diagnosis, first diagnosis, primary diagnosis",
    Kind.OUTCOME: "status, progression, recurrence, relapse, response, death, outcome",
    Kind.ENCOUNTER: "encounter, visit, admission, hospitalization, hospitalisation, discharge",
    Kind.COMPLICATION: "complication, adverse event, adverse events, toxicity",
    Kind.DECISION: "decision, tumor board, tumour board, tumorboard, molecular tumor board",
    Kind.NOTE: "note",
    Kind.NEURO_STATUS: "neuro status, neurological status",
}
_KINDS: Final = {word.strip(): kind for kind, words in _TYPES.items() for word in words.split(",")}
_NAMED_BY: Final = {
    Kind.LAB: ("TEST",),
    Kind.TREATMENT: ("AGENT",),
    Kind.IMAGING: ("DIAGNOSTIC_TYPE_DETAILED", "DIAGNOSTIC_TYPE"),
}
DETAILED: Final = "EVENT_TYPE_DETAILED"
SAMPLE: Final = ("SAMPLE_ID", "SPECIMEN_REFERENCE_NUMBER")
"""Columns that name the sample of an event; older studies have the second."""

_NAMES: Final = ("STATUS", "DIAGNOSIS", "DIAGNOSIS_DESCRIPTION", "SURGERY", "PROCEDURE")
_LESS: Final = ("SUBTYPE", "TYPE", "DESCRIPTION", "TREATMENT_TYPE")
# Columns that say no more of what happened than its circumstances.
BESIDE: Final = frozenset(
    ("PATIENT_ID", "START_DATE", "STOP_DATE", "EVENT_TYPE", "SAMPLE_ID", "SOURCE", "NOTE", "COMMENTS", "STYLE_COLOR")
    + ("STYLE_SHAPE", "SPECIMEN_REFERENCE_NUMBER")
)
MOST_SAID: Final = 3
_BARE: Final = re.compile(r"[<>]?=?[-+]?[0-9.,]+ ?%?|y|n|yes|no|true|false|x|positive|negative", re.IGNORECASE)


@lru_cache(maxsize=4096)
def kind_of(event_type: str) -> Kind:
    """The kind of an event type, however it is spelled: `LAB_TEST`, `Lab test`."""
    return _KINDS.get(spoken(event_type).casefold(), Kind.OTHER)


@lru_cache(maxsize=4096)
def spoken(name: str) -> str:
    """A type or a column in words: `SAMPLE_ACQUISITION` as `SAMPLE ACQUISITION`."""
    return " ".join(re.split(r"[_\s]+", name)).strip()


def name_of(line: Line, kind: Kind) -> str:
    """What happened, in the source's words: the column that names such events, else the values that there are, else
    the type. A bare answer is told with its question."""
    event_type = line.get("EVENT_TYPE")
    if line.get(DETAILED):
        return line.get(DETAILED)
    if line.get(*SAMPLE) and kind is Kind.PATHOLOGY:
        return _sample_name(line)
    own = re.sub(r"[^A-Z0-9]+", "_", event_type.upper())
    for column in (*_NAMED_BY.get(kind, ()), *_NAMES, own, f"{own}_TYPE"):
        if line.get(column):
            return _told(column, line.get(column))
    base = next((column for column in _LESS if line.get(column)), "")
    others = [column for column in _values(line) if column != base]
    name = _told(base, line.get(base)) if base else spoken(event_type)
    if len(others) != 1:
        several = "; ".join(f"{spoken(column)}: {line.get(column)}" for column in others[:MOST_SAID])
        return name if base or not others else several
    told = _told(others[0], line.get(others[0]))
    if base and spoken(others[0]).casefold() == name.casefold():
        return f"{name}: {line.get(others[0])}"
    return f"{name}: {told}" if base else told


def key_of(term: str) -> str:
    """What of a name stays when its answer is corrected: `ECOG: 2` is the ECOG of that day."""
    name, mark, answer = term.rpartition(": ")
    return name if mark and _BARE.fullmatch(answer) else term


def _sample_name(line: Line) -> str:
    """An event of a sample by the sample: `Specimen S-01: liver, tissue`."""
    more = ", ".join(dict.fromkeys(filter(None, (line.get("SPECIMEN_SITE"), line.get("SPECIMEN_TYPE")))))
    name = f"{spoken(line.get('EVENT_TYPE')).capitalize()} {line.get(*SAMPLE)}"
    return f"{name}: {more}" if more else name


def _told(column: str, text: str) -> str:
    """A value that says nothing alone, a number or yes or no, stands behind the name of its column."""
    return f"{spoken(column)}: {text}" if _BARE.fullmatch(text) else text


def _values(line: Line) -> Iterator[str]:
    return (column for column in line.cells if column not in BESIDE)
