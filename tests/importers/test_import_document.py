"""docs/import-tables.md tells every key of a mapping, and its examples load."""

import re
import tomllib
from pathlib import Path

import pytest

from dashboard.importers._tables import mapping_file
from dashboard.importers._tables.mapping import PERSON_FACTS, WORDS
from tests.importers.table_files import cases, read

DOCUMENT = (Path(__file__).parents[2] / "docs" / "import-tables.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", DOCUMENT, re.DOTALL)


@pytest.mark.parametrize(
    "key",
    sorted({*mapping_file._TOP, *mapping_file._TABLE, *mapping_file._RULE, *mapping_file._TEXT, *PERSON_FACTS, *WORDS}),
)
def test_each_key_of_a_mapping_is_documented(key: str) -> None:
    assert re.search(rf"`(?:\[+)?(?:table\.|dictionary\.)?{key}\b|\b{key} = ", DOCUMENT), key


def test_the_smallest_mapping_loads_its_example(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(EXAMPLES[0], encoding="utf-8")
    found = re.search(r"```csv\n(.*?)```", DOCUMENT, re.DOTALL)
    assert found is not None
    (tmp_path / "labs.csv").write_text(found[1], encoding="utf-8")
    (case,) = cases(read(tmp_path)).values()
    assert [event.detail("analyte") for event in case.events] == ["leukocytes", "leukocytes"]


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_each_example_is_a_mapping(tmp_path: Path, number: int) -> None:
    tomllib.loads(EXAMPLES[number])
    (tmp_path / "m.toml").write_text(EXAMPLES[number], encoding="utf-8")
    mapping_file.read_mapping(tmp_path / "m.toml")
