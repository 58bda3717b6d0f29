"""What lies in the picture folder of a study, read again only when a file in it changed. Asks nobody: `images` does."""

import logging
from dataclasses import dataclass
from pathlib import Path

from dashboard.imaging import ImageRefused, KeyImage, StudyImages, key_images, scan_study, study_folder
from dashboard.services.context import Context
from dashboard.services.kept import kept_images

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Scan:
    """The series found, the picture that stands for them, and whether a site's own folder took the case's place."""

    images: StudyImages
    key: KeyImage = KeyImage()
    replaced: bool = False


def scan_of(context: Context, case_id: str, study_id: str, location: str) -> Scan:
    """The pictures of a study whose case lies at `location`; none, and a line in the log, where they cannot be read."""
    try:
        folder, replaced = _folder(context, case_id, study_id, location)
        kept = None if replaced else kept_images(context, case_id, study_id)
        if kept is not None and kept.series:
            return Scan(kept, replaced=True)
        files = tuple((file, *stamp(file)) for file in sorted(folder.rglob("*"))) if folder.is_dir() else ()
        images = context.scans.get((folder, files), lambda: scan_study(folder, study_id))
        return Scan(images, key_images(folder.parent).get(study_id, KeyImage()), replaced)
    except (ImageRefused, OSError) as problem:
        LOG.warning("pictures of a study cannot be read: %s", problem)
        return Scan(StudyImages(study_id, ()))


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
