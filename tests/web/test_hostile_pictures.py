"""The server with a library of everything that is not as it should be: each file is a picture or a sentence, no process
dies, and memory stays where it was."""

import json
import random
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import serving
from tests.imaging.hostile import changed, every_bomb, foreign_files, victims

MOST_GROWTH = 32 * 1024 * 1024
STUDIES = ("bombs", "foreign", "fuzzed")
SEEDS = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A case with a study of each kind."""
    case = tmp_path_factory.mktemp("hostile") / "cases" / "hostile"
    head = 'code = "hostile"\ntitle = "Hostile"\nquestion = "Does it live?"\nzero = "E0"\n'
    rows = ["id,kind,term,at,value,unit,study", "E0,encounter,Admission,0,,,"]
    for day, study in enumerate(STUDIES, start=1):
        head += f'\n[[studies]]\nid = "{study}"\nevent = "E{day}"\nlabel = "{study}"\nmodality = "OT"\n'
        rows.append(f"E{day},imaging,Pictures,{day},,,{study}")
        (case / "images" / study).mkdir(parents=True)
    (case / "case.toml").write_text(head)
    (case / "events.csv").write_text("\n".join(rows) + "\n")
    for name, content in every_bomb().items():
        (case / "images" / "bombs" / name).write_bytes(content)
    for number, path in enumerate(foreign_files()):
        place = case / "images" / "foreign" / f"{number}"
        place.mkdir()
        shutil.copy(path, place)
    for seed in range(SEEDS):
        (case / "images" / "fuzzed" / f"{seed}").write_bytes(changed(victims()[seed % 8], random.Random(seed)))
    return case.parents[1]


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """A server of that case. When it stops its log is searched for faults."""
    with serving(folder, TIMELINE_CASES_DIR=str(folder / "cases")) as address:
        yield address


def processes(folder: Path) -> dict[int, int]:
    """Bytes of memory in use, by process of the server; those that read pictures are not among them."""
    mine, found = f"TIMELINE_DATA_DIR={folder / 'data'}".encode(), {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if mine in (place / "environ").read_bytes().split(b"\0"):
                lines = (place / "status").read_text().splitlines()
                found[int(place.name)] = next(int(one.split()[1]) * 1024 for one in lines if one.startswith("VmRSS"))
        except (OSError, StopIteration):
            continue
    return found


def answer(address: str) -> tuple[int, bytes]:
    request = urllib.request.Request(address, headers={"Accept": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=90) as found:
            return found.status, found.read()
    except urllib.error.HTTPError as problem:
        return problem.code, problem.read()


def everything(server: str) -> dict[str, tuple[int, bytes]]:
    """What the page and the viewer ask of each study and each series."""
    status, body = answer(f"{server}/cases/hostile/timeline.json?events=1")
    assert status == 200
    asked = {}
    for study in json.loads(body)["studies"]:
        asked[study["picture"]] = answer(server + study["picture"])
        for series in study["series"]:
            slices = (f"/slices/{number}" for number in range(min(series["slices"], 60)))
            for path in ("?size=96", "/opening/0", *slices):
                asked[series["address"] + path] = answer(server + series["address"] + path)
    return asked


def test_every_file_is_a_picture_or_a_sentence_and_the_server_lives_in_the_memory_it_had(server, folder):
    for _ in range(8):  # both processes of the server have read every header
        assert answer(f"{server}/cases/hostile/timeline.json?events=1")[0] == 200
    before = processes(folder)
    assert len(before) >= 3
    asked = everything(server)
    assert len(asked) > 200
    for address, (status, body) in asked.items():
        assert status in (200, 422), (address, body[:200])
        if status == 422:
            said = json.loads(body)["error"]
            assert said.endswith(".") and "\n" not in said and "/" not in said, said
    assert sum(status == 200 for status, _ in asked.values()) > 0.7 * len(asked)
    after = processes(folder)
    assert after.keys() == before.keys()
    assert max(after[pid] - before[pid] for pid in after) < MOST_GROWTH
    assert answer(f"{server}/health/ready")[0] == 200
