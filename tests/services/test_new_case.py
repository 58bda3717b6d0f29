"""A case begun by hand, and files that are put into it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.config import settings_from
from dashboard.domain.people import LOCAL_USER
from dashboard.errors import Refused
from dashboard.services import cases, import_preview, new_case
from dashboard.services import import_jobs as jobs
from dashboard.services.context import Context, open_context
from dashboard.services.new_case import Facts
from tests.services.uploads import HEADER, labs, read, rested


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    """An empty store and an empty library."""
    (tmp_path / "cases").mkdir()
    given = {"TIMELINE_DATA_DIR": str(tmp_path / "data"), "TIMELINE_CASES_DIR": str(tmp_path / "cases")}
    opened = open_context(settings_from(given))
    yield opened
    opened.store.close()


def test_a_case_needs_a_code_name_and_no_more(context: Context) -> None:
    assert new_case.create(LOCAL_USER, context, Facts("Blue  heron 7")) == named(context, "Blue heron 7")
    full = new_case.create(LOCAL_USER, context, Facts("kite", age="9", sex="female", question="Operate?"))
    case = cases.open_case(LOCAL_USER, context, full).case
    assert (case.title, case.age, case.sex, case.question, case.events) == ("kite", "9 years", "female", "Operate?", ())
    born = cases.open_case(LOCAL_USER, context, new_case.create(LOCAL_USER, context, Facts("x", birth_date="2015-03")))
    assert born.case.birth_date == "2015-03"


def named(context: Context, title: str) -> str:
    return next(one.id for one in cases.library(LOCAL_USER, context) if one.title == title)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (Facts("  "), "needs a code name"),
        (Facts("a", sex="x"), "Sex is one of"),
        (Facts("a", age="9", birth_date="2015"), "one of them"),
        (Facts("a", birth_date="soon"), "is not a date"),
        (Facts("a" * 600), "500 letters"),
    ],
)
def test_what_cannot_be_is_a_sentence(context: Context, facts: Facts, why: str) -> None:
    with pytest.raises(Refused, match=why):
        new_case.create(LOCAL_USER, context, facts)
    assert cases.library(LOCAL_USER, context) == []


def test_a_code_name_is_given_once(context: Context) -> None:
    new_case.create(LOCAL_USER, context, Facts("kite"))
    with pytest.raises(Refused, match="already"):
        new_case.create(LOCAL_USER, context, Facts("kite", age="3"))


def test_files_are_put_into_it_and_give_it_its_day_0(context: Context, tmp_path: Path) -> None:
    from dataclasses import replace

    name = new_case.create(LOCAL_USER, context, Facts("kite", age="9", question="Operate?"))
    table = f"{HEADER}\n1,A,2024-03-01,WBC,10851,/uL\n2,A,2024-03-04,WBC,5000,/uL\n".encode()
    state = read(context, {"labs.csv": table}, replace(labs(tmp_path), case_id=name))
    seen = import_preview.told_case(LOCAL_USER, context, state.id, name)
    assert seen["person"] == "9 years" and "first event" in seen["zero"]
    assert rested(context, jobs.accept(LOCAL_USER, context, state.id)).state == jobs.ACCEPTED
    case = cases.open_case(LOCAL_USER, context, name).case
    assert (case.question, case.origin, len(case.events)) == ("Operate?", "2024-03-01", 2)
