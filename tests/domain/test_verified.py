"""Which events of a case carry the flag "verify"."""

from dataclasses import replace
from decimal import Decimal

from dashboard.domain.cases import Case
from dashboard.domain.chronology import solve
from dashboard.domain.events import Event, Kind, Quantity
from dashboard.domain.plausibility import VERIFY, verified
from dashboard.domain.when import parse_when


def count(event_id: str, at: str, number: str, unit: str = "10*9/L", kind: Kind = Kind.LAB, term: str = "WBC") -> Event:
    return Event(event_id, kind, term, parse_when(at), quantity=Quantity(number, unit, Decimal(number), unit))


def flags(*events: Event) -> dict[str, str]:
    case = Case("c", "", "", events[0].id, events=events)
    return {event.id: event.detail(VERIFY) for event in verified(case, solve(case)).events if event.detail(VERIFY)}


def test_only_leukocyte_counts_in_their_unit_are_looked_at() -> None:
    words = Event("w", Kind.LAB, "WBC", parse_when("0"), quantity=Quantity("many", "K/uL"))
    others = (
        count("o1", "1", "900", unit="foo"),
        count("o2", "1", "900", term="Platelets"),
        count("o3", "1", "900", kind=Kind.NOTE),
        Event("o4", Kind.LAB, "WBC", parse_when("1")),
    )
    assert flags(count("a", "0", "10"), words, *others, count("b", "1", "50")) == {"b": "verify: ×5.0 within 48 h"}
    assert flags(words) == {}


def test_a_flag_that_no_longer_holds_goes() -> None:
    old = count("a", "0", "10")
    flagged = replace(old, details={"code": "1", VERIFY: "verify: ×5.0 within 48 h"})
    case = Case("c", "", "", "a", events=(flagged,))
    assert verified(case, solve(case)).events[0].details == {"code": "1"}


def test_a_case_whose_flags_stand_is_left_as_it_is() -> None:
    case = Case("c", "", "", "a", events=(count("a", "0", "3000"), count("b", "9", "5")))
    once = verified(case, solve(case))
    assert once.events[0].detail(VERIFY) == "verify: above 2000 ×10⁹/L"
    assert verified(once, solve(once)) is once


def test_what_an_importer_wants_to_have_verified_stays() -> None:
    own = replace(count("a", "0", "10"), details={VERIFY: "verify: two codes disagree"})
    case = Case("c", "", "", "a", events=(own,))
    assert verified(case, solve(case)) is case
