"""The rules that cBioPortal's validator holds a study against, written anew from its documentation for timeline,
clinical and resource files. `problems` gives a sentence for each rule that a study breaks: none is the aim."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

Files = Mapping[str, str]

NULLS = {"[not applicable]", "[not available]", "[pending]", "[discrepancy]", "[completed]", "[null]", "", "na"}
ID = re.compile(r"[A-Za-z0-9._()\[\]',+\-:;]+")
OF_PATIENTS = {
    "AGE",
    "DFS_STATUS",
    "DFS_MONTHS",
    "GENDER",
    "OS_STATUS",
    "OS_MONTHS",
    "PATIENT_DISPLAY_NAME",
    "SEX",
    "TUMOR_SITE",
}
OF_SAMPLES = {
    "METASTATIC_SITE", "OTHER_SAMPLE_ID", "PRIMARY_SITE", "SAMPLE_CLASS", "SAMPLE_DISPLAY_NAME", "SAMPLE_TYPE",
    "TUMOR_TISSUE_SITE", "TUMOR_TYPE",
}  # fmt: skip
NUMBERS = {"AGE", "DFS_MONTHS", "OS_MONTHS"}
TEXTS = (OF_PATIENTS | OF_SAMPLES | {"CANCER_TYPE", "CANCER_TYPE_DETAILED", "HISTOLOGY"}) - NUMBERS
OS = {"LIVING", "DECEASED", "0:LIVING", "1:DECEASED"}
DFS = {f"{mark}{word}" for mark in ("", "1:") for word in ("Recurred/Progressed", "Recurred", "Progressed")} | {
    "0:DiseaseFree", "DiseaseFree",
}  # fmt: skip
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
REQUIRED = {
    "TIMELINE": ["PATIENT_ID", "START_DATE", "STOP_DATE", "EVENT_TYPE"],
    "SAMPLE_ATTRIBUTES": ["SAMPLE_ID", "PATIENT_ID"],
    "PATIENT_ATTRIBUTES": ["PATIENT_ID"],
    "DEFINITION": ["RESOURCE_ID", "RESOURCE_TYPE", "DISPLAY_NAME"],
    "SAMPLE": ["SAMPLE_ID", "PATIENT_ID", "RESOURCE_ID", "URL"],
    "PATIENT": ["PATIENT_ID", "RESOURCE_ID", "URL"],
}


def problems(files: Files) -> list[str]:
    """Every rule that is broken."""
    return list(_problems(files))


def metas(files: Files) -> dict[str, dict[str, str]]:
    """The meta files, as the validator finds and reads them."""
    found = {}
    for name, text in files.items():
        if re.search(r"(\b|_)meta(\b|[_0-9])", name, flags=re.IGNORECASE):
            found[name] = dict(line.split(":", 1) for line in text.splitlines() if line.strip())
    return {name: {key: text.strip() for key, text in entries.items()} for name, entries in found.items()}


def _problems(files: Files) -> Iterator[str]:
    found = metas(files)
    studies = {entries["cancer_study_identifier"] for entries in found.values()}
    if len(studies) != 1 or not re.fullmatch(r"[a-z0-9_]+", next(iter(studies), "")):
        yield f"one study of small letters, digits and _ is wanted, found {studies}"
    about = found.get("meta_study.txt", {})
    for key in ("type_of_cancer", "cancer_study_identifier", "name", "description"):
        if not about.get(key):
            yield f"meta_study.txt lacks {key}"
    kinds = Counter(entries.get("datatype") or entries.get("resource_type", "") for entries in found.values())
    if kinds["SAMPLE_ATTRIBUTES"] != 1 or kinds["PATIENT_ATTRIBUTES"] > 1 or kinds["DEFINITION"] > 1:
        yield f"clinical and resource files stand once: {kinds}"
    for name, entries in found.items():
        if name != "meta_study.txt":
            yield from _one(name, entries, files)
    yield from _together(found, files)


def _one(name: str, entries: Mapping[str, str], files: Files) -> Iterator[str]:
    kind = entries.get("resource_type") or entries.get("datatype", "")
    if "resource_type" not in entries and entries.get("genetic_alteration_type") != "CLINICAL":
        yield f"{name}: genetic_alteration_type is not CLINICAL"
    text = files.get(entries["data_filename"])
    if text is None:
        yield f"{name}: {entries['data_filename']} is not there"
        return
    head, columns, rows = parsed(text)
    wanted = REQUIRED[kind]
    if kind == "TIMELINE" and columns[:4] != wanted:
        yield f"{name}: the header begins with {columns[:4]}"
    if set(wanted) - set(columns) or len(set(columns)) != len(columns):
        yield f"{name}: columns are {columns}"
    for row in rows:
        if len(row) != len(columns):
            yield f"{name}: {len(row)} cells for {len(columns)} columns"
        if not any(cell.strip() for cell in row) or row[0].startswith("#") or row == columns:
            yield f"{name}: a row that is blank, a comment or the header: {row}"
        cells = dict(zip(columns, row, strict=False))
        yield from (f"{name}: {said}" for said in _cells(kind, cells))
    if kind.endswith("_ATTRIBUTES"):
        yield from (f"{name}: {said}" for said in _attributes(kind, head, columns, rows))


def parsed(text: str) -> tuple[list[list[str]], list[str], list[list[str]]]:
    """Comment rows, header and rows; the validator knows no quotation marks."""
    lines = text.split("\n")
    assert lines.pop() == "", "the last line ends"
    head = [line[1:].split("\t") for line in lines if line.startswith("#")]
    columns, *rows = [line.split("\t") for line in lines[len(head) :]]
    return head, columns, rows


CELLS = {
    "STYLE_COLOR": r"#[a-fA-F0-9]{6}",
    "STYLE_SHAPE": r"(?i:circle|square|triangle|diamond|star|camera)",
    "START_DATE": r"-*[0-9]+",
    "STOP_DATE": r"(-?[0-9]+)?",
    "URL": r"[a-zA-Z]+://[^/]+.*",
    "RESOURCE_TYPE": r"SAMPLE|PATIENT|STUDY",
}


def _cells(kind: str, cells: Mapping[str, str]) -> Iterator[str]:
    for column, text in cells.items():
        if column in ("PATIENT_ID", "RESOURCE_ID", "DISPLAY_NAME") and text.lower() in NULLS:
            yield f"{column} is missing"
        if column in ("PATIENT_ID", "SAMPLE_ID") and text and kind != "TIMELINE" and not ID.fullmatch(text):
            yield f"{column} {text!r} has a sign that is not allowed"
        if column in CELLS and not kind.endswith("_ATTRIBUTES") and not re.fullmatch(CELLS[column], text):
            yield f"{column} {text!r}"


def _attributes(kind: str, head: list[list[str]], columns: list[str], rows: list[list[str]]) -> Iterator[str]:
    if [len(one) for one in head] != [len(columns)] * 4:
        yield "four rows of comments, as wide as the header, are wanted"
        return
    for one in head:
        if any(cell.strip().lower() in NULLS for cell in one):
            yield f"a comment is blank: {one}"
    if set(head[2]) - {"STRING", "NUMBER", "BOOLEAN"} or not all(re.fullmatch(r"-1|[0-9]+", cell) for cell in head[3]):
        yield "datatype or priority"
    wrong = OF_SAMPLES if kind == "PATIENT_ATTRIBUTES" else OF_PATIENTS
    for column, datatype in zip(columns, head[2], strict=True):
        if not column.isupper() or column in wrong | {"MUTATION_COUNT", "FRACTION_GENOME_ALTERED"}:
            yield f"{column} does not belong here"
        if (column in NUMBERS) != (datatype == "NUMBER") and column in NUMBERS | TEXTS:
            yield f"{column} is {datatype}"
    for row in rows:
        for column, datatype, text in zip(columns, head[2], row, strict=True):
            yield from _attribute(column, datatype, text, columns)


def _attribute(column: str, datatype: str, text: str, columns: list[str]) -> Iterator[str]:
    if text.strip().lower() in NULLS or column in ("PATIENT_ID", "SAMPLE_ID"):
        return
    if datatype == "NUMBER" and not _is_number(text):
        yield f"{column} {text!r} is no number"
    if column == "OS_STATUS" and text not in OS or column == "DFS_STATUS" and text not in DFS:
        yield f"{column} {text!r} is no word for it"
    paired = (
        column.endswith("_STATUS") and f"{column[:-7]}_MONTHS" in columns and column not in ("OS_STATUS", "DFS_STATUS")
    )
    if paired and text.split(":")[0] not in ("0", "1"):
        yield f"{column} {text!r} begins with neither 0: nor 1:"
    parts = text.split("-")
    dated = len(parts) == 2 and not any(sign in text for sign in ",.:;") and any(one.lower() in MONTHS for one in parts)
    if "date" not in column.lower() and dated:
        yield f"{column} {text!r} looks like a date"


def _is_number(text: str) -> bool:
    try:
        float(text.removeprefix(">").removeprefix("<"))
    except ValueError:
        return False
    return True


def _together(found: Mapping[str, Mapping[str, str]], files: Files) -> Iterator[str]:
    """What only several files can tell."""
    tables: dict[str, list[dict[str, str]]] = {}
    for entries in found.values():
        text = files.get(entries.get("data_filename", ""))
        if text is not None:
            _, columns, rows = parsed(text)
            kind = entries.get("resource_type") or entries["datatype"]
            tables.setdefault(kind, []).extend(dict(zip(columns, row, strict=False)) for row in rows)
    samples = tables.get("SAMPLE_ATTRIBUTES", [])
    patients = tables.get("PATIENT_ATTRIBUTES", [])
    for key, rows in (("SAMPLE_ID", samples), ("PATIENT_ID", patients)):
        yield from (f"{code} stands twice" for code, count in Counter(row[key] for row in rows).items() if count > 1)
    if any(len(row["SAMPLE_ID"]) > 63 for row in samples):
        yield "a sample id is longer than 63 signs"
    shared = {column for row in samples for column in row} & {column for row in patients for column in row}
    if shared - {"PATIENT_ID"}:
        yield f"attributes of samples and of patients: {shared}"
    known = {row["PATIENT_ID"] for row in samples}
    for kind, rows in tables.items():
        lost = {row["PATIENT_ID"] for row in rows if "PATIENT_ID" in row} - known
        if lost:
            yield f"{kind}: patients without a sample, {lost}"
    defined = {(row["RESOURCE_ID"], row["RESOURCE_TYPE"]) for row in tables.get("DEFINITION", [])}
    for kind in ("SAMPLE", "PATIENT"):
        links = [tuple(row.items()) for row in tables.get(kind, [])]
        if len(set(links)) != len(links):
            yield f"a {kind} link stands twice"
        yield from (
            f"{row} is not defined" for row in tables.get(kind, []) if (row["RESOURCE_ID"], kind) not in defined
        )
