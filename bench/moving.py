"""Zooming and panning: until a zoom is painted, until it is refined, and the worst frame of wheel and pan.

A zoom begins in an idle frame and ends with the second frame after it is drawn: nothing can be faster than two frames.
"""

import math
from collections.abc import Callable

from playwright.sync_api import Page

from bench import browser
from bench.report import Line, Times, add, medians, ms
from bench.stage import Stage

PAINTED, FRAME_MS, LARGE, FASTER = 40.0, 40.0, 1.2, 50.0
WINDOWS = ((0.1, 0.6), (0.3, 0.5), (0.42, 0.47), (0.05, 0.85), (0.6, 0.8))  # the first one is not counted
ZOOM = """async ([from, to]) => {
  const frame = () => new Promise(next => requestAnimationFrame(next));
  await frame();
  const start = performance.now();
  await bench.zoom(from, to);
  await frame();
  await frame();
  return performance.now() - start;
}"""
# From the zoom on until the server's answer for the window is painted.
REFINED = """async ([from, to]) => {
  const start = performance.now(), before = timeline.now.figure;
  bench.zoom(from, to);
  const end = await until(() => timeline.now.figure !== before && !timeline.now.waiting, 20000);
  return end && end - start;
}"""
RECORD = """() => {
  const frames = window.frames_ = [];
  let last = performance.now();
  (function next() {
    if (window.frames_ !== frames) return;
    const now = performance.now();
    frames.push(now - last);
    last = now;
    requestAnimationFrame(next);
  })();
}"""
WORST = "() => { const worst = Math.max(...window.frames_.slice(1)); window.frames_ = null; return worst; }"
STEPS = 24
Gesture = Callable[[Page, float, float], None]


def measure(stage: Stage, repetitions: int) -> Times:
    """Times by "who case what"."""
    pages = [
        ("floor", "m"),
        ("program", "m"),
        *((peer, "m") for peer in stage.peers),
        ("program", "xl"),
        ("program", "l"),
    ]
    times: Times = {}
    for _ in range(repetitions):
        for what, case in pages:
            with browser.reader(stage.opened) as context:
                page = browser.settled(context, what, stage.address(what, case))
                _zooms(page, times, f"{what} {case}", program=what == "program")
                if case == "m" and what in ("floor", "program"):
                    for gesture in (_wheel, _pan):
                        add(times, f"{what} {case} {gesture.__name__.strip('_')}", _worst(page, gesture))
    for peer in stage.peers:
        with browser.reader(stage.opened) as context:  # once: it takes seconds
            _zooms(browser.settled(context, peer, stage.address(peer, "l")), times, f"{peer} l", program=False)
    return times


def _zooms(page: Page, times: Times, who: str, *, program: bool) -> None:
    for number, window in enumerate(WINDOWS):
        found = page.evaluate(ZOOM, list(window))
        page.wait_for_timeout(700 if program else 60)
        if number:
            add(times, f"{who} zoom", found)
    if program:
        for window in WINDOWS[1:3]:
            add(times, f"{who} refined", page.evaluate(REFINED, list(window)))
            page.wait_for_timeout(300)


def _wheel(page: Page, x: float, y: float) -> None:
    for step in range(STEPS):
        page.mouse.wheel(0, -60 if step // 6 % 2 == 0 else 60)


def _pan(page: Page, x: float, y: float) -> None:
    page.mouse.down()
    for step in range(STEPS):
        page.mouse.move(x + 220 * math.sin(step / STEPS * 2 * math.pi), y)
    page.mouse.up()


def _worst(page: Page, gesture: Gesture) -> float:
    box = page.evaluate("bench.plot()")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 4
    page.mouse.move(x, y)
    page.wait_for_timeout(800)
    page.evaluate(RECORD)
    gesture(page, x, y)
    page.wait_for_timeout(100)  # what is refined afterwards is no frame of the gesture
    return float(page.evaluate(WORST))


def lines(times: Times) -> list[Line]:
    """The lines of the table."""
    found = medians(times)
    others = {who.removesuffix(" m zoom"): ms(value) for who, value in found.items() if who.endswith(" m zoom")}
    made = [
        Line("M zoom to painted", found["program m zoom"], "ms", PAINTED, others=others),
        Line("M zoom until refined by the server", found["program m refined"], "ms"),
        *(
            Line(
                f"M worst frame, {name}",
                found[f"program m {name}"],
                "ms",
                FRAME_MS,
                others={"floor": ms(found[f"floor m {name}"])},
            )
            for name in ("wheel", "pan")
        ),
        Line(
            "XL zoom to painted",
            found["program xl zoom"] / found["program m zoom"],
            "x M",
            LARGE,
            others={"XL": ms(found["program xl zoom"]), "refined": ms(found["program xl refined"])},
        ),
    ]
    if "clinical-timeline l zoom" in found:
        others = {who.removesuffix(" l zoom"): ms(value) for who, value in found.items() if who.endswith(" l zoom")}
        ratio = found["clinical-timeline l zoom"] / found["program l zoom"]
        made.append(
            Line("L zoom to painted, faster than clinical-timeline", ratio, "x", FASTER, more=True, others=others)
        )
    return made
