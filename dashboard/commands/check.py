"""`check PATH`: what an import would load, and every reason why it would not. Nothing is stored."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from pathlib import Path

from dashboard.commands.choices import add_choices, chosen
from dashboard.commands.terminal import refusals, status, told_report
from dashboard.config import Settings
from dashboard.domain.cases import Case
from dashboard.importers._assembly.packed import PackedCase
from dashboard.importers.base import ImagingStudy
from dashboard.services.imports import found_at, read

NAME = "check"
HELP = "read a case and print what would be loaded, and every refusal with file, row and column"


def add(parser: ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("path", type=Path, metavar="PATH", help="a file, folder or archive: cases, tables, DICOM …")
    add_choices(parser)


def run(arguments: Namespace, settings: Settings) -> int:
    """0 when all would load, 1 when something is refused."""
    choices = chosen(arguments)
    outcomes = [read(path, importer, choices, settings) for path, importer in found_at(arguments.path, choices)]
    for outcome in outcomes:
        for case in outcome.cases:
            print("\n".join(_described(outcome.path, case)))
        for study in outcome.studies:
            print("\n".join(_study(outcome.path, study)))
        for packed in outcome.packed:
            print("\n".join(_packed(outcome.path, packed)))
        if outcome.report and not outcome.cases:
            print("\n".join(told_report(outcome.report)))
    for line in refusals(outcomes):
        print(line)
    return status(outcomes)


def _packed(path: Path, case: PackedCase) -> list[str]:
    head, summary = case.head, case.summary
    who = ", ".join(filter(None, (head.age, head.sex, head.diagnosis)))
    kinds = ", ".join(f"{count} {kind}" for kind, count in (summary.by_kind or {}).items())
    measured = ", ".join(f"{one.n} {one.name}" for one in sorted(summary.analytes, key=lambda one: -one.n)[:8])
    lines = [f"{path}: would load as {head.id}" + (f" ({who})" if who else "")]
    lines.append(f"  {summary.events} events: {kinds}; day 0 is the {head.zero} ({head.origin or 'no date'})")
    return [*lines, f"  most often measured: {measured}"] if measured else lines


def _study(path: Path, study: ImagingStudy) -> list[str]:
    head = f"{path}: {study.modality} study of {study.date or 'unknown date'}, {len(study.files)} files"
    series = [
        f"  {one.modality} {one.description or 'series'}: {one.instances} files, {one.frames} frames, {one.shown_as}"
        for one in study.series
    ]
    return [head, *series]


def _described(path: Path, case: Case) -> list[str]:
    kinds = Counter(str(event.kind) for event in case.events)
    parts = [f"{len(case.studies)} studies", f"{len(case.findings)} findings", f"known issues: {len(case.issues)}"]
    return [
        f"{path}: would load as {case.id} ({case.title})",
        f"  {len(case.events)} events: " + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())),
        f"  {', '.join(parts)}; day 0 is {case.zero}",
    ]
