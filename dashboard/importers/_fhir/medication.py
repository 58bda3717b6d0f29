"""Medication resources: what was given, and what was only ordered, dispensed or stated. A request is planned and never
given; what was not done is absent. Doses, routes and reasons are told as they are."""

from collections.abc import Callable, Mapping, Sequence

from dashboard.domain.events import End, Event, Kind, State
from dashboard.importers._fhir.codes import codes, quantity_words, range_words, ratio_words, said, said_all, why_absent
from dashboard.importers._fhir.context import Context, details, notes, sentence
from dashboard.importers._fhir.links import links_of
from dashboard.importers._fhir.shape import Json, each, inner, words
from dashboard.importers._fhir.times import NO_TIME, Times, choice, moment, timing
from dashboard.importers._fhir.told import Fact, Told, withdrawn

ENTERED_IN_ERROR = "entered-in-error"
UNNAMED = "Medication without a name"
_ATC = ("http://www.whocc.no/atc", "urn:oid:2.16.840.1.113883.6.73", "http://fhir.de/CodeSystem/bfarm/atc")
# Classes of the lane of treatments, by the beginning of an ATC code.
_CLASSES = {
    "L01CA": "vinca alkaloid",
    "L01DB": "anthracycline",
    "L01XX02": "asparaginase",
    "L01XX24": "asparaginase",
    "H02A": "corticosteroid",
}
_GIVEN = {
    "in-progress": State.PRESENT,
    "completed": State.PRESENT,
    "on-hold": State.PRESENT,
    "stopped": State.PRESENT,
    "not-done": State.ABSENT,
    "unknown": State.NOT_REPORTED,
}
_STATED = {
    "active": State.PRESENT,
    "completed": State.PRESENT,
    "on-hold": State.PRESENT,
    "stopped": State.PRESENT,
    "intended": State.PLANNED,
    "not-taken": State.ABSENT,
    "unknown": State.NOT_REPORTED,
}
_PLAIN = ("completed", "active", "not-done", "not-taken", "in-progress", "intended")


def request(resource: Json, at: Context) -> Told:
    """A MedicationRequest: planned, whatever its status; rejected where it was cancelled or says not to give."""
    status, dosage = words(resource, "status"), each(resource, "dosageInstruction")
    if status == ENTERED_IN_ERROR:
        return withdrawn("MedicationRequest", status)
    times = _ordered_times(dosage)
    authored = words(resource, "authoredOn")
    if times is NO_TIME and authored:
        times = Times(moment(authored, "authoredOn"), said="the time is that of the order")
    never = words(resource, "doNotPerform") == "true"
    note = sentence(
        "not to be given" if never else "",
        f"order {status}" if status and status not in ("active", "completed") else "",
        said(inner(resource, "statusReason")),
    )
    state = State.REJECTED if never or status == "cancelled" else State.PLANNED
    intent = words(resource, "intent")
    more = {"authored": authored, "intent": intent, "order": status}
    return _treatment(resource, at, state, times, dosage, note, more)


def administration(resource: Json, at: Context) -> Told:
    """A MedicationAdministration: given, unless its status says otherwise."""
    status = words(resource, "status")
    if status == ENTERED_IN_ERROR:
        return withdrawn("MedicationAdministration", status)
    times = choice(resource, "effective", at.birth, End.ONGOING if status == "in-progress" else End.UNKNOWN)
    if status == "in-progress" and times.until is None:
        times = Times(times.at, End.UNKNOWN, times.said)
    dosage = [inner(resource, "dosage")] if inner(resource, "dosage") else []
    note = sentence(_status_words(status), said_all(each(resource, "statusReason")))
    return _treatment(resource, at, _GIVEN.get(status, State.NOT_REPORTED), times, dosage, note, {})


def statement(resource: Json, at: Context) -> Told:
    """A MedicationStatement: what somebody says is or was taken."""
    status = words(resource, "status")
    if status == ENTERED_IN_ERROR:
        return withdrawn("MedicationStatement", status)
    times = choice(resource, "effective", at.birth, End.ONGOING if status == "active" else End.UNKNOWN)
    note = sentence(_status_words(status), said_all(each(resource, "statusReason")))
    more = {"asserted": words(resource, "dateAsserted")}
    state = _STATED.get(status, State.NOT_REPORTED)
    return _treatment(resource, at, state, times, each(resource, "dosage"), note, more)


def dispense(resource: Json, at: Context) -> Told:
    """A MedicationDispense: handed out; whether it was taken is not in it."""
    status = words(resource, "status")
    if status == ENTERED_IN_ERROR:
        return withdrawn("MedicationDispense", status)
    field = next((name for name in ("whenHandedOver", "whenPrepared") if name in resource), "")
    times = Times(moment(resource[field], field)) if field else NO_TIME
    refused = status in ("cancelled", "declined")
    supply = quantity_words(inner(resource, "daysSupply"))
    note = sentence(
        f"dispense {status}" if refused else "dispensed; whether it was taken is not reported",
        f"for {supply}" if supply else "",
    )
    more = {"quantity": quantity_words(inner(resource, "quantity"))}
    state = State.REJECTED if refused else State.PLANNED
    return _treatment(resource, at, state, times, each(resource, "dosageInstruction"), note, more)


def drug_of(resource: Json, at: Context) -> tuple[str, ...]:
    """The agents of a medication resource, as they are called."""
    concept = inner(resource, "medicationCodeableConcept")
    name = (
        said(concept)
        if concept
        else at.named(resource, "medicationReference", resource, at.known.medications, "Medication")
    )
    if name:
        return tuple(part.strip() for part in name.split("; ") if part.strip())
    why = why_absent(concept)
    return (f"{UNNAMED} ({why})" if why else UNNAMED,)


def _treatment(
    resource: Json,
    at: Context,
    state: State,
    times: Times,
    dosage: Sequence[Json],
    note: str,
    more: Mapping[str, str],
) -> Told:
    agents = drug_of(resource, at)
    at.tally.route(words(resource, "resourceType"), str(Kind.TREATMENT), f"it is a medication, {state}")
    found = details(
        indication=said_all(each(resource, "reasonCode")),
        drug_class=_class_of(inner(resource, "medicationCodeableConcept")),
        route=_first(dosage, _route),
        dose=_first(dosage, dose_words),
        schedule=_first(dosage, _schedule),
        sites=_first(dosage, lambda one: said(inner(one, "site"))),
        status=_shown_status(words(resource, "status")),
        code=next((code for _, code in codes(inner(resource, "medicationCodeableConcept"))), ""),
        **more,
    )
    event = Event(
        "",
        Kind.TREATMENT,
        ", ".join(agents),
        times.at,
        times.until,
        state,
        components=agents,
        note=sentence(note, times.said, *notes(resource)),
        details=found,
    )
    return Told((Fact(event, links=links_of(resource, at.url, reason="indication")),))


def _ordered_times(dosage: Sequence[Json]) -> Times:
    """The stretch over which an order goes, from the first of its instructions that says one."""
    found = (timing(one["timing"], "dosageInstruction.timing") for one in dosage if one.get("timing") is not None)
    return next((times for times in found if times.at or times.until is not None), NO_TIME)


def dose_words(dosage: Json) -> str:
    """The dose as it is told: its text, else amount and rate."""
    text = words(dosage, "text").strip()
    if text:
        return text
    parts = [part for one in [dosage, *each(dosage, "doseAndRate")] for part in _amounts(one)]
    return ", ".join(parts)


def _amounts(found: Json) -> list[str]:
    readers: Sequence[tuple[str, Callable[[Json], str]]] = (
        ("dose", quantity_words),
        ("doseQuantity", quantity_words),
        ("doseRange", range_words),
        ("rateQuantity", quantity_words),
        ("rateRange", range_words),
        ("rateRatio", ratio_words),
    )
    return [text for name, read in readers if (text := read(inner(found, name)))]


def _route(dosage: Json) -> str:
    """The route; an intrathecal one by that word, as the lane of treatments asks for it."""
    text = said(inner(dosage, "route"))
    return "intrathecal" if "intrathecal" in text.lower() else text


def _schedule(dosage: Json) -> str:
    found = inner(dosage, "timing")
    text = said(inner(found, "code")) or _repeated(inner(found, "repeat"))
    return sentence(text, "as needed" if words(dosage, "asNeededBoolean") == "true" else "")


def _repeated(repeat: Json) -> str:
    often, period, unit = words(repeat, "frequency"), words(repeat, "period"), words(repeat, "periodUnit")
    bounds = quantity_words(inner(repeat, "boundsDuration")) or range_words(inner(repeat, "boundsRange"))
    text = f"{often or '1'} times per {period} {unit}".strip() if period else ""
    count = words(repeat, "count")
    return sentence(text, f"for {bounds}" if bounds else "", f"{count} times in all" if count else "")


def _first(dosage: Sequence[Json], read: Callable[[Json], str]) -> str:
    """What the instructions say, each once."""
    return "; ".join(dict.fromkeys(text for text in map(read, dosage) if text))


def _class_of(concept: Json) -> str:
    """The class that an ATC code stands for, "" for any other code."""
    for system, code in codes(concept):
        if system in _ATC:
            return next((name for start, name in _CLASSES.items() if code.upper().startswith(start)), "")
    return ""


def _status_words(status: str) -> str:
    return "whether it was given is not reported" if status == "unknown" else _shown_status(status)


def _shown_status(status: str) -> str:
    return "" if status in _PLAIN else status.replace("-", " ")
