"""Frozen records to plain JSON data and back. What does not fit the types of the record is refused."""

import types
from dataclasses import asdict, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(record: Any) -> dict[str, Any]:
    """The fields of a record as lists, dictionaries, texts and numbers."""
    return {name: _written(value) for name, value in asdict(record).items()}


def from_plain(kind: type[T], data: Any) -> T:
    """The record of that kind. Raises ValueError where `data` is something else."""
    read: T = _read(kind, data)
    return read


def _written(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, dict):
        return {name: _written(part) for name, part in value.items()}
    return [_written(part) for part in value] if isinstance(value, list | tuple) else value


def _read(kind: Any, data: Any) -> Any:
    if isinstance(kind, type) and is_dataclass(kind):
        known = _fields(kind)
        if not isinstance(data, dict) or not data.keys() <= known.keys():
            raise ValueError(f"no {kind}")
        return kind(**{name: _read(known[name], value) for name, value in data.items()})
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind), data)
    if get_origin(kind) in (Union, types.UnionType):
        chosen = [one for one in get_args(kind) if (one is type(None)) == (data is None)]
        return _read(chosen[0], data)
    if kind is Path and isinstance(data, str):
        return Path(data)
    if kind is float and isinstance(data, int | float):
        return float(data)
    if kind is type(None) or type(data) is kind:
        return data
    raise ValueError(f"{type(data).__name__} in place of {kind}")


def _tuple(kinds: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise ValueError("no list")
    if kinds[-1] is Ellipsis:
        return tuple(_read(kinds[0], part) for part in data)
    return tuple(_read(kind, part) for kind, part in zip(kinds, data, strict=True))


@cache
def _fields(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind)}
