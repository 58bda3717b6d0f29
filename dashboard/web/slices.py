"""The series of a viewer by opaque id: a small JSON, and one slice after the other. Access is asked at each request."""

import gzip
import struct
from typing import Any

import brotli
import orjson
from flask import Blueprint, Response, request

from dashboard import caller
from dashboard.imaging.stack import told_windows
from dashboard.services import images
from dashboard.services.images import ShownStack

ROUTES = Blueprint("slices", __name__)
LENGTH = struct.Struct("<L")


@ROUTES.get("/images/<image_id>/opening/<int:number>")
def opening(image_id: str, number: int) -> Response:
    """What a viewer begins with, in one answer: the length of a JSON, the JSON of the series, and its slice `number` as
    `one_slice` gives it. Nothing of it names a patient or an object of the archive."""
    found = images.open_series(caller.user(), caller.context(), image_id, number)
    told = orjson.dumps(described(found.shown) | {"at": found.at, "trouble": found.trouble})
    return _sent(LENGTH.pack(len(told)) + told + found.body, "application/octet-stream")


@ROUTES.get("/images/<image_id>/arrival.json")
def arrival(image_id: str) -> Response:
    """How far a study from the PACS has come; asking sends for it."""
    found = images.arrival(caller.user(), caller.context(), image_id)
    told: dict[str, Any] = {"here": found.here, "reason": found.reason, "coming": found.arriving is not None}
    if found.arriving is not None:
        told |= {"received": found.arriving.received, "expected": found.arriving.expected}
    return Response(orjson.dumps(told), mimetype="application/json")


@ROUTES.get("/images/<image_id>/slices/<int:number>")
def one_slice(image_id: str, number: int) -> Response:
    """Slice `number`, from 0: 16-bit numbers, or a picture where the series is in colour."""
    return _sent(*images.series_slice(caller.user(), caller.context(), image_id, number))


def described(shown: ShownStack) -> dict[str, Any]:
    """The JSON of a series."""
    stack = shown.stack
    sides = ("left", "right", "top", "bottom")
    return {
        "slices": shown.slices,
        "key": shown.key,
        "rows": stack.rows,
        "columns": stack.columns,
        "positions": None if stack.positions is None else [round(place, 3) for place in stack.positions],
        "normal": None if stack.normal is None else [round(part, 4) for part in stack.normal],
        "spacing": stack.spacing,
        "aspect": stack.aspect,
        "letters": None if stack.letters is None else dict(zip(sides, stack.letters, strict=True)),
        "windows": told_windows(stack.windows),
        "modality": stack.modality,
        "unit": stack.unit,
        "frame": shown.frame or None,
        "colour": stack.colour,
        "inverted": stack.inverted,
        "lossy": stack.lossy,
        "illustration": stack.illustration,
        "laterality": stack.laterality,
        "warnings": stack.warnings,
    }


def _sent(body: bytes, media_type: str) -> Response:
    """An answer that is never stored; packed where it is no picture that is packed already."""
    answer = Response(mimetype=media_type)
    answer.headers["Cache-Control"] = "no-store"
    encoding = None if media_type == images.MEDIA_TYPE else _encoding()
    answer.set_data(_packed(body, encoding))
    answer.vary.add("Accept-Encoding")
    if encoding:
        answer.headers["Content-Encoding"] = encoding
    return answer


def _encoding() -> str | None:
    return next((name for name in ("gzip", "br") if request.accept_encodings[name] > 0), None)


def _packed(body: bytes, encoding: str | None) -> bytes:
    """Packed fast: a slice is made for one answer and read once."""
    if encoding == "gzip":
        return gzip.compress(body, compresslevel=1, mtime=0)
    return bytes(brotli.compress(body, quality=1)) if encoding == "br" else body
