"""The two addresses for whoever watches the program."""

from dashboard.services import readiness


def test_live_and_ready(client):
    assert client.get("/health/live").status_code == 200
    assert client.get("/health/ready").text == "ready\n"


def test_not_ready_when_the_database_does_not_answer(client, monkeypatch):
    monkeypatch.setattr(readiness, "database_answers", lambda context: False)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.text) == (503, "not ready\n")
    assert client.get("/health/live").status_code == 200
