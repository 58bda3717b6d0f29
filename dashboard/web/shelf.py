"""Scripts, styles, fonts: packed once, kept in memory, cached for a year where the address names the version."""

import mimetypes
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dash import Dash
from dash.fingerprint import check_fingerprint
from flask import Response, abort, request

from dashboard.web.compression import PACKERS, TEXT, accepted_encoding

SUITES = "_dash-component-suites/"
ASSETS = "assets/"
VENDOR = "vendor/"  # every file or folder below carries its version in its name
FOREVER = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"


@dataclass(frozen=True, slots=True)
class Found:
    """A file to answer with, and whether its address can never mean another content."""

    file: Path
    fixed: bool


@lru_cache(maxsize=512)
def packed(file: Path, modified: int, encoding: str | None) -> bytes:
    """The content of `file` as of `modified`, in one encoding."""
    body = file.read_bytes()
    return PACKERS[encoding](body, True) if encoding else body


class Shelf:
    """The static files of one Dash app."""

    def __init__(self, app: Dash) -> None:
        self.prefix: str = app.config.routes_pathname_prefix
        self.assets = Path(app.config.assets_folder).resolve()
        self.suites = app.registered_paths

    def serve(self) -> Response | None:
        """The answer for a static address (404 when no such file); None for any other address."""
        path = request.path.removeprefix(self.prefix)
        if path.startswith(SUITES):
            return self._answer(self._suite(path.removeprefix(SUITES)))
        if path.startswith(ASSETS):
            return self._answer(self._asset(path.removeprefix(ASSETS)))
        return None

    def warm(self) -> None:
        """Pack the app's own text files, so that nobody waits for it."""
        for file in self.assets.rglob("*"):
            if file.is_file() and _mimetype(file) in TEXT:
                for encoding in PACKERS:
                    packed(file, file.stat().st_mtime_ns, encoding)

    def _suite(self, path: str) -> Found | None:
        package, _, fingerprinted = path.partition("/")
        inside, fixed = check_fingerprint(fingerprinted)
        if inside not in self.suites.get(package, ()):
            return None
        origin = sys.modules[package].__file__
        file = Path(origin or "").parent / inside
        return Found(file, fixed) if file.is_file() else None

    def _asset(self, path: str) -> Found | None:
        file = (self.assets / path).resolve()
        if not file.is_relative_to(self.assets) or not file.is_file() or file.name.startswith("."):
            return None
        fixed = path.startswith(VENDOR) or request.args.get("m") == str(file.stat().st_mtime)
        return Found(file, fixed)

    def _answer(self, found: Found | None) -> Response:
        if found is None or request.method not in ("GET", "HEAD"):
            abort(404)
        status = found.file.stat()
        mimetype = _mimetype(found.file)
        encoding = accepted_encoding() if mimetype in TEXT else None
        answer = Response(packed(found.file, status.st_mtime_ns, encoding), mimetype=mimetype)
        if encoding:
            answer.headers["Content-Encoding"] = encoding
        answer.vary.add("Accept-Encoding")
        answer.set_etag(f"{status.st_mtime_ns:x}-{status.st_size:x}-{encoding or 'plain'}")
        answer.headers["Cache-Control"] = FOREVER if found.fixed else REVALIDATE
        return answer.make_conditional(request.environ)


def _mimetype(file: Path) -> str:
    if file.suffix == ".woff2":
        return "font/woff2"
    return mimetypes.guess_type(file.name)[0] or "application/octet-stream"
