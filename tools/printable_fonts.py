"""Unpacks the whole faces of IBM Plex, as npm's packages hold them, to the TrueType files that PDF and PNG need.

    npm pack @ibm/plex-sans@1.1.0 @ibm/plex-sans-condensed@2.0.0
    python tools/printable_fonts.py ibm-plex-sans-1.1.0.tgz ibm-plex-sans-condensed-2.0.0.tgz

Nothing of a font is changed: WOFF2 is a TrueType font in a compressed container.
"""

import io
import sys
import tarfile
from pathlib import Path

from fontTools.ttLib import TTFont

VENDOR = Path(__file__).resolve().parent.parent / "assets" / "vendor"
WEIGHTS = ("Regular", "SemiBold")


def main() -> None:
    """Write one file a weight beside the faces that the browser gets."""
    for package in map(Path, sys.argv[1:]):
        folder = VENDOR / package.stem.removeprefix("ibm-")
        with tarfile.open(package) as packed:
            for member in packed.getmembers():
                name = Path(member.name)
                if "complete/woff2" in member.name and name.stem.partition("-")[2] in WEIGHTS:
                    packed_face = io.BytesIO(packed.extractfile(member).read())
                    font = TTFont(packed_face, recalcTimestamp=False, recalcBBoxes=False)
                    font.flavor = None
                    font.save(folder / f"{name.stem}.ttf")


if __name__ == "__main__":
    main()
