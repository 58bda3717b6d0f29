"""What the readers of single resources need besides the resource: its address, dictionaries of other resources, the
choices of the person who imports, and the report."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.domain.analytes import Analyte
from dashboard.domain.received import Coding
from dashboard.importers._assembly.tally import Tally
from dashboard.importers._fhir.codes import said, said_all
from dashboard.importers._fhir.references import contained, in_file, referred
from dashboard.importers._fhir.shape import Json, each, inner, words
from dashboard.importers.base import Choices

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Dictionaries:
    """What was read of other resources beforehand: patients' keys by every key that means them, dates of birth, names
    of medications, locations and specimens by key. `doubtful` are keys of patients by which two people are called."""

    patients: Names = field(default_factory=dict)
    births: Names = field(default_factory=dict)
    medications: Names = field(default_factory=dict)
    locations: Names = field(default_factory=dict)
    specimens: Names = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Context:
    """Around one resource. `url` is its fullUrl, `file` where it stands, `birth` the date of birth of its patient (""
    where not known). `missing` counts the references of each type that lead to nothing, `decided` keeps which analyte a
    code means."""

    tally: Tally
    choices: Choices
    known: Dictionaries
    missing: Counter[str] = field(default_factory=Counter)
    decided: dict[Coding, tuple[Analyte, ...]] = field(default_factory=dict)
    url: str = ""
    file: str = ""
    birth: str = ""

    def of(self, url: str, file: str, birth: str) -> "Context":
        """The same around another resource."""
        return Context(self.tally, self.choices, self.known, self.missing, self.decided, url, file, birth)

    def named(self, found: Json, name: str, resource: Json, names: Names, kind: str) -> str:
        """In words what a reference means: what is contained, what a dictionary knows, else how it is displayed; ""
        where nothing is known of it. A reference to what is not there is counted."""
        reference = inner(found, name)
        if not reference:
            return ""
        own = contained(resource, reference)
        if own is not None:
            return name_of(own)
        key = referred(found, name, resource, self.url, kind)
        for one in (key, in_file(self.file, key)):
            if one in names:
                return names[one]
        if key:
            self.missing[kind] += 1
        return words(reference, "display").strip()


def name_of(resource: Json) -> str:
    """What a Medication, Location or Specimen is called."""
    name = words(resource, "name").strip()
    if name:
        return name
    for field_ in ("code", "type"):
        found = resource.get(field_)
        text = said_all(found) if isinstance(found, list) else said(inner(resource, field_))
        if text:
            return text
    parts = [said(inner(one, "itemCodeableConcept")) for one in each(resource, "ingredient")]
    return "; ".join(part for part in parts if part) or words(resource, "description").strip()


def notes(resource: Json) -> list[str]:
    """The remarks of a resource."""
    return [text for one in each(resource, "note") if (text := words(one, "text").strip())]


def sentence(*parts: str) -> str:
    """Remarks in one text, each once."""
    return "; ".join(dict.fromkeys(part.strip() for part in parts if part.strip()))


def details(**found: str) -> dict[str, str]:
    """The details that say something."""
    return {name: text for name, text in found.items() if text}
