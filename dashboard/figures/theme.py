"""Colours and sizes of the figure: the same tokens as assets/tokens.css (a test holds them together)."""

from dataclasses import dataclass
from typing import Final

FONT: Final = "IBM Plex Sans, Segoe UI, Arial, sans-serif"
FONT_CONDENSED: Final = "IBM Plex Sans Condensed, Arial Narrow, Arial, sans-serif"


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours; every text colour keeps 4.5:1 and every graphic 3:1 on `bg` and on `focus`."""

    name: str
    bg: str
    break_band: str
    ink: str
    ink2: str
    ink3: str
    rule: str
    rule2: str
    hatch: str
    on_ink: str
    focus: str
    drug: dict[str, str]

    def __hash__(self) -> int:
        return hash(self.name)


LIGHT: Final = Theme(
    name="light",
    bg="#ffffff",
    break_band="#eceff1",
    ink="#15191d",
    ink2="#434a52",
    ink3="#5f6770",
    rule="#d3d8dd",
    rule2="#7b838c",
    hatch="#7b838c",
    on_ink="#ffffff",
    focus="#fff1bf",
    drug={
        "intrathecal": "#0b62a4",
        "corticosteroid": "#8a6300",
        "anthracycline": "#b5420b",
        "vinca alkaloid": "#75489b",
        "asparaginase": "#00756a",
        "supportive": "#626a73",
        "radiotherapy": "#15191d",
        "not classified": "#434a52",
    },
)

DARK: Final = Theme(
    name="dark",
    bg="#101316",
    break_band="#1f252a",
    ink="#f0f3f5",
    ink2="#c2c9d0",
    ink3="#9ca5ae",
    rule="#30373e",
    rule2="#78828c",
    hatch="#78828c",
    on_ink="#101316",
    focus="#3b3310",
    drug={
        "intrathecal": "#62b2f0",
        "corticosteroid": "#dcae3c",
        "anthracycline": "#f08a58",
        "vinca alkaloid": "#c4a1e6",
        "asparaginase": "#55c6b4",
        "supportive": "#a3acb5",
        "radiotherapy": "#f0f3f5",
        "not classified": "#c2c9d0",
    },
)

THEMES: Final = {theme.name: theme for theme in (LIGHT, DARK)}

DRUG_PATTERN: Final = {
    "intrathecal": ".",
    "corticosteroid": "/",
    "anthracycline": "-",
    "vinca alkaloid": "|",
    "asparaginase": "x",
    "supportive": "",
    "radiotherapy": "\\",
    "not classified": "+",
}
