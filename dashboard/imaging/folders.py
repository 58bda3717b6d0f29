"""Where the pictures of a study lie, a site's own before the case's, and which slice stands for a study."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from dashboard.imaging.model import ImageRefused, SeriesImages, Slice, StudyImages
from dashboard.imaging.scan import picture_files

INDEX = "index.toml"
FINDINGS = "findings.csv"
MOST_FINDINGS = 5000


@dataclass(frozen=True, slots=True)
class KeyImage:
    """The slice that stands for a study. `slice` counts from 1 in the order of position; None = the middle one."""

    series: str = ""
    slice: int | None = None
    caption: str = ""
    illustration: bool = False


def study_folder(case_id: str, study_id: str, cases_dir: Path, override_dir: Path | None = None) -> Path:
    """`<override_dir>/<case>/<study>` when it holds pictures, else `<cases_dir>/<case>/images/<study>`."""
    check_names(case_id, study_id)
    if override_dir is not None:
        own = override_dir / case_id / study_id
        if any(True for _ in picture_files(own)):
            return own
    return cases_dir / case_id / "images" / study_id


def check_names(case_id: str, study_id: str) -> None:
    """Raises ImageRefused for a name that could lead to another folder."""
    if not is_plain_name(case_id) or not is_plain_name(study_id):
        raise ImageRefused("A case and a study are named by letters, digits, '-', '_' and '.'.")


def key_files(images_dir: Path) -> tuple[Path, Path]:
    """The files that name the key images of a case."""
    return images_dir / INDEX, images_dir.parent / FINDINGS


def key_images(images_dir: Path) -> dict[str, KeyImage]:
    """The key images of a case, by study id: of `index.toml` beside the study folders, and before it the slice that the
    first finding of a study names in `findings.csv` of the case; empty when neither is there."""
    index, findings = key_files(images_dir)
    found = _index(index)
    for study, series, number in _named_by_findings(findings):
        known = found.get(study, KeyImage())
        found[study] = replace(known, series=series or known.series, slice=number)
    return found


def _index(path: Path) -> dict[str, KeyImage]:
    if not path.is_file():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return {study: _key_image(study, entry) for study, entry in table.items()}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ImageRefused(f"{path.parent.name}/{INDEX} cannot be read: {error}.") from error


def _named_by_findings(path: Path) -> Iterator[tuple[str, str, int]]:
    """Study, series ("" = not told) and slice of the first row of each study that names one. The importer has said what
    is wrong with the table; here that counts as not told."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [[cell.strip() for cell in row] for row in islice(csv.reader(file), MOST_FINDINGS)]
    except (OSError, UnicodeDecodeError, csv.Error):
        return
    header = [column.lower() for column in rows[0]] if rows else []
    seen: set[str] = set()
    for told in (dict(zip(header, row, strict=False)) for row in rows[1:]):
        study, number = told.get("study", ""), told.get("slice", "")
        if study and study not in seen and number.isascii() and number.isdecimal() and int(number[:9]) > 0:
            seen.add(study)
            yield study, told.get("series", ""), int(number[:9])


def key_slice(study: StudyImages, key: KeyImage | None = None, series_name: str = "") -> Slice:
    """The slice that stands for the study: the one `key` names, else the middle of the series, else of the first.

    With `series_name`, the slice that stands for that series: the nearest in position to the study's.
    """
    if not study.series:
        raise ImageRefused(f"There is no picture of {study.study} that can be shown.")
    key = key or KeyImage()
    series = _series(study, key.series)
    if series_name not in ("", series.name):
        return _nearest(_series(study, series_name), key_slice(study, key))
    wanted = key.slice if series.name == key.series else None
    place = len(series.slices) // 2 if wanted is None else wanted - 1
    if not 0 <= place < len(series.slices):
        raise ImageRefused(f"{INDEX} names slice {wanted} of {study.study}; {series.name} has {len(series.slices)}.")
    return series.slices[place]


def _series(study: StudyImages, name: str) -> SeriesImages:
    return next((one for one in study.series if one.name == name), study.series[0])


def _nearest(series: SeriesImages, other: Slice) -> Slice:
    """The slice at the position of one of another series; the middle where the series does not reach there."""
    positions = [one.position for one in series.slices if one.position is not None]
    if other.position is None or not positions or not min(positions) <= other.position <= max(positions):
        return series.slices[len(series.slices) // 2]
    place = other.position
    return min(series.slices, key=lambda one: abs((one.position or 0.0) - place))


def _key_image(study: str, entry: object) -> KeyImage:
    kinds = {"series": str, "slice": int, "caption": str, "illustration": bool}
    if not isinstance(entry, dict) or not all(type(value) is kinds.get(key) for key, value in entry.items()):
        raise ImageRefused(f"{INDEX}: {study} takes series, slice (a whole number), caption and illustration (yes/no).")
    return KeyImage(**entry)


def is_plain_name(name: str) -> bool:
    """Whether a name of a case or a study leads to a folder of its own."""
    return name.strip(".") != "" and all(part.isalnum() or part in "-_." for part in name)
