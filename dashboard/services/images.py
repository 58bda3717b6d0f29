"""Pictures of a case: what there is for each study, and thumbnails by opaque id. Access is asked at each request."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from dashboard.domain.cases import Study
from dashboard.domain.date_text import without_dates
from dashboard.domain.discretion import NOTHING, Hidden
from dashboard.domain.people import Action, User
from dashboard.errors import NotFound
from dashboard.imaging import ImageRefused, SeriesImages, Slice, Stack, key_slice, placeholder, stack_of, wire_slice
from dashboard.imaging import thumbnail as thumbnail_of
from dashboard.pacs import PacsRefused
from dashboard.services import pacs
from dashboard.services.acting import acting
from dashboard.services.cases import kept
from dashboard.services.context import Context, OpenCase
from dashboard.services.scans import Scan, scan_of, stamp
from dashboard.store import cases as stored_cases
from dashboard.store import pictures as stored
from dashboard.store.pictures import Key, Picture

MEDIA_TYPE = "image/jpeg"
LARGEST = 1024
_MISSING = "There is no such picture."


@dataclass(frozen=True, slots=True)
class SeriesPicture:
    """One series: its opaque id, what its headers say, and which slice (from 0) stands for it."""

    image_id: str
    name: str
    description: str
    modality: str
    slices: int
    key: int = 0


@dataclass(frozen=True, slots=True)
class StudyPicture:
    """The pictures of one study: the opaque id of the one that stands for it, its caption, and all its series.

    `available` is False where no file can be shown; the thumbnail is then a card that says so. `chosen` names the
    series that stands for the study. `viewer_link` opens it in the viewer of the PACS; "" where none is offered.
    """

    study: Study
    image_id: str
    caption: str
    illustration: bool
    available: bool
    series: tuple[SeriesPicture, ...]
    chosen: str = ""
    viewer_link: str = ""


@dataclass(frozen=True, slots=True)
class ShownStack:
    """A series as a viewer shows it: how many slices, which one first, and a token that two series share when they
    count positions in one frame of reference ("" = not known)."""

    stack: Stack
    slices: int
    key: int
    frame: str


def study_images(user: User, context: Context, case_id: str, shown: Sequence[Study] = ()) -> tuple[StudyPicture, ...]:
    """The pictures of each study of a case, in the order of its studies; told as the studies `shown` to a discreet
    reader, where those are given."""
    with acting(user, context, Action.VIEW_IMAGE, case_id) as db:
        studies, location = stored_cases.studies_of(db, case_id)
    pictures = _pictures(context, case_id, studies, location)
    return tuple(map(_discreet, pictures, shown)) if shown else pictures


def open_with_pictures(
    user: User, context: Context, case_id: str, hidden: Hidden = NOTHING
) -> tuple[OpenCase, tuple[StudyPicture, ...]]:
    """A case with its times solved and the pictures of its studies, as one act, without what is `hidden`; `NotFound` as
    for `cases.open_case`."""
    with acting(user, context, Action.VIEW, case_id) as db:
        version = stored_cases.version_of(db, case_id)
        studies, location = stored_cases.studies_of(db, case_id)
    opened = kept(context, case_id, version, hidden)
    pictures = _pictures(context, case_id, studies, location)
    return opened, tuple(map(_discreet, pictures, opened.case.studies)) if hidden.dates else pictures


def _discreet(picture: StudyPicture, study: Study) -> StudyPicture:
    """The picture under the name that a discreet reader sees; a link to the PACS would tell its numbers."""
    series = tuple(replace(one, description=without_dates(one.description)) for one in picture.series)
    return replace(picture, study=study, caption=without_dates(picture.caption), series=series, viewer_link="")


def _pictures(context: Context, case_id: str, studies: Sequence[Study], location: str) -> tuple[StudyPicture, ...]:
    # A page sends for nothing in the PACS: the thumbnail of a study does, when somebody comes to see it.
    found = {study.id: scan_of(context, case_id, study.id, location, wait=None) for study in studies}
    ids = _ids(context, case_id, found)
    return tuple(
        replace(_described(study, found[study.id], ids), viewer_link=pacs.link_of(context, study)) for study in studies
    )


def thumbnail(user: User, context: Context, image_id: str, size: int, hidden: Hidden = NOTHING) -> bytes:
    """The thumbnail of that id as MEDIA_TYPE, fitted into `size` CSS pixels; a card with a sentence, without what is
    `hidden`, where the picture cannot be shown. `NotFound` when there is none of that id, or not for `user`."""
    picture, studies, location = _allowed(user, context, image_id)
    label = next((study.label for study in studies if study.id == picture.study_id), picture.study_id)
    label = without_dates(label) if hidden.dates else label
    scan = scan_of(context, picture.case_id, picture.study_id, location, user=user)
    return _drawn(context, picture, label, scan, size)


def series_stack(user: User, context: Context, image_id: str) -> ShownStack:
    """What a viewer has to know of the series of that id, or of the one that stands for a study. `NotFound` where
    there is none or it is out of reach, `ImageRefused` where it cannot be read."""
    picture, _, location = _allowed(user, context, image_id)
    scan = scan_of(context, picture.case_id, picture.study_id, location, user=user)
    series = _series_of(scan, picture)
    stack = stack_of(series)
    told = blake2b(f"{picture.case_id} {stack.frame}".encode(), key=context.secret, digest_size=9).hexdigest()
    return ShownStack(stack, len(series.slices), _key_place(scan, series), told if stack.frame else "")


def series_slice(user: User, context: Context, image_id: str, number: int) -> tuple[bytes, str]:
    """Slice `number` (from 0, in the order of position) of the series of that id, and its media type: 16-bit numbers
    as `wire_slice` packs them, or MEDIA_TYPE where the picture is in colour."""
    picture, _, location = _allowed(user, context, image_id, f"{image_id} slice {number + 1}")
    series = _series_of(scan_of(context, picture.case_id, picture.study_id, location, user=user), picture)
    if not 0 <= number < len(series.slices):
        raise NotFound(_MISSING)
    source = series.slices[number]
    if series.kind != "grey":
        return thumbnail_of(source, LARGEST), MEDIA_TYPE
    return wire_slice(source), "application/octet-stream"


def _allowed(user: User, context: Context, image_id: str, subject: str = "") -> tuple[Picture, tuple[Study, ...], str]:
    """What the id stands for, the studies of its case and where they lie; asked for, and written down."""
    with context.store.reading() as db:
        picture = stored.find(db, image_id)
    case_ids = [picture.case_id] if picture else []
    with acting(user, context, Action.VIEW_IMAGE, *case_ids, subject=subject or image_id, missing=_MISSING) as db:
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


def _key_place(scan: Scan, series: SeriesImages) -> int:
    """Which slice of the series stands for it; the middle one where the case names one that is not there."""
    try:
        return series.slices.index(key_slice(scan.images, scan.key, series.name))
    except ImageRefused:
        return len(series.slices) // 2


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
        SeriesPicture(
            ids[study.id, one.name], one.name, one.description, one.modality, len(one.slices), _key_place(scan, one)
        )
        for one in scan.images.series
    )
    drawn = scan.key.illustration or any(one.illustration for one in scan.images.series)
    # What the case says of its own pictures does not hold for those that a site put in their place.
    drawn = drawn or (study.illustration and not scan.replaced)
    chosen = scan.key.series if any(one.name == scan.key.series for one in series) else series[0].name if series else ""
    return StudyPicture(study, ids[study.id, ""], scan.key.caption, drawn, bool(series), series, chosen)


def _drawn(context: Context, picture: Picture, label: str, scan: Scan, size: int) -> bytes:
    if not any(picture.series in ("", one.name) for one in scan.images.series):
        return _card(context, f"{label}: {scan.reason or 'no picture'}", size)
    try:
        source = key_slice(scan.images, scan.key, picture.series)
        key = (source.path, source.frame, *stamp(source.path), size)
        return context.thumbnails.get(key, lambda: thumbnail_of(source, size))
    except ImageRefused as refusal:
        return _rendered(context, picture, scan, size) or _card(context, f"{label}: {refusal}", size)


def _rendered(context: Context, picture: Picture, scan: Scan, size: int) -> bytes | None:
    """The thumbnail by way of the PACS, where the file is from there; None where it does not help either."""
    try:
        series, source = _series_of(scan, picture), key_slice(scan.images, scan.key, picture.series)
        windows = stack_of(series).windows
        if context.pacs is None or not windows or series.kind != "grey":
            return None
        window = windows[0][1]
        file = context.pacs.rendered(source.path, (window.center, window.width), source.frame + 1, size * 2)
        return None if file is None else thumbnail_of(Slice(file), size)
    except (ImageRefused, PacsRefused, NotFound, OSError):
        return None


def _card(context: Context, text: str, size: int) -> bytes:
    return context.thumbnails.get((text, size), lambda: placeholder(text, size))
