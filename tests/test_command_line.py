"""The commands as a person runs them: what they print, what they leave, how they end. Never a trace."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from dashboard.__main__ import main
from dashboard.commands import check, serve
from dashboard.config import ROOT
from tests.services.folders import ROWS, write_case


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]

CONTRACT = [
    "id", "kind", "term", "state", "time_kind", "earliest", "latest", "nominal", "end_earliest", "end_latest",
    "end_nominal", "words", "value", "unit", "value_received", "unit_received", "group", "place", "conflicts",
]  # fmt: skip


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command on a machine where nothing was stored yet."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("TIMELINE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TIMELINE_DATA_DIR", str(tmp_path / "data"))

    def run(*words: str, **environ: str) -> Done:
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        try:
            status = main(words)
        except SystemExit as ended:
            assert isinstance(ended.code, int)
            status = ended.code
        said = capfd.readouterr()
        assert "Traceback" not in said.out + said.err
        return Done(status, said.out, said.err)

    return run


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Both published cases as `show --json` prints them, by id, on one data folder."""
    environ = os.environ | {"TIMELINE_DATA_DIR": str(tmp_path_factory.mktemp("data"))}
    found = {}
    for case_id in ("case-1", "case-2"):
        command = [sys.executable, "-m", "dashboard", "show", case_id, "--json"]
        done = subprocess.run(command, env=environ, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
        found[case_id] = json.loads(done.stdout)
    return found


def test_show_prints_the_published_cases_on_an_empty_machine(shown: dict[str, dict[str, Any]]) -> None:
    assert [(case["case"], case["day_zero"]) for case in shown.values()] == [("case-1", "P1-03"), ("case-2", "P2-03")]
    assert sum(len(case["events"]) for case in shown.values()) == 96


def test_show_keeps_its_contract(shown: dict[str, dict[str, Any]]) -> None:
    for case in shown.values():
        assert list(case) == ["case", "day_zero", "events"]
        for event in case["events"]:
            assert list(event) == CONTRACT
            days = [event[name] for name in CONTRACT[5:11]]
            assert all(day is None or isinstance(day, int) for day in days)
            assert isinstance(event["conflicts"], list)


def test_show_counts_from_any_event(run: Run, tmp_path: Path) -> None:
    rows = ("E1,encounter,Admission,0,,,", "E2,note,Later,5,,,", "E3,imaging,MRI,7,,,mri-1")
    folder = write_case(tmp_path / "c", rows=rows)
    case = json.loads(run("show", str(folder), "--json", "--day-zero", "E2").stdout)
    assert case["day_zero"] == "E2"
    same = json.loads(run("show", str(folder), "--json", "--day-zero", "nth:note:1").stdout)
    assert same["events"] == case["events"]
    assert {event["id"]: event["earliest"] for event in case["events"]} == {"E1": -5, "E2": 0, "E3": 2}


def test_show_reads_well_without_json(run: Run, tmp_path: Path) -> None:
    done = run("show", str(write_case(tmp_path / "c")))
    assert done.returncode == 0
    assert done.stdout.splitlines()[:2] == ["c: Case c", "Day 0: E1, Admission"]
    assert "Leukocytes [#/volume] in Blood: 211000 /uL" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show", "nobody"], "There is no case 'nobody'."),
        (["show", "./nowhere"], "There is nothing at nowhere."),
        (["show", "c", "--day-zero", "E9"], "E9"),
        (["show", "broken"], "events.csv, row 2, column at"),
        (["check", "nowhere"], "There is nothing at nowhere."),
        (["import", "empty"], "holds nothing that can be imported"),
    ],
)
def test_what_is_not_there_or_refused_ends_with_1_and_a_sentence(
    run: Run, tmp_path: Path, words: list[str], said: str
) -> None:
    write_case(tmp_path / "c")
    write_case(tmp_path / "broken", rows=("E1,encounter,Admission,whenever,,,", *ROWS[1:]))
    (tmp_path / "empty").mkdir()
    done = run(*words)
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr


def test_check_says_what_would_load_and_stores_nothing(run: Run, tmp_path: Path) -> None:
    write_case(tmp_path / "c")
    done = run("check", "c")
    assert done.returncode == 0
    assert "c: would load as c (Case c)" in done.stdout
    assert "3 events: 1 encounter, 1 imaging, 1 lab" in done.stdout
    assert not (tmp_path / "data").exists()


def test_check_names_file_row_and_column_of_every_refusal(run: Run, tmp_path: Path) -> None:
    write_case(tmp_path / "cases" / "good")
    rows = ("E1,encounter,Admission,whenever,,,", "E2,party,Cake,0,,,", ROWS[2])
    write_case(tmp_path / "cases" / "bad", rows=rows)
    done = run("check", "cases")
    assert done.returncode == 1
    assert "would load as good" in done.stdout
    assert "cases/bad: refused, 2 problems" in done.stdout
    assert "events.csv, row 2, column at" in done.stdout and "events.csv, row 3, column kind" in done.stdout


def test_import_stores_once_and_reports_every_row(run: Run, tmp_path: Path) -> None:
    write_case(tmp_path / "c")
    first = json.loads(run("import", "c", "--json").stdout)
    assert (first["rows_read"], first["accepted"], first["refused"]) == (3, 3, [])
    assert [(case["id"], case["added"]) for case in first["cases"]] == [("c", 3)]
    again = run("import", "c")
    assert again.stdout == "c: nothing new; its 3 events are stored (version 1)\n"
    write_case(tmp_path / "c", rows=(*ROWS, "E4,note,Later,after E3,,,"))
    assert run("import", "c").stdout == "c: events 1 added, 0 changed, 0 removed, 3 unchanged (version 2)\n"
    assert len(json.loads(run("show", "c", "--json").stdout or "{}").get("events", [])) == 4


def test_import_of_a_broken_case_changes_nothing(run: Run, tmp_path: Path) -> None:
    write_case(tmp_path / "c")
    run("import", "c")
    write_case(tmp_path / "c", rows=("E1,encounter,Admission,whenever,,,", *ROWS[1:]))
    told = run("import", "c", "--json")
    assert told.returncode == 1
    assert [(one["file"], one["line"]) for one in json.loads(told.stdout)["refused"]] == [("events.csv", 2)]
    (tmp_path / "c" / "events.csv").unlink()
    (tmp_path / "c" / "case.toml").unlink()
    (tmp_path / "c").rmdir()
    assert len(json.loads(run("show", "c", "--json").stdout)["events"]) == 3


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"TIMELINE_PORT": "many"}, "TIMELINE_PORT expects a whole number"),
        ({"TIMELINE_COLOUR": "red"}, "TIMELINE_COLOUR is no setting"),
        ({"TIMELINE_CASES_DIR": "/nowhere"}, "TIMELINE_CASES_DIR names /nowhere, which is no folder."),
        ({"TIMELINE_DATA_DIR": "/proc/nowhere"}, "/proc/nowhere"),
    ],
)
def test_a_wrong_setting_ends_with_2_and_a_sentence(run: Run, environ: dict[str, str], said: str) -> None:
    done = run("show", "case-1", **environ)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr and done.stderr.count("\n") == 1


def test_an_unknown_command_ends_with_2(run: Run) -> None:
    done = run("dance")
    assert done.returncode == 2
    assert "invalid choice: 'dance'" in done.stderr


def test_help_lists_the_commands(run: Run) -> None:
    done = run("--help")
    assert done.returncode == 0
    assert all(f"    {command}  " in done.stdout for command in ("serve", "show", "check", "import"))


def test_output_cut_short_is_no_failure(tmp_path: Path) -> None:
    shown = f"{sys.executable} -m dashboard show {write_case(tmp_path / 'c')} --json"
    environ = os.environ | {"TIMELINE_DATA_DIR": str(tmp_path / "data")}
    command = ["bash", "-c", f"{shown} | head -c 1; exit ${{PIPESTATUS[0]}}"]
    done = subprocess.run(command, env=environ, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("problem", "said"),
    [(KeyError("Canary Surname"), "This should not have happened: KeyError in "), (KeyboardInterrupt(), "Stopped.")],
)
def test_a_fault_of_ours_is_told_without_trace_and_data(
    run: Run, monkeypatch: pytest.MonkeyPatch, problem: BaseException, said: str
) -> None:
    def fail(*_: object) -> int:
        raise problem

    monkeypatch.setattr(check, "run", fail)
    done = run("check", "c")
    assert done.returncode == 2
    assert said in done.stderr and "Canary" not in done.stderr


def test_serve_starts_the_server_and_says_where(tmp_path: Path) -> None:
    environ = os.environ | {"TIMELINE_DATA_DIR": str(tmp_path / "data")}
    command = [sys.executable, "-m", "dashboard", "serve", "--port", "0"]
    with subprocess.Popen(command, env=environ, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            line = server.stdout.readline()
            assert line.startswith("The timeline is at http://127.0.0.1:")
            with urlopen(f"{line.split()[-1]}health/ready", timeout=30) as answer:
                assert answer.read() == b"ready\n"
        finally:
            server.terminate()
    assert server.returncode == 0


def test_serve_hands_its_arguments_to_the_settings(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[dict[str, str]] = []

    def take_over(_program: str, _words: list[str], environ: dict[str, str]) -> None:
        started.append(environ)
        raise SystemExit(0)

    monkeypatch.setattr(os, "execve", take_over)
    assert run("serve", "--host", "localhost", "--port", "8051").returncode == 0
    assert (started[0]["TIMELINE_HOST"], started[0]["TIMELINE_PORT"]) == ("localhost", "8051")


@pytest.mark.parametrize(
    ("words", "said"),
    [(["--host", "0.0.0.0"], "no sign-in is configured"), (["--port", "many"], "TIMELINE_PORT expects")],
)
def test_serve_refuses_what_is_unsafe_before_it_starts(run: Run, words: list[str], said: str) -> None:
    done = run("serve", *words)
    assert done.returncode == 2
    assert said in done.stderr


def test_serve_without_its_configuration_does_not_start(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(serve, "ROOT", tmp_path)
    done = run("serve")
    assert done.returncode == 2
    assert "gunicorn.conf.py is missing" in done.stderr
