"""Values of other systems: read as far as they go, and never refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.analytes import LOINC
from dashboard.domain.events import Quantity
from dashboard.domain.received import Coding, Confirmed, Received, candidates, received, unit_code

WBC = candidates(Coding(LOINC, "6690-2", "WBC"))


def read(value: str, unit: str, decimal: str | None = None, name: str = "WBC") -> Received:
    return received(candidates(Coding(name=name)), value, unit, decimal=decimal)


def test_a_count_becomes_canonical_and_keeps_what_was_received() -> None:
    found = received(WBC, "10851", "/uL")
    assert found.quantity == Quantity("10851", "/uL", Decimal("10.851"), "10*9/L")
    assert (found.analyte_key, found.why) == ("leukocytes", "")


@pytest.mark.parametrize(
    ("value", "unit", "quantity", "analyte", "why"),
    [
        ("<0.1", "K/uL", Quantity("<0.1", "K/uL", Decimal("0.1"), "10*9/L", "<"), "leukocytes", ""),
        ("clumped", "K/uL", Quantity("clumped", "K/uL"), "leukocytes", ""),
        ("clumped", "", Quantity("clumped", ""), "leukocytes", ""),
        ("clumped", "foo", Quantity("clumped", "foo"), "leukocytes", ""),
        ("12", "foo", Quantity("12", "foo", Decimal(12), "foo"), "leukocytes", '"foo" is not a unit that is known'),
        ("12", "", Quantity("12", "", Decimal(12), ""), "", "there is no unit for leukocytes, expected"),
        ("12", "mg/dL", Quantity("12", "mg/dL", Decimal(12), "mg/dL"), "", '"mg/dL" does not measure leukocytes'),
        ("1,037", "K/uL", Quantity("1,037", "K/uL"), "leukocytes", '"1,037" may be 1037 or 1 and a fraction'),
        ("", "K/uL", None, "", "there is a unit but no value"),
        ("  ", "", None, "", ""),
    ],
)
def test_whatever_cannot_be_converted_stays_as_received(
    value: str, unit: str, quantity: Quantity | None, analyte: str, why: str
) -> None:
    found = read(value, unit)
    assert (found.quantity, found.analyte_key) == (quantity, analyte)
    assert found.why.startswith(why) and bool(found.why) == bool(why)


def test_a_declared_decimal_comma_is_read() -> None:
    assert read("211.000", "/uL", ",").quantity == Quantity("211.000", "/uL", Decimal(211), "10*9/L")
    assert read("8,4", "K/uL", ",").quantity == Quantity("8,4", "K/uL", Decimal("8.4"), "10*9/L")


def test_what_is_unknown_keeps_its_number_and_its_unit() -> None:
    found = read("7.2", "ng/mL", name="Something new")
    assert found == Received(Quantity("7.2", "ng/mL", Decimal("7.2"), "ng/mL"))
    assert read("positive", "", name="Something new") == Received(Quantity("positive", ""))


def test_one_name_of_two_quantities_is_told_apart_by_the_unit() -> None:
    assert read("66.5", "%", name="Neutrophils").analyte_key == "neutrophils-share"
    assert read("0.73", "10^9/L", name="Neutrophils").analyte_key == "neutrophils"
    assert read("toxic", "%", name="Neutrophils").analyte_key == "neutrophils-share"
    assert read("toxic", "foo", name="Neutrophils").analyte_key == ""
    assert read("7", "foo", name="Neutrophils").analyte_key == ""


def test_what_a_person_confirmed_counts_before_code_and_name() -> None:
    confirmed = Confirmed(analytes={"LEU1": "leukocytes", "WBC": ""}, units={"Mill.": "10*6/uL"})
    assert candidates(Coding("local", "LEU1", "Leuko (Notfall)"), confirmed)[0].key == "leukocytes"
    assert candidates(Coding("local", "X", "WBC"), confirmed) == ()
    assert (unit_code("Mill.", confirmed), unit_code("Mill."), unit_code(" ")) == ("10*6/uL", None, "")


def test_a_plain_ratio_needs_no_unit() -> None:
    assert read("1.1", "", name="INR").quantity == Quantity("1.1", "", Decimal("1.1"), "{INR}")


def test_a_quotient_without_end_is_cut() -> None:
    quantity = read("360", "umol/L", name="Uric acid").quantity
    assert quantity is not None and quantity.number == Decimal("6.05196")
    glucose = read("99", "mg/dL", name="Urea").quantity
    assert glucose is not None and glucose.number is not None and len(glucose.number.as_tuple().digits) <= 12


@given(st.text(max_size=30), st.text(max_size=12), st.text(max_size=12), st.sampled_from([None, ".", ","]))
def test_any_value_stays_visible_and_nothing_is_raised(value: str, unit: str, name: str, decimal: str | None) -> None:
    found = read(value, unit, decimal, name)
    if value.strip():
        assert found.quantity is not None
        assert (found.quantity.received, found.quantity.unit_received) == (value, unit)
        assert found.quantity.number is None or found.quantity.unit is not None
    else:
        assert found.quantity is None
