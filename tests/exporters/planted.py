"""A case stuffed with forty identifiers: in every field of its files, in file names, in headers and metadata of
pictures; and a search for them in every byte of a file, packed or encoded."""

import base64
import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image, PngImagePlugin
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian

COUNT = 40
NAMES = [f"Zyxquist{number:02d}" if number != 10 else "Zyxquisten" for number in range(COUNT)]
DATES = ("1933-03-03", "19330303", "03.03.1933", "1933")
UIDS = ("1.2.777.1", "1.2.777.2", "1.2.777.3", "1.2.777.4")
NUMBERS = ("4711004711", "0815081508")
SECRETS = (*NAMES, *DATES, *UIDS, *NUMBERS)

TOML = """code = "{0}"
title = "{1}"
age = "93 years, {2}"
sex = "{3}"
diagnosis = "{4}"
question = "Shall {5} go home?"
question_source = "letter of {6}"
source = "chart {7}"
origin = "1933-03-03"
birth_date = "1933"
patient_id = "4711004711"
zero = "{8}"
writing = "{9}"

[moments]
"{9}" = "after {8}"

[[clocks]]
name = "ward of {10} day"
zero = "{8}"

[[zeros]]
event = "{8}"
label = "{11}"

[[studies]]
id = "{12}"
event = "{13}"
label = "{14}"
modality = "CT"
figure = "{15}"
uid = "1.2.777.1"
accession = "0815081508"
images = true
"""
EVENTS: tuple[dict[str, str], ...] = (
    {"id": "{8}", "seq": "19330303", "kind": "encounter", "label": "{17}", "term": "Seen by {18}", "at": "1933-03-03",
     "group": "{19}", "source": "{20}", "place": "{21}", "as_printed": "{22}", "attribution": "{23}",
     "note": "{24}, born 03.03.1933", "issues": "{25}", "{16}": "{26}"},
    {"id": "{13}", "kind": "imaging", "term": "CT asked for by {27}", "at": "1933-03-05", "study": "{12}",
     "modality": "CT", "figure": "{15}", "sites": "{28}", "compared_with": "{29}"},
    {"id": "T1", "kind": "treatment", "term": "Chemotherapy", "at": "1933-03-06", "until": "unknown",
     "components": "{30}; vincristine", "drug_class": "{31}; vinca alkaloid", "indication": "{32}",
     "route": "{33}; intravenous", "dose": "{34}"},
    {"id": "L1", "kind": "lab", "term": "Leukocytes, {35}", "at": "1933-03-07", "value": "12", "unit": "G/L"},
    {"id": "L2", "kind": "lab", "term": "Number of {35}", "at": "ward of {10} day 3", "value": "4711004711",
     "unit": "{{{36}}}"},
    {"id": "L3", "kind": "lab", "term": "Hemoglobin", "at": "1933-03-08", "value": "{10}"},
    {"id": "N1", "kind": "neuro_status", "term": "{37} awake", "at": "1933-03-09", "state": "absent", "rank": "3",
     "flags": "{37}"},
)  # fmt: skip
FINDINGS = "study,event,finding,trend,word,place,issues\n{12},,mass of {38},new,{38},{38},{25}\n"
ISSUES = 'id,conflict,summary,recorded,readings\n{25},yes,"{39} or not","{39}","{39} | {38}"\n'


def _events(names: list[str]) -> str:
    """events.csv, its last column named by a name too."""
    out = io.StringIO()
    columns = list(dict.fromkeys(column for row in EVENTS for column in row))
    writer = csv.writer(out)
    writer.writerow([column.format(*names) for column in columns])
    writer.writerows([row.get(column, "").format(*names) for column in columns] for row in EVENTS)
    return out.getvalue()


def write_planted(folder: Path) -> Path:
    """The case folder; it loads."""
    names = NAMES
    folder.mkdir(parents=True)
    for file, text in (("case.toml", TOML), ("findings.csv", FINDINGS), ("issues.csv", ISSUES)):
        (folder / file).write_text(text.format(*names), encoding="utf-8")
    (folder / "events.csv").write_text(_events(names), encoding="utf-8")
    images = folder / "images"
    study = images / names[12]
    (study / names[0]).mkdir(parents=True)
    (study / "photos").mkdir()
    (images / f"{names[1]}.txt").write_text(f"about {names[2]}")
    index = f'["{names[12]}"]\nseries = "{names[0]}"\nslice = 2\ncaption = "{names[3]} lies still"\n'
    (images / "index.toml").write_text(index)
    for number in range(3):
        _dicom(number).save_as(study / names[0] / f"{names[4]}-{number}.dcm", enforce_file_format=True)
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", names[5])
    Image.new("RGB", (40, 40), "grey").save(study / "photos" / f"{names[6]}.png", pnginfo=told)
    return folder


def _dicom(number: int) -> Dataset:
    header = Dataset()
    header.file_meta = FileMetaDataset()
    header.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    header.SOPClassUID = header.file_meta.MediaStorageSOPClassUID = CTImageStorage
    header.SOPInstanceUID = header.file_meta.MediaStorageSOPInstanceUID = f"1.2.777.4.{number}"
    header.StudyInstanceUID, header.SeriesInstanceUID, header.FrameOfReferenceUID = UIDS[:3]
    header.PatientName, header.PatientID, header.AccessionNumber = f"{NAMES[7]}^A", NUMBERS[0], NUMBERS[1]
    header.PatientBirthDate = header.StudyDate = "19330303"
    header.PatientComments, header.InstitutionName, header.StudyDescription = NAMES[8], NAMES[9], NAMES[11]
    header.SeriesDescription = f"HEAD {NAMES[13]}"
    header.private_block(0x0011, NAMES[14], create=True).add_new(1, "LO", NAMES[15])
    header.Modality, header.Rows, header.Columns = "CT", 8, 8
    header.SamplesPerPixel, header.PhotometricInterpretation = 1, "MONOCHROME2"
    header.BitsAllocated, header.BitsStored, header.HighBit, header.PixelRepresentation = 16, 16, 15, 0
    header.ImageOrientationPatient, header.ImagePositionPatient = [1, 0, 0, 0, 1, 0], [0, 0, 5 * number]
    header.PixelData = np.full((8, 8), 100 + number, np.uint16).tobytes()
    header["PixelData"].VR = "OW"
    return header


def contents(data: bytes, depth: int = 0) -> Iterator[bytes]:
    """The bytes of a file, and what is packed or encoded in it."""
    yield data
    if depth > 3:
        return
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            yield " ".join(packed.namelist()).encode()
            for name in packed.namelist():
                yield from contents(packed.read(name), depth + 1)
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        yield from _inflated(stream)
    if data.startswith(b"\x89PNG"):
        yield from _inflated(b"".join(_idat(data)))
    for encoded in re.findall(rb"base64,([A-Za-z0-9+/=]{40,})", data):
        yield from contents(base64.b64decode(encoded), depth + 1)
    for encoded in re.findall(rb'"([A-Za-z0-9+/]{200,}={0,2})"', data):
        yield from contents(base64.b64decode(encoded + b"=" * (-len(encoded) % 4)), depth + 1)
    if data[:2] == b"\x1f\x8b":
        yield from _inflated(data, 31)


def _idat(png: bytes) -> Iterator[bytes]:
    at = 8
    while at < len(png):
        size = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            yield png[at + 8 : at + 8 + size]
        at += size + 12


def _inflated(stream: bytes, bits: int = 15) -> Iterator[bytes]:
    try:
        if stream.rstrip().endswith(b"~>"):
            stream = base64.a85decode(stream.strip(), adobe=False) if not stream.startswith(b"<~") else stream
    except ValueError:
        try:
            stream = base64.a85decode(stream.strip().removesuffix(b"~>"))
        except ValueError:
            return
    try:
        yield zlib.decompressobj(bits).decompress(stream)
    except zlib.error:
        return


ROOTS = ("zyxquis", "1933", "03.03", "1.2.777", *NUMBERS)
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")


OWN = re.compile(rb"<script>.*?</script>", re.DOTALL)
"""Scripts in an HTML file are the program's own (plotly.js has a 1933 in its tables); its data are of another type."""


def found_in(data: bytes) -> list[str]:
    """The secrets that stand in a file, in letters of either size, as UTF-8 or UTF-16."""
    found = set()
    for part in contents(OWN.sub(b"", data) if data.startswith(b"<!DOCTYPE html>") else data):
        lowered = part.lower()
        if any(root.encode(name) in lowered for root in ROOTS for name in ENCODINGS):
            found |= {one for one in SECRETS if any(one.lower().encode(name) in lowered for name in ENCODINGS)}
    return sorted(found)
