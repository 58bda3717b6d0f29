"""case.toml: who the case is about, its clocks, moments, studies and day-0 choices. Tables live in `event_rows` and
`side_tables`; whether the names it uses exist is asked in `checks`."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.domain.ages import checked_birth
from dashboard.domain.cases import Clock, Grain, Study
from dashboard.domain.when import When, WhenError, parse_when
from dashboard.errors import Refused
from dashboard.importers._folder.files import read_text
from dashboard.importers._folder.problems import Problems, either, quoted

FILE = "case.toml"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")
RESERVED = frozenset({"after", "before", "with", "end", "in"})
"""Words of the notation of time, which therefore name nothing."""

_FOLDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_UID = re.compile(r"(?=.{1,64}$)[0-9]+(\.[0-9]+)*")
_MOMENT = re.compile(r"(?=.{1,64}$)[A-Za-z0-9][A-Za-z0-9._:-]*(?: [A-Za-z][A-Za-z0-9._:-]*)*")
_CLOCK = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*")
_TEXTS = ("title", "question", "zero", "age", "sex", "diagnosis", "question_source", "source", "writing", "patient_id")
_NEEDED = ("code", "title", "question", "zero")
_KEYS = (*_TEXTS, "code", "grain", "origin", "birth_date", "decimal", "moments", "clocks", "zeros", "studies")
_ENTRIES: dict[str, dict[str, type]] = {
    "clocks": {"name": str, "zero": str, "first": int},
    "zeros": {"event": str, "label": str},
    "studies": {
        "id": str, "event": str, "label": str, "modality": str, "figure": str, "illustration": bool, "images": bool,
        "uid": str, "accession": str,
    },
}  # fmt: skip
_ENTRY_NEEDED = {"clocks": ("name", "zero"), "zeros": ("event",), "studies": ("id", "event", "label", "modality")}
_WORDS = {str: "text in quotation marks", int: "a whole number", bool: "true or false"}
_MARKS = {"point": ".", "comma": ","}


@dataclass(slots=True)
class Header:
    """What case.toml says. `decimal` is the decimal mark that it declares; `zeros` maps events to their short names;
    `complete` is False when the file could not be read. `declared_…` also hold names whose entry was refused."""

    complete: bool = False
    declared_moments: frozenset[str] = frozenset()
    declared_studies: frozenset[str] = frozenset()
    code: str = ""
    texts: dict[str, str] = field(default_factory=lambda: dict.fromkeys(_TEXTS, ""))
    grain: Grain = Grain.DAY
    origin: str = ""
    birth_date: str = ""
    decimal: str | None = None
    moments: dict[str, When] = field(default_factory=dict)
    clocks: tuple[Clock, ...] = ()
    zeros: dict[str, str] = field(default_factory=dict)
    studies: tuple[Study, ...] = ()
    pictured: tuple[str, ...] = ()


def read_header(path: Path, problems: Problems) -> Header:
    """The header; what is wrong with it is noted and left out."""
    table = _table(path, problems)
    if table is None:
        return Header()
    for key in table:
        if key not in _KEYS:
            problems.add(FILE, f"the key is not known; expected {either(_KEYS)}", field=key)
    for key in _NEEDED:
        if not table.get(key):
            problems.add(FILE, "the key is missing or blank", field=key)
    entries = {name: list(_entries(name, table.get(name, []), problems)) for name in _ENTRIES}
    return Header(
        complete=True,
        declared_moments=_declared(table, "moments", "") | _declared(table, "clocks", "name"),
        declared_studies=_declared(table, "studies", "id"),
        code=_code(_text(table, "code", problems), problems),
        texts={key: _text(table, key, problems) for key in _TEXTS},
        grain=Grain(_choice(table, "grain", [str(grain) for grain in Grain], problems) or Grain.DAY),
        origin=_origin(_text(table, "origin", problems), problems),
        birth_date=_birth_date(_text(table, "birth_date", problems), problems),
        decimal=_MARKS.get(_choice(table, "decimal", list(_MARKS), problems)),
        moments=_moments(table.get("moments", {}), problems),
        clocks=tuple(Clock(**entry) for entry in entries["clocks"] if _clock_is_good(entry["name"], problems)),
        zeros={entry["event"]: entry.get("label", "") for entry in entries["zeros"]},
        studies=tuple(_study(entry, problems) for entry in entries["studies"]),
        pictured=tuple(entry["id"] for entry in entries["studies"] if entry.get("images")),
    )


def _table(path: Path, problems: Problems) -> dict[str, Any] | None:
    text = read_text(path, problems)
    if text is None:
        return None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problems.add(FILE, f"the file is not TOML: {error}")
        return None


def _text(table: Mapping[str, Any], key: str, problems: Problems) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        problems.add(FILE, f"{quoted(str(value))} is not {_WORDS[str]}", field=key)
        return ""
    if "\0" in value:
        problems.add(FILE, "the text holds a NUL character", field=key)
    return value


def _choice(table: Mapping[str, Any], key: str, words: list[str], problems: Problems) -> str:
    value = _text(table, key, problems)
    if value and value not in words:
        problems.add(FILE, f"{quoted(value)} is not known; expected {either(words)}", field=key)
        return ""
    return value


def _code(code: str, problems: Problems) -> str:
    if code and not _FOLDER.fullmatch(code):
        problems.add(FILE, f'{quoted(code)} may hold letters, digits, "." "_" and "-" only, 64 at most', field="code")
    return code


def _origin(origin: str, problems: Problems) -> str:
    try:
        return date.fromisoformat(origin).isoformat() if origin else ""
    except ValueError:
        problems.add(FILE, f'{quoted(origin)} is not a date; expected one such as "2024-03-01"', field="origin")
        return ""


def _birth_date(text: str, problems: Problems) -> str:
    try:
        return checked_birth(text)
    except Refused as error:
        problems.add(FILE, str(error), field="birth_date")
        return ""


def _moments(moments: Any, problems: Problems) -> dict[str, When]:
    read = {}
    for name, text in moments.items() if isinstance(moments, dict) else [("", moments)]:
        try:
            if _MOMENT.fullmatch(name) and name.split()[0] not in RESERVED and isinstance(text, str):
                read[name] = parse_when(text)
                continue
            reason = 'expected a name and a time, such as publication = "after P1"'
        except WhenError as error:
            reason = str(error)
        problems.add(FILE, reason, field=f"moments.{name}".rstrip("."))
    return read


def _declared(table: Mapping[str, Any], key: str, inner: str) -> frozenset[str]:
    entries = table.get(key, [])
    if not inner:
        return frozenset(entries if isinstance(entries, dict) else ())
    found = [entry.get(inner) for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return frozenset(name for name in found if isinstance(name, str))


def _entries(name: str, entries: Any, problems: Problems) -> Iterator[dict[str, Any]]:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        problems.add(FILE, f"expected one [[{name}]] for each", field=name)
        return
    for number, entry in enumerate(entries, start=1):
        wrong = list(_wrong(entry, _ENTRIES[name], _ENTRY_NEEDED[name]))
        for key, reason in wrong:
            problems.add(FILE, reason, field=f"{name} {number}, {key}")
        if not wrong:
            yield entry


def _wrong(entry: Mapping[str, Any], kinds: Mapping[str, type], needed: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for key, value in entry.items():
        if key not in kinds:
            yield key, f"the key is not known; expected {either(kinds)}"
        elif type(value) is not kinds[key]:
            yield key, f"{quoted(str(value))} is not {_WORDS[kinds[key]]}"
        elif isinstance(value, str) and "\0" in value:
            yield key, "the text holds a NUL character"
    for key in needed:
        if entry.get(key, "") == "":
            yield key, "the key is missing or blank"


def _clock_is_good(name: str, problems: Problems) -> bool:
    if _CLOCK.fullmatch(name) and name.split()[0] not in RESERVED:
        return True
    problems.add(FILE, f"{quoted(name)} is no name for a clock; expected words such as hospital day", field="clocks")
    return False


def _study(entry: dict[str, Any], problems: Problems) -> Study:
    if not _FOLDER.fullmatch(entry["id"]):
        reason = f'{quoted(entry["id"])} may hold letters, digits, "." "_" and "-" only, 64 at most'
        problems.add(FILE, reason, field="studies, id")
    if entry.get("uid") and not _UID.fullmatch(entry["uid"]):
        problems.add(FILE, f"{quoted(entry['uid'])} is no StudyInstanceUID: digits and points", field="studies, uid")
    return Study(**{key: value for key, value in entry.items() if key != "images"})
