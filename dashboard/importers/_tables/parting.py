"""A large export in parts: pieces of its files are read side by side and their rows sorted by patient into parts; then
the cases of each part are made, side by side too. The jobs hold no state: who does them changes nothing."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dashboard.importers._assembly.tally import Tally
from dashboard.importers._child.wire import report_from_plain, report_to_plain
from dashboard.importers._spread.hands import Hands
from dashboard.importers._spread.jobs import Answer, Job
from dashboard.importers._spread.shelf import Place, Shelf, write_cases
from dashboard.importers._tables.chunks import BLOCK, Chunk
from dashboard.importers._tables.clocks import Doubt
from dashboard.importers._tables.gathered import Gathered
from dashboard.importers._tables.marks import Marks
from dashboard.importers._tables.opening import BROKEN, Count, dictionaries_of, refuse_file
from dashboard.importers._tables.packing import Packing
from dashboard.importers._tables.plan import Plan, codes_of, read_plan, write_plan
from dashboard.importers._tables.reading import FileReader, doubts
from dashboard.importers._tables.sorting import cuts, sort_rows
from dashboard.importers._tables.stored import read_parted
from dashboard.importers._tables.texts import Unreadable
from dashboard.importers.base import ImportRefused, Refusal

_DOUBTS = {"dates": Doubt, "marks": Marks}


def cases_in_parts(plan: Plan, tally: Tally, hands: Hands) -> Shelf:
    """The cases of an export. Raises ImportRefused where somebody must say first how its text is to be read."""
    name = write_plan(plan, hands.folder)
    dictionaries_of(plan.found, plan.choices, tally)
    files = _sorted_rows(plan, name, tally, hands)
    jobs = [
        {"plan": name, "part": part, "files": _of_part(files, part), "out": str(hands.folder / f"cases-{part:06}")}
        for part in range(plan.parts)
    ]
    answers = hands.do(make_cases, jobs)
    asked = [(file, column, _DOUBTS[kind](**said)) for one in answers for file, column, kind, said in one["asked"]]
    if asked:
        raise ImportRefused(doubts(asked))
    for one in answers:
        tally.add(report_from_plain(one["report"]))
    places = [Place(*place) for one in answers for place in _places(one)]
    return Shelf(sorted(places, key=lambda place: place.id), hands.kept)


def make_cases(job: Job) -> Answer:
    """Make the cases of one part of the patients: a job."""
    plan, codes = read_plan(job["plan"]), codes_of(job["plan"])
    gathered, tally = Gathered(), Tally(plan.found.mapping.name)
    reader = FileReader(plan.found.mapping, plan.choices, gathered, tally)
    for number, pieces in job["files"]:
        reader.read(plan.table(number), plan.sheet(number).name, _chunks(pieces), codes, Count())
    if reader.asked:
        asked = [[name, column, _kind(doubt), asdict(doubt)] for name, column, doubt in reader.asked]
        return {"asked": asked}
    gathered.tell_verify(tally)
    places = write_cases(Packing(gathered, tally, plan.case_id).cases(), Path(job["out"]))
    return {"asked": [], "report": report_to_plain(tally.report()), "places": places, "out": job["out"]}


def _kind(doubt: Doubt | Marks) -> str:
    return next(kind for kind, one in _DOUBTS.items() if isinstance(doubt, one))


def _chunks(pieces: list[tuple[str, list[int]]]) -> Iterator[Chunk]:
    for out, starts in pieces:
        yield from read_parted(Path(out), starts)


def _places(answer: Answer) -> Iterator[tuple[str, Path, int]]:
    return ((case_id, Path(answer["out"]), start) for case_id, start in answer["places"])


def _sorted_rows(plan: Plan, name: str, tally: Tally, hands: Hands) -> dict[int, list[Answer]]:
    """The pieces of each file by its number, in the order of the file; of one that is damaged there are none."""
    jobs: list[Job] = []
    for number, (_, _, told) in enumerate(plan.found.tables):
        try:
            found = cuts(plan.sheet(number), tally, min(BLOCK, hands.spread.part))
        except BROKEN as problem:
            refuse_file(tally, told, problem)
            continue
        jobs += [_job(name, number, cut, hands) for cut in found]
    answers = hands.do(sort_rows, jobs)
    files: dict[int, list[Answer]] = {}
    slow: list[Job] = []
    for job, answer in zip(jobs, answers, strict=True):
        files.setdefault(job["table"], [])
        if any(one["table"] == job["table"] for one in slow):
            continue
        if answer["slow"] is not None:
            cut = {key: value for key, value in job["cut"].items() if key != "block"} | {"after": answer["slow"]}
            slow.append(_job(name, job["table"], cut, hands, "-rest"))
        else:
            files[job["table"]].append(answer)
    for job, answer in zip(slow, hands.do(sort_rows, slow), strict=True):
        files[job["table"]].append(answer)
    return {number: pieces for number, pieces in files.items() if _settled(plan, number, pieces, tally)}


def _job(plan: str, number: int, cut: dict[str, Any], hands: Hands, more: str = "") -> Job:
    out = hands.folder / f"rows-{number:06}-{cut.get('number', 0):06}{more}"
    return {"plan": plan, "table": number, "cut": cut, "out": str(out)}


def _settled(plan: Plan, number: int, pieces: list[Answer], tally: Tally) -> bool:
    """Count the rows of a file that are none; False where nothing of it can be taken."""
    name = plan.found.tables[number][2]
    for one in pieces:
        tally.add(report_from_plain(one["report"]))
    damaged = next((one["damaged"] for one in pieces if one["damaged"]), None)
    if damaged is not None:
        refuse_file(tally, name, _problem(damaged))
        return False
    for one in pieces:
        refusals = [Refusal(name, reason, line) for reason, line in one["refusals"]]
        tally.many(refused=one["refused"], refusals=refusals)
    return True


def _problem(told: dict[str, Any]) -> Exception:
    if told["field"] is None:
        return OSError(told["reason"])
    return Unreadable(told["reason"], told["line"], told["field"])


def _of_part(files: dict[int, list[Answer]], part: int) -> list[tuple[int, list[tuple[str, list[int]]]]]:
    """Where the rows of a part lie, file by file."""
    return [
        (number, [(one["out"], [start for of, start in one["segments"] if of == part]) for one in pieces])
        for number, pieces in files.items()
    ]
