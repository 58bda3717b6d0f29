"""A cBioPortal study through the whole way in: stored, imported again, corrected, and as an archive."""

import zipfile
from pathlib import Path

from dashboard.domain.people import LOCAL_USER
from dashboard.services import cases, imports
from dashboard.services.context import Context
from dashboard.services.reports import report
from tests.importers.cbioportal.studies import LABS, STUDY, write


def imported(context: Context, path: Path) -> dict[str, object]:
    return report(imports.import_path(LOCAL_USER, context, path))


def test_a_study_is_stored_and_the_second_import_adds_nothing(context: Context, tmp_path: Path) -> None:
    folder = write(tmp_path / "study")
    first = imported(context, folder)
    assert (first["format"], first["rows_read"], first["accepted"], first["merged"]) == ("cbioportal", 45, 43, 0)
    assert [(one["id"], one["events"]) for one in first["cases"]] == [
        ("made_up-P1", 38),
        ("made_up-P2", 4),
        ("made_up-P3", 1),
    ]
    again = imported(context, folder)
    assert (again["rows_read"], again["accepted"], again["merged"]) == (45, 0, 43)
    assert [one["unchanged"] for one in again["cases"]] == [38, 4, 1]
    opened = cases.open_case(LOCAL_USER, context, "made_up-P1")
    assert opened.case.zero == "first diagnosis" and opened.case.event("survival").at


def test_a_corrected_result_updates_its_event_and_keeps_its_history(context: Context, tmp_path: Path) -> None:
    folder = write(tmp_path / "study")
    imported(context, folder)
    (folder / "data_timeline_labs.txt").write_text(
        LABS.replace("P1\t30\t\tLAB_TEST\tLeukocytes\t2.4", "P1\t30\t\tLAB_TEST\tLeukocytes\t2.9")
    )
    found = imported(context, folder)
    changed = {one["id"]: (one["added"], one["changed"], one["removed"]) for one in found["cases"]}
    assert changed == {"made_up-P1": (0, 1, 0), "made_up-P2": (0, 0, 0), "made_up-P3": (0, 0, 0)}
    event = next(one for one in cases.open_case(LOCAL_USER, context, "made_up-P1").case.events
                 if one.quantity and one.quantity.received == "2.9")  # fmt: skip
    assert len(cases.event_history(LOCAL_USER, context, "made_up-P1", event.id)) == 2


def test_an_archive_of_a_study_is_read_and_pictures_are_not_missed_in_it(context: Context, tmp_path: Path) -> None:
    archive = tmp_path / "study.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in STUDY.items():
            packed.writestr(f"made_up/{name}", text)
    (outcome,) = imports.import_path(LOCAL_USER, context, archive)
    assert outcome.format == "cbioportal" and not outcome.refusals
    assert len(outcome.saved) == 3
