"""The shipped cases in a store of their own, shared by the tests of exports; it is only read."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from dashboard.config import settings_from
from dashboard.exporters import _layouts
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


@pytest.fixture(scope="module")
def few_layouts() -> Iterator[None]:
    """Offline pages are laid out for few sizes and zooms, which takes a tenth of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_layouts, "SIZES", _layouts.SIZES[:2])
        patch.setattr(_layouts, "MOST_ZOOMED", 1)
        patch.setattr(_layouts, "ZOOMS", (2,))
        patch.setattr(_layouts, "FLAGS", ("plain",))
        yield
