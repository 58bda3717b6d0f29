"""Imaging studies, reports and documents: text as text, addresses never called."""

import base64

import pytest

from dashboard.domain.events import Kind
from tests.importers.fhir.builders import DAY, GONE, concept, events_of, of

UID = "1.2.840.99.1"
STUDY = {
    "status": "available", "started": DAY, "description": "MRI brain", "numberOfSeries": 2, "numberOfInstances": 40,
    "modality": [{"code": "MR"}],
    "identifier": [
        {"system": "urn:dicom:uid", "value": f"urn:oid:{UID}"},
        {"type": concept("", ("x", "ACSN")), "value": "A-17"},
    ],
    "series": [{"uid": "1.2", "modality": {"code": "MR"}, "bodySite": {"display": "Brain"}}],
}  # fmt: skip


def text_of(words, kind="text/plain"):
    return {"contentType": kind, "data": base64.b64encode(words.encode()).decode()}


def test_an_imaging_study_is_a_study_of_the_case_by_its_uid(imported):
    (case,) = imported(of("ImagingStudy", **STUDY)).cases
    (event,), (study,) = case.events, case.studies
    assert (event.kind, event.term, str(event.at), event.detail("sites")) == (Kind.IMAGING, "MRI brain", DAY, "Brain")
    assert (event.detail("series"), event.detail("instances"), event.detail("modality")) == ("2", "40", "MR")
    assert (study.event, study.uid, study.accession, study.modality) == (event.id, UID, "A-17", "MR")
    assert event.detail("study") == study.id
    assert study.label == "MRI brain"


@pytest.mark.parametrize(
    "identifier",
    [[], [{"system": "urn:dicom:uid", "value": "1.2.3"}], [{"system": "urn:dicom:uid", "value": "urn:oid:no"}],
     [{"system": "urn:dicom:uid", "value": f"urn:oid:1.{number}"} for number in (2, 3)]],
)  # fmt: skip
def test_a_study_without_one_clear_uid_has_none(imported, identifier):
    (case,) = imported(of("ImagingStudy", status="available", identifier=identifier)).cases
    assert (case.studies[0].uid, case.studies[0].modality, case.events[0].term) == ("", "OT", "Imaging study")


@pytest.mark.parametrize("status", ["cancelled", "entered-in-error"])
def test_a_study_that_does_not_hold_is_not_shown(left, status):
    assert left(of("ImagingStudy", status=status)) == f"ImagingStudy: {status.replace('-', ' ')}"


@pytest.mark.parametrize(
    ("category", "kind"),
    [("RAD", Kind.IMAGING), ("LP29684-5", Kind.IMAGING), ("SP", Kind.PATHOLOGY), ("GE", Kind.PATHOLOGY), ("LAB",
    Kind.LAB),
     ("other", Kind.OTHER)],
)  # fmt: skip
def test_a_report_goes_by_its_category_with_its_conclusion(event, category, kind):
    found = event(
        of("DiagnosticReport", status="final", category=[concept("", ("x", category))], code=concept("Report"),
           effectiveDateTime=DAY, conclusion="No <b>blasts</b>.", conclusionCode=[concept("remission")])
    )  # fmt: skip
    assert (found.kind, found.term, str(found.at)) == (kind, "Report", DAY)
    assert found.note == "No <b>blasts</b>.; remission"


def test_a_report_tells_the_study_that_it_is_about(imported):
    report = of("DiagnosticReport", status="final", conclusion="x", imagingStudy=[{"reference": "ImagingStudy/i1"}])
    (case,) = imported(of("ImagingStudy", **STUDY), report).cases
    told = next(one for one in case.events if one.id == "DiagnosticReport-d1")
    assert (told.kind, told.detail("study")) == (Kind.IMAGING, case.studies[0].id)


def test_plain_text_in_a_report_is_shown_and_nothing_else_is_opened(event):
    found = event(
        of("DiagnosticReport", status="final", code=concept("Letter"), issued=f"{DAY}T10:00:00Z",
           text={"status": "generated", "div": "<div>narrative</div>"},
           presentedForm=[text_of("Dear colleague"), text_of("<p>x</p>", "text/html"),
                          {"contentType": "application/pdf", "url": "http://elsewhere.example/x.pdf", "title": "Scan"},
                          {"contentType": "text/plain", "data": "%%%"}])
    )  # fmt: skip
    assert found.note.startswith(
        "Dear colleague; not imported: an attachment (text/html); not imported: Scan (application/pdf)"
    )
    assert "narrative" not in str(found) and "elsewhere" not in str(found)
    assert str(found.at) == "..2024-03-01T10:00:00+00:00"


def test_a_very_long_text_is_cut_and_says_so(event):
    found = event(of("DiagnosticReport", status="final", conclusion="x" * 30_000))
    assert len(found.note) < 20_100 and found.note.endswith("… (cut)")


def test_a_report_that_only_groups_results_is_counted(left):
    assert left(of("DiagnosticReport", status="final", result=[{"reference": "Observation/o1"}])) == (
        "DiagnosticReport: only groups results"
    )
    assert left(of("DiagnosticReport", status="registered")) == "DiagnosticReport: registered, no text yet"


def test_a_document_is_told_by_title_description_and_date(event):
    found = event(
        of("DocumentReference", status="current", type=concept("Discharge letter"), date=f"{DAY}T10:00:00Z",
           description="Summary", content=[{"attachment": {"title": "Letter", "url": "http://elsewhere.example/l"}}],
           context={"period": {"start": DAY}})
    )  # fmt: skip
    assert (found.kind, found.term, found.detail("document_type")) == (Kind.NOTE, "Letter", "Discharge letter")
    assert found.note == "Summary; the document itself is not imported"
    assert "elsewhere" not in str(found)


@pytest.mark.parametrize(
    "more", [{"status": "superseded"}, {"status": "entered-in-error"}, {"docStatus": "entered-in-error"}]
)
def test_a_document_that_does_not_hold_is_not_shown(left, more):
    assert left(of("DocumentReference", **more)).startswith("DocumentReference: ")


def test_the_document_that_a_bundle_is_is_told_by_its_title(imported):
    (found,) = events_of(imported(of("Composition", status="final", title="Summary", date=DAY, type=concept("Letter"))))
    assert (found.kind, found.term, str(found.at), found.detail("document_type")) == (
        Kind.NOTE,
        "Summary",
        DAY,
        "Letter",
    )
    assert GONE is not None
