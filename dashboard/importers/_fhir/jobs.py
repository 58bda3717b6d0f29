"""The jobs of a large import of FHIR: names are noted, what resources tell is sorted by patient, and the cases of some
of the patients are made. Each is the same reading as that of a small import, over a part of it."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from dashboard.importers._assembly.ids import case_id, digest
from dashboard.importers._assembly.packed import PackedCase, pack_case
from dashboard.importers._assembly.tally import Tally
from dashboard.importers._child.wire import choices_from_plain, report_to_plain
from dashboard.importers._fhir.carrying import from_json, to_json
from dashboard.importers._fhir.confirmed import confirmed_of
from dashboard.importers._fhir.context import Context, Dictionaries
from dashboard.importers._fhir.dictionaries import WANTED, Gatherer
from dashboard.importers._fhir.reading import Heard, hear
from dashboard.importers._fhir.resources import Found, resources_of
from dashboard.importers._fhir.sources import Source
from dashboard.importers._fhir.standing import ELSEWHERE, case_of_patient, standing
from dashboard.importers._fhir.stretches import count_lines, source_of
from dashboard.importers._fhir.told import Told
from dashboard.importers._spread.jobs import Answer, Job
from dashboard.importers._spread.shelf import read_frame, write_cases, write_frame
from dashboard.importers.base import Choices

FORMAT = "fhir"
_NEEDED = ("resourceType", "id", "identifier", "birthDate", "name", "code", "type", "ingredient", "description")


def note_names(job: Job) -> Answer:
    """Note who the patients are and how things are called; and how many lines each stretch has."""
    lines, taken = [], []
    for source in _sources(job):
        lines.append(count_lines(source))
        for found in resources_of(source, WANTED):
            needed = {name: found.resource[name] for name in _NEEDED if name in found.resource}
            if found.kind in _NAMED:
                taken.append([found.file, found.line, needed, found.url, found.updated])
    Path(job["out"]).write_bytes(orjson.dumps(taken))
    return {"lines": lines, "out": job["out"]}


_NAMED = ("Patient", "Medication", "Location", "Specimen")


def names_in(answers: list[Answer]) -> Dictionaries:
    """The dictionaries of all names that were noted, in the order of the files."""
    gatherer = Gatherer()
    for answer in answers:
        for one in _json_in(answer["out"]):
            gatherer.take(Found(*one))
    return gatherer.dictionaries()


def hear_resources(job: Job) -> Answer:
    """Read what resources tell, and sort it by patient into parts. Beside it lie the keys of the resources, by which
    versions of one resource that tell of different patients are found."""
    tally, choices = Tally(FORMAT), _choices(job)
    around = Context(tally, choices, _names(job["names"]))
    parts: dict[int, list[Heard]] = {}
    keys, places = [], []
    for source in _sources(job):
        tally.file(source.name)
        for found in resources_of(source):
            one = hear(found, around)
            if one is None:
                continue
            tally.hand_on(one.row)
            place = part_of(one.patient, job["parts"])
            parts.setdefault(place, []).append(one)
            if one.key:
                keys.append(_mark(one.key))
                places.append(place)
    segments = {}
    with Path(job["out"]).open("wb") as file:
        for place, heard in sorted(parts.items()):
            segments[place] = file.tell()
            write_frame(file, to_json(heard))
    np.save(f"{job['out']}.npy", np.array([keys, places], dtype=np.uint64), allow_pickle=False)
    report = report_to_plain(tally.report())
    return {"out": job["out"], "segments": segments, "report": report, "missing": around.missing}


def part_of(patient: str, parts: int) -> int:
    """The part to which a patient falls; what tells of nobody is of the first."""
    return zlib.crc32(patient.encode()) % parts if patient else 0


def wandering(answers: list[Answer]) -> list[int]:
    """The marks of resources whose versions fell into different parts."""
    both = np.concatenate([np.load(f"{one['out']}.npy", allow_pickle=False) for one in answers], axis=1)
    keys, places = both[:, np.lexsort(both[::-1])]
    again = (keys[1:] == keys[:-1]) & (places[1:] != places[:-1])
    found: list[int] = np.unique(keys[1:][again]).tolist()
    return found


def find_wanderers(job: Job) -> Answer:
    """What is to be known of such resources wherever another version of them is told."""
    marks = set(job["marks"])
    found = [
        [one.key, one.patient, one.kind, one.name, one.updated, job["number"], one.row, one.told.withdrawn]
        for start in job["starts"]
        for one in _heard_at(job["out"], start)
        if one.key and _mark(one.key) in marks
    ]
    return {"found": found}


def make_cases(job: Job) -> Answer:
    """Make the cases of one part of the patients."""
    tally = Tally(FORMAT)
    heard = [((number, one.row), one) for number, out, start in job["heard"] for one in _heard_at(out, start)]
    keys = {one.key for _, one in heard}
    heard += [one for one in _strangers(job) if one[1].key in keys]
    heard.sort(key=lambda one: one[0])
    rows = (one if one.row == ELSEWHERE else replace(one, row=tally.read()) for _, one in heard)
    places = write_cases(_cases(rows, job, tally), Path(job["out"]))
    return {"places": places, "out": job["out"], "report": report_to_plain(tally.report())}


def _cases(heard: Iterator[Heard], job: Job, tally: Tally) -> Iterator[PackedCase]:
    stands = standing(heard, tally)
    gone = {one: ids for one, ids in stands.withdrawn.items() if part_of(one, job["parts"]) == job["part"]}
    choices = _choices(job)
    for patient in sorted({*stands.heard, *gone}):
        name = choices.case_id or case_id(job["origin"], patient)
        case, rows = case_of_patient(patient, stands.heard.get(patient, ()), tally, name)
        yield replace(pack_case(case, rows), withdrawn=tuple(gone.get(patient, ())), parted=True)


def _strangers(job: Job) -> Iterator[tuple[tuple[int, int], Heard]]:
    """Versions that are told with patients of other parts."""
    for key, patient, kind, name, updated, number, row, withdrawn in _json_in(job["wanderers"]):
        if part_of(patient, job["parts"]) != job["part"]:
            yield (number, row), Heard(key, patient, kind, name, updated, ELSEWHERE, Told(withdrawn=withdrawn))


def _heard_at(out: str, start: int) -> Iterator[Heard]:
    with Path(out).open("rb") as file:
        file.seek(start)
        yield from from_json(read_frame(file))


def _sources(job: Job) -> Iterator[Source]:
    for stretch, stored in zip(job["stretches"], job["sources"], strict=True):
        yield source_of(stored, stretch)


def _choices(job: Job) -> Choices:
    choices = choices_from_plain(job["choices"])
    return replace(choices, confirmed=confirmed_of(choices))


@lru_cache(maxsize=1)
def _names(path: str) -> Dictionaries:
    found: dict[str, Any] = _json_in(path)
    return Dictionaries(**found | {"doubtful": frozenset(found["doubtful"])})


def _json_in(path: str) -> Any:
    return orjson.loads(Path(path).read_bytes())


def _mark(key: str) -> int:
    return int(digest(key), 16)
