"""PNG and JPEG files: photos, histology, scanned pages. Upright, flat, and nothing but their pixels."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from dashboard.imaging.decoding import check_size, refusing


def photo(path: Path) -> Image.Image:
    """The picture, L or RGB. Raises ImageRefused."""
    with refusing(path), Image.open(path, formats=("PNG", "JPEG")) as opened:
        check_size(path.name, *opened.size)
        image = ImageOps.exif_transpose(opened)
        if image.mode.startswith("I"):
            return Image.fromarray((np.asarray(image, np.int64) >> 8).clip(0, 255).astype(np.uint8))
        if image.has_transparency_data:
            image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image.convert("RGBA"))
        return image.convert("L" if image.mode in ("1", "L") else "RGB")
