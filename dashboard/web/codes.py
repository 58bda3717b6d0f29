"""The page that says which code is which case; the list comes only when somebody asks for it."""

from dataclasses import asdict

import orjson
from flask import Blueprint, Response, url_for

from dashboard import caller
from dashboard.services.identities import identities
from dashboard.web.plain_page import plain_page

ROUTES = Blueprint("codes", __name__)


@ROUTES.get("/codes")
def page() -> Response:
    """The page, which names nobody until its button is pressed."""
    given = {"class": "story codes", "data-root": url_for("codes.page").removesuffix("codes")}
    return Response(plain_page("Codes of cases", given, page="story-page"), mimetype="text/html")


@ROUTES.post("/codes")
def shown() -> Response:
    """The list; a POST, so that no link and no reload shows it."""
    found = identities(caller.user(), caller.context(), caller.hidden())
    return Response(orjson.dumps({"cases": list(map(asdict, found))}), mimetype="application/json")
