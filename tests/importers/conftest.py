"""A case folder that loads, taken from docs/case-format.md, for tests to damage."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.importers import case_folder
from dashboard.importers.base import ImportRefused
from tests.importers.table_files import HOSPITAL

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


@pytest.fixture
def hospital(tmp_path: Path) -> Path:
    """An export of five files."""
    (tmp_path / "m.toml").write_text(HOSPITAL.replace("keep = []\n", ""), encoding="utf-8")
    files = {
        "people.csv": ["pid,year,month,sex", "A,1990,5,2", "B,,,9", "A,1990,5,2"],
        "stays.csv": ["pid,stay,ward,state,from,to,died", "A,1,ICU,ok,2024-03-01 10:00,,2024-03-09",
                      "A,2,H1,cancelled,2024-03-02,,", "A,3,X9,ok,2024-03-03,,", "B,4,H1,ok,2024-03-03,2024-03-01,"],
        "drugs.csv": ["pid,drug,from,to,on,given,amount,unit,route,parts,remark",
                      "A,Hydroxyurea,2024-03-01,2024-03-04,,yes,2,g,oral,hydroxycarbamide,first",
                      "A,Dexamethasone,2024-03-02,,yes,yes,,,iv,,", "A,Vincristine,2024-03-03,,no,no,,mg,,,"],
        "tests.csv": ["code,label", "L1,Leuko special", "L2,Sodium", "L1,again"],
        "results.csv": ["nr,pid,code,value,number,unit,lo,hi,flag,date", "1,A,L1,-,12.5,Tsd,4,10,H,2024-03-01",
                        "2,A,L3,positive,,,,,,2024-03-01", "3,,L2,140,,mmol/L,,,,2024-03-01"],
        "unknown.csv": ["a", "1"],
    }  # fmt: skip
    for name, lines in files.items():
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path
