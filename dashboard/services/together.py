"""Audit lines of those who see something at the same time, in one transaction: each waits until its own is kept, and
nobody waits for the lines of all others one by one."""

from threading import Lock

from dashboard.store import audit
from dashboard.store.audit import Line
from dashboard.store.session import Store


class _Waiting:
    """The lines of one act, and what became of them."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self.lines = lines
        self.done = False
        self.problem: BaseException | None = None


class Together:
    """Keeps audit lines for the threads of one process."""

    def __init__(self) -> None:
        self._list = Lock()
        self._turn = Lock()
        self._waiting: list[_Waiting] = []

    def keep(self, store: Store, *lines: Line) -> None:
        """Return when the lines are kept; raises what the store raises, and then none of them is."""
        mine = _Waiting(lines)
        with self._list:
            self._waiting.append(mine)
        with self._turn:  # whoever comes first writes for all who wait by then
            if not mine.done:
                with self._list:
                    all_of_them, self._waiting = self._waiting, []
                _write(store, all_of_them)
        if mine.problem is not None:
            raise mine.problem


def _write(store: Store, waiting: list[_Waiting]) -> None:
    problem: BaseException | None
    try:
        with store.writing() as db:
            audit.write(db, *(line for one in waiting for line in one.lines))
        problem = None
    except BaseException as raised:  # of whatever kind: nobody may go on who has no line
        problem = raised
    for one in waiting:
        one.done, one.problem = True, problem
