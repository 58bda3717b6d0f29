"""Text that XML can hold, for the office formats: what it cannot is told by its number."""

import re
from typing import Final

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    """`text`, each character that no XML may hold as `[U+000B]`."""
    return _FORBIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
