"""Case folders for the tests of the clock: dated days, instants, one event, none, and dates planted everywhere."""

import csv
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, MRImageStorage

COLUMNS = ("id", "kind", "label", "term", "at", "until", "state", "value", "unit", "components", "drug_class", "rank",
           "study", "modality", "source", "place", "as_printed", "note", "group", "collected")  # fmt: skip
FIRST = datetime(2024, 2, 20, 10, 30)
Row = Mapping[str, str]

PLANTED = (
    "2024-03-01", "2024-03-01T10:30", "01.03.2024", "1. März 2024", "March 1, 2024", "1 Mar 2024", "03/01/2024",
    "20240301", "20240301103000", "2024/03/01", "März 2024", "in March 2024", "1st of March",
)  # fmt: skip
"""The first of March 2024 as people and machines write it."""
TRACES = ("2024", "20240301", "Mar 1", "1 Mar", "March", "März", "01.03.", "03/01", "2014")
"""What of these, and of a birth date in 2014, must not reach a browser that asks for no dates."""


def head(code: str, zero: str, more: str = "", *, title: str = "", question: str = "Which moment?") -> str:
    """A case.toml."""
    named = f'code = "{code}"\ntitle = "{title or code}"\nquestion = "{question}"\nzero = "{zero}"\n'
    return named + more


def write(folder: Path, code: str, toml: str, rows: Iterable[Row]) -> Path:
    """A case folder."""
    made = folder / code
    made.mkdir(parents=True)
    (made / "case.toml").write_text(toml, encoding="utf-8")
    with (made / "events.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows({"source": "SYNTHETIC", "place": f"row {n}"} | dict(row) for n, row in enumerate(rows, 1))
    return made


def write_all(folder: Path, counts: int = 120) -> Path:
    """Every case of this file in one library."""
    write(folder, "exact", head("exact", "E1", 'birth_date = "2014-11"\n'), exact_rows(counts))
    write(folder, "instants", head("instants", "E1", 'grain = "instant"\n'), instant_rows())
    write(folder, "one", head("one", "E1"), [{"id": "E1", "kind": "encounter", "term": "Visit", "at": "0"}])
    write(folder, "none", head("none", "start", '[moments]\nstart = "0"\n'), [])
    write_scan(
        write(folder, "dated", dated_head(), dated_rows()) / "images" / "mri-20240301" / "scan of 2024-03-01.dcm"
    )
    return folder


def write_scan(file: Path) -> None:
    """A scan with dates in its header and in its name; its pixels hold none."""
    file.parent.mkdir(parents=True)
    uid = "1.2.826.0.20240301.7"
    scan = Dataset()
    scan.file_meta = FileMetaDataset()
    scan.file_meta.MediaStorageSOPClassUID, scan.file_meta.MediaStorageSOPInstanceUID = MRImageStorage, f"{uid}.1"
    scan.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    scan.SOPClassUID, scan.SOPInstanceUID = MRImageStorage, f"{uid}.1"
    scan.StudyInstanceUID, scan.SeriesInstanceUID, scan.Modality = uid, f"{uid}.0", "MR"
    scan.StudyDate = scan.SeriesDate = scan.AcquisitionDate = "20240301"
    scan.PatientBirthDate, scan.PatientID = "20141130", "20240301"
    scan.StudyDescription = scan.SeriesDescription = "T2 axial 2024-03-01 of March 1"
    scan.Rows = scan.Columns = 64
    scan.SamplesPerPixel, scan.BitsAllocated, scan.BitsStored, scan.HighBit, scan.PixelRepresentation = 1, 16, 16, 15, 0
    scan.PhotometricInterpretation = "MONOCHROME2"
    scan.PixelData = bytes(range(256)) * 32
    scan.save_as(file, enforce_file_format=True)


def count(name: str, at: str, value: float) -> Row:
    """A leukocyte count."""
    return {"id": name, "kind": "lab", "label": "leukocytes", "term": "Leukocytes [#/volume] in Blood", "at": at,
            "value": f"{value:.1f}", "unit": "10*9/L"}  # fmt: skip


def exact_rows(counts: int) -> Iterable[Row]:
    """Dated days only: counts that fall and rise, therapies, states, scans."""
    start = FIRST.date()

    def day(number: float) -> str:
        return (start + timedelta(days=round(number))).isoformat()

    yield {"id": "E1", "kind": "encounter", "label": "first visit", "term": "First visit", "at": day(0)}
    for number in range(counts):
        yield count(f"C{number}", day(number * 900 / counts), 200 * (1.02 + (number % 17)) / (1 + number % 29))
    for number in range(max(counts // 30, 3)):
        begun = number * 800 / max(counts // 30, 3)
        yield {"id": f"T{number}", "kind": "treatment", "label": f"block {number + 1}", "term": "Chemotherapy",
               "at": day(begun), "until": day(begun + 9), "components": "vincristine; dexamethasone",
               "drug_class": "vinca alkaloid; corticosteroid"}  # fmt: skip
    for number in range(max(counts // 50, 4)):
        yield {"id": f"S{number}", "kind": "neuro_status", "label": "alert", "term": "Awake and alert",
               "at": day(5 + number * 850 / max(counts // 50, 4)), "rank": "4"}  # fmt: skip
    yield {"id": "L1", "kind": "procedure", "label": "leukapheresis", "term": "Leukapheresis", "at": day(3)}
    yield {"id": "M1", "kind": "imaging", "label": "MRI", "term": "MRI of the brain", "at": day(30), "modality": "MR"}
    yield {"id": "M2", "kind": "imaging", "label": "MRI", "term": "MRI of the brain", "at": day(400), "modality": "MR"}


def instant_rows() -> Iterable[Row]:
    """Dates with a time of day."""
    yield {"id": "E1", "kind": "encounter", "label": "arrival", "term": "Arrival", "at": FIRST.isoformat()}
    for number in range(20):
        yield count(f"C{number}", (FIRST + timedelta(hours=7 * number, minutes=11)).isoformat(), 100 / (1 + number % 7))
    yield {"id": "N1", "kind": "note", "label": "consent", "term": "Consent", "at": "2024-02-22"}


def dated_head() -> str:
    """A case.toml with a date in whatever holds text."""
    more = f"""age = "9 years, {PLANTED[4]}"
sex = "male"
diagnosis = "Leukemia, found {PLANTED[2]}"
question_source = "letter of {PLANTED[3]}"
source = "Records printed {PLANTED[6]}"
birth_date = "2014-11-30"
patient_id = "20240301"
writing = "report-2024-03-01"

[moments]
"report-2024-03-01" = "2024-03-20"

[[clocks]]
name = "day since March"
zero = "visit-2024-03-01"

[[zeros]]
event = "visit-2024-03-01"
label = "visit of {PLANTED[5]}"

[[studies]]
id = "mri-20240301"
event = "scan-20240301"
label = "MRI of {PLANTED[5]}"
modality = "MR"
figure = "{PLANTED[2]}"
uid = "1.2.826.0.20240301.7"
accession = "A20240301"
"""
    title, question = f"Case of {PLANTED[11]}", f"Treat as since {PLANTED[4]}?"
    return head("dated", "visit-2024-03-01", more, title=title, question=question)


def dated_rows() -> Iterable[Row]:
    """Rows with a date in every column that can hold one."""
    yield {"id": "visit-2024-03-01", "kind": "encounter", "label": f"visit {PLANTED[0]}",
    "term": f"Visit, {PLANTED[4]}",
           "at": "2024-03-01", "note": "; ".join(PLANTED), "source": f"letter {PLANTED[7]}",
           "place": f"p. 3, {PLANTED[2]}",
           "as_printed": PLANTED[3], "group": f"stay of {PLANTED[10]}", "collected": PLANTED[8]}  # fmt: skip
    yield {"id": "scan-20240301", "kind": "imaging", "label": f"MRI {PLANTED[9]}", "term": "MRI of the brain",
    "at": "2024-03-05",
           "study": "mri-20240301", "modality": "MR"}  # fmt: skip
    yield count("C1", "2024-03-02", 100) | {"note": f"drawn {PLANTED[1]}"}
    yield count("C2", "2024-03-06", 25)
    yield {
        "id": "N1",
        "kind": "note",
        "term": "Culture",
        "at": "2024-03",
        "value": f"sterile on {PLANTED[4]}",
        "unit": "",
    }
    yield {"id": "T1", "kind": "treatment", "label": "block", "term": f"Block from {PLANTED[2]}", "at": "2024-03-03",
           "until": "2024-03-10", "components": f"vincristine ({PLANTED[5]})",
           "drug_class": "vinca alkaloid"}  # fmt: skip
    yield {"id": "O1", "kind": "outcome", "term": "Well", "at": "with report-2024-03-01", "until": "ongoing"}
    yield {"id": "L1", "kind": "complication", "term": "Fever", "at": "visit-2024-03-01 + 2 d", "until": "after C2"}
