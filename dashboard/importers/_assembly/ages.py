"""How old somebody was on a day, as well as the record knows it."""

import re
from datetime import date

from dashboard.domain.ages import age_on
from dashboard.importers._assembly.entries import Person

_YEARS = re.compile(r"([0-9]{1,3})(?: ?(?:years?|yrs?|y|a))?")


def age_at(person: Person, day: str) -> str:
    """The age at an ISO date in words, "" where nothing is known. A birth year without a day gives two ages."""
    if person.birth and day:
        return age_on(person.birth, date.fromisoformat(day))
    if not person.age:
        return ""
    years = _YEARS.fullmatch(person.age.strip())
    if years is None:
        return person.age
    passed = int(day[:4]) - int(person.age_at[:4]) if day and person.age_at[:4].isdecimal() else 0
    words = f"{int(years[1]) + passed} years"
    return f"about {words}" if passed else words
