"""The report of an import as the page shows it, kept in the folder of its job until that is swept."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dashboard.services.imports import Outcome
from dashboard.services.reports import report

REPORT = "report.json"
MOST_CASES = 500


def told_of(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The report; of very many cases the first, those that change before those that do not."""
    told = report(outcomes)
    cases = sorted(told["cases"], key=_stays)
    shown = [{name: value for name, value in one.items() if name != "analytes"} for one in cases[:MOST_CASES]]
    sources = [one.format for one in outcomes if one.report is not None]
    return told | {"cases": shown, "all_cases": len(cases), "sources": sources}


def write(folder: Path, told: dict[str, Any]) -> None:
    """Keep a report, whole or not at all."""
    new = folder / f".{REPORT}"
    new.write_text(json.dumps(told), encoding="utf-8")
    new.replace(folder / REPORT)


def written(folder: Path) -> dict[str, Any]:
    """The report that was kept."""
    found: dict[str, Any] = json.loads((folder / REPORT).read_text(encoding="utf-8"))
    return found


def _stays(case: dict[str, Any]) -> bool:
    return not case["added"] + case["changed"] + case["removed"]
