"""A context on an empty database of each kind, and a library of small case folders to write in."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.config import Settings, settings_from
from dashboard.domain.people import LOCAL_USER, User
from dashboard.services.context import Context, open_context
from tests.services.folders import write_case
from tests.store.conftest import database_url

__all__ = ["database_url"]


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings of an empty database and a library of two small cases."""
    library = tmp_path / "library"
    for name in ("a", "b"):
        write_case(library / name)
    environ = {"TIMELINE_DATA_DIR": str(tmp_path / "data"), "TIMELINE_DATABASE_URL": database_url}
    return settings_from(environ | {"TIMELINE_CASES_DIR": str(library)})


@pytest.fixture
def context(settings: Settings) -> Iterator[Context]:
    """The context of a process that has not loaded its library yet."""
    opened = open_context(settings)
    yield opened
    opened.store.close()


@pytest.fixture
def library(settings: Settings) -> Path:
    """The folder of the library."""
    return settings.cases_dir


@pytest.fixture
def somebody() -> User:
    """A user as the web makes one."""
    return replace(LOCAL_USER, place="127.0.0.1", request="r1")
