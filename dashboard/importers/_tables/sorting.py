"""One piece of a file, its rows sorted by patient into the parts of an export: a job; and how a file is cut."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dashboard.importers._assembly.tally import Tally
from dashboard.importers._child.wire import report_to_plain
from dashboard.importers._spread.jobs import Answer, Job
from dashboard.importers._tables.chunks import Chunk, chunks_of, count_rows, layout_of, slow_chunks, whole_blocks
from dashboard.importers._tables.opening import BROKEN, Count, Sheet, chunks_in, opened_text
from dashboard.importers._tables.plan import Plan, codes_of, read_plan
from dashboard.importers._tables.reading import joins_of
from dashboard.importers._tables.records import records_of
from dashboard.importers._tables.sheets import is_workbook
from dashboard.importers._tables.stored import Segment, write_parted
from dashboard.importers._tables.texts import Text, Unreadable

Cut = dict[str, Any]
"""A piece of a text: the `block` of (start, length, rows before it), or all `after` (start, rows before it); {} for all
of a file that cannot be cut."""


def cuts(sheet: Sheet, tally: Tally, size: int) -> list[Cut]:
    """The pieces of a file, each a block. Only a text in UTF-8 that is not packed can be cut. Raises what `BROKEN`
    names."""
    if is_workbook(sheet.path):
        return [{}]
    text = opened_text(sheet, tally)
    if not text.can_be_cut:
        return [{}]
    how = {"encoding": text.encoding, "delimiter": text.delimiter, "above": text.above, "number": 0}
    with text.opened() as file:
        layout = layout_of(file, text, sheet.wanted)
        start = layout.length + (len(BOM_UTF8) if text.encoding == "utf-8-sig" else 0)
        number, found = text.above + 1, []
        for data, _ in whole_blocks(file, size):
            if not data:
                found.append(how | {"after": [start, number]})
                break
            found.append(how | {"block": [start, len(data), number]})
            start, number = start + len(data), number + count_rows(data)
    return [one | {"number": place} for place, one in enumerate(found)]


def sort_rows(job: Job) -> Answer:
    """Sort the rows of a piece into parts, in one file. `slow` is the place from which on the rows can only be read one
    after the other, `damaged` why nothing of the file can be taken."""
    plan, count, tally = read_plan(job["plan"]), Count(), Tally("")
    segments: list[Segment] = []
    answer: Answer = {"slow": None, "damaged": None}
    try:
        with Path(job["out"]).open("wb") as file:
            for chunk in _chunks(plan.sheet(job["table"]), job["cut"], tally, count, answer):
                patients = _patients(plan, job, chunk)
                segments += write_parted(chunk, patients, plan.parts, file)
    except BROKEN as problem:
        answer["damaged"] = _told(problem)
    refusals = [[one.reason, one.line] for one in count.refusals]
    more = {"segments": segments, "refused": count.refused, "refusals": refusals}
    return answer | more | {"out": job["out"], "report": report_to_plain(tally.report())}


def _patients(plan: Plan, job: Job, chunk: Chunk) -> Any:
    table = plan.table(job["table"])
    joins = joins_of(table, codes_of(job["plan"])) if table.joins else []
    records = records_of(chunk, plan.found.mapping.missing, joins)
    return table.patient.read(records.column, len(records))


def _chunks(sheet: Sheet, cut: Cut, tally: Tally, count: Count, answer: Answer) -> Iterator[Chunk]:
    if not cut:
        yield from chunks_in(sheet, tally, count)
        return

    def refuse(number: int, reason: str) -> None:
        count.refuse(sheet.name, number, reason)

    text = Text(sheet.path, cut["encoding"], cut["delimiter"], above=cut["above"])
    with text.opened() as file:
        layout = layout_of(file, text, sheet.wanted)
    if "after" in cut:
        start, number = cut["after"]
        with text.opened(start) as file:
            yield from slow_chunks(b"", file, layout, number, refuse)
        return
    start, length, number = cut["block"]
    with text.opened(start) as file:
        data = file.read(length)
    found = chunks_of(data if data.endswith(b"\n") else data + b"\n", layout, number, refuse)
    if found is None:
        answer["slow"] = [start, number]
    else:
        yield from found


def _told(problem: Exception) -> dict[str, Any]:
    if isinstance(problem, Unreadable):
        return {"reason": problem.reason, "line": problem.line, "field": problem.field}
    return {"reason": getattr(problem, "strerror", "") or str(problem), "line": None, "field": None}
