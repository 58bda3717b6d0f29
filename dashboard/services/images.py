"""Pictures of a case: what there is for each study, thumbnails, series and slices by opaque id. Access is asked at each
request."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import NamedTuple

from sqlalchemy import Connection

from dashboard.domain.cases import Study
from dashboard.domain.date_text import without_dates
from dashboard.domain.discretion import NOTHING, Hidden
from dashboard.domain.people import Action, User
from dashboard.errors import NotFound
from dashboard.imaging import ImageRefused, SeriesImages, Stack, stack_of, wire_slice
from dashboard.imaging import thumbnail as thumbnail_of
from dashboard.pacs import Arriving
from dashboard.services.acting import seeing
from dashboard.services.cases import kept
from dashboard.services.context import Context, OpenCase
from dashboard.services.scans import PATIENCE, Scan, scan_of, stamp, state_of
from dashboard.services.study_pictures import SeriesPicture, StudyPicture, described, key_place
from dashboard.services.thumbnails import drawn, unnamed
from dashboard.store import cases as stored_cases
from dashboard.store import joined
from dashboard.store import pictures as stored
from dashboard.store.pictures import Key, Picture

__all__ = ["Arrival", "SeriesPicture", "ShownStack", "StudyPicture"]

MEDIA_TYPE = "image/jpeg"
LARGEST = 1024
_MISSING = "There is no such picture."


@dataclass(frozen=True, slots=True)
class ShownStack:
    """A series as a viewer shows it: how many slices, which one first, and a token that two series share when they
    count positions in one frame of reference ("" = not known)."""

    stack: Stack
    slices: int
    key: int
    frame: str


@dataclass(frozen=True, slots=True)
class Opening:
    """A series as a viewer begins with it: what it is, and its slice `at` as `series_slice` gives it; where that cannot
    be shown `trouble` says why."""

    shown: ShownStack
    at: int
    body: bytes = b""
    media_type: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Arrival:
    """How far a study from the PACS has come. Neither `here` nor `arriving`: it will not, and `reason` says why."""

    here: bool
    arriving: Arriving | None = None
    reason: str = ""


def study_images(user: User, context: Context, case_id: str, shown: Sequence[Study] = ()) -> tuple[StudyPicture, ...]:
    """The pictures of each study of a case, in the order of its studies; told as the studies `shown` to a discreet
    reader, where those are given."""
    with seeing(user, context, Action.VIEW_IMAGE, case_id) as db:
        known = _known(db, case_id)
    pictures = _pictures(context, case_id, known)
    return tuple(map(_discreet, pictures, shown)) if shown else pictures


def open_with_pictures(
    user: User, context: Context, case_id: str, hidden: Hidden = NOTHING
) -> tuple[OpenCase, tuple[StudyPicture, ...]]:
    """A case with its times solved and the pictures of its studies, as one act, without what is `hidden`; `NotFound` as
    for `cases.open_case`."""
    with seeing(user, context, Action.VIEW, case_id) as db:
        known = _known(db, case_id)
    opened = kept(context, case_id, known.version, hidden)
    pictures = _pictures(context, case_id, known)
    return opened, tuple(map(_discreet, pictures, opened.case.studies)) if hidden.dates else pictures


def _discreet(picture: StudyPicture, study: Study) -> StudyPicture:
    """The picture under the name that a discreet reader sees; a link to the PACS would tell its numbers."""
    series = tuple(replace(one, description=without_dates(one.description)) for one in picture.series)
    caption, reason = without_dates(picture.caption), without_dates(picture.reason)
    return replace(picture, study=study, caption=caption, reason=reason, series=series, viewer_link="")


class _Known(NamedTuple):
    """What the store knows of a case and its pictures: its studies, where it lies, files by import, and ids."""

    version: int
    studies: tuple[Study, ...]
    location: str
    files: dict[str, tuple[str, ...]]
    ids: dict[Key, str]


def _known(db: Connection, case_id: str) -> _Known:
    return _Known(*stored_cases.version_and_studies(db, case_id), joined.files_of(db, case_id), stored.ids(db, case_id))


def _pictures(context: Context, case_id: str, known: _Known) -> tuple[StudyPicture, ...]:
    # A page sends for nothing in the PACS: who comes to see a study does.
    _, studies, location, files, ids = known

    def found() -> tuple[StudyPicture, ...]:
        scans = {study: scan_of(context, case_id, study.id, location, wait=None, files=files) for study in studies}
        return described(context, case_id, scans, ids)

    if context.pacs is not None:  # what has come of a study in the meantime changes nothing here
        return found()
    key = (case_id, known.version, *files.items(), state_of(context, case_id, location))
    pictures: tuple[StudyPicture, ...] = context.pictures.get(key, found)
    return pictures


def thumbnail(user: User, context: Context, image_id: str, size: int, hidden: Hidden = NOTHING) -> bytes:
    """The thumbnail of that id as MEDIA_TYPE, fitted into `size` CSS pixels; a card with a sentence, without what is
    `hidden`, where the picture cannot be shown. `NotFound` when there is none of that id, or not for `user`."""
    picture, studies, location = _allowed(user, context, image_id)
    label = next((study.label for study in studies if study.id == picture.study_id), picture.study_id)
    label = without_dates(label) if hidden.dates else label
    return drawn(context, _scan(user, context, picture, location), picture.series, label, size)


def open_series(user: User, context: Context, image_id: str, number: int) -> Opening:
    """The series of that id, or of the one that stands for a study, and its slice `number` (from 0; the last one where
    it has fewer). `NotFound` where there is none or it is out of reach, `ImageRefused` where it cannot be read."""
    picture, _, location = _allowed(user, context, image_id, f"{image_id} slice {number + 1}")
    scan = _scan(user, context, picture, location)
    series = _series_of(scan, picture)
    shown, at = _shown(context, picture, scan, series), min(number, len(series.slices) - 1)
    try:
        return Opening(shown, at, *_slice(series, at))
    except ImageRefused as refusal:
        return Opening(shown, at, trouble=str(refusal))


def series_slice(user: User, context: Context, image_id: str, number: int) -> tuple[bytes, str]:
    """Slice `number` (from 0, in the order of position) of the series of that id, and its media type: 16-bit numbers
    as `wire_slice` packs them, or MEDIA_TYPE where the picture is in colour."""
    picture, _, location = _allowed(user, context, image_id, f"{image_id} slice {number + 1}")
    series = _series_of(_scan(user, context, picture, location), picture)
    if not 0 <= number < len(series.slices):
        raise NotFound(_MISSING)
    return _slice(series, number)


def arrival(user: User, context: Context, image_id: str) -> Arrival:
    """How far the study of that id has come from the PACS, in the name of `user`, who sends for it by asking."""
    picture, _, location = _allowed(user, context, image_id, f"{image_id} on its way")
    scan = _scan(user, context, picture, location, wait=0)
    return Arrival(bool(scan.images.series), scan.arriving, scan.reason)


def _scan(user: User, context: Context, picture: Picture, location: str, wait: float = PATIENCE) -> Scan:
    return scan_of(context, picture.case_id, picture.study_id, location, user=user, wait=wait)


def _shown(context: Context, picture: Picture, scan: Scan, series: SeriesImages) -> ShownStack:
    middle = series.slices[len(series.slices) // 2]
    with unnamed(middle):
        stack = context.stacks.get((series, *stamp(middle.path)), lambda: stack_of(series))
    told = blake2b(f"{picture.case_id} {stack.frame}".encode(), key=context.secret, digest_size=9).hexdigest()
    return ShownStack(stack, len(series.slices), key_place(scan, series), told if stack.frame else "")


def _slice(series: SeriesImages, number: int) -> tuple[bytes, str]:
    source = series.slices[number]
    with unnamed(source):
        if series.kind != "grey":
            return thumbnail_of(source, LARGEST), MEDIA_TYPE
        return wire_slice(source, alone=source.position is None), "application/octet-stream"


def _allowed(user: User, context: Context, image_id: str, subject: str = "") -> tuple[Picture, tuple[Study, ...], str]:
    """What the id stands for, the studies of its case and where they lie; asked for, and written down."""
    with context.store.reading() as db:
        picture = stored.find(db, image_id)
    case_ids = [picture.case_id] if picture else []
    with seeing(user, context, Action.VIEW_IMAGE, *case_ids, subject=subject or image_id, missing=_MISSING) as db:
        if picture is None:
            raise NotFound(_MISSING)
        studies, location = stored_cases.studies_of(db, picture.case_id)
    return picture, studies, location


def _series_of(scan: Scan, picture: Picture) -> SeriesImages:
    wanted = picture.series or scan.key.series
    found = [one for one in scan.images.series if one.name == wanted]
    if not found and not picture.series:
        found = list(scan.images.series[:1])
    if not found:
        raise ImageRefused(scan.reason) if scan.reason else NotFound(_MISSING)
    return found[0]
