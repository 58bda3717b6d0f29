"""The viewer: how soon the first pictures stand, as a multiple of two `<img>`, and how fast and light it scrolls.

The `<img>` page is an empty document and two slices as JPEG, timed from its request to the frame that shows both. The
viewer opens the same two slices of two studies of 24 over a timeline that is there, timed from what its button calls to
the frame that shows both.
"""

import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Page

from bench import browser, servers
from bench.wide import EDGE, SLICES, write_wide_case

FIRST, FRAMES_A_SECOND, HEAP_MB = 1.5, 30.0, 300.0
STUDIES = ("mri-1", "mri-2")
PATIENCE = 180.0
IMAGES = """async addresses => {
  const start = performance.now();
  document.body.replaceChildren(...addresses.map(src => Object.assign(new Image(), { src })));
  await Promise.all([...document.images].map(one => one.decode()));
  await new Promise(done => requestAnimationFrame(done));
  return performance.now() - start + performance.getEntriesByType('navigation')[0].responseEnd;
}"""
OPEN = """async studies => {
  const start = performance.now(), drawn = () => performance.getEntriesByName('viewer-drawn')[0];
  viewer.open(studies);
  while (!drawn()) await new Promise(next => setTimeout(next, 5));
  const shown = [...document.querySelectorAll('.viewer-pane canvas')].filter(one => one.dataset.slice);
  if (shown.length !== studies.length) throw new Error(`${shown.length} pictures are drawn`);
  return drawn().startTime - start;
}"""
# One notch of the wheel a frame; a frame counts when both pictures show the slice that the wheel asked for.
SCROLL = """async steps => {
  const panes = viewer.panes, shown = () => panes.every(pane => pane.canvas.dataset.slice === String(panes[0].at));
  const frame = () => new Promise(next => requestAnimationFrame(() => setTimeout(next)));
  viewer_actions.go(panes[0], 0);
  while (!shown()) await frame();
  const start = performance.now();
  for (let at = 1; at < steps; at += 1) {
    panes[0].face.dispatchEvent(new WheelEvent('wheel', { deltaY: -100, cancelable: true }));
    do await frame(); while (!shown());
    if (panes[0].at !== at) throw new Error(`${panes[0].at} is not ${at}`);
  }
  return 1000 * (steps - 1) / (performance.now() - start);
}"""
LOADED = "typeof viewer_series === 'undefined' ? [] : [...viewer_series.opened.values()].map(one => one.slices.size)"
Measured = dict[str, dict[str, float]]


def measure(repetitions: int) -> Measured:
    """By name: what was measured, its target, and whether more is better; of first pictures the median."""
    with browser.chromium() as opened:
        with servers.program() as program:
            visits = [_first_pictures(opened, program, number) for number in range(repetitions)]
        with TemporaryDirectory() as folder:
            write_wide_case(Path(folder) / "wide")
            with servers.program(TIMELINE_CASES_DIR=folder) as program:
                speed, heap, seconds = _scroll(opened, program)
    images, pictures = (statistics.median(column) for column in zip(*visits, strict=True))
    return {
        "first pictures": {"images_ms": images, "viewer_ms": pictures, "value": pictures / images, "target": FIRST},
        "scrolling": {"value": speed, "target": FRAMES_A_SECOND, "more": 1},
        "heap": {"loaded_after_s": seconds, "value": heap, "target": HEAP_MB},
    }


def misses(measured: Measured) -> bool:
    """Whether a target is missed."""
    return any(
        one["value"] < one["target"] if one.get("more") else one["value"] > one["target"] for one in measured.values()
    )


def lines(measured: Measured) -> list[str]:
    """The figures for people."""
    first, speed, heap = measured["first pictures"], measured["scrolling"], measured["heap"]
    beside = f"{first['viewer_ms']:.0f} ms; two `<img>` {first['images_ms']:.0f} ms"
    loaded = f"all loaded after {heap['loaded_after_s']:.0f} s"
    return [
        "| viewer | measured | target |",
        "|---|---|---|",
        f"| first pictures, 2 x 24 x 192², x two `<img>` ({beside}) | {first['value']:.2f} | ≤ {FIRST} |",
        f"| scrolling 2 x {SLICES} x {EDGE}², frames a second | {speed['value']:.0f} | ≥ {FRAMES_A_SECOND:.0f} |",
        f"| heap with 2 x {SLICES} x {EDGE}², MB ({loaded}) | {heap['value']:.0f} | < {HEAP_MB:.0f} |",
    ]


def _page(opened: Browser) -> Page:
    return opened.new_context(viewport=browser.SIZE, reduced_motion="reduce").new_page()


def _first_pictures(opened: Browser, program: str, number: int) -> tuple[float, float]:
    """ms until two `<img>` stand in an empty page, and until both pictures of the viewer do."""
    page = _page(opened)
    answer = page.request.get(f"{program}/cases/case-2/timeline.json?events=1").json()
    wanted = [one["series"][0]["address"] for one in answer["studies"] if one["id"] in STUDIES]
    page.goto(f"{program}/health/live")
    # Each round asks for another size, as the server keeps thumbnails it has drawn.
    images = page.evaluate(IMAGES, [f"{address}?size={500 + number}" for address in wanted])
    page.goto(f"{program}/cases/case-2")
    page.locator("#timeline[data-drawn]").wait_for()
    page.wait_for_timeout(1500)
    pictures = page.evaluate(OPEN, list(STUDIES))
    page.context.close()
    return images, pictures


def _scroll(opened: Browser, program: str) -> tuple[float, float, float]:
    """Frames a second, MB of heap, and seconds until every slice was there."""
    page = _page(opened)
    start = time.monotonic()
    page.goto(f"{program}/cases/wide?pictures=a&pictures=b")
    while page.evaluate(LOADED) != [SLICES, SLICES]:
        if time.monotonic() - start > PATIENCE:
            raise SystemExit(f"not all slices came within {PATIENCE:.0f} s: {page.evaluate(LOADED)}")
        page.wait_for_timeout(200)
    seconds = time.monotonic() - start
    page.evaluate(SCROLL, 20)
    speed = page.evaluate(SCROLL, SLICES)
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    usage: dict[str, Any] = session.send("Runtime.getHeapUsage")
    heap = (usage["usedSize"] + usage.get("backingStorageSize", 0)) / 1e6
    page.context.close()
    return float(speed), float(heap), seconds
