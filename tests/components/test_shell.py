"""The frame of every page."""

from dash import html

from dashboard.components import shell


def test_the_current_place_is_text_and_the_others_are_links(app):
    found = list(shell._links("/about"))
    kinds = [type(one).__name__ for one in found]
    assert kinds == ["Link" if path != "/about" else "Span" for path, _ in shell.PLACES]
    assert getattr(found[kinds.index("Span")], "aria-current") == "page"


def test_the_document_names_its_language():
    assert '<html lang="en">' in shell.document()


def test_the_theme_is_set_before_anything_is_painted():
    text = shell.document()
    assert text.index(shell.THEME_SCRIPT) < text.index("{%css%}")


def test_the_frame_begins_with_a_way_to_the_content():
    first = shell.layout().children[0]
    assert isinstance(first, html.A)
    assert first.href == "#content"
