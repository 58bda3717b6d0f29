"""What lies in the picture folder of a study, read again only when a file in it changed. Asks nobody: `images` does."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.domain.people import PROGRAM, User
from dashboard.imaging import ImageRefused, KeyImage, Listed, StudyImages, key_images, scan_study, study_folder
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
        return Scan(images, key_images(folder.parent).get(study_id, KeyImage()), replaced)

    return _told(study_id, read)


def _scanned(context: Context, folder: Path, study_id: str) -> StudyImages:
    files = tuple((file, *stamp(file)) for file in sorted(folder.rglob("*"))) if folder.is_dir() else ()
    return context.scans.get((folder, files), lambda: scan_study(folder, study_id))


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
    found = study_folder(case_id, study_id, context.settings.cases_dir, own)
    if own is not None and found.is_relative_to(own):
        return found, True
    # A case imported from elsewhere does not lie in the library, and a folder may have another name than its case.
    return Path(location) / "images" / study_id, False
