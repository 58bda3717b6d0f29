"""What laboratories measure: the analytes that boards look at, by LOINC code and by name, with canonical units and the
conversions that are safe. The table is analytes.csv; values are read in `units` and `received`.

Conversions between mass and substance use `molar_mass` in g/mol (IUPAC atomic weights of 2021; hemoglobin is the
monomer, phosphate as phosphorus, urea nitrogen as N2, triglycerides as triolein). `factors` are those that no molar
mass gives: charges (1 meq of potassium is 1 mmol, of calcium half), and IU for U of an enzyme, which are the same.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from dashboard.domain.events import Event
from dashboard.domain.ucum import COUNT, COUNTS, count_factor, ratio

TABLE = Path(__file__).with_name("analytes.csv")
LOINC = "http://loinc.org"
"""The name of LOINC as a code system."""

NO_ANALYTE = "none"
_LOINC_NAMES = frozenset({LOINC, "loinc", "urn:oid:2.16.840.1.113883.6.1", "ln", "lnc"})
_BLOOD = frozenset(
    ("", "blood", "peripheral blood", "whole blood", "venous blood", "capillary blood", "arterial blood", "serum")
    + ("plasma", "serum or plasma", "serum/plasma", "serum, plasma or blood", "ser/plas", "bld", "bone marrow", "blut")
    + ("serum, plasma", "platelet poor plasma", "capillary blood by glucometer")
)
_CSF = frozenset(
    ("csf", "cerebrospinal fluid", "cerebral spinal fluid", "spinal fluid", "cerebrospinal fluid (csf)", "liquor")
)
# A term that says one of these measures something else than its first word does.
_OTHER = re.compile(
    r"\b(?:urine|urinary|csf|spinal|pleural|ascites|ascitic|peritoneal|joint|synovial|stool|feces|fluid|sweat|saliva|"
    r"pericardial|direct|indirect|conjugated|free|ionized|ionised|clumps|esterase|clearance|ratio|24)\b"
)
_TERM = re.compile(
    r"(?P<name>.+?)(?: \[(?P<property>[^\]]*)\])?(?: in (?P<specimen>.+?))?(?: by (?P<method>[a-z ]+))?"
    r"(?: ?[,(](?P<rest>.*))?"
)
# The property that LOINC writes in brackets, and the units that belong to it.
_PROPERTIES = {
    "#/volume": COUNTS.fullmatch,
    "mass/volume": re.compile(r"[a-z]*g/[a-z]*L.*").fullmatch,
    "moles/volume": re.compile(r"[a-z]*(?:mol|eq)/[a-z]*L").fullmatch,
}


@dataclass(frozen=True, slots=True)
class Analyte:
    """What a laboratory measures: its key, title, canonical unit, specimen ("blood", with serum and plasma, or "csf"),
    and what turns other units into its own."""

    key: str
    title: str
    unit: str
    specimen: str
    molar_mass: Decimal | None = None
    factors: Mapping[str, Decimal] = field(default_factory=dict)
    loinc: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def factor(self, code: str) -> Decimal | None:
        """What turns a number in `code` into the canonical unit; None when that is another quantity."""
        if code in self.factors:
            return self.factors[code]
        if COUNTS.fullmatch(self.unit):
            cells, own = count_factor(code), count_factor(self.unit)
            return None if cells is None or own is None else cells / own
        return ratio(code, self.unit, self.molar_mass)

    @property
    def expected(self) -> str:
        """Units that would be read, for a sentence."""
        if self.unit == COUNT:
            return '"10*9/L", "10*3/uL" or "/uL"'
        return " or ".join(f'"{code}"' for code in dict.fromkeys((self.unit, *self.factors)))


@lru_cache(maxsize=1)
def analytes() -> Mapping[str, Analyte]:
    """All analytes by key, as the table lists them."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["key"]: _analyte(row) for row in csv.DictReader(file)}


@lru_cache(maxsize=4096)
def analyte_of(term: str) -> Analyte | None:
    """The analyte that a term names, or None: `Leukocytes [#/volume] in Blood` is leukocytes, in spinal fluid not."""
    return next(iter(named(term)), None)


@lru_cache(maxsize=4096)
def named(term: str, specimen: str = "") -> tuple[Analyte, ...]:
    """The analytes that go by the name `term`, the usual one first: neutrophils are a count or a share, as their unit
    says. `specimen` is what the source says elsewhere of what was examined."""
    words = " ".join(term.split()).casefold()
    match = _TERM.fullmatch(words)
    if match is None:
        return ()
    said = _specimen(match["specimen"] or specimen)
    if said is None:
        return ()
    found = _by_name().get((said, words.replace(",", ""))) or _shortened(match, said)
    fits = _PROPERTIES.get(match["property"] or "")
    return tuple(one for one in found if fits is None or _has(one, fits))


def coded(system: str, code: str) -> Analyte | None:
    """The analyte of a LOINC code; None for other systems and for codes that the table does not hold."""
    return _by_loinc().get(code.strip()) if system.strip().casefold() in _LOINC_NAMES else None


def measured_by(event: Event) -> Analyte | None:
    """The analyte that an event measures, or None: what its reader found (the detail `analyte`, "none" where it is
    known to be none), else what its term says."""
    found = event.detail("analyte")
    return analytes().get(found) if found else analyte_of(event.term)


def analyte_key(event: Event) -> str:
    """The key of the analyte that an event measures, or ""."""
    analyte = measured_by(event)
    return "" if analyte is None else analyte.key


def _shortened(match: re.Match[str], specimen: str) -> tuple[Analyte, ...]:
    """What the name before "in", "by", a comma or a bracket means, unless the rest says that it is something else."""
    if _OTHER.search(match["rest"] or ""):
        return ()
    return _by_name().get((specimen, match["name"]), ())


def _specimen(words: str) -> str | None:
    plain = words.casefold().strip()
    return "blood" if plain in _BLOOD else "csf" if plain in _CSF else None


def _has(analyte: Analyte, fits: object) -> bool:
    assert callable(fits), "a property is a pattern's own method"
    return any(fits(code) for code in (analyte.unit, *analyte.factors))


@lru_cache(maxsize=1)
def _by_name() -> Mapping[tuple[str, str], tuple[Analyte, ...]]:
    found: dict[tuple[str, str], tuple[Analyte, ...]] = {}
    for one in analytes().values():
        for name in one.names:
            found[one.specimen, name] = (*found.get((one.specimen, name), ()), one)
    return found


@lru_cache(maxsize=1)
def _by_loinc() -> Mapping[str, Analyte]:
    return {code: one for one in analytes().values() for code in one.loinc}


def _analyte(row: Mapping[str, str]) -> Analyte:
    factors = dict(pair.split("=") for pair in row["factors"].split())
    return Analyte(
        row["key"],
        row["title"],
        row["unit"],
        row["specimen"],
        Decimal(row["molar_mass"]) if row["molar_mass"] else None,
        {code: Decimal(factor) for code, factor in factors.items()},
        tuple(row["loinc"].split()),
        tuple(row["names"].split("|")) if row["names"] else (),
    )
