"""What a page asks the server, asked beforehand: figures for some widths and choices, records, tables, pictures.

A file cannot hold everything that a server can answer: which of it is in there is decided here, and told in
docs/export.md.
"""

import gzip
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Final
from urllib.parse import urlencode

from dashboard.errors import Refused
from dashboard.exporters.base import Page, Step

THEMES: Final = ("light", "dark")
WIDTHS: Final = (960, 1160, 1320, 1530, 1860)
NARROW: Final = 1180  # below it the page asks for folded lanes, as assets/timeline.js does
TALL: Final = 720
FLAGS: Final = ("lines", "plain", "linear")
MOST_FIGURES: Final = 24_000_000
MOST_SLICES: Final = 40_000_000
_PICTURE: Final = re.compile(r'"(/images/[^"?]+\?size=[^"]+)"')

Json = dict[str, Any]


@dataclass(slots=True)
class Gathered:
    """Everything for the file, packed: `answers` by address, `figures` with what they are for, how many slices of how
    many are there."""

    answers: dict[str, str] = field(default_factory=dict)
    figures: list[Json] = field(default_factory=list)
    slices: int = 0
    all_slices: int = 0
    _left: int = MOST_FIGURES

    def keep(self, address: str, content: bytes) -> None:
        """An answer as it is."""
        self.answers[address] = packed(content)

    def has_room(self, size: int) -> bool:
        """Whether a figure of that size still fits; what it takes is then taken."""
        self._left -= size
        return self._left > 0


def gather(page: Page, zeros: Sequence[str], step: Step) -> Gathered:
    """All answers for a page; the first of `zeros` is the day 0 that the file opens with."""
    found = Gathered()
    case = f"cases/{page.case_id}"
    for number, zero in enumerate(zeros):
        step(0.1 + 0.3 * number / len(zeros), "timeline")
        _figures(page, found, case, zero, all_flags=number == 0)
        query = _query(zero=zero)
        found.keep(f"{case}/table.json?{query}", page.answer(f"{case}/table.json?{query}"))
    found.keep(f"{case}/table.csv?", page.answer(f"{case}/table.csv"))
    found.keep(f"{case}/zeros.json?", page.answer(f"{case}/zeros.json"))
    _pictures(page, found, step)
    return found


def packed(content: bytes) -> str:
    """Bytes as text, compressed."""
    return b64encode(gzip.compress(content, 6, mtime=0)).decode()


def _query(**given: str) -> str:
    return urlencode({name: text for name, text in given.items() if text})


def _figures(page: Page, found: Gathered, case: str, zero: str, *, all_flags: bool) -> None:
    """The records once, the figure for each theme and width; of the first day 0 also for each choice."""
    records = _query(w=str(WIDTHS[-1]), h=str(TALL), events="1", zero=zero, beside="dates")
    whole = json.loads(page.answer(f"{case}/timeline.json?{records}"))
    whole.pop("figure")
    found.keep(f"{case}/events?{_query(zero=zero)}", json.dumps(whole, ensure_ascii=False).encode())
    chosen = list(product(("", "1"), repeat=len(FLAGS))) if all_flags else [("",) * len(FLAGS)]
    for flags, theme, width in product(chosen, THEMES, WIDTHS):
        said = {name: flag for name, flag in zip(FLAGS, flags, strict=True) if flag}
        asked = {"w": str(width), "h": str(TALL), "theme": theme, "zero": zero, "beside": "dates"} | said
        query = _query(**asked, compact="1" if width < NARROW else "")
        answer = json.loads(page.answer(f"{case}/timeline.json?{query}"))
        body = packed(json.dumps(answer["figure"], ensure_ascii=False, separators=(",", ":")).encode())
        if not found.has_room(len(body)) and found.figures:
            return
        found.figures.append({"zero": zero, "theme": theme, "w": width, "flags": said, "body": body})


def _pictures(page: Page, found: Gathered, step: Step) -> None:
    """The thumbnails that the records name, and the slices: those that stand for their series first, then outward from
    them in turn, until the file has no room for more."""
    events = gzip_text(found, "/events?")
    for address in dict.fromkeys(_PICTURE.findall(events)):
        found.answers[address.removeprefix("/")] = b64encode(page.answer(address.removeprefix("/"))).decode()
    studies = json.loads(events)["studies"]
    series = [one for study in studies for one in study["series"]]
    found.all_slices = sum(one["slices"] for one in series)
    for one in series:
        address = f"{one['address'].removeprefix('/')}/series.json"
        found.keep(address, page.answer(address))
    left = MOST_SLICES
    for number, (one, at) in enumerate(_outward(series)):
        step(0.5 + 0.4 * number / max(found.all_slices, 1), "pictures")
        address = f"{one['address'].removeprefix('/')}/slices/{at}"
        try:
            body = packed(page.answer(address))
        except Refused:
            continue
        left -= len(body)
        if left < 0:
            return
        found.answers[address] = body
        found.slices += 1


def gzip_text(found: Gathered, part: str) -> str:
    """The first kept answer whose address holds `part`, as text."""
    body = next(body for address, body in found.answers.items() if part in address)
    return gzip.decompress(b64decode(body)).decode()


def _outward(series: Sequence[Json]) -> Iterator[tuple[Json, int]]:
    """The slices of all series, one of each in turn: its key slice, then those beside it, further and further away."""
    orders = [(one, _from_key(one["slices"], one["key"])) for one in series]
    for turn in range(max((one["slices"] for one in series), default=0)):
        for one, order in orders:
            if turn < len(order):
                yield one, order[turn]


def _from_key(count: int, key: int) -> list[int]:
    return sorted(range(count), key=lambda at: abs(at - key))
