"""`import PATH`: cases into the store, and a report in which every row that was read is accounted for."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from dashboard.commands.choices import add_choices, chosen
from dashboard.commands.terminal import printed, refusals, status, told_report, user
from dashboard.config import Settings
from dashboard.errors import Refused
from dashboard.importers._spread.shelf import ids_of
from dashboard.services.context import open_context
from dashboard.services.imports import Outcome, import_path, load_library
from dashboard.services.joining import Choice
from dashboard.services.reports import report
from dashboard.store.cases import Change

NAME = "import"
HELP = "load cases into the store"


def add(parser: ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("path", type=Path, metavar="PATH", help="a file, folder or archive: cases, tables, DICOM …")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("--case", default="", metavar="ID", help="the case that the patient's data join")
    add_choices(parser)
    parser.add_argument("--event", default="", metavar="ID", help="the event of that case that they belong to")


def run(arguments: Namespace, settings: Settings) -> int:
    """0 when all was loaded, 1 when something was refused."""
    context = open_context(settings)
    load_library(context)
    if arguments.event and not arguments.case:
        raise Refused("--event names an event of a case: say which with --case.")
    choice = Choice(arguments.case, arguments.event)
    outcomes = import_path(user(), context, arguments.path, choice, chosen(arguments))
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
        lines.append(_told_change(case.id, change))
    for case_id, saved in zip(ids_of(outcome.packed), outcome.saved, strict=True):
        lines.append(_told_change(case_id, saved.change))
    for joining in outcome.joinings:
        study, added = joining.study, joining.added
        told = f"{study.modality} study of {study.date or 'unknown date'}, {len(study.files)} files"
        if joining.case_id:
            others = f", {len(added.other)} left out: another version of them is there" if added.other else ""
            lines.append(f"{joining.case_id}: {told}: {added.new} added, {added.same} known{others}")
            lines += [f"  verify: {joining.verify}"] if joining.verify else []
        else:
            lines.append(f"{told}: not stored, {joining.reason}; name a case with --case")
    if outcome.origin and outcome.report is not None:
        return lines + list(told_report(outcome.report))
    return lines + [f"  not read: {refusal}" for refusal in (outcome.report.refused if outcome.report else ())]


def _told_change(case_id: str, change: Change) -> str:
    if not change.anything:
        return f"{case_id}: nothing new; its {change.unchanged} events are stored (version {change.version})"
    counts = f"{change.count_added} added, {len(change.changed)} changed, {len(change.removed)} removed"
    return f"{case_id}: events {counts}, {change.unchanged} unchanged (version {change.version})"
