"""Pictures of a case: what there is for each study, and thumbnails by opaque id. Access is asked at each request."""

import logging
from dataclasses import dataclass
from pathlib import Path

from dashboard.domain.cases import Study
from dashboard.domain.people import Action, User
from dashboard.errors import NotFound
from dashboard.imaging import (
    ImageRefused,
    KeyImage,
    Slice,
    StudyImages,
    key_images,
    key_slice,
    placeholder,
    scan_study,
    study_folder,
)
from dashboard.imaging import thumbnail as thumbnail_of
from dashboard.services.acting import acting
from dashboard.services.context import Context
from dashboard.store import cases as stored_cases
from dashboard.store import pictures as stored
from dashboard.store.pictures import Key, Picture

LOG = logging.getLogger(__name__)
MEDIA_TYPE = "image/webp"
_MISSING = "There is no such picture."


@dataclass(frozen=True, slots=True)
class SeriesPicture:
    """One series: its opaque id, and what its headers say."""

    image_id: str
    name: str
    description: str
    modality: str
    slices: int


@dataclass(frozen=True, slots=True)
class StudyPicture:
    """The pictures of one study: the opaque id of the one that stands for it, its caption, and all its series.

    `available` is False where no file can be shown; the thumbnail is then a card that says so.
    """

    study: Study
    image_id: str
    caption: str
    illustration: bool
    available: bool
    series: tuple[SeriesPicture, ...]


def study_images(user: User, context: Context, case_id: str) -> tuple[StudyPicture, ...]:
    """The pictures of each study of a case, in the order of its studies."""
    with acting(user, context, Action.VIEW_IMAGE, case_id) as db:
        studies, location = stored_cases.studies_of(db, case_id)
    found = {study.id: _scan(context, case_id, study.id, location) for study in studies}
    ids = _ids(context, case_id, found)
    return tuple(_described(study, found[study.id], ids) for study in studies)


def thumbnail(user: User, context: Context, image_id: str, size: int) -> bytes:
    """The thumbnail of that id as MEDIA_TYPE, fitted into `size` CSS pixels; a card with a sentence where the picture
    cannot be shown. `NotFound` when there is none of that id, or not for `user`."""
    with context.store.reading() as db:
        picture = stored.find(db, image_id)
    case_ids = [picture.case_id] if picture else []
    with acting(user, context, Action.VIEW_IMAGE, *case_ids, subject=image_id, missing=_MISSING) as db:
        if picture is None:
            raise NotFound(_MISSING)
        studies, location = stored_cases.studies_of(db, picture.case_id)
    label = next((study.label for study in studies if study.id == picture.study_id), picture.study_id)
    return _drawn(context, picture, label, location, size)


@dataclass(frozen=True, slots=True)
class _Scan:
    images: StudyImages
    key: KeyImage


def _scan(context: Context, case_id: str, study_id: str, location: str) -> _Scan:
    """What lies in the study's folder; nothing, and a line in the log, where it cannot be read at all."""
    try:
        return _scanned(context, case_id, study_id, location)
    except (ImageRefused, OSError) as problem:
        LOG.warning("pictures of a study cannot be read: %s", problem)
        return _Scan(StudyImages(study_id, ()), KeyImage())


def _scanned(context: Context, case_id: str, study_id: str, location: str) -> _Scan:
    folder = _folder(context, case_id, study_id, location)
    files = tuple((file, *_stamp(file)) for file in sorted(folder.rglob("*"))) if folder.is_dir() else ()
    images = context.scans.get((folder, files), lambda: scan_study(folder, study_id))
    return _Scan(images, key_images(folder.parent).get(study_id, KeyImage()))


def _folder(context: Context, case_id: str, study_id: str, location: str) -> Path:
    own = context.settings.pictures_dir
    found = study_folder(case_id, study_id, context.settings.cases_dir, own)
    if own is not None and found.is_relative_to(own):
        return found
    return Path(location) / "images" / study_id


def _stamp(file: Path) -> tuple[int, int]:
    state = file.stat()
    return state.st_mtime_ns, state.st_size


def _ids(context: Context, case_id: str, found: dict[str, _Scan]) -> dict[Key, str]:
    keys = [(study, "") for study in found]
    keys += [(study, series.name) for study, scan in found.items() for series in scan.images.series]
    with context.store.reading() as db:
        known = stored.ids(db, case_id)
    if all(key in known for key in keys):
        return known
    with context.store.writing() as db:
        stored.add(db, case_id, keys)
        return stored.ids(db, case_id)


def _described(study: Study, scan: _Scan, ids: dict[Key, str]) -> StudyPicture:
    series = tuple(
        SeriesPicture(ids[study.id, one.name], one.name, one.description, one.modality, len(one.slices))
        for one in scan.images.series
    )
    drawn = scan.key.illustration or any(one.illustration for one in scan.images.series)
    return StudyPicture(study, ids[study.id, ""], scan.key.caption, drawn or study.illustration, bool(series), series)


def _drawn(context: Context, picture: Picture, label: str, location: str, size: int) -> bytes:
    scan = _scan(context, picture.case_id, picture.study_id, location)
    if not scan.images.series:
        return _card(context, f"{label}: no picture", size)
    try:
        source = _source(scan, picture.series)
        key = (source.path, source.frame, *_stamp(source.path), size)
        return context.thumbnails.get(key, lambda: thumbnail_of(source, size))
    except ImageRefused as refusal:
        return _card(context, f"{label}: {refusal}", size)


def _source(scan: _Scan, series: str) -> Slice:
    if series in ("", scan.key.series):
        return key_slice(scan.images, scan.key)
    return key_slice(scan.images, KeyImage(series=series))


def _card(context: Context, text: str, size: int) -> bytes:
    return context.thumbnails.get((text, size), lambda: placeholder(text, size))
