"""The two shipped cases, read and solved once."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from dashboard.domain.cases import Case
from dashboard.domain.chronology import Chronology, solve
from dashboard.domain.events import Event
from dashboard.domain.timing import Placed, place
from dashboard.importers import case_folder

LIBRARY = Path(__file__).parents[2] / "data" / "cases"


@pytest.fixture(scope="session")
def cases() -> Mapping[str, Case]:
    """The cases by the letters that their ids begin with."""
    return {"P1": case_folder.read(LIBRARY / "case-1"), "P2": case_folder.read(LIBRARY / "case-2")}


@pytest.fixture(scope="session")
def chronologies(cases: Mapping[str, Case]) -> Mapping[str, Chronology]:
    """Their solved times."""
    return {name: solve(case) for name, case in cases.items()}


@pytest.fixture(scope="session")
def placed(cases: Mapping[str, Case], chronologies: Mapping[str, Chronology]) -> Mapping[str, Placed]:
    """Every event of both with its time on the clock of day 0, by id."""
    return {item.event.id: item for name, case in cases.items() for item in place(case, chronologies[name])}


@pytest.fixture(scope="session")
def events(placed: Mapping[str, Placed]) -> Mapping[str, Event]:
    """Every event of both, by id."""
    return {name: item.event for name, item in placed.items()}
