"""The offline page: a file that asks nobody, holds one case, and says what of it is in there."""

import base64
import gzip
import json
import re
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as some

from dashboard.domain.story import story_of
from dashboard.errors import Refused
from dashboard.exporters import _gathering, _layouts
from dashboard.exporters.offline_html import EXPORTER
from dashboard.importers import case_folder
from dashboard.offline import page_of
from tests.exporters.dossiers import dossier, shipped, with_pictures, written
from tests.services.folders import ROWS, write_case

Json = dict[str, Any]
pytestmark = pytest.mark.usefixtures("few_layouts")


class Parts(HTMLParser):
    """The scripts of a file by type, its policy, and every address in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts: list[tuple[str, str]] = []
        self.addresses: list[str] = []
        self.policy, self._in = "", False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._in = tag == "script"
        if self._in:
            self.scripts.append((given.get("type") or "", ""))
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"] or ""
        self.addresses += [given[name] or "" for name in ("src", "href", "action", "srcset", "poster") if name in given]

    def handle_endtag(self, tag: str) -> None:
        self._in = False

    def handle_data(self, data: str) -> None:
        if self._in:
            kind, text = self.scripts[-1]
            self.scripts[-1] = (kind, text + data)


@cache
def page() -> Parts:
    """A shipped case with its pictures, written once."""
    return Parts(written(EXPORTER, with_pictures("case-2", page=page_of)).decode())


def data_of(parts: Parts) -> Json:
    return dict(json.loads(next(text for kind, text in parts.scripts if kind == "application/json")))


def unpacked(body: str) -> Any:
    return json.loads(gzip.decompress(base64.b64decode(body)))


def test_its_policy_allows_its_own_scripts_and_no_request() -> None:
    policy = dict(part.split(" ", 1) for part in page().policy.split("; "))
    codes = [text for kind, text in page().scripts if not kind]
    hashes = {f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'" for text in codes}
    assert policy["default-src"] == "'none'" and set(policy["script-src"].split()) == hashes and len(codes) == 3
    assert set(policy) == {"default-src", "script-src", "style-src", "img-src", "font-src", "base-uri", "form-action"}
    assert policy["img-src"] == "data: blob:" and policy["font-src"] == "data:"


def test_it_names_no_other_place() -> None:
    assert page().addresses == []


def test_records_tables_and_figures_are_there_for_every_day_zero_of_the_case() -> None:
    data, case = data_of(page()), shipped("case-2")
    zeros = {"", *(zero for zero in case.zeros if zero != case.zero)}
    assert {one["zero"] for one in data["figures"]} == zeros
    for zero in zeros:
        query = f"?zero={zero}" if zero else "?"
        whole = unpacked(data["answers"][f"cases/case-2/events{query}"])
        assert {one["id"] for one in whole["events"]} == {event.id for event in case.events} and "figure" not in whole
        table = unpacked(data["answers"][f"cases/case-2/table.json{query}"])
        assert len(table["rows"]) == len(case.events)
    figure = unpacked(data["figures"][0]["body"])
    assert figure["layout"]["meta"]["numbers"]["read"] == len(case.events)


def test_the_story_is_that_of_the_case_and_each_view_is_laid_out() -> None:
    data, given = data_of(page()), with_pictures("case-2")
    story = story_of(given.case, given.placed, "")
    assert [one["title"] for one in data["story"]] == [one.title for one in story]
    windowed = [one for one in data["figures"] if one["range"] != [0.0, one["segments"][-1]["x1"]]]
    assert len(windowed) >= 2 * len(_layouts.SIZES) * (len({(one.start, one.stop) for one in story}) - 1)


def test_every_slice_is_there_and_the_file_says_so() -> None:
    data = data_of(page())
    slices = [name for name in data["answers"] if "/slices/" in name]
    assert dict(data["stamp"])["pictures"] == f"{len(slices)} of {len(slices)} slices are in this file"
    assert dict(data["stamp"])["identity"].startswith("IDENTIFIED")
    pictures = [name for name in data["answers"] if "?size=" in name]
    assert pictures and all(base64.b64decode(data["answers"][name]).startswith(b"\xff\xd8") for name in pictures)


def test_with_no_room_the_slices_that_stand_for_their_series_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_gathering, "MOST_SLICES", 60_000)
    monkeypatch.setattr(_layouts, "MOST", 1)
    data = data_of(Parts(written(EXPORTER, with_pictures("case-2", page=page_of)).decode()))
    assert [one["theme"] for one in data["figures"]] == ["light", "dark"], "there is a figure whatever the room"
    slices = [name for name in data["answers"] if "/slices/" in name]
    series = [name for name in data["answers"] if name.endswith("/opening")]
    assert 0 < len(slices) < 193 and dict(data["stamp"])["pictures"] == f"{len(slices)} of 193 slices are in this file"
    firsts = [name.rsplit("/slices/", 1)[0] for name in slices[: len(series)]]
    assert len(set(firsts)) == len(firsts), "one of each series before a second of any"
    assert any("?size=" in name for name in data["answers"]), "thumbnails come whatever the room"


def test_words_of_a_record_stay_words(tmp_path: Path) -> None:
    evil = "</script><script>alert(1)</script><!--<script>"
    rows = (f'E1,encounter,"{evil}",0,,,', *ROWS[1:])
    case = case_folder.read(write_case(tmp_path / "c", rows=rows))
    parts = Parts(written(EXPORTER, dossier(case, page=page_of)).decode())
    assert len(parts.scripts) == 4
    assert evil in json.dumps(unpacked(data_of(parts)["answers"]["cases/c/events?"]), ensure_ascii=False).replace(
        '\\"', '"'
    )


def test_without_the_program_as_a_whole_there_is_none() -> None:
    with pytest.raises(Refused, match="by the program as a whole"):
        written(EXPORTER, with_pictures("case-1"))


def test_a_page_goes_away_with_everything_that_it_made(tmp_path: Path) -> None:
    with page_of(write_case(tmp_path / "c")) as made:
        assert made.case_id == "c" and "data-offline" in made.body()
        assert json.loads(made.answer("cases/c/table.json"))["all"] == 3
        with pytest.raises(Refused, match="There is no case"):
            made.answer("cases/d/table.json")
        with pytest.raises(Refused):
            made.answer("nowhere")
    assert list(tmp_path.iterdir()) == []


def test_a_case_that_cannot_stand_alone_is_refused_in_a_sentence(tmp_path: Path) -> None:
    folder = write_case(tmp_path / "c", rows=("E1,encounter,Admission,whenever,,,", *ROWS[1:]))
    with pytest.raises(Refused, match=r"cannot be put into a file of its own: .*events.csv, row 2"), page_of(folder):
        pass
    assert list(tmp_path.iterdir()) == []


def pieces(widths: list[int], zones: list[str]) -> list[Json]:
    found, x, day = [], 0.0, -3.0
    for width, zone in zip(widths, zones, strict=False):
        days = {"d0": day, "d1": day + width / 7} if zone in ("days", "break") else {"d0": 0.0, "d1": 0.0}
        found.append({"zone": zone, "x0": x, "x1": x + width} | days)
        x, day = x + width, day + (width / 7 if days["d1"] else 0)
    return found


@drawn(
    some.lists(some.integers(16, 900), min_size=1, max_size=5), some.permutations(["break", "order", "writing", "days"])
)
def test_the_windows_for_zooming_cover_the_axis_and_overlap(widths: list[int], zones: list[str]) -> None:
    segments = pieces(widths, ["days", *zones])
    found = list(_layouts.windows(segments))
    assert len(found) == sum(2 * parts - 1 for parts in _layouts.ZOOMS)
    tokens = {token for window in found for token in window}
    assert all(re.fullmatch(r"(order|writing):[01]\.\d{3}|-?\d+(\.\d+)?", token) for token in tokens), tokens
    ends = [window[1] for window in found[: 2 * _layouts.ZOOMS[0] - 1]]
    starts = [window[0] for window in found[: 2 * _layouts.ZOOMS[0] - 1]]
    assert starts[2] == ends[0], "each begins where the one before the last ends"


def test_slices_are_taken_from_the_key_slice_outward() -> None:
    from_key: Callable[[int, int], list[int]] = _gathering._from_key
    assert from_key(5, 2) == [2, 1, 3, 0, 4] and from_key(3, 0) == [0, 1, 2] and from_key(0, 0) == []
    series = [{"slices": 2, "key": 1, "id": "a"}, {"slices": 3, "key": 0, "id": "b"}]
    assert [(one["id"], at) for one, at in _gathering._outward(series)] == [
        ("a", 1), ("b", 0), ("a", 0), ("b", 1), ("b", 2),
    ]  # fmt: skip
