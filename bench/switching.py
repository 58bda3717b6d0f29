"""From one case to the next within a page, until the other one's timeline is drawn."""

from bench import browser
from bench.report import Line, Times, add, medians, ms
from bench.stage import Stage

TARGET, PART = 1.2, 1 / 3
SWITCH = """async name => {
  const start = performance.now();
  bench.show(name);
  const end = await until(() => bench.drawn(name));
  return end && end - start;
}"""
ROUND = ("m2", "m", "m2", "m")  # the first way there and back is not counted


def measure(stage: Stage, repetitions: int) -> Times:
    """Times by who."""
    times: Times = {}
    for _ in range(repetitions):
        for what in ("floor", "program", *stage.peers):
            with browser.reader(stage.opened) as context:
                page = browser.settled(context, what, stage.address(what, "m"))
                for number, name in enumerate(ROUND):
                    found = page.evaluate(SWITCH, name)
                    page.wait_for_timeout(600 if what == "program" else 150)
                    if number > 1:
                        add(times, what, found)
    return times


def lines(times: Times) -> list[Line]:
    """The lines of the table."""
    found = medians(times)
    others = {name: ms(value) for name, value in found.items()}
    made = [
        Line("M switch to another case, drawn", found["program"] / found["floor"], "x floor", TARGET, others=others)
    ]
    if "clinical-timeline" in found:
        ratio = found["program"] / found["clinical-timeline"]
        made.append(Line("the same", ratio, "x clinical-timeline", round(PART, 2)))
    return made
