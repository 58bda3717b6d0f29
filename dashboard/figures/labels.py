"""The label column on paper: name, latest value and rows of every lane; in the browser that is assets/lanes.js."""

from typing import Final

from dashboard.figures.frame import LEFT_PX
from dashboard.figures.pieces import swatch
from dashboard.figures.scene import Piece, Text
from dashboard.figures.stack import LABEL_PX, LATEST_PX, SUB_PX, TITLE_LINE_PX, TITLE_SIZE, Strip
from dashboard.figures.text import fitted_text, text_width, wrapped
from dashboard.figures.theme import DRUG_PATTERN, Theme

ROWS_END: Final = 176.0
LATEST_SIZE: Final = 30.0
SWATCH_PX: Final = 24.0
VALUE_PX: Final = 6.0


def label_pieces(strip: Strip, theme: Theme) -> list[Piece]:
    """What stands beside a lane, px from the left of the picture and the top of the lane."""
    found: list[Piece] = []
    y = 10.0
    for words in wrapped(strip.lane.title, TITLE_SIZE, LABEL_PX, condensed=False, bold=not strip.folded):
        found.append(Text(0, y, words, TITLE_SIZE, bold=not strip.folded, condensed=False, colour=theme.ink))
        y += TITLE_LINE_PX
    if strip.folded:
        width = text_width(strip.lane.title, TITLE_SIZE, condensed=False)
        many = len(strip.events) + sum(map(len, strip.series))
        count = f"{many} {'event' if many == 1 else 'events'}, folded"
        return [*found, Text(width + 8, 10, count, colour=theme.ink2)]
    drawing = strip.drawing
    if drawing.latest:
        number, unit = drawing.latest
        found.append(Text(0, y + 9, number, LATEST_SIZE, bold=True, colour=theme.ink))
        found.append(Text(text_width(number, LATEST_SIZE, bold=True) + 5, y + 13, unit, colour=theme.ink2))
        y += LATEST_PX
    for words in drawing.sub:
        found.append(Text(0, y, fitted_text(words, 12, LEFT_PX - 8), colour=theme.ink2, rim=theme.bg))
        y += SUB_PX
    for row in drawing.rows:
        end = ROWS_END
        if row.drug:
            found += swatch(
                end - 18, row.y, theme.drug.get(row.drug, theme.ink2), DRUG_PATTERN.get(row.drug, ""), theme.bg
            )
            end -= SWATCH_PX
        if row.value:
            found.append(Text(end, row.y, row.value, 12, bold=True, colour=theme.ink, anchor="right", rim=theme.bg))
            end -= text_width(row.value, 12, bold=True) + VALUE_PX
        found.append(Text(end, row.y, fitted_text(row.text, 12, end), colour=theme.ink, anchor="right", rim=theme.bg))
    return found
