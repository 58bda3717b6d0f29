"""A scene as PNG: drawn by resvg from its SVG with the embedded fonts, no browser needed."""

import resvg_py

from dashboard.exporters._fonts import FILES
from dashboard.exporters._signs import printable_scene
from dashboard.figures.scene import Scene
from dashboard.figures.svg import svg_text


def png(scene: Scene, width: int) -> bytes:
    """The picture, `width` dots wide."""
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg_text(printable_scene(scene)),
        width=width,
        skip_system_fonts=True,
        font_files=[str(file) for file in FILES.values()],
    )
    return bytes(drawn)
