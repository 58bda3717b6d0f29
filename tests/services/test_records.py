"""A record tells a value as it is: a number, a limit that stays one, or the text that was received."""

from decimal import Decimal

import pytest

from dashboard.domain.cases import Case
from dashboard.domain.chronology import solve
from dashboard.domain.events import Event, Kind, Quantity
from dashboard.domain.timing import place
from dashboard.domain.when import parse_when
from dashboard.services.records import record


@pytest.mark.parametrize(
    ("quantity", "value"),
    [
        (Quantity("211000", "/uL", Decimal("211"), "10*9/L"), 211),
        (Quantity("0", "10*9/L", Decimal("0"), "10*9/L"), 0),
        (Quantity("<0.1", "10*9/L", Decimal("0.1"), "10*9/L", "<"), "<0.1"),
        (Quantity(">= 500", "10*9/L", Decimal("500"), "10*9/L", ">="), ">=500"),
        (Quantity("clotted", ""), "clotted"),
        (None, None),
    ],
)
def test_a_value_is_told_as_it_is(quantity: Quantity | None, value: float | str | None) -> None:
    event = Event("E1", Kind.LAB, "Leukocytes", parse_when("0"), quantity=quantity)
    case = Case("c", "C", "Which?", "E1", events=(event,))
    assert record(case, place(case, solve(case))[0])["value"] == value
