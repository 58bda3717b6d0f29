"""A large import by one process, by two and by a cluster of two workers: the database holds the same, to the byte."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from dashboard.config import settings_from
from dashboard.domain.people import LOCAL_USER
from dashboard.errors import Refused
from dashboard.importers._spread import hands
from dashboard.importers._spread.hands import Hands, Spread
from dashboard.importers.base import Choices
from dashboard.importers.fhir import IMPORTER as FHIR
from dashboard.services import cases, imports
from dashboard.services.context import open_context
from tests.importers.fhir.builders import leukocytes, lines, patient, quantity
from tests.importers.table_files import HEADER, write

PATIENTS, RESULTS = 60, 4600
TABLES = {
    "cases": "select * from cases order by id",
    "event_packs": "select * from event_packs order by case_id, origin, number",
    "changes": "select case_id, version, who, what, added, changed, removed from changes order by case_id, version",
    "audit": "select who, action, case_id, subject, outcome from audit order by id",
}


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A file of FHIR and a table, each of more megabytes than are read at once; cells of the table hold line breaks."""
    folder = tmp_path_factory.mktemp("exports")
    people = [patient(id=f"p{number}") for number in range(PATIENTS)]
    note = [{"text": "as told by the laboratory " * 8}]
    results = [
        leukocytes(id=f"o{number}", subject={"reference": f"Patient/p{number % PATIENTS}"}, note=note,
                   valueQuantity=quantity(100 + number, "/uL", "/uL"))
        for number in range(RESULTS)
    ]  # fmt: skip
    (folder / "fhir.ndjson").write_text(lines(people) + "{broken\n" + lines(results), encoding="utf-8")
    rows = (f'{n},P{n % PATIENTS},2024-03-01,"WB\nC{" " * 200}",{n % 90},K/uL' for n in range(18_000))
    (folder / "tables").mkdir()
    write(folder / "tables", *rows, "18000,P1,short", header=HEADER)
    return folder / "fhir.ndjson", folder / "tables"


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a cluster of two workers."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
    ) as started:
        yield started.scheduler_address


def brought(path: Path, folder: Path, **settings: str) -> tuple[dict[str, str], Any]:
    """What the database holds after the import, and its report."""
    (folder / "cases").mkdir(parents=True)
    named = {"TIMELINE_DATA_DIR": str(folder), "TIMELINE_CASES_DIR": str(folder / "cases")}
    context = open_context(settings_from(named | {"TIMELINE_IMPORT_PART_MEGABYTES": "1"} | settings))
    mapping = path / "m.toml" if path.is_dir() else None
    (outcome,) = imports.import_path(LOCAL_USER, context, path, choices=Choices(mapping=mapping))
    with context.store.reading() as db:
        rows = {name: [tuple(row) for row in db.execute(text(query))] for name, query in TABLES.items()}
    opened = cases.library(LOCAL_USER, context)
    assert len(opened) == PATIENTS
    context.store.close()
    assert not list(folder.glob("timeline-import-*")) or outcome.packed, "what lay between jobs is gone"
    return {name: hashlib.sha256(repr(found).encode()).hexdigest() for name, found in rows.items()}, outcome.report


@pytest.mark.parametrize("number", [0, 1])
def test_one_process_two_and_a_cluster_of_two_workers_store_the_same(
    exports: tuple[Path, Path], cluster: str, tmp_path: Path, number: int
) -> None:
    path = exports[number]
    assert path.is_dir() or path.stat().st_size > 2 * 1024**2
    one = brought(path, tmp_path / "one", TIMELINE_IMPORT_PROCESSES="1")
    two = brought(path, tmp_path / "two", TIMELINE_IMPORT_PROCESSES="2")
    many = brought(path, tmp_path / "many", TIMELINE_DASK=cluster)
    assert one == two == many
    report = one[1]
    assert report.rows_refused == 1 and report.accepted == (PATIENTS + RESULTS if number == 0 else 18_000)


def test_a_cluster_that_does_not_answer_is_told_and_nothing_is_imported(
    exports: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hands, "_WAIT", "1s")
    with Hands(Spread(cluster="tcp://127.0.0.1:9", part=1024**2)) as nobody, pytest.raises(Refused) as refused:
        FHIR.read(exports[0], hands=nobody)
    assert "does not answer" in str(refused.value)
