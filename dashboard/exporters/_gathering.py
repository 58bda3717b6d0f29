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
from struct import Struct
from typing import Final
from urllib.parse import urlencode

from dashboard.errors import Refused
from dashboard.exporters._layouts import SIZES, Json, Window, layouts, packed
from dashboard.exporters.base import Page, Step

LENGTH: Final = Struct("<L")  # of the JSON with which an opening begins
MOST_SLICES: Final = 40_000_000
_PICTURE: Final = re.compile(r'"(/images/[^"?]+\?size=[^"]+)"')


@dataclass(slots=True)
class Gathered:
    """Everything for the file, packed: `answers` by address, `figures` with what they are for, how many slices of how
    many are there."""

    answers: dict[str, str] = field(default_factory=dict)
    figures: list[Json] = field(default_factory=list)
    slices: int = 0
    all_slices: int = 0

    def keep(self, address: str, content: bytes) -> None:
        """An answer as it is."""
        self.answers[address] = packed(content)


def gather(page: Page, zeros: Sequence[str], story: Sequence[Window], step: Step) -> Gathered:
    """All answers for a page; the first of `zeros` is the day 0 that the file opens with, and that the windows of its
    `story` count from."""
    found = Gathered()
    case = f"cases/{page.case_id}"
    for zero in zeros:
        _records(page, found, case, zero)
    found.figures = layouts(page, zeros, story, lambda share, words: step(0.1 + 0.4 * share, words))
    _pictures(page, found, step)
    return found


def _query(**given: str) -> str:
    return urlencode({name: text for name, text in given.items() if text})


def _records(page: Page, found: Gathered, case: str, zero: str) -> None:
    """The records on a clock: what stands beside the figure, and the table."""
    width, height = SIZES[0]
    asked = _query(w=str(width), h=str(height), events="all", zero=zero, beside="dates")
    whole = json.loads(page.answer(f"{case}/timeline.json?{asked}"))
    whole.pop("figure")
    found.keep(f"{case}/events?{_query(zero=zero)}", json.dumps(whole, ensure_ascii=False).encode())
    found.keep(f"{case}/table.json?{_query(zero=zero)}", json.dumps(_table(page, case, zero)).encode())
    table = f"{case}/table.csv?{_query(zero=zero)}"
    found.keep(table, page.answer(table))


def _table(page: Page, case: str, zero: str) -> Json:
    """All rows of the table; the server gives them in pages."""
    whole: Json = {"rows": [], "all": 1}
    while len(whole["rows"]) < whole["all"]:
        got = json.loads(page.answer(f"{case}/table.json?{_query(zero=zero, first=str(len(whole['rows'])))}"))
        whole = got | {"rows": [*whole["rows"], *got["rows"]], "first": 0}
        if not got["rows"]:
            break
    return whole


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
        address = f"{one['address'].removeprefix('/')}/opening"
        found.keep(address, _head(page.answer(f"{address}/{one['key']}")))
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


def _head(opening: bytes) -> bytes:
    """What a viewer is told of a series (`web/slices`), without the slice that comes along with it."""
    (length,) = LENGTH.unpack_from(opening)
    told = json.loads(opening[LENGTH.size : LENGTH.size + length])
    return json.dumps({name: told[name] for name in told if name not in ("at", "trouble")}).encode()


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
