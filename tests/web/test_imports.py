"""Imports over the web: streams, limits, states; malformed requests are told so, and nothing of a file is markup."""

import io
import time
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from dashboard.services import import_jobs
from tests.services.uploads import COUNTS

JSON = {"Accept": "application/json"}


@pytest.fixture
def job(client: FlaskClient):
    """The id of a new import, which is thrown away in the end."""
    begun = client.post("/imports", json={}, headers=JSON).json["id"]
    yield begun
    client.delete(f"/imports/{begun}", json={}, headers=JSON)


def put(client: FlaskClient, job: str, name: str, content: bytes, **given):
    return client.put(f"/imports/{job}/files?name={quote(name)}", data=content, headers=JSON, **given)


def rested(client: FlaskClient, job: str):
    until = time.monotonic() + 60
    while (told := client.get(f"/imports/{job}", headers=JSON).json)["state"] in import_jobs.AT_WORK:
        assert time.monotonic() < until, told
        time.sleep(0.05)
    return told


def test_a_file_comes_is_read_and_reported(client, job):
    assert put(client, job, "export/labs.csv", COUNTS).json == {"number": 1, "size": len(COUNTS)}
    assert client.post(f"/imports/{job}/read", json={}, headers=JSON).json["state"] == "reading"
    told = rested(client, job)
    assert told["state"] == "ready" and told["count"] == 1 and told["log"]["name"] == "export"
    assert told["report"]["refused"][0]["reason"].startswith("no mapping knows its columns")
    assert [one["id"] for one in told["cases"]][:2] == ["case-1", "case-2"]
    answer = client.get("/imports.json", headers=JSON)
    assert answer.headers["Cache-Control"] == "no-store"
    assert next(one for one in answer.json["imports"] if one["id"] == job)["outcome"] == "open"


def test_a_length_that_may_not_come_is_refused_before_it_is_read(client, job):
    body = io.BytesIO(b"x" * 1000)
    length = {"CONTENT_LENGTH": str(4 * 1024**4)}
    answer = client.put(f"/imports/{job}/files?name=x", input_stream=body, headers=JSON, environ_overrides=length)
    assert answer.status_code == 413 and "TIMELINE_UPLOAD_MEGABYTES" in answer.json["error"]
    assert body.tell() == 0


def test_other_requests_keep_their_small_limit(client, job):
    answer = client.post(
        f"/imports/{job}/read", data=b"{" + b" " * 6_000_000 + b"}", content_type="application/json", headers=JSON
    )
    assert answer.status_code in (413, 422)


def test_uploads_come_from_our_own_pages_alone(client, job):
    answer = put(client, job, "x.csv", b"a", environ_overrides={"HTTP_ORIGIN": "http://evil.example"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "asked",
    [None, [], "x", {"dates": "backwards"}, {"decimal": 3}, {"format": "x" * 300}, {"case": "a\0b"}, {"encoding": {}}],
)
def test_malformed_choices_are_told_so(client, job, asked):
    put(client, job, "labs.csv", COUNTS)
    answer = client.post(f"/imports/{job}/read", json=asked, headers=JSON)
    assert answer.status_code == 422 and answer.json["error"]


def test_a_case_that_is_not_there_can_not_be_chosen(client, job):
    put(client, job, "labs.csv", COUNTS)
    assert client.post(f"/imports/{job}/read", json={"case": "nobody"}, headers=JSON).status_code == 404


@pytest.mark.parametrize("wrong", ["x", "..%2f..%2fetc", "A" * 22, "%00"])
def test_ids_that_are_none_are_not_there(client, wrong):
    posts = [("POST", path) for path in ("/accept", "/stop", "/read")]
    gets = [("GET", path) for path in ("", "/preview.svg?case=a", "/case.json?case=a")]
    for method, path in [*posts, *gets, ("DELETE", ""), ("PUT", "/files?name=x")]:
        answer = client.open(f"/imports/{wrong}{path}", method=method, json={}, headers=JSON)
        assert answer.status_code in (404, 405), (method, path)


def test_nothing_can_be_read_accepted_or_seen_before_it_is_there(client, job):
    assert client.post(f"/imports/{job}/read", json={}, headers=JSON).status_code == 422
    assert client.post(f"/imports/{job}/accept", json={}, headers=JSON).status_code == 422
    assert client.get(f"/imports/{job}/case.json?case=case-1", headers=JSON).status_code == 404
    assert client.post(f"/imports/{job}/meanings", json={"kind": "unit"}, headers=JSON).status_code == 422
