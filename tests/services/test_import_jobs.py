"""An import by way of the page: nothing of it is seen before it is accepted, then all of it, and nothing between."""

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.config import ROOT, settings_from
from dashboard.domain.people import LOCAL_USER, Role, User
from dashboard.errors import Denied, NotFound, Refused
from dashboard.importers.base import Choices
from dashboard.services import audit, cases, import_files, import_preview
from dashboard.services import import_jobs as jobs
from dashboard.services.context import Context, open_context
from dashboard.services.exports import Wish, prepare
from dashboard.services.import_meanings import confirm
from dashboard.services.imports import load_library
from dashboard.services.new_case import Facts, create
from tests.services.uploads import COUNTS, came, labs, read, rested

OTHER = User("somebody else", Role.EDITOR)
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    """An empty store and an empty library."""
    (tmp_path / "cases").mkdir()
    settings = settings_from(
        {"TIMELINE_DATA_DIR": str(tmp_path / "data"), "TIMELINE_CASES_DIR": str(tmp_path / "cases")}
    )
    opened = open_context(settings)
    yield opened
    opened.store.close()


def stored(context: Context) -> list[str]:
    return [one.id for one in cases.library(LOCAL_USER, context)]


def report(context: Context, state: jobs.State) -> dict[str, object]:
    found = jobs.report_of(LOCAL_USER, context, state.id)
    assert found is not None
    return found


def test_nothing_is_stored_before_it_is_accepted_and_then_all_of_it(context: Context, tmp_path: Path) -> None:
    state = read(context, {"labs.csv": COUNTS}, labs(tmp_path))
    told = report(context, state)
    assert state.state == jobs.READY and stored(context) == []
    assert (told["rows_read"], told["accepted"], told["merged"], told["refused_rows"]) == (4, 4, 0, 0)
    assert [(one["id"], one["added"], one["version"]) for one in told["cases"]] == [("labs-A", 2, 1), ("labs-B", 2, 1)]
    assert "labs-A" in import_preview.preview(LOCAL_USER, context, state.id, "labs-A", "dark", 800)
    seen = import_preview.told_case(LOCAL_USER, context, state.id, "labs-A")
    assert seen["lanes"] and [one["points"] for one in seen["curves"]] == [1]
    assert stored(context) == []
    done = rested(context, jobs.accept(LOCAL_USER, context, state.id))
    assert done.state == jobs.ACCEPTED and stored(context) == ["labs-A", "labs-B"]
    (line,) = jobs.latest(LOCAL_USER, context)
    assert (line.outcome, line.rows, line.cases) == ("accepted", 4, ["labs-A", "labs-B"])
    assert import_preview.told_log(line)["seconds"] > 0
    assert sorted(one.name for one in jobs.folder_of(context, state.id).iterdir()) == [
        ".lock",
        "report.json",
        "state.json",
    ]
    assert jobs.accept(LOCAL_USER, context, state.id).state == jobs.ACCEPTED


def test_a_second_import_of_the_same_says_that_nothing_changes_and_a_corrected_one_what(
    context: Context, tmp_path: Path
) -> None:
    first = read(context, {"labs.csv": COUNTS}, labs(tmp_path))
    rested(context, jobs.accept(LOCAL_USER, context, first.id))
    again = report(context, read(context, {"labs.csv": COUNTS}, labs(tmp_path)))
    assert (again["accepted"], again["merged"]) == (0, 4)
    corrected = read(
        context, {"labs.csv": COUNTS.replace(b"10851", b"10852") + b"9,A,2024-03-05,WBC,7,K/uL\n"}, labs(tmp_path)
    )
    (case, other) = report(context, corrected)["cases"]
    assert (case["added"], case["changed"], case["unchanged"], other["unchanged"]) == (1, 1, 1, 2)
    assert cases.open_case(LOCAL_USER, context, "labs-A").version == 1
    jobs.discard(LOCAL_USER, context, corrected.id)
    assert cases.open_case(LOCAL_USER, context, "labs-A").version == 1


def test_what_is_discarded_is_gone_files_and_all(context: Context, tmp_path: Path) -> None:
    state = read(context, {"labs.csv": COUNTS}, labs(tmp_path))
    assert jobs.discard(LOCAL_USER, context, state.id).state == jobs.DISCARDED
    assert stored(context) == []
    assert [one.name for one in jobs.folder_of(context, state.id).iterdir() if one.name not in ("cancel", ".lock")] == [
        "state.json"
    ]
    with pytest.raises(Refused):
        jobs.accept(LOCAL_USER, context, state.id)


def test_nobody_else_sees_stops_or_accepts_it(context: Context, tmp_path: Path) -> None:
    state = read(context, {"labs.csv": COUNTS}, labs(tmp_path))
    for call in (jobs.state_of, jobs.accept, jobs.discard, jobs.stop, jobs.report_of):
        for wrong in (state.id, "x", "../../etc/passwd", "A" * 22):
            with pytest.raises(NotFound):
                call(OTHER, context, wrong)
    with pytest.raises(Denied):
        jobs.begin(User("v", Role.VIEWER), context)


def test_a_user_of_few_cases_cannot_change_others_by_an_import(context: Context, tmp_path: Path) -> None:
    state = read(context, {"labs.csv": COUNTS}, labs(tmp_path), User("few", Role.EDITOR, frozenset({"x"})))
    found = jobs.report_of(User("few", Role.EDITOR), context, state.id)
    assert found is not None and found["cases"] == [] and "may not change" in found["refused"][0]["reason"]


def test_files_that_nothing_knows_are_told_so_without_a_path(context: Context) -> None:
    state = read(context, {"letter.txt": b"Dear colleague", "x/y.bin": b"\0\1"})
    assert (state.state, state.words) == (
        jobs.RECEIVING,
        "Nothing in these files can be imported. docs/import.md says which formats are known.",
    )
    state = read(context, {"odd.csv": b"a,b\n1,2\n"})
    told = report(context, state)
    assert told["cases"] == [] and "no mapping knows its columns (a, b)" in told["refused"][0]["reason"]
    assert str(context.settings.data_dir) not in str(told)
    state = rested(context, jobs.accept(LOCAL_USER, context, state.id))
    assert state.words.startswith("There is nothing to accept")


def test_a_job_whose_process_is_gone_says_so_and_can_go_on(context: Context, tmp_path: Path) -> None:
    state = read(context, {"labs.csv": COUNTS}, labs(tmp_path))
    for at_work, then in ((jobs.ACCEPTING, jobs.READY), (jobs.READING, jobs.READY)):
        jobs.jobs_of(context).write(state.id, {**vars_of(state), "state": at_work})
        os.utime(jobs.folder_of(context, state.id) / "state.json", (1, 1))
        lost = jobs.state_of(LOCAL_USER, context, state.id)
        assert (lost.state, lost.words) == (then, jobs.INTERRUPTED) and stored(context) == []
    done = rested(context, jobs.accept(LOCAL_USER, context, state.id))
    assert done.state == jobs.ACCEPTED
    jobs.jobs_of(context).write(state.id, {**vars_of(done), "state": jobs.ACCEPTING})  # killed after it was stored
    os.utime(jobs.folder_of(context, state.id) / "state.json", (1, 1))
    assert jobs.state_of(LOCAL_USER, context, state.id).state == jobs.ACCEPTED


def vars_of(state: jobs.State) -> dict[str, object]:
    return {name: getattr(state, name) for name in state.__slots__}


def test_what_is_left_for_a_day_is_swept_and_the_log_says_so(context: Context) -> None:
    begun = came(context, {"labs.csv": COUNTS})
    folder = jobs.folder_of(context, begun.id)
    for path in folder.iterdir():
        os.utime(path, (1, 1))
    jobs.begin(LOCAL_USER, context)
    assert not folder.exists()
    assert [one.outcome for one in jobs.latest(LOCAL_USER, context)] == ["open", "expired"]


def test_a_person_has_few_open_imports_and_one_that_is_read(context: Context, tmp_path: Path) -> None:
    begun = [came(context, {"labs.csv": COUNTS}) for _ in range(jobs.MOST_OPEN)]
    with pytest.raises(Refused, match="Decide about one"):
        jobs.begin(LOCAL_USER, context)
    first = jobs.start_reading(LOCAL_USER, context, begun[0].id, labs(tmp_path))
    with pytest.raises(Refused, match="Another import"):
        jobs.start_reading(LOCAL_USER, context, begun[1].id, labs(tmp_path))
    jobs.stop(LOCAL_USER, context, first.id)
    stopped = rested(context, first)
    assert (stopped.state, stopped.words) == (jobs.RECEIVING, jobs.STOPPED)
    with pytest.raises(Refused, match="no report"):
        jobs.accept(LOCAL_USER, context, first.id)


def test_an_export_comes_back_by_the_page_with_its_pictures(context: Context) -> None:
    library = open_context(settings_from({"TIMELINE_DATA_DIR": str(context.settings.data_dir / "other")}))
    load_library(library)
    out = io.BytesIO()
    prepare(LOCAL_USER, library, "case-1", Wish("case-folder")).write(out, lambda share, words: None)
    state = read(context, {"case-1.zip": out.getvalue()})
    (case,) = report(context, state)["cases"]
    assert case["id"] == "case-1" and case["events"] == 44
    assert rested(context, jobs.accept(LOCAL_USER, context, state.id)).state == jobs.ACCEPTED
    opened = cases.open_case(LOCAL_USER, context, "case-1").case
    assert opened.events == cases.open_case(LOCAL_USER, library, "case-1").case.events
    kept = list((context.settings.data_dir / "case-folders").rglob("case.toml"))
    assert len(kept) == 1 and (kept[0].parent / "images").is_dir()
    library.store.close()


def test_what_a_code_means_is_kept_for_the_next_import(context: Context, tmp_path: Path) -> None:
    table = COUNTS.replace(b"Sodium", b"NA-SER").replace(b"K/uL", b"Tsd")
    state = read(context, {"labs.csv": table}, labs(tmp_path))
    before = {(one["name"], one["unit"]) for one in report(context, state)["unmapped"]}
    assert ("NA-SER", "mmol/L") in before and ("WBC", "Tsd") in before
    with pytest.raises(Refused, match="no unit"):
        confirm(LOCAL_USER, context, state.id, "unit", "Tsd", "thousands")
    with pytest.raises(Refused, match="table of analytes"):
        confirm(LOCAL_USER, context, state.id, "analyte", "NA-SER", "x")
    confirm(LOCAL_USER, context, state.id, "unit", "Tsd", "10*3/uL")
    confirm(LOCAL_USER, context, state.id, "analyte", "NA-SER", "sodium")
    again = rested(context, jobs.start_reading(LOCAL_USER, context, state.id, labs(tmp_path)))
    for state in (again, read(context, {"labs.csv": table}, labs(tmp_path))):
        assert [one["name"] for one in report(context, state)["unmapped"]] == ["Smear"]
    lines = [one.line.subject for one in audit.entries(LOCAL_USER, context)]
    assert "analyte NA-SER means sodium" in lines


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("../../etc/passwd", ["etc", "passwd"]),
        ("/abs/x.csv", ["abs", "x.csv"]),
        ("a\\..\\b.csv", ["a", "b.csv"]),
        ("a\0b\x1b.csv", ["a_b_.csv"]),
        ("gpj.\u202evsc.csv", ["gpj._vsc.csv"]),
        (HOSTILE, ["<img src=x onerror=alert(1)>"]),
        ("x" * 500 + ".csv", ["x" * 116 + ".csv"]),
        ("...", []),
        ("", []),
    ],
)
def test_a_name_leads_nowhere(name: str, parts: list[str]) -> None:
    assert list(import_files.safe_parts(name)) == parts


def test_hostile_names_stay_in_the_folder_and_do_not_hide_each_other(context: Context) -> None:
    begun = came(context, {"../../x.csv": b"a\n1\n", "x.csv": b"b\n2\n", "": b"c", "x.csv/y.csv": b"d"})
    tree = import_files.tree_of(jobs.folder_of(context, begun.id))
    found = sorted(str(one.relative_to(tree)) for one in tree.rglob("*") if one.is_file())
    assert found == ["file", "x (2).csv", "x.csv", "x.csv (folder)/y.csv"]


def test_more_than_may_come_is_refused_before_and_while_it_comes(context: Context) -> None:
    from dataclasses import replace

    small = replace(context, settings=replace(context.settings, upload_megabytes=1))
    begun = jobs.begin(LOCAL_USER, small)
    big = io.BytesIO(b"x" * 2_000_000)
    with pytest.raises(import_files.TooLarge):
        jobs.receive(LOCAL_USER, small, begun.id, "x", 2_000_000, big.read)
    assert big.tell() == 0
    with pytest.raises(import_files.TooLarge):
        jobs.receive(LOCAL_USER, small, begun.id, "x", None, big.read)
    with pytest.raises(Refused, match="only in part"):
        jobs.receive(LOCAL_USER, small, begun.id, "x", 10, io.BytesIO(b"abc").read)
    assert import_files.received(jobs.folder_of(small, begun.id)) == []
    assert list((jobs.folder_of(small, begun.id) / "received").iterdir()) == []


def test_bytes_that_come_too_slowly_are_let_go() -> None:
    clock = iter([0.0, 10.0, 19.0, 21.0, 60.0])
    pace = import_files.Pace(least=1000, grace=20.0, now=lambda: next(clock))
    for _ in range(3):
        pace.took(500)
    with pytest.raises(import_files.TooSlow):
        pace.took(500)


def test_zips_with_a_case_are_unpacked_and_broken_ones_told(context: Context) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted((ROOT / "data" / "cases" / "case-2").glob("*.*")):
            archive.write(path, f"deep/case-2/{path.name}")
        archive.writestr("../../evil.csv", "a")
    state = read(context, {"both.zip": out.getvalue()})
    told = report(context, state)
    assert [one["id"] for one in told["cases"]] == ["case-2"]
    assert [(one["file"], one["reason"]) for one in told["refused"]] == [
        ("../../evil.csv", "its name leads out of the archive")
    ]
    broken = read(context, {"broken.zip": out.getvalue()[:-400]})
    assert report(context, broken)["refused"] and report(context, broken)["cases"] == []


def test_pictures_wait_for_a_case_and_for_somebody_to_say_that_they_name_nobody(context: Context) -> None:
    files = sorted((ROOT / "data" / "cases" / "case-2" / "images" / "mri-5" / "flair").glob("*.dcm"))[:2]
    sent = {path.name: path.read_bytes() for path in files}
    state = read(context, sent)
    (study,) = report(context, state)["studies"]
    assert study["case"] is None and "no case was named" in study["reason"]
    name = create(LOCAL_USER, context, Facts("owl"))
    again = rested(context, jobs.start_reading(LOCAL_USER, context, state.id, Choices(case_id=name)))
    assert [one["case"] for one in report(context, again)["studies"]] == [name]
    with pytest.raises(Refused, match="show no name"):
        jobs.accept(LOCAL_USER, context, state.id)
    assert cases.open_case(LOCAL_USER, context, name).case.studies == ()
    done = rested(context, jobs.accept(LOCAL_USER, context, state.id, pictures_read=True))
    assert done.state == jobs.ACCEPTED and len(cases.open_case(LOCAL_USER, context, name).case.studies) == 1
