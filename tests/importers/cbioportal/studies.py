"""A made-up cBioPortal study that has everything which the format has, for tests to read, damage and look at."""

from pathlib import Path


def tabbed(*rows: str) -> str:
    """Rows whose cells are separated by `|` here, as the format has them."""
    return "".join("\t".join(cell.strip() for cell in row.split("|")) + "\n" for row in rows)


def meta(kind: str, file: str) -> str:
    """A meta file of clinical data."""
    study = "cancer_study_identifier: made_up\ngenetic_alteration_type: CLINICAL\n"
    return f"{study}datatype: {kind}\ndata_filename: {file}\n"


LABS = tabbed(
    "PATIENT_ID|START_DATE|STOP_DATE|EVENT_TYPE|TEST|RESULT|UNIT",
    "P1|-10||LAB_TEST|Leukocytes|184|10*9/L",
    "P1|0||LAB_TEST|Leukocytes|96.5|10*9/L",
    "P1|4||LAB_TEST|Leukocytes|clotted|",
    "P1|9||LAB_TEST|Leukocytes|10851|/uL",
    "P1|12||LAB_TEST|Leukocytes|<0.1|10*9/L",
    "P1|20||LAB_TEST|Leukocytes|NA|10*9/L",
    "P1|30||LAB_TEST|Leukocytes|2.4|10*9/L",
    "P1|0||LAB_TEST|CA 15-3|38|U/mL",
    "P1|30||LAB_TEST|CA 15-3|>1000|U/mL",
    "P1|60||LAB_TEST|CA 15-3|hemolytic|U/mL",
    "P1|90||LAB_TEST|CA 15-3|212|U/mL",
    "P2|5||LAB_TEST|PSA (ng/mL)|4.5|",
)
TREATMENTS = tabbed(
    "PATIENT_ID|START_DATE|STOP_DATE|EVENT_TYPE|TREATMENT_TYPE|SUBTYPE|AGENT|DOSE|DOSE_UNIT|ROUTE|ONGOING|COMMENTS",
    "P1|-20|0|TREATMENT|Medical Therapy|Chemotherapy|Hydroxyurea|50|mg/kg|oral|N|",
    "P1|3|45|TREATMENT|Medical Therapy|Chemotherapy|Daunorubicin + Vincristine|||||",
    "P1|10||TREATMENT|Medical Therapy|Chemotherapy|Methotrexate|12|mg|INTRATHECAL||",
    "P1|50||TREATMENT|Medical Therapy|Hormone Therapy|Dexamethasone||||YES|",
    "P1|60|61|TREATMENT|Medical Therapy|Targeted Therapy|Imatinib|||||End date is NA",
    "P1|70|84|TREATMENT|Radiation Therapy|WPRT|EXTERNAL BEAM|12|Gy|||",
)
# The header without STOP_DATE, columns in another order.
SPECIMENS = tabbed(
    "EVENT_TYPE|PATIENT_ID|START_DATE|SAMPLE_ID|SPECIMEN_SITE|SPECIMEN_TYPE",
    "SPECIMEN|P1|0|P1-T1|bone marrow|tissue",
    "SPECIMEN|P1|90|P1-T2|blood|blood",
)
OTHERS = tabbed(
    "PATIENT_ID|START_DATE|STOP_DATE|EVENT_TYPE|EVENT_TYPE_DETAILED|ECOG|STYLE_COLOR|STYLE_SHAPE|NOTE",
    "P1|0||DIAGNOSIS|B-cell precursor ALL||||",
    "P1|1|2|SURGERY|Central line||||uneventful",
    "P1|40||STATUS|Complete remission||#1b7f3b|star|",
    "P1|88||PROGRESSION|Relapse in marrow||#c00000|triangle|",
    "P1|1||ECOG_STATUS||2|||",
    "P1|42||ECOG_STATUS||0|||",
    "P1|91||TUMOR_BOARD|Second line discussed||#0000aa|diamond|",
    "P1|91||Genomic Panel|BCR-ABL1 found||||[report](https://lab.example.org/r/1:blank)",
    "P1|15|18|HOSPITALIZATION|Ward 4||||",
    "P1|16||TOXICITY|Neutropenia, grade 4||||",
    "P1|NA||STATUS|Stable at an unknown time||||",
)
IMAGING = tabbed(
    "PATIENT_ID|START_DATE|STOP_DATE|EVENT_TYPE|DIAGNOSTIC_TYPE|RESULT",
    "P1|1||IMAGING|CT|no hemorrhage",
    "P1|45||IMAGING|MRI|white-matter lesions, smaller",
)
PATIENTS = tabbed(
    "#Patient Identifier|Age|Sex|Overall Survival Status|Overall Survival (Months)|Smoking",
    "#Patient Identifier|Age at diagnosis|Sex|Overall survival status|Overall survival in months|Smoking",
    "#STRING|NUMBER|STRING|STRING|NUMBER|STRING",
    "#1|1|1|1|1|1",
    "PATIENT_ID|AGE|SEX|OS_STATUS|OS_MONTHS|SMOKING",
    "P1|9|Male|1:DECEASED|4.2|[Not Available]",
    "P2|61|F|0:LIVING|24|former",
    "P3|44|Female|NA|NA|never",
)
SAMPLES = tabbed(
    "#Patient Identifier|Sample Identifier|Cancer Type|Sample Type",
    "#Patient Identifier|Sample Identifier|Cancer Type|Sample Type",
    "#STRING|STRING|STRING|STRING",
    "#PATIENT|SAMPLE|SAMPLE|SAMPLE",
    "#1|1|1|1",
    "PATIENT_ID|SAMPLE_ID|CANCER_TYPE|SAMPLE_TYPE",
    "P1|P1-T1|Leukemia|Primary",
    "P1|P1-T2|Leukemia|Recurrence",
    "P2|P2-T1|Prostate Cancer|Primary",
)
STUDY = {
    "meta_study.txt": "type_of_cancer: all\ncancer_study_identifier: made_up\nname: Made up (tests)\n"
    "description: Invented rows.\nadd_global_case_list: true\n",
    "meta_timeline_labs.txt": meta("TIMELINE", "data_timeline_labs.txt"),
    "data_timeline_labs.txt": LABS,
    "data_timeline_treatment.txt": TREATMENTS,
    "data_timeline_specimen.txt": SPECIMENS,
    "data_timeline_other.txt": OTHERS,
    "meta_imaging.txt": meta("TIMELINE", "pictures.tsv"),
    "pictures.tsv": IMAGING,
    "meta_clinical_patient.txt": meta("PATIENT_ATTRIBUTES", "data_clinical_patient.txt"),
    "data_clinical_patient.txt": PATIENTS,
    "data_clinical_sample.txt": SAMPLES,
    "data_resource_definition.txt": tabbed(
        "RESOURCE_ID|DISPLAY_NAME|RESOURCE_TYPE|DESCRIPTION",
        "SLIDE|Pathology slide|SAMPLE|Scanned slide",
        "NOTES|Tumor board notes|PATIENT|",
        "SITE|Study page|STUDY|",
    ),
    "data_resource_sample.txt": tabbed(
        "PATIENT_ID|SAMPLE_ID|RESOURCE_ID|URL", "P1|P1-T1|SLIDE|https://slides.example.org/p1-t1?x=1"
    ),
    "data_resource_patient.txt": tabbed("PATIENT_ID|RESOURCE_ID|URL", "P1|NOTES|https://notes.example.org/p1"),
    "data_resource_study.txt": tabbed("RESOURCE_ID|URL", "SITE|https://study.example.org"),
    "data_mutations.txt": tabbed("Hugo_Symbol|Tumor_Sample_Barcode", "TP53|P1-T1"),
}


def write(folder: Path, files: dict[str, str | bytes] | None = None) -> Path:
    """The files of a study in a folder (the whole one without)."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (STUDY if files is None else files).items():
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder
