"""`show CASE`: a case as the product understands it, as JSON (docs/case-format.md) or as text."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from dashboard.commands.terminal import printed, user
from dashboard.config import Settings
from dashboard.domain.ages import told_age
from dashboard.domain.cases import Case
from dashboard.domain.chronology import Chronology, solve
from dashboard.domain.timing import place
from dashboard.domain.zeros import resolve
from dashboard.errors import CaseRefused, NotFound
from dashboard.importers._assembly.packed import unpack_case
from dashboard.services.cases import open_case
from dashboard.services.context import open_context
from dashboard.services.imports import found_at, load_library, read
from dashboard.services.records import record

NAME = "show"
HELP = "print a case: its events with their times, as they are known"
DAY_ZERO = (
    "count days from this and not from the case's own day 0: the id of an event, or a selector such as "
    "highest:leukocytes, nth:imaging/MR:2 or clock:hospital day (docs/reading.md lists them)"
)


def add(parser: ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("case", metavar="CASE", help="the id of a stored case, or a path to a case folder")
    parser.add_argument("--json", action="store_true", help="as JSON, every event with all its fields")
    parser.add_argument("--day-zero", metavar="MOMENT", default="", help=DAY_ZERO)


def run(arguments: Namespace, settings: Settings) -> int:
    """0; what is not there or refused raises."""
    case, chronology = _opened(arguments.case, settings)
    zero = resolve(case, chronology, arguments.day_zero)
    events = [record(case, item) for item in place(case, chronology, zero.moment)]
    shown = {"case": case.id, "day_zero": arguments.day_zero or case.zero, "events": events}
    print(printed(shown) if arguments.json else "\n".join(_text(case, shown, zero.full)))
    return 0


def _opened(wanted: str, settings: Settings) -> tuple[Case, Chronology]:
    path = Path(wanted)
    if path.is_dir() or path.name != wanted:
        return _read(path)
    context = open_context(settings)
    load_library(context)
    opened = open_case(user(), context, wanted)
    return opened.case, opened.chronology


def _read(path: Path) -> tuple[Case, Chronology]:
    outcomes = [read(one, importer) for one, importer in found_at(path)]
    problems = [str(refusal) for outcome in outcomes for refusal in outcome.refusals]
    if problems:
        raise CaseRefused(problems)
    cases = [case for outcome in outcomes for case in (*outcome.cases, *map(unpack_case, outcome.packed))]
    if len(cases) != 1:
        raise NotFound(f"{path} holds {len(cases)} cases; name one of them.")
    return cases[0], solve(cases[0])


def _text(case: Case, shown: dict[str, Any], zero: str) -> list[str]:
    about = ", ".join(part for part in (told_age(case), case.sex, case.diagnosis) if part)
    lines = [f"{case.id}: {case.title}" + (f" ({about})" if about else ""), f"Day 0: {shown['day_zero']}, {zero}", ""]
    width = max((len(event["id"]) for event in shown["events"]), default=0)
    return lines + [_line(event, width) for event in shown["events"]]


def _line(event: dict[str, Any], width: int) -> str:
    state = "" if event["state"] == "present" else f" [{event['state']}]"
    value = "" if event["value"] is None else f": {event['value_received']} {event['unit_received'] or ''}".rstrip()
    mark = f" (conflict: {', '.join(event['conflicts'])})" if event["conflicts"] else ""
    return f"{event['id']:<{width}}  {event['kind']:<12}  {event['words']:<34}  {event['term']}{value}{state}{mark}"
