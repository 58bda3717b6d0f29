"""Details of an event whose words stand in other resources of the same patient: its encounter, its reason."""

from dashboard.importers._fhir.references import referred
from dashboard.importers._fhir.shape import Json, each

Links = dict[str, tuple[str, ...]]


def links_of(resource: Json, url: str, reason: str = "") -> Links:
    """The keys of the encounter and, under the name `reason`, of the reasons. Raises Unreadable."""
    found: Links = {}
    for name in ("encounter", "context"):
        if name in resource and (key := referred(resource, name, resource, url, "Encounter")):
            found["encounter"] = (key,)
    if reason and (keys := keys_of(resource, "reasonReference", url, "Condition")):
        found[reason] = keys
    return found


def keys_of(resource: Json, name: str, url: str, kind: str) -> tuple[str, ...]:
    """The keys that an array of references means."""
    found = (referred({name: one}, name, resource, url, kind) for one in each(resource, name))
    return tuple(key for key in found if key)
