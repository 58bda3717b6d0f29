"""dates_first_diagnosis.txt, as cbpManager writes it: the calendar date of day 0 of each patient."""

from collections.abc import Iterator
from datetime import date

from dashboard.importers._assembly.entries import Entry
from dashboard.importers._assembly.tally import Tally
from dashboard.importers._cbioportal.tsv import Table


def first_diagnoses(table: Table, file: str, found: dict[str, str], tally: Tally) -> Iterator[Entry]:
    """An entry for each patient that the file names; `found` takes the date, by patient."""
    for line in table.lines():
        row = tally.read()
        patient, text = line.get("PATIENT_ID"), line.get("DATE")
        wrong = line.wrong or _wrong(patient, text, found)
        if wrong:
            tally.refuse(row, file, wrong, line=line.number)
        elif not text:
            tally.leave(row, "dates of first diagnosis that are blank")
        else:
            found[patient] = text
            yield Entry(patient, rows=(row,))


def _wrong(patient: str, text: str, found: dict[str, str]) -> str:
    if not patient:
        return "the row names no patient (PATIENT_ID)"
    if text and not _is_date(text):
        return f'"{text[:40]}" is not a date; expected one such as 2020-11-01'
    if text and found.get(patient, text) != text:
        return f"the patient has another date of first diagnosis above ({found[patient]})"
    return ""


def _is_date(text: str) -> bool:
    try:
        return len(text) == len("2020-11-01") and 1800 <= date.fromisoformat(text).year <= 2999
    except ValueError:
        return False
