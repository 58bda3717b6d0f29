"""A synthetic patient as plain numbers, for pages that know nothing of this program."""

from typing import Any

from bench.synthetic import SIZES, rows
from bench.synthetic.labs import ANALYTES


def patient(name: str) -> dict[str, Any]:
    """The case `name` of SIZES: series of (days, values), bars, states and studies, days from its first day."""
    listed = sorted(rows(name), key=lambda row: float(row["day"]))
    of: dict[str, list[dict[str, str]]] = {}
    for row in listed:
        of.setdefault(row["kind"], []).append(row)
    return {
        "name": name,
        "days": SIZES[name].days,
        "series": [_series(one.label, [row for row in of["lab"] if row["label"] == one.label]) for one in ANALYTES],
        "bars": [{"name": row["label"], "start": _day(row), "end": _day(row, "end")} for row in of["treatment"]],
        "states": [{"name": row["label"], "day": _day(row)} for row in of["neuro_status"]],
        "studies": [{"name": row["label"], "day": _day(row)} for row in of["imaging"]],
    }


def _series(label: str, listed: list[dict[str, str]]) -> dict[str, Any]:
    numbers = [(_day(row), _number(row["value"])) for row in listed]
    told = [(day, number) for day, number in numbers if number is not None and number > 0]
    return {"name": label, "days": [day for day, _ in told], "values": [number for _, number in told]}


def _number(value: str) -> float | None:
    try:
        return float(value.lstrip("<>"))
    except ValueError:
        return None


def _day(row: dict[str, str], key: str = "day") -> float:
    return round(float(row.get(key, row["day"])), 4)
