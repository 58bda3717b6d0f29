"""The resources of a file, one after the other: those of lines, of documents, and of the entries of Bundles, with the
place where each stands. What they say is not read here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from dashboard.importers._fhir.cuts import Cuts, Part, Piece
from dashboard.importers._fhir.json_text import JsonRefused, read_json
from dashboard.importers._fhir.shape import Json, Unreadable, inner, words
from dashboard.importers._fhir.sources import DAMAGE, Source, TooLarge
from dashboard.importers._fhir.splitting import line_pieces, pieces

BUNDLE = "Bundle"
DEEPEST_BUNDLE = 4
_STATUS_RANK = {
    "registered": "1",
    "preliminary": "2",
    "partial": "2",
    "amended": "4",
    "corrected": "4",
    "appended": "4",
}
_NOT_A_RESOURCE = "it is no FHIR resource: it has no resourceType"
_MANIFEST = ("transactionTime", "output")


@dataclass(frozen=True, slots=True)
class Found:
    """One resource, or a request to delete one (`deleted` is its address). `wrong` says why there is none, `element`
    where. `updated` is greater for a later version of the same resource; `url` is the fullUrl of its entry. `modified`:
    the word modifierExtension stands in its text, or in that of what it came with."""

    file: str
    line: int
    resource: Json = field(default_factory=dict)
    url: str = ""
    updated: str = ""
    deleted: str = ""
    wrong: str = ""
    element: str = ""
    empty: bool = False
    modified: bool = False

    @property
    def kind(self) -> str:
        """The type of the resource."""
        return str(self.resource.get("resourceType", ""))


def resources_of(source: Source, wanted: re.Pattern[bytes] | None = None, cuts: Cuts | None = None) -> Iterator[Found]:
    """Every resource of a file; what is broken comes as such and ends nothing but itself. Texts in which `wanted` does
    not stand are passed over unread; `cuts` keeps from one reading to the next where the texts lie."""
    line = 1
    try:
        with source.opened() as file:
            waiting: list[Found] = []
            for piece in pieces(file, cuts) if source.lines is None else line_pieces(file, source.lines):
                line = piece.line
                if wanted is not None and not wanted.search(piece.raw):
                    continue
                modified = b'"modifierExtension"' in piece.raw
                for found in _of_piece(piece, source.name):
                    if found.empty and piece.part is Part.ENTRY:
                        waiting.append(found)
                    else:
                        yield replace(found, modified=True) if modified else found  # copying takes its time
                if piece.part is Part.HEAD:
                    yield from waiting if _is_bundle(piece.raw) else ()
                    waiting = []
    except TooLarge as error:
        yield Found(source.name, line, wrong=str(error))
    except DAMAGE:
        yield Found(source.name, line, wrong="it is damaged from here on and cannot be unpacked or read")


def _of_piece(piece: Piece, file: str) -> Iterator[Found]:
    if piece.part is Part.WRONG:
        yield Found(file, piece.line, wrong=piece.wrong)
        return
    try:
        value = read_json(piece.raw)
    except JsonRefused as error:
        yield Found(file, piece.line + error.line - 1, wrong=error.reason)
        return
    if not isinstance(value, dict):
        yield Found(file, piece.line, wrong="it is no JSON object")
    elif piece.part is Part.ENTRY:
        yield from _of_entry(value, file, piece.line, 1)
    elif piece.part is Part.HEAD and value.get("resourceType") == BUNDLE:
        return
    else:
        yield from _of_resource(value, file, piece.line, "", "", 0)


def _is_bundle(raw: bytes) -> bool:
    try:
        return bool(read_json(raw).get("resourceType") == BUNDLE)
    except (JsonRefused, AttributeError):
        return False


def _of_entry(entry: Json, file: str, line: int, depth: int) -> Iterator[Found]:
    try:
        url, request, response = words(entry, "fullUrl").strip(), inner(entry, "request"), inner(entry, "response")
        resource = entry.get("resource")
        told = _told_version(words(response, "lastModified"), words(response, "etag"))
        if resource is None and words(request, "method") == "DELETE":
            yield Found(file, line, url=url, updated=told, deleted=url or words(request, "url"))
        elif resource is None:
            yield Found(file, line, wrong="the entry holds no resource", empty=True)
        elif not isinstance(resource, dict):
            yield Found(file, line, wrong="the resource of the entry is no object", element="resource")
        else:
            yield from _of_resource(resource, file, line, url, told, depth)
    except Unreadable as error:
        yield Found(file, line, wrong=error.reason, element=error.field)


def _of_resource(resource: Json, file: str, line: int, url: str, told: str, depth: int) -> Iterator[Found]:
    kind = resource.get("resourceType")
    if kind == BUNDLE:
        yield from _of_bundle(resource, file, line, depth)
    elif isinstance(kind, str) and kind.isalpha():
        yield Found(file, line, resource, url, _version(resource) or told)
    elif all(name in resource for name in _MANIFEST):
        yield Found(file, line, wrong="it is the list of files of a bulk export; no address of it is called")
    else:
        yield Found(file, line, wrong=_NOT_A_RESOURCE, element="resourceType")


def _of_bundle(bundle: Json, file: str, line: int, depth: int) -> Iterator[Found]:
    entries: Any = bundle.get("entry", [])
    if depth >= DEEPEST_BUNDLE:
        yield Found(file, line, wrong=f"Bundles lie in one another more than {DEEPEST_BUNDLE} deep")
    elif not isinstance(entries, list):
        yield Found(file, line, wrong="entry is no array", element="entry")
    else:
        for entry in entries:
            if isinstance(entry, dict):
                yield from _of_entry(entry, file, line, depth + 1)
            else:
                yield Found(file, line, wrong="an entry is no object", element="entry")


def _version(resource: Json) -> str:
    """What orders the versions of a resource: when it was changed, its version, and what its status says of an earlier
    one; "" where nothing does."""
    meta = resource.get("meta")
    rank = _STATUS_RANK.get(str(resource.get("status")), "")
    if not isinstance(meta, dict):
        return _ordered("", "", rank)
    return _ordered(words(meta, "lastUpdated"), words(meta, "versionId"), rank)


def _told_version(modified: str, etag: str) -> str:
    return _ordered(modified, etag.removeprefix("W/").strip('"'), "") if modified or etag else ""


def _ordered(changed: str, version: str, rank: str) -> str:
    number = f"{int(version):012}" if version.isdecimal() and len(version) <= 12 else version
    when = _in_utc(changed)
    # A blank comes before every sign of a date and every digit, so that what is not known comes first.
    return f"{when} {number} {rank}" if when or number or rank else ""


def _in_utc(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return (
        (moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC))
        .astimezone(UTC)
        .isoformat(" ", "microseconds")
    )
