"""How old somebody was on a day, as well as the record knows it."""

import re
from datetime import date

from dashboard.importers._assembly.entries import Person

_YEARS = re.compile(r"([0-9]{1,3})(?: ?(?:years?|yrs?|y|a))?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def age_at(person: Person, day: str) -> str:
    """The age at an ISO date in words, "" where nothing is known. A birth year without a day gives two ages."""
    if person.birth and day:
        return _since(person.birth, date.fromisoformat(day))
    if not person.age:
        return ""
    years = _YEARS.fullmatch(person.age.strip())
    if years is None:
        return person.age
    passed = int(day[:4]) - int(person.age_at[:4]) if day and person.age_at[:4].isdecimal() else 0
    words = f"{int(years[1]) + passed} years"
    return f"about {words}" if passed else words


def _since(birth: str, day: date) -> str:
    if _DATE.fullmatch(birth[:10]):
        return _exactly(date.fromisoformat(birth[:10]), day)
    first = date.fromisoformat(f"{birth}-01-01"[:10] if len(birth) == 4 else f"{birth[:7]}-01")
    last = date(first.year, 12, 31) if len(birth) == 4 else first
    low, high = _years(last, day), _years(first, day)
    if high < 0:
        return ""
    return f"{high} years" if max(low, 0) == high else f"{max(low, 0)} or {high} years"


def _exactly(birth: date, day: date) -> str:
    if day < birth:
        return ""
    years = _years(birth, day)
    if years >= 2:
        return f"{years} years"
    months = (day.year - birth.year) * 12 + day.month - birth.month - (day.day < birth.day)
    return f"{months} months" if months else f"{(day - birth).days} days"


def _years(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
