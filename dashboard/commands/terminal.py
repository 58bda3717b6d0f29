"""What the commands share: who is at the keyboard, exit statuses, and how an outcome of an import is told."""

import getpass
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from dashboard.domain.people import LOCAL_USER, User
from dashboard.importers.base import Report
from dashboard.services.imports import Outcome

DONE, REFUSED, CANNOT = 0, 1, 2
_MOST_LINES = 40


def user() -> User:
    """The local user, with the account's name for the audit."""
    try:
        account = getpass.getuser()
    except (OSError, KeyError):
        account = "unknown account"
    return replace(LOCAL_USER, place=f"command line, {account}")


def printed(data: Any) -> str:
    """`data` as JSON for people and programs."""
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)


def refusals(outcomes: Iterable[Outcome]) -> Iterable[str]:
    """One line for each problem, below the name of what was refused."""
    for outcome in outcomes:
        if outcome.refusals:
            count = f"{len(outcome.refusals)} {'problem' if len(outcome.refusals) == 1 else 'problems'}"
            yield f"{outcome.path}: refused, {count}; nothing of it was loaded"
            yield from (f"  {refusal}" for refusal in outcome.refusals)


def told_report(report: Report) -> Iterable[str]:
    """What became of the rows of an import, for a person: the numbers, and what they should look at."""
    others = sum(report.not_imported.values())
    counts = f"{report.accepted} accepted, {report.merged} merged, {report.rows_refused} refused, {others} not imported"
    yield f"{report.rows_read} rows read: {counts}"
    yield from (f"  not imported: {kind}: {count}" for kind, count in report.not_imported.items())
    yield from (f"  not read: {refusal}" for refusal in report.refused[:_MOST_LINES])
    if report.rows_refused > _MOST_LINES:
        yield f"  … {report.rows_refused} refused in all; --json lists more of them"
    for one in report.unmapped[:_MOST_LINES]:
        name = " ".join(filter(None, (one.coding.code, one.coding.name, one.unit and f"in {one.unit}")))
        yield f"  as received: {name}: {one.why} ({one.count})"
    yield from (f"  verify: {what}: {why} ({count})" for what, why, count in report.verify)
    for file, dialect in report.dialects.items():
        said = (
            dialect.encoding,
            dialect.delimiter and f"delimiter {dialect.delimiter}",
            dialect.decimal,
            dialect.dates,
        )
        yield f"  read as: {file}: {', '.join(filter(None, said))}"
    yield from (f"  note: {note}" for note in report.notes)


def status(outcomes: Iterable[Outcome]) -> int:
    """The exit status: REFUSED as soon as anything was."""
    return REFUSED if any(outcome.refusals for outcome in outcomes) else DONE
