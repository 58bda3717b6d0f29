"""The heap of JavaScript with a case open, after a collection."""

from bench import browser
from bench.report import Line, Times, add, medians
from bench.stage import Stage

LARGE = 1.2


def measure(stage: Stage, repetitions: int) -> Times:
    """MB by "who case"."""
    times: Times = {}
    for _ in range(min(repetitions, 3)):
        for what, case in (("floor", "m"), ("program", "m"), ("program", "xl"), *((peer, "m") for peer in stage.peers)):
            with browser.reader(stage.opened) as context:
                page = browser.settled(context, what, stage.address(what, case))
                add(times, f"{what} {case}", browser.heap(page))
    return times


def lines(times: Times) -> list[Line]:
    """The lines of the table."""
    found = medians(times)
    others = {who: f"{value:.1f} MB" for who, value in found.items()}
    return [Line("XL heap", found["program xl"] / found["program m"], "x M", LARGE, others=others)]
