"""Recent: the last few results of something costly, shared by the threads of one process. Never holds who asked."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from math import inf
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """Keeps the `size` results used last, or fewer where together they weigh more than `most`; the last one always. Two
    threads may compute the same one at once; that is harmless."""

    def __init__(self, size: int, most: float = inf, weigh: Callable[[V], float] = lambda result: 1) -> None:
        self._size = size
        self._most = most
        self._weigh = weigh
        self._kept: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The result kept for `key`, else that of `make()`, kept from now on."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._size or (len(self._kept) > 1 and self._weight() > self._most):
                self._kept.popitem(last=False)
        return made

    def _weight(self) -> float:
        return sum(map(self._weigh, self._kept.values()))
