"""The text that a database can keep: what one of the two could not is refused before it reaches either."""

from collections.abc import Mapping
from typing import Any

from dashboard.errors import Refused

LONGEST_ID = 200


def trouble(text: str) -> str | None:
    """What makes `text` impossible to keep, or None."""
    if "\0" in text:
        return "holds a NUL character"
    try:
        text.encode()
    except UnicodeEncodeError as problem:
        return f"holds half of a character (U+{ord(text[problem.start]):04X})"
    return None


def refuse_unstorable(value: Any, where: str) -> None:
    """Raise `Refused`, naming the place, when a text anywhere in `value` cannot be kept."""
    if isinstance(value, str):
        found = trouble(value)
        if found:
            raise Refused(f"{printable(where)} {found}; such text cannot be stored.")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            refuse_unstorable(key, f"{where}, a name in it,")
            refuse_unstorable(inner, f"{where}, {key}")
    elif isinstance(value, (list, tuple)):
        for inner in value:
            refuse_unstorable(inner, where)


def refuse_long_id(text: str, where: str) -> None:
    """Raise `Refused` when an id is blank or longer than an index of either database takes."""
    if not text or len(text) > LONGEST_ID:
        raise Refused(f"{where} has {len(text)} characters; 1 to {LONGEST_ID} are possible.")


def printable(text: str) -> str:
    """`text` with everything that cannot be kept shown as an escape."""
    return text.replace("\0", "\\0").encode("utf-8", "backslashreplace").decode()
