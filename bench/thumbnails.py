"""Thumbnails of an uncompressed CT by way of the workers, as the server makes them, against decoding alone.

The ratio that has a target is that of one request after the other, through the pipe and back. Four requests at once,
as a film strip asks, are printed beside it: the two workers then use two cores, decoding alone one.
"""

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.pixels.utils import pixel_array

from dashboard.imaging import Slice, thumbnail

TARGET = 0.5
SLICES, EDGE, SIZE, ROUNDS, THREADS = 60, 512, 96, 7, 4
ONE, FOUR = "thumbnails, one request at a time", "thumbnails, four requests at once"
Way = Callable[[list[Slice]], object]


def measure() -> dict[str, Any]:
    """Pictures a second of each way, and the ratios to decoding alone: the medians of turns."""
    with TemporaryDirectory() as folder, ThreadPoolExecutor(THREADS) as threads:
        sources = [Slice(_slice(Path(folder) / f"{number:03d}.dcm", number)) for number in range(SLICES)]
        ways: dict[str, Way] = {
            "decode": lambda some: [pixel_array(source.path) for source in some],
            ONE: lambda some: [thumbnail(source, SIZE) for source in some],
            FOUR: lambda some: list(threads.map(lambda source: thumbnail(source, SIZE), some)),
        }
        rates: dict[str, list[float]] = {name: [] for name in ways}
        for turn in range(ROUNDS + 1):
            for name, way in ways.items():
                rate = _rate(way, sources)
                if turn:
                    rates[name].append(rate)
    ratios = [made / decoded for made, decoded in zip(rates[ONE], rates["decode"], strict=True)]
    medians = {name: statistics.median(found) for name, found in rates.items()}
    return {"rates": medians, "ratio": statistics.median(ratios), "target": TARGET}


def misses(found: dict[str, Any]) -> bool:
    """Whether the target is missed."""
    return bool(found["ratio"] < found["target"])


def lines(measured: dict[str, Any]) -> list[str]:
    """The figures for people."""
    rates = measured["rates"]
    return [
        f"| uncompressed CT {EDGE} x {EDGE} | a second | x decode | target |",
        "|---|---|---|---|",
        *(f"| {name} | {rate:.0f} | {rate / rates['decode']:.2f} | |" for name, rate in rates.items()),
        f"| one at a time, median of turns | | {measured['ratio']:.2f} | {measured['target']:.2f} |",
    ]


def _rate(way: Way, sources: list[Slice]) -> float:
    start = time.perf_counter()
    way(sources)
    return len(sources) / (time.perf_counter() - start)


def _slice(path: Path, number: int) -> Path:
    """The header of a real CT, with a head of noise in the size that scanners make today."""
    down, across = np.mgrid[-1 : 1 : EDGE * 1j, -1 : 1 : EDGE * 1j]
    noise = np.random.default_rng(number).normal(0, 12, (EDGE, EDGE))
    radius = np.hypot(down, across)
    values = np.where(radius < 0.7, 35, np.where(radius < 0.8, 900, -1000)) + noise + 1024
    header = dcmread(get_testdata_file("CT_small.dcm", download=False))
    header.Rows = header.Columns = EDGE
    header.WindowCenter, header.WindowWidth = 40, 80
    header.PixelData = values.astype(np.int16).tobytes()
    header.save_as(path)
    return path
