"""Imports of a hundred thousand made-up patients, by one process and by as many as there are cores: seconds of the
clock and of the processors, and the most memory of all processes together. `python -m bench.scale [PATIENTS]`."""

import json
import os
import random
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil

from bench.imports import MAPPING, TESTS
from dashboard.config import settings_from
from dashboard.domain.people import LOCAL_USER
from dashboard.importers.base import Choices
from dashboard.services import imports
from dashboard.services.bringing_up import bring_up
from dashboard.services.context import open_context

ROOT = Path(__file__).resolve().parents[1]
PATIENTS, PART = 100_000, 64
ROWS_EACH, RESULTS_EACH = 50, 4
STEP_SECONDS = 0.25
SUMMARIES = 200
UNIT_SYSTEM = "http://unitsofmeasure.org"


def measure(patients: int = PATIENTS) -> list[dict[str, Any]]:
    """One line for each format and number of processes."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "cases").mkdir()
        (folder / "m.toml").write_text(MAPPING, encoding="utf-8")
        formats: dict[str, tuple[Callable[[Path, int], None], list[str]]] = {
            "table": (write_table, [str(folder / "m.toml")]),
            "FHIR, NDJSON": (write_fhir, []),
        }
        found = []
        for title, (write, words) in formats.items():
            source = folder / "source"
            source.mkdir()
            write(source, patients)
            size = sum(file.stat().st_size for file in source.iterdir())
            for processes in (1, os.cpu_count() or 2):
                one = bring(folder, source, words, processes, max(1, round(PART * patients / PATIENTS)))
                found.append({"format": title, "patients": patients, "megabytes": size / 1e6, **one})
            shutil.rmtree(source)
    return found


def write_table(folder: Path, patients: int) -> None:
    """Laboratory values, patients mixed, as a laboratory exports them."""
    chance = random.Random(11)
    with (folder / "labs.csv").open("w", encoding="utf-8") as file:
        file.write("patient,time,code,name,value,unit,low,high\n")
        for number in range(patients * ROWS_EACH):
            code, name, unit = TESTS[number % len(TESTS)]
            day = f"20{10 + number % 14}-{1 + number % 12:02}-{1 + number % 28:02} {number % 24:02}:{number % 60:02}:00"
            patient = chance.randrange(patients)
            file.write(f"P{patient:07},{day},{code},{name},{chance.randint(1, 9999) / 10},{unit},4.0,11.0\n")


def write_fhir(folder: Path, patients: int) -> None:
    """A bulk export: a file of patients, and one of their results."""
    chance = random.Random(13)
    with (folder / "Patient.ndjson").open("w", encoding="utf-8") as file:
        for number in range(patients):
            birth = f"{1930 + number % 80}-{1 + number % 12:02}-{1 + number % 28:02}"
            one = {"resourceType": "Patient", "id": f"p{number}", "gender": "female", "birthDate": birth}
            file.write(json.dumps(one) + "\n")
    with (folder / "Observation.ndjson").open("w", encoding="utf-8") as file:
        for number in range(patients * RESULTS_EACH):
            file.write(json.dumps(_result(number, chance.randrange(patients), chance)) + "\n")


def _result(number: int, patient: int, chance: random.Random) -> dict[str, Any]:
    code, name, unit = TESTS[number % len(TESTS)]
    day = f"20{10 + number % 14}-{1 + number % 12:02}-{1 + number % 28:02}T{number % 24:02}:15:00+01:00"
    quantity = {"unit": unit, "system": UNIT_SYSTEM, "code": unit}
    return {
        "resourceType": "Observation",
        "id": f"{number:08x}-0000-4000-8000-000000000000",
        "meta": {"versionId": "1", "lastUpdated": day},
        "status": "final",
        "category": [{"coding": [{"system": "http://example.org/category", "code": "laboratory"}]}],
        "code": {"coding": [{"system": "http://loinc.org", "code": code, "display": name}], "text": name},
        "subject": {"reference": f"Patient/p{patient}"},
        "effectiveDateTime": day,
        "valueQuantity": {"value": chance.randint(1, 9999) / 10, **quantity},
        "referenceRange": [{"low": {"value": 4.0, **quantity}, "high": {"value": 11.0, **quantity}}],
    }


def bring(folder: Path, source: Path, words: list[str], processes: int, part: int) -> dict[str, Any]:
    """The import as a person starts it, into an empty database; fewer patients are read in as many parts."""
    data = folder / "data"
    environ = {
        "TIMELINE_DATA_DIR": str(data),
        "TIMELINE_CASES_DIR": str(folder / "cases"),
        "TIMELINE_IMPORT_PROCESSES": str(processes),
        "TIMELINE_IMPORT_PART_MEGABYTES": str(part),
    }
    before, start = _processor_seconds(), time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.scale", "import", str(source), *words],
        cwd=ROOT,
        env=os.environ | environ,
        stdout=subprocess.PIPE,
    )
    peak: list[int] = [0]
    watch = threading.Thread(target=_watch, args=(process, peak))
    watch.start()
    told, _ = process.communicate()
    if process.returncode != 0:
        raise SystemExit("the import was refused")
    watch.join()
    took = time.perf_counter() - start
    shutil.rmtree(data)
    return {
        "processes": processes,
        "seconds": took,
        "processor_seconds": _processor_seconds() - before,
        "peak_megabytes": peak[0] / 1e6,
        **json.loads(told),
    }


def bring_here(source: Path, mapping: Path | None) -> dict[str, float]:
    """The import, in this process and those that it starts: how long its one transaction took of the processor, and the
    making of a summary for the lists, which comes after it and is no part of the import."""
    context = open_context(settings_from(os.environ))
    imports.bring_up = lambda context: 0  # type: ignore[assignment]
    saved: list[float] = []
    inner = imports.save_all

    def save_all(*what: Any) -> Any:
        start = time.process_time()
        found = inner(*what)
        saved.append(time.process_time() - start)
        return found

    imports.save_all = save_all  # type: ignore[assignment]
    (outcome,) = imports.import_path(LOCAL_USER, context, source, choices=Choices(mapping=mapping))
    if outcome.refusals or outcome.report is None:
        raise SystemExit(str(outcome.refusals))
    start = time.process_time()
    made = bring_up(context, SUMMARIES)
    each = (time.process_time() - start) / max(1, made)
    context.store.close()
    return {"saving": sum(saved), "summary_ms": 1000 * each, "rows": outcome.report.rows_read}


def _watch(process: "subprocess.Popen[bytes]", peak: list[int]) -> None:
    """The most memory that the import and all processes that it has started hold at one time."""
    try:
        root = psutil.Process(process.pid)
        while process.poll() is None:
            peak[0] = max(peak[0], sum(map(_memory, [root, *root.children(recursive=True)])))
            time.sleep(STEP_SECONDS)
    except psutil.NoSuchProcess:
        return


def _memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def _processor_seconds() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def lines(measured: list[dict[str, Any]]) -> list[str]:
    """The figures for people."""
    head = (
        "| import | patients | rows | MB | processes | seconds | processor seconds | of it saving "
        "| most memory, all processes | a summary |"
    )
    rows = (
        f"| {one['format']} | {one['patients']:,} | {one['rows']:,} | {one['megabytes']:.0f} | {one['processes']} "
        f"| {one['seconds']:.0f} | {one['processor_seconds']:.0f} | {one['saving']:.1f} "
        f"| {one['peak_megabytes']:.0f} MB | {one['summary_ms']:.1f} ms |"
        for one in measured
    )
    return [head, "|---|---|---|---|---|---|---|---|---|---|", *rows]


if __name__ == "__main__":
    if sys.argv[1:2] == ["import"]:
        print(json.dumps(bring_here(Path(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None)))
    else:
        print("\n".join(lines(measure(int(sys.argv[1]) if len(sys.argv) > 1 else PATIENTS))))
