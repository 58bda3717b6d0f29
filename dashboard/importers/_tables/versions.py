"""Of the events of one id those that stand: the newest version, each statement once. Different ones that no version
tells apart are all kept, under ids of their own: nothing says which is right."""

from itertools import groupby

import numpy as np
import pandas as pd

from dashboard.importers._assembly.ids import digest
from dashboard.importers._assembly.tally import Tally
from dashboard.importers._tables.coded import Mask
from dashboard.importers._tables.gathered import Columns, Gathered, Hashes


def standing(events: Columns, gathered: Gathered, tally: Tally) -> Mask:
    """For every event whether it stands. An event that stands beside another one of its id gets an id of its own."""
    codes, found = pd.factorize(_mixed(events))
    keep = np.ones(len(events), dtype=np.bool_)
    if len(found) == len(events):
        return keep
    twice = np.flatnonzero(np.bincount(codes)[codes] > 1)
    ids = list(zip(*(getattr(events, name)[twice].tolist() for name in ("patient", "space", "key")), strict=True))
    order = sorted(range(len(twice)), key=ids.__getitem__)
    for _, group in groupby(order, key=ids.__getitem__):
        places = [int(twice[place]) for place in group]
        if len(places) > 1:
            _settle(places, events, gathered, keep, tally)
    return keep


def _mixed(events: Columns) -> Hashes:
    """One number for patient and id: equal ones may be one event, different ones are not."""
    owners = (events.patient * np.int64(1 << 16) + events.space).astype(np.uint64)
    mixed: Hashes = events.key ^ (owners * np.uint64(0x9E3779B97F4A7C15))
    return mixed


def _settle(group: list[int], events: Columns, gathered: Gathered, keep: Mask, tally: Tally) -> None:
    """Decide which events of one id stand."""
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
        keep[distinct[said]] = True
        _rename(distinct[said], digest(said), events, gathered)
    if others:
        file = gathered.files[int(events.file[group[0]])]
        tally.note(f"{file}: rows of one key that differ are kept side by side")


def _rename(place: int, mark: str, events: Columns, gathered: Gathered) -> None:
    """Only events with a key of the source can differ under one id; a hash is one of all that is said."""
    name = gathered.keys.texts[int(events.key[place])]
    events.key[place] = gathered.keys.number(f"{name[:47]}.{mark}")


def _said(place: int, events: Columns, gathered: Gathered) -> str:
    if gathered.spaces[int(events.space[place])].hashed:
        return ""
    times, pool = gathered.times.texts, gathered.pool
    value = int(events.value[place])
    parts = (times[int(events.at[place])], times[int(events.until[place])], pool.received[value], pool.number[value])
    return repr((*parts, gathered.shapes[int(events.shape[place])]))
