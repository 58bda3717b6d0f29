"""One JSON text to plain Python, strictly: what two programs could read in two ways is refused with a sentence. Numbers
stay the text that was received, for the zeros behind a decimal mark say how precise a value is."""

import json
import re
from typing import Any

from dashboard.store.text import trouble

DEEPEST = 200
_DOUBTFUL = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")


class JsonRefused(ValueError):
    """A text that is not JSON as FHIR wants it; `line` counts from the start of the text."""

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


class Number(str):
    """A JSON number, letter by letter as it was received."""

    __slots__ = ()


def read_json(raw: bytes) -> Any:
    """What the text holds; numbers as `Number`. Raises JsonRefused."""
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise JsonRefused(f"a byte is not UTF-8 (0x{raw[error.start]:02X})", line) from error
    return _checked(_decoded(text), text)


def _decoded(text: str) -> Any:
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise JsonRefused(_reason(error), error.lineno) from error
    except RecursionError as error:
        raise JsonRefused(_DEEP) from error


_DEEP = f"objects lie in one another more than {DEEPEST} deep"


def _reason(error: json.JSONDecodeError) -> str:
    if error.pos >= len(error.doc.rstrip()):
        return "the JSON ends in the middle"
    if error.msg == "Extra data":
        return "there is text after the end of the JSON"
    return f"it is not JSON at column {error.colno} ({error.msg[:1].lower()}{error.msg[1:]})"


def _checked(value: Any, text: str) -> Any:
    if text.count("[") + text.count("{") > DEEPEST:
        _refuse_depth(value)
    if _DOUBTFUL.search(text):
        _refuse_unstorable(value)
    return value


def _refuse_depth(value: Any) -> None:
    level = [value]
    for _ in range(DEEPEST + 1):
        level = [inner for outer in level if isinstance(outer, dict | list) for inner in _inside(outer)]
        if not level:
            return
    raise JsonRefused(_DEEP)


def _inside(outer: dict[str, Any] | list[Any]) -> list[Any]:
    return list(outer.values()) if isinstance(outer, dict) else outer


def _refuse_unstorable(value: Any) -> None:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            found = trouble(one)
            if found:
                raise JsonRefused(f"a text {found}")
        elif isinstance(one, dict | list):
            waiting += _inside(one)
            waiting += one if isinstance(one, dict) else ()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise JsonRefused(f'the name "{twice[:60]}" stands twice in one object')
    return found


def _no_constant(name: str) -> Any:
    raise JsonRefused(f"{name} is no number in JSON")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=Number, parse_int=Number, parse_constant=_no_constant
)
