"""FHIR R4: Bundles, NDJSON, single resources, folders of any mixture and zip archives, to cases. How each resource is
read is told in docs/import-fhir.md; nothing is ever fetched, and narrative is not shown."""

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from dashboard.importers._assembly.cases import refuse_several
from dashboard.importers._assembly.ids import case_id
from dashboard.importers._assembly.tally import Tally
from dashboard.importers._fhir.confirmed import confirmed_of
from dashboard.importers._fhir.context import Context
from dashboard.importers._fhir.cuts import Cuts
from dashboard.importers._fhir.dictionaries import WANTED, Gatherer
from dashboard.importers._fhir.parting import cases_in_parts
from dashboard.importers._fhir.reading import Heard, hear
from dashboard.importers._fhir.resources import resources_of
from dashboard.importers._fhir.sources import Passed, Source, holds_fhir, sources_at
from dashboard.importers._fhir.standing import case_of_patient, standing
from dashboard.importers._spread.hands import Hands
from dashboard.importers.base import NO_CHOICES, Choices, Import, ImportRefused, Refusal

SYSTEM: Final = "fhir"


class Fhir:
    """One source of FHIR R4; each Patient is a case."""

    name = "fhir"
    spreads = True
    title = "FHIR R4 (Bundle, NDJSON, single resources; a file, folder or zip)"
    needs = "FHIR R4 as JSON in UTF-8: Bundles, NDJSON of a bulk export, or single resources; Patient resources help"

    def sniff(self, path: Path) -> bool:
        """True where a file, one of the first in a folder or one in an archive says that it is FHIR."""
        return holds_fhir(path)

    def read(self, path: Path, choices: Choices = NO_CHOICES, hands: Hands | None = None) -> Import:
        """One case for each patient. Raises ImportRefused where there is no file to read."""
        choices = replace(choices, confirmed=confirmed_of(choices))
        found = list(sources_at(path))
        sources = [one for one in found if isinstance(one, Source)]
        passed = [one for one in found if isinstance(one, Passed)]
        if not sources:
            raise ImportRefused(
                [Refusal(one.name, one.reason) for one in passed if one.wrong]
                or [Refusal(path.name, "it holds no FHIR")]
            )
        tally = Tally(self.name)
        for one in passed:
            _pass(one, tally)
        hands = hands or Hands()
        with _no_collection():
            if sum(one.size for one in sources) > hands.spread.part:
                return _in_parts(sources, choices, tally, hands)
            return _at_once(sources, choices, tally)


@contextmanager
def _no_collection() -> Iterator[None]:
    """What is read holds no cycles, and looking for some among a million events takes a quarter of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _pass(one: Passed, tally: Tally) -> None:
    if one.wrong:
        tally.refuse_file(one.name, one.reason)
    else:
        tally.note(f"{one.name} was not read: {one.reason}")


def _in_parts(sources: list[Source], choices: Choices, tally: Tally, hands: Hands) -> Import:
    """A large import: the same readers side by side."""
    missing, system = Counter[str](), choices.source or SYSTEM
    cases = cases_in_parts(sources, choices, system, tally, hands, missing)
    refuse_several(len(cases), choices.case_id, SYSTEM)
    _note_missing(missing, tally)
    return Import((), tally.report(), source=hands.kept, origin=system, packed=cases)


def _at_once(sources: list[Source], choices: Choices, tally: Tally) -> Import:
    gatherer, files = Gatherer(), [(source, Cuts()) for source in sources]
    for source, cuts in files:
        tally.file(source.name)
        for found in resources_of(source, WANTED, cuts):
            gatherer.take(found)
    around = Context(tally, choices, gatherer.dictionaries())
    stands = standing(_heard(files, around), tally)
    _note_missing(around.missing, tally)
    system = choices.source or SYSTEM
    names = _names({*stands.heard, *stands.withdrawn}, choices, system)
    made = [case_of_patient(one, stands.heard.get(one, ()), tally, name) for one, name in names.items()]
    return Import(
        tuple(case for case, _ in made),
        tally.report(),
        origin=system,
        rows={case.id: rows for case, rows in made},
        withdrawn={names[patient]: gone for patient, gone in stands.withdrawn.items()},
        parted=True,
    )


def _names(patients: set[str], choices: Choices, system: str) -> dict[str, str]:
    """The id of the case of each patient."""
    refuse_several(len(patients), choices.case_id, SYSTEM)
    return {patient: choices.case_id or case_id(system, patient) for patient in sorted(patients)}


def _heard(files: list[tuple[Source, Cuts]], around: Context) -> Iterator[Heard]:
    for source, cuts in files:
        for found in resources_of(source, cuts=cuts):
            one = hear(found, around)
            if one is not None:
                yield one


def _note_missing(missing: Counter[str], tally: Tally) -> None:
    for kind, count in sorted(missing.items()):
        tally.note(f"{count} references lead to a {kind} that is not in these files")


IMPORTER = Fhir()
