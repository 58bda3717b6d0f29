"""The frame of every page."""

from dash import html

from dashboard.components import shell


def test_the_current_place_is_text_and_the_others_are_links(app):
    found = list(shell._links("/about"))
    assert [one.children for one in found] == [name for _, name in shell.PLACES]
    assert [type(one).__name__ for one in found] == ["Link", "A", "Link", "Span"]
    assert getattr(found[-1], "aria-current") == "page"


def test_what_comes_with_the_document_has_links_without_dash(app):
    assert [type(one).__name__ for one in shell.plain_links("")] == ["A"] * 4
    assert [type(one).__name__ for one in shell.plain_links("/mirror")] == ["A", "Span", "A", "A"]
    assert [one.href for one in shell.plain_links("", "a b&c")][:2] == ["/", "/mirror?case=a%20b%26c"]


def test_the_document_names_its_language():
    assert '<html lang="en">' in shell.document()


def test_the_theme_is_set_before_anything_is_painted():
    text = shell.document()
    assert text.index(shell.THEME_SCRIPT) < text.index("{%css%}")


def test_the_frame_begins_with_a_way_to_the_content():
    first = shell.layout().children[0]
    assert isinstance(first, html.A)
    assert first.href == "#content"
