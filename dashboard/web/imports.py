"""Imports for the browser: files come as streams, are read, reported, and accepted or discarded. Nothing is cached."""

import re
from dataclasses import replace
from typing import Any

import orjson
from flask import Blueprint, Request, Response, current_app, request
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge

from dashboard import caller
from dashboard.errors import Refused
from dashboard.importers._tables.plans import plan_of
from dashboard.importers.base import DATES, DECIMALS, Choices, Dialect
from dashboard.services import import_jobs, import_meanings, import_preview, import_tables, new_case
from dashboard.services.import_files import Pace, TooLarge, TooSlow
from dashboard.services.import_jobs import State
from dashboard.services.import_preview import OWN
from dashboard.services.imports import formats
from dashboard.services.new_case import Facts

ROUTES = Blueprint("imports", __name__)

QUIET_SECONDS = 20.0
AT_ONCE = 4096
"""A read waits until so many bytes are there: few, so that what comes drop by drop is noticed."""

LONGEST = 200
NO_WORD = re.compile(r"[^A-Za-z0-9._-]")
DIALECT = ("encoding", "delimiter", "decimal", "dates")


@ROUTES.post("/imports")
def begin() -> Response:
    """Begin an import. Answers its state."""
    return _answer(import_jobs.begin(caller.user(), caller.context()))


@ROUTES.get("/imports.json")
def latest() -> Response:
    """The imports of this person so far, with how long each took."""
    found = import_jobs.latest(caller.user(), caller.context())
    known = [{"name": one.name, "title": one.title, "needs": one.needs} for one in formats()]
    return _json({"imports": [import_preview.told_log(one) for one in found], "formats": known})


@ROUTES.put("/imports/<job_id>/files")
def receive(job_id: str) -> Response:
    """One file, its bytes as the body and its name in the query. It goes to the disk as it comes."""
    settings = caller.context().settings
    request.max_content_length = settings.upload_megabytes * 1024 * 1024
    read = _reader(request)
    try:
        found = import_jobs.receive(
            caller.user(), caller.context(), job_id, request.args.get("name", ""), request.content_length, read
        )
    except RequestEntityTooLarge:
        raise TooLarge(f"One import may bring {settings.upload_megabytes} MB (TIMELINE_UPLOAD_MEGABYTES).") from None
    return _json({"number": found.number, "size": found.size})


@ROUTES.post("/imports/<job_id>/read")
def read(job_id: str) -> Response:
    """Read the files, as the body says. Answers the state."""
    user, context, asked = caller.user(), caller.context(), _asked()
    choices = choices_of(asked)
    import_preview.refuse_unknown_case(user, context, choices.case_id)
    name = _word(asked, "mapping")
    if name:
        text = _toml(asked.get("toml")) if name == OWN else import_tables.kept_text(user, context, name)
        choices = replace(choices, mapping=import_tables.use(user, context, job_id, text))
    return _answer(import_jobs.start_reading(user, context, job_id, choices, _word(asked, "event")))


@ROUTES.post("/imports/<job_id>/tables")
def tables(job_id: str) -> Response:
    """The first rows of the tables, with what their columns may be."""
    dialect = choices_of(_asked()).dialect
    return _json(import_tables.glimpsed(caller.user(), caller.context(), job_id, dialect))


@ROUTES.post("/imports/<job_id>/tables/try")
def try_plan(job_id: str) -> Response:
    """What a description of the tables comes to: its TOML, and the first rows as events in words."""
    return _json(import_tables.tried(caller.user(), caller.context(), job_id, plan_of(_asked())))


@ROUTES.post("/cases")
def begin_case() -> Response:
    """Begin a case by hand."""
    facts = Facts(**{name: _word(_asked(), name) for name in Facts.__slots__})
    return _json({"id": new_case.create(caller.user(), caller.context(), facts)})


@ROUTES.post("/mappings")
def keep_mapping() -> Response:
    """Keep a description of tables under its name."""
    plan = plan_of(_asked())
    import_tables.keep(caller.user(), caller.context(), plan)
    return _json({"name": plan.name})


@ROUTES.delete("/mappings/<name>")
def forget_mapping(name: str) -> Response:
    """Forget a description that was kept."""
    import_tables.forget(caller.user(), caller.context(), name)
    return _json({"name": name})


@ROUTES.get("/mappings/<name>.toml")
def mapping(name: str) -> Response:
    """A description that was kept, as the command line takes it."""
    text = import_tables.kept_text(caller.user(), caller.context(), name)
    answer = Response(text, mimetype="application/toml")
    answer.headers["Content-Disposition"] = f"attachment; filename={NO_WORD.sub('-', name)}.toml"
    return answer


@ROUTES.get("/imports/<job_id>")
def state(job_id: str) -> Response:
    """How far an import is, and its report where it was read."""
    return _answer(import_jobs.state_of(caller.user(), caller.context(), job_id))


@ROUTES.post("/imports/<job_id>/meanings")
def confirm(job_id: str) -> Response:
    """Keep what a code or a unit means."""
    asked = _asked()
    kind, said, means = (_word(asked, name) for name in ("kind", "said", "means"))
    import_meanings.confirm(caller.user(), caller.context(), job_id, kind, said, means)
    return _json({"said": said, "means": means})


@ROUTES.post("/imports/<job_id>/stop")
def stop(job_id: str) -> Response:
    """Stop reading."""
    return _answer(import_jobs.stop(caller.user(), caller.context(), job_id))


@ROUTES.post("/imports/<job_id>/accept")
def accept(job_id: str) -> Response:
    """Store all of it."""
    looked = _asked().get("pictures_read") is True
    return _answer(import_jobs.accept(caller.user(), caller.context(), job_id, pictures_read=looked))


@ROUTES.delete("/imports/<job_id>")
def discard(job_id: str) -> Response:
    """Throw it away."""
    return _answer(import_jobs.discard(caller.user(), caller.context(), job_id))


@ROUTES.get("/imports/<job_id>/preview.svg")
def preview(job_id: str) -> Response:
    """The timeline of a case as it would be."""
    case_id, theme = request.args.get("case", "")[:LONGEST], request.args.get("theme", "light")
    width = request.args.get("w", default=1200, type=int)
    drawn = import_preview.preview(caller.user(), caller.context(), job_id, case_id, theme, width)
    return Response(drawn, mimetype="image/svg+xml")


@ROUTES.get("/imports/<job_id>/case.json")
def case(job_id: str) -> Response:
    """A case as it would be, in words: which lane holds what, and why a curve has gaps."""
    case_id = request.args.get("case", "")[:LONGEST]
    return _json(import_preview.told_case(caller.user(), caller.context(), job_id, case_id))


def choices_of(asked: dict[str, Any]) -> Choices:
    """What a person has chosen in the browser. Raises Refused for anything else."""
    said = {name: word for name in DIALECT if (word := _word(asked, name))}
    for name, words in (("decimal", DECIMALS), ("dates", DATES)):
        if said.get(name) and said[name] not in words:
            raise Refused(f"{name}: expected {' or '.join(words)}")
    dialect = Dialect(**said, said=tuple(said))
    return Choices(_word(asked, "format"), None, _word(asked, "source"), _word(asked, "case"), dialect)


def _reader(sent: Request) -> Any:
    """Reads the body with an eye on the clock. What sends nothing for a while, or next to nothing, is let go."""
    connection, pace = sent.environ.get("gunicorn.socket"), Pace()
    if connection is not None:
        connection.settimeout(QUIET_SECONDS)

    def read(count: int) -> bytes:
        try:
            part: bytes = sent.stream.read(min(count, AT_ONCE))
        except (OSError, ClientDisconnected):
            raise TooSlow("The file has stopped coming. Nothing of it was kept; send it again.") from None
        pace.took(len(part))
        return part

    return read


def _asked() -> dict[str, Any]:
    asked = request.get_json(silent=True)
    if not isinstance(asked, dict):
        raise Refused("the choices of an import are an object of JSON")
    return asked


def _toml(text: Any) -> str:
    """The mapping that came along; "" is the one that came before."""
    if text is None:
        return ""
    if not isinstance(text, str) or not text.strip() or "\x00" in text:
        raise Refused("a mapping is a text of TOML")
    return text


def _word(asked: dict[str, Any], name: str) -> str:
    word = asked.get(name, "")
    if not isinstance(word, str) or len(word) > LONGEST or "\x00" in word:
        raise Refused(f"{name} is a word of at most {LONGEST} letters")
    return word.strip()


def _answer(found: State) -> Response:
    user, context = caller.user(), caller.context()
    told = import_preview.told_state(user, context, found)
    current_app.logger.debug("import %s is %s", found.id, found.state)
    return _json(told)


def _json(told: Any) -> Response:
    return Response(orjson.dumps(told), mimetype="application/json")
