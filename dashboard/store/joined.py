"""Imported studies: to which case they were joined, and the files of each by content. The contents are in `blobs`."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, func, insert, select

from dashboard.store.schema import cases, joined_studies, picture_files


@dataclass(frozen=True, slots=True)
class Joined:
    """A study of a case that came by an import. `event_id` is the event of the case that somebody named, or ""."""

    uid: str
    study_id: str
    event_id: str = ""
    date: str = ""
    modality: str = ""
    accession: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """What adding files did: new ones, those that were there, and those of which another version was there."""

    new: int = 0
    same: int = 0
    other: tuple[str, ...] = ()


def joined_to(db: Connection, case_id: str) -> list[Joined]:
    """The imported studies of a case."""
    table = joined_studies
    query = select(table).where(table.c.case_id == case_id).order_by(table.c.date, table.c.uid)
    return [
        Joined(**{name: value for name, value in row.items() if name != "case_id"})
        for row in db.execute(query).mappings()
    ]


def join(db: Connection, case_id: str, study: Joined) -> None:
    """Note the study; one that is noted stays as it is."""
    if all(known.uid != study.uid for known in joined_to(db, case_id)):
        db.execute(insert(joined_studies).values(case_id=case_id, **asdict(study)))


def add_files(db: Connection, case_id: str, study_id: str, files: Iterable[tuple[str, str]]) -> Added:
    """Note files as (UID of the object, hash). One whose object is there already is not taken again."""
    known = _known(db, case_id, study_id)
    position = len(known)
    new: list[dict[str, object]] = []
    same, other = 0, []
    for uid, sha256 in files:
        if known.get(uid) == sha256:
            same += 1
        elif uid in known:
            other.append(uid)
        else:
            known[uid] = sha256
            here = {"case_id": case_id, "study_id": study_id}
            new.append(here | {"instance_uid": uid, "sha256": sha256, "position": position + len(new)})
    if new:
        db.execute(insert(picture_files), new)
    return Added(len(new), same, tuple(other))


def files_of(db: Connection, case_id: str) -> dict[str, tuple[str, ...]]:
    """The hashes of the files of each study that has some, in the order in which they came."""
    table, found = picture_files, dict[str, list[str]]()
    query = select(table.c.study_id, table.c.sha256).where(table.c.case_id == case_id).order_by(table.c.position)
    for study_id, sha256 in db.execute(query):
        found.setdefault(study_id, []).append(sha256)
    return {study_id: tuple(hashes) for study_id, hashes in found.items()}


def cases_of_patient(db: Connection, patient_id: str) -> list[str]:
    """The cases that carry exactly this patient id; none for a blank one."""
    if not patient_id.strip():
        return []
    return list(db.execute(select(cases.c.id).where(cases.c.patient_id == patient_id)).scalars())


def count_of_files(db: Connection, case_id: str) -> int:
    """How many files of pictures a case has by imports."""
    query = select(func.count()).select_from(picture_files).where(picture_files.c.case_id == case_id)
    return int(db.execute(query).scalar_one())


def _known(db: Connection, case_id: str, study_id: str) -> dict[str, str]:
    table = picture_files
    query = select(table.c.instance_uid, table.c.sha256).where(table.c.case_id == case_id, table.c.study_id == study_id)
    return {row.instance_uid: row.sha256 for row in db.execute(query)}
