"""What a page is told of the pictures of each study. Asks nobody and reads no pixels: `images` does."""

from dataclasses import dataclass

from dashboard.domain.cases import Study
from dashboard.imaging import ImageRefused, Listed, SeriesImages, key_slice
from dashboard.services import pacs
from dashboard.services.context import Context
from dashboard.services.scans import Scan
from dashboard.store import pictures as stored
from dashboard.store.pictures import Key


@dataclass(frozen=True, slots=True)
class SeriesPicture:
    """One series: its opaque id, what its headers say, which slice (from 0) stands for it, and what is not regular."""

    image_id: str
    name: str
    description: str
    modality: str
    slices: int
    key: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StudyPicture:
    """The pictures of one study: the opaque id of the one that stands for it, its caption, and all its series.

    `available` is False where no file can be shown; the thumbnail is then a card with the `reason`. `coming`: the PACS
    has them, and has to be asked. `chosen` names the series that stands for the study. `listed` are its objects without
    a picture, `refused` counts files that cannot be read. `viewer_link` opens it in the viewer of the PACS; "" where
    none is offered.
    """

    study: Study
    image_id: str
    caption: str
    illustration: bool
    available: bool
    series: tuple[SeriesPicture, ...]
    chosen: str = ""
    viewer_link: str = ""
    coming: bool = False
    reason: str = ""
    listed: tuple[Listed, ...] = ()
    refused: int = 0


def described(
    context: Context, case_id: str, found: dict[Study, Scan], known: dict[Key, str]
) -> tuple[StudyPicture, ...]:
    """What there is for each study, with ids for what has none yet beside those `known`."""
    ids = _ids(context, case_id, {study.id: scan for study, scan in found.items()}, known)
    return tuple(_described(study, scan, ids, pacs.link_of(context, study)) for study, scan in found.items())


def key_place(scan: Scan, series: SeriesImages) -> int:
    """Which slice of the series stands for it; the middle one where the case names one that is not there."""
    try:
        return series.slices.index(key_slice(scan.images, scan.key, series.name))
    except ImageRefused:
        return len(series.slices) // 2


def _ids(context: Context, case_id: str, found: dict[str, Scan], known: dict[Key, str]) -> dict[Key, str]:
    keys = [(study, "") for study in found]
    keys += [(study, series.name) for study, scan in found.items() for series in scan.images.series]
    if all(key in known for key in keys):
        return known
    with context.store.writing() as db:
        stored.add(db, case_id, keys)
        return stored.ids(db, case_id)


def _described(study: Study, scan: Scan, ids: dict[Key, str], link: str) -> StudyPicture:
    images = scan.images
    series = tuple(_series(scan, one, ids[study.id, one.name]) for one in images.series)
    drawn = scan.key.illustration or any(one.illustration for one in images.series)
    # What the case says of its own pictures does not hold for those that a site put in their place.
    drawn = drawn or (study.illustration and not scan.replaced)
    chosen = scan.key.series if any(one.name == scan.key.series for one in series) else series[0].name if series else ""
    return StudyPicture(
        study=study,
        image_id=ids[study.id, ""],
        caption=scan.key.caption,
        illustration=drawn,
        available=bool(series),
        series=series,
        chosen=chosen,
        viewer_link=link,
        coming=scan.arriving is not None,
        reason="" if series or scan.arriving else scan.reason,
        listed=images.listed,
        refused=len(images.refused),
    )


def _series(scan: Scan, series: SeriesImages, image_id: str) -> SeriesPicture:
    return SeriesPicture(
        image_id,
        series.name,
        series.description,
        series.modality,
        len(series.slices),
        key_place(scan, series),
        series.warnings,
    )
