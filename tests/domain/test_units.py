"""Values with units: D1 to D4 of the requirements."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.decimals import NumberError, read_number
from dashboard.domain.events import Quantity
from dashboard.domain.plausibility import Sample, implausible
from dashboard.domain.ucum import canonical_unit, count_factor, spoken_unit
from dashboard.domain.units import UnitError, analyte_of, read_quantity, spoken

WBC = "Leukocytes [#/volume] in Blood"
CREATININE = "Creatinine [Mass/volume] in Serum"


def _quantity(term: str, value: str, unit: str, decimal: str | None = None) -> Quantity:
    quantity = read_quantity(term, value, unit, decimal)
    assert quantity is not None
    return quantity


@pytest.mark.parametrize(
    "value", ["211 000", "211,000", "211000", "211\u00a0000", "211\u202f000", "211\u2009000", "211'000", " 211000 "]
)
@pytest.mark.parametrize("unit", ["/uL", "/\u00b5L", "/\u03bcL", "/mm3", "/mm³", "cells/uL", "/cu mm"])
def test_a_count_per_microlitre_reads_as_211_however_it_is_printed(value: str, unit: str) -> None:
    quantity = _quantity(WBC, value, unit)
    assert (quantity.number, quantity.unit) == (211, "10*9/L")
    assert (quantity.received, quantity.unit_received) == (value, unit)
    assert quantity.converted


@pytest.mark.parametrize(
    "unit", ["10*3/uL", "10^9/L", "G/L", "K/uL", "x10^9/L", "×10⁹/L", "10E3/µL", "10*6/mL", "X10(3)/uL", "Gpt/L", "/nL"]
)
def test_a_count_in_thousands_reads_as_211(unit: str) -> None:
    assert _quantity("WBC", "211", unit).number == 211


def test_a_point_as_separator_of_thousands_needs_a_declared_decimal_comma() -> None:
    assert _quantity(WBC, "211.000", "/uL", ",").number == 211
    with pytest.raises(UnitError, match='"211.000" may be 211000 or 211 and a fraction'):
        read_quantity(WBC, "211.000", "/uL")


@pytest.mark.parametrize(
    ("value", "unit", "column", "reason"),
    [
        ("1.037", "", "unit", "Leukocytes need a unit"),
        ("1037", "foo", "unit", '"foo" is not a unit that is known, such as "10'),
        ("1037", "mg/dL", "unit", '"mg/dL" does not measure leukocytes'),
        ("1037", "10*3", "unit", "does not measure leukocytes"),
        ("1,037", "10*9/L", "value", "may be 1037 or 1 and a fraction"),
        ("0,211", "/uL", "value", "may be 0211 or 0 and a fraction"),
        ("1.037", "/uL", "value", "may be 1037 or 1 and a fraction"),
        ("21,10", "10*9/L", "value", "is not a number with"),
        ("1 03", "10*9/L", "value", "is not a number with"),
        ("2110,000", "/uL", "value", "is not a number with"),
        ("1.2.3", "10*9/L", "value", "is not a number with"),
        ("about 5", "10*9/L", "value", "is not a number"),
        ("9" * 30, "10*9/L", "value", "is not a number"),
        ("", "/uL", "value", 'there is a unit "/uL" but no value'),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused_with_its_column(
    value: str, unit: str, column: str, reason: str
) -> None:
    with pytest.raises(UnitError, match=reason) as refused:
        read_quantity(WBC, value, unit)
    assert refused.value.field == column


def test_the_dangerous_factor_of_a_thousand_is_never_reached() -> None:
    assert _quantity(WBC, "1 037 000", "/µL").number == 1037
    assert _quantity(WBC, "1,037,000", "/uL").number == 1037
    assert _quantity(WBC, "10.851", "10*9/L").number == Decimal("10.851")
    assert _quantity(WBC, "10851", "/uL").number == Decimal("10.851")


def test_blank_cells_are_no_value() -> None:
    assert read_quantity(WBC, " ", "") is None


def test_a_word_stays_a_word() -> None:
    assert _quantity("Intraventricular pressure", "normal", "") == Quantity("normal", "")
    assert spoken(_quantity("Intraventricular pressure", "normal", "cm[H2O]")) == "normal cm[H2O]"


def test_text_with_digits_stays_text_where_nothing_is_measured() -> None:
    assert _quantity("Culture", "2 of 3 positive", "").number is None
    with pytest.raises(UnitError, match='"2 of 3" is not a number'):
        read_quantity("Culture", "2 of 3", "%")


def test_an_unknown_unit_is_refused_for_any_quantity() -> None:
    with pytest.raises(UnitError, match='"flub" is not a unit that is known, such as "mg/dL"'):
        read_quantity("Opening pressure", "5", "flub")


def test_a_value_without_unit_of_no_known_analyte_is_a_plain_number() -> None:
    quantity = _quantity("Lansky score", "90", "")
    assert (quantity.number, quantity.unit, quantity.converted) == (90, "", False)
    assert spoken(quantity) == "90"


@pytest.mark.parametrize(
    ("value", "comparator", "number"),
    [("<0.1", "<", "0.1"), ("≤ 5", "<=", "5"), (">=2", ">=", "2"), ("≥2", ">=", "2"), ("> 100", ">", "100")],
)
def test_comparators_are_kept(value: str, comparator: str, number: str) -> None:
    quantity = _quantity(WBC, value, "10*9/L")
    assert (quantity.comparator, quantity.number) == (comparator, Decimal(number))
    assert spoken(quantity) == f"{comparator}{number} ×10⁹/L"


def test_creatinine_converts_both_ways_of_reporting() -> None:
    quantity = _quantity(CREATININE, "1.5", "mg/dL")
    assert (quantity.number, quantity.unit) == (Decimal("132.6"), "umol/L")
    assert spoken(quantity) == "133 µmol/L"
    assert _quantity("Creatinine", "133", "µmol/L").number == 133
    assert spoken(_quantity("Creatinine", "0", "mg/dL")) == "0 µmol/L"
    assert spoken(_quantity("Creatinine", "1.505", "mg/dL")) == "133.0 µmol/L"


def test_numbers_are_shown_at_the_precision_received() -> None:
    assert spoken(_quantity(WBC, "412500", "/uL")) == "412.5 ×10⁹/L"
    assert spoken(_quantity(WBC, "4.50", "K/uL")) == "4.50 ×10⁹/L"
    assert spoken(_quantity(WBC, "1037000", "/uL")) == "1037 ×10⁹/L"
    assert spoken(_quantity("Sodium", "-140.0", "mmol/L")) == "-140.0 mmol/L"


@pytest.mark.parametrize(
    ("term", "key"),
    [
        (WBC, "leukocytes"),
        ("WBC", "leukocytes"),
        ("Leucocyte count in blood by automated count", "leukocytes"),
        ("White blood cells, first count", "leukocytes"),
        ("Platelets [#/volume] in Blood", "platelets"),
        ("Blasts/100 leukocytes in Blood (smear)", "blasts"),
        (CREATININE, "creatinine"),
        ("Creatinine [Moles/volume] in Serum or Plasma", "creatinine"),
        ("Leukocytes [#/volume] in Cerebral spinal fluid", "csf-leukocytes"),
        ("Leukocyte esterase", None),
        ("Creatinine clearance", None),
        ("Creatinine [Mass/volume] in Urine", None),
        ("Blasts [#/volume] in Blood", None),
    ],
)
def test_an_analyte_is_known_by_its_term_and_only_where_it_is_the_same_quantity(term: str, key: str | None) -> None:
    analyte = analyte_of(term)
    assert (analyte.key if analyte else None) == key


def test_blasts_are_a_share() -> None:
    assert _quantity("Blasts/100 leukocytes in Blood (smear)", "96", "%").number == 96
    with pytest.raises(UnitError, match='"10\\*9/L" does not measure blasts: expected "%"'):
        read_quantity("Blasts", "96", "10*9/L")


@pytest.mark.parametrize(
    ("spelled", "code"),
    [
        ("mg/dl", "mg/dL"), ("mcg/mL", "ug/mL"), ("IU/L", "[iU]/L"), ("mmHg", "mm[Hg]"), ("°C", "Cel"), ("years", "a"),
        ("mL/min/1.73m2", "mL/min/{1.73_m2}"), ("mg/m^2", "mg/m2"), ("{revisions}", "{revisions}"), ("g·m", "g.m"),
        ("MG/DL", None), ("foo", None), ("", None), ("mg//dL", None), ("10", None), ("<b>", None), ("/", None),
        ("g/(24.h)", "g/(24.h)"), ("[lb_av]/[in_i]2", "[lb_av]/[in_i]2"), ("dyn.s/cm5", "dyn.s/cm5"), ("N/A", None),
    ],
)  # fmt: skip
def test_units_are_read_by_their_ucum_code_or_not_at_all(spelled: str, code: str | None) -> None:
    assert canonical_unit(spelled) == code


def test_only_numbers_of_cells_in_a_volume_are_counts() -> None:
    assert count_factor("mg/dL") is None and count_factor("/kL") is None
    assert count_factor("10*12/L") == 1000 and count_factor("{cells}/uL") == Decimal("0.001")


def test_units_are_spoken_as_people_write_them() -> None:
    spoken_units = {
        "10*9/L": "×10⁹/L",
        "{revisions}": "revisions",
        "mm[Hg]": "mmHg",
        "[iU]/L": "IU/L",
        "ug/uL": "µg/µL",
    }
    assert {code: spoken_unit(code) for code in spoken_units} == spoken_units


@given(st.integers(0, 10**9), st.sampled_from([" ", ",", "'", "\u00a0", "\u202f", "\u2009"]))
def test_any_whole_number_reads_the_same_grouped_or_not(number: int, separator: str) -> None:
    grouped = f"{number:,}".replace(",", separator)
    for text in (str(number), grouped):
        reading = read_number(text, whole=True)
        assert reading is not None and reading.number == number


@given(st.decimals(0, 10**6, places=2), st.sampled_from([".", ","]))
def test_any_printed_decimal_reads_as_itself_with_a_declared_mark(number: Decimal, mark: str) -> None:
    reading = read_number(str(number).replace(".", mark), decimal=mark)
    assert reading is not None and reading.number == number


@given(st.text(max_size=30), st.sampled_from([None, ".", ","]), st.booleans())
def test_any_text_is_a_number_or_none_or_refused_and_never_an_error(text: str, mark: str | None, whole: bool) -> None:
    try:
        reading = read_number(text, decimal=mark, whole=whole)
    except NumberError as error:
        assert str(error)
    else:
        assert reading is None or reading.number.is_finite()


@given(st.text(max_size=20))
def test_any_unit_is_a_code_that_reads_as_itself_or_none(text: str) -> None:
    code = canonical_unit(text)
    assert code is None or canonical_unit(code) == code


@given(st.integers(1, 10**7))
def test_cells_per_microlitre_and_thousands_of_them_agree(cells: int) -> None:
    one = _quantity(WBC, str(cells), "/uL")
    other = _quantity(WBC, f"{cells / Decimal(1000):f}", "10*9/L", ".")
    assert one.number == other.number


def test_minus_and_plus_signs_are_read() -> None:
    assert (read_number("\u22125"), read_number("+5")) == (read_number("-5"), read_number("5"))


def _sample(name: str, number: str, earliest: float | None, latest: float | None) -> Sample:
    return Sample(name, Decimal(number), earliest, latest)


def test_the_rise_of_the_first_case_is_flagged() -> None:
    flags = implausible([_sample("a", "211", 0, 0), _sample("b", "1037", 0, 2)])
    assert flags == {"b": "verify: ×4.9 within 48 h"}


@pytest.mark.parametrize(
    ("later", "earliest", "latest"),
    [("844", 0, 0), ("900", 3, 5), ("40", 0, 1)],
    ids=["exactly four times", "later than 48 hours at the soonest", "a fall"],
)
def test_other_changes_are_not_flagged(later: str, earliest: float, latest: float) -> None:
    assert implausible([_sample("a", "211", 0, 0), _sample("b", later, earliest, latest)]) == {}


def test_windows_that_may_lie_within_48_hours_are_flagged() -> None:
    assert set(implausible([_sample("a", "10", 0, 5), _sample("b", "50", 6, 20)])) == {"b"}
    assert set(implausible([_sample("b", "50", 0, None), _sample("a", "10", None, None)])) == {"b"}


def test_the_order_of_the_rows_does_not_matter_where_the_days_are_known() -> None:
    samples = [_sample("c", "12", 20, 20), _sample("b", "50", 2, 2), _sample("a", "10", 0, 0), _sample("d", "11", 1, 1)]
    assert implausible(samples) == implausible(samples[::-1]) == {"b": "verify: ×5.0 within 48 h"}


def test_many_counts_of_unknown_day_are_looked_at_quickly() -> None:
    samples = [_sample(str(number), str(1 + number % 4), None, None) for number in range(20_000)]
    assert implausible(samples) == {}


def test_a_count_above_2000_is_flagged_and_2000_is_not() -> None:
    assert implausible([_sample("a", "2001", 0, 0)]) == {"a": "verify: above 2000 ×10⁹/L"}
    assert implausible([_sample("a", "2000", 0, 0)]) == {}


def test_nothing_follows_from_a_count_of_zero() -> None:
    assert implausible([_sample("a", "0", 0, 0), _sample("b", "5", 1, 1)]) == {}


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity("<0.1", "10*9/L"), "<0.1 10*9/L"),
        (Quantity("hemolytic", "U/mL"), "hemolytic"),
        (Quantity("4.5", "", Decimal("4.5"), ""), "4.5"),
        (Quantity("four", "mg", Decimal(4), "mg"), "four mg"),
    ],
)
def test_a_value_as_received_has_a_unit_unless_it_is_a_word(quantity: Quantity, words: str) -> None:
    assert quantity.as_received == words
