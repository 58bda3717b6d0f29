"""Answers that were made before: the same case at the same version, seen in the same way, is the same answer. Whether
somebody may have it is asked each time before, by the service that opens the case."""

from collections.abc import Callable, Hashable
from typing import Any

import orjson
from flask import Response

from dashboard import caller
from dashboard.web.compression import PACKERS, accepted_encoding

JSON = "application/json"


def kept_json(key: tuple[Hashable, ...], make: Callable[[], Any]) -> Response:
    """The answer for `key`, packed as the browser accepts it; made by `make` where it was not asked for lately."""
    encoding, answers = accepted_encoding(), caller.context().answers

    def packed() -> bytes:
        body = answers.get((*key, None), lambda: orjson.dumps(make()))
        return PACKERS[encoding](body, False) if encoding else body

    answer = Response(answers.get((*key, encoding), packed), mimetype=JSON)
    answer.vary.add("Accept-Encoding")
    if encoding:
        answer.headers["Content-Encoding"] = encoding
    return answer


def kept_text(key: tuple[Hashable, ...], make: Callable[[], str]) -> str:
    """A piece of a page for `key`, made by `make` where it was not asked for lately."""
    return caller.context().answers.get(key, lambda: make().encode()).decode()
