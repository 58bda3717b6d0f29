"""Figures for a file that cannot lay out: for usual sizes of a screen, both themes, the days 0 of the case, the windows
of its story, and a net of windows for whoever zooms. assets/offline_figure.js picks the nearest and makes it fit."""

import gzip
import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Final
from urllib.parse import urlencode

from dashboard.exporters.base import Page, Step

THEMES: Final = ("light", "dark")
SIZES: Final = ((1490, 875), (1150, 560), (1320, 560), (1860, 1100), (1400, 680), (1240, 600), (980, 560))
"""Width and height in px of a timeline, as screens have it; the most usual ones first, for a file that gets too big."""

MOST_ZOOMED: Final = 2  # sizes that the net of windows is laid out for
ZOOMS: Final = (2, 4, 8, 16)
NARROW: Final = 1180  # below it the page asks for folded lanes, as assets/timeline.js does
FLAGS: Final = ("lines", "plain", "linear")
MOST: Final = 24_000_000

Json = dict[str, Any]
Window = tuple[str, str]
View = Mapping[str, str]


@dataclass(slots=True)
class Layouts:
    """The figures of a page, packed, each with what it is for."""

    page: Page
    figures: list[Json] = field(default_factory=list)
    size: int = 0

    def add(self, view: View, many: int | None = None) -> None:
        """The figure of a view for so many sizes, or all, in both themes, while there is room."""
        for size in SIZES[:many]:
            if self.size < MOST:
                for theme in THEMES:
                    self._add(view, size, theme)

    def _add(self, view: View, size: tuple[int, int], theme: str) -> None:
        (width, height), flags = size, {name: view[name] for name in FLAGS if view.get(name)}
        asked = {"w": str(width), "h": str(height), "theme": theme, "beside": "dates", **view}
        figure = self._figure(asked | ({"compact": "1"} if width < NARROW else {}))
        body = packed(json.dumps(figure, ensure_ascii=False, separators=(",", ":")).encode())
        self.size += len(body)
        meta, span = figure["layout"]["meta"], figure["layout"]["xaxis"]["range"]
        told = {"zero": view["zero"], "theme": theme, "w": width, "h": height, "flags": flags}
        self.figures.append(told | {"segments": meta["segments"], "range": span, "body": body})

    def _figure(self, asked: View) -> Json:
        query = urlencode({name: text for name, text in asked.items() if text})
        answer = json.loads(self.page.answer(f"cases/{self.page.case_id}/timeline.json?{query}"))
        return dict(answer["figure"])


def packed(content: bytes) -> str:
    """Bytes as text, compressed."""
    return b64encode(gzip.compress(content, 6, mtime=0)).decode()


def layouts(page: Page, zeros: Sequence[str], story: Sequence[Window], step: Step) -> list[Json]:
    """All figures; the first of `zeros` is the day 0 that the file opens with, and that the `story` counts from."""
    made = Layouts(page)
    for zero in zeros:
        made.add({"zero": zero})
    _, *chosen = product(("", "1"), repeat=len(FLAGS))
    told = dict.fromkeys(story)
    nearer = dict.fromkeys(window for window in windows(made.figures[0]["segments"]) if window not in told)
    views = [
        *((_window(zeros[0], window), None) for window in told),
        *((_window(zeros[0], window), MOST_ZOOMED) for window in nearer),
        *(({"zero": zeros[0]} | dict(zip(FLAGS, flags, strict=True)), None) for flags in chosen),
    ]
    for number, (view, many) in enumerate(views):
        step(number / len(views), "timeline")
        made.add(view, many)
    return made.figures


def _window(zero: str, window: Window) -> View:
    return {"zero": zero, "from": window[0], "to": window[1]}


def windows(segments: Sequence[Json]) -> Iterator[Window]:
    """Windows of a half, a quarter and so on of the axis, as addresses name them; each begins before the last ends."""
    end = segments[-1]["x1"]
    for parts in ZOOMS:
        for half in range(2 * parts - 1):
            low, high = half * end / (2 * parts), (half + 2) * end / (2 * parts)
            yield _token(segments, low), _token(segments, high)


def _token(segments: Sequence[Json], x: float) -> str:
    """What an address calls the place `x`, as assets/axis.js does; the nearer end of a break."""
    piece = next(one for one in segments if x <= one["x1"] + 1e-6)
    share = (x - piece["x0"]) / (piece["x1"] - piece["x0"])
    if piece["zone"] == "break":
        return str(piece["d0"] if share < 0.5 else piece["d1"])
    if piece["zone"] != "days":
        return f"{piece['zone']}:{share:.3f}"
    return f"{piece['d0'] + share * (piece['d1'] - piece['d0']):.3f}"
