"""What resources told, as JSON for whoever makes the cases of their patients, and back."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

import orjson

from dashboard.domain.cases import Study
from dashboard.domain.events import End, Event, Kind, Quantity, State
from dashboard.domain.when import When, parse_when
from dashboard.importers._assembly.entries import NOBODY, Person
from dashboard.importers._fhir.reading import Heard
from dashboard.importers._fhir.told import Fact, Told

Plain = Mapping[str, Any]
_KINDS = {str(one): one for one in Kind}
_STATES = {str(one): one for one in State}
_ENDS = {str(one): one for one in End}


def to_json(heard: Iterable[Heard]) -> bytes:
    """All of it as one text."""
    return orjson.dumps(list(heard), default=_said)


def from_json(text: bytes) -> Iterator[Heard]:
    """What the text says."""
    return (_heard(one) for one in orjson.loads(text))


def _said(value: object) -> str:
    if isinstance(value, When | Decimal):
        return str(value)
    raise TypeError(type(value).__name__)


def _heard(one: Plain) -> Heard:
    told = one["told"]
    facts = tuple(_fact(fact) for fact in told["facts"])
    person = Person(**told["person"])
    return Heard(
        **{**one, "told": Told(facts, NOBODY if person == NOBODY else person, told["left"], told["withdrawn"])}
    )


def _fact(one: Plain) -> Fact:
    study = one["study"]
    links = {name: tuple(keys) for name, keys in one["links"].items()}
    return Fact(_event(one["event"]), one["part"], links, None if study is None else Study(**study))


def _event(one: Plain) -> Event:
    until, quantity = one["until"], one["quantity"]
    return Event(
        one["id"],
        _KINDS[one["kind"]],
        one["term"],
        _when(one["at"]),
        None if until is None else _ENDS.get(until) or _when(until),
        _STATES[one["state"]],
        None if quantity is None else _quantity(quantity),
        tuple(one["components"]),
        one["group"],
        one["source"],
        one["place"],
        one["as_printed"],
        one["note"],
        tuple(one["issues"]),
        one["seq"],
        one["details"],
    )


def _quantity(one: Plain) -> Quantity:
    number = one["number"]
    canonical = None if number is None else Decimal(number)
    return Quantity(one["received"], one["unit_received"], canonical, one["unit"], one["comparator"])


@lru_cache(maxsize=65536)
def _when(text: str) -> When:
    return parse_when(text)
