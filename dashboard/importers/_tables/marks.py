"""The decimal mark of a file: what its numbers prove, and what must be asked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_NAMES = {"comma": ",", "point": "."}
_COMMA = re.compile(r"[<>=≤≥ +-]*[0-9]+,[0-9]+")
_GROUP = re.compile(r"[<>=≤≥ +-]*[1-9][0-9]{0,2},[0-9]{3}")


def mark_named(word: str) -> str | None:
    """The decimal mark that a person named, None for "". Raises KeyError for another word."""
    return _NAMES[word] if word else None


@dataclass(slots=True)
class Marks:
    """Gathers numbers with a comma while nobody has confirmed the mark: one that only a decimal comma explains, and one
    that reads both ways."""

    comma: str = ""
    either: str = ""

    def see(self, texts: Iterable[str]) -> None:
        """Look at values as received."""
        for text in texts:
            if "," in text and not (self.comma and self.either) and _COMMA.fullmatch(text):
                if _GROUP.fullmatch(text):
                    self.either = self.either or text
                else:
                    self.comma = self.comma or text

    def sentence(self) -> str:
        """What to ask, "" without a doubt."""
        if self.comma:
            return f'numbers such as "{self.comma}" have a decimal comma: confirm with decimal = "comma"'
        if self.either:
            whole, fraction = self.either.split(",")
            return (
                f'"{self.either}" reads both ways, {whole}{fraction} or {whole}.{fraction}: say which with '
                'decimal = "point" (the comma separates thousands) or "comma"'
            )
        return ""
