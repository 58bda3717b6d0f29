"""Refuses malformed callback requests with 400 before Dash reads them: Dash itself would answer 500."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flask import abort, request

from dashboard.web import callback_types

LONGEST_LIST = 10_000
# What a browser can send for a property, whatever the callback; a property that is not listed may be anything.
TYPES: Mapping[str, tuple[type, ...]] = MappingProxyType(
    {
        "pathname": (str,),
        "search": (str, type(None)),
        "hash": (str, type(None)),
        "href": (str, type(None)),
        "n_clicks": (int, type(None)),
        "n_intervals": (int, type(None)),
    }
)


def check_callback(callbacks: Mapping[str, Any], prefix: str) -> None:
    """Answer 400 unless the request's body is one that the page of this program can send for one of `callbacks`."""
    body = _json()
    if not isinstance(body, dict):
        abort(400)
    output = body.get("output")
    known = callbacks.get(output) if isinstance(output, str) else None
    if known is None or "callback" not in known:
        abort(400)
    sent = body.get("inputs"), body.get("state", [])
    _check(sent[0], known["inputs"])
    _check(sent[1], known["state"])
    if any(_is_foreign_path(one, prefix) for many in sent for one in many):
        abort(400)
    values = [_value(one) for many in sent for one in many]
    if not callback_types.accepts(known["callback"], values):
        abort(400)
    if not _is_outputs(body.get("outputs"), output) or not _is_strings(body.get("changedPropIds", [])):
        abort(400)


def _json() -> Any:
    try:
        body = request.get_json()
        if b"\\u" in request.get_data():
            refuse_what_is_no_text(body)
    except (RecursionError, ValueError):
        abort(400)
    return body


def refuse_what_is_no_text(body: Any) -> None:
    """Raise ValueError for JSON strings that are no text: half a surrogate pair, or NUL, which PostgreSQL refuses."""
    waiting = [body]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, str) and b"\x00" in one.encode():
            raise ValueError("NUL")


def _check(sent: Any, declared: list[dict[str, Any]]) -> None:
    if not isinstance(sent, list) or len(sent) != len(declared):
        abort(400)
    for one, known in zip(sent, declared, strict=True):
        check = _is_many if known["id"].startswith("{") and isinstance(one, list) else _is_one
        if not check(one, known):
            abort(400)


def _is_many(sent: list[Any], known: dict[str, Any]) -> bool:
    return len(sent) <= LONGEST_LIST and all(_is_one(one, known) for one in sent)


def _is_one(sent: Any, known: dict[str, Any]) -> bool:
    if not isinstance(sent, dict) or sent.get("property") != known["property"]:
        return False
    expected = TYPES.get(known["property"])
    value = sent.get("value")
    if expected and (not isinstance(value, expected) or isinstance(value, bool)):
        return False
    return _is_id(sent.get("id"), known["id"])


def _value(sent: Any) -> Any:
    return [one.get("value") for one in sent] if isinstance(sent, list) else sent.get("value")


def _is_foreign_path(sent: Any, prefix: str) -> bool:
    if not isinstance(sent, dict) or sent["property"] != "pathname":
        return False
    path: str = sent["value"]
    return not path.startswith(prefix) and (not path or path != prefix.rstrip("/"))


def _is_id(sent: Any, known: str) -> bool:
    if not known.startswith("{"):
        return bool(sent == known)
    if not isinstance(sent, dict):
        return False
    pattern = json.loads(known)
    return set(sent) == set(pattern) and all(
        isinstance(value, (str, int, float)) and (isinstance(pattern[key], list) or value == pattern[key])
        for key, value in sent.items()
    )


def _is_outputs(sent: Any, output: str) -> bool:
    """Whether `sent` is what the callback `output` (`id.property`, several as `..a.b...c.d..`) writes to."""
    if not output.startswith(".."):
        return _is_output(sent, output)
    names = output[2:-2].split("...")
    if not isinstance(sent, list) or len(sent) != len(names):
        return False
    return all(_is_output(one, name) for one, name in zip(sent, names, strict=True))


def _is_output(sent: Any, name: str) -> bool:
    known, _, which = name.rpartition(".")
    if isinstance(sent, list):
        return known.startswith("{") and len(sent) <= LONGEST_LIST and all(_is_output(one, name) for one in sent)
    return isinstance(sent, dict) and sent.get("property") == which and _is_id(sent.get("id"), known)


def _is_strings(sent: Any) -> bool:
    return isinstance(sent, list) and len(sent) <= LONGEST_LIST and all(isinstance(one, str) for one in sent)
