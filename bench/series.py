"""`python -m bench.series`: the series of 10,000 cases against that of 100: first rows, frames while the wheel turns,
the last rows, a new order. What is drawn depends on what is in sight, so the two should hardly differ."""

import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Page

from bench import browser, servers
from bench.crowd import fill
from dashboard.store.prepare import open_store

FEW, MANY = 100, 10_000
ROUNDS, TURNS = 7, 40
TARGETS = {"first rows, cold": 1.6, "first rows, warm": 1.6, "frame, median": 1.3, "frame, 95 of 100": 1.5}
FRAMES = """() => {
  window.__frames = [];
  let last = performance.now();
  (function look(now) {
    window.__frames.push(now - last);
    last = now;
    window.__looking = requestAnimationFrame(look);
  })(last);
}"""
Numbers = dict[str, list[float]]


def measure() -> dict[str, dict[str, float]]:
    """Medians in ms by the number of cases and the measure, the two libraries in turns."""
    found: dict[int, Numbers] = {FEW: {}, MANY: {}}
    with TemporaryDirectory() as folder, browser.chromium() as opened:
        urls = {many: _library(Path(folder), many) for many in found}
        with (
            servers.program(TIMELINE_DATABASE_URL=urls[FEW]) as few,
            servers.program(TIMELINE_DATABASE_URL=urls[MANY]) as many,
        ):
            for turn in range(ROUNDS + 1):
                for size, address in ((FEW, few), (MANY, many)):
                    for name, value in _visit(opened, f"{address}/series").items():
                        if turn:  # the first warms the server
                            found[size].setdefault(name, []).append(value)
    return {str(size): {name: statistics.median(values) for name, values in one.items()} for size, one in found.items()}


def lines(measured: dict[str, dict[str, float]]) -> list[str]:
    """The figures for people."""
    few, many = measured[str(FEW)], measured[str(MANY)]
    return [
        f"| series | {FEW} cases, ms | {MANY:,} cases, ms | ratio | target |",
        "|---|---|---|---|---|",
        *(
            f"| {name} | {few[name]:.1f} | {many[name]:.1f} | {many[name] / few[name]:.2f} | {TARGETS.get(name, '')} |"
            for name in few
        ),
    ]


def misses(measured: dict[str, dict[str, float]]) -> bool:
    """Whether a target is missed."""
    few, many = measured[str(FEW)], measured[str(MANY)]
    return any(many[name] / few[name] > target for name, target in TARGETS.items())


def _library(folder: Path, many: int) -> str:
    url = f"sqlite:///{folder / f'{many}.db'}"
    store = open_store(url)
    fill(store, many)
    store.close()
    return url


def _visit(opened: Browser, address: str) -> dict[str, float]:
    context = opened.new_context(viewport=browser.SIZE, reduced_motion="reduce")
    page = context.new_page()
    found = {"first rows, cold": _drawn(page, address)}
    page.close()
    page = context.new_page()
    found["first rows, warm"] = _drawn(page, address)
    found |= _scrolled(page)
    found["last rows"] = _until(
        page, lambda: page.keyboard.press("End"), "document.querySelectorAll('.waiting').length === 0"
    )
    sort = "document.querySelector('[aria-sort=descending], [aria-sort=ascending]') !== null"
    found["another order"] = _until(
        page, page.get_by_role("columnheader", name="Age").get_by_role("button").click, sort
    )
    context.close()
    return found


def _drawn(page: Page, address: str) -> float:
    page.goto(address, wait_until="commit")
    while not (mark := page.evaluate("performance.getEntriesByName('series-drawn')[0]?.startTime")):
        page.wait_for_timeout(20)
    return float(mark)


def _scrolled(page: Page) -> dict[str, float]:
    """Frame intervals while the wheel turns over the rows."""
    page.mouse.move(900, 600)
    page.evaluate(FRAMES)
    for _ in range(TURNS):
        page.mouse.wheel(0, 240)
        page.wait_for_timeout(16)
    frames = page.evaluate("(cancelAnimationFrame(window.__looking), window.__frames.slice(2))")
    ordered = sorted(frames)
    return {
        "frame, median": statistics.median(frames),
        "frame, 95 of 100": ordered[int(len(ordered) * 0.95)],
        "frame, worst": ordered[-1],
    }


def _until(page: Page, act: Any, true: str) -> float:
    begun = page.evaluate("performance.now()")
    act()
    page.wait_for_timeout(30)
    while not page.evaluate(true):
        page.wait_for_timeout(10)
    return float(page.evaluate("performance.now()")) - float(begun)


if __name__ == "__main__":
    result = measure()
    print("\n".join(lines(result)))
    sys.exit(misses(result))
