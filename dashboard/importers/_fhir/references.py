"""Who and what a reference means: relative and absolute addresses, urn:uuid, versions, contained resources, logical and
conditional ones. Nothing is ever fetched."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote

from dashboard.importers._assembly.ids import digest
from dashboard.importers._fhir.shape import Json, Unreadable, each, inner, words

_HISTORY = re.compile(r"/_history/[^/]*$")
_TAIL = re.compile(r"(?:^|/)([A-Z][A-Za-z]+)/([A-Za-z0-9.-]+)$")
_URN = ("urn:uuid:", "urn:oid:")


def key_of(resource: Json, url: str) -> str:
    """The key of a resource: its address where it has one with a server, else Type/id, else its urn; "" where it has
    neither. `url` is the fullUrl of its entry."""
    kind, name = words(resource, "resourceType"), words(resource, "id")
    if base_of(url):
        return _HISTORY.sub("", url)
    return f"{kind}/{name}" if name else url


def aliases(resource: Json, url: str) -> Iterator[str]:
    """Every key by which others may refer to a resource, its own first."""
    own = key_of(resource, url)
    kind, name = words(resource, "resourceType"), words(resource, "id")
    named = f"{kind}/{name}" if name else ""
    yield from dict.fromkeys(key for key in (own, url, named) if key)
    for identifier in each(resource, "identifier"):
        if words(identifier, "value"):
            yield identifier_key(kind, words(identifier, "system"), words(identifier, "value"))


def base_of(url: str) -> str:
    """The address of the server of an absolute address, "" for anything else."""
    if not url.startswith(("http://", "https://")):
        return ""
    tail = _TAIL.search(_HISTORY.sub("", url))
    return url[: tail.start()] if tail is not None else ""


def in_file(file: str, key: str) -> str:
    """A key that holds within one file."""
    return f"{file}\n{key}"


def identifier_key(kind: str, system: str, value: str) -> str:
    """The key of somebody who is known by an identifier alone; the identifier itself is not in it."""
    return f"{kind}/identifier-{digest(f'{system}|{value}')}"


def referred(found: Json, name: str, resource: Json, url: str, kind: str = "") -> str:
    """The key that the reference called `name` means, "" where there is none. `resource` holds what is contained, `url`
    is its fullUrl, `kind` the type that a logical reference is to. Raises Unreadable."""
    reference = inner(found, name)
    text = words(reference, "reference").strip()
    if not text:
        identifier = inner(reference, "identifier")
        value = words(identifier, "value")
        return identifier_key(words(reference, "type") or kind, words(identifier, "system"), value) if value else ""
    if text.startswith("#"):
        return _contained(resource, text[1:], name)
    if "?" in text:
        return _conditional(text)
    if text.startswith(_URN):
        return text
    plain = _HISTORY.sub("", text)
    if _TAIL.search(plain) is None:
        raise Unreadable(name, f'"{text[:60]}" is no reference such as Patient/123')
    if base_of(plain) or not base_of(url):
        return plain
    return f"{base_of(url)}/{plain.lstrip('/')}"


def contained(resource: Json, reference: Json) -> Json | None:
    """The contained resource that a reference means, None for any other reference."""
    text = words(reference, "reference").strip()
    if not text.startswith("#"):
        return None
    return next((one for one in each(resource, "contained") if words(one, "id").lstrip("#") == text[1:]), None)


def kind_of(key: str) -> str:
    """The type of resource that a key speaks of, "" where it does not say."""
    tail = _TAIL.search(key)
    return tail[1] if tail is not None else ""


def _contained(resource: Json, name: str, field: str) -> str:
    found = contained(resource, {"reference": f"#{name}"})
    if found is None:
        raise Unreadable(field, f'"#{name[:60]}" is not contained in it')
    for identifier in each(found, "identifier"):
        if words(identifier, "value"):
            kind = words(found, "resourceType")
            return identifier_key(kind, words(identifier, "system"), words(identifier, "value"))
    return ""


def _conditional(text: str) -> str:
    """`Patient?identifier=system|value`, as bulk files have it."""
    address, _, query = text.partition("?")
    kind = address.rpartition("/")[2]
    for name, value in parse_qsl(query, max_num_fields=20):
        if name == "identifier":
            system, bar, code = unquote(value).rpartition("|")
            return identifier_key(kind, system if bar else "", code)
    return ""
