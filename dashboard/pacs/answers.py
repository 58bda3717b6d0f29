"""The DICOM JSON of a PACS read into records: what is needed and nothing else; foreign addresses in it are refused."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.pacs.failures import PacsRefused
from dashboard.pacs.multipart import WRONG
from dashboard.pacs.origin import Origin

ACCESSION, MODALITIES, DATE, TIME = "00080050", "00080061", "00080020", "00080030"
PATIENT, STUDY, SERIES, INSTANCE = "00100020", "0020000D", "0020000E", "00080018"
INSTANCES, ROWS, COLUMNS, FRAMES = "00201208", "00280010", "00280011", "00280008"
DEEPEST = 12

Dataset = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StudyRecord:
    """What a PACS says of one study."""

    uid: str
    patient_id: str
    accession: str = ""
    date: str = ""
    modalities: tuple[str, ...] = ()
    instances: int | None = None


@dataclass(frozen=True, slots=True)
class InstanceRecord:
    """What a PACS says of one instance: whose it is, and whether it has a picture (`rows` and `columns`)."""

    uid: str
    series: str
    study: str
    patient_id: str
    rows: int = 0
    columns: int = 0
    frames: int = 1


def datasets(body: bytes, origin: Origin, most: int) -> tuple[Dataset, ...]:
    """The datasets of a DICOM JSON answer, at most `most`. Raises PacsRefused for anything else."""
    try:
        found = json.loads(body) if body.strip() else []
    except (ValueError, RecursionError) as problem:
        raise PacsRefused(WRONG) from problem
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise PacsRefused(WRONG)
    if len(found) > most:
        raise PacsRefused(f"The PACS sent {len(found)} entries; {most} are taken at most.")
    for address in _addresses(found, DEEPEST):
        if not isinstance(address, str) or not origin.holds(address):
            raise PacsRefused("The PACS named an address outside of itself; its answer was not taken.")
    return tuple(found)


def study_record(data: Dataset) -> StudyRecord:
    """The record of one study."""
    return StudyRecord(
        uid=text(data, STUDY),
        patient_id=text(data, PATIENT),
        accession=text(data, ACCESSION),
        date=text(data, DATE),
        modalities=tuple(str(one) for one in _values(data, MODALITIES) if one),
        instances=number(data, INSTANCES, None),
    )


def instance_record(data: Dataset) -> InstanceRecord:
    """The record of one instance."""
    return InstanceRecord(
        uid=text(data, INSTANCE),
        series=text(data, SERIES),
        study=text(data, STUDY),
        patient_id=text(data, PATIENT),
        rows=number(data, ROWS, 0) or 0,
        columns=number(data, COLUMNS, 0) or 0,
        frames=number(data, FRAMES, 1) or 1,
    )


def text(data: Dataset, tag: str) -> str:
    """The first value of an element as text without the padding of DICOM; "" where there is none."""
    values = _values(data, tag)
    return str(values[0]).strip(" \0") if values and values[0] is not None else ""


def number(data: Dataset, tag: str, default: int | None) -> int | None:
    """The first value of an element as a whole number."""
    try:
        return int(text(data, tag))
    except ValueError:
        return default


def _values(data: Dataset, tag: str) -> list[Any]:
    element = data.get(tag)
    values = element.get("Value") if isinstance(element, dict) else None
    return values if isinstance(values, list) else []


def _addresses(found: Any, deep: int) -> Iterator[Any]:
    if not deep:
        raise PacsRefused(WRONG)
    if isinstance(found, dict):
        if "BulkDataURI" in found:
            yield found["BulkDataURI"]
        for value in found.values():
            yield from _addresses(value, deep - 1) if isinstance(value, dict | list) else ()
    elif isinstance(found, list):
        for value in found:
            yield from _addresses(value, deep - 1) if isinstance(value, dict | list) else ()
