"""A large import of FHIR in parts: its files are read side by side, what they tell is sorted by patient, and then the
cases of each part of the patients are made, side by side too (`jobs`)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from secrets import token_hex
from typing import Any

import orjson

from dashboard.importers._assembly.tally import Tally
from dashboard.importers._child.wire import choices_to_plain, report_from_plain
from dashboard.importers._fhir.jobs import (
    find_wanderers,
    hear_resources,
    make_cases,
    names_in,
    note_names,
    wandering,
)
from dashboard.importers._fhir.sources import Source
from dashboard.importers._fhir.stretches import Batch, batches_of, numbered
from dashboard.importers._spread.hands import Hands
from dashboard.importers._spread.jobs import Answer, Job
from dashboard.importers._spread.shelf import Place, Shelf
from dashboard.importers.base import Choices


def cases_in_parts(
    sources: Sequence[Source], choices: Choices, origin: str, tally: Tally, hands: Hands, missing: Counter[str]
) -> Shelf:
    """The cases of all files; `missing` gets how many references lead to nothing."""
    folder, batches = hands.folder, batches_of(sources, hands.spread.part)
    parts = len(batches)
    shared: Job = {"choices": choices_to_plain(choices), "origin": origin, "parts": parts}
    noted = hands.do(note_names, _reading(sources, batches, folder, "names"))
    names = folder / f"names-{token_hex(8)}"  # remembered by its name, and the folder may serve another reading
    names.write_bytes(orjson.dumps(asdict(names_in(noted)), default=list))
    batches = numbered(batches, [one["lines"] for one in noted])
    more = shared | {"names": str(names)}
    heard = hands.do(hear_resources, [job | more for job in _reading(sources, batches, folder, "heard")])
    for one in heard:
        tally.add(report_from_plain(one["report"]))
        missing.update(one["missing"])
    wanderers = folder / "wanderers"
    wanderers.write_bytes(orjson.dumps(_wanderers(heard, hands)))
    jobs = [
        shared | {"part": part, "heard": _of_part(heard, part), "out": str(folder / f"cases-{part:06}")}
        for part in range(parts)
    ]
    made = hands.do(make_cases, [job | {"wanderers": str(wanderers)} for job in jobs])
    for one in made:
        tally.add(report_from_plain(one["report"]))
    places = [Place(name, Path(one["out"]), start) for one in made for name, start in one["places"]]
    return Shelf(sorted(places, key=lambda place: place.id), hands.kept)


def _reading(sources: Sequence[Source], batches: Sequence[Batch], folder: Path, what: str) -> list[Job]:
    return [
        {
            "stretches": batch,
            "sources": [sources[number].stored for number, *_ in batch],
            "out": str(folder / f"{what}-{place:06}"),
        }
        for place, batch in enumerate(batches)
    ]


def _of_part(heard: Sequence[Answer], part: int) -> list[tuple[int, str, int]]:
    """Where what is told of the patients of a part lies."""
    named = ((number, one["out"], one["segments"].get(str(part))) for number, one in enumerate(heard))
    return [(number, out, start) for number, out, start in named if start is not None]


def _wanderers(heard: Sequence[Answer], hands: Hands) -> list[Any]:
    """Versions of resources whose other versions are told with other patients, or with none: hardly ever any."""
    marks = wandering(list(heard))
    if not marks:
        return []
    jobs: list[Job] = [
        {"marks": marks, "number": number, "out": one["out"], "starts": list(one["segments"].values())}
        for number, one in enumerate(heard)
    ]
    return [one for answer in hands.do(find_wanderers, jobs) for one in answer["found"]]
