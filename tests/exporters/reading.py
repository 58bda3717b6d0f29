"""Independent readers: the words of a PDF with their places, an office file as LibreOffice shows it."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest

from dashboard.exporters.base import Dossier

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is missing (poppler-utils)")
needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is missing (libreoffice-impress)"
)
_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')
_PAGE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')


@dataclass(frozen=True)
class Word:
    """A word on a page, in points from its upper left corner."""

    x0: float
    y0: float
    x1: float
    y1: float
    text: str

    @property
    def size(self) -> float:
        return (self.x1 - self.x0) * (self.y1 - self.y0)

    def shared(self, other: "Word") -> float:
        """The share of the smaller of two words that lies on the other."""
        dx = min(self.x1, other.x1) - max(self.x0, other.x0)
        dy = min(self.y1, other.y1) - max(self.y0, other.y0)
        return 0.0 if dx <= 0.5 or dy <= 0 else dx * dy / min(self.size, other.size)


@dataclass(frozen=True)
class Page:
    """A page and its words."""

    width: float
    height: float
    words: tuple[Word, ...]

    def faults(self) -> list[str]:
        """Words that leave the page or lie on one another."""
        found = [f"{one.text} leaves the page" for one in self.words if not self._holds(one)]
        for at, one in enumerate(self.words):
            found += [f"{one.text} on {other.text}" for other in self.words[at + 1 :] if one.shared(other) > 0.25]
        return found

    def _holds(self, one: Word) -> bool:
        return one.x0 > -1 and one.y0 > -1 and one.x1 < self.width + 1 and one.y1 < self.height + 1


def pages_of(pdf: Path) -> list[Page]:
    """The pages of a PDF by pdftotext."""
    told = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, check=True, text=True).stdout
    pages = []
    for page in told.split("<page ")[1:]:
        size = _PAGE.search(page)
        assert size
        words = tuple(Word(*map(float, found[:4]), unescape(found[4])) for found in _WORD.findall(page))
        pages.append(Page(float(size[1]), float(size[2]), words))
    return pages


def text_of(pdf: Path) -> str:
    """All words of a PDF in their order, blanks made one."""
    told = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True, text=True).stdout
    return flat(told)


def as_pdf(office: Path, folder: Path) -> Path:
    """An office file as LibreOffice prints it."""
    home = folder / "office"
    command = [
        "soffice",
        f"-env:UserInstallation=file://{home}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
        office,
    ]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=180, check=True)
    made = folder / f"{office.stem}.pdf"
    assert made.is_file(), ran.stdout + ran.stderr
    return made


def flat(text: str) -> str:
    """A text with its blanks and line ends made one."""
    return " ".join(text.split())


def facts(given: Dossier) -> list[str]:
    """What a reader must find of every record: its name, its term, its time in words, its value, its place."""
    found = []
    for row in given.rows:
        cells = row.cells
        found += [cells["event"], str(row.record["term"]), cells["words"], cells["value"], cells["place"]]
    found += [part for one in given.case.findings for part in (one.finding, one.word)]
    return [flat(text) for text in dict.fromkeys(found) if text]


def missing(given: Dossier, text: str) -> list[str]:
    """The facts that a text does not hold, in letters of either size."""
    told = text.casefold()
    return [fact for fact in facts(given) if fact.casefold() not in told]
