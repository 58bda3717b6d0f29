"""Tables that a person describes: first rows with proposals, events in words, mappings kept by name."""

import gzip
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.config import settings_from
from dashboard.domain.people import LOCAL_USER
from dashboard.errors import NotFound, Refused
from dashboard.importers._tables.plans import plan_of
from dashboard.importers.base import NO_CHOICES, Choices, Dialect
from dashboard.services import audit, import_tables
from dashboard.services import import_jobs as jobs
from dashboard.services.context import Context, open_context
from tests.services.uploads import came, rested

WIDE = b"Pat-Nr;Datum;WBC (G/L)\n7;13.02.2024;10,5\n7;14.02.2024;3,5\n"
PEOPLE = b"mrn,dob,gender\n7,2015-03-07,female\n"


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    """An empty store and an empty library."""
    (tmp_path / "cases").mkdir()
    given = {"TIMELINE_DATA_DIR": str(tmp_path / "data"), "TIMELINE_CASES_DIR": str(tmp_path / "cases")}
    opened = open_context(settings_from(given))
    yield opened
    opened.store.close()


def test_tables_are_seen_tried_kept_and_read(context: Context) -> None:
    job = came(
        context, {"x/blut.csv": WIDE, "x/people.csv": PEOPLE, "x/zip.csv.gz": gzip.compress(b""), "x/a.txt": b"a"}
    )
    found = import_tables.glimpsed(LOCAL_USER, context, job.id, Dialect())
    assert [one["name"] for one in found["tables"]] == ["blut.csv", "people.csv"] and found["known"] == ""
    assert [one["name"] for one in found["unreadable"]] == ["zip.csv.gz"]
    plain = found["plan"]
    asked = import_tables.tried(LOCAL_USER, context, job.id, plan_of(plain))
    assert [one["reason"].split(":")[0] for one in asked["asked"]] == [
        'dates such as "13.02.2024" are day first',
        'numbers such as "10,5" have a decimal comma',
    ]
    plain["dialect"] = {"dates": "day first", "decimal": "comma"}
    plain["name"] = "blood"
    plan = plan_of(plain)
    told = import_tables.tried(LOCAL_USER, context, job.id, plan)
    assert [(one["patient"], one["kind"], one["what"], one["value"]) for one in told["events"]] == [
        ("7", "laboratory values", "WBC", "10,5 G/L"),
        ("7", "laboratory values", "WBC", "3,5 G/L"),
        ("7", "patient", "8 years, female", ""),
    ]
    import_tables.keep(LOCAL_USER, context, plan)
    assert [one.name for one in import_tables.kept(LOCAL_USER, context)] == ["blood"]
    text = import_tables.kept_text(LOCAL_USER, context, "blood")
    assert text == told["toml"]
    mapping = import_tables.use(LOCAL_USER, context, job.id, text)
    assert import_tables.use(LOCAL_USER, context, job.id, "") == mapping
    done = rested(context, jobs.start_reading(LOCAL_USER, context, job.id, Choices(mapping=mapping)))
    report = jobs.report_of(LOCAL_USER, context, done.id)
    assert report is not None and [one["id"] for one in report["cases"]] == ["blood-7"]
    import_tables.forget(LOCAL_USER, context, "blood")
    with pytest.raises(NotFound):
        import_tables.kept_text(LOCAL_USER, context, "blood")
    assert "mapping blood kept" in [one.line.subject for one in audit.entries(LOCAL_USER, context)]


def test_what_is_not_said_yet_is_asked_for_and_nothing_is_kept(context: Context) -> None:
    job = came(context, {"odd.csv": b"a,b\n1,2\n"})
    plain = import_tables.glimpsed(LOCAL_USER, context, job.id, Dialect())["plan"]
    told = import_tables.tried(LOCAL_USER, context, job.id, plan_of(plain))
    assert told["events"] == [] and "say which column names the patient" in told["problems"][0]
    with pytest.raises(Refused):
        import_tables.keep(LOCAL_USER, context, plan_of(plain))
    for text, why in (("", "not been described"), ("name = 3", "mapping.toml")):
        with pytest.raises(Refused, match=why):
            import_tables.use(LOCAL_USER, context, job.id, text)
    plan = plan_of(plain)
    away = replace(plan, tables=(replace(plan.tables[0], file="../../../etc/passwd"),))
    with pytest.raises(Refused):
        named = tuple(
            replace(one, role=role) for one, role in zip(plan.tables[0].columns, ("patient", "name"), strict=True)
        )
        import_tables.tried(
            LOCAL_USER, context, job.id, replace(away, tables=(replace(away.tables[0], columns=named),))
        )
    jobs.discard(LOCAL_USER, context, job.id)
    with pytest.raises(Refused, match="cannot be described"):
        import_tables.glimpsed(LOCAL_USER, context, job.id, NO_CHOICES.dialect)
