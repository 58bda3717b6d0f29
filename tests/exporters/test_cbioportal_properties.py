"""Any study that came in goes out by the rules of the portal and comes back the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.importers.cbioportal import IMPORTER
from tests.exporters.portal_exports import exported, plain
from tests.exporters.portal_rules import problems
from tests.importers.cbioportal.studies import write

word = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\t"), max_size=9
)
column = st.sampled_from(
    ["STATUS", "AGENT", "AGENT_CLASS", "TREATMENT_TYPE", "DOSE", "DOSE_UNIT", "TOTAL_DOSE", "ROUTE", "TEST", "RESULT"]
    + [
        "UNIT",
        "SAMPLE_ID",
        "SPECIMEN_REFERENCE_NUMBER",
        "SPECIMEN_SITE",
        "EVENT_TYPE_DETAILED",
        "STYLE_COLOR",
        "STYLE_SHAPE",
        "NOTE",
        "COMMENTS",
    ]
    + ["SOURCE", "LABEL", "RANK", "MyOwn", "ONGOING", "SUBTYPE", "DIAGNOSTIC_TYPE", "END_STATUS"]
)
cell = st.one_of(
    word,
    st.sampled_from(
        ["", "NA", "4.5", "<0.1", "A + B", "A;B", "#aa0000", "star", "yes", "End date is NA", '"x"', "12 mg", "2"]
        + ["Radiation Therapy", "ongoing", "unknown", "text; more"]
    ),
)
types = st.sampled_from(
    ["TREATMENT", "LAB_TEST", "SPECIMEN", "STATUS", "Diagnosis", "IMAGING", "PD-L1", "SURGERY", "Tumor board"]
)


@st.composite
def studies(draw: st.DrawFn) -> str:
    """A timeline file whose rows have whole days."""
    columns = draw(st.lists(column, max_size=6, unique=True))
    lines = ["PATIENT_ID\tSTART_DATE\tSTOP_DATE\tEVENT_TYPE\t" + "\t".join(columns)]
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(-90, 4_000))
        stop = draw(st.one_of(st.just(""), st.integers(start, start + 90).map(str)))
        lines.append("\t".join(["P1", str(start), stop, draw(types), *(draw(cell) for _ in columns)]))
    return "\n".join(lines) + "\n"


@settings(max_examples=150, deadline=None)
@given(studies())
def test_import_export_import_is_the_same_and_keeps_every_rule(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("study")
    first = IMPORTER.read(write(folder / "in", {"data_timeline_x.txt": text}))
    for case in first.cases:
        archive, files = exported(case)
        assert problems(files) == []
        (back,) = IMPORTER.read(write(folder / "out", files)).cases
        assert plain(back) == plain(case)
        assert exported(back)[0] == archive


attribute = st.sampled_from(
    ["AGE", "SEX", "OS_STATUS", "OS_MONTHS", "DFS_STATUS", "DFS_MONTHS", "PFS_STATUS", "PFS_MONTHS", "SAMPLE_TYPE"]
    + ["CANCER_TYPE", "TUMOR_SITE", "Own one", "1", "CODE", "MUTATION_COUNT", "DAYS_TO_DEATH", "NA", "LINK"]
)
fact = st.one_of(
    word,
    st.sampled_from(["60", "<89", "1:DECEASED", "0:LIVING", "12.5", "0:x", "Jan-99", "[Pending]", "Female", "1e3"]),
)


@st.composite
def clinics(draw: st.DrawFn) -> dict[str, str]:
    """Clinical files of two patients and up to three samples."""
    files = {}
    for name, keys in (
        ("data_clinical_patient.txt", [("P1",), ("P2",)]),
        ("data_clinical_sample.txt", [("P1", "S1"), ("P1", "S2"), ("P2", "S3")]),
    ):
        columns = draw(st.lists(attribute, max_size=6, unique=True))
        chosen = draw(st.lists(st.sampled_from(keys), unique=True, max_size=3))
        lines = [("PATIENT_ID", "SAMPLE_ID")[: len(keys[0])] + tuple(columns)]
        lines += [key + tuple(draw(fact) for _ in columns) for key in chosen]
        files[name] = "".join("\t".join(line) + "\n" for line in lines)
    return files


@settings(max_examples=100, deadline=None)
@given(clinics())
def test_clinical_attributes_come_back_the_same_and_keep_every_rule(tmp_path_factory, clinic):
    folder = tmp_path_factory.mktemp("study")
    files = {**clinic, "data_timeline_x.txt": "PATIENT_ID\tSTART_DATE\tEVENT_TYPE\nP1\t0\tSTATUS\n"}
    for case in IMPORTER.read(write(folder / "in", files)).cases:
        archive, written = exported(case)
        assert problems(written) == []
        (back,) = IMPORTER.read(write(folder / case.id, written)).cases
        assert plain(back) == plain(case)
        assert exported(back)[0] == archive
