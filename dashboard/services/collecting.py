"""Python's garbage collector while very many objects are made that stay: it would look through them again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collected_later() -> Iterator[None]:
    """No collection while the block lasts. Another thread that ends its own block may begin one, at a cost in time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
