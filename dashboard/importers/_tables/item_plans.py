"""Tables of items and their values: what the names of items have in common, and what the parts of a record are."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

_PARTS = re.compile(r"(?P<record>[A-Za-z0-9]+_[A-Za-z0-9]+)_(?P<item>[A-Za-z0-9_]+)")
_LEAST = 2
_ENDS = (
    (r"ENDAT|ENDTC?|ENDDATE", "end date"),
    (r"STDAT|STDTC?|_DATE?|DTC", "date"),
    (r"AETERM|TERM|TRT|DECOD|RESP_DIS|REAS", "term"),
    (r"ORRESU", "unit"),
    (r"ORRES", "value"),
    (r"ORNR_?LOWER|ORNRLO", "lower"),
    (r"ORNR_?UPPER|ORNRHI", "upper"),
    (r"CLSIG", "flag"),
)
"""How names of items end that are built as CDISC builds them, and a plain word for what they hold."""


def split_of(names: Iterable[str]) -> str:
    """The pattern that takes names of items apart, as in LBHM_WBC_LBORRES: what is measured, and which part of it; ""
    where names have no two parts."""
    found = [match for name in names if (match := _PARTS.fullmatch(name))]
    records, parts = Counter(one["record"] for one in found), Counter(one["item"] for one in found)
    if len(records) < _LEAST or not parts or min(parts.most_common(1)[0][1], len(parts)) < _LEAST:
        return ""
    shared = [part for part, count in parts.items() if count >= _LEAST]
    if sum(parts[part] for part in shared) < len(found) * 0.8:
        return ""
    return _PARTS.pattern


def items_of(pairs: Sequence[tuple[str, str]], split: str) -> Iterator[tuple[str, str, list[str]]]:
    """Each item: its name as a column, a plain word for it by which its role can be found, and its values."""
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        match = re.fullmatch(split, name) if split else None
        values.setdefault(match["item"] if match else name, []).append(value)
    for name, cells in values.items():
        if name:
            yield name, plain_name(name), cells


def plain_name(name: str) -> str:
    """A word for the name of an item, by its end (AETERM, CMSTDAT, LBORRES); else its last part."""
    found = next((word for ends, word in _ENDS if re.search(f"(?:{ends})$", name.upper())), "")
    return found or name.rpartition("_")[2].lower()
