"""The pictures of an imported study: its files by content, looked at once a process and whenever files are added."""

from pathlib import Path

from dashboard.imaging import RefusedFile, StudyImages, read_instances
from dashboard.imaging.scan import study_of
from dashboard.services.context import Context
from dashboard.services.joining import blobs_of
from dashboard.store import joined


def kept_images(context: Context, case_id: str, study_id: str) -> StudyImages | None:
    """The pictures that an import gave to this study; None where none did. A damaged file is refused, not shown."""
    with context.store.reading() as db:
        hashes = tuple(joined.files_of(db, case_id, study_id))
    if not hashes:
        return None
    return context.scans.get(("kept", study_id, hashes), lambda: _read(context, study_id, hashes))


def _read(context: Context, study_id: str, hashes: tuple[str, ...]) -> StudyImages:
    blobs = blobs_of(context)
    whole = [sha256 for sha256 in hashes if blobs.is_whole(sha256)]
    damaged = [
        RefusedFile(Path(sha256), "A file of this study is missing or damaged.")
        for sha256 in hashes
        if sha256 not in whole
    ]
    instances, refused = read_instances(blobs.path(sha256) for sha256 in whole)
    return study_of(study_id, instances, [*refused, *damaged])
