"""The parts of a resource by name, and what is said where one has another shape than FHIR gives it."""

from collections.abc import Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]
NOTHING: Json = {}


class Unreadable(ValueError):
    """A resource that cannot be read; `field` is the element that is wrong."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


def inner(found: Json, name: str) -> Json:
    """The object called `name`; an empty one where there is none. Raises Unreadable."""
    value = found.get(name)
    if value is None:
        return NOTHING
    if isinstance(value, dict):
        return value
    raise Unreadable(name, f"{_shown(value)} is no object")


def each(found: Json, name: str) -> Sequence[Json]:
    """The objects of the array called `name`. Raises Unreadable."""
    value = found.get(name)
    if value is None:
        return ()
    if not isinstance(value, list):
        raise Unreadable(name, f"{_shown(value)} is no array of objects")
    for one in value:
        if not isinstance(one, dict):
            raise Unreadable(name, f"{_shown(value)} is no array of objects")
    return value


def words(found: Json, name: str) -> str:
    """The text, number or truth value called `name`, as text; "" where there is none. Raises Unreadable."""
    value = found.get(name)
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    raise Unreadable(name, f"{_shown(value)} is no text")


def without(found: Json, way: Sequence[str]) -> Json:
    """The object without the element at the end of the way, in every object of an array on it."""
    name, rest = way[0], way[1:]
    if name not in found:
        return found
    if not rest:
        return {key: value for key, value in found.items() if key != name}
    inside = found[name]
    if isinstance(inside, dict):
        return {**found, name: without(inside, rest)}
    if isinstance(inside, list):
        return {**found, name: [without(one, rest) if isinstance(one, dict) else one for one in inside]}
    return found


def _shown(value: Any) -> str:
    text = str(value)
    return f'"{text[:40]}…"' if len(text) > 40 else f'"{text}"'
