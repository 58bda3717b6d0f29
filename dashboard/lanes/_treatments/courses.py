"""What a treatment event says of each of its agents: drug group, route, and the row in which it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from dashboard.domain.timing import Placed
from dashboard.figures.theme import DRUG_PATTERN
from dashboard.figures.words import label_of

SHARED_ROWS: Final = ("intrathecal", "supportive")


@dataclass(frozen=True, slots=True)
class Course:
    """One agent of one treatment event."""

    agent: str
    drug: str
    route: str
    item: Placed


def row_name(course: Course) -> str:
    """The row of a course: its agent; intrathecal and supportive treatments share the row of their group."""
    return course.drug if course.drug in SHARED_ROWS else course.agent


def courses(item: Placed) -> Iterator[Course]:
    """The event's agents with drug group and route; columns with one entry hold for all agents. Agents of one event
    in one shared row are one course."""
    event = item.event
    agents = event.components or (label_of(item),)
    classes, routes = _parts(event.detail("drug_class")), _parts(event.detail("route"))
    shared: dict[str, Course] = {}
    for number, agent in enumerate(agents):
        route = routes[min(number, len(routes) - 1)]
        course = Course(agent, drug_group(classes[min(number, len(classes) - 1)], route), route, item)
        if course.drug not in SHARED_ROWS:
            yield course
        elif course.drug in shared:
            shared[course.drug] = replace(course, agent=f"{shared[course.drug].agent}, {agent}")
        else:
            shared[course.drug] = course
    yield from shared.values()


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";")]


def drug_group(drug_class: str, route: str) -> str:
    """The group that has a colour and a pattern."""
    if route == "intrathecal":
        return "intrathecal"
    known = {"irradiation": "radiotherapy"}.get(drug_class, drug_class)
    return known if known in DRUG_PATTERN else "not classified"
