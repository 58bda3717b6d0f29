"""Ages in words become numbers to sort by, or none."""

import pytest

from dashboard.domain.age_years import years_of


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("9 years", 9.0),
        ("2-year-old", 2.0),
        ("0 years", 0.0),
        ("1.5 a", 1.5),
        ("18 months", 1.5),
        ("6 mo", 0.5),
        ("boy, 7 y", 7.0),
        ("10 days", 10 / 365.25),
        ("3 weeks", 21 / 365.25),
        ("", None),
        ("adult", None),
        ("9", None),
        ("9 yellow", None),
    ],
)
def test_the_first_age_of_a_text(text, years):
    assert years_of(text) == (years if years is None else pytest.approx(years))
