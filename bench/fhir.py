"""Reading FHIR, in resources for each second of one core, beside the floor: parsing the same lines by orjson alone.

The resources are made here and look like those of hospitals: three results to one medication, with all their parts. The
time is that of the processor, so that other work on the machine weighs little.
"""

import cProfile
import json
import pstats
import random
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from dashboard.importers.fhir import IMPORTER

TARGET, MOST_FLOORS = 10_000, 6.0
PATIENTS, RESOURCES, ROUNDS = 40, 20_000, 3
CODES = (("6690-2", "Leukocytes", "10*3/uL"), ("718-7", "Hemoglobin", "g/dL"), ("777-3", "Platelets", "10*3/uL"))
DRUGS = ("vincristine", "dexamethasone", "daunorubicin", "methotrexate")


def measure() -> dict[str, Any]:
    """Resources a second of NDJSON, of an indented Bundle and of the floor: the medians of turns."""
    made = list(resources())
    with TemporaryDirectory() as folder:
        lines, bundle = Path(folder) / "all.ndjson", Path(folder) / "all.json"
        lines.write_text("".join(json.dumps(one) + "\n" for one in made), encoding="utf-8")
        entries = [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in made]
        bundle.write_text(json.dumps({"resourceType": "Bundle", "entry": entries}, indent=1), encoding="utf-8")
        rates: dict[str, list[float]] = {"orjson": [], "ndjson": [], "bundle": []}
        for _ in range(ROUNDS):
            rates["orjson"].append(_rate(lambda: [orjson.loads(line) for line in lines.read_bytes().splitlines()]))
            rates["ndjson"].append(_rate(lambda: _read(lines)))
            rates["bundle"].append(_rate(lambda: _read(bundle)))
        spent = profile(lines)
    return {"rates": {name: statistics.median(found) for name, found in rates.items()}, "target": TARGET, **spent}


def profile(lines: Path) -> dict[str, Any]:
    """Where the time of the processor goes, by the folders of the program, and how many calls a resource takes."""
    watched = cProfile.Profile(timer=time.process_time)
    watched.runcall(_read, lines)
    stats = pstats.Stats(watched)
    spent: Counter[str] = Counter()
    for (file, _, _), (_, _, own, _, _) in stats.stats.items():  # type: ignore[attr-defined]
        spent[_part(file)] += own
    whole = spent.total()
    shares = {name: found / whole for name, found in spent.most_common()}
    return {"shares": shares, "calls": stats.total_calls / RESOURCES}  # type: ignore[attr-defined]


def _part(file: str) -> str:
    parts = Path(file).parts
    if "dashboard" in parts:
        inside = parts[parts.index("dashboard") + 1 :]
        return "/".join(inside[:2]) if inside[0] == "importers" else inside[0]
    return "JSON" if "json" in parts else "built into Python"


def misses(measured: dict[str, Any]) -> bool:
    """Whether reading is slower than it should be: the target is missed, and by more than a busy machine explains."""
    rates = measured["rates"]
    return bool(rates["ndjson"] < TARGET and rates["orjson"] > MOST_FLOORS * rates["ndjson"])


def lines(measured: dict[str, Any]) -> list[str]:
    """The figures for people."""
    rates, floor = measured["rates"], measured["rates"]["orjson"]
    return [
        "| FHIR, resources for a second of one core | a second | x floor | target |",
        "|---|---|---|---|",
        f"| orjson alone | {floor:.0f} | 1.0 | |",
        f"| import of NDJSON | {rates['ndjson']:.0f} | {floor / rates['ndjson']:.1f} | {measured['target']} |",
        f"| import of an indented Bundle | {rates['bundle']:.0f} | {floor / rates['bundle']:.1f} | |",
        f"{measured['calls']:.0f} calls for a resource; of the time: "
        + ", ".join(f"{name} {share:.0%}" for name, share in measured["shares"].items() if share >= 0.02),
    ]


def resources() -> Iterator[dict[str, Any]]:
    """Patients, results and medications, the same each time."""
    chance = random.Random(7)
    for number in range(PATIENTS):
        yield {"resourceType": "Patient", "id": f"p{number}", "gender": "female", "birthDate": "1950-03-14"}
    for number in range(RESOURCES - PATIENTS):
        kind = _medication if number % 4 == 3 else _result
        day = f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}T{chance.randint(0, 23):02}:15:00+01:00"
        yield {"id": f"{number:08x}-0000-4000-8000-000000000000", **kind(chance, f"Patient/p{number % PATIENTS}", day)}


def _result(chance: random.Random, patient: str, day: str) -> dict[str, Any]:
    code, name, unit = chance.choice(CODES)
    quantity = {"unit": unit, "system": "http://unitsofmeasure.org", "code": unit}
    return {
        "resourceType": "Observation",
        "meta": {"versionId": "1", "lastUpdated": day, "profile": ["http://example.org/fhir/lab"]},
        "status": "final",
        "category": [{"coding": [{"system": "http://example.org/category", "code": "laboratory"}]}],
        "code": {"coding": [{"system": "http://loinc.org", "code": code, "display": name}], "text": name},
        "subject": {"reference": patient},
        "encounter": {"reference": "Encounter/1"},
        "effectiveDateTime": day,
        "issued": day,
        "valueQuantity": {"value": round(chance.uniform(0.1, 200), 2), **quantity},
        "interpretation": [{"coding": [{"code": "H", "display": "High"}]}],
        "referenceRange": [{"low": {"value": 4.5, **quantity}, "high": {"value": 13.5, **quantity}}],
    }


def _medication(chance: random.Random, patient: str, day: str) -> dict[str, Any]:
    return {
        "resourceType": "MedicationAdministration",
        "status": chance.choice(("completed", "completed", "not-done")),
        "medicationCodeableConcept": {"text": chance.choice(DRUGS)},
        "subject": {"reference": patient},
        "effectiveDateTime": day,
        "dosage": {"route": {"text": "intravenous"}, "dose": {"value": chance.randint(1, 90), "unit": "mg"}},
    }


def _read(path: Path) -> None:
    report = IMPORTER.read(path).report
    assert report.accepted == RESOURCES, "every resource is taken"


def _rate(read: Any) -> float:
    start = time.process_time()
    read()
    return RESOURCES / (time.process_time() - start)
