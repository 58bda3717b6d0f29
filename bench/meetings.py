"""`python -m bench.meetings [REPETITIONS]`: twenty meetings of ten cases each. The list, an agenda, the library and the
next case of a meeting, each as a multiple of opening one case without a meeting in the same run; a target that is
missed fails it."""

import json
import shutil
import statistics
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import browser, servers

MEETINGS, EACH, CASES, FEWEST = 20, 10, 40, 7
TARGETS = {"list": 1.0, "agenda": 1.2, "library": 2.0, "next case": 1.25}
SEEDS = servers.ROOT / "data" / "cases"
Took = dict[str, list[float]]


def main(words: list[str]) -> int:
    """Measure, print; 1 when a target is missed."""
    repetitions = max(FEWEST, int(words[0])) if words else FEWEST
    with TemporaryDirectory() as folder:
        write_cases(Path(folder))
        with servers.program(TIMELINE_CASES_DIR=folder) as program, browser.chromium() as opened:
            meetings = [make_meeting(program, number) for number in range(MEETINGS)]
            took = measure(opened, program, meetings, repetitions)
    alone = statistics.median(took["case"])
    print(f"{MEETINGS} meetings of {EACH} cases; a case without a meeting: {alone:.0f} ms")
    ratios = {name: statistics.median(took[name]) / alone for name in TARGETS}
    for name, target in TARGETS.items():
        median = statistics.median(took[name])
        print(
            f"{name}: {median:.0f} ms, x {ratios[name]:.2f} of it (target {target:.2f}), worst {max(took[name]):.0f} ms"
        )
    return int(any(ratios[name] > target for name, target in TARGETS.items()))


def write_cases(folder: Path) -> None:
    """The seed cases, again and again under other codes, without their pictures but for the seeds themselves."""
    for number in range(CASES):
        seed = f"case-{number % 2 + 1}"
        made = folder / f"{seed}-{number}"
        shutil.copytree(SEEDS / seed, made, ignore=shutil.ignore_patterns("images"))
        text = (made / "case.toml").read_text(encoding="utf-8")
        (made / "case.toml").write_text(text.replace(f'code = "{seed}"', f'code = "{made.name}"'), encoding="utf-8")


def make_meeting(program: str, number: int) -> str:
    """A meeting with ten cases, one of them discussed and decided on; its id."""
    heading = {"date": f"2026-{number % 12 + 1:02}-15", "title": f"Board {number}"}
    made: str = tell(program, "meetings.json", **heading)["id"]
    cases = [f"case-{n % 2 + 1}-{n}" for n in ((number * 7 + step) % CASES for step in range(EACH))]
    for case_id in cases:
        tell(program, f"meetings/{made}/cases.json", case=case_id, question="What next?")
    tell(program, f"cases/{cases[0]}/decision.json", meeting=made, form={"recommendation": "Go on"}, seen=0)
    return made


def tell(program: str, path: str, **asked: Any) -> Any:
    """What the program answers to a page that tells it something."""
    headers = {"Content-Type": "application/json", "Accept": "application/json", "Origin": program}
    request = urllib.request.Request(f"{program}/{path}", json.dumps(asked).encode(), headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read())


def measure(opened: Any, program: str, meetings: list[str], repetitions: int) -> Took:
    """Ms from the request to what is drawn, in turns, by a reader who has been here before."""
    page = opened.new_context(viewport=browser.SIZE, reduced_motion="reduce").new_page()
    took: Took = {name: [] for name in ("case", *TARGETS)}
    for repetition in range(repetitions + 1):
        meeting = meetings[repetition % len(meetings)]
        first = f"case-1-{(repetition * 2) % CASES}"
        visits: list[tuple[str, str, Callable[[], object]]] = [
            ("list", "meetings-drawn", lambda: page.goto(f"{program}/meetings")),
            ("agenda", "agenda-drawn", lambda m=meeting: page.goto(f"{program}/meetings/{m}")),
            ("library", "library-drawn", lambda: page.goto(f"{program}/")),
            ("case", "timeline-drawn", lambda c=first: page.goto(f"{program}/cases/{c}")),
        ]
        rows = [(name, drawn(page, mark, act)) for name, mark, act in visits]
        page.goto(f"{program}/meetings/{meeting}")
        page.locator(".agenda-acts a").click()
        wait(page, "timeline-drawn")
        page.locator(".board-steps").wait_for()
        rows.append(("next case", drawn(page, "timeline-drawn", lambda: step(page))))
        if repetition:  # the first round warms up
            for name, ms in rows:
                took[name].append(ms)
    return took


def step(page: Any) -> None:
    """Goes to the next case by its key."""
    with page.expect_navigation(wait_until="commit"):
        page.keyboard.press("n")


def drawn(page: Any, mark: str, act: Callable[[], object]) -> float:
    """Ms from the beginning of a navigation to its mark."""
    act()
    return wait(page, mark)


def wait(page: Any, mark: str) -> float:
    """The moment of a mark of the page, once it is there."""
    for _ in range(600):
        found = page.evaluate("name => performance.getEntriesByName(name)[0]?.startTime ?? null", mark)
        if found is not None:
            return float(found)
        page.wait_for_timeout(50)
    raise SystemExit(f"{mark} was not reached")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
