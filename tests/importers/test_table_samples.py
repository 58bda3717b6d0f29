"""Real exports of three systems, imported and counted a second time by other means. They are found by TIMELINE_SAMPLES;
without it these tests are skipped."""

import os
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from dashboard.domain.cases import Case
from dashboard.domain.chronology import solve
from dashboard.domain.plausibility import VERIFY, verified
from dashboard.importers._assembly.packed import unpack_case
from dashboard.importers._assembly.summary import summary_of
from dashboard.importers.base import Import
from dashboard.importers.tables import IMPORTER

SAMPLES = os.environ.get("TIMELINE_SAMPLES", "")
pytestmark = pytest.mark.skipif(not SAMPLES, reason="TIMELINE_SAMPLES names no folder of sample exports")


def table(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(folder / name, dtype=str, keep_default_na=False)


def brought(name: str) -> tuple[Path, Import, dict[str, Case]]:
    folder = Path(SAMPLES) / name
    found = IMPORTER.read(folder)
    report = found.report
    assert report.rows_read == report.accepted + report.merged + report.rows_refused + sum(report.not_imported.values())
    assert report.rows_refused == 0
    return folder, found, {case.head.id: unpack_case(case) for case in found.packed}


def kinds(cases: dict[str, Case]) -> Counter[str]:
    return Counter(str(event.kind) for case in cases.values() for event in case.events)


def test_mimic_iv_imports_with_numbers_that_a_second_count_gives() -> None:
    folder, found, cases = brought("mimic_iv_demo")
    hosp, icu = folder / "hosp", folder / "icu"
    names = ("patients", "admissions", "transfers", "services", "labevents", "omr", "prescriptions", "emar")
    read = {name: table(hosp, f"{name}.csv") for name in (*names, "procedures_icd", "diagnoses_icd")}
    read |= {name: table(icu, f"{name}.csv") for name in ("icustays", "procedureevents")}
    assert found.report.rows_read == sum(map(len, read.values()))
    labs = read["labevents"]
    valued = labs[~labs.value.isin(["", "___"]) | (labs.valuenum != "") | ~labs.comments.isin(["", "___"])]
    given = read["emar"][(read["emar"].medication != "")]
    unwanted = given.event_txt.str.contains("Flushed|Confirmed|Reconciliation") | (given.event_txt == "")
    items = read["procedureevents"].merge(table(icu, "d_items.csv"), on="itemid")
    deaths = (read["patients"].dod != "").sum() + (read["admissions"].deathtime != "").sum()
    assert kinds(cases) == {
        "lab": len(valued) + len(read["omr"]),
        "treatment": len(read["prescriptions"]) + (~unwanted).sum(),
        "encounter": len(read["admissions"]) + (read["admissions"].edregtime != "").sum() + len(read["transfers"])
        + len(read["services"]) + len(read["icustays"]),
        "procedure": len(read["procedures_icd"]) + (items.category != "5-Imaging").sum(),
        "imaging": (items.category == "5-Imaging").sum(),
        "diagnosis": len(read["diagnoses_icd"]),
        "outcome": deaths,
    }  # fmt: skip


def test_the_leukocytes_of_patient_10019003_are_those_of_the_source() -> None:
    folder, found, cases = brought("mimic_iv_demo")
    case = cases["mimic-iv-10019003"]
    counts = [event for event in case.events if event.detail("analyte") == "leukocytes"]
    labs = table(folder / "hosp", "labevents.csv")
    mine = labs[(labs.subject_id == "10019003") & (labs.itemid == "51301")]
    numbers = sorted(float(event.quantity.number) for event in counts if event.quantity and event.quantity.number)
    assert numbers == sorted(pd.to_numeric(mine.valuenum))
    assert (len(numbers), numbers[0], numbers[-1]) == (205, 0.3, 182.6)
    assert {event.term for event in counts} == {"White Blood Cells"}
    assert sorted(str(event.at).replace("T", " ") for event in counts) == sorted(mine.charttime)
    assert (case.sex, case.age) == ("female", "65 years")
    chronology = solve(case)
    assert sum(bool(event.detail(VERIFY)) for event in verified(case, chronology).events) == sum(
        count for what, _, count in found.report.verify if what == "Leukocytes"
    ) - sum(
        bool(event.detail(VERIFY))
        for name, other in cases.items()
        if name != case.id
        for event in verified(other, solve(other)).events
    )


def test_the_summary_of_a_large_case_is_that_of_its_events_one_by_one() -> None:
    _, found, cases = brought("mimic_iv_demo")
    for packed in found.packed[:2]:
        assert packed.summary == summary_of(cases[packed.head.id])


def test_the_trial_imports_with_numbers_that_a_second_count_gives() -> None:
    folder, found, cases = brought("trial_clinsight")
    forms = {path.stem.rpartition("_")[2]: table(folder, path.name) for path in sorted(folder.glob("*.csv"))}
    assert found.report.rows_read == sum(map(len, forms.values()))
    assert found.report.not_imported["second row of names"] == len(forms)
    forms = {name: form[form.subjectid != "SubjectId"] for name, form in forms.items()}

    def answers(form: str, item: str) -> int:
        items = forms[form]
        return int(((items.itemid == item) & ~items.itemvalue.isin(["", "NA"])).sum())

    labs = forms["LBHM"]
    values = labs[labs.itemid.str.endswith("_LBORRES") & ~labs.itemvalue.isin(["", "NA"])]
    drugs = forms["CM"][forms["CM"].itemid.isin(["CM_CMTRT", "CM_CMINGRD"])]
    named = drugs.groupby(["subjectid", "eventseq", "subjectformseq"]).ngroups
    assert kinds(cases) == {
        "lab": len(values),
        "treatment": named + answers("EX", "EX_EXSTDAT"),
        "complication": answers("AE", "AE_AETERM"),
        "procedure": answers("CP", "CP_PRTRT"),
        "outcome": answers("AE", "AE_DTHDAT") + answers("DS", "DS_DECOD") + answers("DS", "DS_DTHDAT")
        + answers("ECOG", "ECOG_101ORRES") + answers("RS", "RS_RESP_DIS"),
        "decision": answers("STE", "STE_DSELIG") + answers("TT", "TT_REAS"),
        "diagnosis": answers("WHO", "WHO_TERM"),
    }  # fmt: skip
    assert len(cases) == forms["DM"].subjectid.nunique()


def test_omop_imports_with_numbers_that_a_second_count_gives() -> None:
    folder, found, cases = brought("omop_synthea27nj")
    names = ("PERSON", "DEATH", "VISIT_OCCURRENCE", "CONDITION_OCCURRENCE", "DRUG_EXPOSURE", "PROCEDURE_OCCURRENCE")
    read = {name: table(folder, f"{name}.csv") for name in (*names, "MEASUREMENT", "OBSERVATION")}
    assert found.report.rows_read == sum(map(len, read.values()))
    values = read["MEASUREMENT"]
    concepts = table(folder, "CONCEPT.csv").set_index("concept_id").concept_name
    words = values.value_as_concept_id.map(concepts).fillna("").replace("No matching concept", "")
    valued = (values.value_source_value != "") | (values.value_as_number != "") | (words != "")
    assert kinds(cases)["lab"] == valued.sum()
    assert kinds(cases)["note"] == len(read["OBSERVATION"])
    assert {kind: kinds(cases)[kind] for kind in ("diagnosis", "treatment", "procedure", "encounter", "outcome")} == {
        "diagnosis": len(read["CONDITION_OCCURRENCE"]),
        "treatment": len(read["DRUG_EXPOSURE"]),
        "procedure": len(read["PROCEDURE_OCCURRENCE"]),
        "encounter": len(read["VISIT_OCCURRENCE"]),
        "outcome": len(read["DEATH"]),
    }
    assert len(cases) == len(read["PERSON"])
    births = dict(zip(read["PERSON"].person_id, read["PERSON"].birth_datetime.str[:10], strict=True))
    assert all(birth for birth in births.values())
    assert {case.sex for case in cases.values()} == {"male", "female"}
