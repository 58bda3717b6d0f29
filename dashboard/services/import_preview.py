"""What the import page tells: how far an import is, its report, and each case as it would be, drawn and in words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from dashboard.domain.analytes import analytes
from dashboard.domain.cases import Case
from dashboard.domain.chronology import solve
from dashboard.domain.events import Kind
from dashboard.domain.people import Action, User
from dashboard.domain.plausibility import verified
from dashboard.domain.timing import Placed, place
from dashboard.domain.zeros import resolve
from dashboard.errors import NotFound
from dashboard.exporters.timeline_svg import drawn
from dashboard.figures.lane import divided, owner_of
from dashboard.figures.stack import View
from dashboard.figures.theme import LIGHT, THEMES
from dashboard.lanes import all_lanes
from dashboard.services import import_files, import_jobs, staging
from dashboard.services.acting import acting
from dashboard.services.cases import library
from dashboard.services.context import Context
from dashboard.services.import_jobs import State
from dashboard.store.cases import version_of
from dashboard.store.imports import Logged

WIDTHS, HEIGHT = (640.0, 2400.0), 300.0
MOST_NAMES = 200
_GONE = "There is nothing to be seen of this import now."
OWN = "own"
"""The name of the mapping that came with an import."""
MOST_CURVES = 40
MOST_CASES = 500


def told_state(user: User, context: Context, found: State) -> dict[str, Any]:
    """An import for the browser: its state, its files, its report, how long it took, and what may be chosen."""
    files = import_files.received(import_jobs.folder_of(context, found.id))
    line = import_jobs.logged(user, context, found.id)
    told: dict[str, Any] = {
        "id": found.id,
        "state": found.state,
        "share": found.share,
        "words": found.words,
        "files": [{"name": one.name, "size": one.size} for one in files[:MOST_NAMES]],
        "count": len(files),
        "size": sum(one.size for one in files),
        "log": None if line is None else told_log(line),
    }
    if found.state in (import_jobs.RECEIVING, import_jobs.READY, import_jobs.ACCEPTED):
        told["report"] = import_jobs.report_of(user, context, found.id)
        told["choices"] = _chosen(import_jobs.folder_of(context, found.id))
        told["cases"] = [{"id": one.id, "title": one.title} for one in library(user, context)[:MOST_CASES]]
        told["analytes"] = [{"key": key, "title": one.title, "unit": one.unit} for key, one in analytes().items()]
    return told


def _chosen(folder: Path) -> dict[str, str]:
    """What was said when the files were read, as the page asks for it again."""
    try:
        choices = staging.read_choices(folder)
    except (OSError, ValueError):
        return {}
    said = {name: getattr(choices.dialect, name) for name in choices.dialect.said}
    mapping = OWN if choices.mapping is not None else ""
    told = {"format": choices.format, "source": choices.source, "case": choices.case_id, "mapping": mapping, **said}
    return {name: word for name, word in told.items() if word}


def told_log(line: Logged) -> dict[str, Any]:
    """A line of the log of imports; `seconds` from the first byte to the decision, or None."""
    return {
        "id": line.id,
        "name": line.name,
        "format": line.format,
        "outcome": line.outcome,
        "began": line.began,
        "files": line.files,
        "size": line.bytes,
        "rows": line.rows,
        "accepted": line.accepted,
        "refused": line.refused,
        "cases": list(line.cases),
        "seconds": _seconds(line.began, line.ended),
    }


def refuse_unknown_case(user: User, context: Context, case_id: str) -> None:
    """Raise NotFound for a case that is not there or not for this user; "" is none."""
    if case_id:
        with acting(user, context, Action.IMPORT, case_id, subject="chosen for an import") as db:
            version_of(db, case_id)


def preview(user: User, context: Context, job_id: str, case_id: str, theme: str, width: float) -> str:
    """The timeline of a case as it would be after accepting, as SVG of about that many px."""
    case, placed = _placed(user, context, job_id, case_id)
    view = View(width=min(max(width, WIDTHS[0]), WIDTHS[1]), height=HEIGHT, theme=THEMES.get(theme, LIGHT))
    zero = resolve(case, solve(case), "")
    return drawn(case, placed, all_lanes(), view, zero.full)


def told_case(user: User, context: Context, job_id: str, case_id: str) -> dict[str, Any]:
    """A case as it would be: who, which lane holds how many events of which kind, and what each curve is made of."""
    case, placed = _placed(user, context, job_id, case_id)
    lanes = divided(all_lanes(), placed)
    owners = Counter(
        (owner.title if (owner := owner_of(item, lanes)) else "no lane", item.event.kind) for item in placed
    )
    return {
        "id": case.id,
        "title": case.title,
        "person": ", ".join(part for part in (case.age, case.sex, case.diagnosis) if part),
        "zero": resolve(case, solve(case), "").full,
        "lanes": [{"lane": lane, "kind": str(kind), "events": count} for (lane, kind), count in sorted(owners.items())],
        "curves": _curves(placed),
        "verify": [_verify(item) for item in placed if item.event.detail("verify")],
    }


def _placed(user: User, context: Context, job_id: str, case_id: str) -> tuple[Case, tuple[Placed, ...]]:
    state = import_jobs.state_of(user, context, job_id)
    if state.state != import_jobs.READY:
        raise NotFound(_GONE)
    with acting(user, context, Action.IMPORT, case_id, subject=f"preview {job_id}"):
        pass
    try:
        outcomes = staging.kept_outcomes(import_jobs.folder_of(context, job_id))
        case = staging.expected_case(user, context, outcomes, case_id)
    except (OSError, ValueError) as problem:  # it is read again, or discarded, at this moment
        raise NotFound(_GONE) from problem
    chronology = solve(case)
    shown = verified(case, chronology)
    return shown, tuple(place(shown, chronology))


def _curves(placed: Sequence[Placed]) -> list[dict[str, Any]]:
    """Each measured quantity: how many values are points on its curve, and why the others are not."""
    found: dict[str, Counter[str]] = {}
    for item in placed:
        quantity = item.event.quantity
        if item.event.kind is Kind.LAB and quantity is not None:
            found.setdefault(item.event.term, Counter())[_why_no_point(item)] += 1
    names = sorted(found, key=lambda name: (-len(found[name]), -found[name].total(), name))[:MOST_CURVES]
    return [
        {"name": name, "values": found[name].total(), "points": found[name][""], "others": _others(found[name])}
        for name in names
    ]


def _others(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    return [{"why": why, "count": count} for why, count in sorted(counts.items()) if why]


def _why_no_point(item: Placed) -> str:
    """Why a value is no point that a line may join; "" where it is one."""
    quantity = item.event.quantity
    assert quantity is not None
    if quantity.number is None:
        return "a word or a text that is no number"
    if not item.event.detail("analyte"):
        return "not known what it measures: it has no canonical unit"
    if quantity.comparator:
        return "a limit such as <0.1: drawn, not joined"
    if str(item.time.kind) != "exact":
        return f"its time is {item.time.kind}: drawn, not joined"
    return ""


def _verify(item: Placed) -> dict[str, str]:
    quantity = item.event.quantity
    value = f"{quantity.received} {quantity.unit_received}".strip() if quantity else ""
    return {"event": item.event.term, "when": item.time.words, "value": value, "why": item.event.detail("verify"),
            "place": item.event.place}  # fmt: skip


def _seconds(began: str, ended: str) -> float | None:
    try:
        return (datetime.fromisoformat(ended) - datetime.fromisoformat(began)).total_seconds()
    except ValueError:
        return None
