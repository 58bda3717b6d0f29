"""Small cases for the tests of lists: each is a day 0 and what makes it differ, saved as an import saves it."""

from pathlib import Path

from dashboard.config import settings_from
from dashboard.domain.cases import Case, Study
from dashboard.domain.events import Event, Kind
from dashboard.services.context import Context, open_context
from dashboard.store.cases import Save, save_case
from tests.figures.samples import LEUKOCYTES, event


def small_case(name: str, *events: Event, age: str = "", sex: str = "", diagnosis: str = "", **more: object) -> Case:
    """A case of a visit on day 0 and these events."""
    scans = tuple(Study(one.id, one.id, one.id, one.detail("modality")) for one in events if one.kind is Kind.IMAGING)
    visit = event("visit", "0", kind=Kind.ENCOUNTER, zero_label="visit")
    who = {"age": age, "sex": sex, "diagnosis": diagnosis}
    return Case(
        name, f"Case {name}", f"What of {name}?", "visit", events=(visit, *events), studies=scans, **who, **more
    )


def sign(at: str) -> Event:
    """A neurological sign."""
    return event("sign", at, kind=Kind.NEURO_STATUS, rank="3")


def count(at: str, value: str, name: str = "count") -> Event:
    """A leukocyte count."""
    return event(name, at, kind=Kind.LAB, term=LEUKOCYTES, value=value, unit="10*9/L")


def scan(at: str, modality: str = "MR", name: str = "scan") -> Event:
    """A scan."""
    return event(name, at, kind=Kind.IMAGING, modality=modality)


def small_context(folder: Path) -> Context:
    """A context on an empty SQLite database, for tests that only read."""
    return open_context(settings_from({"TIMELINE_DATA_DIR": str(folder)}))


def keep(context: Context, *cases: Case) -> None:
    """Save these cases."""
    with context.store.writing() as db:
        for case in cases:
            save_case(db, case, Save(who="test", what="test"))
