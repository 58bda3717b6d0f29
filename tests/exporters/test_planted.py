"""Forty planted identifiers, and none in any export that says to be de-identified."""

import io
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from dashboard.config import settings_from
from dashboard.domain.people import LOCAL_USER
from dashboard.offline import page_of
from dashboard.services import export_pictures, imports
from dashboard.services.codes import KEY_FILE
from dashboard.services.context import Context, open_context
from dashboard.services.exports import Wish, formats, prepare
from tests.exporters.planted import DATES, NAMES, NUMBERS, SECRETS, UIDS, found_in, write_planted

pytestmark = pytest.mark.usefixtures("few_layouts")


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Context:
    """A store whose one case is stuffed with identifiers."""
    folder = tmp_path_factory.mktemp("planted")
    write_planted(folder / "library" / NAMES[0])
    (folder / "data").mkdir()
    (folder / "data" / KEY_FILE).write_bytes(b"k" * 32)  # of a chance key some mapped number may read as a date
    environ = {"TIMELINE_DATA_DIR": str(folder / "data"), "TIMELINE_CASES_DIR": str(folder / "library")}
    context = replace(open_context(settings_from(environ)), page=page_of)
    (outcome,) = imports.load_library(context)
    assert not outcome.refusals, outcome.refusals
    return context


@pytest.fixture(autouse=True)
def fixed_uids(monkeypatch: pytest.MonkeyPatch) -> None:
    """The digits of new UIDs come from chance, and one in some hundred exports would hold the digits of a year."""
    monkeypatch.setattr(export_pictures, "secrets", SimpleNamespace(token_bytes=lambda size: b"k" * size))


def made(context: Context, name: str, **wish: object) -> bytes:
    out = io.BytesIO()
    prepare(LOCAL_USER, context, NAMES[0], Wish(name, **wish)).write(out, lambda share, words: None)  # type: ignore[arg-type]
    return out.getvalue()


def test_the_search_finds_all_of_them_in_the_identified_folder(planted: Context) -> None:
    assert found_in(made(planted, "case-folder")) == sorted(SECRETS)


def test_it_finds_what_an_offline_page_keeps_packed(planted: Context) -> None:
    assert {*NAMES[:7], *NAMES[13:15], *DATES[:2]} <= set(found_in(made(planted, "html")))


@pytest.mark.parametrize("name", [one.name for one in formats()])
def test_none_is_in_a_de_identified_export(planted: Context, name: str, tmp_path: Path) -> None:
    data = made(planted, name, deidentified=True, pictures_read=True)
    assert found_in(data) == []
    if name == "pdf":
        (tmp_path / "a.pdf").write_bytes(data)
        text = subprocess.run(["pdftotext", tmp_path / "a.pdf", "-"], capture_output=True, check=True).stdout
        assert found_in(text) == [] and b"Leukocytes" in text


@pytest.mark.parametrize("name", [one.name for one in formats()])
def test_with_confirmed_words_what_the_case_names_as_identifiers_is_still_gone(planted: Context, name: str) -> None:
    found = found_in(made(planted, name, deidentified=True, pictures_read=True, words_read=True))
    assert not {*DATES, *NUMBERS, *UIDS, NAMES[0]} & set(found)
    always = [NAMES[at] for at in (1, 6, 7, 8, 12, 15, 19, 20, 21, 22, 23, 24, 25, 39)]
    assert not set(always) & set(found), "titles, sources, places, ids, notes and issues never go out"


def test_the_pictures_go_along_and_load(planted: Context, tmp_path: Path) -> None:
    archive = zipfile.ZipFile(io.BytesIO(made(planted, "case-folder", deidentified=True, pictures_read=True)))
    names = [name for name in archive.namelist() if "/images/" in name]
    assert len([name for name in names if name.endswith(".dcm")]) == 3
    assert len([name for name in names if name.endswith(".jpg")]) == 1
    index = archive.read(next(name for name in names if name.endswith("index.toml"))).decode()
    assert index == '[s1]\nillustration = false\nseries = "series-1"\nslice = 2\n'
