"""Widths from the embedded fonts, shortening, and labels that are shown and never obeyed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.text import ELLIPSIS, plain, shorten, text_width


def test_a_width_is_the_sum_of_its_characters_and_grows_with_the_size():
    assert text_width("", 12) == 0
    assert text_width("ab", 12) == pytest.approx(text_width("a", 12) + text_width("b", 12))
    assert text_width("mW", 24) == pytest.approx(2 * text_width("mW", 12))
    assert text_width("i", 12) < text_width("m", 12)


def test_condensed_is_narrower_and_bold_wider():
    words = "Leukocytes in blood"
    assert text_width(words, 12) < text_width(words, 12, condensed=False)
    assert text_width(words, 12) < text_width(words, 12, bold=True)


def test_a_character_that_the_font_lacks_counts_as_an_n():
    assert text_width("\u4e2d", 12) == text_width("n", 12)


@given(st.text(max_size=60), st.floats(0, 400))
def test_a_shortened_text_fits_and_begins_like_the_whole(text, room):
    found = shorten(text, 12, room)
    assert text_width(found, 12) <= room or found == ""
    assert found in ("", text) or (found.endswith(ELLIPSIS) and text.startswith(found.removesuffix(ELLIPSIS)))


def test_words_are_cut_whole_and_without_a_trailing_comma():
    text = "agitated, recognises her mother"
    assert shorten(text, 12, text_width(text, 12)) == text
    assert shorten(text, 12, text_width(text, 12) - 1) == "agitated, recognises her" + ELLIPSIS
    assert shorten(text, 12, 55) == "agitated" + ELLIPSIS
    assert shorten(text, 12, 10) == ""


@given(st.text(max_size=80))
def test_a_plain_text_holds_no_sign_that_plotly_obeys(text):
    assert not set("<>\n$") & set(plain(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"), ("a & b", "a &amp; b"), ("&lt;", "&amp;lt;"), ("$x$", "&#36;x&#36;"),
     ("one\ntwo", "one two"), ("µg, 2 °C", "µg, 2 °C")],
)  # fmt: skip
def test_markup_is_shown_as_it_was_written(text, shown):
    assert plain(text) == shown
