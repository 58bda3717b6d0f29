"""A case folder that loads, taken from docs/case-format.md, for tests to damage."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.importers import case_folder
from dashboard.importers.base import ImportRefused

DOCUMENT = Path(__file__).parents[2] / "docs" / "case-format.md"
_EXAMPLE = re.compile(r"^`([a-z]+\.[a-z]+)`\n\n```[a-z]+\n(.*?)```", re.MULTILINE | re.DOTALL)

Damage = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example of the document, written out."""
    for name, text in _EXAMPLE.findall(DOCUMENT.read_text(encoding="utf-8")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def damage(folder: Path) -> Damage:
    """Replaces one piece of text in a file of the example, which must be there."""

    def replace(name: str, old: str, new: str) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


@pytest.fixture
def problems(folder: Path) -> Callable[[], tuple[str, ...]]:
    """Reads the example, which must be refused; the sentences."""

    def read() -> tuple[str, ...]:
        with pytest.raises(ImportRefused) as refused:
            case_folder.read(folder)
        return refused.value.problems

    return read
