"""Pictures of a case: what there is for each study, and thumbnails by opaque id. Access is asked at each request."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.domain.cases import Study
from dashboard.domain.people import Action, User
from dashboard.errors import NotFound
from dashboard.imaging import ImageRefused, key_slice, placeholder
from dashboard.imaging import thumbnail as thumbnail_of
from dashboard.services.acting import acting
from dashboard.services.cases import kept
from dashboard.services.context import Context, OpenCase
from dashboard.services.scans import Scan, scan_of, stamp
from dashboard.store import cases as stored_cases
from dashboard.store import pictures as stored
from dashboard.store.pictures import Key, Picture

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
    return _pictures(context, case_id, studies, location)


def open_with_pictures(user: User, context: Context, case_id: str) -> tuple[OpenCase, tuple[StudyPicture, ...]]:
    """A case with its times solved and the pictures of its studies, as one act; `NotFound` as for `cases.open_case`."""
    with acting(user, context, Action.VIEW, case_id) as db:
        version = stored_cases.version_of(db, case_id)
        studies, location = stored_cases.studies_of(db, case_id)
    return kept(context, case_id, version), _pictures(context, case_id, studies, location)


def _pictures(context: Context, case_id: str, studies: Sequence[Study], location: str) -> tuple[StudyPicture, ...]:
    found = {study.id: scan_of(context, case_id, study.id, location) for study in studies}
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


def _ids(context: Context, case_id: str, found: dict[str, Scan]) -> dict[Key, str]:
    keys = [(study, "") for study in found]
    keys += [(study, series.name) for study, scan in found.items() for series in scan.images.series]
    with context.store.reading() as db:
        known = stored.ids(db, case_id)
    if all(key in known for key in keys):
        return known
    with context.store.writing() as db:
        stored.add(db, case_id, keys)
        return stored.ids(db, case_id)


def _described(study: Study, scan: Scan, ids: dict[Key, str]) -> StudyPicture:
    series = tuple(
        SeriesPicture(ids[study.id, one.name], one.name, one.description, one.modality, len(one.slices))
        for one in scan.images.series
    )
    drawn = scan.key.illustration or any(one.illustration for one in scan.images.series)
    # What the case says of its own pictures does not hold for those that a site put in their place.
    drawn = drawn or (study.illustration and not scan.replaced)
    return StudyPicture(study, ids[study.id, ""], scan.key.caption, drawn, bool(series), series)


def _drawn(context: Context, picture: Picture, label: str, location: str, size: int) -> bytes:
    scan = scan_of(context, picture.case_id, picture.study_id, location)
    if not any(picture.series in ("", one.name) for one in scan.images.series):
        return _card(context, f"{label}: no picture", size)
    try:
        source = key_slice(scan.images, scan.key, picture.series)
        key = (source.path, source.frame, *stamp(source.path), size)
        return context.thumbnails.get(key, lambda: thumbnail_of(source, size))
    except ImageRefused as refusal:
        return _card(context, f"{label}: {refusal}", size)


def _card(context: Context, text: str, size: int) -> bytes:
    return context.thumbnails.get((text, size), lambda: placeholder(text, size))
