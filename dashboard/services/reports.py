"""The report of an import as plain data: what the command line prints as JSON and the import page shows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal
from itertools import chain
from typing import Any

from dashboard.domain.cases import Case
from dashboard.domain.chronology import solve
from dashboard.domain.events import Kind
from dashboard.domain.timing import Placed, place
from dashboard.importers.base import Report
from dashboard.services.imports import Outcome
from dashboard.services.joining import Joining
from dashboard.services.records import record
from dashboard.store.cases import Change

Days = tuple[float | int | None, float | int | None]


def report(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Every row accounted for, every refusal with its place, and what was stored of each case."""
    reports = [outcome.report for outcome in outcomes if outcome.report]
    refusals = chain.from_iterable((*outcome.refusals, *_refusals(outcome.report)) for outcome in outcomes)
    return {
        "format": ", ".join(dict.fromkeys(outcome.format for outcome in outcomes)),
        "files": [file for one in reports for file in one.files],
        "rows_read": sum(one.rows_read for one in reports),
        "accepted": sum(one.accepted for one in reports),
        "merged": sum(one.merged for one in reports),
        "refused": [
            {"file": one.file, "line": one.line, "field": one.field or None, "reason": one.reason} for one in refusals
        ],
        "not_imported": dict(sum((Counter(one.not_imported) for one in reports), Counter())),
        "cases": [
            _case(case, change)
            for outcome in outcomes
            for case, change in zip(outcome.cases, outcome.changes, strict=True)
        ],
        "studies": [_study(joining) for outcome in outcomes for joining in outcome.joinings],
    }


def _study(joining: Joining) -> dict[str, Any]:
    """One imaging study; `case` None = it waits for somebody to name one, and `reason` says why."""
    study = joining.study
    return {
        "uid": study.uid,
        "date": study.date or None,
        "modality": study.modality,
        "series": [asdict(series) for series in study.series],
        "case": joining.case_id or None,
        "reason": joining.reason or None,
        "files_added": joining.added.new,
        "files_known": joining.added.same,
        "files_of_another_version": len(joining.added.other),
    }


def _refusals(found: Report | None) -> Sequence[Any]:
    return () if found is None else found.refused


def _case(case: Case, change: Change) -> dict[str, Any]:
    placed = place(case, solve(case))
    first, last = _days(case, placed)
    return {
        "id": case.id,
        "version": change.version,
        "added": len(change.added),
        "changed": len(change.changed),
        "removed": len(change.removed),
        "unchanged": change.unchanged,
        "events": len(case.events),
        "by_kind": dict(sorted(Counter(str(event.kind) for event in case.events).items())),
        "first_day": first,
        "last_day": last,
        "analytes": _analytes(case, placed),
    }


def _analytes(case: Case, placed: Iterable[Placed]) -> list[dict[str, Any]]:
    groups: dict[tuple[str, str, str], list[Placed]] = {}
    for item in placed:
        quantity = item.event.quantity
        if item.event.kind is Kind.LAB and quantity is not None:
            key = (item.event.detail("code"), item.event.term, quantity.unit or quantity.unit_received)
            groups.setdefault(key, []).append(item)
    return [_analyte(case, *key, items) for key, items in groups.items()]


def _analyte(case: Case, code: str, name: str, unit: str, items: list[Placed]) -> dict[str, Any]:
    """`first` and `last` are days: the earliest and the latest that a value can have been taken."""
    quantities = [item.event.quantity for item in items if item.event.quantity is not None]
    numbers = [_plain(quantity.number) for quantity in quantities if quantity.number is not None]
    first, last = _days(case, items)
    return {
        "code": code or None,
        "name": name,
        "unit": unit,
        "n": len(items),
        "min": min(numbers, default=None),
        "max": max(numbers, default=None),
        "first": first,
        "last": last,
    }


def _plain(number: Decimal) -> float | int:
    return int(number) if number == int(number) else float(number)


def _days(case: Case, items: Iterable[Placed]) -> Days:
    records = [record(case, item) for item in items]
    days = [one[name] for one in records for name in ("earliest", "latest", "end_earliest", "end_latest")]
    known = [day for day in days if day is not None]
    return min(known, default=None), max(known, default=None)
