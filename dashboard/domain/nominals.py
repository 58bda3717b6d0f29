"""Nominal times: the single value that follows from exact and approximate statements, where one does."""

from collections.abc import Callable, Iterable, Mapping

from dashboard.domain.links import Link
from dashboard.domain.measures import Grade

Values = dict[str, int]
Counted = Mapping[str, Iterable[Link]]


def nominals_from(root: str, counted: Counted) -> Values:
    """Nominal distance in microseconds from `root` of every moment that is counted from it, directly or in steps.

    `counted` are the links that have a nominal, by their reference. Of several chains the shortest counts, then the
    first.
    """
    return _spread({root: 0}, [root], counted)


def nominals_of_case(origin: str, counted: Counted, earliest: Callable[[str], int | None]) -> Values:
    """The same from the case's day 0, and beyond it: an approximate length counts from the earliest time of a
    reference that has no nominal of its own."""
    values = nominals_from(origin, counted)
    while beyond := _beyond(values, counted, earliest):
        for link in beyond:
            start = earliest(link.reference)
            assert start is not None and link.measure.nominal is not None, "only such links are chosen"
            values.setdefault(link.subject, start + link.measure.nominal)
        _spread(values, [link.subject for link in beyond], counted)
    return values


def _spread(values: Values, queue: list[str], counted: Counted) -> Values:
    for reference in queue:
        for link in counted.get(reference, ()):
            if link.subject not in values and link.measure.nominal is not None:
                values[link.subject] = values[reference] + link.measure.nominal
                queue.append(link.subject)
    return values


def _beyond(values: Values, counted: Counted, earliest: Callable[[str], int | None]) -> list[Link]:
    """The approximate links from references that no other such link could give a nominal; of a circle the first."""
    candidates = [
        link
        for reference, stated in counted.items()
        if reference not in values and earliest(reference) is not None
        for link in stated
        if link.measure.grade is Grade.APPROXIMATE and link.subject not in values
    ]
    subjects = dict.fromkeys((link.subject for link in candidates), 0)
    reached = _spread(subjects, list(subjects), counted)
    return [link for link in candidates if link.reference not in reached] or candidates[:1]
