"""Settings: defaults, what the environment may say, and sentences for what it may not."""

from dataclasses import fields
from pathlib import Path

import pytest

from dashboard.config import Settings, is_loopback, settings_from, variable
from dashboard.errors import Misconfigured


def test_an_empty_environment_gives_settings_that_work_on_this_machine_only():
    settings = settings_from({})
    assert settings.loopback
    assert (settings.host, settings.port, settings.url_prefix) == ("127.0.0.1", 8050, "/")
    assert settings.database_url == f"sqlite:///{settings.data_dir / 'timeline.db'}"
    assert settings.pictures_dir is None
    assert settings.cases_dir.is_dir()


def test_each_setting_has_help_and_a_default_that_can_be_read():
    for field in fields(Settings):
        assert field.metadata["help"].endswith(".")
        field.metadata["read"](field.metadata["default"])


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("port", "0", 0),
        ("port", "65535", 65535),
        ("workers", "1", 1),
        ("url_prefix", "timeline", "/timeline/"),
        ("url_prefix", "/a/b/", "/a/b/"),
        ("url_prefix", "", "/"),
        ("trusted_hosts", " A.example , b", ("a.example", "b")),
        ("pictures_dir", "/tmp", Path("/tmp")),
        ("database_url", "postgresql+psycopg://u:secret@h/d", "postgresql+psycopg://u:secret@h/d"),
        ("database_url", "sqlite:////tmp/x.db", "sqlite:////tmp/x.db"),
    ],
)
def test_a_variable_is_read(name, text, value):
    assert getattr(settings_from({variable(name): text}), name) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("port", "x"),
        ("port", "-1"),
        ("port", "65536"),
        ("port", "80.5"),
        ("port", "²"),
        ("port", ""),
        ("workers", "0"),
        ("threads", "65"),
        ("url_prefix", "a b"),
        ("url_prefix", "/a//b"),
        ("url_prefix", "../x"),
        ("url_prefix", "<script>"),
        ("trusted_hosts", " , "),
        ("database_url", "mysql://h/d"),
        ("database_url", "timeline.db"),
    ],
)
def test_what_cannot_be_is_refused_with_the_name_of_the_variable(name, text):
    with pytest.raises(Misconfigured, match=f"{variable(name)} expects "):
        settings_from({variable(name): text})


def test_a_misspelled_setting_is_not_ignored():
    with pytest.raises(Misconfigured, match="TIMELINE_PROT is no setting"):
        settings_from({"TIMELINE_PROT": "80"})


def test_other_variables_are_none_of_our_business():
    assert settings_from({"PORT": "1", "HOST": "0.0.0.0"}) == settings_from({})


def test_the_database_password_is_in_no_repr():
    settings = settings_from({"TIMELINE_DATABASE_URL": "postgresql+psycopg://u:secret@h/d"})
    assert "secret" not in repr(settings)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("[::1]", True), ("localhost", True), ("0.0.0.0", False)]
    + [("::", False), ("10.0.0.1", False), ("", False), ("example.org", False), ("localhost.example.org", False)],
)
def test_which_addresses_are_this_machine(host, loopback):
    assert is_loopback(host) is loopback
