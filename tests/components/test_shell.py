"""The frame of every page."""

from dash import html

from dashboard.components import shell
from dashboard.config import ROOT


def test_the_current_place_is_text_and_the_others_are_links(app):
    found = list(shell._links("/about"))
    assert [type(one).__name__ for one in found] == ["Link", "Span"]
    assert getattr(found[1], "aria-current") == "page"


def test_the_document_names_its_language_and_preloads_fonts_that_exist():
    text = shell.document("/x/")
    assert '<html lang="en">' in text
    for face in shell.FACES:
        assert f'href="/x/assets/vendor/{face}"' in text
        assert (ROOT / "assets" / "vendor" / face).is_file()


def test_the_theme_is_set_before_anything_is_painted():
    text = shell.document("/")
    assert text.index(shell.THEME_SCRIPT) < text.index("{%css%}")


def test_the_frame_begins_with_a_way_to_the_content():
    first = shell.layout().children[0]
    assert isinstance(first, html.A)
    assert first.href == "#content"
