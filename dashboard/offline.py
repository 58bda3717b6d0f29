"""The page of one case for a file that needs no server: the program once more, in a folder of its own, with that case
and nothing else. Who writes the file asks it as a browser would ask the server."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask
from flask.testing import FlaskClient

from dashboard import caller, web
from dashboard.components import offline
from dashboard.components.markup import markup
from dashboard.config import settings_from
from dashboard.domain.people import LOCAL_USER
from dashboard.errors import Refused
from dashboard.registry import modules_of
from dashboard.services.cases import open_case
from dashboard.services.context import Context, open_context
from dashboard.services.imports import load_library
from dashboard.web import faults

HOST = "http://localhost"


@dataclass(frozen=True, slots=True)
class OfflinePage:
    """One case in a program of its own."""

    case_id: str
    context: Context
    client: FlaskClient

    def body(self) -> str:
        """The HTML of the page, before any script has run."""
        return markup(offline.page(open_case(LOCAL_USER, self.context, self.case_id).case))

    def answer(self, address: str) -> bytes:
        """What is answered to an address of a script. Raises Refused with the sentence where there is nothing."""
        answer = self.client.get(f"/{address}", base_url=HOST, headers={"Accept": "application/json"})
        if answer.status_code != 200:
            raise Refused((answer.get_json(silent=True) or {}).get("error", "The page of the case cannot be made."))
        return bytes(answer.data)


@contextmanager
def page_of(folder: Path) -> Iterator[OfflinePage]:
    """The page of the case in `folder`; everything that this needs lies beside it and goes away with it."""
    data = Path(tempfile.mkdtemp(prefix="page-", dir=folder.parent))
    library = data / "library"
    library.mkdir()
    folder.rename(library / folder.name)
    context = open_context(settings_from({"TIMELINE_DATA_DIR": str(data / "data"), "TIMELINE_CASES_DIR": str(library)}))
    try:
        (outcome,) = load_library(context)
        if outcome.refusals:
            raise Refused("The case cannot be put into a file of its own: " + " ".join(map(str, outcome.refusals)))
        server = Flask("offline", static_folder=None)
        faults.install(server)
        caller.install(server, context)
        for module in modules_of(web):
            routes = getattr(module, "ROUTES", None)
            if isinstance(routes, Blueprint):
                server.register_blueprint(routes)
        with server.test_client() as client:
            yield OfflinePage(outcome.cases[0].id, context, client)
    finally:
        context.store.close()
        shutil.rmtree(data, ignore_errors=True)
