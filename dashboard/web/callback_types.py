"""Whether values sent by a browser are of the types that a callback's own annotations name."""

import inspect
import types
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints


def accepts(callback: Callable[..., Any], values: Sequence[Any]) -> bool:
    """Whether each of `values` fits its parameter of `callback`; a parameter without annotation takes anything."""
    return all(fits(value, hint) for value, hint in zip(values, _hints(inspect.unwrap(callback)), strict=False))


@cache
def _hints(function: Callable[..., Any]) -> tuple[Any, ...]:
    known = get_type_hints(function)
    return tuple(known.get(name, Any) for name in inspect.signature(function).parameters)


def fits(value: Any, hint: Any) -> bool:
    """Whether `value`, read from JSON, is a `hint`; what is inside a list is looked at, what is in a dict is not."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return any(fits(value, one) for one in get_args(hint))
    if origin in (list, Sequence):
        return isinstance(value, list) and all(fits(one, get_args(hint)[0]) for one in value)
    if hint is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if hint is None or hint is type(None):
        return value is None
    plain = origin or hint
    return isinstance(value, plain) if plain in (str, bool, list, dict) else True
