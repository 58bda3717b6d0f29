"""Tables of grey values that a file holds (VOI LUT Sequence, PS3.3 C.11.2.1.1), as windows of the function TABLE."""

from base64 import b64decode, b64encode

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.pixels.processing import apply_voi
from pydicom.sequence import Sequence

from dashboard.imaging.descriptions import known_words
from dashboard.imaging.headers import Header
from dashboard.imaging.model import TABLE, Window

MOST = 8
LONGEST = 65536


def stored_tables(header: Header) -> list[tuple[str, Window]]:
    """The tables that the header offers, each with its name in plain words or ""; a broken one counts as absent."""
    told = header.get("VOILUTSequence")
    places = range(min(len(told), MOST) if isinstance(told, Sequence) else 0)
    return [found for place in places if (found := _table(header.dataset, place)) is not None]


def apply_table(values: NDArray[np.float32], table: Window) -> NDArray[np.uint8]:
    """Grey levels 0 to 255: what lies before or after the table looks like its first or last entry."""
    levels = np.frombuffer(b64decode(table.levels), np.uint8)
    places = np.nan_to_num(np.rint(values) - (table.center - table.width / 2))
    shown: NDArray[np.uint8] = levels[np.clip(places, 0, levels.size - 1).astype(np.int32)]
    return shown


def _table(dataset: Dataset, place: int) -> tuple[str, Window] | None:
    try:
        item = dataset.VOILUTSequence[place]
        entries, first, bits = (int(part) for part in item.LUTDescriptor)
        entries = entries or LONGEST
        looked_up = apply_voi(np.arange(first, first + entries, dtype=np.int32), dataset, place)
        name = known_words(str(item.get("LUTExplanation") or ""))
    except Exception:  # a table of a wrong kind fails in as many ways as there are kinds
        return None
    levels = np.clip(looked_up * (255 / ((1 << bits) - 1)) + 0.5, 0, 255).astype(np.uint8)
    return name, Window(first + entries / 2, float(entries), TABLE, b64encode(levels.tobytes()).decode("ascii"))
