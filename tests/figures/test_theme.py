"""Colours: the same in the figure and on the page, and with the contrast that a washed-out projector needs."""

import re
from pathlib import Path

import pytest

from dashboard.figures.theme import DARK, DRUG_PATTERN, FONT, FONT_CONDENSED, LIGHT

CSS = (Path(__file__).resolve().parents[2] / "assets" / "tokens.css").read_text(encoding="utf-8")
LEGEND = (Path(__file__).resolve().parents[2] / "assets" / "lanes.js").read_text(encoding="utf-8")
TOKEN_OF = {
    "bg": "bg", "break_band": "break", "ink": "ink", "ink2": "ink2", "ink3": "ink3", "rule": "rule", "rule2": "rule2",
    "hatch": "hatch", "on_ink": "on-ink", "focus": "focus-bg",
}  # fmt: skip


def tokens(selector):
    """The custom properties of one rule of tokens.css."""
    (block,) = re.findall(rf"^{re.escape(selector)} \{{(.*?)^\}}", CSS, flags=re.S | re.M)
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block))


LIGHT_TOKENS = tokens(":root")
DARK_TOKENS = LIGHT_TOKENS | tokens('[data-theme="dark"]')
both = pytest.mark.parametrize(("theme", "found"), [(LIGHT, LIGHT_TOKENS), (DARK, DARK_TOKENS)], ids=["light", "dark"])


def luminance(colour):
    """Relative luminance by WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, two):
    """Contrast ratio by WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_of_contrast_is_the_standard_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@both
def test_the_figure_has_the_colours_of_the_page(theme, found):
    assert {name: getattr(theme, name) for name in TOKEN_OF} == {name: found[token] for name, token in TOKEN_OF.items()}
    drugs = {f"c-{name.replace(' ', '-')}": colour for name, colour in theme.drug.items()}
    assert drugs == {name: colour for name, colour in found.items() if name.startswith("c-")}


@both
def test_text_keeps_4_5_to_1_on_the_page_and_on_the_focus_band(theme, found):
    for text in (theme.ink, theme.ink2, theme.ink3, found["link"]):
        for ground in (theme.bg, theme.focus, found["panel"], found["zebra"], theme.break_band):
            assert contrast(text, ground) >= 4.5, (text, ground)
    assert contrast(theme.on_ink, theme.ink) >= 4.5


@both
def test_graphics_keep_3_to_1_on_the_page_and_on_the_focus_band(theme, found):
    for graphic in (
        theme.ink,
        theme.ink2,
        theme.ink3,
        theme.rule2,
        theme.hatch,
        found["focus-line"],
        *theme.drug.values(),
    ):
        for ground in (theme.bg, theme.focus):
            assert contrast(graphic, ground) >= 3, (graphic, ground)


@both
def test_colour_means_drug_class_only_and_a_pattern_says_it_again(theme, found):
    assert set(theme.drug) == set(DRUG_PATTERN)
    patterns = list(DRUG_PATTERN.values())
    assert len(set(patterns)) == len(patterns)
    for name in set(theme.drug) - {"supportive"}:
        assert f'"{name}":' in LEGEND or f"{name}:" in LEGEND, name


def test_fonts_are_those_of_the_page():
    def plain(names):
        return names.replace('"', "")

    assert plain(LIGHT_TOKENS["font"]) == FONT
    assert plain(LIGHT_TOKENS["font-c"]) == FONT_CONDENSED


def test_a_theme_can_be_a_key():
    assert {LIGHT: 1, DARK: 2}[LIGHT] == 1
