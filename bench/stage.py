"""The stage of a run: the program with the synthetic patients, and beside it the floor and the peers with the same."""

import json
import shutil
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser

from bench import browser, floor, peers, servers
from bench.patients import patient
from bench.synthetic import write_case

OUT = Path(__file__).parent / "out"
PAGES = Path(__file__).parent / "pages"
CASES = ("m", "m2", "l", "xl")
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><link rel="icon" href="data:,">
{libraries}</head>
<body style="margin:0;font:12px sans-serif"><div id="plot" style="width:1500px"></div>
<script>window.first = {name}; {data}</script><script src="/{script}"></script></body></html>
"""


@dataclass(frozen=True, slots=True)
class Stage:
    """A browser, and where it finds whom: "program", "floor" and the peers that there are."""

    opened: Browser
    program: str
    others: str
    peers: tuple[str, ...]

    def address(self, what: str, case: str) -> str:
        """The page of `what` for a case."""
        return f"{self.program}/cases/{case}" if what == "program" else f"{self.others}/{what}-{case}.html"


@contextmanager
def stage() -> Iterator[Stage]:
    """Everything that the measures of the timeline need, while the block lasts."""
    with TemporaryDirectory() as folder:
        cases, pages = Path(folder) / "cases", Path(folder) / "pages"
        pages.mkdir()
        for case in CASES:
            write_case(cases, case)
        with servers.program(TIMELINE_CASES_DIR=str(cases)) as program:
            found = peers.libraries(OUT / "peers")
            _write_pages(pages, program, found)
            with servers.floor(pages) as others, browser.chromium() as opened:
                yield Stage(opened, program, others, tuple(found))


def figure_of(program: str, case: str) -> dict[str, Any]:
    """The figure of a case as the page of the program asks for it in a window of the size that is measured."""
    asked = "w=1492&h=875&theme=light&beside=dates"
    with urllib.request.urlopen(f"{program}/cases/{case}/timeline.json?{asked}", timeout=60) as answer:
        figure: dict[str, Any] = json.loads(answer.read())["figure"]
    return figure


def _write_pages(pages: Path, program: str, found: dict[str, list[Path]]) -> None:
    shutil.copy(floor.PLOTLY, pages / "plotly.js")
    for script in PAGES.glob("*.js"):
        shutil.copy(script, pages / script.name)
    for file in (file for files in found.values() for file in files):
        shutil.copy(file, pages / file.name)
    for case in CASES:
        figure, told = figure_of(program, case), patient(case)
        (pages / f"{case}.json").write_text(_compact(figure), encoding="utf-8")
        (pages / f"{case}.patient.json").write_text(_compact(told), encoding="utf-8")
        _write(pages, "floor", case, [Path("plotly.js")], f"window.figure = {_inline(figure)};")
        for name, files in found.items():
            _write(pages, name, case, files, f"window.patient = {_inline(told)};")


def _write(pages: Path, what: str, case: str, files: list[Path], data: str) -> None:
    tags = [
        f'<link rel="stylesheet" href="/{file.name}">'
        if file.suffix == ".css"
        else f'<script src="/{file.name}"></script>'
        for file in files
    ]
    given = {"title": what, "libraries": "\n".join(tags), "name": json.dumps(case), "script": f"{what}.js"}
    (pages / f"{what}-{case}.html").write_text(PAGE.format(data=data, **given), encoding="utf-8")


def _compact(given: dict[str, Any]) -> str:
    return json.dumps(given, separators=(",", ":"))


def _inline(given: dict[str, Any]) -> str:
    return _compact(given).replace("</", "<\\/")
