"""An empty database of each kind, and the store on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.store.prepare import open_store
from dashboard.store.session import Store
from tests import postgres

KINDS = ("sqlite", "postgresql")


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'data' / 'timeline.db'}"
        return
    url = postgres.new_database()
    if url is None:
        pytest.skip("PostgreSQL is not installed: initdb was not found (Debian: apt-get install postgresql)")
    yield url
    postgres.drop_database(url)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An empty store."""
    opened = open_store(database_url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Path:
    """The file of an empty SQLite store that was opened once and closed."""
    file = tmp_path / "data" / "timeline.db"
    open_store(f"sqlite:///{file}").close()
    return file
