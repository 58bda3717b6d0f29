"""Every act leaves a line in its own transaction; without the line there is no data and no change."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dashboard.domain.people import LOCAL_USER, Role, User
from dashboard.errors import Denied, Misconfigured, NotFound
from dashboard.services import audit, cases, images, imports
from dashboard.services.context import Context
from dashboard.store import audit as stored
from tests.services.folders import write_case

Act = Callable[[User, Context, Path], Any]

ACTS: dict[str, Act] = {
    "library": lambda user, context, _: cases.library(user, context),
    "open_case": lambda user, context, _: cases.open_case(user, context, "a"),
    "event_history": lambda user, context, _: cases.event_history(user, context, "a", "E1"),
    "study_images": lambda user, context, _: images.study_images(user, context, "a"),
    "thumbnail": lambda user, context, _: images.thumbnail(user, context, image_id(context), 64),
    "import_path": lambda user, context, folder: imports.import_path(user, context, folder / "a"),
    "entries": lambda user, context, _: audit.entries(user, context),
}
READS = [name for name in ACTS if name != "import_path"]


def image_id(context: Context) -> str:
    return images.study_images(LOCAL_USER, context, "a")[0].image_id


@pytest.fixture(autouse=True)
def loaded(context: Context) -> None:
    imports.load_library(context)


def lines(context: Context) -> list[stored.Line]:
    with context.store.reading() as db:
        return [entry.line for entry in stored.entries(db)]


@pytest.mark.parametrize("act", ACTS)
def test_every_act_leaves_one_line_that_says_who_what_and_from_where(
    act: str, context: Context, library: Path, somebody: User
) -> None:
    image_id(context)
    before = len(lines(context))
    ACTS[act](replace(somebody, name="Dr. X"), context, library)
    mine = [line for line in lines(context)[: len(lines(context)) - before] if line.who == "Dr. X"]
    said = [(line.role, line.outcome, line.place, line.request) for line in mine]
    assert said == [("admin", "done", "127.0.0.1", "r1")]
    assert mine[0].case_id == ("a" if act not in ("library", "entries") else "")


@pytest.mark.parametrize("act", READS)
def test_no_data_comes_back_when_the_line_cannot_be_written(act: str, context: Context, library: Path) -> None:
    image_id(context)
    with context.store.writing() as db:
        db.exec_driver_sql("ALTER TABLE audit RENAME TO elsewhere")
    with pytest.raises(Misconfigured):
        ACTS[act](LOCAL_USER, context, library)


def test_nothing_is_changed_when_the_line_cannot_be_written(context: Context, library: Path) -> None:
    with context.store.writing() as db:
        db.exec_driver_sql("ALTER TABLE audit RENAME TO elsewhere")
    write_case(library / "a", title="Another title")
    with pytest.raises(Misconfigured):
        imports.import_path(LOCAL_USER, context, library / "a")
    with context.store.writing() as db:
        db.exec_driver_sql("ALTER TABLE elsewhere RENAME TO audit")
    assert cases.open_case(LOCAL_USER, context, "a").case.title == "Case a"


def test_what_is_denied_or_not_there_leaves_a_line_too(context: Context) -> None:
    with pytest.raises(Denied):
        audit.entries(User("a viewer", Role.VIEWER), context)
    with pytest.raises(NotFound):
        cases.open_case(LOCAL_USER, context, "nowhere")
    with pytest.raises(NotFound):
        images.thumbnail(LOCAL_USER, context, "guessed", 64)
    found = [(line.action, line.case_id, line.subject, line.outcome) for line in lines(context)[:3]]
    assert found == [
        ("view image", "", "guessed", "not found"),
        ("view", "nowhere", "", "not found"),
        ("read audit", "", "", "denied"),
    ]


def test_the_audit_can_be_read_for_one_case(context: Context) -> None:
    cases.open_case(LOCAL_USER, context, "b")
    found = audit.entries(LOCAL_USER, context, case_id="b")
    assert [entry.line.action for entry in found] == ["view", "import"]


def test_the_audit_holds_ids_and_no_clinical_text(context: Context, library: Path) -> None:
    write_case(library / "a", title="Canary Surname")
    imports.load_library(context)
    cases.open_case(LOCAL_USER, context, "a")
    assert "Canary" not in repr(lines(context))
