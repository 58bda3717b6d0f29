"""The frame of every page."""

from dash import html

from dashboard.components import shell
from dashboard.domain.discretion import DATES
from dashboard.web import document, themes


def test_the_current_place_is_text_and_the_others_are_links(app):
    found = list(shell._links("/about", ""))
    assert [one.children for one in found] == [name for _, name in shell.PLACES]
    assert [type(one).__name__ for one in found] == ["Link", "A", "Link", "Link", "Link", "Span"]
    assert getattr(found[-1], "aria-current") == "page"


def test_where_dates_are_hidden_they_stay_hidden_on_the_next_page(app):
    links = shell.navigation("/about", "0").children[:3]
    assert [one.href for one in links] == ["/?dates=0", "/mirror?dates=0", "/series?dates=0"]
    assert [one.href for one in shell.navigation("/about").children[:3]] == ["/", "/mirror", "/series"]


def test_what_comes_with_the_document_has_links_without_dash(app):
    assert [type(one).__name__ for one in shell.plain_links("")] == ["A"] * len(shell.PLACES)
    assert [type(one).__name__ for one in shell.plain_links("/mirror")] == ["A", "Span", "A", "A", "A", "A"]
    assert [one.href for one in shell.plain_links("", case_id="a b&c")][:2] == ["/", "/mirror?case=a+b%26c"]
    hidden = [one.href for one in shell.plain_links("", DATES, "c")]
    assert hidden == [
        "/?dates=0",
        "/mirror?case=c&dates=0",
        "/series?dates=0",
        "/meetings?dates=0",
        "/import?dates=0",
        "/about?dates=0",
    ]


def test_the_document_names_its_language():
    assert '<html lang="en">' in document.frame().replace(themes.PLACE, themes.attribute(""))
    assert '<html lang="en" data-theme="dark">' in document.frame().replace(themes.PLACE, themes.attribute("dark"))


def test_the_theme_is_set_before_anything_is_painted():
    text = document.frame()
    assert text.index(themes.SCRIPT) < text.index("{%css%}")


def test_the_frame_begins_with_a_way_to_the_content():
    first = shell.layout().children[0]
    assert isinstance(first, html.A)
    assert first.href == "#content"
