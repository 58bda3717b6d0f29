"""What all jobs of one large export must know, in a file: its mapping, its tables and dictionaries, and what the person
who imports has said."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from secrets import token_hex

import orjson

from dashboard.importers._assembly.ids import case_id
from dashboard.importers._assembly.tally import Tally
from dashboard.importers._child.wire import choices_from_plain, choices_to_plain
from dashboard.importers._tables.finding import Found, shipped, shipped_mapping
from dashboard.importers._tables.mapping import Table, TableMapping
from dashboard.importers._tables.mapping_file import read_mapping
from dashboard.importers._tables.opening import Sheet, dictionaries_of, sheet_of
from dashboard.importers._tables.records import Codes
from dashboard.importers.base import Choices


@dataclass(frozen=True, slots=True)
class Plan:
    """An export, what was said of it, the source that it is of, and in how many parts of patients it is read."""

    found: Found
    choices: Choices
    origin: str
    parts: int

    def table(self, number: int) -> Table:
        """The table of a file."""
        return self.found.tables[number][0]

    def sheet(self, number: int) -> Sheet:
        """A file, by its number."""
        return sheet_of(*self.found.tables[number], self.found.mapping, self.choices)

    def case_id(self, patient: str) -> str:
        """The id of the case of a patient."""
        return self.choices.case_id or case_id(self.origin, patient)


def write_plan(plan: Plan, folder: Path) -> str:
    """Write a plan into a folder for those who do its jobs; its name for them. No other plan ever has that name: who
    does jobs remembers plans by theirs, and a folder may serve one reading after the other."""
    path = folder / f"plan-{token_hex(8)}"
    mapping, found = plan.found.mapping, plan.found
    said = {
        "mapping": None if plan.choices.mapping else mapping.name,
        "choices": choices_to_plain(plan.choices),
        "origin": plan.origin,
        "parts": plan.parts,
        "tables": [[mapping.tables.index(table), str(file), name] for table, file, name in found.tables],
        "dictionaries": [[one.name, str(file), name] for one, file, name in found.dictionaries.values()],
    }
    path.write_bytes(orjson.dumps(said))
    return str(path)


@lru_cache(maxsize=1)
def read_plan(name: str) -> Plan:
    """The plan of that name."""
    said = orjson.loads(Path(name).read_bytes())
    choices = choices_from_plain(said["choices"])
    mapping = _mapping(said["mapping"], choices)
    known = {one.name: one for one in mapping.dictionaries}
    found = Found(
        mapping,
        [(mapping.tables[table], Path(file), name) for table, file, name in said["tables"]],
        {one: (known[one], Path(file), name) for one, file, name in said["dictionaries"]},
    )
    return Plan(found, choices, said["origin"], said["parts"])


@lru_cache(maxsize=1)
def codes_of(name: str) -> dict[str, Codes]:
    """The dictionaries of that plan; what is wrong with them was told when it was made."""
    plan = read_plan(name)
    return dictionaries_of(plan.found, plan.choices, Tally(plan.found.mapping.name))


def _mapping(name: str | None, choices: Choices) -> TableMapping:
    if name is not None and name in shipped():
        return shipped_mapping(name)
    assert choices.mapping is not None, "a mapping ships with the project, or somebody has named it"
    return read_mapping(choices.mapping)
