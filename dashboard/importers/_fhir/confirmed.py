"""The codes and units that a person has confirmed: those of the choices, and those of a mapping file in TOML."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from dashboard.domain.analytes import analytes
from dashboard.domain.received import Confirmed
from dashboard.domain.ucum import canonical_unit
from dashboard.importers.base import Choices, ImportRefused, Refusal

MOST_BYTES: Final = 4_000_000
_KEYS: Final = ("format", "codes", "units")
_NEEDED: Final = {"codes": ("code", "analyte"), "units": ("received", "ucum")}
_ALLOWED: Final = {"codes": ("system", "code", "name", "analyte"), "units": ("received", "ucum")}


def confirmed_of(choices: Choices) -> Confirmed:
    """What was confirmed. Raises ImportRefused with every problem of the mapping file."""
    if choices.mapping is None:
        return choices.confirmed
    table = _table(choices.mapping)
    wrong = list(_wrong(table))
    if wrong:
        name = choices.mapping.name
        raise ImportRefused([Refusal(name, reason, field=field) for field, reason in wrong])
    codes = {_key(one): one["analyte"] for one in table.get("codes", ())}
    units = {one["received"].strip(): one["ucum"] for one in table.get("units", ())}
    return Confirmed({**codes, **choices.confirmed.analytes}, {**units, **choices.confirmed.units})


def _key(entry: Mapping[str, str]) -> str:
    """A code of a system, or a code of whatever system."""
    return f"{entry['system']}|{entry['code']}" if entry.get("system") else entry["code"]


def _table(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ImportRefused([Refusal(path.name, f"a mapping has at most {MOST_BYTES // 1_000_000} MB")])
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        reason = f"the file cannot be read ({(problem.strerror or 'no reason told').lower()})"
        raise ImportRefused([Refusal(path.name, reason)]) from problem
    except ValueError as problem:
        raise ImportRefused([Refusal(path.name, f"the file is not TOML: {problem}")]) from problem


def _wrong(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if table.get("format", "fhir") != "fhir":
        yield "format", f'it is a mapping for "{table["format"]}" and not for fhir'
    for key in table:
        if key not in _KEYS:
            yield key, f"the key is not known; expected {', '.join(_KEYS)}"
    for name, needed in _NEEDED.items():
        entries = table.get(name, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            yield name, f"expected one [[{name}]] for each"
            continue
        for number, entry in enumerate(entries, start=1):
            yield from ((f"{name} {number}, {key}", reason) for key, reason in _wrong_entry(name, entry, needed))


def _wrong_entry(name: str, entry: Mapping[str, Any], needed: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for key, value in entry.items():
        if key not in _ALLOWED[name]:
            yield key, f"the key is not known; expected {', '.join(_ALLOWED[name])}"
        elif not isinstance(value, str):
            yield key, "expected text in quotation marks"
    for key in needed:
        if key not in entry:
            yield key, "the key is missing"
    analyte, ucum = entry.get("analyte"), entry.get("ucum")
    if isinstance(analyte, str) and analyte and analyte not in analytes():
        yield "analyte", f'"{analyte}" is not in the table of analytes'
    if isinstance(ucum, str) and canonical_unit(ucum) is None:
        yield "ucum", f'"{ucum}" is not a unit that is known'
