"""Opening a case: until the timeline is drawn, until something true is on screen, and how much is sent for it.

"drawn" is the frame after figure, labels and patient line stand; a reader is new ("cold") or comes again ("warm").
"""

from typing import Any

from bench import browser
from bench.report import Line, Times, add, medians, ms
from bench.stage import Stage

COLD, TRUE, WARM, LARGE = 1.3, 0.6, 1.4, 1.2
FIRST_KB, SECOND_KB = 700.0, 60.0


def measure(stage: Stage, repetitions: int) -> Times:
    """Times by "who case kind number"; all visits in turns, so that a busy moment of the machine meets everybody."""
    pages = [("floor", "m"), ("program", "m"), *((peer, "m") for peer in stage.peers), ("program", "xl")]
    times: Times = {}
    for what, case in pages:
        browser.cold_and_warm(stage.opened, stage.address(what, case))
    for repetition in range(repetitions):
        for what, case in pages if repetition % 2 else reversed(pages):
            for kind, visit in browser.cold_and_warm(stage.opened, stage.address(what, case)).items():
                for name, value in visit.items():
                    add(times, f"{what} {case} {kind} {name}", value)
    return times


def lines(times: Times) -> list[Line]:
    """The lines of the table."""
    found = medians(times)
    floor = {kind: found[f"floor m {kind} drawn"] for kind in ("cold", "warm")}
    return [
        _drawn(found, floor, "cold", COLD),
        Line("the same, something true on screen", found["program m cold look"] / floor["cold"], "x floor", TRUE),
        _drawn(found, floor, "warm", WARM),
        Line(
            "XL cold open to timeline drawn",
            found["program xl cold drawn"] / found["program m cold drawn"],
            "x M",
            LARGE,
            others={"XL": ms(found["program xl cold drawn"])},
        ),
        _sent(found, "cold", "first visit", FIRST_KB),
        _sent(found, "warm", "second visit", SECOND_KB),
    ]


def _drawn(found: dict[str, float], floor: dict[str, float], kind: str, target: float) -> Line:
    drawn = found[f"program m {kind} drawn"]
    others = {"floor": ms(floor[kind]), "program": ms(drawn), "with pictures": ms(found[f"program m {kind} shown"])}
    others |= {who.removesuffix(f" m {kind} drawn"): ms(value) for who, value in _peers(found, f" m {kind} drawn")}
    return Line(f"M {kind} open to timeline drawn", drawn / floor[kind], "x floor", target, others=others)


def _peers(found: dict[str, float], ending: str) -> list[tuple[str, Any]]:
    return [
        (who, one) for who, one in found.items() if who.endswith(ending) and not who.startswith(("floor", "program"))
    ]


def _sent(found: dict[str, float], kind: str, words: str, target: float) -> Line:
    pictures, all_of_it = found[f"program m {kind} pictures_kb"], found[f"program m {kind} kilobytes"]
    others = {"pictures besides": f"{pictures:.0f} kB", "requests": f"{found[f'program m {kind} requests']:.0f}"}
    return Line(f"M sent to the browser, {words}", all_of_it - pictures, "kB", target, others=others)
