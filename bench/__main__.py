"""`python -m bench [REPETITIONS]`: how long opening a case takes, as a multiple of the floor, how fast thumbnails are
made and FHIR is read, how soon and smoothly the viewer shows pictures, how long a large table takes to import, that a
large upload needs no memory, and whether ten thousand cases scroll as a hundred do. A missed target fails the run."""

import json
import os
import statistics
import sys
import time
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import browser, fhir, floor, imports, series, servers, thumbnails, uploads, viewer

CASES = ("case-1", "case-2")
TARGETS = {"cold": 1.8, "warm": 1.8}
FEWEST = 7
OUT = Path(__file__).parent / "out"
Rows = list[dict[str, Any]]


def main(words: list[str]) -> int:
    """Measure, print, keep; 1 when a target is missed."""
    repetitions = max(FEWEST, int(words[0])) if words else FEWEST
    with servers.program() as program, TemporaryDirectory() as folder:
        for case in CASES:
            (Path(folder) / f"{case}.html").write_text(floor.page(_figure(program, case)), encoding="utf-8")
        with servers.floor(Path(folder)) as bottom, browser.chromium() as opened:
            rows = _measure(opened, program, bottom, repetitions)
    ratios = [_ratio(rows, case, kind) for case in CASES for kind in TARGETS]
    _print(ratios)
    pictures = thumbnails.measure()
    print("\n".join(thumbnails.lines(pictures)))
    viewed = viewer.measure(repetitions)
    print("\n".join(viewer.lines(viewed)))
    records = fhir.measure()
    print("\n".join(fhir.lines(records)))
    imported = imports.measure()
    print("\n".join(imports.lines(imported)))
    uploaded = uploads.measure()
    print("\n".join(uploads.lines(uploaded)))
    with browser.chromium() as opened:
        rows_of_many = series.measure(opened)
    print("\n".join(series.lines(rows_of_many)))
    if os.getloadavg()[0] > (os.cpu_count() or 1):
        print("The machine was busy with other work: measure again when it is quiet.", file=sys.stderr)
    OUT.mkdir(exist_ok=True)
    file = OUT / f"open-{time.strftime('%Y%m%d-%H%M%S')}.json"
    kept = {"ratios": ratios, "thumbnails": pictures, "viewer": viewed, "fhir": records, "imports": imported}
    kept |= {"uploads": uploaded, "series": rows_of_many, "visits": rows}
    file.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    print(f"{file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file}")
    slow = pictures["ratio"] < pictures["target"] or viewer.misses(viewed) or imported["ratio"] > imported["target"]
    slow = slow or fhir.missed(records) or bool(series.missed(rows_of_many))
    slow = slow or uploaded["growth_mb"] > uploaded["target"]
    return int(slow or any(one["ratio"] > one["target"] for one in ratios))


def _figure(program: str, case: str) -> str:
    address = f"{program}/cases/{case}/timeline.json?w=1540&h=900"
    with urllib.request.urlopen(address, timeout=30) as answer:
        figure = json.loads(answer.read())["figure"]
    return json.dumps(figure, separators=(",", ":"))


def _measure(opened: Any, program: str, bottom: str, repetitions: int) -> Rows:
    """All visits, floor and program in turns so that a busy moment of the machine meets both."""
    rows: Rows = []
    browser.cold_and_warm(opened, f"{bottom}/{CASES[0]}.html")
    browser.cold_and_warm(opened, f"{program}/cases/{CASES[0]}")
    for repetition in range(repetitions):
        for case in CASES:
            pages = [("floor", f"{bottom}/{case}.html"), ("program", f"{program}/cases/{case}")]
            for what, address in pages if repetition % 2 else reversed(pages):
                for kind, visit in browser.cold_and_warm(opened, address).items():
                    rows.append({"what": what, "case": case, "kind": kind, **visit})
        print(f"\r{repetition + 1} of {repetitions}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return rows


def _ratio(rows: Rows, case: str, kind: str) -> dict[str, Any]:
    def median(what: str, number: str) -> float:
        found = [row[number] for row in rows if (row["what"], row["case"], row["kind"]) == (what, case, kind)]
        return statistics.median(found)

    return {
        "case": case,
        "kind": kind,
        "floor_ms": median("floor", "shown"),
        "drawn_ms": median("program", "drawn"),
        "shown_ms": median("program", "shown"),
        "ratio": median("program", "shown") / median("floor", "shown"),
        "target": TARGETS[kind],
        "pictures": median("program", "pictures"),
        "requests": median("program", "requests"),
        "kilobytes": median("program", "kilobytes"),
    }


def _print(ratios: Rows) -> None:
    print("| case | open | floor ms | drawn ms | with pictures ms | x floor | target | pictures | requests | kB |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for one in ratios:
        print(
            f"| {one['case']} | {one['kind']} | {one['floor_ms']:.0f} | {one['drawn_ms']:.0f} | {one['shown_ms']:.0f} "
            f"| {one['ratio']:.2f} | {one['target']:.2f} | {one['pictures']:.0f} | {one['requests']:.0f} "
            f"| {one['kilobytes']:.0f} |"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
