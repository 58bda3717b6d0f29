"""The report of an import as plain data: what the command line prints as JSON and the import page shows."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import chain
from typing import Any

from dashboard.importers._assembly.packed import PackedCase
from dashboard.importers._assembly.summary import AnalyteSummary, Day, Summary, day, summary_of
from dashboard.importers.base import Refusal, Report
from dashboard.services.imports import Outcome
from dashboard.services.joining import Joining
from dashboard.services.saving import Saved
from dashboard.store.cases import Change


def report(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Every row accounted for, every refusal with its place, and what was stored of each case. `rows_read` is always
    accepted + merged + refused_rows + those not imported; of a million refusals not each stands in `refused`."""
    reports = [outcome.report for outcome in outcomes if outcome.report]
    whole = [refusal for outcome in outcomes if not outcome.report for refusal in outcome.refusals]
    refusals = chain(whole, *(one.refused for one in reports), *_refused_later(outcomes))
    return {
        "format": ", ".join(dict.fromkeys(outcome.format for outcome in outcomes)),
        "files": [file for one in reports for file in one.files],
        "rows_read": sum(one.rows_read for one in reports) + len(whole),
        "accepted": sum(one.accepted for one in reports),
        "merged": sum(one.merged for one in reports),
        "refused": [_refusal(one) for one in refusals],
        "refused_rows": sum(one.rows_refused for one in reports) + len(whole),
        "not_imported": dict(sum((Counter(one.not_imported) for one in reports), Counter())),
        "cases": [case for outcome in outcomes for case in _cases(outcome)],
        "studies": [_study(joining) for outcome in outcomes for joining in outcome.joinings],
        **_explained(reports),
    }


def case_id_and_summary(outcome: Outcome) -> Iterator[tuple[str, Summary]]:
    """What each case of an outcome comes to, stored or not."""
    yield from ((case.id, summary_of(case)) for case in outcome.cases)
    yield from ((case.head.id, case.summary) for case in outcome.packed)


def _refused_later(outcomes: Sequence[Outcome]) -> Iterator[Sequence[Refusal]]:
    """Studies that no case could take: their files were read, and count as such."""
    return (outcome.refusals for outcome in outcomes if outcome.report)


def _refusal(one: Refusal) -> dict[str, Any]:
    return {"file": one.file, "line": one.line, "field": one.field or None, "reason": one.reason}


def _explained(reports: Sequence[Report]) -> dict[str, Any]:
    """What a person may want to know of it: codes and units without canonical value, values to verify, which kind and
    so which lane everything went to, how the text of each file was read."""
    return {
        "unmapped": [
            {**asdict(one.coding), "unit": one.unit, "why": one.why, "count": one.count}
            for report in reports
            for one in report.unmapped
        ],
        "verify": [
            {"what": what, "why": why, "count": count} for report in reports for what, why, count in report.verify
        ],
        "went_to": [asdict(one) for report in reports for one in report.routes],
        "read_as": {file: _dialect(asdict(one)) for report in reports for file, one in report.dialects.items()},
        "notes": [note for report in reports for note in report.notes],
    }


def _dialect(plain: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in plain.items() if value and name != "said"}


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
        "verify": joining.verify or None,
        "files_added": joining.added.new,
        "files_known": joining.added.same,
        "files_of_another_version": len(joining.added.other),
    }


def _cases(outcome: Outcome) -> Iterator[dict[str, Any]]:
    for case, change in zip(outcome.cases, outcome.changes, strict=True):
        yield _case(case.id, summary_of(case), change)
    for packed, saved in zip(outcome.packed, outcome.saved, strict=True):
        yield _packed(packed, saved)


def _packed(case: PackedCase, saved: Saved) -> dict[str, Any]:
    return _case(case.head.id, case.summary, saved.change, saved.shift)


def _case(name: str, summary: Summary, change: Change, shift: int = 0) -> dict[str, Any]:
    return {
        "id": name,
        "version": change.version,
        "added": change.count_added,
        "changed": len(change.changed),
        "removed": len(change.removed),
        "unchanged": change.unchanged,
        "events": summary.events,
        "by_kind": dict(summary.by_kind or {}),
        "first_day": _later(summary.first_day, shift),
        "last_day": _later(summary.last_day, shift),
        "analytes": [_analyte(one, shift) for one in summary.analytes],
    }


def _analyte(one: AnalyteSummary, shift: int) -> Mapping[str, Any]:
    """`first` and `last` are days: the earliest and the latest that a value can have been taken."""
    days = {"first": _later(one.first, shift), "last": _later(one.last, shift)}
    return asdict(one) | {"code": one.code or None} | days


def _later(found: Day, shift: int) -> Day:
    """A day on the clock of the stored case, whose day 0 is `shift` days later."""
    return None if found is None else day(found - shift)
