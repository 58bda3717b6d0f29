"""The timeline as one picture for print: who and what is asked, the lanes, the legend, and the stamp below."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dashboard.exporters.base import Dossier, Step
from dashboard.figures.legend import drug_pieces, legend_pieces
from dashboard.figures.printed import Printed, lay_out, whole_scene
from dashboard.figures.scene import Pen, Piece, Scene, Text, all_moved, line
from dashboard.figures.text import text_width, wrapped
from dashboard.figures.theme import LIGHT, Theme

MARGIN: Final = 22.0
KEY_PX: Final = 210
FOOT_PX: Final = 96.0
PAPERS: Final = {"A4": (297.0, 210.0, 1300.0), "A3": (420.0, 297.0, 1620.0)}
"""Width and height on paper in mm (landscape), and how many px of the screen that width stands for: at A4 the smallest
letters are 7 points high."""
INCH: Final = 25.4


def laid_out(given: Dossier, width: float, height: float, step: Step, *, film: bool = True) -> Printed:
    """The timeline of a dossier, `width` px wide and at least `height` high, always on the light ground of paper."""
    options = replace(given.view.options, density=0, film=film and given.view.options.film)
    paper = replace(given.view, width=width, height=height, theme=LIGHT, options=options)
    keys = {}
    for number, study in enumerate(given.case.studies if options.film else ()):
        step(0.1 + 0.5 * number / len(given.case.studies), "pictures")
        content = given.pictures.key(study.id, KEY_PX)
        if content:
            keys[study.id] = content
    return lay_out(given.case, given.placed, given.lanes, paper, given.stamp.zero, keys)


def picture(given: Dossier, paper: str, step: Step) -> Scene:
    """The whole picture for a paper size, as tall as it must be."""
    wide, tall, width = PAPERS[paper]
    room = width - 2 * MARGIN
    head, head_px = heading(given, room, LIGHT)
    least = width * tall / wide - 2 * MARGIN - head_px - FOOT_PX
    printed = laid_out(given, room, max(least, 300.0), step)
    chart = whole_scene(printed)
    foot, foot_px = footing(given, printed.drug_classes, room, LIGHT)
    y = MARGIN + head_px + 6
    pieces = [
        *all_moved(head, MARGIN, MARGIN),
        *all_moved(chart.pieces, MARGIN, y),
        *all_moved(foot, MARGIN, y + chart.height + 8),
    ]
    return Scene(width, y + chart.height + 8 + foot_px + MARGIN, LIGHT.bg, tuple(pieces))


def heading(given: Dossier, width: float, theme: Theme) -> tuple[list[Piece], float]:
    """Patient line and question, and their height."""
    case = given.case
    found: list[Piece] = [Text(0, 10, case.title, 22, bold=True, condensed=False, colour=theme.ink)]
    x = text_width(case.title, 22, condensed=False, bold=True) + 24
    who = ", ".join(part for part in (case.age, case.sex, case.diagnosis) if part)
    y = 10.0
    for words in wrapped(who, 14, width - x, condensed=False):
        found.append(Text(x, y, words, 14, condensed=False, colour=theme.ink2))
        y += 18
    y = max(y, 28.0) + 6
    for words in wrapped(case.question, 17, width, condensed=False, bold=True):
        found.append(Text(0, y, words, 17, bold=True, condensed=False, colour=theme.ink))
        y += 22
    found.append(line(0, y - 6, width, y - 6, Pen(theme.rule2)))
    return found, y


def footing(given: Dossier, drugs_drawn: Sequence[str], width: float, theme: Theme) -> tuple[list[Piece], float]:
    """The legend, the drug classes that are drawn, and the stamp."""
    legend, y = legend_pieces(theme, width)
    found: list[Piece] = [line(0, 0, width, 0, Pen(theme.rule2)), *all_moved(legend, 0, 4)]
    drugs, tall = drug_pieces(theme, drugs_drawn, width)
    found += all_moved(drugs, 0, y + 4)
    y += tall + 12
    for words in stamp_lines(given, width):
        found.append(Text(0, y, words, 11, colour=theme.ink2))
        y += 14
    return found, y


def stamp_lines(given: Dossier, width: float, size: float = 11.0) -> list[str]:
    """The stamp as running words in lines of that width."""
    return wrapped("; ".join(f"{name}: {words}" for name, words in given.stamp.lines()) + ".", size, width)
