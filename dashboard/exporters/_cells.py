"""Cells for spreadsheets: text that no spreadsheet takes for a formula."""

from typing import Final

# A spreadsheet takes a cell for a formula by its first sign, also behind quotation marks and blanks.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MARK: Final = "\ufeff"  # without it Excel takes UTF-8 for something else


def as_text(text: str) -> str:
    """A cell that a spreadsheet shows as the text that it is."""
    return f"'{text}" if text.lstrip(" \"'\u00a0").startswith(FORMULA) or text.startswith(FORMULA) else text
