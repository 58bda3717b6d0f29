"""The shipped cases in a store of their own, shared by the tests of exports; it is only read."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from dashboard.config import settings_from
from dashboard.offline import page_of
from dashboard.services.context import Context, open_context
from dashboard.services.imports import load_library


@pytest.fixture(scope="session")
def shipped_context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """The context of a process that has loaded the shipped cases."""
    settings = settings_from({"TIMELINE_DATA_DIR": str(tmp_path_factory.mktemp("exports"))})
    context = replace(open_context(settings), page=page_of)
    load_library(context)
    yield context
    context.store.close()
