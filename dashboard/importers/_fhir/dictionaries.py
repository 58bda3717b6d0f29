"""The first reading: who the patients are and by which keys they are meant, and the names of medications, places and
specimens. All other resources are passed over unread."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from dashboard.importers._assembly.ids import digest
from dashboard.importers._fhir.context import Dictionaries, name_of
from dashboard.importers._fhir.people import is_identified_by_id
from dashboard.importers._fhir.references import aliases, base_of, in_file, key_of
from dashboard.importers._fhir.resources import Found
from dashboard.importers._fhir.shape import Json, Unreadable, each, words

WANTED = re.compile(rb'"resourceType"\s*:\s*"(?:Patient|Medication|Location|Specimen|Bundle)"')
_NAMED = {"Medication": "medications", "Location": "locations", "Specimen": "specimens"}
_UNSURE = ""


@dataclass(slots=True)
class Gatherer:
    """Takes what is found, whatever its order, and gives the dictionaries."""

    _names: dict[str, dict[str, tuple[str, str]]] = field(default_factory=lambda: {one: {} for one in _NAMED.values()})
    _patients: dict[str, str] = field(default_factory=dict)
    _people: dict[str, tuple[str, str, frozenset[str]]] = field(default_factory=dict)
    _doubtful: set[str] = field(default_factory=set)

    def take(self, found: Found) -> None:
        """Note one resource; what is broken is told at the second reading."""
        try:
            if found.kind == "Patient":
                self._patient(found)
            elif found.kind in _NAMED:
                self._name(found)
        except (Unreadable, TypeError, AttributeError, ValueError):
            return

    def dictionaries(self) -> Dictionaries:
        """What was taken."""
        names = {kind: {key: name for key, (_, name) in found.items() if name} for kind, found in self._names.items()}
        births = {key: birth for key, (_, birth, _) in self._people.items() if birth}
        return Dictionaries(dict(self._patients), births, doubtful=frozenset(self._doubtful), **names)

    def _patient(self, found: Found) -> None:
        key = public_key(found.resource, found.url)
        if not key:
            return
        who = (found.updated, words(found.resource, "birthDate")[:10], _identifiers(found.resource))
        before = self._people.get(key)
        if before is not None and _are_two(before, who):
            self._doubtful.add(key)
        if before is None or before[0] <= who[0]:
            self._people[key] = who
        for alias in _scoped(aliases(found.resource, found.url), found):
            self._patients[alias] = key if self._patients.get(alias, key) == key else _UNSURE

    def _name(self, found: Found) -> None:
        names = self._names[_NAMED[found.kind]]
        said = (found.updated, name_of(found.resource))
        for alias in _scoped(aliases(found.resource, found.url), found):
            before = names.get(alias, said)
            if before[0] == said[0] and before[1] != said[1]:
                names[alias] = (said[0], _UNSURE)
            elif before[0] <= said[0]:
                names[alias] = said


def _scoped(keys: Iterable[str], found: Found) -> Iterable[str]:
    """Every key; one without a server means something else in another file, where the resource itself has a server."""
    for key in keys:
        bare = base_of(found.url) and not base_of(key) and ":" not in key and "/identifier-" not in key
        yield in_file(found.file, key) if bare else key


def public_key(patient: Json, url: str) -> str:
    """The key by which a patient is called: the id of the resource, or a hash where it is itself an identifier or says
    nothing without its server."""
    key = key_of(patient, url)
    name = words(patient, "id") or key.rpartition(":")[2]
    if is_identified_by_id(patient):
        return f"patient-{digest(key)[:12]}"
    return f"{name}-{digest(base_of(key))[:6]}" if base_of(key) else name


def _identifiers(patient: Json) -> frozenset[str]:
    return frozenset(f"{words(one, 'system')}|{words(one, 'value')}" for one in each(patient, "identifier"))


def _are_two(one: tuple[str, str, frozenset[str]], other: tuple[str, str, frozenset[str]]) -> bool:
    """Two people of one key: born on different days, and without an identifier in common."""
    return bool(one[1] and other[1] and one[1] != other[1] and not one[2] & other[2])
