"""Resource files: links to pages and files elsewhere, with the words of the study for them. Nothing is fetched."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from dashboard.domain.events import Event, Kind
from dashboard.domain.when import When
from dashboard.importers._assembly.entries import Entry
from dashboard.importers._assembly.ids import digest, event_id
from dashboard.importers._assembly.tally import Tally
from dashboard.importers._cbioportal.tsv import Line, Table

LINK: Final = "resource link"
LONGEST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Resource:
    """What a study calls a kind of link, and the row that says so."""

    name: str
    about: str = ""
    rows: tuple[int, ...] = ()


def definitions(table: Table, file: str, tally: Tally) -> dict[str, Resource]:
    """The words for each RESOURCE_ID."""
    found: dict[str, Resource] = {}
    for line in table.lines():
        row = tally.read()
        name, title = line.get("RESOURCE_ID"), line.get("DISPLAY_NAME")
        wrong = line.wrong or ("" if name and title else "the row lacks RESOURCE_ID or DISPLAY_NAME")
        if wrong:
            tally.refuse(row, file, wrong, line=line.number)
            continue
        if name in found:
            tally.merge(row)
        found.setdefault(name, Resource(title, line.get("DESCRIPTION"), (row,)))
    return found


def link_entries(table: Table, file: str, study: str, known: Mapping[str, Resource], tally: Tally) -> Iterator[Entry]:
    """The links of patients and of samples, each an event without a time. The row of its words counts with it."""
    for line in table.lines():
        row = tally.read()
        wrong = line.wrong or _wrong(line)
        if wrong:
            tally.refuse(row, file, wrong, line=line.number, field="" if line.wrong else "URL")
            continue
        resource = known.get(line.get("RESOURCE_ID"), Resource(line.get("RESOURCE_ID")))
        event = _event(line, study, f"{file}, line {line.number}", resource)
        yield Entry(line.get("PATIENT_ID"), event, rows=(row, *resource.rows))


def web_address(text: str) -> bool:
    """True for an address of a page on the web, which a reader may open: http or https, and a host."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and len(text) <= LONGEST


def _wrong(line: Line) -> str:
    if not line.get("PATIENT_ID") or not line.get("RESOURCE_ID"):
        return "the row lacks PATIENT_ID or RESOURCE_ID"
    address = line.get("URL")
    shown = address[:60]
    return "" if web_address(address) else f'"{shown}" is not an address of the web, which begins with http or https'


def _event(line: Line, study: str, place: str, resource: Resource) -> Event:
    sample, address, name = line.get("SAMPLE_ID"), line.get("URL"), line.get("RESOURCE_ID")
    said = {"label": resource.name, "event_type": LINK, "resource_id": name, "link": address, "about": resource.about}
    return Event(
        event_id("link", digest(f"{name} {sample} {address}")[:8]),
        Kind.NOTE,
        f"{resource.name} of sample {sample}" if sample else resource.name,
        When(),
        group=sample,
        source=study,
        place=place,
        details={key: text for key, text in said.items() if text} | ({"sample_id": sample} if sample else {}),
    )
