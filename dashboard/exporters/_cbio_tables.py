"""Tables, meta files and ids in the form that cBioPortal's validator takes. What stands in them is said elsewhere."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

MISSING: Final = frozenset(
    ("", "na", "n/a", "nan", "[not applicable]", "[not available]", "[pending]", "[discrepancy]", "[completed]")
    + ("[null]", "[unknown]")
)
"""Words that mean "missing" to a portal, and so cannot be a value, in small letters."""

AS_GIVEN: Final = "_AS_GIVEN"
"""Behind the name of a column whose own name or value a portal would refuse."""

LONGEST_ID: Final = 63
_NOT_IN_IDS: Final = re.compile(r"[^A-Za-z0-9._()\[\]',+\-:;]+")
_NOT_IN_STUDIES: Final = re.compile(r"[^a-z0-9]+")
_BREAKS: Final = re.compile(r"[\t\r\n\0\x1c-\x1e\x85\u2028\u2029\v\f]+")


def cell(text: str) -> str:
    """A text as one cell. What would be taken for quotation marks round a cell is put into some."""
    plain = _BREAKS.sub(" ", text).strip()
    quoted = len(plain) > 1 and plain[0] == plain[-1] == '"'
    return '"' + plain.replace('"', '""') + '"' if quoted else plain


def table(columns: Sequence[str], rows: Iterable[Mapping[str, str]], head: Sequence[Sequence[str]] = ()) -> str:
    """A table with its header; `head` are rows of comments above it."""
    lines = ["#" + "\t".join(map(cell, one)) for one in head]
    lines.append("\t".join(columns))
    lines += ["\t".join(cell(row.get(column, "")) for column in columns) for row in rows]
    return "\n".join(lines) + "\n"


def meta(study: str, entries: Mapping[str, str]) -> str:
    """A meta file."""
    return "".join(f"{name}: {cell(text)}\n" for name, text in {"cancer_study_identifier": study, **entries}.items())


def portal_id(text: str) -> str:
    """A patient or sample by a code that a portal takes; a hash keeps two apart that would look alike then."""
    safe = _NOT_IN_IDS.sub("_", text)
    if safe == text and len(safe) <= LONGEST_ID and text.lower() not in MISSING:
        return safe
    return f"{safe[: LONGEST_ID - 9]}_{hashlib.blake2b(text.encode(), digest_size=4).hexdigest()}"


def study_id(text: str) -> str:
    """A study by a name of small letters, digits and _."""
    return _NOT_IN_STUDIES.sub("_", text.lower()).strip("_") or "study"


def column_name(name: str) -> str:
    """A detail as a column: in capitals, as the front end of a portal wants it."""
    return cell(name).upper()
