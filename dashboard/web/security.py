"""What every answer carries and every request must satisfy: headers, CSP, hosts, same origin. No sign-in yet."""

import logging
from collections.abc import MutableMapping, Sequence
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, request

from dashboard.config import Settings, is_loopback, variable
from dashboard.errors import Misconfigured

MOST_BYTES = 5_000_000
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FIXED_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), "
    "display-capture=(), clipboard-read=()",
}
FRAMEWORK_PREFIXES = ("DASH_", "FLASK_", "PLOTLY_")
_log = logging.getLogger(__name__)


def content_security_policy(script_hashes: Sequence[str]) -> str:
    """The policy of every answer; `script_hashes` are the inline scripts of Dash's own page."""
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *script_hashes)),
            "style-src 'self' 'unsafe-inline'",  # plotly.js and React set style attributes
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def forget_framework_environment(environ: MutableMapping[str, str]) -> None:
    """Drop the variables by which Dash and Flask would switch on debug, dev tools, MCP or foreign scripts."""
    dropped = [name for name in environ if name.upper().startswith(FRAMEWORK_PREFIXES)]
    for name in dropped:
        del environ[name]
    if dropped:
        _log.warning("ignored, no settings of this program: %s", ", ".join(sorted(dropped)))


def refuse_open_door(settings: Settings) -> None:
    """Raise `Misconfigured` when others than this machine could reach the program: nobody would have to sign in."""
    if not is_loopback(settings.host):
        raise Misconfigured(
            f"{variable('host')} is {settings.host or 'empty'}, which other machines can reach, but no sign-in is "
            "configured, so anybody could read every case. Use 127.0.0.1 (see docs/deploying.md)."
        )


def guard(server: Flask, settings: Settings) -> None:
    """Install the checks of every request and the the headers of every answer."""
    server.debug = False
    server.config.update(
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=500_000,
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        PROPAGATE_EXCEPTIONS=False,
        PREFERRED_URL_SCHEME="http",
    )
    set_policy(server, ())
    server.before_request(refuse_foreign_host)
    server.before_request(refuse_foreign_origin)
    server.after_request(add_headers)


def set_policy(server: Flask, script_hashes: Sequence[str]) -> None:
    """Put the CSP that allows these inline scripts on every answer from now on."""
    server.config["CONTENT_SECURITY_POLICY"] = content_security_policy(script_hashes)


def refuse_foreign_host() -> None:
    """Answer 400 to a host name that is not trusted, before anything else is looked at."""
    _ = request.host


def refuse_foreign_origin() -> None:
    """Answer 403 to a request that may change something and does not come from a page of this program."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site != "same-origin":
        abort(403)
    if site is None and urlsplit(request.headers.get("Origin", "")).netloc != request.host:
        abort(403)


def add_headers(answer: Response) -> Response:
    """The answer with its headers; nothing is cached unless its route said so."""
    answer.headers.setdefault("Content-Security-Policy", current_app.config["CONTENT_SECURITY_POLICY"])
    for name, value in FIXED_HEADERS.items():
        answer.headers.setdefault(name, value)
    if "Cache-Control" not in answer.headers:
        answer.headers["Cache-Control"] = "no-store"
    if request.is_secure:
        answer.headers["Strict-Transport-Security"] = "max-age=31536000"
    return answer
