"""Treatments: agents, class, route and dose as the row gives them. Nothing is expanded, classified or worked out."""

import re
from collections.abc import Iterator
from typing import Final

from dashboard.importers._cbioportal.kinds import spoken
from dashboard.importers._cbioportal.tsv import Line

RADIOTHERAPY: Final = "radiotherapy"
_RADIATION: Final = re.compile(r"\bradiat|\bradioth|\bbrachyth", re.IGNORECASE)
_APART: Final = re.compile(r"\s*;\s*|\s+\+\s+|\s*\+\s+|\s+\+\s*")
_SAID_IN: Final = ("TREATMENT_TYPE", "SUBTYPE", "EVENT_TYPE")
_DOSES: Final = ("DOSE", "DOSAGE", "TOTAL_DOSE", "PRESCRIBED_DOSE", "DRUG_DOSE", "RADIATION_DOSE")
_UNITS: Final = ("UNIT", "UNITS")
_ROUTES: Final = ("ROUTE", "ROUTE_OF_ADMINISTRATION", "ADMINISTRATION_ROUTE", "DRUG_ROUTE")
_INDICATIONS: Final = ("INDICATION", "TREATMENT_INDICATION")


def is_radiation(line: Line) -> bool:
    """True when the row says that it is radiotherapy."""
    return any(_RADIATION.search(line.get(column)) for column in _SAID_IN)


def agents_of(line: Line) -> tuple[str, ...]:
    """The agents of a medical therapy, each for itself: `X + Y` are two. A slash or comma does not tell two agents from
    one with two names."""
    if is_radiation(line):
        return ()
    return tuple(dict.fromkeys(part for part in _APART.split(line.get("AGENT")) if part))


def therapy_name(line: Line) -> str:
    """What the treatment is called: its agent, behind the kind of radiotherapy where it is one."""
    agent = line.get("AGENT")
    if is_radiation(line):
        kind = next(line.get(column) for column in _SAID_IN if _RADIATION.search(line.get(column)))
        more = agent or line.get("SUBTYPE")
        return f"{spoken(kind)}: {more}" if more and more != kind else spoken(kind)
    return agent or line.get("SUBTYPE") or line.get("TREATMENT_TYPE") or spoken(line.get("EVENT_TYPE"))


def given_as(line: Line) -> dict[str, str]:
    """Class, route, dose with unit and indication, by the names that they have here; what the row lacks is left out."""
    agents = len(agents_of(line))
    found = {
        "drug_class": RADIOTHERAPY if is_radiation(line) else _parallel(line.get("AGENT_CLASS"), agents),
        "route": _parallel(line.get(*_ROUTES).lower(), agents),
        "dose": _dose(line),
        "indication": line.get(*_INDICATIONS),
    }
    return {name: text for name, text in found.items() if text}


def told(line: Line) -> Iterator[str]:
    """The columns that are told in full by what is read here."""
    if line.get("ROUTE"):
        yield "ROUTE"
    if line.get("INDICATION"):
        yield "INDICATION"
    if line.get("DOSE"):
        yield "DOSE"
        if _dose(line) != line.get("DOSE"):  # the unit is told with it
            yield from ("DOSE_UNIT", "DOSE_UNITS")
    if not is_radiation(line):
        yield from ("AGENT", "AGENT_CLASS")


def _parallel(text: str, agents: int) -> str:
    """One entry, or one for each agent; anything else is one text, as nobody knows which entry is whose."""
    return text if text.count(";") + 1 in (1, agents) else text.replace(";", ",")


def _dose(line: Line) -> str:
    column = next((one for one in _DOSES if line.get(one)), "")
    if not column:
        return ""
    dose = line.get(column)
    unit = line.get(*(f"{column}_{word}" for word in _UNITS), *(f"DOSE_{word}" for word in _UNITS))
    return dose if not unit or dose.casefold().endswith(unit.casefold()) else f"{dose} {unit}"
