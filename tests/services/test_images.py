"""Pictures by opaque ids: a thumbnail where there is a picture, a card where there is none, nothing by guessing."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from dashboard.domain.people import LOCAL_USER, Role, User
from dashboard.errors import NotFound, Refused
from dashboard.services import images, imports, scans
from dashboard.services.context import Context
from tests.services.folders import write_case

RED, BLUE = (200, 0, 0), (0, 0, 200)


def put_picture(folder: Path, colour: tuple[int, int, int] = RED, name: str = "one.png") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (300, 300), colour).save(folder / name)


@pytest.fixture(autouse=True)
def loaded(context: Context, library: Path) -> None:
    put_picture(library / "a" / "images" / "mri-1")
    imports.load_library(context)


def colour_of(data: bytes) -> str:
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.format == "JPEG"
        red, _, blue = picture.convert("RGB").getpixel((20, 20))  # type: ignore[misc]
    return "red" if red > blue + 100 else "blue" if blue > red + 100 else "card"


def thumbnail(context: Context, case_id: str = "a") -> str:
    study = images.study_images(LOCAL_USER, context, case_id)[0]
    return colour_of(images.thumbnail(LOCAL_USER, context, study.image_id, 64))


def test_a_study_has_an_opaque_id_its_series_and_its_label(context: Context) -> None:
    (study,) = images.study_images(LOCAL_USER, context, "a")
    assert (study.study.label, study.available, [one.slices for one in study.series]) == ("MRI 1", True, [1])
    assert len(study.image_id) >= 22
    assert images.study_images(LOCAL_USER, context, "a") == (study,)


def test_a_thumbnail_shows_the_picture(context: Context) -> None:
    assert thumbnail(context) == "red"


def test_each_series_has_a_thumbnail_of_its_own(context: Context) -> None:
    (study,) = images.study_images(LOCAL_USER, context, "a")
    assert colour_of(images.thumbnail(LOCAL_USER, context, study.series[0].image_id, 64)) == "red"


def test_a_picture_that_changes_is_drawn_anew(context: Context, library: Path) -> None:
    thumbnail(context)
    (library / "a" / "images" / "mri-1" / "one.png").unlink()
    put_picture(library / "a" / "images" / "mri-1", BLUE, "another.png")
    assert thumbnail(context) == "blue"


@pytest.mark.parametrize("change", ["added", "changed", "index", "gone"])
@pytest.mark.parametrize("linked", [False, True])
def test_what_is_known_of_pictures_is_looked_at_anew_when_a_file_changes(
    context: Context, library: Path, tmp_path: Path, change: str, linked: bool
) -> None:
    folder = library / "a" / "images" / "mri-1"
    if linked:  # a site may keep the pictures of a study elsewhere
        folder = folder.rename(tmp_path / "elsewhere")
        (library / "a" / "images" / "mri-1").symlink_to(folder)
    (before,) = images.study_images(LOCAL_USER, context, "a")
    assert images.study_images(LOCAL_USER, context, "a") == (before,)
    if change == "added":
        put_picture(folder / "t2")
    elif change == "changed":
        (folder / "one.png").write_bytes(b"no picture any more")
    elif change == "index":
        (library / "a" / "images" / "index.toml").write_text('[mri-1]\ncaption = "as told later"\n')
    else:
        (folder / "one.png").unlink()
    (after,) = images.study_images(LOCAL_USER, context, "a")
    told = (len(after.series), after.available, after.caption)
    expected = {
        "added": (2, True, ""),
        "changed": (0, False, ""),
        "index": (1, True, "as told later"),
        "gone": (0, False, ""),
    }
    assert told == expected[change]
    assert after.image_id == before.image_id


def test_a_folder_that_cannot_be_looked_at_shows_no_picture_and_stops_nothing(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(scans.os, "scandir", refuse)
    (study,) = images.study_images(LOCAL_USER, context, "a")
    assert study.image_id


def test_thumbnails_are_kept_by_content(context: Context, library: Path) -> None:
    folder = library / "b" / "images" / "mri-1"
    folder.mkdir(parents=True)
    (folder / "same.png").write_bytes((library / "a" / "images" / "mri-1" / "one.png").read_bytes())
    assert thumbnail(context) == thumbnail(context, "b") == "red"
    assert len(context.thumbnails._kept) == 1
    put_picture(folder, BLUE, "same.png")
    assert (thumbnail(context), thumbnail(context, "b")) == ("red", "blue")


def test_a_study_without_pictures_gets_a_card(context: Context) -> None:
    (study,) = images.study_images(LOCAL_USER, context, "b")
    assert not study.available
    assert thumbnail(context, "b") == "card"


def test_a_file_that_is_no_picture_gets_a_card(context: Context, library: Path) -> None:
    folder = library / "b" / "images" / "mri-1"
    folder.mkdir(parents=True)
    (folder / "one.png").write_bytes(b"\x89PNG\r\n\x1a\n broken")
    assert thumbnail(context, "b") == "card"


def test_an_index_that_cannot_be_read_is_logged_and_stops_nothing(
    context: Context, library: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (library / "a" / "images" / "index.toml").write_text("[mri-1\n")
    assert thumbnail(context) == "card"
    assert "index.toml cannot be read" in caplog.text


def test_the_index_names_the_picture_and_its_caption(context: Context, library: Path) -> None:
    put_picture(library / "a" / "images" / "mri-1" / "second", BLUE)
    index = '["mri-1"]\nseries = "second"\ncaption = "FLAIR"\nillustration = true\n'
    (library / "a" / "images" / "index.toml").write_text(index)
    (study,) = images.study_images(LOCAL_USER, context, "a")
    assert (study.caption, study.illustration, len(study.series)) == ("FLAIR", True, 2)
    assert thumbnail(context) == "blue"


def test_a_series_that_is_gone_shows_no_other(context: Context, library: Path) -> None:
    put_picture(library / "a" / "images" / "mri-1" / "second", BLUE)
    series = {one.name: one.image_id for one in images.study_images(LOCAL_USER, context, "a")[0].series}
    (library / "a" / "images" / "mri-1" / "second" / "one.png").unlink()
    assert colour_of(images.thumbnail(LOCAL_USER, context, series["second"], 64)) == "card"


def test_a_sites_own_pictures_come_first(context: Context, library: Path, tmp_path: Path) -> None:
    put_picture(tmp_path / "own" / "a" / "mri-1", BLUE)
    own = replace(context, settings=replace(context.settings, pictures_dir=tmp_path / "own"))
    (library / "a" / "case.toml").write_text((library / "a" / "case.toml").read_text() + "illustration = true\n")
    imports.load_library(own)
    assert images.study_images(LOCAL_USER, context, "a")[0].illustration
    assert not images.study_images(LOCAL_USER, own, "a")[0].illustration
    assert thumbnail(own) == "blue"
    assert thumbnail(own, "b") == "card"


@pytest.mark.parametrize("image_id", ["", "../../etc/passwd", "\0", "%2e%2e", "a", "x" * 5000])
def test_nothing_is_found_by_guessing(context: Context, image_id: str) -> None:
    with pytest.raises(NotFound, match=r"There is no such picture\."):
        images.thumbnail(LOCAL_USER, context, image_id, 64)


def test_an_id_of_a_case_out_of_reach_answers_as_one_that_is_not_there(context: Context) -> None:
    (study,) = images.study_images(LOCAL_USER, context, "a")
    narrow = User("a viewer", Role.VIEWER, cases=frozenset({"b"}))
    with pytest.raises(NotFound, match=r"^There is no such picture\.$"):
        images.thumbnail(narrow, context, study.image_id, 64)
    with pytest.raises(NotFound):
        images.study_images(narrow, context, "a")


@pytest.mark.parametrize("size", [0, -1, 100_000])
def test_a_size_nobody_needs_is_refused(context: Context, size: int) -> None:
    (study,) = images.study_images(LOCAL_USER, context, "a")
    with pytest.raises(Refused):
        images.thumbnail(LOCAL_USER, context, study.image_id, size)


def test_a_folder_of_the_library_may_have_another_name_than_its_case(context: Context, library: Path) -> None:
    folder = library / "a"
    write_case(folder)
    folder.rename(library / "renamed")
    imports.load_library(context)
    assert thumbnail(context) == "red"
