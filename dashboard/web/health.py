"""Two addresses for whoever watches the program: it runs; it can work. Neither says anything about a case."""

from flask import Blueprint, Response

ROUTES = Blueprint("health", __name__)


@ROUTES.get("/health/live")
def live() -> Response:
    """200 while the process answers."""
    return Response("live\n", mimetype="text/plain")
