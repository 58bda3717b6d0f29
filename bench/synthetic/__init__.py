"""Synthetic patients of any size as case folders, the same at every run: for measurements, tests and screenshots.

They are plausible in shape and true of nobody. Every one says SYNTHETIC in its title, its source and its pictures.
"""

from bench.synthetic.folder import SIZES, Size, rows, write_case

__all__ = ["SIZES", "Size", "rows", "write_case"]
