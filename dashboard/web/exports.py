"""Exports for the browser: begin one, ask how far it is, stop it, fetch its file. Nothing of it is cached anywhere."""

from dataclasses import replace
from typing import Any

import orjson
from flask import Blueprint, Response, request, send_file, url_for

from dashboard import caller
from dashboard.errors import Refused
from dashboard.services import export_jobs, exports
from dashboard.services.export_jobs import State
from dashboard.services.exports import Wish
from dashboard.web.timeline import LONGEST, view_of

ROUTES = Blueprint("exports", __name__)
FORMATS = exports.formats()  # at import: a broken exporter stops the start


@ROUTES.post("/cases/<case_id>/exports")
def begin(case_id: str) -> Response:
    """Begin an export of the view that the query names; the form says what is wanted. Answers its state."""
    return _answer(export_jobs.start(caller.user(), caller.context(), case_id, wish_of(request.get_json(silent=True))))


@ROUTES.get("/cases/<case_id>/exports/words.json")
def words(case_id: str) -> Response:
    """The words that are to be read before they go out of a de-identified export."""
    found = exports.words_to_read(caller.user(), caller.context(), case_id, caller.hidden())
    return Response(orjson.dumps({"words": found}), mimetype="application/json")


@ROUTES.get("/exports/<job_id>")
def state(job_id: str) -> Response:
    """How far an export is."""
    return _answer(export_jobs.state_of(caller.user(), caller.context(), job_id))


@ROUTES.delete("/exports/<job_id>")
def stop(job_id: str) -> Response:
    """Stop an export."""
    return _answer(export_jobs.cancel(caller.user(), caller.context(), job_id))


@ROUTES.get("/exports/<job_id>/file")
def file(job_id: str) -> Response:
    """The finished file, under a name that holds the code of the case and nothing else of it."""
    found, path = export_jobs.file_of(caller.user(), caller.context(), job_id)
    answer = send_file(path, mimetype=found.media_type, as_attachment=True, download_name=found.name, max_age=0)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def wish_of(asked: Any) -> Wish:
    """What a form asks for, the view taken from the query. Raises Refused for anything else."""
    if not isinstance(asked, dict) or not isinstance(asked.get("format"), str):
        raise Refused("an export names its format")
    choices = asked.get("choices", {})
    if not isinstance(choices, dict) or not all(isinstance(one, str) for pair in choices.items() for one in pair):
        raise Refused("the choices of a format are words")
    said = {name: asked.get(name) is True for name in ("deidentified", "words_read", "pictures_read", "review_notes")}
    view = replace(view_of(request.args), width=1540.0)
    return Wish(asked["format"], request.args.get("zero", "")[:LONGEST], view, **said, hidden=caller.hidden(),
                beside=request.args.get("beside", "")[:LONGEST], choices=choices)  # fmt: skip


def _answer(found: State) -> Response:
    told = {
        "id": found.id,
        "state": found.state,
        "share": found.share,
        "words": found.words,
        "name": found.name,
        "file": url_for("exports.file", job_id=found.id) if found.state == export_jobs.DONE else None,
    }
    return Response(orjson.dumps(told), mimetype="application/json")
