"""`python tools/meeting_screenshots.py`: the pictures of docs/meetings.md in docs/screenshots, anew each time."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from screenshots import FOLDER, take

from bench import servers
from bench.browser import CHROMIUM, FLAGS
from bench.meetings import tell

HEADING = {"date": "2026-03-03", "title": "Tumor board", "expected": ["Oncology", "Neuroradiology", "Pathology"]}
NEXT = {"date": "2026-03-17", "title": "Tumor board"}
QUESTION = "Is intrathecal therapy to go on, and at what intervals?"
DECISION = {
    "question": QUESTION,
    "options": "Go on as it is\nStop after the next scan",
    "recommendation": "Go on as it is; look at the next scan together",
    "owner": "Oncology",
    "due": "before the next course",
}
SIZES = ((1920, 1080), (1366, 768), (3840, 2160))


def main() -> None:
    """An agenda, the page of a case at its meeting, the checklist and the form of a decision."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with servers.program() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        first = prepare(address, HEADING)
        tell(address, "cases/case-1/decision.json", meeting=first, form=DECISION, seen=0)
        pictures(browser, address, first, prepare(address, NEXT))
        browser.close()


def prepare(address: str, heading: Mapping[str, object]) -> str:
    """A meeting of both cases; its id."""
    made: str = tell(address, "meetings.json", **heading)["id"]
    tell(address, f"meetings/{made}/cases.json", case="case-1", question=QUESTION, minutes=8)
    tell(address, f"meetings/{made}/cases.json", case="case-2")
    return made


def pictures(browser: Browser, address: str, first: str, second: str) -> None:
    """The pictures; the form is shown at three sizes and in the dark."""
    agenda, case = f"{address}/meetings/{first}", f"{address}/cases/case-1?meeting={first}"
    take(browser, agenda, "meeting-agenda", (1920, 1080), "light", ready=".agenda-row")
    take(browser, f"{address}/cases/case-1?meeting={second}", "meeting-bar", (1366, 768), "light")
    take(browser, case, "meeting-checklist", (1920, 1080), "light", keys=("k",))
    for size in SIZES:
        take(browser, case, f"meeting-decision-{size[0]}", size, "light", keys=("d",))
    take(browser, case, "meeting-decision-dark", (1920, 1080), "dark", keys=("d",))


if __name__ == "__main__":
    main()
