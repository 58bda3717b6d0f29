"""Encounter, Procedure, Immunization, ServiceRequest and CarePlan: where somebody was, what was done, and what was
decided or planned."""

from collections.abc import Iterator

from dashboard.domain.events import End, Event, Kind, State
from dashboard.importers._fhir.codes import codes, quantity_words, said, said_all
from dashboard.importers._fhir.context import Context, details, notes, sentence
from dashboard.importers._fhir.links import keys_of, links_of
from dashboard.importers._fhir.shape import Json, Unreadable, each, inner, words
from dashboard.importers._fhir.times import NO_TIME, Times, choice, moment, period
from dashboard.importers._fhir.told import Fact, Told, withdrawn

IMMUNIZATIONS = "Immunizations"
_CLASSES = {
    "IMP": "inpatient",
    "ACUTE": "inpatient, acute",
    "NONAC": "inpatient, non-acute",
    "OBSENC": "observation",
    "AMB": "ambulatory",
    "EMER": "emergency",
    "FLD": "field",
    "HH": "home health",
    "PRENC": "pre-admission",
    "SS": "short stay",
    "VR": "virtual",
}
_THERE = ("arrived", "triaged", "in-progress", "onleave")
_DONE = {"preparation": State.PLANNED, "not-done": State.ABSENT, "unknown": State.NOT_REPORTED}
_RADIOTHERAPY = frozenset({"108290001", "1217123003", "1287742003"})
_ORDERED = ("active", "completed", "")


def encounter(resource: Json, at: Context) -> Told:
    """A visit or a stay, and the places of a stay that have times of their own."""
    status = words(resource, "status")
    if status in ("entered-in-error", "cancelled"):
        return withdrawn("Encounter", status)
    kind, what = _class_of(inner(resource, "class")), said_all(each(resource, "type"))
    times = NO_TIME
    if "period" in resource:
        times = period(resource["period"], "period", End.ONGOING if status in _THERE else End.UNKNOWN)
    stay = inner(resource, "hospitalization")
    places = [at.named(one, "location", resource, at.known.locations, "Location") for one in each(resource, "location")]
    stays = tuple(_places(resource, places, kind))
    at.tally.route("Encounter", str(Kind.ENCOUNTER), "it is an encounter")
    event = Event(
        "",
        Kind.ENCOUNTER,
        f"{what} ({kind})" if what and kind else what or kind or "Encounter",
        times.at,
        times.until,
        State.PLANNED if status == "planned" else State.PRESENT,
        note=times.said,
        details=details(
            location="; ".join(dict.fromkeys(place for place in places if place)),
            service=said(inner(resource, "serviceType")),
            priority=said(inner(resource, "priority")),
            reason=said_all(each(resource, "reasonCode")),
            admitted_from=said(inner(stay, "admitSource")),
            discharged_to=said(inner(stay, "dischargeDisposition")),
            status="" if status in ("finished", "planned") else status,
        ),
    )
    links = links_of(resource, at.url, reason="reason")
    return Told((Fact(event, links=links), *stays))


def _places(resource: Json, places: list[str], kind: str) -> Iterator[Fact]:
    for number, (one, place) in enumerate(zip(each(resource, "location"), places, strict=True)):
        if place and "period" in one:
            times = period(one["period"], "location.period")
            about = details(location=place, status=words(one, "status"), label=place)
            event = Event(
                "", Kind.ENCOUNTER, f"{place} ({kind})" if kind else place, times.at, times.until, details=about
            )
            yield Fact(event, f"l{number + 1}")


def _class_of(coding: Json) -> str:
    return _CLASSES.get(words(coding, "code"), words(coding, "display") or words(coding, "code"))


def procedure(resource: Json, at: Context) -> Told:
    """A procedure, done or not; a course of radiotherapy is a treatment."""
    status = words(resource, "status")
    if status == "entered-in-error":
        return withdrawn("Procedure", status)
    term = said(inner(resource, "code")) or said(inner(resource, "category"))
    if not term:
        raise Unreadable("code", "it does not say which procedure")
    times = choice(resource, "performed", at.birth, End.ONGOING if status == "in-progress" else End.UNKNOWN)
    own = {code for name in ("category", "code") for _, code in codes(inner(resource, name))}
    kind = Kind.TREATMENT if own & _RADIOTHERAPY else Kind.PROCEDURE
    at.tally.route("Procedure", str(kind), "it is radiotherapy" if kind is Kind.TREATMENT else "it is a procedure")
    code = next(codes(inner(resource, "code")), ("", ""))
    event = Event(
        "",
        kind,
        term,
        times.at,
        times.until,
        _DONE.get(status, State.PRESENT),
        components=(term,) if kind is Kind.TREATMENT else (),
        note=sentence(
            "whether it was done is not reported" if status == "unknown" else "",
            said(inner(resource, "statusReason")),
            times.said,
            *notes(resource),
        ),
        details=details(
            drug_class="irradiation" if kind is Kind.TREATMENT else "",
            system=code[0],
            code=code[1],
            sites=said_all(each(resource, "bodySite")),
            indication=said_all(each(resource, "reasonCode")),
            outcome=said(inner(resource, "outcome")),
            complication=said_all(each(resource, "complication")),
            status=status.replace("-", " ") if status in ("on-hold", "stopped", "in-progress") else "",
        ),
    )
    return Told((Fact(event, links=links_of(resource, at.url, reason="indication")),))


def immunization(resource: Json, at: Context) -> Told:
    """A vaccination, given or not."""
    status = words(resource, "status")
    if status == "entered-in-error":
        return withdrawn("Immunization", status)
    times = choice(resource, "occurrence", at.birth)
    at.tally.route("Immunization", str(Kind.OTHER), "it is an immunization")
    event = Event(
        "",
        Kind.OTHER,
        said(inner(resource, "vaccineCode")) or "Vaccine without a name",
        times.at,
        times.until,
        State.ABSENT if status == "not-done" else State.PRESENT,
        note=sentence(said(inner(resource, "statusReason")), times.said, *notes(resource)),
        details=details(
            event_type=IMMUNIZATIONS,
            dose=quantity_words(inner(resource, "doseQuantity")),
            route=said(inner(resource, "route")),
            sites=said(inner(resource, "site")),
            reason=said_all(each(resource, "reasonCode")),
        ),
    )
    return Told((Fact(event, links=links_of(resource, at.url)),))


def service_request(resource: Json, at: Context) -> Told:
    """What was ordered or proposed: a decision at the time of the order; rejected where it was revoked."""
    status = words(resource, "status")
    if status == "entered-in-error":
        return withdrawn("ServiceRequest", status)
    term = said(inner(resource, "code")) or said_all(each(resource, "category"))
    if not term:
        raise Unreadable("code", "it does not say what was ordered")
    planned, authored = choice(resource, "occurrence", at.birth), words(resource, "authoredOn")
    times = Times(moment(authored, "authoredOn")) if authored else planned
    never = words(resource, "doNotPerform") == "true"
    at.tally.route("ServiceRequest", str(Kind.DECISION), "it is an order or a proposal")
    event = Event(
        "",
        Kind.DECISION,
        term,
        times.at,
        times.until,
        State.REJECTED if never or status == "revoked" else State.PLANNED,
        components=tuple(text for one in each(resource, "orderDetail") if (text := said(one))),
        note=sentence("not to be done" if never else "", planned.said, *notes(resource)),
        details=details(
            intent=words(resource, "intent"),
            order=status if status not in _ORDERED else "",
            planned_for=_words_of(planned) if authored else "",
            priority=words(resource, "priority"),
            indication=said_all(each(resource, "reasonCode")),
            sites=said_all(each(resource, "bodySite")),
        ),
    )
    return Told((Fact(event, links=links_of(resource, at.url, reason="indication")),))


def care_plan(resource: Json, at: Context) -> Told:
    """A plan with its activities, as a decision."""
    status = words(resource, "status")
    if status == "entered-in-error":
        return withdrawn("CarePlan", status)
    term = words(resource, "title").strip() or said_all(each(resource, "category")) or words(resource, "description")
    if not term:
        raise Unreadable("title", "it does not say what is planned")
    times = NO_TIME
    if "period" in resource:
        times = period(resource["period"], "period", End.ONGOING if status == "active" else End.UNKNOWN)
    elif "created" in resource:
        times = Times(moment(resource["created"], "created"))
    at.tally.route("CarePlan", str(Kind.DECISION), "it is a plan")
    description = words(resource, "description").strip()
    event = Event(
        "",
        Kind.DECISION,
        term,
        times.at,
        times.until,
        State.REJECTED if status == "revoked" else State.PLANNED,
        components=tuple(_activities(resource)),
        note=sentence(description if description != term else "", times.said, *notes(resource)),
        details=details(intent=words(resource, "intent"), order=status if status not in _ORDERED else ""),
    )
    links = links_of(resource, at.url)
    addressed = keys_of(resource, "addresses", at.url, "Condition")
    return Told((Fact(event, links=links | ({"indication": addressed} if addressed else {})),))


def _activities(resource: Json) -> Iterator[str]:
    for one in each(resource, "activity"):
        detail = inner(one, "detail")
        text = said(inner(detail, "code")) or words(detail, "description").strip()
        status = words(detail, "status")
        if text:
            yield f"{text} ({status.replace('-', ' ')})" if status else text


def _words_of(times: Times) -> str:
    until = f" to {times.until}" if times.until is not None and not isinstance(times.until, End) else ""
    return f"{times.at}{until}"
