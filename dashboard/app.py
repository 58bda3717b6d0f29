"""create_app(settings): the only place where settings, services, routes, pages and browser files are joined."""

import logging
import os
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from urllib.parse import unquote

from dash import Dash, _pages
from flask import Blueprint, Flask, Response, abort, g, make_response, request

from dashboard import caller, web
from dashboard.components import first_look, mirror, shell, timeline
from dashboard.components.markup import markup
from dashboard.config import ROOT, Settings, settings_from
from dashboard.domain.cases import Case
from dashboard.domain.discretion import Hidden
from dashboard.errors import Misconfigured, NotFound, Unavailable
from dashboard.offline import page_of
from dashboard.registry import extensions
from dashboard.services import images, looks
from dashboard.services.context import OpenCase, open_context
from dashboard.services.images import StudyPicture
from dashboard.services.imports import load_library
from dashboard.web import callback_bodies, compression, document, faults, security, themes
from dashboard.web.document import Document, WholePage
from dashboard.web.kept import kept_text
from dashboard.web.shelf import CASE, EVERY, SHELF, Shelf
from dashboard.web.timeline import PARTS, SHARP, Around, around_of, study_address

TITLE = "Clinical timeline"
CASE_PATH = re.compile(r"cases/([^/]+)/?")
WITHOUT_ROUTES = frozenset(
    {
        *("callback_bodies", "callback_types", "compression", "document", "faults", "kept", "plain_page"),
        *("security", "shelf", "themes"),
    }
)
CLOSED = frozenset({"_reload-hash"})  # only hot reload asks for it, and that cannot be switched on


def create_app(settings: Settings) -> Dash:
    """The app, warm and with its library loaded. One a process, as Dash keeps its callbacks globally."""
    security.refuse_open_door(settings)
    security.forget_framework_environment(os.environ)
    context = replace(open_context(settings), page=page_of)
    load_library(context)
    app = _dash_app(settings)
    caller.install(app.server, context)
    _register_routes(app.server, settings)
    _check_requests(app)
    _answer_unknown_pages(app)
    _warm(app, settings)
    return app


def wsgi() -> Flask:
    """What gunicorn serves: the app with the settings of the environment."""
    _log_one_line_an_entry()
    try:
        server: Flask = create_app(settings_from(os.environ)).server
    except (Misconfigured, Unavailable) as problem:
        raise SystemExit(str(problem)) from None
    return server


def _dash_app(settings: Settings) -> Document:
    server = Flask("dashboard", static_folder=None)
    faults.install(server)
    security.guard(server, settings)
    compression.install(server)
    app = Document(
        "dashboard",
        server=server,
        assets_folder=str(ROOT / "assets"),
        assets_external_path="",
        include_assets_files=False,
        use_pages=True,
        pages_folder=str(ROOT / "dashboard" / "pages"),
        include_pages_meta=False,
        routes_pathname_prefix=settings.url_prefix,
        requests_pathname_prefix=settings.url_prefix,
        suppress_callback_exceptions=False,
        compress=False,
        enable_mcp=False,
        websocket_callbacks=False,
        title=TITLE,
        update_title="",
        index_string=document.frame(),
        add_log_handler=False,
    )
    app.shelf = server.extensions[SHELF] = Shelf(app)
    app.layout = shell.layout()
    app.whole_page = _whole_page
    server.extensions[PARTS] = _parts
    return app


def _whole_page(path: str) -> WholePage | None:
    """The page of a case, or of several, which comes with the document; None for every other."""
    if path.strip("/") == "mirror":
        return WholePage(markup([shell.skip_link(), mirror.page(caller.hidden())]), mirror.TITLE, EVERY)
    asked = CASE_PATH.fullmatch(path)
    if asked is None:
        return None
    return WholePage(markup(shell.skip_link()) + _case_page(unquote(asked[1])), timeline.TITLE, CASE)


def _case_page(case_id: str) -> str:
    hidden = caller.hidden()
    try:
        opened, pictures = images.open_with_pictures(caller.user(), caller.context(), case_id, hidden)
    except NotFound:
        g.missing = True
        return markup(timeline.page(case_id, None, hidden))
    around = around_of(case_id)
    key = ("first page", case_id, opened.version, hidden, around, pictures)
    return kept_text(key, lambda: _drawn(opened, pictures, hidden, around))


def _film_addresses(picture: StudyPicture) -> tuple[str, str]:
    return study_address(picture), study_address(picture, SHARP)


def _drawn(opened: OpenCase, pictures: tuple[StudyPicture, ...], hidden: Hidden, around: Around) -> str:
    look = first_look.layout(looks.first_look(opened, pictures), _film_addresses)
    return markup(timeline.page(opened.case.id, opened.case, hidden, around.beside, look, on_agenda=around.on_agenda))


def _parts(case: Case, around: Around) -> str:
    return markup(timeline.parts(case.id, case, caller.hidden(), around.beside, on_agenda=around.on_agenda))


def _register_routes(server: Flask, settings: Settings) -> None:
    for routes in extensions(web, "ROUTES", Blueprint, but=WITHOUT_ROUTES):
        server.register_blueprint(routes, url_prefix=settings.url_prefix.rstrip("/"))


def _check_requests(app: Document) -> None:
    prefix = app.config.routes_pathname_prefix
    callbacks = f"{prefix}_dash-update-component"

    def check() -> Response | None:
        if "\x00" in request.path or request.path.removeprefix(prefix) in CLOSED:
            abort(404)
        if request.path == callbacks and request.method == "POST":
            callback_bodies.check_callback(app.callback_map, prefix)
        return app.shelf.serve()

    app.server.before_request(check)


def _answer_unknown_pages(app: Dash) -> None:
    """Dash answers every address with 200 and its page; here an address without a page is 404."""
    endpoint = f"{app.config.routes_pathname_prefix}<path:path>"
    page = app.server.view_functions[endpoint]

    def page_or_missing(path: str) -> Response:
        known = bool(_pages._path_to_page(path.strip("/"))[0])
        if not known and not request.accept_mimetypes.accept_html:
            abort(404)
        answer = page(path=path)
        return make_response(answer, 200 if known and not g.get("missing") else 404)

    app.server.view_functions[endpoint] = page_or_missing


def _warm(app: Dash, settings: Settings) -> None:
    """Do what the first request would: concurrent first callbacks fail otherwise, and the CSP needs every script."""
    origin = f"http://{settings.trusted_hosts[0].removeprefix('.')}"
    with app.server.test_client() as client:
        first = client.get(settings.url_prefix, base_url=origin)
        if first.status_code >= 500:
            raise Misconfigured("The first page cannot be made; the log says where it failed.")
        files = re.findall(r'(?:src|href)="([^"]+)"', first.text)
        for address in (*files, settings.url_prefix + document.PLOTLY):
            for encoding in compression.PACKERS:
                client.get(address, base_url=origin, headers={"Accept-Encoding": encoding})
    own = b64encode(sha256(themes.SCRIPT.encode()).digest()).decode()
    security.set_policy(app.server, [*app.csp_hashes(), f"'sha256-{own}'"])


def _log_one_line_an_entry() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    logging.getLogger("alembic").setLevel(logging.WARNING)


class OneLine(logging.Formatter):
    """A formatter whose entries are one line each, whatever a message holds."""

    def format(self, record: logging.LogRecord) -> str:
        """The entry, its control characters escaped."""
        return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in super().format(record))
