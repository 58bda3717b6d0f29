"""Writes dashboard/figures/font_metrics.json: how wide each character is, so that labels are fitted without a browser.

Run it again after the fonts in assets/vendor change. Needs fonttools and brotli (requirements-dev.txt).
"""

import json
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "assets" / "vendor"
TARGET = ROOT / "dashboard" / "figures" / "font_metrics.json"
FACES = {
    "sans-400": "IBMPlexSans-Regular",
    "sans-600": "IBMPlexSans-SemiBold",
    "condensed-400": "IBMPlexSansCondensed-Regular",
    "condensed-600": "IBMPlexSansCondensed-SemiBold",
}
CHARACTERS = frozenset(map(chr, range(0x20, 0x250))) | frozenset(
    "μβαγ⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉–—−≥≤≈≠→←↑↓“”‘’…•†‡′″\u2009\u202f"
)


def advances(stem: str) -> dict[str, int]:
    """Advance width of each character of one face, in thousandths of the font size."""
    widths = {}
    for file in sorted(FONTS.glob(f"plex-*/{stem}-*.woff2")):
        with TTFont(file) as font:
            scale = 1000 / font["head"].unitsPerEm
            for code, glyph in font.getBestCmap().items():
                if chr(code) in CHARACTERS:
                    widths[chr(code)] = round(font["hmtx"][glyph][0] * scale)
    return dict(sorted(widths.items()))


def main() -> None:
    """Write the table of all faces."""
    table = {face: advances(stem) for face, stem in FACES.items()}
    TARGET.write_text(json.dumps(table, ensure_ascii=False, indent=0, sort_keys=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
