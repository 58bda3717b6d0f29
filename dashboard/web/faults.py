"""What a person reads when something fails: one sentence and an id, never a trace, a path or an identifier."""

import logging
import secrets
import traceback
from html import escape
from types import MappingProxyType

from flask import Flask, Response, jsonify, make_response, request
from werkzeug.exceptions import HTTPException

from dashboard.errors import TimelineError

SENTENCES = MappingProxyType(
    {
        400: "The request is not one that this program understands.",
        403: "The request does not come from a page of this program.",
        404: "There is nothing at this address.",
        405: "This address does not answer requests of that kind.",
        413: "The request is too large.",
        415: "The request is of a kind that this program does not read.",
    }
)
UNEXPECTED = "Something went wrong. Nothing was changed. The id below finds the entry in the log."
_log = logging.getLogger(__name__)


def install(server: Flask) -> None:
    """Answer every failure of `server` with one of the three below."""
    server.register_error_handler(TimelineError, told)
    server.register_error_handler(HTTPException, refused)
    server.register_error_handler(Exception, unexpected)


def told(error: TimelineError) -> Response:
    """The answer to a failure whose text was written for the user."""
    return unexpected(error) if error.status == 500 else answer(error.status, str(error))


def refused(error: HTTPException) -> Response:
    """The answer to a request that no route takes; the exception's own text may repeat the request."""
    status = error.code or 500
    return answer(status, SENTENCES.get(status, "The request was refused."))


def unexpected(error: Exception) -> Response:
    """The answer to a failure that nobody foresaw; the log gets its place and kind, never its text."""
    fault = secrets.token_hex(4)
    _log.error("fault %s: %s in %s: %s", fault, type(error).__name__, request.endpoint, place(error))
    return answer(500, UNEXPECTED, fault)


def place(error: BaseException) -> str:
    """Where `error` came from, innermost first, without any value: `file:line function < file:line function ...`."""
    frames = traceback.extract_tb(error.__traceback__)[::-1]
    steps = [f"{'/'.join(frame.filename.split('/')[-3:])}:{frame.lineno} {frame.name}" for frame in frames[:8]]
    cause = error.__cause__ or error.__context__
    return " < ".join(steps) + (f" | from {type(cause).__name__}" if cause else "")


def answer(status: int, sentence: str, fault: str | None = None) -> Response:
    """A failure as a small page for a browser's address line, as JSON for a script."""
    if request.accept_mimetypes.best_match(("application/json", "text/html")) == "text/html":
        return make_response(_page(sentence, fault), status)
    body = {"error": sentence} | ({"id": fault} if fault else {})
    return make_response(jsonify(body), status)


def _page(sentence: str, fault: str | None) -> str:
    note = f"<p>Id: <code>{fault}</code></p>" if fault else ""
    return (
        '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Not shown</title>'
        '<body style="font: 16px/1.5 sans-serif; margin: 3rem; max-width: 40rem">'
        f'<h1 style="font-size: 1.25rem">{escape(sentence)}</h1>{note}</body></html>'
    )
