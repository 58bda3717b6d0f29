"""Whatever a study holds: each row has one fate, the order of rows changes nothing, every case can be solved."""

import random
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.cases import Case
from dashboard.domain.chronology import solve
from dashboard.domain.timing import place
from dashboard.importers.base import Import, ImportRefused
from dashboard.importers.cbioportal import IMPORTER
from tests.importers.cbioportal.studies import STUDY, write

COLUMNS = ("PATIENT_ID", "START_DATE", "STOP_DATE", "EVENT_TYPE")
MORE = ("TEST", "RESULT", "AGENT", "SAMPLE_ID", "COMMENTS", "STYLE_COLOR", "STATUS")
word = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters='\t"'), max_size=8)
days = st.one_of(st.integers(-400, 4_000).map(str), st.sampled_from(["", "NA", "0", "soon", "5.5"]))
types = st.one_of(st.sampled_from(["TREATMENT", "LAB_TEST", "SPECIMEN", "STATUS", "Diagnosis", "PD-L1"]), word)
rows = st.lists(
    st.tuples(
        st.sampled_from(["P1", "P2", "Ä 3", ""]),
        days,
        days,
        types,
        *(st.one_of(st.sampled_from(["", "NA", "4.5", "<0.1", "A + B"]), word) for _ in MORE),
    ),
    max_size=12,
)
header = st.permutations([*COLUMNS, *MORE])


def study(folder: Path, columns: list[str], lines: list[tuple[str, ...]]) -> Path:
    at = [(*COLUMNS, *MORE).index(column) for column in columns]
    cells = [[line[place] for place in at] for line in lines]
    text = "\n".join("\t".join(one) for one in [columns, *cells])
    return write(folder, {"data_timeline_x.txt": text})


def unplaced(case: Case) -> Case:
    return replace(case, events=tuple(replace(event, place="") for event in case.events))


def plain(found: Import) -> tuple[Case, ...]:
    return tuple(map(unplaced, found.cases))


@settings(max_examples=150, deadline=None)
@given(header, rows)
def test_every_row_has_one_fate_and_every_case_can_be_solved(tmp_path_factory, columns, lines):
    found = IMPORTER.read(study(tmp_path_factory.mktemp("study"), columns, lines))
    report = found.report
    kept = [line for line in lines if any(cell.strip() for cell in line)]
    hashed = [line for line in kept if line[(*COLUMNS, *MORE).index(columns[0])].startswith("#")]
    assert report.rows_read == len(kept) - len(hashed)
    assert report.rows_read == report.accepted + report.merged + report.rows_refused
    assert sum(len(case.events) for case in found.cases) == report.accepted
    for case in found.cases:
        assert len(place(case, solve(case))) == len(case.events)


@settings(max_examples=80, deadline=None)
@given(header, rows, st.randoms(use_true_random=False))
def test_rows_shuffled_and_repeated_give_the_same_cases(tmp_path_factory, columns, lines, chance: random.Random):
    folder = tmp_path_factory.mktemp("study")
    first = IMPORTER.read(study(folder, columns, lines))
    mixed = [*lines, *lines]
    chance.shuffle(mixed)
    again = IMPORTER.read(study(folder, columns, mixed))
    assert plain(again) == plain(first)
    assert again.report.accepted == first.report.accepted
    assert again.report.rows_read == 2 * first.report.rows_read


def test_the_lines_of_every_file_shuffled_give_the_same_study(tmp_path):
    first = plain(IMPORTER.read(write(tmp_path / "study")))
    chance = random.Random(7)
    mixed = {}
    for name, text in STUDY.items():
        head, *lines = text.splitlines(keepends=True)
        fixed = [line for line in (head, *lines) if line.startswith("#")]
        rest = [line for line in (head, *lines) if not line.startswith("#")]
        chosen = rest[1:]
        if not name.startswith("meta"):
            chance.shuffle(chosen)
        mixed[name] = "".join([*fixed, rest[0], *chosen])
    assert plain(IMPORTER.read(write(tmp_path / "study", mixed))) == first


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(sorted(STUDY)), st.booleans())
def test_any_bytes_in_any_file_are_refused_with_sentences_or_read(tmp_path_factory, junk, name, behind):
    folder = write(tmp_path_factory.mktemp("study"))
    (folder / name).write_bytes(STUDY[name].encode() + junk if behind else junk)
    try:
        report = IMPORTER.read(folder).report
    except ImportRefused as refused:
        report = None
        assert refused.refusals
    for refusal in () if report is None else report.refused:
        assert (
            refusal.file and refusal.reason and "Traceback" not in refusal.reason and not refusal.reason.endswith(".")
        )
