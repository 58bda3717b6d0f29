"""Nominal times: the single value that follows from exact and approximate statements, where one does."""

from collections.abc import Callable, Iterable, Mapping

from dashboard.domain.links import Link
from dashboard.domain.measures import Grade

Values = dict[str, int]


def nominals_from(root: str, links: Mapping[str, Iterable[Link]]) -> Values:
    """Nominal distance in microseconds from `root` of every moment that is counted from it, directly or in steps.

    `links` are those that have a nominal, by their reference. Of several chains the shortest counts, then the first.
    """
    values = {root: 0}
    _spread(values, [root], links)
    return values


def nominals_of_case(origin: str, links: Mapping[str, Iterable[Link]], earliest: Callable[[str], int | None]) -> Values:
    """The same from the case's day 0, and beyond it: an approximate length counts from the earliest time of a
    reference that has no nominal of its own."""
    values = nominals_from(origin, links)
    while (link := _next_beyond(values, links, earliest)) is not None:
        start = earliest(link.reference)
        assert start is not None and link.measure.nominal is not None, "only such links are chosen"
        values[link.subject] = start + link.measure.nominal
        _spread(values, [link.subject], links)
    return values


def _spread(values: Values, queue: list[str], links: Mapping[str, Iterable[Link]]) -> None:
    for reference in queue:
        for link in links.get(reference, ()):
            if link.subject not in values and link.measure.nominal is not None:
                values[link.subject] = values[reference] + link.measure.nominal
                queue.append(link.subject)


def _next_beyond(
    values: Values, links: Mapping[str, Iterable[Link]], earliest: Callable[[str], int | None]
) -> Link | None:
    """The first approximate link from a reference without nominal, one that no other such link would give a nominal."""
    open_links = [
        link
        for reference, stated in links.items()
        if reference not in values and earliest(reference) is not None
        for link in stated
        if link.measure.grade is Grade.APPROXIMATE and link.subject not in values
    ]
    for link in open_links:
        others = (nominals_from(other.subject, links) for other in open_links if other.subject != link.subject)
        if not any(link.reference in reached for reached in others):
            return link
    return next(iter(open_links), None)
