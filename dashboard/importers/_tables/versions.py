"""Of the events of one id those that stand: the newest version, each statement once. Different ones that no version
tells apart are all kept, under ids of their own: nothing says which is right."""

from dataclasses import dataclass, field
from itertools import groupby

import numpy as np

from dashboard.importers._assembly.ids import digest
from dashboard.importers._assembly.tally import Tally
from dashboard.importers._tables.coded import Numbers
from dashboard.importers._tables.gathered import Columns, Gathered, Hashes


@dataclass(slots=True)
class Standing:
    """The events that stand, and for each patient how many rows say nothing that others do not."""

    events: Columns
    merged: Numbers
    renamed: bool = False
    _dropped: list[int] = field(default_factory=list)


def standing(events: Columns, gathered: Gathered, tally: Tally) -> Standing:
    """The events that stand; their patients are numbered from 0 on."""
    patients = len(gathered.patients.texts)
    if len(np.unique(_mixed(events))) == len(events):
        return Standing(events, np.zeros(patients, dtype=np.int64))
    order = np.lexsort((events.key, events.space, events.patient))
    same = np.zeros(len(order), dtype=np.bool_)
    for column in (events.patient, events.space, events.key):
        equal = column[order][1:] == column[order][:-1]
        same[1:] = equal if column is events.patient else same[1:] & equal
    found = Standing(events, np.zeros(patients, dtype=np.int64))
    if not same.any():
        return found
    keep = np.ones(len(order), dtype=np.bool_)
    groups = np.cumsum(~same)
    twice = np.flatnonzero(same | np.append(same[1:], False))
    for _, group in groupby(twice.tolist(), key=lambda place: int(groups[place])):
        _settle([int(order[place]) for place in group], found, gathered, keep, tally)
    found.merged = np.bincount(events.patient[~keep], weights=events.weight[~keep], minlength=patients).astype(np.int64)
    found.events = Columns(*(getattr(events, name)[keep] for name in Columns.__dataclass_fields__))
    return found


def _mixed(events: Columns) -> Hashes:
    """One number for patient and id: equal ones may be one event, different ones are not."""
    owners = (events.patient * np.int64(1 << 16) + events.space).astype(np.uint64)
    return events.key ^ (owners * np.uint64(0x9E3779B97F4A7C15))


def _settle(group: list[int], found: Standing, gathered: Gathered, keep: np.ndarray, tally: Tally) -> None:
    """Decide which events of one id stand."""
    events = found.events
    versions = gathered.versions.texts
    newest = max(versions[int(events.updated[place])] for place in group)
    distinct: dict[str, int] = {}
    for place in sorted(group, key=lambda one: (gathered.files[int(events.file[one])], int(events.row[one]))):
        keep[place] = False
        if versions[int(events.updated[place])] == newest:
            distinct.setdefault(_said(place, events, gathered), place)
    first, *others = sorted(distinct)
    keep[distinct[first]] = True
    for said in others:
        place = distinct[said]
        keep[place] = True
        _rename(place, digest(said), events, gathered)
        found.renamed = True
    if others:
        file = gathered.files[int(events.file[group[0]])]
        tally.note(f"{file}: rows of one key that differ are kept side by side")


def _rename(place: int, mark: str, events: Columns, gathered: Gathered) -> None:
    space, key = gathered.spaces[int(events.space[place])], int(events.key[place])
    name = f"{space.prefix}-{key:016x}" if space.hashed else gathered.keys.texts[key]
    events.key[place] = gathered.keys.number(f"{name[:47]}.{mark}")
    events.space[place] = _plain_space(gathered)


def _plain_space(gathered: Gathered) -> int:
    return next(number for number, space in enumerate(gathered.spaces) if not space.hashed)


def _said(place: int, events: Columns, gathered: Gathered) -> str:
    times, pool = gathered.times.texts, gathered.pool
    value = int(events.value[place])
    parts = (times[int(events.at[place])], times[int(events.until[place])], pool.received[value], pool.number[value])
    return repr((*parts, gathered.shapes[int(events.shape[place])]))
