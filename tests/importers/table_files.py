"""Small tables and mappings for the tests of imports, written to a folder."""

from pathlib import Path

from dashboard.domain.cases import Case
from dashboard.importers._assembly.packed import unpack_case
from dashboard.importers._spread.hands import HERE, Hands, Spread
from dashboard.importers.base import NO_CHOICES, Choices, Import
from dashboard.importers.tables import IMPORTER

LABS = """
name = "labs"
title = "Laboratory"

[[table]]
id = "labs"
file = "labs*.*"
patient = "patient"
key = "number"
kind = "lab"
at = "time"
name = "test"
value = "value"
unit = "unit"
"""
HEADER = "number,patient,time,test,value,unit"
ROWS = (
    "1,A,2024-03-01 08:00,WBC,10851,/uL",
    "2,A,2024-03-02,WBC,<0.1,K/uL",
    "3,B,2024-03-01,Sodium,140,mmol/L",
    "4,B,2024-03-02,Smear,atypical cells,",
)

HOSPITAL = """
name = "hospital"
title = "Hospital"
missing = ["-"]
[units]
"Tsd" = "10*3/uL"
[analytes]
L1 = "leukocytes"
[dictionary.tests]
file = "tests.csv"
key = "code"
also = ["again"]

[[table]]
file = "people.csv"
patient = "pid"
[table.person]
birth = "{year}-{month}"
sex = { column = "sex", values = { 1 = "male", 2 = "female" }, other = "" }
diagnosis = "=ALL"

[[table]]
id = "stays"
file = "stays.csv"
patient = "pid"
key = "stay"
group = "stay"
where = [{ column = "state", not = ["cancelled"] }, { column = "ward", is = ["ICU", "H1"], said = "other wards" }]
[[table.event]]
kind = "encounter"
term = "Ward: {ward}"
at = "from"
until = "to"
until_blank = "ongoing"
keep = []
[[table.event]]
id = "dead"
kind = "outcome"
term = "=Death"
at = "died"
needs = ["at"]

[[table]]
id = "drugs"
file = "drugs.csv"
patient = "pid"
kind = "treatment"
term = "drug"
at = "from"
until = { column = ["to", { column = "on", values = { yes = "ongoing" }, other = "" }] }
state = { column = "given", values = { no = "absent" }, other = "present" }
details = { dose = "{amount} {unit}", route = "route" }
components = "parts"
note = "remark"

[[table]]
id = "results"
file = "results.csv"
patient = "pid"
key = "nr"
join = { tests = "code", again = "code" }
kind = "lab"
code = "code"
name = ["tests.label", "code"]
value = ["value", "number"]
unit = "unit"
low = "lo"
high = "hi"
flag = "flag"
at = "date"
"""


def write(folder: Path, *rows: str, name: str = "labs.csv", header: str = HEADER, mapping: str = LABS) -> Path:
    """The folder with a mapping and a table of these rows."""
    (folder / "m.toml").write_text(mapping, encoding="utf-8")
    (folder / name).write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return folder


def read(folder: Path, choices: Choices = NO_CHOICES, *, name: str = "", spread: Spread = HERE) -> Import:
    """What the tables importer brings by the mapping of the folder."""
    if choices.mapping is None:
        choices = Choices(
            choices.format, folder / "m.toml", choices.source, choices.case_id, choices.dialect, choices.confirmed
        )
    return IMPORTER.read(folder / name if name else folder, choices, Hands(spread))


def cases(brought: Import) -> dict[str, Case]:
    """The cases by id, their events one by one."""
    return {packed.head.id: unpack_case(packed) for packed in brought.packed}
