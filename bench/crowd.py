"""A library of many small made-up cases: some whole ones, saved as an import saves them, and copies of their heads and
summaries under other codes until there are enough. For measuring, and for the tests of lists."""

import json
from collections.abc import Iterator
from itertools import count
from random import Random
from typing import Any

from sqlalchemy import Connection, insert, select

from dashboard.domain.cases import Case, Clock, Study
from dashboard.domain.chronology import solve
from dashboard.domain.events import End, Event, Kind
from dashboard.domain.units import read_quantity
from dashboard.domain.when import When, parse_when
from dashboard.services.digests import digest_of
from dashboard.services.summaries import RULES, summary_of
from dashboard.store import summaries
from dashboard.store.cases import Save, save_case
from dashboard.store.schema import case_summaries, cases, changes
from dashboard.store.session import Store

WHOLE = 60  # cases that are there with all their events
LEUKOCYTES = "Leukocytes [#/volume] in Blood"
DIAGNOSES = (
    "T-cell ALL",
    "pre-B ALL",
    "acute myeloid leukemia",
    "acute promyelocytic leukemia",
    "chronic myeloid leukemia",
)
DRUGS = {
    "induction": ("dexamethasone; daunorubicin; vincristine", "corticosteroid; anthracycline; vinca alkaloid"),
    "asparaginase": ("pegaspargase", "asparaginase"),
    "consolidation": ("cytarabine", "antimetabolite"),
}


def fill(store: Store, many: int, seed: int = 7) -> None:
    """Bring so many cases into an empty store."""
    chance = Random(seed)
    whole = [made_up(number, chance) for number in range(1, min(many, WHOLE) + 1)]
    with store.writing() as db:
        records = {}
        for case in whole:
            change = save_case(db, case, Save(who="crowd", what="made up"))
            record = summary_of(case, solve(case))
            records[case.id, change.version] = json.dumps(record), digest_of(record)
        summaries.write(db, RULES, records)
        _copy(db, [case.id for case in whole], many, chance)


def _copy(db: Connection, ids: list[str], many: int, chance: Random) -> None:
    heads = {row["id"]: dict(row) for row in db.execute(select(cases).where(cases.c.id.in_(ids))).mappings()}
    told = {row.case_id: json.loads(row.record) for row in db.execute(select(case_summaries))}
    names = {name: list(rows) for name, rows in (("cases", []), ("changes", []), ("summaries", []))}
    for number in range(len(ids) + 1, many + 1):
        model = chance.choice(ids)
        years = chance.randint(0, 17)
        own = _head(number, years, chance)
        bare = {
            "position": number,
            "fingerprint": f"copy {number}",
            "zero": "",
            "clocks": [],
            "studies": [],
            "moments": {},
        }
        names["cases"].append(heads[model] | own | bare)
        names["changes"].append(_change(own["id"]))
        record = told[model] | {"years": float(years), "age": own["age"]}
        kept = {"record": json.dumps(record), "digest": digest_of(record)}
        names["summaries"].append({"case_id": own["id"], "version": 1, "rules": RULES, **kept})
    for table, rows in ((cases, names["cases"]), (changes, names["changes"]), (case_summaries, names["summaries"])):
        if rows:
            db.execute(insert(table), rows)


def _change(case_id: str) -> dict[str, Any]:
    counts = {"added": 0, "changed": 0, "removed": 0}
    return {"case_id": case_id, "version": 1, "at": "2026-01-01T00:00:00", "who": "crowd", "what": "made up", **counts}


def _head(number: int, years: int, chance: Random) -> dict[str, Any]:
    return {
        "id": f"c-{number:05d}",
        "title": f"Case {number}",
        "age": f"{years} years",
        "sex": chance.choice(("male", "female")),
        "diagnosis": chance.choice(DIAGNOSES),
    }


def made_up(number: int, chance: Random) -> Case:
    """A case of some twenty events: dated days, windows, spans and bare orders as the record of a ward has them."""
    head = _head(number, chance.randint(0, 17), chance)
    events = list(_events(chance))
    scans = [event for event in events if event.kind is Kind.IMAGING]
    studies = tuple(
        Study(f"s{place}", event.id, event.detail("label"), event.detail("modality"))
        for place, event in enumerate(scans)
    )
    clock = Clock("hospital day", "arrival")
    moments = {"writing": parse_when("after last")}
    return Case(
        **head, question="What next?", zero="visit", clocks=(clock,), studies=studies, events=tuple(events),
        moments=moments, writing="writing",
    )  # fmt: skip


def _events(chance: Random) -> Iterator[Event]:
    numbers = count(1)

    def event(kind: Kind, term: str, at: str, *, name: str = "", until: str | None = None, **details: str) -> Event:
        value = details.pop("value", "")
        quantity = read_quantity(term, value, "10*9/L") if value else None
        agents = tuple(part.strip() for part in details.pop("agents", "").split(";") if part.strip())
        end: When | End | None = None if until is None else End(until) if until in tuple(End) else parse_when(until)
        when = parse_when(at)
        return Event(
            name or f"e{next(numbers)}", kind, term, when, end, quantity=quantity, components=agents, details=details
        )

    arrival, sign = chance.choice(("0", "0..2", "1", "0..1")), chance.randint(0, 40)
    yield event(Kind.ENCOUNTER, "First visit", "0", name="visit")
    yield event(Kind.ENCOUNTER, "Arrival at the center", arrival, name="arrival")
    for day in sorted(chance.sample(range(60), chance.randint(2, 9))):
        yield event(Kind.LAB, LEUKOCYTES, str(day), value=str(round(chance.lognormvariate(4, 1.4), 1)))
    yield event(
        Kind.PATHOLOGY, "Diagnosis from marrow", chance.choice(("after arrival; before induction", "2", "1..4"))
    )
    start = chance.choice(("hospital day 2", "hospital day 3", "after arrival; before last", "4"))
    agents, classes = DRUGS["induction"]
    until = chance.choice(("unknown", "induction + 28 d"))
    yield event(Kind.TREATMENT, "Induction", start, name="induction", until=until, agents=agents, drug_class=classes,
                indication="leukemia, induction")  # fmt: skip
    for name in ("asparaginase", "consolidation"):
        if chance.random() < 0.6:
            at = f"induction + {chance.randint(4, 60)} d"
            yield event(Kind.TREATMENT, name.capitalize(), at, agents=DRUGS[name][0], drug_class=DRUGS[name][1])
    if chance.random() < 0.85:
        at = chance.choice((str(sign), f"hospital day {sign + 1}", f"{sign}..{sign + 3}", f"~{sign + 2}"))
        yield event(Kind.NEURO_STATUS, "Agitation", at, name="sign", rank=chance.choice(("1", "3", "4")))
        for place, modality in enumerate(("CT", "MR", "MR")[: chance.randint(0, 3)]):
            at = chance.choice((f"sign + {place * 3} d", f"sign + {place}..{place + 4} d", "after sign; before last"))
            yield event(Kind.IMAGING, f"{modality} of the head", at, label=f"{modality} {place + 1}", modality=modality)
    if chance.random() < 0.3:
        yield event(Kind.COMPLICATION, "Tumor lysis", chance.choice(("5", "after induction")))
    yield event(Kind.ENCOUNTER, "Discharge", f"~{chance.randint(50, 200)}", name="last")
    yield event(Kind.OUTCOME, chance.choice(("In remission", "Alive", "Relapse")), "with writing", until="ongoing")
