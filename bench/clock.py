"""`python -m bench.clock [REPETITIONS]`: from the choice of another day zero to the painted timeline, in a case of
2,000 dated counts. The page shifts by itself; a question to the server fails the run."""

import csv
import statistics
import sys
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import browser, servers

COUNTS, FEWEST, TARGET_MS = 2_000, 21, 60
COLUMNS = ("id", "kind", "label", "term", "at", "value", "unit")
HEAD = 'code = "m"\ntitle = "SYNTHETIC"\nquestion = "How fast?"\nzero = "C0"\n'
CHOOSE = """async id => {
  const target = { selector: id, event: id, label: id, note: "" }, begun = performance.now();
  zero.choose(target);
  await new Promise(done => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    channel.port2.postMessage(0);
  }));
  return performance.now() - begun;
}"""


def main(words: list[str]) -> int:
    """Measure, print; 1 when the target is missed or the server was asked."""
    repetitions = max(FEWEST, int(words[0])) if words else FEWEST
    with TemporaryDirectory() as folder:
        write_case(Path(folder) / "m")
        with servers.program(TIMELINE_CASES_DIR=folder) as program, browser.chromium() as opened:
            took, asked = measure(opened, f"{program}/cases/m", repetitions)
    median = statistics.median(took)
    print(f"day zero in {COUNTS} dated counts: {median:.0f} ms to painted (target {TARGET_MS}), worst {max(took):.0f}")
    print(f"answers asked of the server: {len(asked)}")
    return int(median > TARGET_MS or bool(asked))


def write_case(folder: Path) -> None:
    """A case with one count a day."""
    folder.mkdir()
    (folder / "case.toml").write_text(HEAD, encoding="utf-8")
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number in range(COUNTS):
            day = date(2021, 3, 1) + timedelta(days=number)
            value = 200 * (1 + number % 17) / (1 + number % 29)
            writer.writerow([f"C{number}", "lab", "count", "Leukocytes", day.isoformat(), f"{value:.1f}", "10*9/L"])


def measure(opened: Any, address: str, repetitions: int) -> tuple[list[float], list[str]]:
    """Ms from choice to painted, each time another event; and what was asked of the server meanwhile."""
    page = opened.new_context(viewport=browser.SIZE, reduced_motion="reduce").new_page()
    page.goto(address)
    page.locator("#timeline[data-drawn]").wait_for()
    page.wait_for_timeout(5000)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if ".json" in request.url else None)
    took = []
    for number in range(repetitions + 2):
        took.append(page.evaluate(CHOOSE, f"C{number * 397 % COUNTS}"))
        page.wait_for_timeout(400)
    return took[2:], asked


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
