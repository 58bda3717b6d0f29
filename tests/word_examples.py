"""The table of examples to which the words of the server and those of the browser are held: days, instants, intervals,
dates, ages and ticks. `python -m tests.word_examples` writes tests/words_examples.json anew."""

import json
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

from dashboard.domain.ages import age_words
from dashboard.domain.cases import Grain
from dashboard.domain.clockwork import elapsed_words, instant_words
from dashboard.domain.dating import Anchor, beside_words
from dashboard.domain.intervals import interval_words
from dashboard.domain.wording import days_words, number_words
from dashboard.figures.axis import Axis, Segment, Zone, ticks

FILE = Path(__file__).with_name("words_examples.json")
NUMBERS = (0, 1, -1, 12.5, -0.5, 0.125, 0.375, -0.625, 2.005, 1 / 3, 1e5, -3652.25, 0.004, -0.004, 99.995)
DAYS = (None, -400, -1.5, -1, 0, 1, 2, 12.5, 365)
INSTANTS = (None, -2.25, -1 + 1 / 1440, 0, 10.5 / 24, 1 - 1e-6 / 86400, 1, 44 / 24, 2 - 1e-6 / 86400, 2, 3.6, 100.0004)
LIMITS = (None, -19, -1, 0, 1, 2, 11.5, 40)
BIRTHS = ("2015-03-07", "2015-03-31", "2016-02-29", "2015-03", "2015", "2024-01-15", "2024")
ON = ("2015-03-06", "2015-03-07", "2015-04-30", "2016-03-07", "2017-02-28", "2024-02-29", "2024-12-31", "2099-01-01")
AXES = (
    ((-0.5, 24.5, 700.0),),
    ((-10.5, 3.0, 300.0), (40.0, 95.5, 500.0)),
    ((0.0, 0.4, 300.0), (2.2, 2.9, 96.0), (3000.0, 4000.0, 200.0)),
    ((-4000.0, 4000.0, 1300.0),),
    ((-0.73, 0.31, 900.0),),
)


def examples() -> dict[str, list[Any]]:
    """Every example as its arguments and what the server makes of them."""
    return {
        "numbers": [[number, number_words(number)] for number in NUMBERS],
        "days": [[low, high, days_words(low, high)] for low, high in _windows(DAYS)],
        "instants": [
            [low, high, instant_words(low, high), elapsed_words(low, high)] for low, high in _windows(INSTANTS)
        ],
        "intervals": [
            [low, high, *(interval_words(low, high, grain=grain) for grain in Grain)] for low, high in _windows(LIMITS)
        ],
        "ages": [
            [
                birth,
                day,
                age_words(birth, *[date.fromisoformat(day)] * 2),
                age_words(birth, *[date.fromisoformat(day)] * 2, short=True),
            ]
            for birth, day in product(BIRTHS, ON)
        ],  # fmt: skip
        "beside": list(_beside()),
        "ticks": list(_ticks()),
    }


def _windows(limits: tuple[float | None, ...]) -> list[tuple[float | None, float | None]]:
    return [(low, high) for low, high in product(limits, limits) if low is None or high is None or low <= high]


def _beside() -> Any:
    for instants, offset, day in product((False, True), (0.0, -3.0, 0.4375, -12.25), (-800, -1, 0, 0.25, 1, 59, 366.5)):
        anchor = Anchor("2024-03-01", offset, "2015-03-07", instants)
        given = {"origin": "2024-03-01", "offset": offset, "birth": "2015-03-07", "instants": instants}
        yield [given, day, beside_words(anchor, day, ages=False), beside_words(anchor, day, ages=True)]


def _ticks() -> Any:
    for stretches, zoom, hours in product(AXES, (1.0, 0.37, 6.0), (False, True)):
        axis = Axis(tuple(_segments(stretches)))
        width = axis.width
        for window in ((0.0, width), (width / 3, width / 2), (-width, 2 * width)):
            found = ticks(axis, zoom, 56.0, hours=hours, window=window)
            segments = [
                {"zone": piece.zone.value, "x0": piece.x0, "x1": piece.x1, "d0": piece.d0, "d1": piece.d1}
                for piece in axis.segments
            ]
            told = [[round(tick.x, 6), tick.text, tick.day] for tick in found]
            yield [segments, zoom, hours, list(window), told]


def _segments(stretches: tuple[tuple[float, float, float], ...]) -> Any:
    x, last = 0.0, None
    for low, high, width in stretches:
        if last is not None:
            yield Segment(Zone.BREAK, x, x + 16, last, low)
            x += 16
        yield Segment(Zone.DAYS, x, x + width, low, high)
        x, last = x + width, high
    yield Segment(Zone.BREAK, x, x + 16)
    yield Segment(Zone.ORDER, x + 16, x + 116)


if __name__ == "__main__":
    lines = [f"{json.dumps(name)}: [\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in rows) + "\n]"
             for name, rows in examples().items()]  # fmt: skip
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
