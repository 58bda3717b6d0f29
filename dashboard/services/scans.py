"""What lies in the picture folder of a study, read again only when a file in it changed. Asks nobody: `images` does."""

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.domain.people import PROGRAM, User
from dashboard.imaging import (
    ImageRefused,
    KeyImage,
    Listed,
    StudyImages,
    check_names,
    is_plain_name,
    key_files,
    key_images,
    scan_study,
    study_folder,
)
from dashboard.pacs import Arriving
from dashboard.services import pacs
from dashboard.services.context import Context
from dashboard.services.kept import kept_files, kept_images

LOG = logging.getLogger(__name__)
PATIENCE = 8.0


@dataclass(frozen=True, slots=True)
class Scan:
    """The series found, the picture that stands for them, whether a site's own folder or the PACS took the place of
    the case's, why there are none, and how far they have come where they are on their way."""

    images: StudyImages
    key: KeyImage = KeyImage()
    replaced: bool = False
    reason: str = ""
    arriving: Arriving | None = None


def scan_of(
    context: Context,
    case_id: str,
    study_id: str,
    location: str,
    *,
    user: User = PROGRAM,
    wait: float | None = PATIENCE,
    files: Mapping[str, tuple[str, ...]] | None = None,
) -> Scan:
    """The pictures of a study whose case lies at `location`; none, and a line in the log, where they cannot be read.

    Where no folder holds any, those of a study with a UID are sent for in the PACS, in the name of `user`, and waited
    for `wait` seconds; with None only what came before is shown. `files` are what `kept_files` tells of the case.
    """
    scan = _in_folders(context, case_id, study_id, location, files)
    if scan.images.series:
        return scan
    standing = pacs.standing(user, context, case_id, study_id, wait)
    if standing is None:
        return replace(scan, reason=_why_none(scan.images))
    folder = standing.folder
    if folder is None:
        return Scan(scan.images, reason=standing.reason, arriving=standing.arriving)
    return _told(study_id, lambda: Scan(_scanned(context, folder, study_id), replaced=True))


def state_of(context: Context, case_id: str, location: str) -> tuple[tuple[str, int, int], ...]:
    """What changes when anything does in the folders that hold pictures of a case which lies at `location`."""
    own, images = context.settings.pictures_dir, Path(location) / "images"
    places = [str(images), *([str(own / case_id)] if own is not None and is_plain_name(case_id) else [])]
    found = [stamped for place in places for stamped in _stamps(place, linked=True)]
    named = [(str(file), *stamped) for file in key_files(images) if (stamped := _stamp_of(file)) is not None]
    return tuple(sorted([*found, *named]))


def captions_of(context: Context, case_id: str, study_ids: Iterable[str], location: str) -> tuple[str, ...]:
    """What the picture folders of a case, which lies at `location`, say of the pictures of these studies, each once."""
    places = [(study_id, _folder(context, case_id, study_id, location)[0].parent) for study_id in study_ids]
    known = {place: _captions(place) for place in dict.fromkeys(place for _, place in places)}
    told = (known[place].get(study_id, KeyImage()).caption for study_id, place in places)
    return tuple(dict.fromkeys(filter(None, told)))


def _captions(folder: Path) -> Mapping[str, KeyImage]:
    try:
        return key_images(folder)
    except (ImageRefused, OSError):  # then nothing of it is shown either
        return {}


def _in_folders(
    context: Context, case_id: str, study_id: str, location: str, files: Mapping[str, tuple[str, ...]] | None
) -> Scan:
    def read() -> Scan:
        folder, replaced = _folder(context, case_id, study_id, location)
        of_case = kept_files(context, case_id) if files is None else files
        kept = None if replaced else kept_images(context, study_id, of_case.get(study_id, ()))
        if kept is not None and kept.series:
            return Scan(kept, replaced=True)
        images = _scanned(context, folder, study_id)
        if kept is not None and not images.series:  # an import of objects without a picture is told as what it is
            return Scan(replace(kept, listed=(*kept.listed, *images.listed), refused=(*kept.refused, *images.refused)))
        return Scan(images, _keys(context, folder.parent).get(study_id, KeyImage()), replaced)

    return _told(study_id, read)


def _scanned(context: Context, folder: Path, study_id: str) -> StudyImages:
    key = (str(folder), *sorted(_stamps(str(folder))))
    return context.scans.get(key, lambda: scan_study(folder, study_id))


def _stamps(folder: str, *, linked: bool = False) -> Iterator[tuple[str, int, int]]:
    """Every file and folder below a folder, each with what changes when it does; `linked`: also below a link that lies
    in it, as the folder of a study may be one. What cannot be looked at is left out. Each page of a case looks here for
    all of its studies."""
    try:
        with os.scandir(folder) as entries:
            found = [(entry, entry.stat(follow_symlinks=False)) for entry in entries]
    except OSError:
        return
    for entry, state in found:
        yield entry.path, state.st_mtime_ns, state.st_size
        if entry.is_dir(follow_symlinks=linked):
            yield from _stamps(entry.path)


def _keys(context: Context, images: Path) -> dict[str, KeyImage]:
    """The key images of a case, read again only when one of the files changed that name them."""
    return context.keys.get((images, *map(_stamp_of, key_files(images))), lambda: key_images(images))


def _stamp_of(file: Path) -> tuple[int, int] | None:
    try:
        return stamp(file)
    except OSError:
        return None


def _told(study_id: str, read: Callable[[], Scan]) -> Scan:
    try:
        return read()
    except (ImageRefused, OSError) as problem:
        LOG.warning("pictures of a study cannot be read: %s", problem)
        return Scan(StudyImages(study_id, ()))


def _why_none(images: StudyImages) -> str:
    """Why a folder that holds something holds no picture; "" for one that holds nothing."""
    if images.listed:
        return f"It holds no picture, but {objects_words(images.listed)}."
    count = len(images.refused)
    return f"{count} {'file' if count == 1 else 'files'} of this study cannot be read." if count else ""


def objects_words(listed: Sequence[Listed]) -> str:
    """Objects without a picture as what they are: "Segmentation, 2 x Basic Text SR"."""
    return ", ".join(one.what if one.count == 1 else f"{one.count} x {one.what}" for one in listed)


def stamp(file: Path) -> tuple[int, int]:
    """What changes when a file does."""
    state = file.lstat()
    return state.st_mtime_ns, state.st_size


def _folder(context: Context, case_id: str, study_id: str, location: str) -> tuple[Path, bool]:
    own = context.settings.pictures_dir
    check_names(case_id, study_id)
    if own is not None:
        found = study_folder(case_id, study_id, context.settings.cases_dir, own)
        if found.is_relative_to(own):
            return found, True
    # A case imported from elsewhere does not lie in the library, and a folder may have another name than its case.
    return Path(location) / "images" / study_id, False
