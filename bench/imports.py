"""How long a table of a million rows takes to import, as a multiple of what pandas needs to read it as strings and
SQLite to insert as many rows, all in one run."""

import random
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from dashboard.config import settings_from
from dashboard.domain.people import LOCAL_USER
from dashboard.importers.base import Choices
from dashboard.services.context import open_context
from dashboard.services.imports import formats, import_path

ROWS = 1_000_000
PATIENTS = 500
TARGET = 3.0
REPETITIONS = 3
MAPPING = """
name = "bench"
[[table]]
file = "labs.csv"
patient = "patient"
kind = "lab"
at = "time"
system = "=http://loinc.org"
code = "code"
name = "name"
value = "value"
unit = "unit"
low = "low"
high = "high"
"""
TESTS = (
    ("6690-2", "Leukocytes", "10*3/uL"),
    ("777-3", "Platelets", "10*3/uL"),
    ("718-7", "Hemoglobin", "g/dL"),
    ("2160-0", "Creatinine", "mg/dL"),
    ("2823-3", "Potassium", "mmol/L"),
)


def measure() -> dict[str, Any]:
    """Seconds of floor and import, and their ratio; the middle of three runs each."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "export").mkdir()
        (folder / "m.toml").write_text(MAPPING, encoding="utf-8")
        table = write_table(folder / "export" / "labs.csv")
        formats()
        runs = [_run(folder, table, repetition) for repetition in range(REPETITIONS)]
    middle = {what: statistics.median(run[what] for run in runs) for what in runs[0]}
    ratio = middle["import"] / (middle["read"] + middle["insert"])
    return {"rows": ROWS, "seconds": middle, "ratio": ratio, "target": TARGET}


def _run(folder: Path, table: Path, number: int) -> dict[str, float]:
    read, frame = _timed(lambda: pd.read_csv(table, dtype=str, keep_default_na=False))
    rows = list(frame.itertuples(index=False, name=None))
    inserted, _ = _timed(lambda: insert(folder / f"floor{number}.db", rows))
    imported, _ = _timed(lambda: bring(folder, number))
    return {"read": read, "insert": inserted, "import": imported}


def write_table(path: Path) -> Path:
    """A million laboratory values of 500 patients, the same every time."""
    chance = random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        file.write("patient,time,code,name,value,unit,low,high\n")
        for number in range(ROWS):
            code, name, unit = TESTS[number % len(TESTS)]
            day = f"20{10 + number % 14}-{1 + number % 12:02}-{1 + number % 28:02} {number % 24:02}:{number % 60:02}:00"
            value = chance.randint(1, 9999) / 10
            file.write(f"P{number // len(TESTS) % PATIENTS:05},{day},{code},{name},{value},{unit},4.0,11.0\n")
    return path


def insert(path: Path, rows: list[tuple[str, ...]]) -> None:
    """The floor of storing: as many rows into a plain table of SQLite, in one transaction."""
    database = sqlite3.connect(path)
    database.execute(f"CREATE TABLE rows ({', '.join(f'c{place} TEXT' for place in range(len(rows[0])))})")
    database.executemany(f"INSERT INTO rows VALUES ({', '.join('?' * len(rows[0]))})", rows)
    database.commit()
    database.close()


def bring(folder: Path, number: int) -> None:
    """The import as a person does it, into an empty database."""
    environ = {"TIMELINE_DATA_DIR": str(folder / f"data{number}"), "TIMELINE_CASES_DIR": str(folder)}
    context = open_context(settings_from(environ))
    (outcome,) = import_path(LOCAL_USER, context, folder / "export", choices=Choices(mapping=folder / "m.toml"))
    context.store.close()
    if outcome.report is None or outcome.report.rows_read != ROWS or outcome.refusals:
        raise SystemExit("the table was not imported whole")


def misses(found: dict[str, Any]) -> bool:
    """Whether the target is missed."""
    return bool(found["ratio"] > found["target"])


def lines(found: dict[str, Any]) -> list[str]:
    """What was measured, in words."""
    seconds = ", ".join(f"{what} {time:.2f} s" for what, time in found["seconds"].items())
    return [
        f"import of {found['rows']:,} rows: {found['ratio']:.2f} x its floor (target {found['target']:g}): {seconds}"
    ]


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


if __name__ == "__main__":
    result = measure()
    print("\n".join(lines(result)))
    sys.exit(result["ratio"] > TARGET)
