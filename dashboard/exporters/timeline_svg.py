"""The timeline as SVG in print size: shapes and words, pictures and fonts inside the file."""

from collections.abc import Mapping, Sequence
from typing import BinaryIO

from dashboard.domain.cases import Case
from dashboard.domain.timing import Placed
from dashboard.exporters._fonts import embedded, faces_of
from dashboard.exporters._picture import PAPERS, picture
from dashboard.exporters.base import Dossier, Step
from dashboard.figures.lane import Lane
from dashboard.figures.printed import lay_out, whole_scene
from dashboard.figures.scene import texts
from dashboard.figures.stack import View
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


def drawn(case: Case, placed: Sequence[Placed], lanes: Sequence[Lane], view: View, zero: str) -> str:
    """The lanes of a view alone, as tall as they need, in the colours of its theme; `zero` is what day 0 is called."""
    scene = whole_scene(lay_out(case, placed, lanes, view, zero, {}))
    return svg_text(scene, style=embedded(faces_of(texts(scene.pieces))), title=f"Timeline of {case.title}")


EXPORTER = TimelineSvg()
