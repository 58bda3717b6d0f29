"""The events of a case as flat records: what the command line prints, the table lists and the browser shows."""

from collections.abc import Sequence
from math import inf
from typing import Any

from dashboard.domain.brief import told_label
from dashboard.domain.cases import Case
from dashboard.domain.chronology import Chronology, Window, end_of
from dashboard.domain.events import End, Event, Kind, State
from dashboard.domain.leukocytes import is_reported
from dashboard.domain.timing import Placed, Timing

Record = dict[str, Any]
RELATED_LIMIT = 400


def record(case: Case, item: Placed) -> Record:
    """One event; days relative to the zero that `item` counts from, None = no limit."""
    event, end = item.event, item.end if isinstance(item.end, Timing) else None
    quantity = event.quantity
    return {
        "id": event.id,
        "kind": str(event.kind),
        "term": event.term,
        "state": str(event.state),
        "time_kind": str(item.time.kind),
        **_days("", item.time),
        **_days("end_", end),
        "words": item.time.words,
        "value": _value(event),
        "unit": None if quantity is None else quantity.unit,
        "value_received": None if quantity is None else quantity.received,
        "unit_received": None if quantity is None else quantity.unit_received,
        "group": event.group,
        "place": event.place,
        "conflicts": conflicts(case, event),
    }


def detailed(case: Case, item: Placed) -> Record:
    """`record`, and what the page shows besides: label, source, note, end in words, known issues and readings."""
    event = item.event
    known = {issue.id: issue for issue in case.issues}
    study = next((study for study in case.studies if study.id == event.detail("study")), None)
    return {
        **record(case, item),
        "label": told_label(event),
        "mark": str(item.time.mark),
        "rank": item.rank,
        "clock_words": item.time.clock_words,
        "end_words": item.end.words if isinstance(item.end, Timing) else "",
        "end_state": _end_state(item),
        "components": list(event.components),
        "source": event.source,
        "as_printed": event.as_printed,
        "note": event.note,
        "study": event.detail("study"),
        "study_label": study.label if study is not None and study.event == event.id else "",
        "figure": event.detail("figure"),
        "ranked": event.detail("rank")[:1].isdigit(),
        "counted": is_reported(event),
        "flags": event.detail("flags"),
        "details": _details(case, event),
        "issues": [
            {
                "id": key,
                "summary": known[key].summary,
                "recorded": known[key].recorded,
                "readings": list(known[key].readings),
                "conflict": known[key].conflict,
            }
            for key in event.issues
            if key in known
        ],
    }


def _details(case: Case, event: Event) -> dict[str, str]:
    """The optional columns, ids of studies told by their labels."""
    labels = {study.id: study.label for study in case.studies}
    return {name: labels.get(text, text) for name, text in event.details.items() if text and name not in _SHOWN}


_SHOWN = frozenset({"label", "study", "figure", "flags", "time_kind", "emphasis", "zero_label", "conflict"})


def related(placed: Sequence[Placed], chronology: Chronology) -> dict[str, Record]:
    """For each event what lies at or before it, and what after, as the network or the record's own order (`seq`) says:
    order that windows alone do not show. `ages` are days from the earlier to this one, never negative.

    Left out for cases of more than 400 events, whose times are dates.
    """
    if len(placed) > RELATED_LIMIT:
        return {}
    known = [item for item in placed if item.time.earliest is not None or item.time.latest is not None]
    return {item.event.id: _related_to(item, known, chronology) for item in known}


def _related_to(item: Placed, known: Sequence[Placed], chronology: Chronology) -> Record:
    found: Record = {"before": [], "after": [], "ages": {}, "ended": [], "next": None}
    first_over = inf
    for other in known:
        if other is item:
            continue
        name = other.event.id
        gap = chronology.interval(name, item.event.id)
        told = _told_order(other.event.seq, item.event.seq)
        if told > 0 or gap.latest is not None and gap.latest <= 0 and told == 0 and gap.earliest != 0:
            found["after"].append(name)
            over = inf if other.time.latest is None else other.time.latest
            if over < first_over:
                first_over, found["next"] = over, {"id": name, "days": _days_later(gap)}
        elif told < 0 or gap.earliest is not None and gap.earliest >= 0:
            found["before"].append(name)
            if other.event.kind in _AGED:
                found["ages"][name] = [max(_day(gap.earliest) or 0, 0), _day(gap.latest)]
        if isinstance(other.end, Timing) and (chronology.interval(end_of(name), item.event.id).earliest or -1) >= 0:
            found["ended"].append(name)
    return found


def _days_later(gap: Window) -> list[float | int | None]:
    """From the moment to what comes after it, from the gap the other way round."""
    least = 0 if gap.latest is None else max(-gap.latest, 0)
    return [_day(least), None if gap.earliest is None else _day(-gap.earliest)]


def _told_order(first: int | None, second: int | None) -> int:
    """-1, 0 or 1: which of two ranks of the record comes first; 0 where one has none."""
    return 0 if first is None or second is None else (first > second) - (first < second)


_AGED = (Kind.LAB, Kind.NEURO_STATUS, Kind.IMAGING, Kind.TREATMENT)


def conflicts(case: Case, event: Event) -> list[str]:
    """Ids of the contradictions of the source that this event is part of."""
    known = {issue.id for issue in case.issues if issue.conflict}
    return [key for key in event.issues if key in known]


def _days(prefix: str, time: Timing | None) -> Record:
    names = ("earliest", "latest", "nominal")
    return {f"{prefix}{name}": None if time is None else _day(getattr(time, name)) for name in names}


def _day(day: float | None) -> float | int | None:
    if day is None:
        return None
    # Instants are sums of fractions; a whole day must come out whole.
    return round(day) if abs(day - round(day)) < 1e-6 else round(day, 6)


def _value(event: Event) -> float | int | str | None:
    if event.quantity is None:
        return None
    number = event.quantity.number
    if number is None:
        return event.quantity.received
    plain = int(number) if number == int(number) else float(number)
    # "<0.1" is not 0.1: a limit stays one wherever a value is shown.
    return f"{event.quantity.comparator}{plain}" if event.quantity.comparator else plain


def _end_state(item: Placed) -> str | None:
    """How the event ends: None for a moment, "known", "ongoing" or "unknown"."""
    if item.end is None:
        return None
    if isinstance(item.end, End):
        return str(item.end)
    return "known" if item.event.state is not State.NOT_REPORTED else "unknown"
