"""The pictures of an imported study: its files by content, looked at once a process and whenever files are added."""

from pathlib import Path

from dashboard.imaging import RefusedFile, StudyImages, read_instances
from dashboard.imaging.scan import study_of
from dashboard.services.context import Context
from dashboard.services.joining import blobs_of
from dashboard.store import joined


def kept_files(context: Context, case_id: str) -> dict[str, tuple[str, ...]]:
    """The hashes of the files that imports gave to each study of a case."""
    with context.store.reading() as db:
        return joined.files_of(db, case_id)


def kept_images(context: Context, study_id: str, hashes: tuple[str, ...]) -> StudyImages | None:
    """The pictures of the files of this study; None where there are none. A damaged file is refused, not shown."""
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
