"""Which files of a folder are one cBioPortal study, and what each of them holds: meta files say it, else the header.

Rows are read elsewhere; of a data file only the header is looked at here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Final

from dashboard.importers._cbioportal.tsv import FileRefused, opened

_META: Final = re.compile(r"(?:^|[_.-])meta(?:[_.-]|$)|^meta", re.IGNORECASE)
_META_LINE: Final = re.compile(r"([A-Za-z0-9_]+)\s*:\s?(.*)")
_DAY_ZERO: Final = re.compile(r"\bDay 0: ([A-Za-z][A-Za-z0-9_:-]*(?: [A-Za-z][A-Za-z0-9_:-]*)*)\.(?:\s|$)")
_RESERVED: Final = ("after", "before", "with", "end", "in")
_MOST_META: Final = 100_000
_TEXTS: Final = frozenset((".txt", ".tsv", ".tab", ""))


class Role(StrEnum):
    """What the rows of a file are."""

    TIMELINE = "timeline"
    PATIENTS = "clinical patient"
    SAMPLES = "clinical sample"
    DATES = "dates of first diagnosis"
    DEFINITIONS = "resource definition"
    PATIENT_LINKS = "resource patient"
    SAMPLE_LINKS = "resource sample"
    STUDY_LINKS = "resource study"


_PROMISED: Final = {
    "TIMELINE": Role.TIMELINE,
    "PATIENT_ATTRIBUTES": Role.PATIENTS,
    "SAMPLE_ATTRIBUTES": Role.SAMPLES,
    "MIXED_ATTRIBUTES": Role.SAMPLES,
    "DEFINITION": Role.DEFINITIONS,
    "PATIENT": Role.PATIENT_LINKS,
    "SAMPLE": Role.SAMPLE_LINKS,
    "STUDY": Role.STUDY_LINKS,
}
_NEEDED: Final = {
    Role.TIMELINE: ("PATIENT_ID", "START_DATE", "EVENT_TYPE"),
    Role.PATIENTS: ("PATIENT_ID",),
    Role.SAMPLES: ("PATIENT_ID", "SAMPLE_ID"),
    Role.DATES: ("PATIENT_ID", "DATE"),
    Role.DEFINITIONS: ("RESOURCE_ID", "DISPLAY_NAME", "RESOURCE_TYPE"),
    Role.PATIENT_LINKS: ("PATIENT_ID", "RESOURCE_ID", "URL"),
    Role.SAMPLE_LINKS: ("PATIENT_ID", "SAMPLE_ID", "RESOURCE_ID", "URL"),
    Role.STUDY_LINKS: ("RESOURCE_ID", "URL"),
}


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file with rows: where it lies, the name that it is told by, and what its rows are."""

    path: Path
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Wrong:
    """A file, or a promise of one, of which nothing can be read."""

    name: str
    reason: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Study:
    """The files of one study; `others` are those of data that no timeline has, such as mutations. `zero` is what its
    description says that day 0 is (`Day 0: admission.`), or ""."""

    id: str
    name: str
    zero: str
    files: tuple[DataFile, ...]
    others: tuple[str, ...] = ()
    wrong: tuple[Wrong, ...] = ()
    meta: tuple[str, ...] = ()


@dataclass(slots=True)
class _Found:
    """What has been found of a study so far."""

    files: dict[str, DataFile] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)


def is_study(paths: Mapping[Path, str]) -> bool:
    """True when one of the files says by its content that it is of this format."""
    return any(_says_so(path, name) for path, name in paths.items())


def study_of(paths: Mapping[Path, str], title: str) -> Study:
    """The study that the files are; `paths` holds the name that each is told by, `title` names what has no name."""
    found = _Found()
    metas = {name: meta for path, name in paths.items() if (meta := read_meta(path, name))}
    by_name = {name: path for path, name in paths.items() if name not in metas}
    for name, meta in metas.items():
        _follow(name, meta, by_name, found)
    for name, path in by_name.items():
        if name not in found.files and not any(one.name == name for one in found.wrong):
            _look_into(path, name, found)
    about = next((meta for meta in metas.values() if "type_of_cancer" in meta and "name" in meta), {})
    known = next(
        (meta["cancer_study_identifier"] for meta in metas.values() if meta.get("cancer_study_identifier")), ""
    )
    files = tuple(sorted(found.files.values(), key=lambda one: (list(Role).index(one.role), one.name)))
    return Study(
        known or title,
        about.get("name", "") or known or title,
        _day_zero(about.get("description", "")),
        files,
        tuple(sorted(found.others)),
        tuple(found.wrong),
        tuple(metas),
    )


def _day_zero(description: str) -> str:
    match = _DAY_ZERO.search(description)
    return match[1] if match is not None and match[1].split()[0].lower() not in _RESERVED else ""


def role_of(columns: Iterable[str], comments: int, name: str) -> Role | None:
    """What the rows under this header are; None for another kind of table."""
    there = frozenset(columns)
    for role in (Role.TIMELINE, Role.DEFINITIONS, Role.SAMPLE_LINKS, Role.PATIENT_LINKS, Role.STUDY_LINKS):
        if there.issuperset(_NEEDED[role]):
            return role
    if there == frozenset(_NEEDED[Role.DATES]):
        return Role.DATES
    if "PATIENT_ID" in there and (comments >= 4 or "clinical" in name.lower()):
        return Role.SAMPLES if "SAMPLE_ID" in there else Role.PATIENTS
    return None


def read_meta(path: Path, name: str) -> dict[str, str]:
    """The entries of a meta file; {} for any other file."""
    if not _META.search(name) or not _is_text(name):
        return {}
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_META).decode("utf-8-sig", errors="replace")
    except OSError:
        return {}
    entries = {
        match[1].lower(): match[2].strip() for line in text.splitlines() if (match := _META_LINE.fullmatch(line))
    }
    known = ("cancer_study_identifier", "data_filename", "genetic_alteration_type", "resource_type")
    return entries if any(key in entries for key in known) else {}


def _says_so(path: Path, name: str) -> bool:
    """A table that could as well be of another system counts only under a name of this format."""
    try:
        if not _is_text(name):
            return False
        if "cancer_study_identifier" in read_meta(path, name):
            return True
        with opened(path) as table:
            role = role_of(table.columns, len(table.comments), name)
    except FileRefused:
        return name.lower().startswith(("data_timeline", "data_clinical"))
    except OSError:
        return False
    own = role in (Role.TIMELINE, Role.DEFINITIONS) or (role in (Role.PATIENTS, Role.SAMPLES))
    return own or (role is not None and name.lower().startswith(("data_resource", "dates_first_diagnosis")))


def _is_text(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in _TEXTS


def _follow(name: str, meta: Mapping[str, str], by_name: Mapping[str, Path], found: _Found) -> None:
    """Take the file that a meta file promises."""
    data = meta.get("data_filename", "")
    role = _PROMISED.get(meta.get("resource_type") or meta.get("datatype", ""))
    if not data or (role is None and meta.get("genetic_alteration_type", "").upper() != "CLINICAL"):
        return
    path = by_name.get(data)
    if path is None:
        found.wrong.append(Wrong(name, f'it names the data file "{data}", and no such file is there'))
    elif role is None:
        found.wrong.append(Wrong(name, f'its datatype "{meta.get("datatype", "")}" is not one of the clinical data'))
    else:
        _take(path, data, role, found)


def _take(path: Path, name: str, role: Role, found: _Found) -> None:
    try:
        with opened(path) as table:
            columns = table.columns
    except FileRefused as refusal:
        found.wrong.append(Wrong(name, refusal.reason, refusal.line))
        return
    missing = [column for column in _NEEDED[role] if column not in columns]
    if missing:
        reason = f"the header lacks the column {' and the column '.join(missing)}"
        found.wrong.append(Wrong(name, f"{reason}, which {role} data need"))
    else:
        found.files[name] = DataFile(path, name, role)


def _look_into(path: Path, name: str, found: _Found) -> None:
    """A file that no meta file names: its header says what it is, its name what it should be."""
    expected = next((role for start, role in _NAMES if name.lower().startswith(start)), None)
    if expected is not None:
        with_sample = expected is Role.PATIENTS and _has(path, "SAMPLE_ID")
        _take(path, name, Role.SAMPLES if with_sample else expected, found)
        return
    try:
        if not _is_text(name):
            raise FileRefused("it is no text")
        with opened(path) as table:
            role = role_of(table.columns, len(table.comments), name)
    except FileRefused:
        role = None
    if role is None:
        found.others.append(name)
    else:
        found.files[name] = DataFile(path, name, role)


_NAMES: Final = (
    ("data_timeline", Role.TIMELINE),
    ("data_clinical_supp", None),
    ("data_clinical_sample", Role.SAMPLES),
    ("data_clinical", Role.PATIENTS),
    ("data_resource_definition", Role.DEFINITIONS),
    ("data_resource_sample", Role.SAMPLE_LINKS),
    ("data_resource_patient", Role.PATIENT_LINKS),
    ("data_resource_study", Role.STUDY_LINKS),
    ("dates_first_diagnosis", Role.DATES),
)


def _has(path: Path, column: str) -> bool:
    try:
        with opened(path) as table:
            return column in table.columns
    except FileRefused:
        return False
