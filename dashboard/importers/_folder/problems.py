"""All problems of one case folder, gathered so that a person sees them at once."""

from collections.abc import Iterable

from dashboard.importers.base import ImportRefused, Refusal

LONGEST_QUOTE = 60


class Problems:
    """A list that grows while the folder is read; reading goes on past a problem wherever that makes sense."""

    def __init__(self) -> None:
        self.found: list[Refusal] = []

    def add(self, file: str, reason: str, line: int | None = None, field: str = "") -> None:
        """Note one problem; the reason is a sentence without its full stop."""
        self.found.append(Refusal(file, reason.rstrip("."), line, field))

    def raise_any(self) -> None:
        """Raise ImportRefused when anything was noted."""
        if self.found:
            raise ImportRefused(self.found)


def quoted(text: str) -> str:
    """A cell as a sentence cites it: in quotation marks, shortened, on one line."""
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return f'"{plain}"' if len(plain) <= LONGEST_QUOTE else f'"{plain[:LONGEST_QUOTE]}…"'


def either(words: Iterable[str]) -> str:
    """The words that may stand in a place: `present, absent or presumed`."""
    *rest, last = words
    return f"{', '.join(rest)} or {last}" if rest else last
