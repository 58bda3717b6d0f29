"""Fixtures for all tests: settings that touch nothing outside a temporary folder, and the one app of this process."""

from collections.abc import Iterator

import pytest
from dash import Dash
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from dashboard.config import Settings, settings_from

# Two shared cores: a slow example is no failure.
hypothesis_settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("project")


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of an empty data folder."""
    return settings_from({"TIMELINE_DATA_DIR": str(tmp_path_factory.mktemp("data"))})


@pytest.fixture(scope="session")
def app(settings: Settings) -> Dash:
    """The app, made as gunicorn makes it. Dash keeps callbacks globally, so there is one for the whole run."""
    from dashboard.app import create_app

    return create_app(settings)


@pytest.fixture
def client(app: Dash) -> Iterator[FlaskClient]:
    """A browser-like client of the app: its requests say that they come from the app's own page."""
    with app.server.test_client() as browser:
        browser.environ_base["HTTP_ORIGIN"] = "http://localhost"
        browser.environ_base["HTTP_ACCEPT"] = "text/html"
        yield browser
