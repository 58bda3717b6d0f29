"""Tables that a person describes in the browser: their first rows with a proposal, the mapping that comes of what was
said, the first rows as events in words, and mappings kept by name. The mapping is the TOML of the command line."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from dashboard.domain.chronology import solve
from dashboard.domain.events import Event
from dashboard.domain.people import Action, User
from dashboard.domain.timing import Placed, Timing, place
from dashboard.errors import NotFound, Refused
from dashboard.importers._assembly.packed import unpack_case
from dashboard.importers._child.client import glimpse_apart
from dashboard.importers._tables.mapping_file import read_mapping
from dashboard.importers._tables.plans import LAYOUTS, PERSON_ONLY, ROLES, Plan, mapping_text, plain_of, problems_of
from dashboard.importers._tables.proposing import missing_of, proposal
from dashboard.importers.base import Choices, Dialect, ImportRefused
from dashboard.services import import_jobs
from dashboard.services.acting import acting
from dashboard.services.context import Context
from dashboard.services.import_files import tree_of
from dashboard.services.imports import Outcome, formats, read
from dashboard.store import confirmed
from dashboard.store.confirmed import KeptMapping

MAPPING = "mapping.toml"
SAMPLE = "sample"
SHOWN = 8
MOST_EVENTS = 12
_SAMPLE_BYTES = 96 * 1024
_MINUTES = 3
_MEGABYTES = 1024


def glimpsed(user: User, context: Context, job_id: str, said: Dialect) -> dict[str, Any]:
    """The tables of an import: their first rows, what their columns may be, and which mappings there are."""
    folder = _open_folder(user, context, job_id)
    found = glimpse_apart(tree_of(folder), Choices(dialect=said), megabytes=_MEGABYTES, seconds=_MINUTES * 60)
    readable = [one for one in found["tables"] if one["header"]]
    plans = [proposal(one["name"], one["header"], one["rows"], one["sheet"]) for one in readable]
    missing = missing_of([(plan, one["header"], one["rows"]) for plan, one in zip(plans, readable, strict=True)])
    return {
        "known": found["known"],
        "more": found["more"],
        "tables": [{**one, "rows": one["rows"][:SHOWN]} for one in readable],
        "unreadable": [
            {"name": one["name"], "problem": one["problem"]} for one in found["tables"] if not one["header"]
        ],
        "plan": {"name": "tables", "title": "", "tables": plain_of(plans), "missing": list(missing), "dialect": {}},
        "roles": ROLES,
        "layouts": LAYOUTS,
        "kinds": {**_kinds(), PERSON_ONLY: "facts about the patient only"},
        "kept": [{"name": one.name, "title": one.title, "who": one.who, "at": one.at} for one in kept(user, context)],
    }


def tried(user: User, context: Context, job_id: str, plan: Plan) -> dict[str, Any]:
    """What the plan comes to: its TOML, what is still to be said, and the first rows as events in words."""
    folder = _open_folder(user, context, job_id)
    text, problems = mapping_text(plan), problems_of(plan)
    if problems:
        return {"toml": text, "problems": problems, "events": []}
    sample = _sample(folder, plan)
    (sample.parent / f"{SAMPLE}.toml").write_text(text, encoding="utf-8")
    outcome = _read(context, sample, Choices(mapping=sample.parent / f"{SAMPLE}.toml"))
    asked = [{"file": one.file, "field": one.field, "reason": one.reason} for one in outcome.refusals]
    return {
        "toml": text,
        "problems": [],
        "asked": asked,
        "events": list(_events(outcome)),
        "patients": len(outcome.packed),
    }


def use(user: User, context: Context, job_id: str, text: str) -> Path:
    """Have the import read by this mapping, "" by the one it had; where it lies. Raises Refused for one that cannot be
    read, and where there is none."""
    path = _open_folder(user, context, job_id) / MAPPING
    if not text:
        if not path.is_file():
            raise Refused("The tables have not been described yet.")
        return path
    new = path.with_name(f".{MAPPING}")
    new.write_text(text, encoding="utf-8")
    try:
        read_mapping(new)
    except ImportRefused as problem:
        raise Refused(str(problem).replace(new.name, MAPPING)) from problem
    new.replace(path)
    return path


def keep(user: User, context: Context, plan: Plan) -> None:
    """Keep the mapping of a plan under its name. Raises Refused where something has still to be said."""
    problems = problems_of(plan)
    if problems:
        raise Refused("\n".join(problems))
    with acting(user, context, Action.IMPORT, subject=f"mapping {plan.name} kept") as db:
        confirmed.keep_mapping(db, plan.name, plan.title or plan.name, mapping_text(plan), user.name)


def forget(user: User, context: Context, name: str) -> None:
    """Forget a mapping that was kept."""
    with acting(user, context, Action.IMPORT, subject=f"mapping {name[:60]} forgotten") as db:
        confirmed.forget_mapping(db, name)


def kept(user: User, context: Context) -> list[KeptMapping]:
    """The mappings that were kept."""
    with acting(user, context, Action.IMPORT, subject="kept mappings") as db:
        return confirmed.mappings(db)


def kept_text(user: User, context: Context, name: str) -> str:
    """The TOML of a mapping that was kept. Raises NotFound."""
    missing = "There is no mapping of that name."
    with acting(user, context, Action.IMPORT, subject=f"mapping {name[:60]}") as db:
        found = confirmed.mapping_of(db, name)
        if found is None:
            raise NotFound(missing)
    return found.content


def _open_folder(user: User, context: Context, job_id: str) -> Path:
    state = import_jobs.state_of(user, context, job_id)
    if state.state not in (import_jobs.RECEIVING, import_jobs.READY):
        raise Refused("The tables of this import cannot be described now.")
    return import_jobs.folder_of(context, job_id)


def _kinds() -> dict[str, str]:
    return {
        "lab": "laboratory values",
        "treatment": "treatments",
        "procedure": "procedures",
        "diagnosis": "diagnoses",
        "complication": "complications",
        "encounter": "stays and visits",
        "imaging": "imaging",
        "pathology": "pathology",
        "neuro_status": "neurological status",
        "outcome": "outcomes",
        "decision": "decisions",
        "note": "notes",
    }


def _sample(folder: Path, plan: Plan) -> Path:
    """The beginnings of the tables of a plan, in a folder of their own."""
    tree, sample = tree_of(folder), folder / SAMPLE
    shutil.rmtree(sample, ignore_errors=True)
    for one in (table.file for table in plan.tables if table.used):
        source = (tree if tree.is_dir() else tree.parent) / one
        if not source.resolve().is_relative_to(folder.resolve()) or not source.is_file():
            continue
        target = sample / one
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy_start(source, target)
    if not sample.is_dir():
        raise Refused("The preview shows tables that came as files of their own; read the files to see these.")
    return sample


def _copy_start(source: Path, target: Path) -> None:
    """The first rows of a text; a packed file whole."""
    if source.suffix.casefold() not in (".csv", ".tsv") or source.stat().st_size <= _SAMPLE_BYTES:
        shutil.copyfile(source, target)
        return
    with source.open("rb") as file:
        start = file.read(_SAMPLE_BYTES)
    end = start.rfind(b"\n")
    target.write_bytes(start[: end + 1] if end > 0 else start)


def _read(context: Context, path: Path, choices: Choices) -> Outcome:
    settings = replace(context.settings, import_megabytes=_MEGABYTES, import_minutes=_MINUTES)
    tables = next(one for one in formats() if one.name == "tables")
    return read(path, tables, choices, settings)


def _events(outcome: Outcome) -> Iterator[dict[str, str]]:
    """A few events of each kind, in words."""
    shown: dict[str, int] = {}
    for packed in outcome.packed[:SHOWN]:
        case = unpack_case(packed)
        for item in place(case, solve(case)):
            kind = f"{item.event.kind} {item.event.source}"
            shown[kind] = shown.get(kind, 0) + 1
            if shown[kind] <= MOST_EVENTS // 4 or len(outcome.packed) == 1 and shown[kind] <= MOST_EVENTS:
                yield _told(case.patient_id or case.id, item)
    yield from _persons(outcome)


def _told(patient: str, item: Placed) -> dict[str, str]:
    event = item.event
    return {
        "patient": patient,
        "when": _when(event, item),
        "kind": _kinds().get(str(event.kind), str(event.kind)),
        "what": event.term,
        "value": event.quantity.as_received if event.quantity else "",
        "place": event.place,
    }


def _when(event: Event, item: Placed) -> str:
    """The date as the file gives it, and the day of the case."""
    words = str(event.at) or "no date"
    end = f" to {item.end.words}" if isinstance(item.end, Timing) else f" to {item.end}" if item.end else ""
    return f"{words} ({item.time.words}{end})"


def _persons(outcome: Outcome) -> Iterator[dict[str, str]]:
    for packed in outcome.packed[: SHOWN // 2]:
        head = packed.head
        facts = ", ".join(part for part in (head.age, head.sex, head.diagnosis) if part)
        if facts:
            yield {"patient": head.patient_id or head.id, "when": "", "kind": "patient", "what": facts, "value": "",
                   "place": ""}  # fmt: skip
