"""Selecting an event and choosing another day 0 in a case of exact times: until that is painted, and what was asked."""

from bench import browser
from bench.report import Line, Times, add, medians, ms
from bench.stage import Stage

TARGET = 60.0
# A key, and the frame after the ring has moved; then until the sentence tells of it.
SELECT = """async () => {
  const before = timeline.now.view.event, start = performance.now();
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
  const lit = await until(() => timeline.now.view.event !== before);
  const told = await until(() => !document.getElementById("timeline-sentence").hasAttribute("aria-busy"));
  return { lit: lit - start, told: told - start };
}"""
ZERO = """async selector => {
  const asked = () => performance.getEntriesByType("resource").filter(one => one.name.includes("timeline.json")).length;
  const words = () => document.getElementById("timeline-axis-name").textContent, count = asked(), before = words();
  const start = performance.now();
  timeline.zero(selector);
  const end = await until(() => words() !== before, 5000);
  await new Promise(next => setTimeout(next, 300));
  return { shown: end && end - start, asked: asked() - count };
}"""


def measure(stage: Stage, repetitions: int) -> Times:
    """Times by what."""
    times: Times = {}
    for _ in range(repetitions):
        with browser.reader(stage.opened) as context:
            page = browser.settled(context, "program", stage.address("program", "m"))
            studies = page.evaluate("timeline.now.studies.slice(2, 5).map(one => one.event)")
            for number, event in enumerate(studies):
                found = page.evaluate(ZERO, event)
                if number:
                    add(times, "zero", found["shown"])
                    add(times, "zero asked", found["asked"])
                page.wait_for_timeout(400)
            for number in range(6):
                found = page.evaluate(SELECT)
                if number:
                    add(times, "lit", found["lit"])
                    add(times, "told", found["told"])
                page.wait_for_timeout(250)
    return times


def lines(times: Times) -> list[Line]:
    """The lines of the table."""
    found = medians(times)
    return [
        Line(
            "M another day 0, painted",
            found["zero"],
            "ms",
            TARGET,
            others={"requests": f"{max(times['zero asked']):.0f}"},
        ),
        Line(
            "M selection, lit",
            found["lit"],
            "ms",
            TARGET,
            others={"with its sentence, asked of the server": ms(found["told"])},
        ),
    ]
