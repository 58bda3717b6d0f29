"""Two addresses for whoever watches the program: it runs; it can work. Neither says anything about a case."""

from flask import Blueprint, Response

from dashboard import caller
from dashboard.services import readiness

ROUTES = Blueprint("health", __name__)


@ROUTES.get("/health/live")
def live() -> Response:
    """200 while the process answers."""
    return Response("live\n", mimetype="text/plain")


@ROUTES.get("/health/ready")
def ready() -> Response:
    """200 when the database answers, else 503."""
    works = readiness.database_answers(caller.context())
    return Response("ready\n" if works else "not ready\n", status=200 if works else 503, mimetype="text/plain")
