"""`python -m bench [REPETITIONS] [MEASURE ...]`: how fast the program is, against a page with nothing but the same
chart and against other timelines, all in turns within one run. A target that is missed fails the run.

MEASURE is one or more of opening, switching, moving, selecting, memory, load, thumbnails, viewer, fhir, imports,
uploads, series; all without.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

from bench import (
    fhir,
    imports,
    load,
    memory,
    moving,
    opening,
    selecting,
    series,
    switching,
    thumbnails,
    uploads,
    viewer,
)
from bench.report import Times, table
from bench.stage import OUT, Stage, stage

FEWEST = 7
TIMELINE: dict[str, Any] = {
    "opening": opening,
    "switching": switching,
    "moving": moving,
    "selecting": selecting,
    "memory": memory,
    "load": load,
}
OTHERS: dict[str, Any] = {
    "thumbnails": thumbnails,
    "viewer": viewer,
    "fhir": fhir,
    "imports": imports,
    "uploads": uploads,
    "series": series,
}


def main(words: list[str]) -> int:
    """Measure, print, keep; 1 when a target is missed."""
    numbers, names = [word for word in words if word.isdecimal()], [word for word in words if not word.isdecimal()]
    unknown = [name for name in names if name not in (*TIMELINE, *OTHERS)]
    if unknown:
        raise SystemExit(f"There is no measure {unknown[0]!r}. {__doc__}")
    repetitions = max(FEWEST, int(numbers[0])) if numbers else FEWEST
    chosen = names or [*TIMELINE, *OTHERS]
    kept: dict[str, Any] = {}
    missed = _timeline([name for name in chosen if name in TIMELINE], repetitions, kept)
    missed |= _others(chosen, repetitions, kept)
    if os.getloadavg()[0] > (os.cpu_count() or 1) + 1:
        print("The machine was busy with other work: measure again when it is quiet.", file=sys.stderr)
    _keep(kept)
    return int(missed)


def _timeline(names: list[str], repetitions: int, kept: dict[str, Any]) -> bool:
    """What needs the stage; whether a target is missed."""
    if not names:
        return False
    missed = False
    with stage() as on:
        for name in names:
            print(f"measuring {name}", file=sys.stderr, flush=True)
            times = _measured(TIMELINE[name], on, repetitions)
            kept[name] = times
            lines = TIMELINE[name].lines(times)
            print("\n".join(table(lines)), flush=True)
            missed |= any(line.is_missed for line in lines)
    return missed


def _measured(module: Any, on: Stage, repetitions: int) -> Times:
    measure: Callable[..., Times] = module.measure
    return measure(on) if module is load else measure(on, repetitions)


def _others(chosen: list[str], repetitions: int, kept: dict[str, Any]) -> bool:
    """Thumbnails, the viewer, imports and the series; whether a target is missed."""
    missed = False
    for name in (name for name in chosen if name in OTHERS):
        print(f"measuring {name}", file=sys.stderr, flush=True)
        found = kept[name] = viewer.measure(repetitions) if name == "viewer" else OTHERS[name].measure()
        print("\n" + "\n".join(OTHERS[name].lines(found)), flush=True)
        missed |= OTHERS[name].misses(found)
    return missed


def _keep(kept: dict[str, Any]) -> None:
    OUT.mkdir(exist_ok=True)
    file = OUT / f"{time.strftime('%Y%m%d-%H%M%S')}.json"
    file.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    print(file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
