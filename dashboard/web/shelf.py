"""Scripts, styles, fonts: packed once, kept in memory, cached for a year where the address names the version."""

import mimetypes
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from dash import Dash
from dash.fingerprint import check_fingerprint
from flask import Response, abort, request

from dashboard.web.compression import PACKERS, TEXT, accepted_encoding

SUITES = "_dash-component-suites/"
ASSETS = "assets/"
VENDOR = "vendor/"  # every file or folder below carries its version in its name
# What only other pages than that of a case need, by how its name begins; a file without a server takes its own.
OF_PAGES = re.compile("agenda|codes|import|library|meetings|mirror|present|room|search|series|story")
OFFLINE = "offline"
REGENERATOR = "vendor/regenerator-runtime-*.js"  # the scripts of Dash need it, and run on those pages only
BUNDLES = ("app.js", "app.css", "pages.js", "pages.css")
CASE, EVERY = ("app",), ("app", "pages")  # of the page of a case, and of every other
WORDLESS = re.compile(rb"^[ \t]+(?://[^\n]*\n)?|^//[^\n]*\n", re.MULTILINE)  # comments of a line, and indents
FOREVER = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
SHELF = "timeline-shelf"  # where a server keeps it, for pages that are not Dash's


@dataclass(frozen=True, slots=True)
class Found:
    """What to answer with: the files, one after the other; their version; whether the address names it."""

    files: tuple[Path, ...]
    version: str
    fixed: bool


@lru_cache(maxsize=512)
def packed(files: tuple[Path, ...], version: str, encoding: str | None) -> bytes:
    """The content of `files`, joined, as of `version`, in one encoding."""
    made_before = files[0].with_name(f"{files[0].name}.br")  # the large one: packing it as well would take seconds
    if encoding == "br" and len(files) == 1 and made_before.is_file():
        return made_before.read_bytes()
    parts = [file.read_bytes() for file in files]
    if len(files) > 1 and files[0].suffix == ".js":
        parts = [WORDLESS.sub(b"", part) for part in parts]
    body = (b"\n;\n" if files[0].suffix == ".js" else b"\n").join(parts)
    return PACKERS[encoding](body, True) if encoding else body


def version_of(files: tuple[Path, ...]) -> str:
    """Another text whenever one of `files` is another."""
    told = [(file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in files]
    return sha256(repr(told).encode()).hexdigest()[:16]


def script_tags(addresses: Iterable[str]) -> str:
    """The tags of scripts."""
    return "\n".join(f'<script src="{one}"></script>' for one in addresses)


class Shelf:
    """The static files of one Dash app."""

    def __init__(self, app: Dash) -> None:
        self.prefix: str = app.config.routes_pathname_prefix
        self.assets = Path(app.config.assets_folder).resolve()
        self.suites = app.registered_paths

    def bundle(self, name: str) -> str:
        """The address of a bundle of our own files, or of one file, its version in it."""
        return f"{self.prefix}{ASSETS}{name}?m={version_of(self._members(name))}"

    def icon(self) -> str:
        """The tag of the icon of every page."""
        return f'<link rel="icon" type="image/svg+xml" href="{self.bundle("favicon.svg")}">'

    def styles(self, bundles: tuple[str, ...] = EVERY) -> str:
        """The tags of our style sheets."""
        return "\n".join(f'<link rel="stylesheet" href="{one}">' for one in self.addresses("css", bundles))

    def scripts(self, bundles: tuple[str, ...] = EVERY) -> str:
        """The tags of our scripts."""
        return script_tags(self.addresses("js", bundles))

    def addresses(self, ending: str, bundles: tuple[str, ...]) -> list[str]:
        """The addresses of our bundles with that ending. Each looks at all of its files: ask once a page."""
        return [self.bundle(f"{name}.{ending}") for name in bundles]

    def serve(self) -> Response | None:
        """The answer for a static address (404 when no such file); None for any other address."""
        path = request.path.removeprefix(self.prefix)
        if path.startswith(SUITES):
            return self._answer(self._suite(path.removeprefix(SUITES)))
        if path.startswith(ASSETS):
            return self._answer(self._asset(path.removeprefix(ASSETS)))
        return None

    def _members(self, name: str) -> tuple[Path, ...]:
        if name not in BUNDLES:
            return ((self.assets / name).resolve(),)
        bundle, _, ending = name.partition(".")
        before = self.assets.glob(REGENERATOR) if name == "pages.js" else ()
        own = sorted(file for file in self.assets.glob(f"*.{ending}") if not file.name.startswith(OFFLINE))
        return (*before, *(file for file in own if bool(OF_PAGES.match(file.name)) == (bundle == "pages")))

    def _suite(self, path: str) -> Found | None:
        package, _, fingerprinted = path.partition("/")
        inside, fixed = check_fingerprint(fingerprinted)
        if inside not in self.suites.get(package, ()):
            return None
        file = Path(sys.modules[package].__file__ or "").parent / inside
        return Found((file,), version_of((file,)), fixed) if file.is_file() else None

    def _asset(self, path: str) -> Found | None:
        files = self._members(path)
        for file in files:
            if not file.is_relative_to(self.assets) or not file.is_file() or file.name.startswith("."):
                return None
        version = version_of(files)
        return Found(files, version, path.startswith(VENDOR) or request.args.get("m") == version)

    def _answer(self, found: Found | None) -> Response:
        if found is None or request.method not in ("GET", "HEAD"):
            abort(404)
        mimetype = _mimetype(found.files[-1])
        encoding = accepted_encoding() if mimetype in TEXT else None
        answer = Response(packed(found.files, found.version, encoding), mimetype=mimetype)
        if encoding:
            answer.headers["Content-Encoding"] = encoding
        answer.vary.add("Accept-Encoding")
        answer.set_etag(f"{found.version}-{encoding or 'plain'}")
        answer.headers["Cache-Control"] = FOREVER if found.fixed else REVALIDATE
        return answer.make_conditional(request.environ)


def _mimetype(file: Path) -> str:
    if file.suffix == ".woff2":
        return "font/woff2"
    return mimetypes.guess_type(file.name)[0] or "application/octet-stream"
