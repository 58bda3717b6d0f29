"""Which moments of a case are joined by measured statements, and how good the best chain between two of them is."""

from collections.abc import Iterable

from dashboard.domain.links import Link
from dashboard.domain.measures import Grade

_MEASURED = (Grade.EXACT, Grade.BOUNDED, Grade.APPROXIMATE)


class Joins:
    """Groups of moments: joined by exact statements alone, by exact and bounded ones, by those and approximate ones."""

    def __init__(self, links: Iterable[Link]) -> None:
        self._parents: dict[Grade, dict[str, str]] = {grade: {} for grade in _MEASURED}
        for link in links:
            for grade in _MEASURED[link.measure.grade :]:
                self._join(grade, link.subject, link.reference)

    def grade(self, first: str, second: str) -> Grade:
        """The worst step of the best chain between two moments; ORDER when no chain of measured statements is there."""
        if first == second:
            return Grade.EXACT
        for grade in _MEASURED:
            if self._root(grade, first) == self._root(grade, second):
                return grade
        return Grade.ORDER

    def _root(self, grade: Grade, moment: str) -> str:
        parents = self._parents[grade]
        while (parent := parents.get(moment, moment)) != moment:
            parents[moment] = parents.get(parent, parent)
            moment = parent
        return moment

    def _join(self, grade: Grade, first: str, second: str) -> None:
        self._parents[grade][self._root(grade, first)] = self._root(grade, second)
