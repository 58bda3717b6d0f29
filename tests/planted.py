"""Thirty-four identifiers to plant in a header of DICOM, and how to see whether one of them came through."""

PLANTED = {
    "PatientName": "CANARY^A", "PatientID": "CANARY-B", "PatientBirthDate": "19330303", "OtherPatientIDs": "CANARY-C",
    "PatientAddress": "CANARY D", "PatientComments": "CANARY E", "PatientMotherBirthName": "CANARY^F",
    "PatientTelephoneNumbers": "CANARY G", "PatientBirthName": "CANARY^H", "MedicalRecordLocator": "CANARY I",
    "EthnicGroup": "CANARY J", "Occupation": "CANARY K", "AdditionalPatientHistory": "CANARY L",
    "ReferringPhysicianName": "CANARY^M", "PerformingPhysicianName": "CANARY^N", "OperatorsName": "CANARY^O",
    "NameOfPhysiciansReadingStudy": "CANARY^P", "RequestingPhysician": "CANARY^Q", "InstitutionName": "CANARY R",
    "InstitutionAddress": "CANARY S", "InstitutionalDepartmentName": "CANARY T", "StationName": "CANARY U",
    "AccessionNumber": "CANARY V", "StudyID": "CANARY W", "StudyDescription": "CANARY X",
    "SeriesDescription": "FLAIR CANARY Y", "ProtocolName": "CANARY Z", "ImageComments": "CANARY AA",
    "DeviceSerialNumber": "CANARY AB", "RequestedProcedureDescription": "CANARY AC",
    "WindowCenterWidthExplanation": "CANARY AD", "StudyInstanceUID": "1.2.777.1", "SeriesInstanceUID": "1.2.777.2",
    "FrameOfReferenceUID": "1.2.777.3",
}  # fmt: skip
TRACES = (b"CANARY", b"1.2.777", b"19330303")


def traces(body: bytes) -> list[bytes]:
    """What of the planted identifiers stands in these bytes, whatever the case of its letters."""
    return [trace for trace in TRACES if trace.lower() in body.lower()]
