"""Synthetic patients of the bench as cases, read once a run."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.synthetic import write_case
from dashboard.domain.cases import Case
from dashboard.domain.chronology import Chronology, solve
from dashboard.figures.ledger import Ledger, ledger_of
from dashboard.importers import case_folder


@cache
def synthetic(name: str) -> tuple[Case, Chronology]:
    """The case `name` of SIZES, read and solved."""
    with TemporaryDirectory() as folder:
        case = case_folder.read(write_case(Path(folder), name))
    return case, solve(case)


@cache
def ledger_of_synthetic(name: str, zero: str | None = None) -> Ledger:
    """Its ledger, in days from the event `zero`."""
    case, chronology = synthetic(name)
    return ledger_of(case, chronology, zero)
