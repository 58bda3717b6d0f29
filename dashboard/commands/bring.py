"""`import PATH`: cases into the store, and a report in which every row that was read is accounted for."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from dashboard.commands.terminal import printed, refusals, status, user
from dashboard.config import Settings
from dashboard.services.context import open_context
from dashboard.services.imports import Outcome, import_path, load_library
from dashboard.services.reports import report

NAME = "import"
HELP = "load cases into the store"


def add(parser: ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("path", type=Path, metavar="PATH", help="a case folder, or a folder of them")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(arguments: Namespace, settings: Settings) -> int:
    """0 when all was loaded, 1 when something was refused."""
    context = open_context(settings)
    load_library(context)
    outcomes = import_path(user(), context, arguments.path)
    if arguments.json:
        print(printed(report(outcomes)))
        return status(outcomes)
    for outcome in outcomes:
        for line in _told(outcome):
            print(line)
    for line in refusals(outcomes):
        print(line)
    return status(outcomes)


def _told(outcome: Outcome) -> list[str]:
    lines = []
    for case, change in zip(outcome.cases, outcome.changes, strict=True):
        if not change.anything:
            lines.append(f"{case.id}: nothing new; its {change.unchanged} events are stored (version {change.version})")
            continue
        counts = f"{len(change.added)} added, {len(change.changed)} changed, {len(change.removed)} removed"
        lines.append(f"{case.id}: events {counts}, {change.unchanged} unchanged (version {change.version})")
    return lines
