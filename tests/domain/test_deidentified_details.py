"""What of a time between two dates, and of the details of an event, is told without names."""

import pytest

from dashboard.domain.when import parse_when
from tests.domain.test_deidentify import case_with, event, nameless


@pytest.mark.parametrize(
    ("written", "told"),
    [("2024-03-03..2024-03-05", "2..4"), ("2024-03-03..", "2.."), ("..2024-03-05", "..4")],
)
def test_a_time_between_two_dates_becomes_one_between_two_days(written: str, told: str) -> None:
    case = nameless(case_with(event("a", "2024-03-01"), event("b", written))).case
    assert case.events[1].at == parse_when(told)


@pytest.mark.parametrize(("name", "kept"), [("leukocytes", "leukocytes"), ("none", "none"), ("of Mr Miller", "")])
def test_which_analyte_a_value_is_of_stays_where_it_is_one_that_is_known(name: str, kept: str) -> None:
    case = nameless(case_with(event("a", "0", details={"analyte": name}))).case
    assert case.events[0].detail("analyte") == kept
