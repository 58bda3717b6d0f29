"""What an event of a measurement says besides its time: term, quantity and what is known of its code."""

from dataclasses import dataclass

from dashboard.domain.analytes import NO_ANALYTE, named
from dashboard.domain.events import Quantity
from dashboard.domain.received import Coding, Received, candidates, received
from dashboard.importers._assembly.tally import Tally
from dashboard.importers.base import Choices


@dataclass(frozen=True, slots=True)
class Measured:
    """The term (the source's own name, with the specimen where it is not blood), the quantity, and the details
    `system`, `code` and `analyte` of the event."""

    term: str
    quantity: Quantity | None
    details: dict[str, str]


def measured(
    coding: Coding, value: str, unit: str, tally: Tally, choices: Choices, *, decimal: str | None = "."
) -> Measured:
    """The measurement, however odd; what has no canonical value is noted in the report with its count. `decimal` is the
    decimal mark of the source."""
    found = candidates(coding, choices.confirmed)
    read = received(found, value, unit, decimal=decimal, confirmed=choices.confirmed)
    why = read.why or ("" if found or read.quantity is None else "no analyte of this code or name is known")
    if why:
        tally.unmapped(coding, unit.strip(), why)
    return Measured(term_of(coding), read.quantity, details_of(coding, read))


def term_of(coding: Coding) -> str:
    """What a measurement is called: its name, else its code; the specimen is told where it is not blood."""
    name = coding.name.strip() or coding.code.strip() or "measurement without a name"
    specimen = coding.specimen.strip()
    if not specimen or specimen.casefold() in name.casefold() or named("leukocytes", specimen) == named("leukocytes"):
        return name
    return f"{name} in {specimen}"


def details_of(coding: Coding, read: Received) -> dict[str, str]:
    """What is known of the code. Where the table holds the term, and the code or the unit says that this is something
    else, that is told too."""
    found = {"system": coding.system.strip(), "code": coding.code.strip(), "analyte": read.analyte_key}
    if not found["analyte"] and named(term_of(coding)):
        found["analyte"] = NO_ANALYTE
    return {name: text for name, text in found.items() if text}
