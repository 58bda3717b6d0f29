"""The table of analytes: codes, names, units, and conversions that are safe."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.analytes import LOINC, analyte_key, analyte_of, analytes, coded, named
from dashboard.domain.events import Event, Kind, Quantity
from dashboard.domain.extremes import series_key, series_of
from dashboard.domain.ucum import canonical_unit, ratio
from dashboard.domain.when import When
from tests.domain.builders import case_of

_LOINC = re.compile(r"[0-9]{1,5}-[0-9]")


def _check_digit(code: str) -> int:
    """The last digit of a LOINC code, by Luhn's rule."""
    digits = [int(digit) for digit in code.partition("-")[0]][::-1]
    doubled = sum(sum(divmod(digit * 2, 10)) if place % 2 == 0 else digit for place, digit in enumerate(digits))
    return -doubled % 10


@pytest.mark.parametrize("key", analytes())
def test_each_analyte_has_a_unit_of_ucum_and_codes_that_can_be_right(key: str) -> None:
    analyte = analytes()[key]
    assert canonical_unit(analyte.unit) == analyte.unit
    assert analyte.factor(analyte.unit) == 1
    assert all(canonical_unit(code) == code or code == "1" for code in analyte.factors)
    for code in analyte.loinc:
        assert _LOINC.fullmatch(code) and int(code[-1]) == _check_digit(code), code


def test_no_code_and_no_unit_of_a_name_stands_for_two_analytes() -> None:
    codes = [code for analyte in analytes().values() for code in analyte.loinc]
    assert len(codes) == len(set(codes))
    names: dict[tuple[str, str], set[str]] = {}
    for analyte in analytes().values():
        for name in analyte.names:
            assert name == name.casefold()
            units = names.setdefault((analyte.specimen, name), set())
            assert analyte.unit not in units, f"{name} in {analyte.unit} is told twice"
            units.add(analyte.unit)


@pytest.mark.parametrize(
    ("key", "code", "number", "canonical"),
    [
        ("leukocytes", "/uL", "10851", "10.851"),
        ("leukocytes", "10*6/mL", "10.8", "10.8"),
        ("csf-leukocytes", "/uL", "7", "7"),
        ("erythrocytes", "10*6/uL", "4.5", "4.5"),
        ("hemoglobin", "g/L", "123", "12.3"),
        ("hemoglobin", "mmol/L", "7.6", "12.2470"),
        ("glucose", "mmol/L", "5.5", "99.0858"),
        ("calcium", "mmol/L", "2.5", "10.0195"),
        ("calcium-ionized", "meq/L", "2.4", "1.2"),
        ("potassium", "meq/L", "4.1", "4.1"),
        ("uric-acid", "umol/L", "360", "6.05196"),
        ("urea", "mg/dL", "36", "5.99400"),
        ("bilirubin", "umol/L", "17.1", "0.999769"),
        ("alt", "[iU]/L", "31", "31"),
        ("alt", "ukat/L", "0.5", "30"),
        ("hematocrit", "L/L", "0.42", "42"),
        ("crp", "mg/dL", "1.2", "12"),
        ("inr", "1", "1.1", "1.1"),
    ],
)
def test_conversions_agree_with_figures_worked_out_by_hand(key: str, code: str, number: str, canonical: str) -> None:
    factor = analytes()[key].factor(code)
    assert factor is not None
    assert abs(Decimal(number) * factor - Decimal(canonical)) < Decimal(canonical) / 10_000


@pytest.mark.parametrize(
    ("key", "code"),
    [("leukocytes", "mg/dL"), ("leukocytes", "%"), ("glucose", "g"), ("alt", "mg/dL"), ("ferritin", "mmol/L"),
     ("d-dimer", "ng/mL"), ("hemoglobin", "/uL"), ("inr", "s")],
)  # fmt: skip
def test_what_measures_something_else_is_not_converted(key: str, code: str) -> None:
    assert analytes()[key].factor(code) is None


def test_amounts_are_compared_only_where_both_are_amounts_in_a_volume_or_neither() -> None:
    assert ratio("g", "mg") == 1000 and ratio("mg/dL", "g/L") == Decimal("0.01")
    assert ratio("mmol/L", "mg/dL") is None and ratio("g", "g/L") is None and ratio("s", "min") is None


@pytest.mark.parametrize(
    ("term", "specimen", "keys"),
    [
        ("White Blood Cells", "Blood", ["leukocytes"]),
        ("WBC", "Urine", []),
        ("WBC", "CSF", ["csf-leukocytes"]),
        ("Neutrophils", "", ["neutrophils", "neutrophils-share"]),
        ("Neutrophils [#/volume] in Blood", "", ["neutrophils"]),
        ("Calcium, Total", "Blood", ["calcium"]),
        ("Bilirubin, Direct", "Blood", ["bilirubin-direct"]),
        ("Bilirubin, indirect", "Blood", []),
        ("Protein, Total", "Blood", ["protein"]),
        ("Creatinine (enzymatic)", "", ["creatinine"]),
        ("Creatinine, urine", "", []),
        ("Glucose [Moles/volume] in Serum", "", []),
        ("Leukozyten", "", ["leukocytes"]),
        ("", "", []),
    ],
)
def test_names_are_known_by_what_was_examined(term: str, specimen: str, keys: list[str]) -> None:
    assert [analyte.key for analyte in named(term, specimen)] == keys


def test_a_code_counts_only_in_its_system() -> None:
    known = coded(LOINC, "6690-2")
    assert known is not None and known.key == "leukocytes" and coded("LOINC", " 6690-2 ") is known
    assert coded("local", "6690-2") is None and coded(LOINC, "0-0") is None


def _event(term: str, **details: str) -> Event:
    return Event("e", Kind.LAB, term, When(), details=details)


def test_what_the_reader_of_an_event_found_counts_before_its_term() -> None:
    assert analyte_key(_event("WBC")) == "leukocytes"
    assert analyte_key(_event("WBC", analyte="none")) == ""
    assert analyte_key(_event("anything", analyte="platelets")) == "platelets"
    assert analyte_key(_event("anything")) == ""


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_name_is_an_analyte_or_none_and_never_an_error(term: str, specimen: str) -> None:
    assert all(analyte in analytes().values() for analyte in named(term, specimen))
    assert analyte_of(term) is None or analyte_of(term) in named(term)


def test_values_that_only_share_a_name_are_no_series() -> None:
    other = replace(_event("Leukocytes", analyte="none"), quantity=Quantity("3", "mg", Decimal(3), "mg"))
    coded_ = replace(_event("Zellen", analyte="leukocytes"), quantity=Quantity("3", "G/L", Decimal(3), "10*9/L"))
    case = replace(case_of({}), events=(other, replace(coded_, id="b")))
    assert {key: series.title for key, series in series_of(case).items()} == {
        "leukocytes (other)": "Leukocytes",
        "leukocytes": "Leukocytes",
    }
    assert [series_key(event) for event in case.events] == ["leukocytes (other)", "leukocytes"]
