"""Condition, AllergyIntolerance and AdverseEvent. When something was recorded is not when it began: it only says by
when it was there."""

from dashboard.domain.events import End, Event, Kind, State
from dashboard.domain.statements import DatedRange
from dashboard.domain.when import When
from dashboard.importers._assembly.entries import NOBODY, Person
from dashboard.importers._fhir.codes import codes, said, said_all
from dashboard.importers._fhir.context import Context, details, notes, sentence
from dashboard.importers._fhir.links import links_of
from dashboard.importers._fhir.shape import Json, Unreadable, each, inner, words
from dashboard.importers._fhir.times import Times, choice, in_order, moment
from dashboard.importers._fhir.told import Fact, Told, withdrawn

ALLERGIES = "Allergies"
_STATES = {
    "unconfirmed": State.PRESUMED,
    "provisional": State.PRESUMED,
    "differential": State.PRESUMED,
    "presumed": State.PRESUMED,
    "refuted": State.REJECTED,
}
_ACTIVE = frozenset({"active", "recurrence", "relapse"})
_OVER = frozenset({"inactive", "remission", "resolved"})
_HISTOLOGY = "mcode-histology-morphology-behavior"


def condition(resource: Json, at: Context) -> Told:
    """A diagnosis; one that is not confirmed is presumed, a refuted one rejected."""
    verification = _code_of(resource, "verificationStatus")
    if verification == "entered-in-error":
        return withdrawn("Condition", verification)
    term = said(inner(resource, "code"))
    if not term:
        raise Unreadable("code", "it does not say which condition")
    state, times = _STATES.get(verification, State.PRESENT), _course(resource, at)
    at.tally.route("Condition", str(Kind.DIAGNOSIS), f"it is a condition, {state}")
    event = Event(
        "",
        Kind.DIAGNOSIS,
        term,
        times.at,
        times.until,
        state,
        note=sentence(times.said, *notes(resource)),
        details=_about(resource, verification),
    )
    person = Person(diagnosis=term) if state is State.PRESENT and _is_primary_cancer(resource) else NOBODY
    return Told((Fact(event, links=links_of(resource, at.url)),), person)


def allergy(resource: Json, at: Context) -> Told:
    """An allergy or intolerance."""
    verification = _code_of(resource, "verificationStatus")
    if verification == "entered-in-error":
        return withdrawn("AllergyIntolerance", verification)
    term = said(inner(resource, "code"))
    if not term:
        raise Unreadable("code", "it does not say to what")
    times = _by_recorded(choice(resource, "onset", at.birth), words(resource, "recordedDate"))
    reactions = [said_all(each(one, "manifestation")) for one in each(resource, "reaction")]
    at.tally.route("AllergyIntolerance", str(Kind.OTHER), "it is an allergy or intolerance")
    event = Event(
        "",
        Kind.OTHER,
        term,
        times.at,
        times.until,
        _STATES.get(verification, State.PRESENT),
        components=tuple(reaction for reaction in reactions if reaction),
        note=sentence(times.said, *notes(resource)),
        details=_about(resource, verification)
        | details(event_type=ALLERGIES, criticality=words(resource, "criticality"), type=words(resource, "type")),
    )
    return Told((Fact(event, links=links_of(resource, at.url)),))


def adverse_event(resource: Json, at: Context) -> Told:
    """An adverse event; one that was only possible is presumed."""
    term = said(inner(resource, "event")) or said_all(each(resource, "category"))
    if not term:
        raise Unreadable("event", "it does not say what happened")
    date = words(resource, "date") or words(resource, "detected")
    field = "date" if words(resource, "date") else "detected"
    times = Times(moment(date, field)) if date else _by_recorded(Times(), words(resource, "recordedDate"))
    at.tally.route("AdverseEvent", str(Kind.COMPLICATION), "it is an adverse event")
    event = Event(
        "",
        Kind.COMPLICATION,
        term,
        times.at,
        state=State.PRESUMED if words(resource, "actuality") == "potential" else State.PRESENT,
        note=times.said,
        details=details(
            seriousness=said(inner(resource, "seriousness")),
            severity=said(inner(resource, "severity")),
            outcome=said(inner(resource, "outcome")),
        ),
    )
    return Told((Fact(event, links=links_of(resource, at.url)),))


def _course(resource: Json, at: Context) -> Times:
    """From onset to abatement. Without an abatement the clinical status says whether it goes on."""
    begun = _by_recorded(choice(resource, "onset", at.birth), words(resource, "recordedDate"))
    over = choice(resource, "abatement", at.birth)
    clinical = _code_of(resource, "clinicalStatus")
    if over.at:
        return _ended(begun, over)
    if over.said or words(resource, "abatementBoolean") == "true":
        return Times(begun.at, End.UNKNOWN, sentence(begun.said, f"end: {over.said}" if over.said else ""))
    if isinstance(begun.until, When) or not begun.at:
        return begun
    until = End.ONGOING if clinical in _ACTIVE else End.UNKNOWN if clinical in _OVER else begun.until
    return Times(begun.at, until, begun.said)


def _ended(begun: Times, over: Times) -> Times:
    said_ = sentence(begun.said, f"end: {over.said}" if over.said else "")
    return in_order(Times(begun.at, over.at, said_))


def _by_recorded(times: Times, recorded: str) -> Times:
    """The onset where one is given; else by when it was there, as it was recorded then."""
    if times.at or not recorded:
        return times
    by = When((DatedRange("", str(moment(recorded, "recordedDate"))),))
    return Times(by, times.until, sentence(times.said, "the onset is not given, only when it was recorded"))


def _about(resource: Json, verification: str) -> dict[str, str]:
    clinical = _code_of(resource, "clinicalStatus")
    code = next(codes(inner(resource, "code")), ("", ""))
    return details(
        system=code[0],
        code=code[1],
        clinical_status=clinical,
        verification="" if verification == "confirmed" else verification,
        category=_categories(resource),
        severity=said(inner(resource, "severity")) if isinstance(resource.get("severity"), dict) else "",
        sites=said_all(each(resource, "bodySite")),
        stage="; ".join(text for one in each(resource, "stage") if (text := said(inner(one, "summary")))),
        histology=_histology(resource),
        recorded=words(resource, "recordedDate"),
    )


def _categories(resource: Json) -> str:
    """Concepts of a Condition, bare codes of an AllergyIntolerance."""
    found = resource.get("category")
    if isinstance(found, list) and all(isinstance(one, str) for one in found):
        return "; ".join(found)
    return said_all(each(resource, "category"))


def _histology(resource: Json) -> str:
    found = (one for one in each(resource, "extension") if words(one, "url").endswith(_HISTOLOGY))
    return said_all(inner(one, "valueCodeableConcept") for one in found)


def _is_primary_cancer(resource: Json) -> bool:
    profiles = inner(resource, "meta").get("profile")
    return isinstance(profiles, list) and any("primary-cancer-condition" in str(one) for one in profiles)


def _code_of(resource: Json, name: str) -> str:
    return next((code for _, code in codes(inner(resource, name))), "")
