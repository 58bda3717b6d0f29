"""The mapping file of local codes: the document's example and the one that ships load, and what is wrong is named."""

import re
from pathlib import Path

import pytest

from dashboard.domain.received import Confirmed
from dashboard.importers._fhir.confirmed import confirmed_of
from dashboard.importers.base import Choices, ImportRefused

ROOT = Path(__file__).resolve().parents[3]
SYSTEM = "http://lab.example/codes"


def confirmed(folder, text, more=None):
    path = folder / "codes.toml"
    path.write_text(text, encoding="utf-8")
    return confirmed_of(Choices(mapping=path, confirmed=more or Confirmed()))


def test_the_example_of_the_document_is_read(tmp_path):
    (example,) = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "import-fhir.md").read_text(encoding="utf-8"), re.S)
    found = confirmed(tmp_path, example)
    assert found.analytes == {f"{SYSTEM}|51301": "leukocytes"}
    assert found.units == {"m/uL": "10*6/uL"}


def test_the_mapping_that_ships_is_read():
    found = confirmed_of(Choices(mapping=ROOT / "data" / "mappings" / "mimic-iv-fhir.toml"))
    assert len(found.analytes) == 22
    assert set(found.units) == {"m/uL"}


def test_what_was_confirmed_on_the_page_stands_over_the_file(tmp_path):
    found = confirmed(tmp_path, '[[codes]]\ncode = "x"\nanalyte = "platelets"\n', Confirmed({"x": "leukocytes"}))
    assert found.analytes == {"x": "leukocytes"}


@pytest.mark.parametrize(
    ("text", "field", "reason"),
    [
        ("x = ", "", "not TOML"), ('format = "tables"', "format", "not for fhir"), ("colour = 1", "colour",
        "not known"),
        ("codes = 5", "codes", "[[codes]]"), ('[[codes]]\ncode = "x"', "codes 1, analyte", "missing"),
        ('[[codes]]\ncode = 5\nanalyte = ""', "codes 1, code", "quotation marks"),
        ('[[codes]]\ncode = "x"\nanalyte = "gold"', "codes 1, analyte", "table of analytes"),
        ('[[codes]]\ncode = "x"\nanalyte = ""\nhue = "x"', "codes 1, hue", "not known"),
        ('[[units]]\nreceived = "x"\nucum = "nothing"', "units 1, ucum", "not a unit"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_mapping_is_named(tmp_path, text, field, reason):
    with pytest.raises(ImportRefused) as refused:
        confirmed(tmp_path, text)
    assert any(one.field == field and reason in one.reason for one in refused.value.refusals)


def test_a_mapping_that_is_not_there_or_no_text_is_refused(tmp_path):
    with pytest.raises(ImportRefused, match="cannot be read"):
        confirmed_of(Choices(mapping=tmp_path / "none.toml"))
    (tmp_path / "odd.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ImportRefused, match="not TOML"):
        confirmed_of(Choices(mapping=tmp_path / "odd.toml"))
