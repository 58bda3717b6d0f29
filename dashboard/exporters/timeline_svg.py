"""The timeline as SVG in print size: shapes and words, pictures and fonts inside the file."""

from collections.abc import Mapping, Sequence
from typing import BinaryIO

from dashboard.exporters._fonts import embedded, faces_of
from dashboard.exporters._picture import PAPERS, picture
from dashboard.exporters.base import Dossier, Step
from dashboard.figures.scene import texts
from dashboard.figures.svg import svg_text


class TimelineSvg:
    """One picture that can be enlarged and edited."""

    name = "svg"
    title = "Timeline, SVG"
    about = "The timeline as a drawing that stays sharp at any size."
    suffix = ".svg"
    media_type = "image/svg+xml"
    choices: Mapping[str, Sequence[str]] = {"paper": ("A4", "A3")}

    def write(self, given: Dossier, out: BinaryIO, step: Step) -> None:
        """The picture, its stamp also among the metadata."""
        paper = given.choices["paper"]
        scene = picture(given, paper, step)
        step(0.7, "drawing")
        style = embedded(faces_of(texts(scene.pieces)))
        title, stamp = f"Timeline of {given.case.title}", given.stamp.text()
        out.write(svg_text(scene, style=style, metadata=stamp, title=title, millimetres=PAPERS[paper][0]).encode())


EXPORTER = TimelineSvg()
