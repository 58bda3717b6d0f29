"""The case folder as an archive: imported, it is the same case; exported again, the same bytes."""

import io
import string
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.cases import Case, Clock, Finding, Grain, Issue, Study, Trend
from dashboard.domain.events import End, Event, Kind, Quantity, State
from dashboard.domain.when import When, parse_when
from dashboard.errors import Refused
from dashboard.exporters.case_folder import EXPORTER
from dashboard.importers import case_folder
from tests.exporters.dossiers import CASES, STAMP, FolderPictures, dossier, shipped, written

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
WORDS = TEXT.map(str.strip)
FILLED = TEXT.filter(lambda text: text.strip() != "")
ID = st.text(string.ascii_letters + string.digits, min_size=1, max_size=8).filter(
    lambda text: text not in ("after", "before", "with", "end", "in")
)


def parts(separator: str) -> st.SearchStrategy[tuple[str, ...]]:
    """The parts of a cell."""
    one = WORDS.filter(lambda text: text != "" and separator not in text)
    return st.lists(one, max_size=3).map(tuple)


TIMES = st.sampled_from(["", "..", "~2 wk", "3..9", "-2", "~14 in 11..19", "2024 d", "..40"]).map(parse_when)
DETAILS = st.dictionaries(
    st.sampled_from(["label", "remark", "sites", "my column", "indication"]), FILLED.map(str.strip), max_size=3
)
QUANTITIES = st.one_of(
    st.none(),
    st.builds(Quantity, FILLED, TEXT),
    st.builds(
        Quantity,
        FILLED,
        TEXT,
        st.decimals(-(10**9), 10**9, allow_nan=False, places=3),
        WORDS.filter(lambda text: "\n" not in text),
        st.sampled_from(["", "<", ">="]),
    ),
)


@st.composite
def events(draw: st.DrawFn, event_id: str, issues: list[str]) -> Event:
    """An event with anything that a folder can hold."""
    return Event(
        id=event_id,
        kind=draw(st.sampled_from(Kind)),
        term=draw(FILLED),
        at=draw(TIMES),
        until=draw(st.one_of(st.none(), st.sampled_from(End), st.just(parse_when("50..")))),
        state=draw(st.sampled_from(State)),
        quantity=draw(QUANTITIES),
        components=draw(parts(";")),
        group=draw(WORDS),
        source=draw(WORDS),
        place=draw(WORDS),
        as_printed=draw(TEXT),
        note=draw(TEXT),
        issues=tuple(draw(st.lists(st.sampled_from(issues), unique=True))) if issues else (),
        seq=draw(st.one_of(st.none(), st.integers(0, 10**9 - 1))),
        details=draw(DETAILS),
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A case that a folder can hold."""
    ids = draw(st.lists(ID, min_size=1, max_size=5, unique_by=str.lower))
    issues = draw(st.lists(ID, max_size=2, unique=True))
    found = [draw(events(event_id, issues)) for event_id in ids]
    found[0] = replace(found[0], at=parse_when("0"), until=None, details=found[0].details | {"zero_label": "start"})
    study = Study("s-1", ids[-1], draw(FILLED), "MR", draw(TEXT), draw(st.booleans()), "1.2.3", draw(TEXT))
    return Case(
        id="c-1",
        title=draw(FILLED),
        question=draw(FILLED),
        zero=ids[0],
        age=draw(TEXT),
        sex=draw(TEXT),
        grain=draw(st.sampled_from(Grain)),
        origin=draw(st.sampled_from(["", "2024-03-01"])),
        clocks=(Clock("hospital day", ids[0], draw(st.integers(-3, 3))),),
        moments={"report": When()},
        writing="report",
        zeros=(ids[0],),
        events=tuple(found),
        studies=(study,),
        findings=tuple(
            draw(st.lists(st.builds(Finding, st.just("s-1"), WORDS.filter(bool), st.sampled_from(Trend), WORDS),
                          max_size=2, unique_by=lambda one: one.finding))
        ),
        issues=tuple(Issue(issue, draw(FILLED), draw(TEXT), False, draw(parts("|"))) for issue in issues),
        patient_id=draw(TEXT),
    )  # fmt: skip


def imported(archive: bytes) -> Case:
    """The case that the archive holds, as the importer reads it."""
    with TemporaryDirectory() as folder, zipfile.ZipFile(io.BytesIO(archive)) as packed:
        packed.extractall(folder)
        (found,) = Path(folder).iterdir()
        return case_folder.read(found)


@given(cases())
def test_export_import_export_is_the_same_case_and_the_same_bytes(case: Case) -> None:
    archive = written(EXPORTER, dossier(case))
    again = imported(archive)
    assert replace(again, events=()) == replace(case, events=())
    for one, other in zip(again.events, case.events, strict=True):
        assert one == replace(other, details=one.details) and dict(one.details) | dict(other.details) == one.details
    assert written(EXPORTER, dossier(again)) == archive


@pytest.mark.parametrize("name", ["case-1", "case-2"])
def test_a_shipped_case_comes_back_identical_with_every_picture(name: str, tmp_path: Path) -> None:
    case, images = shipped(name), CASES / name / "images"
    archive = written(EXPORTER, dossier(case, pictures=FolderPictures(images)))
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        packed.extractall(tmp_path)
    assert case_folder.read(tmp_path / name) == case
    files = [path for path in images.rglob("*") if path.is_file()]
    assert len(files) > 40
    for path in files:
        assert (tmp_path / name / "images" / path.relative_to(images)).read_bytes() == path.read_bytes()


def test_the_stamp_lies_in_the_archive_and_is_all_that_two_exports_of_a_case_differ_by() -> None:
    case = shipped("case-1")
    first, second = (
        written(EXPORTER, dossier(case, stamp=replace(STAMP, made=made))) for made in ("10:00 UTC", "11:00 UTC")
    )
    with zipfile.ZipFile(io.BytesIO(first)) as one, zipfile.ZipFile(io.BytesIO(second)) as other:
        differing = [name for name in one.namelist() if one.read(name) != other.read(name)]
        assert differing == ["case-1/export.txt"]
        assert "10:00 UTC by local user" in one.read("case-1/export.txt").decode()


def test_a_value_that_its_words_do_not_say_carries_how_it_is_read() -> None:
    case = shipped("case-1")
    lab = Event(
        "L1", Kind.LAB, "Leukocytes", parse_when("3"), quantity=Quantity("8,4", "G/l?", Decimal("8.4"), "10*9/L")
    )
    again = imported(written(EXPORTER, dossier(replace(case, events=(*case.events, lab)))))
    assert again.events[-1] == lab


def test_what_a_folder_cannot_hold_is_refused_with_a_sentence() -> None:
    case = shipped("case-1")
    for wrong in (
        replace(case.events[0], components=("a; b",)),
        replace(case.events[0], details={"Upper": "x"}),
    ):
        with pytest.raises(Refused, match="case folder"):
            written(EXPORTER, dossier(replace(case, events=(wrong, *case.events[1:]))))
