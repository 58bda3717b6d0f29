"""ImagingStudy, DiagnosticReport, DocumentReference and Composition. Text is plain text; narrative is not shown, and no
address of an attachment is ever called."""

import base64
import binascii
import hashlib
import re

from dashboard.domain.cases import Study
from dashboard.domain.events import Event, Kind, State
from dashboard.importers._fhir.codes import codes, said, said_all
from dashboard.importers._fhir.context import Context, details, notes, sentence
from dashboard.importers._fhir.links import keys_of, links_of
from dashboard.importers._fhir.shape import Json, each, inner, words
from dashboard.importers._fhir.times import NO_TIME, Times, choice, issued_by, moment, period
from dashboard.importers._fhir.told import Fact, Told, left, withdrawn

LONGEST = 20_000
DOCUMENTS = "Documents"
_UID = re.compile(r"(?=.{1,64}$)[0-9]+(\.[0-9]+)*")
_UID_SYSTEMS = ("urn:dicom:uid", "urn:ietf:rfc:3986", "")
_IMAGING = frozenset({"RAD", "RX", "CT", "NMR", "CUS", "NMS", "OUS", "RUS", "VUS", "CTH", "LP29684-5", "imaging"})
_PATHOLOGY = frozenset({"PAT", "SP", "CP", "CG", "CT-PATH", "GE", "HP", "LP7839-6", "LP7796-8"})
_LABORATORY = frozenset(
    {"LAB", "CH", "HM", "MB", "IMM", "SR", "BLB", "TX", "VR", "PHR", "OSL", "laboratory", "LP29693-6"}
)


def imaging_study(resource: Json, at: Context) -> Told:
    """A study, and the UID by which its pictures join it."""
    status = words(resource, "status")
    if status in ("entered-in-error", "cancelled"):
        return withdrawn("ImagingStudy", status)
    times = Times(moment(resource["started"], "started")) if "started" in resource else NO_TIME
    series = each(resource, "series")
    own = [*each(resource, "modality"), *(inner(one, "modality") for one in series)]
    modalities = list(dict.fromkeys(code for one in own if (code := words(one, "code"))))
    sites = "; ".join(dict.fromkeys(_coding(inner(one, "bodySite")) for one in series) - {"": None}.keys())
    told = words(resource, "description").strip() or said_all(each(resource, "procedureCode"))
    modality = ", ".join(modalities)
    term = told or " of ".join(part for part in (f"{modality or 'Imaging'} study", sites) if part)
    uid, accession = study_uid(resource), _accession(resource)
    study_id = f"study-{hashlib.sha256((uid or words(resource, 'id') or at.url).encode()).hexdigest()[:12]}"
    label = f"{modality} {told}".strip() if told and modality not in told else told or modality or "Imaging"
    at.tally.route("ImagingStudy", str(Kind.IMAGING), "it is an imaging study")
    event = Event(
        "",
        Kind.IMAGING,
        term,
        times.at,
        note=sentence(said_all(each(resource, "reasonCode")), *notes(resource)),
        details=details(
            study=study_id,
            label=label,
            modality=modality,
            sites=sites,
            series=words(resource, "numberOfSeries") or (str(len(series)) if series else ""),
            instances=words(resource, "numberOfInstances"),
        ),
    )
    study = Study(study_id, "", label, modalities[0] if modalities else "OT", uid=uid, accession=accession)
    return Told((Fact(event, links=links_of(resource, at.url), study=study),))


def study_uid(resource: Json) -> str:
    """The StudyInstanceUID: an identifier that is a UID; "" where none, or more than one, is there."""
    found = {
        words(one, "value").removeprefix("urn:oid:")
        for one in each(resource, "identifier")
        if words(one, "system") in _UID_SYSTEMS and words(one, "value").startswith("urn:oid:")
    }
    known = {one for one in found if _UID.fullmatch(one)}
    return known.pop() if len(known) == 1 else ""


def _accession(resource: Json) -> str:
    found = [
        one for one in each(resource, "identifier") if any(code == "ACSN" for _, code in codes(inner(one, "type")))
    ]
    return words(found[0], "value")[:64] if len(found) == 1 else ""


def _coding(coding: Json) -> str:
    return words(coding, "display").strip() or words(coding, "code").strip()


def diagnostic_report(resource: Json, at: Context) -> Told:
    """A report with its conclusion; one that only lists results, which come by themselves, is no event."""
    status = words(resource, "status")
    if status in ("entered-in-error", "cancelled"):
        return withdrawn("DiagnosticReport", status)
    attachments, results = each(resource, "presentedForm"), each(resource, "result")
    text = sentence(words(resource, "conclusion"), said_all(each(resource, "conclusionCode")))
    shown = [one for one in map(attached_text, attachments) if one]
    if not text and not shown and results:
        return left("DiagnosticReport: only groups results")
    if not text and not shown and status == "registered":
        return left("DiagnosticReport: registered, no text yet")
    has_time = any(name.startswith("effective") for name in resource)
    times = choice(resource, "effective", at.birth) if has_time else issued_by(words(resource, "issued"))
    kind, why = _kind_of_report(resource)
    at.tally.route("DiagnosticReport", str(kind), why)
    hidden = [_unread(one) for one in attachments if not attached_text(one)]
    event = Event(
        "",
        kind,
        said(inner(resource, "code")) or "Report",
        times.at,
        times.until,
        note=_cut(sentence(text, *shown, *hidden, times.said)),
        details=details(
            event_type="Reports" if kind is Kind.OTHER else "",
            category=said_all(each(resource, "category")),
            status="" if status == "final" else status,
        ),
    )
    links = links_of(resource, at.url)
    studies = keys_of(resource, "imagingStudy", at.url, "ImagingStudy")
    return Told((Fact(event, links=links | ({"study": studies} if studies else {})),))


def _kind_of_report(resource: Json) -> tuple[Kind, str]:
    own = {code for one in each(resource, "category") for _, code in codes(one)}
    for known, kind, why in (
        (_IMAGING, Kind.IMAGING, "its category is imaging"),
        (_PATHOLOGY, Kind.PATHOLOGY, "its category is pathology or genetics"),
        (_LABORATORY, Kind.LAB, "its category is laboratory"),
    ):
        if own & known:
            return kind, why
    if "imagingStudy" in resource:
        return Kind.IMAGING, "it is about an imaging study"
    return Kind.OTHER, "its category is another"


def attached_text(attachment: Json) -> str:
    """The text of an attachment that is plain text and lies in the resource itself; "" for all others."""
    kind = words(attachment, "contentType").partition(";")[0].strip().lower()
    data = words(attachment, "data")
    if kind != "text/plain" or not data or len(data) > 4 * LONGEST * 2:
        return ""
    try:
        return base64.b64decode("".join(data.split()), validate=True).decode().replace("\0", "").strip()
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _unread(attachment: Json) -> str:
    kind, title = words(attachment, "contentType"), words(attachment, "title")
    return f"not imported: {title or 'an attachment'}{f' ({kind})' if kind else ''}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} … (cut)"


def document(resource: Json, at: Context) -> Told:
    """A document by title, description and date; its content is not opened."""
    status = words(resource, "status")
    if "entered-in-error" in (status, words(resource, "docStatus")):
        return withdrawn("DocumentReference", "entered-in-error")
    if status == "superseded":
        return withdrawn("DocumentReference", status)
    attachments = [inner(one, "attachment") for one in each(resource, "content")]
    titles = "; ".join(dict.fromkeys(title for one in attachments if (title := words(one, "title").strip())))
    kind, told = said(inner(resource, "type")), words(resource, "description").strip()
    about = _about(inner(resource, "context"))
    date = moment(resource["date"], "date") if "date" in resource else NO_TIME.at
    at.tally.route("DocumentReference", str(Kind.NOTE), "it is a document")
    event = Event(
        "",
        Kind.NOTE,
        titles or kind or told or "Document",
        date,
        note=sentence(told, "the document itself is not imported"),
        details=details(
            document_type=kind if titles else "",
            status=words(resource, "docStatus"),
            about=about,
        ),
    )
    return Told((Fact(event),))


def _about(context: Json) -> str:
    if "period" not in context:
        return ""
    times = period(context["period"], "context.period")
    return " to ".join(str(one) for one in (times.at, times.until) if one)


def composition(resource: Json, at: Context) -> Told:
    """The document that a Bundle is, by title and date."""
    status = words(resource, "status")
    if status == "entered-in-error":
        return withdrawn("Composition", status)
    date = moment(resource["date"], "date") if "date" in resource else NO_TIME.at
    at.tally.route("Composition", str(Kind.NOTE), "it is a document")
    event = Event(
        "",
        Kind.NOTE,
        words(resource, "title").strip() or said(inner(resource, "type")) or "Document",
        date,
        state=State.PRESENT,
        note="the document itself is not imported",
        details=details(document_type=said(inner(resource, "type")), status="" if status == "final" else status),
    )
    return Told((Fact(event, links=links_of(resource, at.url)),))
