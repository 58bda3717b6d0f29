"""Who asks, what they do not want to be told, and this process's context, for routes and callbacks:
`service(caller.user(), caller.context(), ..., caller.hidden())`."""

import secrets
from dataclasses import replace

from flask import Flask, current_app, g, request

from dashboard.domain.discretion import Hidden
from dashboard.domain.people import LOCAL_USER, User
from dashboard.services.context import Context

THEME = "timeline-theme"  # the one cookie: assets/shell.js sets it when somebody switches, the server never does
_KEY = "timeline"


def install(server: Flask, context: Context) -> None:
    """Hand `context` to every request of `server`."""
    server.extensions[_KEY] = context


def context() -> Context:
    """The context that the services need, inside a request."""
    found: Context = current_app.extensions[_KEY]
    return found


def user() -> User:
    """The person behind this request: the local user while no sign-in is configured."""
    return replace(LOCAL_USER, place=request.remote_addr or "", request=request_id())


def hidden() -> Hidden:
    """What the request asks not to be told: with `dates=0` no date."""
    return Hidden(dates=request.args.get("dates") == "0")


def handed_on() -> dict[str, str]:
    """What an address says so that what it leads to hides the same."""
    return {"dates": "0"} if hidden().dates else {}


def theme() -> str:
    """The theme that the reader has chosen in this browser; "" where that of the system holds."""
    chosen = request.cookies.get(THEME, "")
    return chosen if chosen in ("light", "dark") else ""


def request_id() -> str:
    """The id of this request, one for all its lines in the audit and in the log."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(8)
    found: str = g.request_id
    return found
