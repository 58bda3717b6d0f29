"""Laboratory results of a synthetic course: counts that fall with each block of therapy and come back."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Row = dict[str, str]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Analyte:
    """What is measured: term and unit, usual value, spread (log), how deep therapy presses it (log), the lowest number
    that the laboratory gives, decimals, and its share of all results."""

    term: str
    label: str
    unit: str
    usual: float
    spread: float
    falls: float
    least: float
    decimals: int
    share: float


ANALYTES = (
    Analyte("Leukocytes [#/volume] in Blood", "WBC", "10*9/L", 6.0, 0.35, 3.6, 0.1, 1, 0.25),
    Analyte("Platelets [#/volume] in Blood", "platelets", "10*9/L", 210, 0.3, 2.6, 5, 0, 0.17),
    Analyte("Hemoglobin [Mass/volume] in Blood", "hemoglobin", "g/dL", 11.2, 0.08, 0.4, 3, 1, 0.17),
    Analyte("Creatinine [Mass/volume] in Serum or Plasma", "creatinine", "mg/dL", 0.42, 0.18, 0, 0.1, 2, 0.12),
    Analyte("Lactate dehydrogenase in Serum or Plasma", "LDH", "U/L", 240, 0.25, -0.3, 30, 0, 0.07),
    Analyte("Potassium in Serum or Plasma", "potassium", "mmol/L", 4.0, 0.09, 0, 1, 1, 0.1),
    Analyte("C reactive protein in Serum or Plasma", "CRP", "mg/L", 6, 0.9, -1.6, 0.6, 1, 0.07),
    Analyte("Alanine aminotransferase in Serum or Plasma", "ALT", "U/L", 34, 0.5, -0.5, 5, 0, 0.05),
)
BLOCK_DAYS = 28.0
UNUSABLE = ("clotted", "hemolysed")  # what a laboratory writes where it gives no number


def lab_rows(count: int, days: float, rng: Generator) -> Iterator[Row]:
    """`count` results over `days` in no order: (day, row) with the column `at` still to be filled."""
    left = count
    for number, analyte in enumerate(ANALYTES):
        own = left if number == len(ANALYTES) - 1 else round(count * analyte.share)
        left -= own
        times = sample_times(own, days, rng)
        for day, value in zip(times, values(analyte, times, rng), strict=True):
            yield _row(analyte, float(day), value)


def sample_times(count: int, days: float, rng: Generator) -> Floats:
    """Times of samples: most of them inside blocks of therapy, a few a week between them."""
    block = rng.integers(0, max(int(days / BLOCK_DAYS), 1), count) * BLOCK_DAYS
    inside = rng.beta(1.3, 2.2, count) * BLOCK_DAYS
    times = np.where(rng.random(count) < 0.85, block + inside, rng.random(count) * days)
    return np.sort(np.clip(times, 0.02, days))


def values(analyte: Analyte, times: Floats, rng: Generator) -> list[str]:
    """What the laboratory wrote: numbers, `<` its least, and now and then words."""
    phase = times % BLOCK_DAYS
    pressed = -analyte.falls * np.exp(-((phase - 11) ** 2) / (2 * 5.0**2))
    walk = np.cumsum(rng.normal(0, 1, len(times))) / np.sqrt(max(len(times), 1))
    numbers = analyte.usual * np.exp(pressed + analyte.spread * (walk + rng.normal(0, 0.25, len(times))))
    if analyte.label == "WBC":
        numbers += 380 * np.exp(-(((times - 2.0) / 2.2) ** 2))
    words = [_written(number, analyte) for number in numbers.tolist()]
    for place in rng.choice(len(words), max(len(words) // 400, 1), replace=False) if words else ():
        if analyte.label in ("platelets", "potassium"):
            words[place] = UNUSABLE[analyte.label == "potassium"]
    if analyte.label == "WBC" and len(words) > 40:
        words[len(words) // 3] = f"{float(words[len(words) // 3].lstrip('<')) * 1000 + 2100:.0f}"
    return words


def _written(number: float, analyte: Analyte) -> str:
    text = f"{number:.{analyte.decimals}f}"
    return f"<{analyte.least:g}" if float(text) < analyte.least else text


def _row(analyte: Analyte, day: float, value: str) -> Row:
    unit = "" if value in UNUSABLE else analyte.unit
    return {
        "day": str(day),
        "kind": "lab",
        "label": analyte.label,
        "term": analyte.term,
        "value": value,
        "unit": unit,
        "group": analyte.label,
    }
