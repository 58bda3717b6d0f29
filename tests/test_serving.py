"""How gunicorn is told to serve: the configuration file, the Procfile and the Makefile say the same."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def configured(monkeypatch):
    """The values of gunicorn.conf.py under an environment."""

    def read(**environ):
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "gunicorn.conf.py"))

    return read


def test_address_processes_and_threads_come_from_the_settings(configured):
    found = configured(TIMELINE_PORT="8123", TIMELINE_WORKERS="3", TIMELINE_THREADS="5")
    assert (found["bind"], found["workers"], found["threads"]) == ("127.0.0.1:8123", 3, 5)


def test_it_serves_by_threads_keeps_connections_and_opens_nothing_else(configured):
    found = configured()
    assert found["worker_class"] == "gthread"
    assert found["keepalive"] >= 30
    assert found["control_socket_disable"] is True
    assert found["preload_app"] is True
    assert found["umask"] == 0o077
    assert found["max_requests"] > 0
    assert found["max_requests_jitter"] > 0
    assert found["accesslog"] is None  # addresses name cases


def test_a_wrong_setting_stops_it_with_a_sentence(configured):
    with pytest.raises(SystemExit, match="TIMELINE_WORKERS expects"):
        configured(TIMELINE_WORKERS="none")


def test_every_way_to_start_is_the_same():
    line = "gunicorn --config gunicorn.conf.py 'dashboard.app:wsgi()'"
    assert (ROOT / "Procfile").read_text(encoding="utf-8").strip() == f"web: {line}"
    assert line in (ROOT / "Makefile").read_text(encoding="utf-8")
