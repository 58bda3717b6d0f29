"""Audit lines of those who see something at once: each is kept, none twice, and who has none sees nothing."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest

from dashboard.errors import Unavailable
from dashboard.services.context import Context
from dashboard.services.together import Together
from dashboard.store import audit
from dashboard.store.audit import Line

PEOPLE = 24


class Slow:
    """A store whose first transaction waits until it may end; counts them."""

    def __init__(self, context: Context) -> None:
        self.inner, self.count, self.free = context.store, 0, Event()

    @contextmanager
    def writing(self) -> Iterator[Any]:
        self.count += 1
        first = self.count == 1
        with self.inner.writing() as db:
            yield db
            assert not first or self.free.wait(20)


def kept(context: Context) -> list[str]:
    with context.store.reading() as db:
        return sorted(entry.line.who for entry in audit.entries(db))


def test_lines_that_wait_are_written_in_one_transaction_and_each_once(context: Context) -> None:
    slow, together = Slow(context), Together()
    names = [f"person {number:02}" for number in range(PEOPLE)]
    with ThreadPoolExecutor(PEOPLE) as people:
        waiting = [people.submit(together.keep, slow, Line(name, "viewer", "view")) for name in names]  # type: ignore[arg-type]
        while len(together._waiting) < PEOPLE - 1:
            assert not any(one.done() for one in waiting), "nobody goes on before the line is kept"
        slow.free.set()
    assert [one.result() for one in waiting] == [None] * PEOPLE
    assert kept(context) == names and slow.count == 2


def test_where_they_cannot_be_written_nobody_goes_on_and_the_next_can(context: Context) -> None:
    class Broken(Slow):
        @contextmanager
        def writing(self) -> Iterator[Any]:
            with super().writing():
                raise Unavailable("The database does not answer.")
            yield

    together, broken = Together(), Broken(context)
    with ThreadPoolExecutor(8) as people:
        waiting = [people.submit(together.keep, broken, Line("x", "viewer", "view")) for _ in range(8)]  # type: ignore[arg-type]
        for one in waiting:
            with pytest.raises(Unavailable):
                one.result()
    assert kept(context) == []
    together.keep(context.store, Line("y", "viewer", "view"), Line("z", "viewer", "view"))
    assert kept(context) == ["y", "z"]
