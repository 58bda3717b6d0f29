"""Writes a synthetic patient as a case folder (docs/case-format.md)."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from bench.synthetic.care import administration_rows, other_rows, scan_rows, state_rows, treatment_rows
from bench.synthetic.labs import Row, lab_rows
from bench.synthetic.pictures import write_picture

COLUMNS = (
    *("id", "kind", "label", "term", "at", "until", "value", "unit", "components", "drug_class", "route"),
    *("rank", "flags", "study", "modality", "group", "source", "place"),
)
FIRST = datetime(2021, 3, 1)


@dataclass(frozen=True, slots=True)
class Size:
    """How much a patient has, and over how many days."""

    counts: int
    treatments: int
    states: int
    studies: int
    others: int
    days: float
    administrations: int = 0


SIZES = {
    "m": Size(2_000, 60, 40, 15, 24, 900),
    "m2": Size(2_000, 60, 40, 15, 24, 900),
    "l": Size(20_000, 60, 40, 15, 24, 1_825),
    "xl": Size(200_000, 60, 40, 15, 24, 3_650),
    "t5000": Size(1_200, 60, 40, 15, 180, 900, administrations=4_940),
}


def write_case(folder: Path, name: str) -> Path:
    """The case `name` of SIZES in `folder / name`."""
    size, made = SIZES[name], folder / name
    made.mkdir(parents=True)
    (made / "case.toml").write_text(_head(name, size), encoding="utf-8")
    with (made / "events.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(_numbered(rows(name)))
    for number in range(1, size.studies + 1):
        write_picture(made / "images" / f"s{number}" / "1.png", number)
    return made


def _head(name: str, size: Size) -> str:
    said = f"""code = "{name}"
title = "SYNTHETIC {name.upper()}"
age = "6 years"
sex = "female"
diagnosis = "B-cell precursor acute lymphoblastic leukemia (SYNTHETIC)"
question = "SYNTHETIC: continue with the same block?"
source = "SYNTHETIC, made by a program"
grain = "instant"
zero = "E1"

[[zeros]]
event = "E1"
label = "first visit"
"""
    for row in scan_rows(size.studies, size.days):
        said += f'\n[[studies]]\nid = "{row["study"]}"\nevent = "{row["study"]}e"\nlabel = "{row["label"]}"\n'
        said += f'modality = "{row["modality"]}"\nillustration = true\n'
    return said


def rows(name: str) -> Iterator[Row]:
    """What the case `name` of SIZES holds, in no order; days from its first day as text."""
    size = SIZES[name]
    rng = np.random.default_rng([7, *name.encode()])
    yield {"day": "0.4", "kind": "encounter", "label": "first visit", "term": "First visit", "id": "E1"}
    yield from lab_rows(size.counts, size.days, rng)
    yield from treatment_rows(size.treatments, size.days, rng)
    yield from administration_rows(size.administrations, size.days, rng)
    yield from state_rows(size.states, size.days, rng)
    yield from other_rows(size.others, size.days, rng)
    for row in scan_rows(size.studies, size.days):
        yield row | {"id": f"{row['study']}e"}


def _numbered(told: Iterator[Row]) -> Iterator[Row]:
    """The rows in the order of time, each with an id, its date and where it is from."""
    listed = sorted(told, key=lambda row: float(row["day"]))
    for number, row in enumerate(listed, start=1):
        until = {"until": _date(row["end"])} if "end" in row else {}
        where = {"at": _date(row["day"]), "source": "SYNTHETIC", "place": f"row {number}"}
        yield {"id": f"{row['kind'][0].upper()}{number}"} | row | where | until


def _date(day: str) -> str:
    return (FIRST + timedelta(minutes=round(float(day) * 1440))).isoformat(timespec="minutes")
